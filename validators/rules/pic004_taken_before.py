"""PIC004: the photo is older than the paper on it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from extractors.model import Document, FieldStatus
from validators.messages import caption, day
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, NotApplicable, Subject, rule, rule_text, show

FIELDS: Final = ("issued_on", "signed_on", "examined_on")
MARGIN: Final = timedelta(days=2)
"""Clocks without a zone, and photos taken on the eve of signing."""
UNSET: Final = timedelta(days=6 * 365)
"""A camera that is further behind was never set (clocks start in 1970, 2000, 2015 ...)."""


@rule(
    "PIC004",
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents=EVERY_PAPER,
    basis=("EXIF 2.32, tag DateTimeOriginal",),
    since="0.3",
)
def taken_before(subject: Subject) -> Iterator[Finding]:
    """The photo was taken before the paper on it was issued.

    ## What it checks
    The camera's time against the paper's own day of issue or signature.

    ## Why it matters
    A paper cannot be photographed before it exists; then the day on the paper, or the photo, is not what it seems.

    ## Known false alarms
    A telephone whose clock was never set, or stands on its first day; a day that was misread.

    Known gap: messengers remove the time; a clock can be set.

    ## Example
    A contract signed on 20 April 2026 on a photo of 2 March 2026 is noted.

    ## References
    EXIF 2.32 section 4.6.5 (date and time of the original picture, local time without zone).
    """
    document = subject.document
    taken = [trace.facts["taken"] for trace in subject.traces("file_facts") if "taken" in trace.facts]
    if document is None or not taken:
        raise NotApplicable
    on = date.fromisoformat(taken[0][:10])
    for name in FIELDS:
        stated = _day(document, name)
        if stated is not None and MARGIN < stated - on < UNSET:
            message = rule_text("PIC004").message("older", taken=day(on), stated=day(stated))
            proof = show(document.fields[name], document, caption(document.type, name))
            yield Finding(message=message, expected=stated.isoformat(), found=on.isoformat(), evidence=(proof,))


def _day(document: Document, name: str) -> date | None:
    field = document.fields.get(name)
    if field is None or field.status is not FieldStatus.OK:
        return None
    try:
        return date.fromisoformat(field.text)
    except ValueError:
        return None
