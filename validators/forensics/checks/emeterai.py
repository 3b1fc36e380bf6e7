"""Electronic revenue stamps (e-meterai) printed on a page, and their serial numbers."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.model import Region, Word
from validators.forensics.check import Measured, check
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.wording import apart, phrases

# What stands on one: the words METERAI ELEKTRONIK, 10000 with SEPULUH RIBU RUPIAH, a code unique to it, a serial number
# (PMK 133/PMK.03/2021; Kominfo's notice of 5 September 2024; both as told by news pages retrieved 2026-11-22).
_NAMED: Final = re.compile(r"\bMETERAI\s+ELEKTRONIK\b|\bE-\s?METERAI\b")
_AMOUNT: Final = re.compile(r"\b10[.,]?000\b|\bSEPULUH\s+RIBU\b")
# No official description of the serial's form was found: long, of capitals and digits, is all that is asked. Figures
# alone must be more than a NIK (16), a civil servant's (18) or a licence's number (13) has.
_SERIAL: Final = re.compile(r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{12,32}")
_LEAST_FIGURES_ALONE: Final = 19
_SUREST_MISREAD: Final = 0.8
"""Confidence (0..1) of a word below which a serial is not taken: one letter makes another stamp of it."""
NEAR: Final = 0.08
"""Share of the page within which serial, amount and code stand beside the name: a stamp is some 4 cm wide on 21."""


def _has_pages(exhibit: Exhibit) -> bool:
    return bool(exhibit.sheets)


@check(wants=_has_pages)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell where an e-meterai is printed, and its ``serial`` where it can be read, from its words or its code.

    The name alone is a sentence about one; amount, serial or code beside it make it one.
    """
    found = [one for sheet in exhibit.sheets for one in _on(sheet)]
    yield from found
    bare = {sheet.document for sheet in exhibit.sheets} - {one.document for one in found}
    yield from (Measured(document=document) for document in sorted(bare))


def _on(sheet: Sheet) -> Iterator[Measured]:
    places: list[Region] = []
    for name in phrases(sheet.words, _NAMED):
        if any(apart(name.region, other) <= NEAR for other in places):
            continue
        amount = any(apart(name.region, other.region) <= NEAR for other in phrases(sheet.words, _AMOUNT))
        serial = _of_words(sheet.words, name.region)
        code = next((text for text, region in sheet.codes if apart(name.region, region) <= NEAR), None)
        if not (amount or serial or code):
            continue
        places.append(name.region)
        number, source = (serial, "words") if serial else (_of_code(code), "code")
        facts = {"mark": "emeterai", **({"serial": number, "source": source} if number else {})}
        yield Measured(facts=facts, region=name.region, document=sheet.document)


def _of_words(words: tuple[Word, ...], place: Region) -> str | None:
    """Return the nearest word that may be a serial."""
    near = [
        (apart(place, word.region), word.text)
        for word in words
        if word.confidence >= _SUREST_MISREAD and apart(place, word.region) <= NEAR and _is_serial(word.text)
    ]
    return min(near)[1] if near else None


def _is_serial(text: str) -> bool:
    return bool(_SERIAL.fullmatch(text)) and (not text.isdigit() or len(text) >= _LEAST_FIGURES_ALONE)


def _of_code(text: str | None) -> str | None:
    """Return the serial that a stamp's code holds, or all of a short code: it is the stamp's own."""
    if text is None:
        return None
    inside = next((found.group() for found in _SERIAL.finditer(text) if _is_serial(found.group())), None)
    return inside or (text.strip() if 8 <= len(text.strip()) <= 64 and "://" not in text else None)
