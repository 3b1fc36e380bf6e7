"""Several readings of one print: which value stands, how sure it is, and what is read again."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.blown_out import ground_of, hides_print
from extractors.engine import Layout, Pixels
from extractors.ink import respaced, words_in
from extractors.model import FieldStatus, Region, Word
from extractors.rereading import Place, reread
from extractors.settling import (
    Candidate,
    Policy,
    combined,
    is_unsure,
    lacks_an_end,
    of_several_prints,
    settle,
    shown_as,
)

PLACE = Region(page=0, x0=0.1, y0=0.1, x1=0.6, y1=0.15)
CRITICAL = Policy(critical=True)
VOTED = Policy(critical=True, exact=True, votes=3)
SANS = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"


def said(engine: str, value: str, sure: float = 0.9, **more: bool) -> Candidate:
    return Candidate(engine, value, value, PLACE, sure, **more)


def test_agreement_raises_confidence_and_disagreement_lowers_it() -> None:
    alone = settle([said("a", "SITI", 0.8)], Policy())
    agreed = settle([said("a", "SITI", 0.8), said("b", "SITI", 0.8)], Policy())
    differing = settle([said("a", "SITI", 0.8), said("b", "SINTA", 0.7)], Policy())
    assert alone is not None
    assert agreed is not None
    assert differing is not None
    assert differing.confidence < alone.confidence < agreed.confidence
    assert (alone.status, agreed.status, differing.status) == (
        FieldStatus.DOUBTFUL,
        FieldStatus.OK,
        FieldStatus.DOUBTFUL,
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(["SITI", "SIT", "SINTA", "I SITI"]), st.floats(0, 1)),
        min_size=1,
        max_size=6,
    )
)
def test_every_reading_is_kept_and_the_value_is_one_of_them(readings: list[tuple[str, str, float]]) -> None:
    field = settle([said(*reading) for reading in readings], CRITICAL)
    assert field is not None
    assert [(one.engine, one.value, one.confidence) for one in field.readings] == readings
    assert field.value in {value for _, value, _ in readings}
    assert 0.0 <= field.confidence <= 1.0


@pytest.mark.parametrize(
    ("part", "whole", "lacks"),
    [
        ("NYOMAN", "I NYOMAN", True),
        ("WAHYU", "WAHYU DWI RIYANTO", True),
        ("AHYU DWI", "WAHYU DWI", True),
        ("SITI", "SITI", False),
        ("SINTA", "SITI NUR", False),
        ("", "SITI", False),
    ],
)
def test_a_reading_that_only_lacks_an_end(part: str, whole: str, lacks: bool) -> None:
    assert lacks_an_end(part, whole) is lacks


def test_a_longer_reading_leaves_a_doubt_and_stands_when_it_was_made_twice_for_sure() -> None:
    short = [said("a", "NYOMAN", 0.96), said("b", "NYOMAN", 0.96)]
    doubt = settle([*short, said("b", "I NYOMAN", 0.99)], CRITICAL)
    whole = settle([*short[:1], said("b", "I NYOMAN", 0.99), said("b", "I NYOMAN", 0.98)], CRITICAL)
    assert doubt is not None
    assert whole is not None
    assert doubt.status is FieldStatus.DOUBTFUL
    assert (whole.value, whole.status) == ("I NYOMAN", FieldStatus.OK)


@pytest.mark.parametrize(
    ("readings", "status"),
    [
        ([("a", "3174", 0.9), ("b", "3174", 0.9), ("b", "3174", 0.8)], FieldStatus.OK),
        ([("a", "3174", 0.9), ("b", "3174", 0.9)], FieldStatus.DOUBTFUL),
        ([("b", "3174", 0.9), ("b", "3174", 0.9), ("b", "3174", 0.9)], FieldStatus.DOUBTFUL),
        ([("a", "3174", 0.7), ("b", "3174", 0.7), ("b", "3174", 0.7)], FieldStatus.DOUBTFUL),  # nobody saw it clearly
        ([("a", "3174", 0.1), ("b", "3174", 0.9), ("b", "3174", 0.9)], FieldStatus.DOUBTFUL),  # a vote by chance
        ([("a", "3174", 0.9), ("b", "3174", 0.9), ("b", "3174", 0.9), ("a", "3124", 0.7), ("a", "3114", 0.7)],
         FieldStatus.DOUBTFUL),
        # An engine that cannot read the print says something else of every picture, and is never sure of it.
        ([("c", "3174", 0.9), ("b", "3174", 0.9), ("b", "3174", 0.9), ("a", "3124", 0.5), ("a", "3114", 0.5)],
         FieldStatus.OK),
    ],
)  # fmt: skip
def test_a_number_without_check_digit_needs_clear_votes(
    readings: list[tuple[str, str, float]], status: FieldStatus
) -> None:
    field = settle([said(*reading) for reading in readings], VOTED)
    assert field is not None
    assert field.status is status


def test_a_name_that_the_table_has_outweighs_one_that_it_has_not() -> None:
    field = settle([said("a", "CIGADUMG", 0.97), said("b", "CIGADUNG", 0.92, known=True)], Policy())
    assert field is not None
    assert (field.value, field.status) == ("CIGADUNG", FieldStatus.OK)


@pytest.mark.parametrize(
    ("candidate", "policy", "unsure"),
    [
        (said("a", "ISLAM", 0.6, listed=True), Policy(), False),
        (said("a", "CIGADUNG", 0.8), Policy(), True),
        (said("a", "CIGADUNG", 0.95), Policy(), False),
        (said("a", "SITI", 1.0), CRITICAL, True),
        (said("a", "12/3", 1.0, fits=False), Policy(), True),
    ],
)
def test_what_asks_for_a_second_reading(candidate: Candidate, policy: Policy, unsure: bool) -> None:
    assert is_unsure(candidate, policy) is unsure


def test_two_prints_that_differ_surely_are_a_conflict() -> None:
    prints = [settle([said("a", value, 0.95)], Policy()) for value in ("1700", "1500")]
    field = of_several_prints([one for one in prints if one], compared=True)
    assert (field.value, field.status) == ("1700", FieldStatus.CONFLICT)
    assert {one.value for one in field.readings} == {"1700", "1500"}


def test_combined_never_reaches_certainty() -> None:
    assert combined([1.0, 1.0]) < 1.0
    assert combined([0.5, 0.5]) == pytest.approx(0.75)


def line(text: str, spacing: int = 0) -> Pixels:
    image = Image.new("RGB", (700, 60), (196, 222, 238))
    face, x = ImageFont.truetype(SANS, 34), 20.0
    for letter in text:
        ImageDraw.Draw(image).text((x, 8), letter, font=face, fill=(20, 20, 24))
        x += face.getlength(letter) + spacing
    return np.array(image)[:, :, ::-1].copy()


WHOLE = Region(page=0, x0=0.0, y0=0.0, x1=1.0, y1=1.0)


@pytest.mark.parametrize("text", ["YUDI UTOMO", "YUDIUTOMO", "JL. MAWAR NO. 8", "SITI NUR AMINAH"])
@pytest.mark.parametrize("spacing", [0, 3])
def test_gaps_of_the_ink_tell_words_or_say_nothing(text: str, spacing: int) -> None:
    counted = words_in(line(text, spacing), WHOLE)
    assert counted == len(text.split()) or (counted is None and spacing > 0)


def test_of_readings_that_differ_in_spaces_the_ink_decides() -> None:
    for printed in ("YUDI UTOMO", "YUDIUTOMO"):
        pixels = line(printed)
        readings = [said("a", "YUDI UTOMO", 0.9), said("b", "YUDIUTOMO", 1.0)]
        field = settle(readings, CRITICAL, count_words=lambda region, pixels=pixels: words_in(pixels, WHOLE))
        assert field is not None
        assert (field.value, field.status) == (printed, FieldStatus.OK)


def test_a_space_behind_a_sign_is_seen_in_the_ink() -> None:
    assert respaced("JL.MAWAR NO.8", lambda: words_in(line("JL. MAWAR NO. 8"), WHOLE)) == "JL. MAWAR NO. 8"
    assert respaced("JL.MAWAR NO.8", lambda: words_in(line("JL.MAWAR NO.8"), WHOLE)) == "JL.MAWAR NO.8"


def test_a_value_shown_otherwise_keeps_what_was_read() -> None:
    field = settle([said("a", "YUDIUTOMO", 0.95), said("b", "YUDIUTOMO", 0.95)], CRITICAL)
    assert field is not None
    shown = shown_as(field, "YUDI UTOMO")
    assert {one.value for one in shown.readings} == {"YUDI UTOMO"}
    assert {one.raw for one in shown.readings} == {"YUDIUTOMO"}


class Remembers:
    """An engine that says how wide and high each crop was."""

    name = "remembers"

    def __init__(self) -> None:
        self.calls: list[list[tuple[int, int]]] = []

    def version(self) -> str:
        return "1"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        return self.read_lines([image])[0]

    def read_lines(self, images: list[Pixels], *, charset: str | None = None) -> tuple[tuple[Word, ...], ...]:
        self.calls.append([image.shape[:2] for image in images])
        return tuple((Word(text="X", region=WHOLE, confidence=1.0),) for _ in images)


def test_all_places_are_read_in_one_call_with_room_but_without_neighbours() -> None:
    engine, pixels = Remembers(), np.full((500, 1000, 3), 255, np.uint8)
    words = [
        Word(text=text, region=Region(page=0, x0=x, y0=0.2, x1=x + 0.1, y1=0.24), confidence=1.0)
        for text, x in (("before", 0.1), ("value", 0.215), ("after", 0.33))
    ]
    alone = Word(text="alone", region=Region(page=0, x0=0.4, y0=0.6, x1=0.5, y1=0.64), confidence=1.0)
    read = reread(engine, pixels, [Place.of(words[1:2]), Place.of([alone])], beside=[*words, alone])
    ((between, free),) = engine.calls
    assert between[1] < 130 < free[1]
    assert len(read) == 2
    assert read[0][0].region.y0 == pytest.approx(0.2)


def test_glare_beside_a_value_may_hide_more_of_it_and_white_paper_does_not() -> None:
    clear = line("WAHYU")
    box = Region(page=0, x0=0.03, y0=0.15, x1=0.22, y1=0.75)
    ground = ground_of(clear, [box])
    glare = clear.copy()
    glare[:, 180:320] = 255
    assert not hides_print(clear, box, ground)
    assert hides_print(glare, box, ground)
    copy = np.where(clear > 150, 254, clear).astype(np.uint8)
    assert not hides_print(copy, box, ground_of(copy, [box]))
