"""What the aims ask for, on our own set and on the one made elsewhere side by side."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rich.table import Table

from bench.forgery.figures import auc, percent
from bench.forgery.looking import BASELINE, Seen
from bench.forgery.report import flagged, opens_case
from samples.forgeries import THUMBNAIL_KINDS

PRINT: Final = frozenset({"TYP001", "TYP002"})
"""Rules that look at how a value is printed."""
STRATA: Final = ("camera_jpeg", "lossless", "scan_in_pdf", "recompressed")
_TEXT: Final = ("digit", "retype", "inpaint", "copy", "splice", "paste", "type", "text", "word", "smear")
"""Parts of the names of edits that change what is printed."""

Part = Callable[[Seen], bool]


def table(sets: Mapping[str, Sequence[Seen]]) -> Table:
    """Return one row for each aim: found of edited, touched of authentic, areas under curves, processor seconds."""
    found = Table(title="Summary, by set", title_justify="left")
    for column in ("what", *sets):
        found.add_column(column)
    for title, cell in _rows():
        found.add_row(title, *(cell(seen) for seen in sets.values()))
    return found


def _rows() -> list[tuple[str, Callable[[Sequence[Seen]], str]]]:
    rows = [
        ("edits of PDFs that open a case", _share(opens_case, _of_pdf)),
        ("changes of signed PDFs that open a case", _share(opens_case, _of_signed)),
        ("signed PDFs, any rule in force", _share(_in_force, _of_signed)),
        ("photos whose thumbnail shows another picture (PIC002)", _share(_by({"PIC002"}), _of_thumbnail)),
        ("authentic uploads that open a case", _share(opens_case, _authentic)),
        ("authentic uploads with any finding, hints on trial too", _share(lambda one: bool(flagged(one)), _authentic)),
    ]
    for stratum in STRATA:
        rows += _text_rows(stratum)
    rows += [(f"CPU-s, median: {name}", _cost(name)) for name in ("born_digital", *STRATA)]
    return rows


def _text_rows(stratum: str) -> list[tuple[str, Callable[[Sequence[Seen]], str]]]:
    def of(part: Part) -> Part:
        return lambda one: one.stratum == stratum and part(one)

    return [
        (f"text edited, {stratum}: found by its print (TYP)", _share(_by(PRINT), of(_of_text))),
        (f"text edited, {stratum}: found by any hint", _share(lambda one: bool(flagged(one)), of(_of_text))),
        (f"authentic, {stratum}: touched by its print (TYP)", _share(_by(PRINT), of(_authentic))),
        (f"authentic, {stratum}: touched by any hint", _share(lambda one: bool(flagged(one)), of(_authentic))),
        *((f"AUC, {stratum}: {check}", _area(check, stratum)) for check in ("typography", "learnt", BASELINE)),
    ]


def _share(hit: Part, part: Part) -> Callable[[Sequence[Seen]], str]:
    def cell(seen: Sequence[Seen]) -> str:
        of = [one for one in seen if part(one)]
        return percent(sum(hit(one) for one in of), len(of))

    return cell


def _area(check: str, stratum: str) -> Callable[[Sequence[Seen]], str]:
    def cell(seen: Sequence[Seen]) -> str:
        sides: tuple[list[float], list[float]] = ([], [])
        for one in seen:
            if one.stratum == stratum and (_of_text(one) or not one.edited):
                sides[one.edited].extend(
                    look.score for look in one.looks if look.check == check and look.state == "measured"
                )
        area = auc(*sides)
        return "-" if area is None else f"{area:.2f} ({len(sides[0])} + {len(sides[1])})"

    return cell


def _cost(stratum: str) -> Callable[[Sequence[Seen]], str]:
    def cell(seen: Sequence[Seen]) -> str:
        of = [one for one in seen if one.stratum == stratum]
        if not of:
            return "-"
        a_mp = statistics.median(one.cpu_s / max(one.megapixels, 0.01) for one in of)
        return f"{statistics.median(one.cpu_s for one in of):.2f} ({a_mp:.2f} a MP)"

    return cell


def _by(rules: frozenset[str] | set[str]) -> Part:
    return lambda one: any(run.rule in rules for run in flagged(one))


def _in_force(one: Seen) -> bool:
    return any(run.status == "stable" for run in flagged(one))


def _authentic(one: Seen) -> bool:
    return not one.edited


def _of_pdf(one: Seen) -> bool:
    return one.edited and one.final == "pdf" and not one.kind.startswith("signed_")


def _of_signed(one: Seen) -> bool:
    return one.edited and one.kind.startswith("signed_")


def _of_thumbnail(one: Seen) -> bool:
    return one.edited and one.kind in THUMBNAIL_KINDS


def _of_text(one: Seen) -> bool:
    pictured = one.final != "pdf" and one.kind not in THUMBNAIL_KINDS
    return one.edited and pictured and any(part in one.kind for part in _TEXT)
