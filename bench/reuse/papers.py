"""``python -m bench.reuse.papers [--first SEED] [--count N]``: two pictures of one card, and cards of two persons.

What DUP002 says of pairs, fields placed as loosely as read and all read as printed: a card with its portrait or its day
of birth exchanged against the unchanged one, each as scanned or after a messenger; cards of unrelated persons, the
nearest pairs whatever their distance; husband and wife, whose cards have address, place and day of issue in common.
Thresholds were set on seeds from 1000 to 2999.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any, Final

import numpy as np
from rich.console import Console

from bench.reuse.drawn import DESIGNS, Shown, _captured
from bench.tables import WIDTH, machine, table
from extractors.model import Document, DocumentState, Field, FieldStatus, Page, Quality, ReadingSource, Source, Trace
from samples.chance import chance
from samples.dossier import Dossier, tell_dossier
from samples.papers import tell
from samples.printing import flatten, print_paper
from samples.specimen import specimens
from validators.forensics.checks.prints import measure, picture_of
from validators.forensics.exhibit import Exhibit
from validators.forensics.strata import Stratum
from validators.reuse import REACH, Kind, prints_of
from worker.one_paper import Shown as Taken, differing

SHARED: Final = ("birth_place", "address", "rt_rw", "village", "district", "regency", "province", "town")
NEAREST: Final = 60
"""Pairs of unrelated cards of one kind whose pixels are held against each other, the nearest first."""
_SHA: Final = "0" * 64


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reuse.papers")
    parser.add_argument("--first", type=int, default=62_000)
    parser.add_argument("--count", type=int, default=75, help="persons of each kind of card")
    parser.add_argument("--changed", type=int, default=25, help="of them, cards that are changed or have a spouse's")
    parser.add_argument("--kind", choices=[*DESIGNS, "all"], default="all")
    options = parser.parse_args()
    started, lines = time.process_time(), []
    for kind in DESIGNS if options.kind == "all" else (options.kind,):
        people = [_file(options.first + place) for place in range(options.count)]
        plain = [_taken(file, kind, options.first + place) for place, file in enumerate(people)]
        lines.append((f"{kind}: unrelated, nearest", *_unrelated(plain)))
        for name, changed in _changes(kind):
            pairs: list[tuple[Taken, Taken]] = []
            for place in range(options.changed):
                seed = options.first + place
                other = changed(people[place], people[place - 1])
                pairs += _ways(plain[place], _taken(other, kind, seed), seed)
            lines.append((f"{kind}: {name}", *_told(pairs)))
    made = table(f"Two pictures of one card: seeds {options.first} and on ({machine()})", "what", "pairs", "bits min",
                 "p50", "max", "in reach", "told by pixels", "told in reach", words=1)  # fmt: skip
    for line in lines:
        made.add_row(*map(str, line))
    Console(width=WIDTH).print(made)
    print(f"{time.process_time() - started:.0f} CPU s in all, drawing included")


def _changes(kind: str) -> Iterator[tuple[str, Any]]:
    yield "nothing changed", lambda file, _: file
    yield "another portrait", _with_face
    yield "another day of birth", _born_later
    if kind == "ktp":
        yield "husband and wife", _spouse


def _file(seed: int) -> Dossier:
    specimen = specimens()["clean"]
    return tell_dossier(tell(specimen, seed), seed, specimen.number)


def _with_face(file: Dossier, whose: Dossier) -> Dossier:
    theirs = whose.story.ktp.person
    person = replace(file.story.ktp.person, face=theirs.face, veiled=theirs.veiled)
    story = replace(file.story, ktp=replace(file.story.ktp, person=person),
                    passport=replace(file.story.passport, holder=person))  # fmt: skip
    return replace(file, story=story)


def _born_later(file: Dossier, _: Dossier) -> Dossier:
    story, born = file.story, file.story.ktp.birth_date
    later = born.replace(year=born.year - 4, day=min(born.day, 28))
    ktp, passport = replace(story.ktp, birth_date=later), replace(story.passport, birth_date=later)
    return replace(file, story=replace(story, ktp=ktp, passport=passport))


def _spouse(file: Dossier, whose: Dossier) -> Dossier:
    """Return a card of ``whose`` person, of the same home, issued on the same day."""
    her, his = file.story.ktp, whose.story.ktp
    person = replace(his.person, **{name: getattr(her.person, name) for name in SHARED})
    card = replace(his, person=person, issued_on=her.issued_on, issued_place=her.issued_place)
    return replace(whose, story=replace(whose.story, ktp=card))


def card(kind: str, design: str, seed: int) -> Taken:
    """Return a card of a drawn person as scanned, read as printed."""
    return _taken(_file(seed), kind, seed, design)


def _taken(file: Dossier, kind: str, seed: int, design: str = "") -> Taken:
    """Return a card as scanned, printed in its person's design and by its person's chance."""
    draw = chance("papers", kind, seed)
    drawn, scan = draw.choice(DESIGNS[kind]), draw.choice(["flat", "crop"])
    printed = flatten(print_paper(file, kind, design or drawn, chance(seed, kind, "print")))
    values = {mark.name: mark.value for mark in printed.marks if mark.name and mark.kind == "field"}
    return _as_read(_captured(printed, scan, kind, chance("papers", kind, seed, "scan")), values)


def _ways(one: Taken, other: Taken, seed: int) -> Iterator[tuple[Taken, Taken]]:
    """Yield a pair as scanned, and one of which the second went through a messenger."""
    yield one, other
    copy = _SHEETS[id(other)].copied(chance("papers", "copy", seed))
    yield one, _as_read(copy, {name: field.text for name, field in other.document.fields.items()})


_SHEETS: dict[int, Shown] = {}
"""The sheet of each card that was taken, by which it can be copied."""


def _as_read(shown: Shown, values: dict[str, str]) -> Taken:
    sheet = shown.sheet
    found = measure(Exhibit(b"", "image/jpeg", Stratum.RECOMPRESSED, (sheet,)))
    fields = {
        name: Field(value=values.get(name, ""), raw="", confidence=0.95, status=FieldStatus.OK,
                    source=ReadingSource.VISUAL, region=region)
        for name, region in sheet.fields.items()
    }  # fmt: skip
    high, wide = sheet.pixels.shape[:2]
    page = Page(index=0, width_px=wide, height_px=high, dpi=None, image_sha256=_SHA, rotation=0,
                quality=Quality(sharpness=0.8, glare=0.0, card_width_px=None))  # fmt: skip
    source = Source(upload_id="", sha256=_SHA, filename="", media_type="image/jpeg", bytes=1, page=0)
    document = Document(
        id="D001", sources=(source,), sha256=_SHA, filename="", media_type="image/jpeg", state=DocumentState.READ,
        type=sheet.kind, type_score=0.9, pages=(page,), fields=fields,
        traces=tuple(Trace(check="prints", facts=one.facts, region=one.region) for one in found),
    )  # fmt: skip
    print_ = next(one for one in prints_of(document) if one.kind is Kind.PAGE)
    taken = Taken(document, print_, picture_of("page", sheet.pixels, print_.corners))
    _SHEETS[id(taken)] = shown
    return taken


def _apart(one: Taken, other: Taken) -> int:
    return min(one.print.apart(other.print.value), other.print.apart(one.print.value))


def _unrelated(plain: list[Taken]) -> list[object]:
    pairs = sorted(combinations(plain, 2), key=lambda pair: _apart(*pair))
    bits = [_apart(*pair) for pair in pairs]
    told = [pair for pair in pairs[:NEAREST] if differing(*pair) is not None]
    return _figures(bits, told)


def _told(pairs: list[tuple[Taken, Taken]]) -> list[object]:
    told = [pair for pair in pairs if differing(*pair) is not None]
    print(Counter(name for pair in told for name in getattr(differing(*pair), "names", ())))
    return _figures([_apart(*pair) for pair in pairs], told)


def _figures(bits: list[int], told: list[tuple[Taken, Taken]]) -> list[object]:
    near = sum(apart <= REACH[Kind.PAGE] for apart in bits)
    reached = sum(_apart(*pair) <= REACH[Kind.PAGE] for pair in told)
    return [
        f"{len(bits):,}",
        *(f"{value:.0f}" for value in np.percentile(bits, [0, 50, 100])),
        near,
        len(told),
        reached,
    ]


if __name__ == "__main__":
    main()
