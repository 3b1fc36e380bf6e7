"""Stamps: a copied impression is told from a die that was laid on twice, and from one in which the ink took evenly."""

import cv2
import numpy as np

from validators.forensics.impressions import pressed

BLUE = np.array([150, 60, 58], np.float32)


def die(turn: float = 0.0) -> np.ndarray:
    """Where a round stamp leaves ink (240 x 240, 0..1), turned by some degrees."""
    shape = np.zeros((240, 240), np.uint8)
    for radius, line in ((108, 7), (74, 4)):
        cv2.circle(shape, (120, 120), radius, 255, line, cv2.LINE_AA)
    for place, word in enumerate(("DESA", "MULYA", "CONTOH")):
        cv2.putText(shape, word, (66, 96 + 32 * place), cv2.FONT_HERSHEY_DUPLEX, 0.8, 255, 3, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((120, 120), turn, 1.0)
    return cv2.warpAffine(shape, matrix, (240, 240)).astype(np.float32) / 255


def laid_on(ink: int | None, turn: float = 0.0) -> np.ndarray:
    """The stamp as one pressing leaves it; ``ink`` is the chance by which it takes, None where it takes evenly."""
    took = np.full((240, 240), 0.8, np.float32)
    if ink is not None:
        rough = cv2.GaussianBlur(np.random.default_rng(ink).standard_normal((240, 240)), (0, 0), 12)
        took = np.clip(0.7 + 0.17 * rough / rough.std(), 0.2, 1.0).astype(np.float32)
    paper = 255 - (255 - BLUE) * (die(turn) * took)[:, :, None]
    return paper.astype(np.uint8)[4:236, 4:236]


def copied(picture: np.ndarray) -> np.ndarray:
    small = cv2.resize(picture, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    return cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])[1], cv2.IMREAD_COLOR)


def test_a_copy_of_an_impression_is_that_impression() -> None:
    one = laid_on(3)
    found = pressed(one, copied(one))
    assert found is not None
    assert found.is_one
    assert abs(found.turned) < 0.5


def test_a_die_laid_on_twice_is_two_impressions_also_where_it_was_not_turned() -> None:
    for turn in (0.0, 1.5):
        found = pressed(laid_on(3), laid_on(4, turn))
        assert found is not None
        assert not found.is_one


def test_a_turned_stamp_is_no_copy() -> None:
    turn = cv2.getRotationMatrix2D((116, 116), 5.0, 1.0)
    turned = cv2.warpAffine(laid_on(3), turn, (232, 232), borderValue=(255, 255, 255))
    found = pressed(laid_on(3), turned)
    assert found is not None
    assert abs(found.turned) > 4
    assert not found.is_one


def test_nothing_is_said_of_a_stamp_in_which_the_ink_took_evenly() -> None:
    assert pressed(laid_on(None), laid_on(None)) is None
