"""`python -m bench.mrz`: machine readable zones of five layouts in ten captures, read by Absah and its peers.

Papers of seeds that nothing was tuned on are drawn and captured; each picture is given to each reader, one after
another, as a file. A line counts as read when a reader gives it in every character. ``accepted, wrong`` are documents
that a reader stands by and has wrong in a character: Absah, when no slot of any line is doubtful; a peer, when every
check digit of the lines that it gives fits (PassportEye's and readmrz's own measure). Pictures on which a person could
not read the zone are left out of all columns but that one.
"""

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil
from PIL import Image, ImageOps
from rich.console import Console

from bench.mrz_papers import KINDS, draw_paper
from bench.readers import Reader, cpu_s, running
from bench.tables import WIDTH, machine, table
from extractors.engine import Pixels, Readers, ReadPage
from extractors.model import Quality, ReadingSource
from extractors.mrz import Mrz, read_mrz
from samples.chance import chance
from samples.mrz import check_digit
from samples.render.capture import capture

CAPTURES: Final = (
    "flat", "rotated", "tilt", "table", "shadow", "glare", "blur", "whatsapp", "photocopy", "low_light",
)  # fmt: skip
PEERS: Final = ("passporteye", "readmrz", "plain")
_DATES: Final = ((13, 20), (21, 28))
_CHECKS: Final = {
    ("P", 44): ((0, 10), *_DATES), ("V", 44): ((0, 10), *_DATES), ("V", 36): ((0, 10), *_DATES),
    ("I", 36): ((0, 10), *_DATES), ("I", 30): ((0, 7), (8, 15)),
}  # fmt: skip
"""By the first letter and the length of a zone's lines: parts of line 2 that end with their check digit."""


@dataclass(frozen=True)
class Picture:
    """One captured paper: its kind, its capture, its file, its lines, and whether a person can read them."""

    kind: str
    capture: str
    path: Path
    lines: tuple[str, ...]
    readable: bool


@dataclass(frozen=True)
class Answer:
    """What a reader gave for one picture: lines, whether it stands by them, and the CPU seconds."""

    lines: tuple[str, ...]
    accepted: bool
    cpu_s: float


@dataclass
class Counts:
    """What one reader did on some pictures."""

    pictures: int = 0
    exact: int = 0
    lines: int = 0
    lines_exact: int = 0
    checks: int = 0
    accepted: int = 0
    accepted_wrong: int = 0
    cpu_s: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def add(self, picture: Picture, answer: Answer) -> None:
        """Count one picture."""
        given = set(answer.lines)
        exact = all(line in given for line in picture.lines)
        self.accepted += answer.accepted
        self.accepted_wrong += answer.accepted and not exact
        if answer.accepted and not exact:
            self.misses.append(f"{picture.path.name}: accepted {' | '.join(answer.lines)}")
        if not picture.readable:
            return
        self.pictures += 1
        self.exact += exact
        self.lines += len(picture.lines)
        self.lines_exact += sum(line in given for line in picture.lines)
        self.checks += bool(zone_of(answer.lines))
        self.cpu_s.append(answer.cpu_s)
        if not exact:
            self.misses.append(f"{picture.path.name}: {' | '.join(answer.lines) or 'nothing'}")


