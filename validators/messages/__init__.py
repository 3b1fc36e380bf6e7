"""Every sentence of a rule, in Indonesian and English, by rule code.

Each catalogue (``id.toml``, ``en.toml``) holds one table a rule: ``title``, ``innocent`` (a list) and one entry a
message, with ``{parameters}``. A key that one language lacks, or parameters that differ, raise at import.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from extractors.model import Text

LANGUAGES: Final = ("id", "en")


@dataclass(frozen=True)
class Entry:
    """The sentences of one rule."""

    title: Text
    innocent: tuple[Text, ...]
    messages: Mapping[str, Text]

    def message(self, key: str, **values: str) -> Text:
        """Return message ``key`` in both languages with ``values`` put in.

        Raises:
            KeyError: no such message, or a parameter was not given.
        """
        text = self.messages[key]
        return Text(id=text.id.format_map(values), en=text.en.format_map(values))


def _parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _pair(code: str, key: str, indonesian: str, english: str) -> Text:
    if _parameters(indonesian) != _parameters(english):
        raise ValueError(f"messages {code}.{key}: the two languages name different parameters")
    return Text(id=indonesian, en=english)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return the sentences of every rule by its code.

    Raises:
        ValueError: the two catalogues do not hold the same keys, or a message's parameters differ.
    """
    both = [tomllib.loads((files(__name__) / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES]
    if both[0].keys() != both[1].keys():
        raise ValueError(f"messages: only one language has {sorted(both[0].keys() ^ both[1].keys())}")
    return {code: _entry(code, both[0][code], both[1][code]) for code in both[0]}


def _entry(code: str, indonesian: dict[str, object], english: dict[str, object]) -> Entry:
    if indonesian.keys() != english.keys():
        raise ValueError(f"messages {code}: only one language has {sorted(indonesian.keys() ^ english.keys())}")
    innocent = [_strings(table.get("innocent", [])) for table in (indonesian, english)]
    pairs = {key: _pair(code, key, str(indonesian[key]), str(english[key])) for key in indonesian if key != "innocent"}
    return Entry(
        title=pairs.pop("title"),
        innocent=tuple(Text(id=one, en=other) for one, other in zip(*innocent, strict=True)),
        messages=pairs,
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
