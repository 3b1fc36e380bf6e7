"""KTPs read end to end by the real engines: drawn here in another face than the samples, captured in many ways."""

import random
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from extractors.documents import ktp
from extractors.engine import PageImage, Pixels, Readers
from extractors.model import Field, FieldStatus, Region
from extractors.ocr.rapidocr import RapidOcrEngine
from extractors.ocr.tesseract import TesseractEngine
from extractors.reading import fields_of, group, read_pages
from samples.papers import tell
from samples.render import ktp as ktp_card
from samples.specimen import specimens
from tests.fixtures.printed_card import VALUES, printed_card

OCR_A = "ocr-a/OCRA.ttf"
ARIAL = "liberation/LiberationSans-Regular.ttf"


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers(TesseractEngine(), RapidOcrEngine())


def read(pixels: Pixels, readers: Readers) -> tuple[str, dict[str, Field]]:
    papers = group(read_pages([PageImage(0, pixels, None)], readers))
    assert len(papers) == 1
    return papers[0].type, fields_of(papers[0], readers)


def wrong(fields: dict[str, Field]) -> dict[str, tuple[str, str]]:
    seen = {name: fields[name].text if name in fields else "" for name in VALUES}
    return {name: (VALUES[name], seen[name]) for name in VALUES if seen[name] != VALUES[name]}


@pytest.mark.parametrize(
    ("face", "number_face"),
    [
        (ARIAL, OCR_A),
        ("dejavu/DejaVuSansCondensed.ttf", ARIAL),
        ("liberation/LiberationSansNarrow-Bold.ttf", OCR_A),
        pytest.param(ARIAL, ARIAL, marks=pytest.mark.slow),
        pytest.param("dejavu/DejaVuSansCondensed.ttf", OCR_A, marks=pytest.mark.slow),
        pytest.param("liberation/LiberationSansNarrow-Bold.ttf", ARIAL, marks=pytest.mark.slow),
    ],
)
def test_every_field_of_a_flat_scan(readers: Readers, face: str, number_face: str) -> None:
    kind, fields = read(printed_card(1180, face, number_face).pixels, readers)
    assert kind == "ktp"
    assert wrong(fields) == {}
    assert fields.keys() <= ktp.FIELDS
    assert all(fields[name].status is FieldStatus.OK for name in ("nik", "name", "birth_date", "sex"))


def test_regions_lie_on_the_ink(readers: Readers) -> None:
    card = printed_card(1180, ARIAL)
    high, wide = card.pixels.shape[:2]
    _, fields = read(card.pixels, readers)
    for name, (x0, y0, x1, y1) in card.boxes.items():
        region = fields[name].region
        assert region is not None
        truth = Region.clipped(0, x0 / wide, y0 / high, x1 / wide, y1 / high)
        assert region.iou(truth) >= 0.5, name


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_card_lying_on_its_side_is_read_and_told_where_it_lay(readers: Readers, turns: int) -> None:
    card = printed_card(1180, ARIAL)
    high, wide = card.pixels.shape[:2]
    lying = np.ascontiguousarray(np.rot90(card.pixels, -turns))
    kind, fields = read(lying, readers)
    assert (kind, wrong(fields)) == ("ktp", {})
    mask = np.zeros((high, wide), np.uint8)
    x0, y0, x1, y1 = (round(edge) for edge in card.boxes["name"])
    mask[y0:y1, x0:x1] = 1
    ys, xs = np.nonzero(np.rot90(mask, -turns))
    down, across = lying.shape[:2]
    truth = Region(
        page=0, x0=xs.min() / across, y0=ys.min() / down, x1=(xs.max() + 1) / across, y1=(ys.max() + 1) / down
    )
    region = fields["name"].region
    assert region is not None
    assert region.iou(truth) >= 0.5


