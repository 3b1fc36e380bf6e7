"""AGY001: the placement company's licence on the day of signing."""

from collections.abc import Iterator
from datetime import date

from extractors.model import Document, Text
from validators.messages import caption, day, state
from validators.model import Answer, Cause, Element, Evidence, Finding, Overall, Reason, Severity
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show


@rule(
    "AGY001",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("Permen P2MI 4/2025 Pasal 9",),
    since="0.1",
)
def licence(subject: Subject) -> Iterator[Finding]:
    """The placement company's licence was not active.

    ## What it checks
    The state of the licence in the P3MI registry on the day the paper was signed, with its date and decree.

    ## Why it matters
    A worker placed by a company without a licence has no deposit and no insurance to fall back on.

    ## Known false alarms
    A suspension for some countries only; a licence restored later. The registry's date stands in the message.

    Known gap: a licence suspended for one destination only is known to the registry as a whole.

    ## Example
    A contract signed on 2026-03-10 under a licence revoked since 2026-02-01 is flagged.

    ## References
    Permen P2MI 4/2025 Pasal 9 and 14.
    """
    answer = subject.answer("p3mi")
    document = subject.document
    if document is None or answer.overall is Overall.NOT_FOUND:
        raise NotApplicable  # REG013 speaks
    active = answer.elements.get("active_on_date", Element.NOT_ASKED)
    if active is Element.NOT_ASKED:
        raise CannotCheck(Reason.UNREADABLE)
    if active is Element.NOT_HELD:
        raise CannotCheck(Reason.REGISTRY_UNAVAILABLE)
    if active is Element.NO_MATCH:
        yield Finding(
            message=_message(subject, answer),
            found=answer.details.get("status"),
            evidence=_evidence(document),
        )


def _message(subject: Subject, answer: Answer) -> Text:
    licence, signed = subject.field("agency_licence").text, day(iso_date(subject.field("signed_on").text))
    text, details = rule_text("AGY001"), answer.details
    since = _day_or_none(details.get("status_since", ""))
    if "status" not in details or since is None:
        return text.message("undated", licence=licence, signed=signed)
    return text.message(
        "dated",
        licence=licence,
        signed=signed,
        status=state(details["status"]),
        since=day(since),
        decree=details.get("decree") or text.message("no_decree"),
    )


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # the registry's own form of a date: the finding stands without it


def _evidence(document: Document) -> tuple[Evidence, ...]:
    roles = (("agency_licence", "found"), ("signed_on", "compared"))
    return tuple(
        show(document.fields[name], document, caption(document.type, name), role)
        for name, role in roles
        if name in document.fields
    )
