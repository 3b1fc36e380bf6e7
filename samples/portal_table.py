"""The table that the sample portal prints: Indonesian words with English beneath."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

Row = tuple[str, Mapping[str, Any], Sequence[str]]
"""Case name, result (``absah.case/1``), differences from what was expected."""

_TYPES: Final = {"ktp": "KTP", "passport": "paspor", "work_contract": "perjanjian", "unknown": "tak dikenal"}

_WORDS: Final = {
    "protection": ("Pelindungan", "protection", "bold magenta"),
    "likely_fake": ("Perlu periksa keaslian", "authenticity check", "bold red"),
    "inconsistent": ("Data tidak cocok", "inconsistent", "yellow"),
    "unreadable": ("Tidak terbaca", "unreadable", "cyan"),
    "unverified": ("Belum terverifikasi", "unverified", "blue"),
    "clear": ("Tidak ada temuan", "clear", "green"),
    "urgent": ("Mendesak", "urgent", "bold magenta"),
    "concern": ("Perlu perhatian", "concern", "magenta"),
    "none": ("Tidak ada", "none", "dim"),
}
"""Indonesian, English and colour of every value of an assessment."""


def table(rows: Sequence[Row]) -> Table:
    """Return the table of all cases; it fits a terminal of 100 columns."""
    shown = Table(
        box=box.HORIZONTALS, header_style="bold", border_style="bright_black", show_lines=True, padding=(0, 1, 0, 0)
    )
    headings = (
        ("Perkara", "case"),
        ("Berkas", "papers"),
        ("Tanda", "flag"),
        ("Dokumen", "documents"),
        ("Pelindungan", "protection"),
        ("Alasan", "reasons"),
    )
    for indonesian, english in headings:
        shown.add_column(_two(indonesian, english, ""), no_wrap=english in {"case", "papers", "reasons"})
    shown.add_column("", justify="center")
    for name, result, differences in rows:
        assessment = result["assessment"]
        shown.add_row(
            Text(name, style="bold"),
            _documents(result),
            *(_word(assessment[axis]) for axis in ("flag", "document", "protection")),
            Text("\n".join(assessment["reasons"]) or "–", style="bold" if assessment["reasons"] else "dim"),
            Text("✗", style="bold red") if differences else Text("✓", style="bold green"),
        )
    return shown


def closing(rows: Sequence[Row]) -> Group:
    """Return the lines below the table: what differs, and how many cases came out as expected."""
    lines = [
        Text.assemble(("  ✗ ", "bold red"), (f"{name}: ", "bold"), "; ".join(differences))
        for name, _, differences in rows
        if differences
    ]
    right = sum(not differences for _, _, differences in rows)
    style = "bold green" if right == len(rows) else "bold red"
    lines.append(Text(f"  {right}/{len(rows)} perkara sesuai harapan · cases as expected", style=style))
    return Group(*lines)


def _documents(result: Mapping[str, Any]) -> Text:
    names = [
        "gagal dibaca" if document["state"] == "failed" else _TYPES.get(document["type"], document["type"])
        for document in result["documents"]
    ]
    lines = [", ".join(names[place : place + 2]) for place in range(0, len(names), 2)]
    return Text(",\n".join(lines))


def _word(value: str) -> Text:
    return _two(*_WORDS.get(value, (value, value, "")))


def _two(indonesian: str, english: str, style: str) -> Text:
    return Text.assemble((indonesian, style), "\n", (english, "dim"))
