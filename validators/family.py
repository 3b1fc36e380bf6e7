"""The members of a family card: each line with what was read of it surely, and the worker's own line."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from extractors.model import Document, Field, FieldStatus, Region
from validators.numbers import nik

MEMBERS = "members"
"""The field of the family card that holds them."""


@dataclass(frozen=True)
class Member:
    """One line of a family card. ``values`` by column, texts only; ``doubtful`` names the columns that are unsure."""

    values: Mapping[str, str]
    doubtful: frozenset[str]
    region: Region | None
    listed: Field

    def sure(self, column: str) -> str:
        """Return what stands in a column, empty if nothing was read there surely."""
        return "" if column in self.doubtful else self.values.get(column, "")

    def field(self, column: str) -> Field | None:
        """Return a column as a field of its own, with the line's place; None when nothing was seen there."""
        value = self.values.get(column)
        if not value:
            return None
        status = FieldStatus.DOUBTFUL if column in self.doubtful else FieldStatus.OK
        update = {"value": value, "raw": value, "status": status, "region": self.region, "readings": ()}
        return self.listed.model_copy(update=update)


def members(document: Document) -> Iterator[Member]:
    """Yield the lines of a family card in their order; none when its table was not read."""
    listed = document.fields.get(MEMBERS)
    # The field as a whole is doubtful when one value of one line is; the lines say which.
    if listed is None or isinstance(listed.value, str) or listed.status not in {FieldStatus.OK, FieldStatus.DOUBTFUL}:
        return
    for entry in listed.value:
        unsure = entry.get("doubtful")
        yield Member(
            values={name: value for name, value in entry.items() if isinstance(value, str) and value},
            doubtful=frozenset(map(str, unsure)) if isinstance(unsure, list | tuple) else frozenset(),
            region=_region(entry.get("region")),
            listed=listed,
        )


def line_of(document: Document, niks: Collection[str]) -> Member | None:
    """Return the line that surely bears one of these NIKs (compact), None when no line or several do."""
    found = [member for member in members(document) if nik.compact(member.sure("nik")) in niks]
    return found[0] if len(found) == 1 else None


def _region(value: object) -> Region | None:
    try:
        return Region.model_validate(value)
    except ValidationError:
        return None
