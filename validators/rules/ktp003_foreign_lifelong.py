"""KTP003: a foreign resident's card that is valid for life."""

from collections.abc import Iterator
from typing import Final

from extractors.vocabulary.countries import NAMES
from extractors.vocabulary.ktp import LIFELONG
from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.rule import NotApplicable, Subject, rule, rule_text, show

_FOREIGN: Final = frozenset({"WNA", *NAMES} - {"IDN"})
"""What a foreign resident's card says: WNA, or the code of a state."""


@rule(
    "KTP003",
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=("UU 23/2006 jo. UU 24/2013 (validity of the KTP-el)",),
    since="0.2",
)
def foreign_lifelong(subject: Subject) -> Iterator[Finding]:
    """A foreigner's card says that it is valid for life.

    ## What it checks
    WNA, or the name of another state, as citizenship together with SEUMUR HIDUP.

    ## Why it matters
    A foreign resident's card ends with the permit to stay; only citizens' cards are for life.

    ## Known false alarms
    The citizenship was misread. A date of expiry on a citizen's older card is no anomaly and never flagged: such
    cards count as for life. Religion and belief are never looked at.

    Known gap: a foreign resident's card with any date passes.

    ## Example
    WNA with SEUMUR HIDUP is flagged; WNI with 15-08-2017 passes.

    ## References
    UU 23/2006 jo. UU 24/2013, as consolidated by Hukumonline (2018).
    """
    document = subject.document
    if document is None or not {"citizenship", "valid_until"} <= document.fields.keys():
        raise NotApplicable
    citizenship, valid_until = subject.field("citizenship"), subject.field("valid_until")
    if citizenship.text in _FOREIGN and valid_until.text == LIFELONG:
        yield Finding(
            message=rule_text("KTP003").message("lifelong", citizenship=citizenship.text),
            found=valid_until.text,
            evidence=(
                show(valid_until, document, caption("ktp", "valid_until")),
                show(citizenship, document, caption("ktp", "citizenship"), "compared"),
            ),
        )
