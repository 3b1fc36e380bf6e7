"""Papers drawn for the bench, as sheets that a check is given: fields from their truth, placed as loosely as read."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from PIL import Image

from extractors.model import Region, Word
from samples.chance import chance
from samples.dossier import tell_dossier
from samples.papers import tell
from samples.printing import flatten, print_paper
from samples.render.capture import capture
from samples.render.hand_marks import PEN_INKS, signature
from samples.render.ink import Colour
from samples.render.printed import Box, Printed
from samples.render.sheet import HEIGHT, WIDTH, Sheets, Style
from samples.render.strokes import STAMPS
from samples.specimen import specimens
from validators.forensics.exhibit import Mark, Pixels, Sheet

LOOSE: Final = 0.002
"""Standard deviation of a read field's edges, in shares of the page."""
DESIGNS: Final = {"ktp": ("ocra", "arial"), "passport": ("turquoise", "red", "green")}
INKS: Final[tuple[Colour, ...]] = ((58, 60, 150), (150, 44, 58), (72, 52, 132))
_DPI: Final = 150
_OFFICES: Final = (
    "SUKAMAJU", "MEKARSARI", "SENTOSA", "JAYA", "ABADI", "KARANGREJO", "WONOSARI", "MULYA", "BAKTI", "HARAPAN",
    "CIBODAS", "TEGALREJO", "MAKMUR", "LESTARI", "KENCANA", "BANJARSARI", "MEDIKA", "UTAMA", "PERKASA", "SIDOMULYO",
)  # fmt: skip
_WORD: Final = "perjanjian penempatan pekerja migran dengan pemberi kerja berlaku sejak tanggal tanda tangan para pihak"


@dataclass(frozen=True)
class Shown:
    """A paper on a picture: its pixels, and the sheet that the check is given."""

    sheet: Sheet

    def copied(self, draw: random.Random, scale: float = 0.8) -> "Shown":
        """Return the picture as a messenger passes it on: shrunk, saved at quality 60 to 75."""
        pixels = self.sheet.pixels
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, draw.randint(60, 75)])[1]
        copy = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        return Shown(_loosened(self.sheet, np.asarray(copy, np.uint8), draw))


def cards(kind: str, seed: int) -> dict[str, Shown]:
    """Return one person's card or data page: as sent first, through one and two messengers, and scanned once more."""
    specimen = specimens()["clean"]
    file = tell_dossier(tell(specimen, seed), seed, specimen.number)
    draw = chance("reuse", kind, seed)
    printed = flatten(print_paper(file, kind, draw.choice(DESIGNS[kind]), chance(seed, kind, "print")))
    first = _captured(printed, draw.choice(["flat", "crop"]), kind, draw)
    once = first.copied(draw)
    return {"first": first, "messenger": once, "two messengers": once.copied(draw),
            "second scan": _captured(printed, "flat", kind, draw)}  # fmt: skip


def _captured(printed: Printed, way: str, kind: str, draw: random.Random) -> Shown:
    taken = capture(printed, way, draw)
    pixels = np.asarray(Image.open(io.BytesIO(taken.data)).convert("RGB"))[:, :, ::-1].copy()
    fields: dict[str, Region] = {}
    for mark in taken.marks:
        if mark.name and mark.kind == "field":
            fields.setdefault(mark.name, Region.clipped(0, *mark.box))
    words = tuple(Word(text="x", region=region, confidence=1.0) for region in fields.values())
    return Shown(_loosened(Sheet(0, pixels, 0, kind, words=words, fields=fields), pixels, draw))


def _loosened(sheet: Sheet, pixels: Pixels, draw: random.Random) -> Sheet:
    fields = {name: _moved(region, draw) for name, region in sheet.fields.items()}
    marks = tuple(Mark(mark.party, mark.kind, _moved(mark.region, draw, 0.003)) for mark in sheet.marks)
    return Sheet(sheet.page, pixels, sheet.document, sheet.kind, words=sheet.words, fields=fields, marks=marks)


def _moved(region: Region, draw: random.Random, spread: float = LOOSE) -> Region:
    x0, y0, x1, y1 = (value + draw.gauss(0, spread) for value in (region.x0, region.y0, region.x1, region.y1))
    return Region.clipped(region.page, x0, y0, x1, y1)


# -- signed pages -----------------------------------------------------------------------------------------------------


