"""Placement limits held against a paper: which one is in force for its destination, and how it is said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import product

from extractors.model import Document, Text
from validators.messages import country, day, paper
from validators.model import Evidence, Reason
from validators.packs import PlacementLimit, all_in_force
from validators.packs.facts import LimitKind
from validators.phrases import named_in
from validators.rule import CannotCheck, Subject, rule_text
from validators.terms import DAYS, days_that_count, paper_day, places
from validators.working_terms import sure


@dataclass(frozen=True)
class Limit:
    """A limit in force, on which day, and whether that is the paper's own day or the day of the check."""

    row: PlacementLimit
    on: date
    is_today: bool


def in_force_there(subject: Subject, document: Document, kinds: Collection[LimitKind]) -> Limit | None:
    """Return the limit of these kinds that is in force for the paper's destination, None when there is none.

    Raises:
        CannotCheck: the destination was not read surely, or no day is known on which to judge.
    """
    destination = subject.field("destination_country", document).text
    rows = [row for row in subject.packs.placement_limits if row.destination == destination and row.kind in kinds]
    if not rows:
        return None
    days = days_that_count(subject, document)
    if not days:
        raise CannotCheck(Reason.UNREADABLE)
    found = [(row, on) for on, row in product(days, rows) if row.holds_on(on)]
    if not found:
        return None
    row, on = found[0]
    return Limit(row, on, is_today=on != paper_day(document))


def message(code: str, key: str, limit: Limit, document: Document, **words: Text) -> Text:
    """Return message ``key`` of a rule with the destination, the day, since when, and what ``words`` add."""
    row = limit.row
    more = {"exception": Text(id=row.exception_id, en=row.exception_en)} if row.exception_id else {}
    return rule_text(code).message(
        key,
        paper=paper(document.type),
        country=country(row.destination),
        since=day(row.valid_from),
        when=rule_text(code).message("today" if limit.is_today else "on_day", day=day(limit.on)),
        **more,
        **words,
    )


def scam_title(subject: Subject, document: Document) -> Text | None:
    """Return the name of the job title that offers of scam compounds bear, if the paper's position is one."""
    position = sure(document, "position")
    found = named_in(position.text, all_in_force(subject.packs.scam_titles, subject.today)) if position else ()
    return found[0].name if found else None


def where(document: Document) -> tuple[Evidence, ...]:
    """Return where the destination, the position and the day stand on the paper."""
    return places(
        document, ("destination_country", "found"), ("position", "compared"), (DAYS[document.type], "compared")
    )
