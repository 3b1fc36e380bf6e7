"""A first look at a photo: what must be done better is named, what can be read is let through, no engine is asked."""

import cv2
import numpy as np
import pytest

from extractors.engine import Pixels
from extractors.quick_look import quick_look
from tests.fixtures.passport_page import data_page
from tests.fixtures.printed_card import printed_card
from tests.fixtures.scenes import ASLANT, carried, laid, seen_from

PRINTED = printed_card(1400)
CARD = PRINTED.pixels


def lamp(pixels: Pixels, centre: tuple[float, float], reach: float) -> Pixels:
    """Return the picture with a blown-out spot of soft edges."""
    spot = np.zeros(pixels.shape[:2], np.float32)
    cv2.ellipse(spot, (round(centre[0]), round(centre[1])), (round(reach * 1.4), round(reach)), 0, 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(spot, (0, 0), reach * 0.08)[..., None]
    return np.clip(pixels + (255.0 - pixels) * soft * 1.1, 0, 255).astype(np.uint8)


def codes(pixels: Pixels) -> list[str]:
    return [concern.code for concern in quick_look(pixels).reasons]


def test_a_good_photo_is_readable_and_measured_on_the_card() -> None:
    look = quick_look(laid(CARD, ASLANT))
    assert look.readable
    assert look.reasons == look.quality.reasons == ()
    assert look.paper == "card"
    assert look.quality.card_width_px == pytest.approx(1040, abs=110)


@pytest.mark.parametrize("rotation", [0, 90, 180])
def test_glare_over_the_number_is_told_from_glare_beside_it(rotation: int) -> None:
    x0, y0, x1, y1 = PRINTED.boxes["nik"]
    over = laid(lamp(CARD, ((x0 + x1) / 2, (y0 + y1) / 2), 70), ASLANT)
    portrait = laid(lamp(CARD, (CARD.shape[1] * 0.87, CARD.shape[0] * 0.45), 90), ASLANT)
    turns = rotation // 90
    look = quick_look(np.ascontiguousarray(np.rot90(over, -turns)))
    assert [concern.code for concern in look.reasons] == ["glare_nik"]
    assert quick_look(np.ascontiguousarray(np.rot90(portrait, -turns))).readable
    region = look.reasons[0].region
    assert region is not None
    if rotation == 0:
        number = carried(PRINTED.boxes["nik"], CARD, ASLANT, over)
        assert region.x0 < number.x0 < number.x1 < region.x1
        assert region.y0 < number.y0 < number.y1 < region.y1


def test_glare_over_the_code_lines_of_a_passport_is_named() -> None:
    page = data_page().pixels
    high, wide = page.shape[:2]
    corners = seen_from(8, -10, 3, ratio=1.42)
    good = laid(page, corners)
    spoilt = laid(lamp(page, (wide * 0.5, high * 0.88), 0.08 * high), corners)
    assert quick_look(good).readable
    assert codes(spoilt) == ["glare_mrz"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda picture: cv2.GaussianBlur(picture, (0, 0), 6), "blur"),
        (lambda picture: (picture * 0.03).astype(np.uint8), "dark"),
        (lambda picture: cv2.resize(picture, None, fx=0.3, fy=0.3, interpolation=cv2.INTER_AREA), "low_resolution"),
        (lambda picture: picture[:, :1100], "cut_off"),
    ],
)
def test_a_spoilt_photo_says_what_must_be_done_better(spoil, code: str) -> None:
    assert code in codes(spoil(laid(CARD, ASLANT)))


def test_a_wall_shows_no_document() -> None:
    rough = np.random.default_rng(1).normal(128, 3, (90, 120)).astype(np.uint8)
    wall = cv2.cvtColor(cv2.resize(rough, (1600, 1200), interpolation=cv2.INTER_NEAREST), cv2.COLOR_GRAY2BGR)
    assert codes(wall) == ["no_document"]


def test_copies_and_screens_are_facts_and_no_reasons() -> None:
    grey = cv2.cvtColor(cv2.cvtColor(laid(CARD, ASLANT), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    assert quick_look(grey).quality.facts == ("photocopy",)
    x = np.arange(1500)
    dots = 1 + 0.14 * np.cos(2 * np.pi * x / 2.63)
    shown = laid(CARD, ASLANT) * dots[None, :, None] * (1 + 0.14 * np.cos(2 * np.pi * x[:1000] / 2.63))[:, None, None]
    look = quick_look(np.clip(shown, 0, 255).astype(np.uint8))
    assert look.quality.facts == ("screen",)
    assert look.readable
