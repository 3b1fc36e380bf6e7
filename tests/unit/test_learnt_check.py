"""The learnt detector: what it looks at, what it never says anything of, and that its weights are those described."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from extractors.model import Region, TraceState, Word
from samples.forgeries import Wanted, make
from samples.forgeries.exhibits import exhibit
from validators.forensics import altered
from validators.forensics.check import Measured, Result, load, run
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.strata import Stratum

SEEDS = {"camera": 2_800_002, "png": 2_800_003}
"""Persons whose passport is retyped: a paper that training did not see."""


def looked(given: Exhibit) -> Result:
    return run(load()["learnt"], given)


def strongest(result: Result) -> Measured:
    assert result.state is TraceState.MEASURED
    return max(result.measured, key=lambda one: one.score)


def sheet(pixels: Pixels, rotation: int = 0) -> Sheet:
    rows = [Region(page=0, x0=0.1, y0=y / 10, x1=0.9, y1=y / 10 + 0.05) for y in range(1, 9)]
    words = tuple(Word(text="SAMA", region=row, confidence=0.9) for row in rows[1:])
    return Sheet(0, pixels, fields={"nik": rows[0]}, words=words, rotation=rotation)


def test_the_weights_are_those_of_the_model_card() -> None:
    digest = hashlib.sha256(altered.MODEL.read_bytes()).hexdigest()
    assert digest == altered.SHA256
    card = altered.MODEL.with_suffix(".md").read_text("utf-8")
    assert digest in card
    assert "Apache-2.0" in card
    assert altered.MODEL.stat().st_size < 2_000_000


@pytest.mark.parametrize("final", ["camera", "png"])
def test_a_clearly_retyped_value_scores_above_its_twin(final: str) -> None:
    forgery = make(SEEDS[final], "retype", final, Wanted(paper="passport", capture="flatbed"))
    edited, twin = (strongest(looked(exhibit(forgery, twin=is_twin))) for is_twin in (False, True))
    assert edited.score > twin.score + 1
    assert edited.field == forgery.edits[0].field
    place = Region.clipped(0, *forgery.edits[0].box)
    assert edited.region is not None
    assert edited.region.common(place) > 0
    assert edited.map is not None
    high, wide = edited.map.shape
    rows = slice(int(place.y0 * high), int(place.y1 * high) + 1)
    columns = slice(int(place.x0 * wide), int(place.x1 * wide) + 1)
    inside = edited.map[rows, columns]
    assert inside.max() > np.percentile(edited.map, 99)


@pytest.mark.parametrize("stratum", [Stratum.RECOMPRESSED, Stratum.SCREEN, Stratum.PHOTOCOPY, Stratum.SCAN_IN_PDF])
def test_where_traces_are_gone_it_does_not_apply(stratum: Stratum) -> None:
    given = Exhibit(b"", "image/png", stratum, (sheet(np.full((400, 600, 3), 200, np.uint8)),))
    result = looked(given)
    assert result.state is TraceState.NOT_APPLICABLE
    assert result.reason == f"stratum_{stratum}"


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((400, 600, 3), 255, np.uint8),
        np.zeros((333, 217), np.uint8),
        np.random.default_rng(1).integers(0, 256, (300, 500, 3)).astype(np.uint8),
        np.tile(np.array([[0, 255]], np.uint8), (128, 64)),
    ],
    ids=["white", "black_grey", "noise", "stripes"],
)
def test_odd_pictures_give_a_finite_score(pixels: Pixels) -> None:
    result = looked(Exhibit(b"", "image/png", Stratum.LOSSLESS, (sheet(pixels),)))
    assert np.isfinite(strongest(result).score)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (sheet(np.full((1, 1, 3), 255, np.uint8)), "too_small"),
        (sheet(np.empty((0, 0, 3), np.uint8)), "too_small"),
        (replace(sheet(np.full((400, 600), 255, np.uint8)), words=()), "too_little_print"),
        (replace(sheet(np.full((400, 600), 255, np.uint8)), fields={}), "nothing_to_look_at"),
    ],
)
def test_what_holds_too_little_is_not_applicable(given: Sheet, reason: str) -> None:
    result = looked(Exhibit(b"", "image/png", Stratum.LOSSLESS, (given,)))
    assert (result.state, result.reason) == (TraceState.NOT_APPLICABLE, reason)


def test_a_broken_jpeg_is_a_failure_and_not_a_pass() -> None:
    given = sheet(np.zeros((400, 600), np.uint8))
    result = looked(Exhibit(b"\xff\xd8none", "image/jpeg", Stratum.CAMERA_JPEG, (given,)))
    assert (result.state, result.reason) == (TraceState.FAILED, "unparsable")


def test_a_large_page_asked_in_bands_answers_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = np.tile(np.random.default_rng(3).integers(90, 160, (64, 256, 3)).astype(np.uint8), (12, 1, 1))
    whole = altered.logits(page)
    monkeypatch.setattr(altered, "BAND", 64 * 256 * 6)
    banded = altered.logits(page)
    assert banded.shape == whole.shape == (96, 32)
    assert np.abs(banded - whole).max() < 0.5


def test_the_answer_is_the_same_each_time() -> None:
    page = np.random.default_rng(2).integers(0, 256, (160, 240, 3)).astype(np.uint8)
    assert np.array_equal(altered.logits(page), altered.logits(page))
