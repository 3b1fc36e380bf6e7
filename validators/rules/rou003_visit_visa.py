"""ROU003: a visa that allows no work beside a work contract."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.model import Document
from validators.messages import paper
from validators.model import Cause, Evidence, Finding, Reason, Severity
from validators.packs import VisitVisa, all_in_force
from validators.phrases import first_phrase, named_in, without
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text
from validators.terms import own, paper_day, places
from validators.working_terms import sure

_PAPERS: Final = ("work_contract", "placement_agreement", "job_order")
_SHOWN: Final = ("position", "destination_country", "employer_name", "agency_name", "worker_name", "signed_on")
"""Fields of which the first that was seen shows where the other paper speaks of work."""


@rule(
    "ROU003",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"visa"},
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
)
def visit_visa(subject: Subject) -> Iterator[Finding]:
    """The visa allows a visit, not work, and the case holds a work contract.

    ## What it checks
    The printed type of the visa against the words of visits, tourism, pilgrimage and transit, where the case also
    holds a work contract, placement agreement or job order. Words that make it a permit to work clear it, and so does
    a work visa beside it.

    ## Why it matters
    A worker who enters as a visitor has no lawful stay from the first day of work and depends on the employer.

    ## Known false alarms
    An old visa of another journey (one that had expired before the contract was signed is passed over); a destination
    whose workers enter by a visitor visa (Taiwan is known).

    Known gap: a work visa in words only, whose code means a visit, passes.

    ## Example
    TOURIST beside a work contract is flagged; VISIT PASS (TEMPORARY EMPLOYMENT) passes.

    ## References
    UU 18/2017 Pasal 13 (work visa); ``validators/packs/visit_visas.csv`` with its sources.
    """
    visa = own(subject)
    contracts = subject.of_type(*_PAPERS)
    if not contracts:
        raise NotApplicable
    kind = subject.field("visa_type").text
    named = named_in(kind, all_in_force(subject.packs.visit_visas, subject.today))
    row = next((row for row in named if not _allows_work(row, kind)), None)
    if row is None or _was_another_journey(visa, contracts) or _is_way_in(row, visa, contracts):
        return
    if any(_is_for_work(other, subject) for other in subject.of_type("visa") if other is not visa):
        return
    contract = contracts[0]
    yield Finding(
        message=rule_text("ROU003").message("no_work", kind=row.name, printed=kind, paper=paper(contract.type)),
        found=kind,
        evidence=(
            *places(visa, ("visa_type", "found")),
            *_place_on(contract),
        ),
    )


def _allows_work(row: VisitVisa, kind: str) -> bool:
    """Whether the type bears words that make it a permit to work, not "employment prohibited"."""
    return first_phrase(without(kind, row.denials or ()), row.unless or ()) is not None


def _is_for_work(visa: Document, subject: Subject) -> bool:
    """Whether another visa of the file bears words that make it a permit to work: then this one is of another time."""
    kind = sure(visa, "visa_type")
    rows = all_in_force(subject.packs.visit_visas, subject.today)
    return kind is not None and any(_allows_work(row, kind.text) for row in rows)


def _was_another_journey(visa: Document, contracts: Sequence[Document]) -> bool:
    """Whether the visa had expired before any of the contracts was signed."""
    expires = sure(visa, "expires_on")
    signed = [day for contract in contracts if (day := paper_day(contract))]
    return expires is not None and len(signed) == len(contracts) and iso_date(expires.text) < min(signed)


def _is_way_in(row: VisitVisa, visa: Document, contracts: Sequence[Document]) -> bool:
    """Whether workers enter the destination by such a visa. Raises ``CannotCheck`` where the destination decides."""
    if not row.not_for:
        return False
    known = [field.text for paper_ in (visa, *contracts) if (field := sure(paper_, "destination_country"))]
    if not known:
        raise CannotCheck(Reason.UNREADABLE)
    return known[0] in row.not_for


def _place_on(contract: Document) -> tuple[Evidence, ...]:
    """Return one place that shows the contract."""
    return next((found for name in _SHOWN if (found := places(contract, (name, "compared")))), ())
