"""What is wrong with a pack, said for the operator who wrote it: file, row, column, in Indonesian and in English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from extractors.model import Text


@dataclass(frozen=True)
class Fault:
    """One fault. ``row`` says where (``line 7``, ``[[rows]] 2``), None for the file; ``column`` None for the row."""

    file: str
    what: Text
    row: Text | None = None
    column: str | None = None

    @property
    def text(self) -> Text:
        """The whole sentence."""
        rows = (f", {self.row.id}", f", {self.row.en}") if self.row else ("", "")
        columns = (f", kolom {self.column}", f", column {self.column}") if self.column else ("", "")
        return Text(
            id=f"{self.file}{rows[0]}{columns[0]}: {self.what.id}",
            en=f"{self.file}{rows[1]}{columns[1]}: {self.what.en}",
        )


class WrongPacks(ValueError):  # noqa: N818  # names what it is about
    """One or more packs cannot be used; ``faults`` are all that were found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.text.en for fault in faults))
        self.faults = tuple(faults)

    @property
    def report(self) -> str:
        """The faults for a terminal, both languages, one fault a pair of lines."""
        lines = [line for fault in self.faults for line in (fault.text.id, f"  {fault.text.en}")]
        return "\n".join(("Paket data tidak dapat dipakai / packs cannot be used:", *lines))


class Unfit(ValueError):  # noqa: N818  # names what it is about
    """Raised by a model's own check; ``text`` says in both languages what does not fit."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.text = Text(id=indonesian, en=english)


_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "missing": ("tidak diisi", "is missing"),
    "extra_forbidden": ("bukan kolom paket ini", "is no column of this pack"),
    "date": ("bukan tanggal; tulis seperti 2026-01-31", "is no date; write it like 2026-01-31"),
    "int": ("bukan bilangan bulat", "is no whole number"),
    "bool": ("tulis true atau false", "write true or false"),
    "string_pattern_mismatch": ("tidak berbentuk {pattern}", "does not have the form {pattern}"),
    "string_too_short": ("terlalu pendek (paling sedikit {min_length} huruf)", "is too short (at least {min_length})"),
    "string_type": ("harus berupa teks dalam tanda kutip", "must be text in quotes"),
    "too_short": ("kosong", "is empty"),
    "literal_error": ("harus salah satu dari {expected}", "must be one of {expected}"),
    "enum": ("harus salah satu dari {expected}", "must be one of {expected}"),
    "greater_than": ("harus lebih dari {gt}", "must be more than {gt}"),
    "greater_than_equal": ("paling sedikit {ge}", "must be {ge} or more"),
    "less_than_equal": ("paling banyak {le}", "must be {le} or less"),
}
"""Kind of error of pydantic, or its first word -> what to say, with the error's own context."""


def faults_of(file: str, row: Text | None, wrong: ValidationError) -> list[Fault]:
    """Return the faults that pydantic found in one row of ``file``."""
    return [Fault(file, _what(dict(error)), row, _column(error["loc"])) for error in wrong.errors(include_url=False)]


def _what(error: dict[str, Any]) -> Text:
    context = error.get("ctx", {})
    own = context.get("error")
    if isinstance(own, Unfit):
        return own.text
    kind = str(error["type"])
    found = _SENTENCES.get(kind) or _SENTENCES.get(re.split("_", kind)[0])
    if found is None:
        return Text(id=f"nilainya tidak dapat dipakai ({error['msg']})", en=f"cannot be used ({error['msg']})")
    indonesian, english = (sentence.format(**context) for sentence in found)
    return Text(id=indonesian, en=english)


def _column(loc: tuple[int | str, ...]) -> str | None:
    """Return a place inside a row as people count: ``matters 4 required 1``."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in loc) or None
