"""Kinds of value that count: amounts of money with their currency, what a paper charges, numbers of workers."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from extractors import money
from extractors.agreement.found import Found
from extractors.form.kinds import NEAR, Kind, trimmed


def _amount(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    entry = next(iter(money.find_all(text[:NEAR])), None) or money.bare(text[:40])
    if entry is not None:
        yield Found(entry.amount, entry.number_start, entry.number_end, not entry.doubtful)


def _currency(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    for entry in money.find_all(text[:NEAR])[:1]:
        before = entry.start < entry.number_start
        start, end = (entry.start, entry.number_start) if before else (entry.number_end, entry.end)
        start, end = trimmed(text, start, end)
        if entry.currency and start < end:
            yield Found(entry.currency, start, end)
            return
    named = money.find_currency(text[:NEAR])
    if named is not None:
        yield Found(named.value, named.start, named.end)


AMOUNT: Final = Kind("amount", _amount, strict=True)
CURRENCY: Final = Kind("currency", _currency, strict=True, listed=True)

_FREE: Final = re.compile(
    r"(?:tidak|tanpa|bebas|bukan|no|zero|free)\s+(?:\S+\s+){0,3}?(?:biaya|costs?|fees?|charge)\b"
    r"|\bnihil\b|\b(?:zero\s+cost|free\s+of\s+charge|nol\s+rupiah|gratis)\b"
    r"|(?:ditanggung|dibebankan)\s+(?:sepenuhnya\s+)?(?:oleh|kepada|pada)\s+(?:majikan|pemberi\s+kerja|pengguna|employer)",
    re.IGNORECASE,
)


def _costs(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # money.py maps look-alikes itself
    """Yield what a paper charges: an amount, or 0 where it says that nothing is charged."""
    free = _FREE.search(text[:120])
    priced = next((one for one in money.find_all(text[:120]) if one.currency), None)
    if priced is not None and (free is None or priced.start < free.start()):
        yield Found(priced.amount, priced.number_start, priced.number_end, not priced.doubtful)
    elif free is not None:
        yield Found("0", free.start(), free.end())
    elif alone := re.fullmatch(r"\W*(\d[\d.,]*?)[.,]?-?\W*", text):
        amount, sure = money.decimal(alone[1], "IDR")
        yield Found(amount, alone.start(1), alone.end(1), sure)


COSTS: Final = Kind("costs", _costs, strict=True)

_MALE: Final = r"(?:laki[- ]?laki|pria|lelaki|males?|men|lk|L|M)"
_FEMALE: Final = r"(?:perempuan|wanita|females?|women|pr|P|F)"
_NUMBER: Final = r"(?P<{name}>\d{{1,4}}|nihil|nil|-)"
_PEOPLE: Final = r"(?:\s*\([^()]{0,40}\))?\s*(?:orang|org|persons?|people|pax|workers?|pekerja)?\s*(?:\([^()]{0,20}\))?"


def _quota(text: str, misread: bool, *, own: str) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    """Yield the number of workers of one sex: ``5 laki-laki``, ``Male : 5``, ``L/P : 5/10``."""
    named = rf"\b{own}\b\.?(?:\s*/\s*(?!{_MALE}\b|{_FEMALE}\b)[A-Za-z-]+)?\s*[)\]]?\s*[:=\-–]?\s*"
    for pattern in (
        named + _NUMBER.format(name="after") + r"\b",
        _NUMBER.format(name="before") + _PEOPLE + rf"\s*[(\[]?\s*\b{own}\b",
    ):
        match = re.search(pattern, text[:160], re.IGNORECASE)
        if match is not None:
            group = "after" if "after" in match.re.groupindex else "before"
            value = match[group] if match[group].isdigit() else "0"
            yield Found(str(int(value)), match.start(group), match.end(group))
            return


MALES: Final = Kind("males", partial(_quota, own=_MALE), strict=True, lines=2)
FEMALES: Final = Kind("females", partial(_quota, own=_FEMALE), strict=True, lines=2)
