"""Several papers on one picture: taken apart only when each is known, every place told on the picture as stored."""

import cv2
import numpy as np
import pytest

from extractors import parts
from extractors.engine import PageImage, Pixels, Readers, ReadPage
from extractors.imaging import turned
from extractors.model import Quality, ReadingSource, Region, TypeScore, Word
from extractors.papers import Quad
from extractors.parts import apart, read_apart

GOOD = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
READERS = Readers(None)  # type: ignore[arg-type]
WIDE, HIGH = 1600, 2000
CORNERS = (
    ((150.0, 120.0), (1250.0, 180.0), (1220.0, 880.0), (120.0, 800.0)),
    ((300.0, 1100.0), (1400.0, 1050.0), (1430.0, 1760.0), (330.0, 1810.0)),
)
"""Two cards, each seen a little from aside."""
SPOT = (0.30, 0.40)
"""Where a mark stands on each card as it lies, in shares of it."""


def picture() -> tuple[Pixels, list[Quad], list[tuple[float, float]]]:
    """Return a table with two white cards and a black mark on each, their outlines, and the marks in shares."""
    table = np.full((HIGH, WIDE, 3), 90, np.uint8)
    marks = []
    for corners in CORNERS:
        cv2.fillConvexPoly(table, np.array(corners, np.int32), (250, 250, 250))
        flat = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
        view = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
        x, y, depth = view @ (*SPOT, 1.0)
        cv2.circle(table, (round(x / depth), round(y / depth)), 14, (0, 0, 0), -1)
        marks.append((x / depth / WIDE, y / depth / HIGH))
    return table, [Quad(corners, 0.95, 1.586) for corners in CORNERS], marks


@pytest.fixture
def rotation(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let reading find each card's mark, once it is turned by what the list says."""
    by = [0]

    def upright(page: PageImage, readers: Readers, outlines: object = None) -> ReadPage:
        pixels = turned(page.pixels, by[0])
        ys, xs = np.nonzero(pixels[:, :, 0] < 60)
        inner = (xs > 20) & (xs < pixels.shape[1] - 20) & (ys > 20) & (ys < pixels.shape[0] - 20)
        x, y = xs[inner].mean() / pixels.shape[1], ys[inner].mean() / pixels.shape[0]
        place = Region.clipped(page.index, x - 0.005, y - 0.005, x + 0.005, y + 0.005)
        word = Word(text="MARK", region=place, confidence=0.9)
        return ReadPage(page.index, pixels, (word,), by[0], GOOD, ReadingSource.VISUAL, "none")

    monkeypatch.setattr(parts, "upright", upright)
    monkeypatch.setattr(parts, "classify", lambda page: (TypeScore(type="ktp", score=0.9),))
    return by


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_each_place_is_told_on_the_picture(rotation: list[int], turn: int) -> None:
    rotation[0] = turn
    table, quads, marks = picture()
    pages = read_apart(PageImage(3, table, None), READERS, quads)
    assert [page.index for page in pages] == [3, 3]
    for page, (x, y), corners in zip(pages, marks, CORNERS, strict=True):
        assert page.part is not None
        there = page.part.on_stored(page.words[0].region)
        assert (there.x0 + there.x1) / 2 == pytest.approx(x, abs=0.004)
        assert (there.y0 + there.y1) / 2 == pytest.approx(y, abs=0.004)
        box = Region.clipped(
            3, min(x for x, _ in corners) / WIDE, min(y for _, y in corners) / HIGH,
            max(x for x, _ in corners) / WIDE, max(y for _, y in corners) / HIGH,
        )  # fmt: skip
        assert page.part.region.iou(box) > 0.9


def test_papers_come_from_top_to_bottom(rotation: list[int]) -> None:
    table, quads, _ = picture()
    pages = read_apart(PageImage(0, table, None), READERS, quads[::-1])
    tops = [page.part.region.y0 for page in pages if page.part is not None]
    assert tops == sorted(tops)
    assert len(tops) == 2


def test_one_paper_is_no_picture_of_several(rotation: list[int]) -> None:
    table, quads, _ = picture()
    assert read_apart(PageImage(0, table, None), READERS, quads[:1]) == ()


def test_a_picture_is_left_whole_when_one_paper_is_unknown(
    rotation: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = iter(["ktp", "unknown"])
    monkeypatch.setattr(parts, "classify", lambda page: (TypeScore(type=next(said), score=0.9),))
    table, quads, _ = picture()
    assert read_apart(PageImage(0, table, None), READERS, quads) == ()


@pytest.mark.parametrize(("types", "count"), [(("visa", "visa"), 0), (("ktp", "visa"), 2)])
def test_part_of_a_forms_table_is_no_card_on_it(
    rotation: list[int], monkeypatch: pytest.MonkeyPatch, types: tuple[str, str], count: int
) -> None:
    form, quads, _ = picture()
    form[form == 90] = 225
    for line in range(12):
        cv2.putText(form, "print around it", (400, 1050 + 70 * line), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (80, 80, 80), 3)
    cv2.circle(form, (700, 1000), 20, (0, 0, 0), -1)
    said = iter(types)
    monkeypatch.setattr(parts, "classify", lambda page: (TypeScore(type=next(said), score=0.9),))
    assert len(read_apart(PageImage(0, form, None), READERS, quads[:1])) == count


def test_an_outline_too_small_to_read_is_none(rotation: list[int]) -> None:
    table, quads, _ = picture()
    small = Quad(((10.0, 10.0), (200.0, 10.0), (200.0, 130.0), (10.0, 130.0)), 0.9, 1.586)
    assert read_apart(PageImage(0, table, None), READERS, [quads[0], small]) == ()


def test_a_cards_frame_is_no_second_card() -> None:
    _, quads, _ = picture()
    frame = Quad(tuple((x * 0.99 + 8, y * 0.99 + 6) for x, y in CORNERS[0]), 0.9, 1.586)
    assert set(apart([frame, *quads])) == set(quads)
