"""Blanks filled in by hand: never read as print, kept for an officer to key in."""

import random

import pytest

from extractors.marks.handwriting import MAYBE, Hand, told_by_hand
from extractors.model import Field, FieldStatus, ReadingSource, Region
from samples.render.handwriting import draw_hand, write_by_hand
from samples.render.sheet import Style
from tests.fixtures.signed_page import BLACK, BLUE, Page, scanned, share

ROWS = ("Siti Aminah Contoh", "12 Mei 1995", "Jl. Mawar No. 5", "RM 1.700,00", "dua puluh empat bulan")


def form(seed: int, face: str = "serif") -> tuple[Page, list[Region], list[Region]]:
    """A form with printed values and values written by hand, and where both stand."""
    draw, page = random.Random(seed), Page()
    hand = draw_hand(draw, draw.choice([BLUE, BLACK]))
    style, y = Style(face, 11, 14), page.paragraph(80, 6) + 20
    printed, written = [], []
    for value in ROWS:
        page.text(60, y, "Nama / Name :", style)
        page.sheets.write(165, y + 2, "." * 80, style)
        written.append(share(write_by_hand(page.sheets, draw, (170, y - 1), value, hand)))
        page.text(60, y + 24, "Tercetak / Printed :", style)
        page.text(170, y + 24, value, style)
        printed.append(share((170, y + 15, 170 + 6.0 * len(value), y + 27)))
        y += 50
    return page, printed, written


def field(region: Region, confidence: float, status: str = "ok") -> Field:
    return Field(
        value="SITI", raw="Siti", confidence=confidence, status=FieldStatus(status), source=ReadingSource.VISUAL,
        region=region,
    )  # fmt: skip


def test_writing_is_told_from_print_of_the_same_words() -> None:
    scores: dict[str, list[float]] = {"printed": [], "written": []}
    for seed, face in ((1, "serif"), (2, "sans"), (3, "dejavu"), (4, "mono")):
        page, printed, written = form(seed, face)
        hand = Hand(scanned(page.read()))
        scores["printed"] += [hand.score(region) for region in printed]
        scores["written"] += [hand.score(region) for region in written]
    assert sum(score >= MAYBE for score in scores["written"]) >= 0.6 * len(scores["written"])
    assert sum(score >= MAYBE for score in scores["printed"]) <= 0.15 * len(scores["printed"])


def test_an_unsure_reading_of_handwriting_becomes_no_value() -> None:
    page, printed, written = form(3)
    read = scanned(page.read())
    sure = max(written, key=Hand(read).score)
    told = told_by_hand({"worker_name": field(sure, 0.5), "employer_name": field(printed[0], 0.5)}, {0: read})
    assert (told["worker_name"].status, told["worker_name"].text) == (FieldStatus.HANDWRITTEN, "")
    assert told["worker_name"].region == sure
    assert (told["employer_name"].status, told["employer_name"].text) == (FieldStatus.OK, "SITI")


def test_where_one_value_is_written_the_sure_ones_are_looked_at_too() -> None:
    page, printed, written = form(3)
    read = scanned(page.read())
    first, second = sorted(written, key=Hand(read).score)[-2:]
    alone = told_by_hand({"worker_name": field(second, 0.95)}, {0: read})
    assert alone["worker_name"].status is FieldStatus.OK
    both = told_by_hand({"worker_name": field(second, 0.95), "position": field(first, 0.4),
                         "employer_name": field(printed[1], 0.95)}, {0: read})  # fmt: skip
    assert both["worker_name"].status is FieldStatus.HANDWRITTEN
    assert both["employer_name"].status is FieldStatus.OK


def test_print_of_several_lines_is_not_told_by_hand() -> None:
    page, _, written = form(3)
    y = page.paragraph(560, 3)
    hand = Hand(scanned(page.read()))
    assert hand.score(share((56, 550, 540, y - 10))) < 0.3
    assert max(map(hand.score, written)) >= MAYBE


@pytest.mark.parametrize("written", [True, False])
def test_ink_beside_a_label_is_found(written: bool) -> None:
    page = Page()
    y = page.paragraph(80, 6) + 30
    page.text(60, y, "Nama / Name :")
    page.sheets.write(140, y + 2, "." * 80, Style("serif", 10.5, 14))
    draw = random.Random(3)
    box = write_by_hand(page.sheets, draw, (150, y - 1), "Siti Aminah", draw_hand(draw, BLUE)) if written else None
    hand = Hand(scanned(page.read()))
    region = hand.beside(share((60, y - 8, 128, y + 2)), 0.9)
    assert (region is not None) == written
    if box is not None and region is not None:
        assert region.iou(share(box)) > 0.6


def test_a_coarse_picture_says_nothing() -> None:
    page, _, written = form(1)
    assert Hand(scanned(page.read(), scale=0.3)).score(written[0]) == 0.0
