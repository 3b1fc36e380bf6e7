"""Writes down what is printed where: the content of a case's ``truth.json``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from samples.render.printed import Mark, around
from samples.specimen import Expected

_ITEM: Final = re.compile(r"(?P<list>\w+)\.(?P<place>\d+)\.(?P<name>\w+)")
"""Name of a mark that is a part of a list: ``members.0.nik``."""


@dataclass(frozen=True)
class Entry:
    """One paper in an upload: file names (one a page for photos), type, and marks with boxes in shares of the page.

    ``first_page`` is its first page in a file of several papers, ``pages`` how many it has there, 0 when the file is
    this paper's alone. ``area`` is its place on a page that it shares with other papers.
    """

    files: tuple[str, ...]
    type: str
    marks: tuple[Mark, ...]
    first_page: int = 0
    pages: int = 0
    area: Mark | None = None
    look: str = ""


def truth(case: str, seed: int, expected: Expected, files: Sequence[Entry]) -> dict[str, Any]:
    """Return the content of truth.json.

    Field values are in the normal form of the case schema, regions in shares of the page after its EXIF orientation.
    A value that is printed more than once has its other places under ``also``, and where the other language says it
    in other words, those under ``other_values``. ``hidden`` says that the capture cut off or covered a part of it.
    A list such as ``members`` is a field whose value is a list of entries, each with its region; ``cells`` are the
    regions of their values.
    """
    return {
        "case": case,
        "seed": seed,
        "expected": expected.model_dump(mode="json"),
        "files": [told(entry) for entry in files],
    }


def told(entry: Entry) -> dict[str, Any]:
    """Return the truth about one paper."""
    fields: dict[str, Any] = {}
    clauses, signatures = [], []
    parts: dict[str, dict[int, dict[str, Mark]]] = {}
    for mark in entry.marks:
        item = _ITEM.fullmatch(mark.name)
        if mark.kind == "clause":
            clauses.append({"code": mark.name, "region": _region(mark)})
        elif mark.kind == "signature":
            signatures.append({"party": mark.name, "kind": mark.value, "region": _region(mark)})
        elif item:
            parts.setdefault(item["list"], {}).setdefault(int(item["place"]), {}).setdefault(item["name"], mark)
        elif mark.name in fields:
            _add_printing(fields[mark.name], mark)
        else:
            fields[mark.name] = {"value": mark.value, "region": _region(mark)}
            if mark.hidden:
                fields[mark.name]["hidden"] = True
    fields.update({name: _list(items) for name, items in parts.items()})
    lists = {key: found for key, found in (("clauses", clauses), ("signatures", signatures)) if found}
    return {"file": entry.files[0], "type": entry.type, **_where(entry), "fields": fields, **lists}


def file_names(content: Mapping[str, Any]) -> list[str]:
    """Return the names of all files that a truth.json tells of, each once, in the order in which they are sent."""
    return list(
        dict.fromkeys(name for entry in content["files"] for name in sorted(entry.get("files", [entry["file"]])))
    )


def _where(entry: Entry) -> dict[str, Any]:
    """Return the keys that say where a paper is, when it is not one whole file."""
    where: dict[str, Any] = {"look": entry.look} if entry.look else {}
    if len(entry.files) > 1:
        where["files"] = list(entry.files)
    if entry.pages:
        where["pages"] = list(range(entry.first_page, entry.first_page + entry.pages))
    if entry.area:
        where["area"] = _region(entry.area)
    return where


def _list(items: dict[int, dict[str, Mark]]) -> dict[str, Any]:
    """Return a list's field: entries in their order with the region of all their parts on the entry's first page."""
    values, cells, regions = [], [], []
    for _, parts in sorted(items.items()):
        page = min(mark.page for mark in parts.values())
        box = around(mark.box for mark in parts.values() if mark.page == page)
        regions.append(Mark("", "", page, box))
        values.append({**{name: mark.value for name, mark in parts.items()}, "region": _region(regions[-1])})
        cells.append({name: _region(mark) for name, mark in parts.items()})
    first = min(region.page for region in regions)
    whole = Mark("", "", first, around(region.box for region in regions if region.page == first))
    return {"value": values, "region": _region(whole), "cells": cells}


def _add_printing(field: dict[str, Any], mark: Mark) -> None:
    field.setdefault("also", []).append(_region(mark))
    if mark.value != field["value"] and mark.value not in field.get("other_values", []):
        field.setdefault("other_values", []).append(mark.value)


def _region(mark: Mark) -> dict[str, float | int]:
    x0, y0, x1, y1 = (round(value, 5) for value in mark.box)
    return {"page": mark.page, "x0": x0, "y0": y0, "x1": x1, "y1": y1}
