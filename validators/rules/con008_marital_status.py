"""CON008: the worker's marital status differs between papers."""

from collections.abc import Iterator

from extractors.model import Field
from extractors.vocabulary import ktp
from validators.identity import MARITAL_STATUSES, disagreements
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "CON008",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents=set(MARITAL_STATUSES),
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
)
def marital_status(subject: Subject) -> Iterator[Finding]:
    """Marital statuses differ between documents.

    ## What it checks
    The status on the KTP, on the worker's line of the family card and on the letter about it.

    ## Why it matters
    It says whose permission the worker needs: the spouse's, or a parent's or guardian's.

    ## Known false alarms
    Cards keep the status of the day they were printed, so a marriage or divorce since then shows here: low. The
    letter, which is the newest, is what counts.

    Known gap: a change that no paper shows passes.

    ## Example
    BELUM KAWIN on the KTP and KAWIN on the letter is flagged; KAWIN and KAWIN TERCATAT pass.

    ## References
    UU 18/2017 Pasal 13 (status letter and family permission). Statuses as in ``extractors/vocabulary/ktp.py``.
    """
    yield from disagreements("CON008", subject, MARITAL_STATUSES, _agree, counts=_is_listed)


def _agree(one: str, other: str) -> bool:
    return ktp.MARITAL_STATUSES[one] == ktp.MARITAL_STATUSES[other]


def _is_listed(field: Field) -> bool:
    return field.text in ktp.MARITAL_STATUSES
