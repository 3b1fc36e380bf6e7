"""Mandatory clauses that a contract does not show, told only of a paper that was read whole."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from extractors.model import Document, FieldStatus, ReadingSource, Region
from validators.messages import day, paper
from validators.model import Finding, Reason
from validators.packs import ContractClause, all_in_force
from validators.rule import CannotCheck, NotApplicable, Subject, at, rule_text
from validators.terms import day_of_signing, own
from validators.working_terms import sure

LEAST: Final = 8
LEAST_SIGNED: Final = 4
"""A paper that shows fewer clauses is a part of a contract, or was read badly; a signed one may be that bare."""
SURE: Final = 0.55
"""Least confidence (0..1) of every clause on a photo or scan: where one was read worse, another may not have been."""
UNKNOWN_SCRIPT: Final = "und"
_SHOWN_BY: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        "C1": (("employer_name", "employer_address"),),
        "C2": (("worker_name", "worker_id_number"), ("worker_name", "worker_passport_number")),
        "C3": (("position",),),
        "C5": (("working_hours",), ("rest_days",)),
        "C6": (("wage_amount",),),
        "C9": (("duration_months",), ("start_date",)),
    }
)
"""Clause -> groups of fields; one group that was seen, however surely, shows that the clause is there."""


def missing(code: str, subject: Subject, weight: Literal["medium", "low"]) -> Iterator[Finding]:
    """Yield a finding for each clause of this weight that the law of the day asks for and the contract does not show.

    Raises:
        NotApplicable: the contract is older than the law.
        CannotCheck: the contract was not read whole: a page or article is missing, a script was not read, a picture
            is bad, it numbers more articles than clauses were told apart, or so few were seen that it is only a part.
    """
    document = own(subject)
    signed = day_of_signing(document)
    wanted = [row for row in all_in_force(subject.packs.contract_clauses, signed) if row.weight == weight]
    if not wanted:
        raise NotApplicable
    seen = _seen(document)
    for row in sorted(wanted, key=lambda row: int(row.code[1:])):
        if row.code not in seen:
            yield _finding(code, document, row, signed)


def _seen(document: Document) -> set[str]:
    """Return the codes of the clauses that the paper shows, surely or not; raises as ``missing``."""
    field = document.fields.get("clauses")
    if field is None or field.status is not FieldStatus.OK or isinstance(field.value, str) or not _is_whole(document):
        raise CannotCheck(Reason.UNREADABLE)
    listed = {str(entry.get("code")) for entry in field.value}
    if field.source is ReadingSource.VISUAL and (field.confidence < SURE or _articles(document) > len(listed)):
        raise CannotCheck(Reason.UNREADABLE)
    shown = {
        clause
        for clause, groups in _SHOWN_BY.items()
        if any(all(name in document.fields for name in group) for group in groups)
    }
    signatures = document.fields.get("signatures")
    is_signed = signatures is not None and bool(signatures.value)
    if len(listed) < (LEAST_SIGNED if is_signed else LEAST):
        raise CannotCheck(Reason.UNREADABLE)
    return listed | shown


def _articles(document: Document) -> int:
    """Return the highest number of an article that was read surely, 0 for none: ``1-9,12`` gives 12."""
    field = sure(document, "articles")
    numbers = [int(part) for part in re.findall(r"\d+", field.text)] if field else []
    return max(numbers, default=0)


def _is_whole(document: Document) -> bool:
    """Whether no page, article or script of the paper stayed unread."""
    if any(document.fields[name].text for name in ("missing_pages", "missing_articles") if name in document.fields):
        return False
    written = document.fields.get("languages")
    if written is not None and (written.status is not FieldStatus.OK or UNKNOWN_SCRIPT in written.text.split(",")):
        return False
    return not any(page.quality.reasons for page in document.pages)


def _finding(code: str, document: Document, row: ContractClause, signed: date) -> Finding:
    whole = Region(page=document.pages[0].index if document.pages else 0, x0=0.0, y0=0.0, x1=1.0, y1=1.0)
    return Finding(
        message=rule_text(code).message("missing", clause=row.name, basis=row.basis, day=day(signed)),
        expected=row.code,
        evidence=(at(whole, document, paper(document.type)),),
    )