def on_a_table(card: Pixels) -> Pixels:
    """Return the card photographed from a little aside, on wood, in uneven light."""
    high, wide = card.shape[:2]
    table = np.full((1500, 2000, 3), (52, 84, 120), np.uint8)
    table[::7] = (46, 74, 108)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    target = np.array([[300, 330], [1640, 270], [1700, 1130], [270, 1160]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, target)
    lying = cv2.warpPerspective(card, turn, (2000, 1500), dst=table, borderMode=cv2.BORDER_TRANSPARENT)
    light = np.linspace(0.75, 1.05, 2000)[None, :, None]
    return np.clip(lying * light, 0, 255).astype(np.uint8)


def noisy(card: Pixels) -> Pixels:
    noise = np.random.default_rng(3).normal(0, 12, card.shape)
    return np.clip(card + noise, 0, 255).astype(np.uint8)


def as_jpeg(card: Pixels) -> Pixels:
    return cv2.imdecode(cv2.imencode(".jpg", card, [cv2.IMWRITE_JPEG_QUALITY, 25])[1], cv2.IMREAD_COLOR)


CAPTURES: dict[str, Callable[[Pixels], Pixels]] = {
    "table": on_a_table,
    "noise": noisy,
    "jpeg": as_jpeg,
    "soft": lambda card: cv2.GaussianBlur(card, (0, 0), 1.6),
    "grey": lambda card: cv2.cvtColor(cv2.cvtColor(card, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR),
    "small": lambda card: cv2.resize(card, (800, 506), interpolation=cv2.INTER_AREA),
    "dim": lambda card: (card * 0.45).astype(np.uint8),
}


@pytest.mark.parametrize("capture", CAPTURES)
def test_mediocre_captures_are_read(readers: Readers, capture: str) -> None:
    kind, fields = read(CAPTURES[capture](printed_card(1180, ARIAL).pixels), readers)
    assert kind == "ktp"
    assert len(wrong(fields)) <= 1
    assert fields["nik"].text == VALUES["nik"]
    # Nothing that identifies the person is both sure and wrong.
    sure = {name: fields[name] for name in ("nik", "name", "birth_date") if fields[name].status is FieldStatus.OK}
    assert {name: field.text for name, field in sure.items()} == {name: VALUES[name] for name in sure}


def test_a_foreign_residents_card_names_the_state_and_ends_with_the_permit(readers: Readers) -> None:
    story = tell(specimens()["clean"], 77)
    printed = ktp_card.render(story.ktp, "foreign", random.Random(5))
    kind, fields = read(np.asarray(printed.pages[0].convert("RGB"))[:, :, ::-1].copy(), readers)
    assert kind == "ktp"
    drawn = {mark.name: mark.value for mark in printed.marks}
    assert {name: fields[name].text for name in drawn if name in fields} == drawn
    assert fields["citizenship"].text in ktp_card.FOREIGN_STATES.values()


def test_a_name_half_hidden_by_glare_is_not_sure(readers: Readers) -> None:
    card = printed_card(1180, ARIAL)
    x0, y0, x1, y1 = (round(edge) for edge in card.boxes["name"])
    card.pixels[y0 - 30 : y1 + 30, (x0 + x1) // 2 : x1 + 60] = 255
    _, fields = read(card.pixels, readers)
    assert "name" not in fields or fields["name"].status is not FieldStatus.OK


def test_a_hopeless_photo_is_said_to_be_one(readers: Readers) -> None:
    lost = cv2.resize(printed_card().pixels, (420, 266), interpolation=cv2.INTER_AREA)
    pages = read_pages([PageImage(0, cv2.GaussianBlur(lost, (0, 0), 4), None)], readers)
    assert {"blur", "low_resolution"} <= set(pages[0].quality.reasons)
    assert group(pages)[0].type == "unknown"


def test_a_number_covered_on_the_picture_is_not_made_up_from_the_birth_date(readers: Readers) -> None:
    card = printed_card(1180, ARIAL)
    x0, y0, x1, y1 = (round(edge) for edge in card.boxes["nik"])
    card.pixels[y0 - 4 : y1 + 4, (x0 + x1) // 2 : x1 + 4] = (238, 222, 196)
    _, fields = read(card.pixels, readers)
    assert "nik" not in fields or fields["nik"].status is not FieldStatus.OK


def test_the_same_picture_gives_the_same_fields(readers: Readers) -> None:
    pixels = printed_card(1180, ARIAL).pixels
    assert read(pixels, readers) == read(pixels, readers)


def test_another_paper_is_no_ktp(readers: Readers) -> None:
    sheet = np.full((1400, 1000, 3), 255, np.uint8)
    lines = ("SURAT KETERANGAN", "Nama : BUDI SANTOSO", "Alamat : JL. MAWAR 3", "Pekerjaan : PETANI", "Kepala Desa")
    for index, line in enumerate(lines):
        cv2.putText(sheet, line, (90, 150 + 90 * index), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (20, 20, 20), 3)
    page = read_pages([PageImage(0, sheet, None)], readers)[0]
    assert ktp.score(page) < 0.35
