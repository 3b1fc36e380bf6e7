"""The lookup of prints in a large store: its plan and its time, on SQLite and on PostgreSQL where one is installed.

``python -m bench.reuse.lookup [ROWS]``: a store of ROWS (1,000,000) random prints in a temporary folder, 16 bands
each; 200 lookups of prints with 24 turned bits, each with six moved prints as portraits have them, ten at a time as a
case of ten prints asks for them. ``--like ktp`` or ``passport``: prints that resemble each other as those of drawn
cards do, design by design (each bit as often set, each two bits as often together): cards of one form have much in
common.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from rich.console import Console

from bench.reuse.drawn import DESIGNS
from bench.reuse.papers import card
from bench.tables import WIDTH, machine, table
from validators.reuse import BANDS, Kind, Print
from worker.storage import tables
from worker.storage.database import Database
from worker.storage.migrate import upgrade
from worker.storage.prints import Prints, bands_of, looked_up

ROWS: Final = 1_000_000
LOOKUPS: Final = 200
TOGETHER: Final = 10
"""Prints that a case looks up through one connection."""
TURNED: Final = 24
SEED: Final = 20261129
CARDS: Final = 40
"""Cards of each design that are drawn to see how their prints resemble each other; the first seed is ``FIRST``."""
FIRST: Final = 67_000
SHRUNK: Final = 0.1
"""Share of independence in the likeness of bits: so few cards cannot tell that two bits always go together."""
_CHUNK: Final = 20_000


class _Store(Prints):
    def __init__(self, database: Database) -> None:
        self._database = database


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reuse.lookup")
    parser.add_argument("rows", type=int, nargs="?", default=ROWS)
    parser.add_argument("--like", choices=DESIGNS, help="prints that resemble each other as those of such cards do")
    asked = parser.parse_args()
    values = _alike(asked.like, asked.rows) if asked.like else _random(asked.rows)
    lines = []
    with tempfile.TemporaryDirectory(prefix="absah-lookup-") as folder:
        lines.append(_measured("SQLite", Database(f"sqlite:///{folder}/prints.sqlite3"), values))
    folder_of_server = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    if folder_of_server:
        with _postgres(folder_of_server[-1]) as url:
            lines.append(_measured("PostgreSQL", Database(url), values))
    heads = ("store", "prints", "filled in s", "p50 ms", "p95 ms", "max ms", "CPU ms here", "found", "others too")
    what = f"prints like those of a {asked.like}" if asked.like else "random prints"
    made = table(f"Lookup among {what}, {TURNED} bits turned ({machine()})", *heads)
    for line in lines:
        made.add_row(*line)
    Console(width=WIDTH).print(made)


def _random(rows: int) -> Any:
    return np.random.default_rng(SEED).integers(0, 2**16, (rows, BANDS), np.uint16)


def _alike(kind: str, rows: int) -> Any:
    """Return prints drawn as those of cards of a kind are, as many of each design: (rows, 16) uint16."""
    draw = np.random.default_rng(SEED)
    each = -(-rows // len(DESIGNS[kind]))
    made = np.concatenate([_of_design(kind, design, each, draw) for design in DESIGNS[kind]])
    draw.shuffle(made)
    return made[:rows]


def _of_design(kind: str, design: str, rows: int, draw: np.random.Generator) -> Any:
    """Return prints by a Gaussian copula of the bits of drawn cards: (rows, 16) uint16."""
    drawn = [card(kind, design, FIRST + place).print.value for place in range(CARDS)]
    bits = np.array([[value >> bit & 1 for bit in range(256)] for value in drawn], float)
    often = (bits.sum(0) + 0.5) / (CARDS + 1)
    with np.errstate(invalid="ignore"):  # of bits that are always set
        together = np.nan_to_num(np.corrcoef(bits, rowvar=False)) * (1 - SHRUNK)
    np.fill_diagonal(together, 1.0)
    size, ways = np.linalg.eigh(np.sin(np.pi / 2 * together))  # of bits set half of the time; near enough for others
    mix = ways * np.sqrt(np.clip(size, 0, None))
    mix /= np.sqrt((mix**2).sum(1, keepdims=True))
    limits = np.array([statistics.NormalDist().inv_cdf(1 - share) for share in often])
    made = [
        np.packbits((draw.standard_normal((_CHUNK, 256)) @ mix.T > limits).reshape(-1, BANDS, 16), -1, "little")
        for _ in range(-(-rows // _CHUNK))
    ]
    return np.concatenate(made).view(np.uint16)[:rows, :, 0]


def _measured(name: str, database: Database, values: "np.ndarray[Any, np.dtype[np.uint16]]") -> list[str]:
    upgrade(database)
    started = time.perf_counter()
    _fill(database, values)
    filled = time.perf_counter() - started
    draw, store = random.Random(SEED), _Store(database)
    took, spent, found, others = [], 0.0, 0, 0
    for number in range(LOOKUPS // TOGETHER + 1):
        places = [draw.randrange(len(values)) for _ in range(TOGETHER)]
        ones = [_print(_turned(_whole(values[place]), draw), draw) for place in places]
        begun, worked = time.perf_counter(), time.process_time()
        nears = store.near_each(ones, "", 8)
        if number:  # the first ones fill the caches
            took.append((time.perf_counter() - begun) * 1000 / TOGETHER)
            spent += time.process_time() - worked
            named = [f"D{place % 997:03}" for place in places]
            found += sum(any(each.document == name for each in near) for name, near in zip(named, nears, strict=True))
            others += sum(len(near) > 1 for near in nears)
    _show_plan(name, database, ones[0])
    took.sort()
    figures = [statistics.median(took), took[int(0.95 * len(took))], took[-1], 1000 * spent / LOOKUPS]
    return [name, f"{len(values):,}", f"{filled:.0f}", *(f"{figure:.1f}" for figure in figures),
            f"{found}/{LOOKUPS}", str(others)]  # fmt: skip


def _whole(parts: "np.ndarray[Any, np.dtype[np.uint16]]") -> int:
    return sum(int(part) << 16 * place for place, part in enumerate(parts))


def _turned(value: int, draw: random.Random) -> int:
    for bit in draw.sample(range(256), TURNED):
        value ^= 1 << bit
    return value


def _print(value: int, draw: random.Random) -> Print:
    moved = tuple(_turned(value, draw) for _ in range(6))
    return Print(Kind.PORTRAIT, "usual", value, "D001", None, "", "", moved)


def _fill(database: Database, values: "np.ndarray[Any, np.dtype[np.uint16]]") -> None:
    """Fill the store as a bulk: bands in their order, so that the key is built from left to right."""
    now = "2026-01-01 00:00:00"
    places = np.arange(len(values), dtype=np.int64)
    first = bands_of(Kind.PORTRAIT, 0)
    keys = np.concatenate([values[:, place].astype(np.int64) + first[place] for place in range(BANDS)])
    numbers = np.tile(places + 1, BANDS)
    order = np.lexsort((numbers, keys))
    with database.write() as connection:
        connection.execute(sa.text(f"INSERT INTO portal VALUES ('p', 'p', '{now}')"))  # noqa: S608  # nothing from outside
        columns = "id, portal_id, reference, stage, received_at, uploads, revision, covers"
        case = f"INSERT INTO case_file ({columns}) VALUES ('c', 'p', 'r', 'unknown', '{now}', 0, 0, 0)"  # noqa: S608
        connection.execute(sa.text(case))
        for start in range(0, len(values), _CHUNK):
            own = range(start, min(start + _CHUNK, len(values)))
            connection.execute(tables.picture_print.insert(), [
                {"id": place + 1, "case_id": "c", "document": f"D{place % 997:03}", "kind": "portrait", "role": "usual",
                 "hash": f"{_whole(values[place]):064x}", "page": 0, "corners": "0.00000 " * 8, "page_sha256": "0" * 64}
                for place in own
            ])  # fmt: skip
        _fill_bands(connection, keys[order], numbers[order])
    with database.write() as connection:
        connection.execute(sa.text("ANALYZE"))


def _fill_bands(connection: sa.Connection, keys: Any, numbers: Any) -> None:
    raw = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql":
        with raw.cursor().copy("COPY print_band (band, print_id) FROM STDIN") as copy:  # type: ignore[union-attr]
            for start in range(0, len(keys), _CHUNK):
                pairs = zip(
                    keys[start : start + _CHUNK].tolist(), numbers[start : start + _CHUNK].tolist(), strict=True
                )
                copy.write("".join(f"{key}\t{number}\n" for key, number in pairs))
        return
    for start in range(0, len(keys), _CHUNK):
        pairs = zip(keys[start : start + _CHUNK].tolist(), numbers[start : start + _CHUNK].tolist(), strict=True)
        raw.executemany("INSERT INTO print_band (band, print_id) VALUES (?, ?)", list(pairs))  # type: ignore[union-attr]


def _show_plan(name: str, database: Database, one: Print) -> None:
    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    with database.read() as connection:
        arrays = database.engine.dialect.name == "postgresql"
        query = looked_up(one, 8, arrays=arrays).compile(
            dialect=database.engine.dialect, compile_kwargs={"literal_binds": True}
        )
        lines = [
            " ".join(str(part) for part in row)[:150]
            for row in connection.exec_driver_sql(explain + str(query).replace("%", "%%"))
        ]
    print(f"\n{name}: plan of a lookup\n  " + "\n  ".join(lines))


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """A private PostgreSQL on a unix socket; it refuses to run as root, so root lends it to user ``postgres``."""
    home = Path(tempfile.mkdtemp(prefix="absah-pg-", dir="/tmp"))  # another user must reach it
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
        as_user = ["/usr/sbin/runuser", "-u", "postgres", "--"]

    def run(*arguments: str) -> None:
        subprocess.run([*as_user, *arguments], cwd="/", capture_output=True, text=True, check=True)

    run(str(folder / "initdb"), "-D", f"{home}/data", "-U", "absah", "--auth=trust", "-E", "UTF8", "--locale=C")
    options = f"-c listen_addresses='' -c unix_socket_directories={home}"
    run(str(folder / "pg_ctl"), "-D", f"{home}/data", "-l", f"{home}/log", "-w", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://absah@/postgres?host={home}"
    finally:
        run(str(folder / "pg_ctl"), "-D", f"{home}/data", "-m", "immediate", "stop")
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
