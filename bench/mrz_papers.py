"""Papers with a machine readable zone, drawn for the bench: five layouts, many looks, any state, names without sense.

They share no page design with the samples (whose passports are one kind among them) and none with the training of the
line reader, which saw single lines only.
"""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from samples import mrz
from samples.chance import chance
from samples.papers import tell
from samples.persons import Person
from samples.render import passport
from samples.render.fonts import font
from samples.render.guilloche import Paper, ground
from samples.render.ink import Pen, Plate, Run
from samples.render.portrait import portrait
from samples.render.printed import Printed
from samples.specimen import specimens

STATES: Final = ("IDN", "UTO", "MYS", "SGP", "KOR", "TWN", "SAU", "HKG", "JPN", "PHL", "D", "THA", "QAT")
_SYLLABLES: Final = (
    "SU", "SI", "MA", "RI", "YA", "NI", "WA", "TI", "DE", "KA", "LA", "NUR", "HA", "DI", "PU", "TRA", "AN", "TO", "SRI",
    "WI", "BU", "DO", "JO", "KO", "EK", "FA", "IQ", "ZU", "VE", "GO", "OKT", "XA", "QO",
)  # fmt: skip
LABELS: Final = (
    "Nama / Name",
    "No. / Number",
    "Kewarganegaraan / Nationality",
    "Tgl. lahir / Date of birth",
    "Berlaku / Valid until",
    "Catatan / Remarks",
    "Authority",
    "Place of issue",
)


@dataclass(frozen=True)
class Kind:
    """A sort of paper: size in mm, px a mm, the height (mm) of the zone's first base line, and what writes the zone."""

    size: tuple[float, float]
    scale: float
    first: float
    step: float
    left: float
    lines: Callable[[mrz.Holder], Sequence[str]]


def td3(holder: mrz.Holder) -> tuple[str, str]:
    """Return the two lines of a passport of any state."""
    first = "P<" + holder.state.ljust(3, "<") + mrz.name_field(holder.name.split())
    second = mrz.second_line(holder.number, holder.birth, holder.sex, holder.expiry, holder.optional)
    if holder.nationality != "IDN":
        second = second.replace("IDN", holder.nationality.ljust(3, "<"), 1)
    return first, second


KINDS: Final = {
    "td3": Kind((125, 88), 12, 75.5, 7.0, 6.0, td3),
    "td2": Kind((105, 74), 12, 62.0, 6.8, 6.5, mrz.card_td2),
    "td1": Kind((85.6, 54), 14, 37.5, 6.6, 4.2, mrz.card_td1),
    "mrv_a": Kind((120, 80), 12, 66.5, 7.0, 4.5, lambda holder: mrz.visa(holder, large=True)),
    "mrv_b": Kind((105, 74), 12, 61.5, 7.0, 6.5, lambda holder: mrz.visa(holder, large=False)),
}


def draw_paper(kind: str, seed: int) -> Printed:
    """Return one paper, ``kind`` a key of ``KINDS`` or ``sample`` (the samples' passport), with marks of its lines."""
    draw = chance(seed, "mrz", kind)
    if kind == "sample":
        story = tell(draw.choice(list(specimens().values())), seed)
        return passport.render(story.passport, draw.choice(list(passport.DESIGNS)), draw)
    look = KINDS[kind]
    wide, high = (round(side * look.scale) for side in look.size)
    image = ground(wide, high, _paper(draw), draw)
    plate = Plate(image)
    _visible(plate, look, draw)
    if draw.random() < 0.5:
        _pale_strip(plate, look)
    pitch = 2.54 * look.scale * draw.uniform(0.985, 1.01)
    pen = Pen("ocrb", pitch / font("ocrb", 100).getlength("<") * 100, (draw.randint(0, 60),) * 3)
    left = look.left * look.scale * draw.uniform(0.8, 1.15)
    for number, line in enumerate(look.lines(_holder(draw))):
        y = (look.first + number * look.step) * look.scale
        plate.write(left, y, [Run(line, f"mrz_line_{number + 1}")], pen)
    printed = Printed((image,), plate.marks(), corner=draw.choice([0.0, 0.012, 0.03]))
    return _spread(printed, draw) if kind in {"td3", "mrv_a"} and draw.random() < 0.35 else printed


