"""Prints: a copy is near, another person far, and what is plain has none."""

import cv2
import numpy as np
import pytest

from bench.reuse.drawn import Shown, cards, signed
from extractors.model import Region
from validators.forensics.check import NotMeasurable
from validators.forensics.checks.prints import measure, picture_of
from validators.forensics.crops import told, understood
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.likeness import alike, print_of
from validators.forensics.strata import Stratum
from validators.reuse import BANDS, REACH, SHARED, Kind, Print, bands, distance, is_named, probes
from worker.matching import SURE

KTP = cards("ktp", 501)
OTHER = cards("ktp", 502)


def prints(shown: Shown, kind: str) -> list[tuple[int, np.ndarray]]:
    exhibit = Exhibit(b"", "image/jpeg", Stratum.RECOMPRESSED, (shown.sheet,))
    return [
        (int(one.facts["hash"], 16), picture_of(kind, shown.sheet.pixels, one.facts["corners"]))
        for one in measure(exhibit)
        if one.facts["kind"] == kind
    ]


def nearest(one: Shown, other: Shown, kind: str) -> tuple[int, float]:
    pairs = [(distance(a, b), alike(p, q)) for a, p in prints(one, kind) for b, q in prints(other, kind)]
    return min(pairs)


@pytest.mark.parametrize("way", ["messenger", "two messengers", "second scan"])
def test_a_portrait_is_known_again(way: str) -> None:
    apart, score = nearest(KTP["first"], KTP[way], "portrait")
    assert apart <= REACH[Kind.PORTRAIT]
    assert score >= SURE[Kind.PORTRAIT]


def test_another_person_s_portrait_is_none_of_it() -> None:
    apart, score = nearest(KTP["messenger"], OTHER["messenger"], "portrait")
    assert apart > REACH[Kind.PORTRAIT]
    assert score < SURE[Kind.PORTRAIT]


def test_a_page_that_lies_on_its_side_has_the_same_prints() -> None:
    upright = KTP["first"].sheet
    turned = Sheet(0, np.ascontiguousarray(np.rot90(upright.pixels)), 0, "ktp", 90, words=upright.words,
                   fields={name: _lying(region) for name, region in upright.fields.items()})  # fmt: skip
    apart, score = nearest(KTP["first"], Shown(turned), "portrait")
    assert apart <= 16
    assert score >= SURE[Kind.PORTRAIT]


def _lying(region: Region) -> Region:
    return Region.clipped(0, region.y0, 1 - region.x1, region.y1, 1 - region.x0)


def test_the_same_picture_of_a_signature_is_known_and_a_second_signature_of_the_hand_is_not() -> None:
    pages = signed(503)
    for way in ("again", "messenger"):
        apart, score = nearest(pages["first"], pages[way], "signature")
        assert apart <= REACH[Kind.SIGNATURE]
        assert score >= SURE[Kind.SIGNATURE]
    assert nearest(pages["first"], pages["by hand"], "signature")[1] < SURE[Kind.SIGNATURE]


@pytest.mark.parametrize("pixels", [np.full((500, 800, 3), 255, np.uint8), np.full((1, 1), 9, np.uint8),
                                    np.full((400, 600), 128, np.uint8)])  # fmt: skip
def test_a_flat_page_has_no_print(pixels: np.ndarray) -> None:
    sheet = Sheet(0, pixels, 0, "ktp", words=KTP["first"].sheet.words)
    with pytest.raises(NotMeasurable):
        list(measure(Exhibit(b"", "image/png", Stratum.LOSSLESS, (sheet,))))


def test_a_page_without_text_has_no_print() -> None:
    photo = cv2.resize(np.random.default_rng(1).integers(0, 255, (30, 40, 3), np.uint8), (800, 600))
    with pytest.raises(NotMeasurable):
        list(measure(Exhibit(b"", "image/png", Stratum.LOSSLESS, (Sheet(0, photo, 0, "unknown"),))))


def test_a_plain_crop_has_no_print() -> None:
    slope = np.tile(np.linspace(90, 110, 200, dtype=np.uint8), (200, 1))
    assert print_of(slope) is None


def test_what_differs_in_29_bits_is_looked_up() -> None:
    draw = np.random.default_rng(7)
    for _ in range(50):
        value = int.from_bytes(draw.bytes(32), "big")
        other = value
        for bit in draw.choice(256, 29, replace=False):
            other ^= 1 << int(bit)
        assert distance(value, other) == 29
        assert len(probes(Print(Kind.PAGE, "", value, "D001", None, "", "")) & set(bands(other))) >= SHARED
    assert len(bands(value)) == BANDS == len(set(bands(value)))


def test_corners_are_told_and_understood() -> None:
    corners = np.array([(0.1, 0.2), (0.9, 0.21), (0.88, 0.8), (0.12, 0.79)])
    assert np.allclose(understood(told(corners)), corners)
    for text in ("", "1 2 3", "a b c d e f g h", "9 " * 8, "nan " * 8):
        with pytest.raises(ValueError, match=r"corners|convert"):
            understood(text)


@pytest.mark.parametrize(("code", "named"), [
    ("https://contoh.invalid/skck/2026-000123", True), ("https://contoh.invalid/", False),
    ("Ditandatangani secara elektronik", False), ("BPJSTK-000123456", True),
])  # fmt: skip
def test_only_a_code_with_a_number_may_name_a_paper(code: str, named: bool) -> None:
    assert is_named(code) is named
