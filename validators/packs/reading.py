"""From the bytes of a pack's file to its rows: TOML tables or CSV lines, each fault with its place."""

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from pydantic import ValidationError

from extractors.model import Text
from validators.packs.faults import Fault, WrongPacks, faults_of
from validators.packs.rows import R, Row


def read_rows(file: str, data: bytes, model: type[R]) -> tuple[R, ...]:
    """Return the rows of ``file`` by day and key.

    Raises:
        WrongPacks: with every fault of the file.
    """
    faults: list[Fault] = []
    rows: list[tuple[Text, R]] = []
    cells = _csv(file, _text(file, data), model) if file.endswith(".csv") else _toml(file, _text(file, data))
    for place, values in cells:
        try:
            rows.append((place, model.model_validate(values)))
        except ValidationError as wrong:
            faults += faults_of(file, place, wrong)
    faults += _overlaps(file, rows)
    if faults:
        raise WrongPacks(faults)
    return tuple(row for _, row in sorted(rows, key=lambda entry: (entry[1].key, entry[1].valid_from)))


def read_single(file: str, data: bytes, model: type[R]) -> R:
    """Return the one row that the whole TOML ``file`` is; raises as ``read_rows``."""
    try:
        return model.model_validate(_tables(file, _text(file, data)))
    except ValidationError as wrong:
        raise WrongPacks(faults_of(file, None, wrong)) from wrong


def _text(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        what = Text(id=f"bukan teks UTF-8 (bita {wrong.start})", en=f"is no UTF-8 text (byte {wrong.start})")
        raise WrongPacks([Fault(file, what)]) from wrong


def _tables(file: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        what = Text(id=f"bukan TOML yang benar ({wrong})", en=f"is no proper TOML ({wrong})")
        raise WrongPacks([Fault(file, what)]) from wrong


def _toml(file: str, text: str) -> Iterator[tuple[Text, dict[str, object]]]:
    tables = _tables(file, text)
    rows = tables.get("rows")
    if set(tables) != {"rows"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        what = Text(id="hanya boleh berisi bagian [[rows]]", en="must hold tables [[rows]] and nothing else")
        raise WrongPacks([Fault(file, what)])
    for number, row in enumerate(rows, start=1):
        yield Text(id=f"[[rows]] ke-{number}", en=f"[[rows]] {number}"), row


def _csv(file: str, text: str, model: type[Row]) -> Iterator[tuple[Text, dict[str, object]]]:
    """Yield the lines below the header; an empty cell counts as not given, a line that begins with # is a comment."""
    header: Sequence[str] = ()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for start, cells in _numbered(reader, lambda: reader.line_num):
            place = Text(id=f"baris {start}", en=f"line {start}")
            if not header:
                header = [cell.strip() for cell in cells]
                if faults := list(_wrong_columns(file, place, header, model)):
                    raise WrongPacks(faults)
            elif len(cells) != len(header):
                what = Text(
                    id=f"berisi {len(cells)} sel, bukan {len(header)}",
                    en=f"has {len(cells)} cells, not {len(header)}",
                )
                raise WrongPacks([Fault(file, what, place)])
            else:
                yield place, {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
    except csv.Error as wrong:
        place = Text(id=f"baris {reader.line_num}", en=f"line {reader.line_num}")
        what = Text(id=f"bukan CSV yang benar ({wrong})", en=f"is no proper CSV ({wrong})")
        raise WrongPacks([Fault(file, what, place)]) from wrong
    if not header:
        what = Text(id="tidak berisi baris judul kolom", en="has no line that names the columns")
        raise WrongPacks([Fault(file, what)])


def _wrong_columns(file: str, place: Text, header: Sequence[str], model: type[Row]) -> Iterator[Fault]:
    """Yield a fault for each column that is not of this pack, stands twice, or must be there and is not."""
    needed = [name for name, info in model.model_fields.items() if info.is_required()]
    unknown = Text(id="bukan kolom paket ini", en="is no column of this pack")
    twice = Text(id="ditulis dua kali", en="stands there twice")
    missing = Text(id="kolom ini tidak ada", en="this column is missing")
    yield from (Fault(file, unknown, place, name or "?") for name in header if name not in model.model_fields)
    yield from (Fault(file, twice, place, name) for name in dict.fromkeys(header) if header.count(name) > 1)
    yield from (Fault(file, missing, place, name) for name in needed if name not in header)


def _numbered(reader: Iterable[list[str]], line: Callable[[], int]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of the line on which it begins; ``line`` says how many lines were read."""
    start = 1
    for cells in reader:
        if cells and not cells[0].startswith("#"):
            yield start, cells
        start = line() + 1


def _overlaps(file: str, rows: Sequence[tuple[Text, R]]) -> Iterator[Fault]:
    """Yield a fault for each row that holds on a day of the row of the same key before it."""
    ordered = sorted(rows, key=lambda entry: (entry[1].key, entry[1].valid_from))
    for key, same in groupby(ordered, key=lambda entry: entry[1].key):
        about = f" ({', '.join(key)})" if key else ""
        for (first, earlier), (place, later) in pairwise(same):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                what = Text(
                    id=f"berlaku pada {later.valid_from}, hari yang sudah diisi {first.id}{about}",
                    en=f"two rows hold on {later.valid_from}: this one and {first.en}{about}",
                )
                yield Fault(file, what, place, "valid_from")
