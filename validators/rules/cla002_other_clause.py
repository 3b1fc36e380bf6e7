"""CLA002: a mandatory clause of lesser weight is missing in the contract."""

from collections.abc import Iterator

from validators.clauses import missing
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "CLA002",
    severity=Severity.LOW,
    cause=Cause.COMPLETENESS,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 15(2)", "Perban BP2MI 1/2020 Pasal 2(2)"),
    since="0.2",
)
def other_clause(subject: Subject) -> Iterator[Finding]:
    """A mandatory clause of lesser weight is missing.

    ## What it checks
    The other mandatory clauses (facilities, insurance, extension, termination, disputes, repatriation, safety …) that
    the law of the day of signing asks for, as CLA001 does.

    ## Why it matters
    A contract without them leaves the worker without a way home or a place to complain.

    ## Known false alarms
    Standard forms of a destination that settle such things by its law; words that are not known yet; an appendix.

    Known gap: a clause that is named and says nothing passes.

    ## Example
    A signed contract without a clause on repatriation is flagged; one signed in 2019 is not: it was not asked for then.

    ## References
    UU 18/2017 Pasal 15(2); Perban BP2MI 1/2020 Pasal 2(2); ``validators/packs/contract_clauses.csv``.
    """
    yield from missing("CLA002", subject, "low")
