"""Writes down what is printed where: the content of a case's ``truth.json``."""

from collections.abc import Sequence
from typing import Any

from samples.render.printed import Mark
from samples.specimen import Expected

File = tuple[str, str, tuple[Mark, ...]]
"""Name, document type and marks (boxes in shares of the page) of one upload."""


def truth(case: str, seed: int, expected: Expected, files: Sequence[File]) -> dict[str, Any]:
    """Return the content of truth.json.

    Field values are in the normal form of the case schema, regions in shares of the page after its EXIF orientation.
    A value that is printed more than once has its other places under ``also``, and where the other language says it
    in other words, those under ``other_values``.
    """
    return {
        "case": case,
        "seed": seed,
        "expected": expected.model_dump(mode="json"),
        "files": [_file(*entry) for entry in files],
    }


def _file(name: str, document_type: str, marks: tuple[Mark, ...]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    clauses, signatures = [], []
    for mark in marks:
        if mark.kind == "clause":
            clauses.append({"code": mark.name, "region": _region(mark)})
        elif mark.kind == "signature":
            signatures.append({"party": mark.name, "kind": mark.value, "region": _region(mark)})
        elif mark.name in fields:
            _add_printing(fields[mark.name], mark)
        else:
            fields[mark.name] = {"value": mark.value, "region": _region(mark)}
    lists = {"clauses": clauses, "signatures": signatures} if clauses else {}
    return {"file": name, "type": document_type, "fields": fields, **lists}


def _add_printing(field: dict[str, Any], mark: Mark) -> None:
    field.setdefault("also", []).append(_region(mark))
    if mark.value != field["value"] and mark.value not in field.get("other_values", []):
        field.setdefault("other_values", []).append(mark.value)


def _region(mark: Mark) -> dict[str, float | int]:
    x0, y0, x1, y1 = (round(value, 5) for value in mark.box)
    return {"page": mark.page, "x0": x0, "y0": y0, "x1": x1, "y1": y1}