def zone_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines that form a zone whose check digits all fit, () when there is none."""
    plain = [line for line in lines if len(line) in {30, 36, 44}]
    for first, second in pairwise(plain):
        parts = _CHECKS.get((first[:1], len(second)))
        if parts and len(first) == len(second) and all(_fits(second[start:end]) for start, end in parts):
            return first, second
    return ()


def _fits(part: str) -> bool:
    try:
        return check_digit(part[:-1]) == part[-1]
    except ValueError:  # a sign that no zone holds
        return False


def pictures(folder: Path, asked: argparse.Namespace) -> Iterator[Picture]:
    """Draw and capture the papers into ``folder``."""
    for seed in range(asked.seed, asked.seed + asked.count):
        for kind in asked.kinds.split(","):
            paper = draw_paper(kind, seed)
            for way in asked.captures.split(","):
                shot = capture(paper, way, chance(seed, kind, way))
                path = folder / f"{seed}-{kind}-{way}.{shot.extension}"
                path.write_bytes(shot.data)
                marks = sorted((mark for mark in shot.marks if mark.name.startswith("mrz")), key=lambda mark: mark.name)
                yield Picture(
                    kind, way, path, tuple(mark.value for mark in marks), not any(mark.hidden for mark in marks)
                )


class Absah:
    """Absah's reader of zones, models loaded in its warm process; no page of words is read before."""

    def __init__(self) -> None:
        self._process = psutil.Process()

    @cached_property
    def readers(self) -> Readers:
        """The engines as the worker has them."""
        from worker.bootstrap import make_readers
        from worker.settings import Settings

        return make_readers(Settings())

    def read(self, path: Path) -> Answer:
        """Return the zone of a picture."""
        before = cpu_s(self._process)
        upright = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        pixels: Pixels = np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
        quality = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
        page = ReadPage(0, pixels, (), 0, quality, ReadingSource.VISUAL, "none")
        zone = read_mrz(page, self.readers)
        lines = tuple(zone.lines[number].text for number in sorted(zone.lines)) if zone else ()
        return Answer(lines, zone is not None and stands_by(zone), cpu_s(self._process) - before)


def stands_by(zone: Mrz) -> bool:
    """Tell whether Absah is sure of a whole zone."""
    return len(zone.lines) == len(zone.layout.patterns) and all(line.sure for line in zone.lines.values())


def asked_of(peer: Reader, path: Path) -> Answer:
    """Return a peer's answer for a file."""
    said, cost = peer.read([path])
    raw: list[str] = said.get("lines") or said.get("text", "").split("\n")
    lines = tuple("".join(line.split()) for line in raw if line.strip())
    return Answer(lines, bool(zone_of(lines)), cost.cpu_s)


def measured(drawn: Sequence[Picture], peers: Sequence[str]) -> dict[tuple[str, str], Counts]:
    """Return the counts by (group, reader); groups are captures, kinds, and ``all``."""
    ours, found = Absah(), dict[tuple[str, str], Counts]()
    ours.read(drawn[0].path)
    with running(tuple(peers), [drawn[0].path]) as asked:
        for picture in drawn:
            answers = {"absah": ours.read(picture.path)} | {one.name: asked_of(one, picture.path) for one in asked}
            for name, answer in answers.items():
                for group in ("all", picture.capture, picture.kind):
                    found.setdefault((group, name), Counts()).add(picture, answer)
    return found


def show(found: dict[tuple[str, str], Counts], title: str) -> None:
    """Print the table."""
    headings = ("pictures of", "reader", "read by a person", "documents exact", "lines exact", "checks fit",
                "accepted, wrong", "CPU-s")  # fmt: skip
    shown = table(title, *headings, words=2)
    for (group, reader), counts in found.items():
        shown.add_row(
            group, reader, str(counts.pictures), _share(counts.exact, counts.pictures),
            _share(counts.lines_exact, counts.lines), _share(counts.checks, counts.pictures),
            f"{counts.accepted_wrong} of {counts.accepted}", f"{statistics.median(counts.cpu_s or [0.0]):.2f}",
        )  # fmt: skip
    Console(width=WIDTH).print(shown)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / max(whole, 1):.3f}"


def main() -> None:
    """Draw, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=70001)
    parser.add_argument("--count", type=int, default=2)
    parser.add_argument("--kinds", default=",".join(["sample", *KINDS]))
    parser.add_argument("--captures", default=",".join(CAPTURES))
    parser.add_argument("--peers", default=",".join(PEERS), help="empty: Absah alone")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drawn = list(pictures(Path(folder), asked))
        found = measured(drawn, [name for name in asked.peers.split(",") if name])
    show(found, f"Machine readable zones, seeds {asked.seed} to {asked.seed + asked.count - 1} ({machine()})")
    if asked.misses:
        for (group, reader), counts in found.items():
            if group == "all":
                lines: list[Any] = [f"{reader}: {miss}" for miss in counts.misses]
                print("\n".join(lines))


if __name__ == "__main__":
    main()
