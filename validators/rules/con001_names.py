"""CON001: the worker's name differs between papers."""

from collections.abc import Iterator

from validators.confirmed import may_be_misread
from validators.identity import NAMES, disagreements
from validators.model import Cause, Finding, Severity
from validators.names import Likeness, compare
from validators.rule import Scope, Subject, rule


@rule(
    "CON001",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents=set(NAMES),
    basis=(
        "Permendagri 73/2022",
        "UU 18/2017 Pasal 13",
    ),
    since="0.1",
    version=3,
)
def names(subject: Subject) -> Iterator[Finding]:
    """Names differ between documents.

    ## What it checks
    The name on each paper of the case against the more authoritative ones (KTP, passport, then the others). Of a
    family card, the line that bears the worker's NIK is compared.

    ## Why it matters
    The papers of one case belong to one person; a swapped or borrowed identity shows here.

    ## Known false alarms
    Titles, punctuation, truncation, spelling, word order and added or missing names are bridged; a lawful change
    of name and a family member's paper in the file are not, hence medium.

    Known gap: two papers of one kind are not compared.

    ## Example
    SITI NUR AMINAH and AMINAH SITI N. pass; SITI AMINAH and DEWI LESTARI are flagged.

    ## References
    Permendagri 73/2022 (names since 21 April 2022; older papers stay valid); UU 18/2017 Pasal 13 (the papers of a
    file).
    """
    yield from disagreements("CON001", subject, NAMES, _agree, doubted=may_be_misread)


def _agree(one: str, other: str) -> bool | None:
    likeness = compare(one, other).likeness
    return None if likeness is Likeness.CANNOT_TELL else likeness is not Likeness.DIFFERENT
