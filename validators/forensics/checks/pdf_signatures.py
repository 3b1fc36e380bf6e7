"""The electronic signatures in a PDF, and what was changed after them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import pypdfium2

from extractors.model import Region
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.form_values import form_values, has_signature
from validators.forensics.signatures import Outcome, Signature, Unreadable, removed_from, signatures_of
from validators.forensics.since import Box, Difference, NotDrawn, Way, differences, on_picture

_SIGNED: Final = re.compile(rb"/ByteRange\s*\[\s*0\s+\d{1,12}\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_MAY_HOLD_ONE: Final = (b"/ByteRange", b"/ObjStm", b"/Encrypt")
"""A file with none of these has no signature: its dictionary would stand in the open."""
_DRAWN: Final = frozenset({Outcome.CHANGED, Outcome.ALLOWED, Outcome.REMOVED})
_MOST_REMOVED: Final = 5
_FINE: Final = 10_000
"""Steps in which a place on a page is told."""
_SCORES: Final = {
    Outcome.BROKEN: 1.0,
    Outcome.CHANGED: 1.0,
    Outcome.PARTIAL: 1.0,
    Outcome.REMOVED: 0.5,
    Outcome.REWRITTEN: 0.5,
}


def _is_pdf(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf


@check(opens_file=True, wants=_is_pdf)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell of each signature whether it fits, what it covers, who vouches for it, and what changed after it.

    Facts of a signature: ``outcome`` (``signatures.Outcome``), ``trust`` (``vouching.Trust``), ``coverage``,
    ``changes``, ``issuer``, ``organisation``, ``signed_at``, ``time_source``, ``timestamp``, ``revocation``. Facts of
    a place that changed: ``change`` (``since.Way``), ``was``, ``now``, and ``outcome`` of the signature before it. A
    file without any has one measure with ``signatures`` = 0.
    """
    signed = any(mark in exhibit.data for mark in _MAY_HOLD_ONE) and has_signature(exhibit.data)
    if signed is None:
        raise NotMeasurable("unparsable", failed=True)
    if not signed:
        yield Measured(facts={"signatures": "0"})
        return
    try:
        found = signatures_of(exhibit.data, exhibit.trusted)
    except Unreadable as stop:
        raise NotMeasurable(stop.code, failed=True) from stop
    found += removed_from(exhibit.data, _ends_of_others(exhibit.data, found), exhibit.trusted)
    if not found:
        yield Measured(facts={"signatures": "0"})
    for one in found:
        yield from _told(one, exhibit)
    yield from _changed(exhibit, found)


def _ends_of_others(data: bytes, found: Sequence[Signature]) -> list[int]:
    """Return where earlier signed revisions end that no present signature speaks of."""
    known = {one.end for one in found}
    if any(one.outcome in {Outcome.REWRITTEN, Outcome.BROKEN, Outcome.UNPARSABLE} for one in found):
        return []  # their ranges are of another file
    ends = {int(match[1]) + int(match[2]) for match in _SIGNED.finditer(data)}
    return sorted(end for end in ends - known if end < len(data))[-_MOST_REMOVED:]


def _told(one: Signature, exhibit: Exhibit) -> Iterator[Measured]:
    """Yield a signature once for each paper of the file: it is about all of them."""
    facts = {"outcome": one.outcome.value, **one.facts}
    region = _region(exhibit.data, one.page, one.box)
    papers: list[int | None] = [*sorted({sheet.document for sheet in exhibit.sheets})]
    for document in papers or [None]:
        yield Measured(score=_SCORES.get(one.outcome, 0.0), facts=facts, region=region, document=document)


def _region(data: bytes, page: int | None, box: Box | None) -> Region | None:
    """Return a box of a page in shares of it as drawn, None where there is none."""
    if page is None or box is None:
        return None
    try:
        x0, y0, x1, y1 = on_picture(pypdfium2.PdfDocument(data)[page], box, (_FINE, _FINE))
    except (pypdfium2.PdfiumError, IndexError):
        return None
    return Region.clipped(page, x0 / _FINE, y0 / _FINE, x1 / _FINE, y1 / _FINE)


def _changed(exhibit: Exhibit, found: Sequence[Signature]) -> Iterator[Measured]:
    """Yield what one sees now and did not see in the earliest signed revision that was changed after."""
    before = [one for one in found if one.outcome in _DRAWN and one.end is not None]
    if not before:
        return
    first = min(before, key=lambda one: one.end or 0)
    signed = exhibit.data[: first.end]
    seen = list(_filled(signed, exhibit.data, first.outcome))
    hidden = [(one.page, one.box) for one in found if one.page is not None and one.box is not None]
    try:
        for one in differences(signed, exhibit.data, hidden):
            if not any(other.region is not None and one.region.common(other.region) for other in seen):
                seen.append(_place(one, first.outcome))
    except NotDrawn:
        seen.append(Measured(facts={"change": "not_drawn", "outcome": first.outcome.value}))
    yield from seen


def _filled(signed: bytes, data: bytes, outcome: Outcome) -> Iterator[Measured]:
    """Yield the form fields whose value is another now."""
    earlier = form_values(signed)
    for name, value in form_values(data).items():
        if name in earlier and earlier[name].text != value.text:
            facts = {"change": "field", "was": earlier[name].text, "now": value.text, "outcome": outcome.value}
            shown = {key: text for key, text in facts.items() if text}
            yield Measured(score=1.0, facts=shown, region=_region(data, value.page, value.box))


def _place(one: Difference, outcome: Outcome) -> Measured:
    facts = {"change": one.way.value, "was": one.was, "now": one.now, "outcome": outcome.value}
    return Measured(
        score=0.0 if one.way is Way.NOTE else 1.0,
        facts={name: value for name, value in facts.items() if value},
        region=one.region,
        shown=one.before,
    )
