"""CON006: the worker's sex differs between papers."""

from collections.abc import Iterator

from extractors.model import Field
from validators.identity import SEXES, disagreements
from validators.messages import sex
from validators.model import Cause, Finding, Severity
from validators.numbers.nik import Sex
from validators.rule import Scope, Subject, rule


@rule(
    "CON006",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents=set(SEXES),
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
)
def sexes(subject: Subject) -> Iterator[Finding]:
    """The sex differs between documents.

    ## What it checks
    The sex on KTP, passport and the worker's line of the family card.

    ## Why it matters
    Two issuers wrote it from two records of one person. A paper of somebody else in the file shows here.

    ## Known false alarms
    A relative's paper in the file; a sex that was corrected at Dukcapil before the other paper was renewed. Where the
    two parts of one passport differ, MRZ002 speaks and this rule is left open.

    Known gap: a borrowed paper of somebody of the same sex passes.

    ## Example
    PEREMPUAN on the KTP and M in the passport is flagged.

    ## References
    UU 18/2017 Pasal 13 (the papers of a file).
    """
    yield from disagreements("CON006", subject, SEXES, _agree, counts=_is_sex, shown=sex)


def _agree(one: str, other: str) -> bool:
    return one == other


def _is_sex(field: Field) -> bool:
    """Whether the value is one of the two letters: a passport may leave the sex unspecified (X)."""
    return field.text in set(Sex)