class _Hand(Sheets):
    """Sheets on which every curve comes out a little otherwise, as a hand writes: shifted, slanted, stretched."""

    def __init__(self, draw: random.Random, strength: float) -> None:
        super().__init__()
        self._draw, self._strength = draw, strength
        self.is_die = False
        """Whether what follows is stamped: a die has one shape."""

    def curve(self, points: list[tuple[float, float]], width: float, colour: Colour) -> None:  # type: ignore[override]
        """Draw a curve as this hand draws it now."""
        if self.is_die:
            super().curve(points, width, colour)
            return
        a, b, c, d, *phases = (
            self._draw.choice([-1, 1]) * self._draw.uniform(0.5, 1.5) * self._strength for _ in range(8)
        )
        xs, ys = [x for x, _ in points], [y for _, y in points]
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        wide = max(max(xs) - min(xs), 1.0)
        out = []
        for x, y in points:
            along = (x - middle_x) / wide
            wave = 6 * (phases[0] * np.sin(7 * along + 9 * phases[1]) + phases[2] * np.sin(13 * along + 9 * phases[3]))
            out.append((middle_x + (x - middle_x) * (1 + a) + (y - middle_y) * b,
                        middle_y + (y - middle_y) * (1 + c) + (x - middle_x) * d + 4 * float(wave)))  # fmt: skip
        super().curve(out, width, colour)


def signed(seed: int) -> dict[str, Shown]:
    """Return pages of one signer: the picture of a signature and stamp on two pages, and both made once more by hand.

    ``again`` bears the very picture at another place of another page; ``by hand`` the same name written again.
    """
    draw = chance("reuse", "signed", seed)
    plain, again, hand = Sheets(), Sheets(), _Hand(draw, 0.08)
    pages = {}
    for name, sheets in (("first", plain), ("again", again), ("by hand", hand)):
        pages[name] = _page(sheets, seed, name)
    pages["messenger"] = pages["again"].copied(draw)
    return pages


def _page(sheets: Sheets, seed: int, name: str) -> Shown:
    own = chance("reuse", "page", seed, name)
    words = _text(sheets, own)
    at = (60 + own.uniform(0, 40), 560 + own.uniform(0, 60))
    marks = chance("reuse", "marks", seed)
    size = (marks.uniform(90, 120), marks.uniform(34, 46))
    box = signature(sheets, marks, (at[0], at[1], at[0] + size[0], at[1] + size[1]), marks.choice(PEN_INKS))
    centre = (400 + own.uniform(-30, 30), 580 + own.uniform(-20, 40))
    kind = marks.choice(["round", "oval", "square"])
    turn = marks.uniform(-200, 0) if kind == "round" else marks.uniform(-14, 14)
    turn += own.uniform(-9, 9) if name == "by hand" else 0.0
    text = " ".join([marks.choice(["DESA", "BALAI", "PT", "KLINIK", "DINAS"]), *marks.sample(_OFFICES, 2)])
    if isinstance(sheets, _Hand):
        sheets.is_die = True
    stamp = STAMPS[kind](sheets, centre, text + " * " if kind == "round" else text, marks.choice(INKS), turn)
    page = _pressed(_rendered(sheets), stamp, chance("reuse", "ink", seed, name if name == "by hand" else ""))
    found = (Mark("worker", "hand", _shares(box)), Mark("official", "stamp", _shares(stamp)))
    return Shown(_loosened(Sheet(0, page, 0, "family_permit", words=words, marks=found), page, own))


def _pressed(page: Pixels, box: Box, press: random.Random) -> Pixels:
    """Return the page with its stamp as a hand presses it: here the ink takes well and there badly."""
    noise = np.random.default_rng(press.getrandbits(64)).standard_normal((200, 200)).astype(np.float32)
    rough = sum(cv2.GaussianBlur(noise, (0, 0), sigma) * sigma for sigma in (3.0, 8.0, 20.0))
    took = np.clip(0.72 + press.uniform(0.08, 0.2) * rough / np.std(rough), 0.15, 1.0).astype(np.float32)
    scale = _DPI / 72
    place = np.array([[1, 0, box[0] * scale], [0, 1, box[1] * scale]], np.float32)
    over = cv2.warpAffine(took, place, page.shape[1::-1], flags=cv2.INTER_LINEAR, borderValue=1.0)
    inside = np.zeros(page.shape[:2], bool)
    inside[int(box[1] * scale) : int(box[3] * scale) + 1, int(box[0] * scale) : int(box[2] * scale) + 1] = True
    over = np.where(inside, over, 1.0)[:, :, None]
    return np.asarray(255 - (255 - page.astype(np.float32)) * over, np.uint8)


def _text(sheets: Sheets, own: random.Random) -> tuple[Word, ...]:
    words = []
    for row in range(22):
        line = " ".join(own.sample(_WORD.split(), 9))
        y = 90 + 20 * row
        sheets.write(60, y, line, Style("serif", 11, 14))
        words.append(Word(text=line, region=_shares((60, y - 9, 480, y)), confidence=1.0))
    return tuple(words)


def _shares(box: Box) -> Region:
    return Region.clipped(0, box[0] / WIDTH, box[1] / HEIGHT, box[2] / WIDTH, box[3] / HEIGHT)


def _rendered(sheets: Sheets) -> Pixels:
    import pypdfium2

    document = pypdfium2.PdfDocument(sheets.pdf("page"))
    page = document[0].render(scale=_DPI / 72).to_numpy()
    document.close()
    return np.ascontiguousarray(page[:, :, :3])


def seeds(first: int, count: int) -> Iterator[int]:
    """Yield seeds of persons, each another."""
    yield from range(first, first + count)
