"""Photos and copies of a paper: every mark stays on its ink, and what light or the edge takes is said to be hidden."""

import io
import random

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from samples.render.capture import CAPTURES, Captured, capture, capture_pages
from samples.render.printed import Mark, Printed

QUICK = ("glare", "cut_off", "photocopy_sheet", "table", "turned_90", "whatsapp")
ALL = [kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.slow) for kind in sorted(CAPTURES)]


def paper(wide: int, high: int, corner: float = 0.03) -> Printed:
    """Return a pale page with twelve black bars, each a mark."""
    page = Image.new("RGB", (wide, high), (205, 222, 236))
    pen = ImageDraw.Draw(page)
    marks = []
    for number in range(12):
        x, y = wide * (0.08 + 0.3 * (number % 3)), high * (0.12 + 0.22 * (number // 3))
        box = (x, y, x + wide * 0.2, y + high * 0.09)
        pen.rectangle(box, fill=(20, 20, 24))
        marks.append(Mark(f"bar{number}", "x", 0, box))
    return Printed((page,), tuple(marks), corner)


def shown(captured: Captured) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(io.BytesIO(captured.data))).convert("L")


def contrast(image: Image.Image, mark: Mark) -> float:
    """Return how much darker the middle of a mark's box is than a ring around it, as a ratio of grey values."""
    grey = np.asarray(image, float)
    x0, y0, x1, y1 = (value * side for value, side in zip(mark.box, image.size * 2, strict=True))
    x, y, reach = (x0 + x1) / 2, (y0 + y1) / 2, min(x1 - x0, y1 - y0)
    near = grey[
        round(y - reach * 0.1) : round(y + reach * 0.1) + 1, round(x - reach * 0.1) : round(x + reach * 0.1) + 1
    ]
    ring = [grey[min(max(round(v), 0), grey.shape[0] - 1), min(max(round(u), 0), grey.shape[1] - 1)]
            for u, v in ((x0 - 3, y0 - 3), (x1 + 3, y1 + 3), (x0 - 3, y1 + 3), (x1 + 3, y0 - 3))]  # fmt: skip
    return float(np.median(ring) / max(near.mean(), 1))


@pytest.mark.parametrize("kind", ALL)
def test_every_mark_that_is_not_hidden_lies_on_its_ink(kind: str) -> None:
    captured = capture(paper(1400, 883), kind, random.Random(f"card {kind}"))
    image = shown(captured)
    assert captured.marks
    for mark in captured.marks:
        assert mark.box[0] < mark.box[2]
        assert mark.box[1] < mark.box[3]
        if not mark.hidden and kind != "unreadable":
            assert contrast(image, mark) > 1.5, mark.name


def test_a_lamp_hides_what_it_blows_out() -> None:
    for number in range(4):
        captured = capture(paper(1400, 883), "glare", random.Random(f"lamp {number}"))
        if hidden := [mark for mark in captured.marks if mark.hidden]:
            image = np.asarray(shown(captured))
            x0, y0, x1, y1 = hidden[0].box
            part = image[int(y0 * image.shape[0]) : int(y1 * image.shape[0]) + 1, int(x0 * image.shape[1]) :]
            assert (part[:, : int((x1 - x0) * image.shape[1]) + 1] > 240).any()
            return
    pytest.fail("no lamp of four hid a bar")


def test_a_picture_of_a_part_says_what_is_cut() -> None:
    marks = capture(paper(1400, 883), "cut_off", random.Random("cut 5")).marks
    assert 0 < sum(mark.hidden for mark in marks) < len(marks)


def test_the_same_draw_gives_the_same_photo() -> None:
    first, second = (capture(paper(1400, 883), "shadow", random.Random("same")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("kind", ["phone", pytest.param("whatsapp", marks=pytest.mark.slow)])
def test_sheets_of_one_paper_are_photographed_one_by_one(kind: str) -> None:
    first, second = paper(827, 1170, 0.0), paper(827, 1170, 0.0)
    both = Printed(
        (first.pages[0], second.pages[0]),
        (*first.marks, *(Mark(f"second {mark.name}", mark.value, 1, mark.box) for mark in second.marks)),
    )
    pictures = capture_pages(both, kind, random.Random("pages"))
    assert [{mark.page for mark in one.marks} for one in pictures] == [{0}, {0}]
    assert {mark.name for mark in pictures[1].marks} == {f"second bar{number}" for number in range(12)}
    image = shown(pictures[0])
    assert image.height > image.width
    assert all(contrast(image, mark) > 1.5 for mark in pictures[0].marks if not mark.hidden)


def test_a_sheet_is_not_laid_on_a_sheet() -> None:
    with pytest.raises(ValueError, match="sheet"):
        capture(paper(827, 1170), "photocopy_sheet", random.Random("none"))
