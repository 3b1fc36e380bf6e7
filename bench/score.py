"""One reader's answer about one drawn file against what is printed on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from extractors.document_type import document_types
from extractors.layout import squeeze

KEY_FIELDS: Final = {"ktp": ("nik",), "passport": ("mrz_line_1", "mrz_line_2"), "visa": ("mrz_line_1", "mrz_line_2")}
"""What matters most on a paper: all of them must be exact."""
ENTRY_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "clauses": ("code",),
    "deductions": ("amount", "currency"),
    "signatures": ("party", "kind"),
    "members": ("nik", "name"),
}
"""What two entries of a list must have in common to be the same."""
PEER_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "ktp": frozenset({
        "nik", "name", "birth_place", "birth_date", "sex", "address", "religion", "marital_status", "occupation",
        "citizenship", "valid_until",
    }),
    "work_contract": frozenset({
        "contract_number", "worker_name", "worker_id_number", "worker_passport_number", "employer_name", "agency_name",
        "agency_licence", "wage_amount",
    }),
}  # fmt: skip
"""Fields that peers have too, by type: rows that compare both count these only. Of a contract they are names and
numbers, whose value is what is printed; plain text says nothing of dates and periods."""


@dataclass
class Score:
    """Counts over files: fields by name as (right, of), and what a reader was sure of and had wrong."""

    files: int = 0
    typed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    sure_wrong: Counter[str] = field(default_factory=Counter)
    keyed: int = 0
    key: int = 0
    lists: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[tuple[str, str, str, str]] = field(default_factory=list)

    def share(self, names: Iterable[str] | None = None) -> float:
        """Return the share (0..1) of fields that are right, of ``names`` or of all."""
        wanted = set(names) if names is not None else set(self.fields)
        total = sum(count for name, count in self.fields.items() if name in wanted)
        return sum(count for name, count in self.right.items() if name in wanted) / max(total, 1)

    def f1(self, name: str) -> float | None:
        """Return the F1 of a list's entries, None where none was drawn and none read."""
        counts = self.lists.get(name)
        if not counts:
            return None
        return 2 * counts["both"] / max(counts["drawn"] + counts["read"], 1)


def add(score: Score, reader: str, entry: Mapping[str, Any], answer: Mapping[str, Any], path: str) -> None:
    """Count one file: ``entry`` is its truth, ``answer`` what ``reader`` said.

    A value that the capture covered or cut off in part cannot be read by a person either and is not asked for, but one
    that a reader is sure of is held against what is printed.
    """
    score.files += 1
    found = _fields(reader, entry, answer)
    score.typed += _type(reader, answer) == entry["type"]
    texts = {name: fact for name, fact in entry["fields"].items() if isinstance(fact["value"], str)}
    for name, fact in texts.items():
        got, asked = found.get(name), not fact.get("hidden")
        right = got is not None and is_right(name, str(got["value"]), fact)
        score.fields[name] += asked
        score.right[name] += asked and right
        score.sure[name] += bool(got and got.get("status") == "ok")
        score.sure_wrong[name] += bool(got and got.get("status") == "ok" and not right)
        if asked and not right:
            score.misses.append((path, name, fact["value"], str(got["value"]) if got else ""))
    keys = [name for name in KEY_FIELDS.get(entry["type"], ()) if name in texts]
    if keys and not any(texts[name].get("hidden") for name in keys):
        score.keyed += 1
        score.key += all(name in found and is_right(name, str(found[name]["value"]), texts[name]) for name in keys)
    kind = document_types().get(entry["type"])
    for name, common in ENTRY_KEYS.items():
        if kind is not None and name in kind.fields:
            _add_list(score, name, common, entry, found)


def is_right(name: str, value: str, fact: Mapping[str, Any]) -> bool:
    """Whether a value is one of those printed, in letters and digits; a line of an MRZ in every character."""
    printed = (str(one) for one in (fact["value"], *fact.get("other_values", ())))
    if name.startswith("mrz_line"):
        return value in printed
    return squeeze(value) in {squeeze(one) for one in printed}


def _type(reader: str, answer: Mapping[str, Any]) -> str:
    if reader == "absah":
        documents = answer["documents"]
        return str(documents[0]["type"]) if len(documents) == 1 else "several"
    return str(answer.get("type", ""))


def _fields(reader: str, entry: Mapping[str, Any], answer: Mapping[str, Any]) -> Mapping[str, Any]:
    if reader == "absah":
        best = [document for document in answer["documents"] if document["type"] == entry["type"]]
        return best[0]["fields"] if best else {}
    if "lines" in answer:
        lines = ["".join(line.split()) for line in answer["lines"]]
        return {f"mrz_line_{number}": {"value": line} for number, line in enumerate(filter(None, lines), start=1)}
    if "text" in answer:
        return {
            name: {"value": fact["value"]} for name, fact in entry["fields"].items() if _printed(fact, answer["text"])
        }
    return {name: {"value": value} for name, value in answer.get("fields", {}).items()}


def _printed(fact: Mapping[str, Any], text: str) -> bool:
    """Whether a plain text holds a value, however its date is written: the kindest way to count."""
    value, whole = str(fact["value"]), squeeze(text)
    parts = value.split("-")
    other = "".join(reversed(parts)) if len(parts) == 3 and all(part.isdigit() for part in parts) else value
    return squeeze(value) in whole or squeeze(other) in whole


def _add_list(
    score: Score, name: str, common: tuple[str, ...], entry: Mapping[str, Any], found: Mapping[str, Any]
) -> None:
    drawn = entry.get(name) or entry["fields"].get(name, {}).get("value") or []
    read = found[name]["value"] if name in found else []
    if isinstance(drawn, str) or not (drawn or read):
        return
    one, other = (Counter(_entry(item, common) for item in items) for items in (drawn, read))
    counts = score.lists.setdefault(name, Counter())
    counts.update(drawn=one.total(), read=other.total(), both=(one & other).total())


def _entry(item: Mapping[str, Any], common: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(squeeze(str(item.get(name, ""))) for name in common)
