"""What ``packs`` prints: a line a pack, what grows old, the rows of one pack."""

from collections.abc import Iterator
from datetime import date

from validators.packs import Packs, Row
from validators.packs.ageing import notices


def listing(packs: Packs, own: frozenset[str]) -> Iterator[str]:
    """Yield a line a pack; a star marks the operator's own, which replaces ours."""
    yield f"{'pack':22}{'rows':>5}{'sources':>9}  {'looked at':12}sha256"
    for name, sha256 in packs.versions.items():
        rows = packs.rows(name)
        sources = len({row.source for row in rows})
        newest = max((row.retrieved for row in rows), default=None)
        star = "*" if name in own else ""
        yield f"{name + star:22}{len(rows):>5}{sources:>9}  {newest or '-'!s:12}{sha256}"
    if own:
        yield "* own pack, in place of the one that Absah brings"


def ageing(packs: Packs, today: date) -> Iterator[str]:
    """Yield a line for each row that ends within 90 days of ``today``, has ended, or was long not looked at."""
    found = [
        f"{name:22}{notice.ageing.value:24}{notice.day}  {about(notice.row)}"
        for name in packs.versions
        for notice in notices(packs.rows(name), today)
    ]
    yield from found or (f"nothing grows old within 90 days of {today}",)


def rows_of(packs: Packs, name: str) -> Iterator[str]:
    """Yield the rows of a pack, each with its days, its values, its source and its note."""
    for row in packs.rows(name):
        mark = " (unsourced: judges nothing)" if row.status == "unsourced" else ""
        yield f"{row.valid_from} .. {row.valid_to or ''}{mark}"
        yield f"    {about(row)}"
        yield f"    source: {row.source} (looked at {row.retrieved})"
        if row.note:
            yield f"    note: {row.note}"


def about(row: Row) -> str:
    """Return the values of a row in one line, without what every row has."""
    values = row.model_dump(mode="json", exclude=set(Row.model_fields), exclude_none=True)
    return "  ".join(f"{name}={_shown(value)}" for name, value in values.items() if value != "")


def _shown(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
