"""Every sentence of a rule, in Indonesian and English, by rule code.

Each catalogue (``id.toml``, ``en.toml``) holds one table a rule: ``title``, ``innocent`` (a list) and one entry a
message, with ``{parameters}``. A key that one language lacks, or parameters that differ, raise at import. The tables
in small letters hold words: names of papers and fields, months, states of a licence.
"""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from extractors.model import Text
from extractors.vocabulary.countries import NAMES as COUNTRY_NAMES

LANGUAGES: Final = ("id", "en")


@dataclass(frozen=True)
class Entry:
    """The sentences of one rule."""

    title: Text
    innocent: tuple[Text, ...]
    messages: Mapping[str, Text]

    def message(self, key: str, **values: str | Text) -> Text:
        """Return message ``key`` in both languages with ``values`` put in, each in the language of its sentence.

        Raises:
            KeyError: no such message, or a parameter was not given.
        """
        text = self.messages[key]
        return Text(id=_filled(text.id, "id", values), en=_filled(text.en, "en", values))


def _filled(sentence: str, language: str, values: Mapping[str, str | Text]) -> str:
    words = {key: getattr(value, language) if isinstance(value, Text) else value for key, value in values.items()}
    return sentence.format_map(words)


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
    both = _tables()
    return {code: _entry(code, both[0][code], both[1][code]) for code in both[0] if code.isupper()}


def paper(document_type: str) -> Text:
    """Return what a paper of this type is called, e.g. ``KTP``; the type itself if it has no name here."""
    return _word("papers", document_type)


def field_name(name: str, *, begins: bool = False) -> Text:
    """Return what a field is called, e.g. ``tanggal lahir``; ``begins`` gives it a capital for a sentence's start."""
    word = _word("fields", name)
    return Text(id=_capital(word.id), en=_capital(word.en)) if begins else word


def caption(document_type: str, field: str) -> Text:
    """Return the caption of a field's place: what it is, and on which paper."""
    what, where = field_name(field, begins=True), paper(document_type)
    return Text(id=f"{what.id} pada {where.id}", en=f"{what.en} on the {where.en}")


def picture(name: str) -> Text:
    """Return the caption of a piece of evidence from a picture, e.g. ``thumbnail``."""
    return _word("picture", name)


def state(name: str) -> Text:
    """Return what a state of a licence is called; the registry's own word if it has no name here."""
    return _word("states", name)


def sex(letter: str) -> Text:
    """Return what M or F is called."""
    return _word("sexes", letter)


def country(code: str) -> Text:
    """Return what a country is called (ISO 3166-1 alpha-3); the code itself if nobody here knows a name for it."""
    if code in _tables()[0]["countries"] or code not in COUNTRY_NAMES:
        return _word("countries", code)
    return Text(id=COUNTRY_NAMES[code][0], en=COUNTRY_NAMES[code][0])


def period(name: str) -> Text:
    """Return what a wage is paid by, e.g. ``bulan``."""
    return _word("periods", name)


def language(code: str) -> Text:
    """Return what a language is called by its ISO 639-1 code; the code itself if it has no name here."""
    return _word("languages", code)


def day(value: date) -> Text:
    """Return a date for people: ``5 Agustus 2026``, ``5 August 2026``."""
    month = _word("months", str(value.month))
    return Text(id=f"{value.day} {month.id} {value.year}", en=f"{value.day} {month.en} {value.year}")


def _word(table: str, key: str) -> Text:
    indonesian, english = (language[table].get(key, key.replace("_", " ")) for language in _tables())
    return Text(id=str(indonesian), en=str(english))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _tables() -> tuple[dict[str, dict[str, object]], ...]:
    both = tuple(tomllib.loads((files(__name__) / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES)
    if both[0].keys() != both[1].keys():
        raise ValueError(f"messages: only one language has {sorted(both[0].keys() ^ both[1].keys())}")
    for name in both[0]:
        if both[0][name].keys() != both[1][name].keys():
            raise ValueError(
                f"messages {name}: only one language has {sorted(both[0][name].keys() ^ both[1][name].keys())}"
            )
    return both


def _entry(code: str, indonesian: dict[str, object], english: dict[str, object]) -> Entry:
    innocent = [_strings(table.get("innocent", [])) for table in (indonesian, english)]
    pairs = {key: _pair(code, key, str(indonesian[key]), str(english[key])) for key in indonesian if key != "innocent"}
    return Entry(
        title=pairs.pop("title"),
        innocent=tuple(Text(id=one, en=other) for one, other in zip(*innocent, strict=True)),
        messages=pairs,
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
