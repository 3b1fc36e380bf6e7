"""SIG001: a dated contract lacks the mark of the worker or of the employer."""

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from extractors.model import Document, FieldStatus, Region
from validators.messages import caption
from validators.model import Cause, Evidence, Finding, Reason, Severity, Stage
from validators.rule import CannotCheck, NotApplicable, Subject, at, rule, rule_text, show

_PARTIES: Final = ("worker", "employer")
_MARKS: Final = frozenset({"hand", "thumb", "electronic"})
"""Marks that stand for a person. An employer's stamp counts too, as companies sign with it."""
_ABSENT_PAGES: Final = ("missing_pages", "missing_articles")


@rule(
    "SIG001",
    severity=Severity.MEDIUM,
    cause=Cause.COMPLETENESS,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 15",),
    since="0.2",
    status="preview",
    stages=frozenset(Stage) - {Stage.REGISTRATION, Stage.PASSPORT},
)
def one_party(subject: Subject) -> Iterator[Finding]:
    """A dated contract is not signed by both parties.

    ## What it checks
    Whether worker and employer have put a mark (signature, thumbprint, electronic signature, the employer's stamp) at
    their places. Only where the reader could see that an empty place is empty, on a contract with a day of signing
    and without missing pages, and not at registration, where drafts are usual.

    ## Why it matters
    The relation begins only when both have signed; a worker who travels on a contract signed by one party has none.

    ## Known false alarms
    A faint or stamped-over signature. Marks are found well on flat scans and badly on photographs (F1 0.72 over all
    captures, docs/reading.md): therefore the rule is a preview of cause completeness, which raises no flag by itself,
    though a contract signed by one party only would weigh more.

    Known gap: who has signed is not known, only that somebody has at that place.

    ## Example
    A contract dated 10 March with the employer's stamp and an empty place for the worker is flagged.

    ## References
    UU 18/2017 Pasal 15(1) (the relation begins when both parties have signed).
    """
    document = subject.document
    if document is None or not {"signatures", "signed_on"} <= document.fields.keys():
        raise NotApplicable
    field = document.fields["signatures"]
    incomplete = any(document.fields[name].text for name in _ABSENT_PAGES if name in document.fields)
    if field.status is not FieldStatus.OK or not isinstance(field.value, list) or incomplete:
        raise CannotCheck(Reason.UNREADABLE)
    signed = {str(item.get("party")) for item in field.value if _stands_for_a_person(item)}
    lacking = [party for party in _PARTIES if party not in signed]
    if lacking:
        yield Finding(
            message=rule_text("SIG001").message(lacking[0] if len(lacking) == 1 else "nobody"),
            evidence=tuple(_evidence(document, field.value)),
        )


def _stands_for_a_person(item: dict[str, object]) -> bool:
    kind = item.get("kind")
    return kind in _MARKS or (kind == "stamp" and item.get("party") == "employer")


def _evidence(document: Document, marks: list[dict[str, object]]) -> Iterator[Evidence]:
    """Yield the day of signing, by which the contract calls itself complete, and the marks that were seen."""
    yield show(document.fields["signed_on"], document, caption(document.type, "signed_on"))
    seen: list[Region] = []
    for mark in marks:
        try:
            region = Region.model_validate(mark.get("region"))
        except ValidationError:
            continue
        if region not in seen and region != document.fields["signed_on"].region:
            seen.append(region)
            yield at(region, document, caption(document.type, "signatures"), "compared")
