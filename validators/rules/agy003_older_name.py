"""AGY003: a paper bears a name that had gone out of use before its date."""

from collections.abc import Iterator

from validators.issuers import is_older, out_of_time
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule
from validators.terms import DAYS


@rule(
    "AGY003",
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents=set(DAYS),
    basis=("Perpres 90/2019", "Perban BP2MI 7/2023", "Permen P2MI 34/2025"),
    since="0.2",
)
def older_name(subject: Subject) -> Iterator[Finding]:
    """The paper bears the name of an agency, licence or system that had gone out of use.

    ## What it checks
    Names such as BNP2TKI, SIPPTKI, PPTKIS or KTKLN in the values that were read, against the day of the paper. Half a
    year is left.

    ## Why it matters
    An old form filled in anew is mostly habit, at times a template that was kept.

    ## Known false alarms
    Forms used up; a licence number given under the old name and still cited; habit of speech.

    Known gap: BP2MI is never told, because papers since October 2024 carry KP2MI/BP2MI together.

    ## Example
    "SIPPTKI No. …" on an agreement signed 2024-03-10 is flagged; on one signed 2020-03-10 it is not.

    ## References
    ``validators/packs/issuer_names.csv`` with its sources.
    """
    yield from out_of_time("AGY003", subject, is_older)
