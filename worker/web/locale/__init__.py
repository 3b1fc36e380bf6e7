"""Sentences of the review pages in Indonesian and English: one flat dictionary a language, read from TOML."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from extractors.model import Text
from validators.messages import field_name


class Language(StrEnum):
    """The languages of the pages; Indonesian is the default."""

    ID = "id"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The language that the switch offers."""
        return Language.EN if self is Language.ID else Language.ID


@cache
def sentences(language: Language) -> Mapping[str, str]:
    """Return every sentence of a language by its dotted key, e.g. ``queue.title``."""
    tables = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))
    return MappingProxyType(
        {f"{section}.{key}": text for section, entries in tables.items() for key, text in entries.items()}
    )


class Translator:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._sentences = sentences(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of ``key`` with its ``{places}`` filled. Raises ``KeyError`` on an unknown key."""
        return self._sentences[key].format(**values)

    def known(self, section: str, code: str) -> str:
        """Return the word for a code that other code coins (a registry, an event); the code itself when unknown."""
        return self._sentences.get(f"{section}.{code}", code.replace("_", " "))

    def field(self, name: str) -> str:
        """Return what a field is called: on these pages, else in the rules' messages."""
        return self._sentences.get(f"field.{name}") or self.pick(field_name(name, begins=True))

    def pick(self, text: Text) -> str:
        """Return a bilingual text in this language."""
        return text.id if self.language is Language.ID else text.en
