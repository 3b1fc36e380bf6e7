"""CLA001: wage, hours, term or the employer's address is missing in the contract."""

from collections.abc import Iterator

from validators.clauses import missing
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "CLA001",
    severity=Severity.MEDIUM,
    cause=Cause.COMPLETENESS,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 15(2)", "Perban BP2MI 1/2020 Pasal 2(2)"),
    since="0.2",
    status="preview",
)
def core_clause(subject: Subject) -> Iterator[Finding]:
    """A clause on wage, hours, term or the employer's address is missing.

    ## What it checks
    The mandatory clauses of greater weight that the law of the day of signing asks for, against those that the
    contract shows by heading, sentence or field. A contract that was not read whole is left open.

    ## Why it matters
    What the contract does not say, the employer decides; a worker cannot claim a wage that stands nowhere.

    ## Known false alarms
    A clause in words that are not known yet, or in an appendix that was not handed in. An incompleteness, never a sign
    against the paper: it changes neither axis of the assessment. On trial, because a field that the reader did not see
    (the employer's address) looks like a missing clause on more than 0.05 % of the drawn contracts.

    Known gap: a clause that is named and says nothing passes; so does a contract of which few clauses were seen at all.

    ## Example
    A signed contract with ten clauses, none of them on working hours or rest, is flagged.

    ## References
    UU 18/2017 Pasal 15(2); Perban BP2MI 1/2020 Pasal 2(2); ``validators/packs/contract_clauses.csv``.
    """
    yield from missing("CLA001", subject, "medium")
