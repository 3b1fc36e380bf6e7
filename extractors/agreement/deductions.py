"""Deductions: what a contract takes off the wage or lets the worker pay, from tables and from sentences.

A sentence that says that nothing is taken off gives none. An amount said in two languages is one deduction; an
instalment whose sum the same sentence names is not counted beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from extractors import money
from extractors.agreement.passages import Passage
from extractors.model import Region
from extractors.vocabulary.deductions import EXCEPTIONS, FILLERS, NEGATIONS, TAKEN_OFF

LONGEST: Final = 420
"""Characters of a sentence or list that one cue governs."""
_CUE: Final = re.compile("|".join(TAKEN_OFF), re.IGNORECASE)
_NOT: Final = re.compile("|".join(NEGATIONS), re.IGNORECASE)
_EXCEPT: Final = re.compile(EXCEPTIONS, re.IGNORECASE)
_SENTENCE: Final = re.compile(
    r"(?<!approx)(?<!\bNo)(?<!\bRp)(?<!\bno)[.。]\s*(?=[A-Z(（•–-]|\d{1,2}\s?[.)]|[^\x00-\x7f]|$)|\s(?=\(\d\)\s)"
)
_HEAD: Final = re.compile(
    r"^(?:pasal|article|fasal|clause|section|bab)\s+\w+|^\d{1,2}\s?[.)]\s|^[IVX]{1,5}\.\s|^第.{1,3}[條条]|^المادة|^[一二三四五六七八九十]+、",
    re.IGNORECASE,
)
_VERB: Final = re.compile("|".join(one for one in TAKEN_OFF if "cicil" not in one), re.IGNORECASE)
_BARE: Final = re.compile(r"^\(?\d{1,2}\s?[.)]?$")
_EDGE: Final = rf"(?:{FILLERS})"
_LEADING: Final = re.compile(rf"^(?:[\s:,;.()/–-]|{_EDGE}(?![\w])\s?|\d+[.)]\s)+", re.IGNORECASE)
_TRAILING: Final = re.compile(rf"(?:[\s:,;.()/–-]|(?<![\w]){_EDGE})+$", re.IGNORECASE)
_PARTS: Final = re.compile(r"[,;:()]|\s(?:dan|and|serta|untuk|for|as|atas)\s|\s[–-]\s", re.IGNORECASE)
_AFTER: Final = re.compile(
    r"^[^.;,]{0,30}?\b(?:untuk|for|as|guna)\s+([^.;,]{3,60}?)(?=\s+(?:selama|during|for \d|yang|which|,)|[.;,]|$)",
    re.IGNORECASE,
)
_WAGE_BEFORE: Final = re.compile(
    r"(?:upah|gaji|wages?|salary)(?:\s+pokok)?(?:\s+(?:sebesar|of|is|adalah))?\s*$", re.IGNORECASE
)
_ALLOWANCE: Final = re.compile(r"tunjangan|allowance|elaun|bonus|lembur|overtime|手当|수당", re.IGNORECASE)
_TIMES: Final = re.compile(r"\b(\d{1,2})\b(?:\s?\([^()]+\))?\s*(?:x\b|kali|times|bulan|months?|instal)", re.IGNORECASE)


@dataclass(frozen=True)
class Deduction:
    """What is taken off: the item as printed, amount (decimal string), currency (ISO 4217 or empty), place."""

    item: str
    amount: str
    currency: str
    region: Region
    raw: str
    confidence: float
    sound: bool


def find_deductions(columns: Sequence[Passage]) -> tuple[Deduction, ...]:
    """Return the deductions that the running text of the pages, ``columns``, names, in the order of reading."""
    found: list[Deduction] = []
    for column in columns:
        done = 0
        for cue in _CUE.finditer(column.text):
            start, end = _bounds(column, cue.start(), cue.end())
            if cue.start() < done or _denied(column.text[start:end], cue.start() - start):
                continue
            done = end
            fresh = [one for one in _in_sentence(column, start, end) if not _said(one, found)]
            found += fresh
    return tuple(found)


def _said(one: Deduction, found: Sequence[Deduction]) -> bool:
    """Whether another sentence, in the other language, has named the same amount."""
    return any((one.amount, one.currency) == (other.amount, other.currency) for other in found)


def _bounds(column: Passage, cue: int, after: int) -> tuple[int, int]:
    """Return the begin and end of the sentence, or of the list, that the cue at ``cue`` stands in."""
    breaks = sorted({match.end() for match in _SENTENCE.finditer(column.text)} | set(_heads(column)))
    start = max((place for place in (*breaks, *_rows(column)) if place <= cue), default=0)
    later = [place for place in breaks if place > after]
    end = later[0] if later else len(column.text)
    return start, min(end, start + LONGEST + (cue - start))


def _heads(column: Passage) -> Iterator[int]:
    """Yield where cells of ``column`` begin that head an article or an entry of a list."""
    at = 0
    for piece in column.pieces:
        if piece.start == 0 and (_HEAD.match(piece.text) or (piece.cell.column == 0 and _BARE.match(piece.text))):
            yield at
        at += piece.end - piece.start + 1


def _rows(column: Passage) -> Iterator[int]:
    """Yield where rows of tables begin."""
    at = 0
    for piece, following in pairwise((*column.pieces, None)):
        assert piece is not None  # noqa: S101  # only the last of them is followed by none
        first = piece.cell.column == 0 and following is not None and following.cell.row == piece.cell.row
        if first:
            yield at
        at += piece.end - piece.start + 1


def _denied(sentence: str, cue: int) -> bool:
    """Whether the sentence says that nothing is taken off."""
    before, after = sentence[max(0, cue - 90) : cue], sentence[cue : cue + 70]
    negated = _NOT.search(before) or _NOT.search(after)
    return negated is not None and _EXCEPT.search(sentence) is None


def _in_sentence(column: Passage, start: int, end: int) -> Iterator[Deduction]:
    text = column.text[start:end]
    entries = [entry for entry in money.find_all(text) if not _WAGE_BEFORE.search(text[: entry.start])]
    entries = _once(entries, text)
    entries = [entry for entry in entries if not _is_instalment(entry, entries, text)]
    last = 0
    for entry in entries:
        before = text[last : entry.start]
        last = entry.end
        region = column.region(start + entry.number_start, start + entry.number_end)
        if region is None or _ALLOWANCE.search(before[-40:]):
            continue
        item = _item(before, text[entry.end :])
        read = column.confidence(start + entry.start, start + entry.end)
        raw = text[entry.start : entry.end]
        yield Deduction(item, entry.amount, entry.currency, region, raw, read, not entry.doubtful)


def _once(entries: Sequence[money.PrintedMoney], text: str) -> list[money.PrintedMoney]:
    """Return ``entries`` without those that repeat the amount before them in the other language."""
    kept: list[money.PrintedMoney] = []
    for entry in entries:
        last = kept[-1] if kept else None
        same = last is not None and (last.amount, last.currency) == (entry.amount, entry.currency)
        between = text[last.end : entry.start] if last is not None else ""
        if not (same and (len(between) < 16 or "/" in between)):
            kept.append(entry)
    return kept


def _is_instalment(entry: money.PrintedMoney, entries: Sequence[money.PrintedMoney], text: str) -> bool:
    """Whether the sentence names the sum of which ``entry`` is one of several equal parts."""
    counts = {int(match[1]) for match in _TIMES.finditer(text)} - {0, 1}
    sums = {Decimal(other.amount) for other in entries if other is not entry}
    return any(Decimal(entry.amount) * count in sums for count in counts)


def _item(before: str, after: str) -> str:
    """Return what is paid for: the last words before the amount that name something, else those after it."""
    for part in reversed(_PARTS.split(_VERB.sub(",", before))):
        name = _trimmed(part)
        if sum(map(str.isalpha, name)) >= 2:
            return name
    following = _AFTER.match(after)
    name = _trimmed(following[1]) if following else ""
    cue = _CUE.search(before)
    return name or (cue[0] if cue else "")


def _trimmed(text: str) -> str:
    for _ in range(3):
        text = _TRAILING.sub("", _LEADING.sub("", text))
    return " ".join(text.split())
