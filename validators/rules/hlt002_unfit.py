"""HLT002: a health certificate that says unfit."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from extractors.model import Document, FieldStatus
from validators.messages import caption
from validators.model import Cause, Finding, Severity, Stage
from validators.plausible import calendar_day
from validators.rule import ALL_STAGES, Subject, rule, rule_text, show

_UNFIT: Final = "UNFIT"
_FIT: Final = "FIT"


@rule(
    "HLT002",
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"health_certificate"},
    basis=("Perpres 64/2011 Pasal 14",),
    since="0.2",
    stages=ALL_STAGES - {Stage.ABROAD, Stage.RETURNED},
)
def unfit(subject: Subject) -> Iterator[Finding]:
    """The health certificate says that the worker is not fit.

    ## What it checks
    The conclusion of the certificate, before departure. A later certificate of the case that says fit lifts it.

    ## Why it matters
    Who is sent to work in spite of it may come to harm. It is about the worker's safety and says nothing about the
    paper.

    ## Known false alarms
    A form that prints FIT / UNFIT to strike out one; a newer certificate that was not filed.

    Known gap: a certificate without a conclusion that was read surely is left open.

    ## Example
    UNFIT is flagged, FIT passes.

    ## References
    Perpres 64/2011 Pasal 14 (the certificate concludes whether the worker is fit to work).
    """
    document, result = subject.document, subject.field("result")
    if document is not None and result.text == _UNFIT and not _is_overtaken(subject, document):
        yield Finding(
            message=rule_text("HLT002").message("unfit"),
            found=result.text,
            evidence=(show(result, document, caption("health_certificate", "result")),),
        )


def _is_overtaken(subject: Subject, document: Document) -> bool:
    """Whether a certificate of a later examination says fit."""
    own = _examined(document)
    return any(
        own is not None and (on := _examined(other)) is not None and on > own and _says_fit(other)
        for other in subject.of_type("health_certificate")
    )


def _examined(document: Document) -> date | None:
    field = document.fields.get("examined_on")
    return calendar_day(field.text) if field is not None and field.status is FieldStatus.OK else None


def _says_fit(document: Document) -> bool:
    field = document.fields.get("result")
    return field is not None and field.status is FieldStatus.OK and field.text == _FIT
