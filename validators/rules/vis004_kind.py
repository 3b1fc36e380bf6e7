"""VIS004: the visa is a tourist's, a pilgrim's or a transit one, and a work contract is in the file."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.model import Document
from validators.crossing import CONTRACT, was_valid, with_field
from validators.messages import caption
from validators.model import Cause, Evidence, Finding, Reason, Severity
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show
from validators.working_terms import sure

_WORK: Final = re.compile(
    r"WORK|EMPLOY|KERJA|LABOU?R|PLKS|VP ?\(?T ?E\)?|HELPER|DOMESTIC|CAREGIVER|SKILLED|SEAM[AE]N|CREW"
    r"|\bE-?[79]\b|RESIDEN|TRAINEE|\bINTERN(?:SHIP)?\b"
)
"""Words of visas that allow work, or that lead to a permit which does."""
_NOT_FOR_WORK: Final = re.compile(
    r"TOURI|WISATA|PELANCONG|HOLIDAY|LEISURE|UMRAH|UMROH|\bHAJJ?I?\b|ZIARAH|TRANSIT|SOCIAL VISIT|VISIT PASS \(SOCIAL\)"
    r"|KUNJUNGAN SOSIAL|LAWATAN SOSIAL|FAMILY VISIT|KUNJUNGAN KELUARGA|SIGHTSEEING"
)
_VISIT: Final = re.compile(r"\bVISIT(?:OR)?\b|KUNJUNGAN|ZIYARA")
_VISIT_IS_NOT_WORK: Final = frozenset({"SAU"})
"""Where a bare "visit" visa never allows work. Taiwan gives workers visitor visas, so elsewhere it is left open."""


@rule(
    "VIS004",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "visa"},
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
)
def kind(subject: Subject) -> Iterator[Finding]:
    """The visa does not allow the work of the contract.

    ## What it checks
    The printed kind of the visa, by words for tourism, pilgrimage, social visits and transit. One visa of the file
    whose kind is for work is enough.

    ## Why it matters
    Who works on such a visa has no rights there and cannot complain; this is how workers are brought to scam
    compounds and to unlawful household work.

    ## Known false alarms
    A visa of an earlier journey, which is left out when it had expired at the signing; a transit visa beside a work
    visa that is still to come. Kinds that the words do not tell, a bare "visit" or a code, are left open.

    Known gap: an entry without any visa leaves no paper to look at, and a visa for work of another kind passes.

    ## Example
    A TOURIST visa with a contract as customer service is flagged; VISIT PASS (TEMPORARY EMPLOYMENT) is not.

    ## References
    UU 18/2017 Pasal 13 (a work visa belongs to the file); warnings of the ministry of 18 March 2025; for Saudi Arabia
    and Malaysia: domain.md section 2.
    """
    contracts = subject.of_type(CONTRACT)
    visas = [visa for visa in with_field(subject, "visa", "visa_type") if _is_of_its_time(contracts, visa)]
    if not contracts or not visas:
        raise NotApplicable
    verdicts = [_allows_work(visa) for visa in visas]
    if True in verdicts:
        return
    if None in verdicts:
        raise CannotCheck(Reason.UNREADABLE)
    for visa in visas:
        yield Finding(
            message=rule_text("VIS004").message("kind", found=visa.fields["visa_type"].text),
            found=visa.fields["visa_type"].text,
            evidence=_evidence(visa, contracts[0]),
        )


def _is_of_its_time(contracts: tuple[Document, ...], visa: Document) -> bool:
    return any(was_valid(contract, visa) is not False for contract in contracts)


def _allows_work(visa: Document) -> bool | None:
    field, where = sure(visa, "visa_type"), sure(visa, "destination_country")
    text = " ".join(field.text.upper().split()) if field else ""
    for_work, for_else = _WORK.search(text), _NOT_FOR_WORK.search(text)
    if for_work or for_else:  # both: "TOURIST, EMPLOYMENT PROHIBITED" says one thing, "TRANSIT FOR WORK" another
        return None if for_work and for_else else bool(for_work)
    bare = _VISIT.search(text) and where and where.text in _VISIT_IS_NOT_WORK
    return False if bare else None


def _evidence(visa: Document, contract: Document) -> tuple[Evidence, ...]:
    proofs = [show(visa.fields["visa_type"], visa, caption("visa", "visa_type"))]
    job = sure(contract, "position")
    if job:
        proofs.append(show(job, contract, caption(CONTRACT, "position"), "compared"))
    return tuple(proofs)
