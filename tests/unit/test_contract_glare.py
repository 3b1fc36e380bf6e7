"""Values in a lamp's reflection are not relied on; a shadow and pale paper take nothing away."""

import cv2
import numpy as np
import pytest

from extractors.agreement.glare import doubted_under_glare
from extractors.engine import Pixels, ReadPage
from extractors.model import Field, FieldStatus, Quality, ReadingSource, Region, Word

ROWS = 16


def place(row: int) -> Region:
    return Region.clipped(0, 0.08, (97 + 70 * row) / 1400, 0.42, (128 + 70 * row) / 1400)


def page(paper: int = 222) -> Pixels:
    drawn = np.full((1400, 1000, 3), paper, np.uint8)
    for row in range(ROWS):
        cv2.putText(drawn, "PT SEKAR CONTOH", (80, 120 + 70 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.15, (40, 40, 40), 2)
    return drawn


def with_glare(drawn: Pixels, at: tuple[int, int]) -> Pixels:
    spot = np.zeros(drawn.shape[:2], np.float32)
    cv2.circle(spot, at, 90, 1.0, -1)
    light = cv2.GaussianBlur(spot, (0, 0), 25)[..., None]
    return (drawn + (255 - drawn.astype(np.float32)) * np.clip(1.25 * light, 0, 1)).astype(np.uint8)


def statuses(pixels: Pixels) -> list[str]:
    words = tuple(Word(text="SEKAR", region=place(row), confidence=0.95) for row in range(ROWS))
    quality = Quality(sharpness=0.8, glare=0, card_width_px=None)
    read = ReadPage(0, pixels, words, 0, quality, ReadingSource.VISUAL, "drawn")
    fields = {
        str(row): Field(
            value="PT SEKAR CONTOH", raw="PT SEKAR CONTOH", confidence=0.95, status=FieldStatus.OK,
            source=ReadingSource.VISUAL, region=place(row),
        )
        for row in range(ROWS)
    }  # fmt: skip
    return [field.status.value for field in doubted_under_glare(fields, {0: read}).values()]


@pytest.mark.parametrize("at", [(430, 530), (90, 530), (250, 530)], ids=["end", "begin", "middle"])
def test_a_value_in_glare_is_doubtful_and_the_others_are_not(at: tuple[int, int]) -> None:
    found = statuses(with_glare(page(), at))
    assert found[6] == "doubtful"  # its line runs through the middle of the spot
    assert found[:4] == ["ok"] * 4
    assert found[9:] == ["ok"] * (ROWS - 9)


def test_glare_far_beside_a_value_takes_nothing() -> None:
    assert set(statuses(with_glare(page(), (800, 530)))) == {"ok"}


def test_a_shadow_is_no_glare() -> None:
    shaded = page()
    shaded[500:] = (shaded[500:] * 0.55).astype(np.uint8)
    assert set(statuses(shaded)) == {"ok"}


def test_pale_print_on_paper_as_bright_as_all_is_no_glare() -> None:
    pale = page()
    pale[500:560] = 222 - ((222 - pale[500:560].astype(np.int16)) * 0.6).astype(np.uint8)
    assert set(statuses(pale)) == {"ok"}


def test_white_paper_of_a_scan_is_no_glare() -> None:
    assert set(statuses(page(252))) == {"ok"}
