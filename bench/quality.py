"""`python -m bench.quality`: does the first look refuse what cannot be read, and only that?

KTP cards are drawn in every capture, and flat photographs of them are spoilt step by step: more blur, less light, fewer
pixels, a lamp's spot over the number. Absah reads each picture; whether its NIK and nine tenths of what can be seen
came out right is the truth that the first look is held against. Nothing here is tuned on the seeds that are printed.
"""

import argparse
import io
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from rich.console import Console
from rich.table import Table

from samples.chance import chance
from samples.papers_set import Wanted, design_names, single
from samples.render.capture import CAPTURES
from samples.render.printed import Mark
from worker import log
from worker.bootstrap import Tools, make_limits, tools
from worker.first_look import first_look
from worker.local import screen_files
from worker.settings import Settings

READ = 0.9
"""Share of the fields in sight that must be right, with the NIK, for a picture to count as readable."""
LADDERS = {
    "blur": (1.0, 2.0, 3.0, 4.5, 6.0),  # pixels of deviation on a picture of 1600 pixels
    "darkness": (0.3, 0.15, 0.08, 0.04),  # share of the light that is left
    "size": (900, 640, 480, 360),  # pixels of the picture's longer side
    "lamp": (0.04, 0.08, 0.14, 0.2),  # radius of the spot over the NIK by the picture's width
}


@dataclass
class Row:
    """What became of the pictures of one kind."""

    readable: int = 0
    refused: int = 0
    lost: int = 0
    caught: int = 0
    reasons: set[str] = field(default_factory=set)


def pictures(seed: int, kinds: Sequence[str]) -> Iterator[tuple[str, bytes, list[Mark]]]:
    """Yield kind, file and marks: every capture of the card of ``seed``, then the ladders."""
    designs = design_names("ktp", "all")
    for kind in kinds:
        design = chance(seed, kind, "design").choice(designs)
        files, entries = single(seed, 0, Wanted("ktp", design, kind))
        yield kind, next(iter(files.values())), list(entries[0].marks)
    design = chance(seed, "ladder").choice(designs)
    files, entries = single(seed, 0, Wanted("ktp", design, "phone"))
    marks = list(entries[0].marks)
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(next(iter(files.values()))))).convert("RGB")
    for name, steps in LADDERS.items():
        for step in steps:
            yield f"{name} {step}", packed(spoilt(image, name, step, marks, seed)), marks


def spoilt(image: Image.Image, name: str, step: float, marks: list[Mark], seed: int) -> Image.Image:
    """Return the picture spoilt by one step of a ladder."""
    if name == "blur":
        return image.filter(ImageFilter.GaussianBlur(step * image.width / 1600))
    if name == "darkness":
        rough = np.random.default_rng(seed).normal(0, 4, (image.height, image.width, 3))
        return Image.fromarray(np.clip(np.asarray(image, float) * step + rough, 0, 255).astype(np.uint8))
    if name == "size":
        return image.resize((round(step), round(step * image.height / image.width)), Image.Resampling.LANCZOS)
    x0, y0, x1, y1 = next(mark.box for mark in marks if mark.name == "nik")
    x, y, reach = (x0 + x1) / 2 * image.width, (y0 + y1) / 2 * image.height, step * image.width
    spot = Image.new("L", image.size, 0)
    ImageDraw.Draw(spot).ellipse((x - reach, y - reach * 0.6, x + reach, y + reach * 0.6), fill=255)
    white = Image.new("RGB", image.size, (255, 255, 253))
    return Image.composite(white, image, spot.filter(ImageFilter.GaussianBlur(reach * 0.08)))


def packed(image: Image.Image) -> bytes:
    """Return the picture as JPEG."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=88)
    return target.getvalue()


def is_read(data: bytes, marks: Sequence[Mark], parts: Tools) -> bool:
    """Whether Absah's reader got the NIK and nearly all of what can be seen."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ktp.jpg"
        path.write_bytes(data)
        documents = screen_files([path], parts).documents
    fields = {name: one.text for document in documents for name, one in document.fields.items()}
    wanted = {mark.name: mark.value for mark in marks if mark.kind == "field" and not mark.hidden}
    right = sum(fields.get(name) == value for name, value in wanted.items())
    nik = next(mark.value for mark in marks if mark.name == "nik")
    return fields.get("nik") == nik and right >= READ * len(wanted)


def show(rows: dict[str, Row]) -> None:
    """Print the table."""
    table = Table(title="First look against what the reader can read", title_justify="left")
    for column in ("picture", "readable", "refused", "not readable", "caught", "reasons given"):
        table.add_column(column)
    total = Row()
    for name, row in rows.items():
        cells = (row.readable, row.refused, row.lost, row.caught)
        table.add_row(name, *(str(cell) if cell else "-" for cell in cells), ", ".join(sorted(row.reasons)))
        total.readable, total.refused = total.readable + row.readable, total.refused + row.refused
        total.lost, total.caught = total.lost + row.lost, total.caught + row.caught
    table.add_row("all", str(total.readable), str(total.refused), str(total.lost), str(total.caught), "")
    Console(width=120).print(table)


def main() -> None:
    """Draw, look, read, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--first", type=int, default=52001, help="the first seed")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--captures", default=",".join(CAPTURES), help="names of captures, by commas")
    options = parser.parse_args()
    log.configure("WARNING")
    settings = Settings()
    parts, limits = tools(settings), make_limits(settings)
    rows: dict[str, Row] = {}
    for seed in range(options.first, options.first + options.seeds):
        for name, data, marks in pictures(seed, options.captures.split(",")):
            row = rows.setdefault(name, Row())
            look = first_look(data, "ktp.jpg", limits)
            row.reasons |= {reason.code for reason in look.reasons}
            if is_read(data, marks, parts):
                row.readable, row.refused = row.readable + 1, row.refused + (not look.readable)
            else:
                row.lost, row.caught = row.lost + 1, row.caught + (not look.readable)
    show(rows)


if __name__ == "__main__":
    main()