def _holder(draw: random.Random) -> mrz.Holder:
    state = draw.choice(STATES)
    words = [
        "".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(1, 4))) for _ in range(draw.choice((1, 2, 2, 3, 4)))
    ]
    indonesian = state == "IDN"
    number = f"X{draw.randint(0, 99999):07d}" if indonesian else "X00" + _code(draw, draw.randint(4, 6))
    born = dt.date(1960, 1, 1) + dt.timedelta(days=draw.randint(0, 16000))
    ends = dt.date(2024, 1, 1) + dt.timedelta(days=draw.randint(0, 4000))
    optional = _code(draw, draw.randint(3, 12)) if draw.random() < 0.4 else ""
    return mrz.Holder(
        name=" ".join(words),
        number=number,
        birth=f"{born:%y%m%d}",
        sex=draw.choice("MFMF<"),
        expiry=f"{ends:%y%m%d}",
        state=state,
        nationality=state if draw.random() < 0.8 else draw.choice(STATES),
        optional=optional,
    )


def _code(draw: random.Random, length: int) -> str:
    return "".join(draw.choice("0123456789" * 2 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(length))


def _paper(draw: random.Random) -> Paper:
    top, bottom = (tuple(draw.randint(190, 248) for _ in range(3)) for _ in range(2))
    line = tuple(draw.randint(90, 190) for _ in range(3))
    return Paper((top[0], top[1], top[2]), (bottom[0], bottom[1], bottom[2]), (line[0], line[1], line[2]),
                 draw.uniform(0.15, 0.5))  # fmt: skip


def _visible(plate: Plate, look: Kind, draw: random.Random) -> None:
    """Print labels and values, a portrait and a title over the zone; what they say does not matter here."""
    scale, (wide, high) = look.scale, plate.image.size
    face = draw.choice(["sans", "serif", "dejavu", "mono"])
    title = Pen(draw.choice(["sans-bold", "serif-bold"]), 4.2 * scale, (40, 50, 90))
    plate.write(wide * 0.3, 7 * scale, draw.choice(["SPECIMEN VISA", "REPUBLIC SPECIMEN", "CONTOH / SPECIMEN"]), title)
    tall = min(28.0, look.first - 16)
    picture = portrait(round(0.78 * tall * scale), round(tall * scale), (200, 210, 220), _person(draw))
    side = draw.random() < 0.7
    plate.image.paste(picture, (round((4 if side else look.size[0] - 27) * scale), round(10 * scale)))
    left = (30 if side else 5) * scale
    y = 13 * scale
    while y < (look.first - 9) * scale:
        for x in (left, left + 0.3 * wide):
            if x < wide * 0.8 - (0 if side else 27 * scale):
                plate.write(x, y, draw.choice(LABELS), Pen(face, 1.7 * scale, (70, 80, 110)))
                value = " ".join(draw.choice(_SYLLABLES) + draw.choice(_SYLLABLES) for _ in range(draw.randint(1, 2)))
                plate.write(x, y + 3.4 * scale, value, Pen(face, 2.9 * scale, (25, 25, 32)), width=0.28 * wide)
        y += 7.4 * scale
    if draw.random() < 0.3:
        ImageDraw.Draw(plate.image).line(
            [(0, (look.first - 6) * scale), (wide, (look.first - 6) * scale)], (90, 90, 90), 3
        )
    if draw.random() < 0.2:
        ImageDraw.Draw(plate.image).rectangle((0, 0, wide - 1, high - 1), outline=(60, 60, 60), width=5)


def _person(draw: random.Random) -> Person:
    return tell(draw.choice(list(specimens().values())), draw.randint(1, 9999)).person


def _pale_strip(plate: Plate, look: Kind) -> None:
    top = round((look.first - 5.5) * look.scale)
    strip = plate.image.crop((0, top, plate.image.width, plate.image.height))
    plate.image.paste(Image.blend(strip, Image.new("RGB", strip.size, (246, 246, 242)), 0.6), (0, top))


def _spread(printed: Printed, draw: random.Random) -> Printed:
    """Return the page as the lower half of an open book: the page above carries print of its own."""
    page = printed.pages[0]
    book = Image.new("RGB", (page.width, page.height * 2), (250, 250, 246))
    upper = ground(page.width, page.height, _paper(draw), draw)
    plate = Plate(upper)
    for row in range(draw.randint(3, 9)):
        words = " ".join(draw.choice(_SYLLABLES) + draw.choice(_SYLLABLES).lower() for _ in range(draw.randint(5, 9)))
        plate.write(page.width * 0.08, page.height * (0.15 + 0.085 * row), words, Pen("sans", 26, (60, 60, 70)))
    book.paste(upper, (0, 0))
    book.paste(page, (0, page.height))
    marks = tuple(
        type(mark)(
            mark.name, mark.value, 0, (mark.box[0], mark.box[1] + page.height, mark.box[2], mark.box[3] + page.height)
        )
        for mark in printed.marks
    )
    return Printed((book,), marks, corner=0.0)
