"""The outline of a paper on a picture, the rectangle made of it, and the way back to the page as stored."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from extractors.cut_papers import cut_paper_on
from extractors.engine import PageImage, Readers
from extractors.imaging import turned, upright
from extractors.lighting import evened, is_shaded
from extractors.model import Region
from extractors.papers import papers_on
from extractors.rectify import MARGIN, rectified, turning
from extractors.straighten import fan, slant, straighten, strips
from tests.fixtures.printed_card import printed_card
from tests.fixtures.scenes import ASLANT, carried, laid, overlap, seen_from
from tests.unit.test_imaging import MANY, Scripted

PRINTED = printed_card()
CARD = PRINTED.pixels


@pytest.mark.parametrize(
    ("ground", "corners"), [(0, ASLANT), (1, seen_from(0, 0, 1)), (2, seen_from(-22, 12, -17, wide=850))]
)
def test_a_card_is_found_where_it_lies(ground: int, corners: tuple[tuple[float, float], ...]) -> None:
    (found,) = papers_on(laid(CARD, corners, ground=ground))
    assert overlap(found.corners, corners) > 0.95
    assert found.ratio == pytest.approx(1.586)


def test_a_finger_over_an_edge_does_not_hide_a_card() -> None:
    picture = laid(CARD, ASLANT)
    middle = np.mean(ASLANT[2:], axis=0)
    cv2.ellipse(picture, (round(middle[0]), round(middle[1]) + 40), (45, 90), 0, 0, 360, (110, 140, 190), -1)
    (found,) = papers_on(picture)
    assert overlap(found.corners, ASLANT) > 0.93


def test_two_cards_on_one_picture_are_two_papers() -> None:
    corners = ((120, 90), (860, 110), (850, 570), (110, 560)), ((700, 700), (1400, 690), (1420, 1140), (690, 1150))
    picture = laid(CARD, corners[0], (1560, 1250))
    other = laid(CARD, corners[1], (1560, 1250))
    picture[640:] = other[640:]
    found = papers_on(picture)
    assert len(found) == 2
    assert all(max(overlap(quad.corners, there) for quad in found) > 0.93 for there in corners)


def test_what_fills_the_picture_or_is_no_paper_is_not_found() -> None:
    assert papers_on(CARD) == ()
    assert papers_on(np.full((900, 700, 3), 240, np.uint8)) == ()
    rough = np.random.default_rng(3).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    assert papers_on(cv2.resize(rough, (1600, 1200), interpolation=cv2.INTER_CUBIC)) == ()


@pytest.mark.parametrize(("rotation", "name"), [(0, "nik"), (90, "valid_until"), (180, "issued_on"), (270, "regency")])
def test_regions_of_the_rectangle_lie_on_the_ink_of_the_stored_page(rotation: int, name: str) -> None:
    picture = turned(laid(CARD, ASLANT), rotation)
    (quad,) = papers_on(picture)
    view = rectified(picture, quad)
    high, wide = view.pixels.shape[:2]
    margin = MARGIN / (1 + 2 * MARGIN) * max(wide, high)
    upright_size = (wide, high) if rotation in {0, 180} else (high, wide)
    x0, y0, x1, y1 = PRINTED.boxes[name]
    inner = np.array(upright_size) - 2 * margin
    points = np.array([(x0, y0), (x1, y1)]) / CARD.shape[1::-1] * inner + margin
    there = np.array([[*point, 1.0] for point in points]) @ turning(upright_size, rotation).T
    shares = there[:, :2] / (wide, high)
    region = view.on_page(Region.clipped(0, *shares[0], *shares[1]), picture)
    expected = carried(PRINTED.boxes[name], CARD, ASLANT, laid(CARD, ASLANT))
    back = turned(_painted(expected, (1000, 1500)), rotation)
    assert region.iou(_box(back)) > 0.75


def _letter() -> tuple[np.ndarray, tuple[float, float, float, float]]:
    """Return a page of text ``(1400, 1000, 3)`` and the box of one of its words."""
    page = np.full((1400, 1000, 3), 236, np.uint8)
    for row in range(26):
        text = f"Pasal {row} pekerja berhak atas upah penuh dan libur"
        cv2.putText(page, text, (90, 90 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.95, (30, 30, 30), 2, cv2.LINE_AA)
    cv2.rectangle(page, (600, 1180), (640, 1195), (20, 20, 200), -1)
    return page, (600, 1180, 641, 1196)


def test_lines_that_run_together_are_made_parallel_and_told_where_they_lay() -> None:
    page, box = _letter()
    corners = ((-60, -20), (1050, 60), (1050, 1340), (-60, 1440))  # nearer on its left, no edge in sight
    flat = np.array([(0, 0), (1000, 0), (1000, 1400), (0, 1400)], np.float32)
    there = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    picture = cv2.warpPerspective(page, there, (1000, 1400), borderValue=(236, 236, 236))
    assert abs(fan(strips(picture))) > 4
    view = straighten(picture)
    assert fan(strips(view.pixels)) == 0
    assert abs(slant(strips(view.pixels))) < 0.4
    red = _box((view.pixels[..., 2].astype(int) - view.pixels[..., 0] > 90).astype(np.uint8))
    assert view.on_page(red, picture).iou(carried(box, page, corners, picture)) > 0.6


def test_level_lines_show_no_fan() -> None:
    page, _ = _letter()
    assert fan(strips(page)) == 0
    assert straighten(page).pixels is page


def _painted(region: Region, shape: tuple[int, int]) -> np.ndarray:
    mask = np.zeros(shape, np.uint8)
    mask[
        round(region.y0 * shape[0]) : round(region.y1 * shape[0]),
        round(region.x0 * shape[1]) : round(region.x1 * shape[1]),
    ] = 1
    return mask


def _box(mask: np.ndarray) -> Region:
    ys, xs = np.nonzero(mask)
    high, wide = mask.shape
    return Region.clipped(0, xs.min() / wide, ys.min() / high, (xs.max() + 1) / wide, (ys.max() + 1) / high)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([0, 90, 180, 270]), st.integers(20, 200), st.integers(20, 200), st.data())
def test_turning_says_where_a_point_goes(rotation: int, wide: int, high: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, wide - 1)), data.draw(st.integers(0, high - 1))
    picture = np.zeros((high, wide), np.uint8)
    picture[y, x] = 1
    there = turning((wide, high), rotation) @ (x + 0.5, y + 0.5, 1)
    down, across = np.argwhere(turned(picture, rotation))[0]
    assert (across + 0.5, down + 0.5) == (there[0], there[1])


@pytest.mark.parametrize("rotation", [0, 270])
def test_a_page_read_on_its_rectangle_tells_its_words_on_the_stored_page(rotation: int) -> None:
    stored = np.ascontiguousarray(turned(laid(CARD, ASLANT), (360 - rotation) % 360))
    voter = Scripted(lines=["KECAMATAN", ""] if rotation in {0, 90} else ["", "KECAMATAN"])
    page = upright(PageImage(0, stored, None), Readers(Scripted(MANY), voter))
    assert page.rotation == rotation
    assert page.view is not None
    assert page.view.pixels.shape[1] / page.view.pixels.shape[0] == pytest.approx(1.57, abs=0.06)
    around = Region.around(word.region for word in page.words)
    card = carried((0, 0, CARD.shape[1], CARD.shape[0]), CARD, ASLANT, laid(CARD, ASLANT))
    assert around.iou(card) > 0.7


def test_a_card_that_the_edge_cuts_is_told() -> None:
    picture = laid(CARD, ASLANT)
    assert cut_paper_on(picture[:, :1100]) is not None
    assert cut_paper_on(picture[:, 340:]) is not None
    assert cut_paper_on(picture) is None
    assert cut_paper_on(CARD) is None


def test_a_shadow_is_taken_off_and_even_light_is_left() -> None:
    shaded = CARD.copy()
    shaded[:, : CARD.shape[1] // 3] = (shaded[:, : CARD.shape[1] // 3] * 0.45).astype(np.uint8)
    assert not is_shaded(CARD)
    assert is_shaded(shaded)
    mended = evened(shaded)
    ground = np.percentile(mended.reshape(-1, 3), 80, axis=0)
    left = np.percentile(mended[:, : CARD.shape[1] // 4].reshape(-1, 3), 80, axis=0)
    assert np.abs(ground - left).max() < 15
    assert not is_shaded(mended)
    sheet = np.full((1400, 1000, 3), 236, np.uint8)
    assert not is_shaded(sheet)
    sheet[:1150] //= 2  # most of it in the shade
    assert is_shaded(sheet)
