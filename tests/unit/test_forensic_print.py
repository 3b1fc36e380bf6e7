"""Print measured letter by letter: what was typed, pasted or moved stands out; what was tilted or saved does not."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from extractors.model import Region, TraceState
from tests.fixtures.flat_card import SEED, exhibit, lying, saved, scanned_card, typed_over
from validators.forensics import glyphs
from validators.forensics.blocks import oriented
from validators.forensics.check import Check, Result, load, run
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.outliers import against, within
from validators.forensics.strata import Stratum

TYPOGRAPHY, PORTRAIT, LAYOUT = (load()[name] for name in ("typography", "portrait", "layout"))


def grid_deviations(result: Result) -> dict[str, float]:
    return {one.field: float(one.facts.get("grid_deviations", "0")) for one in result.measured}


def test_figures_are_cut_apart_and_measured_in_pixels() -> None:
    card = scanned_card("arial")
    found = glyphs.letters(card.pixels, card.box("nik"))
    assert found is not None
    assert len(found) == 16
    assert found.size == pytest.approx(42, abs=2.5)
    half = cv2.resize(card.pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    smaller = glyphs.letters(half, tuple(round(side / 2) for side in card.box("nik")))  # type: ignore[arg-type]
    assert smaller is not None
    assert smaller.size == pytest.approx(found.size / 2, abs=0.6)


def test_a_value_typed_anew_is_the_most_unusual_and_told_with_its_place() -> None:
    card = scanned_card()
    result = run(TYPOGRAPHY, exhibit(card, typed_over(card, "birth_date", "23-11-1979")))
    first, *others = result.measured
    assert first.field == "birth_date"
    assert first.score > 1
    assert all(one.score < 0.75 * first.score for one in others)
    assert first.region is not None
    assert first.region.common(card.sheet.fields["birth_date"]) > 0
    assert first.facts["feature"] in (*glyphs.FEATURES, "residue")
    assert first.facts["found"] != first.facts["usual"]
    assert first.map is not None


def test_a_card_that_nobody_edited_is_not_unusual() -> None:
    card = scanned_card()
    for quality in (None, 92, 96):
        data, pixels = (b"", card.pixels) if quality is None else saved(card.pixels, quality)
        stratum = Stratum.CAMERA_JPEG if quality else Stratum.LOSSLESS
        result = run(TYPOGRAPHY, exhibit(card, pixels, stratum, data))
        assert {"nik", "name", "birth_date"} <= {one.field for one in result.measured}
        assert max(one.score for one in result.measured) < 1


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_places_are_told_on_the_page_as_stored(rotation: int) -> None:
    card = scanned_card()
    pixels = typed_over(card, "birth_date", "23-11-1979")
    turned = np.ascontiguousarray(np.rot90(pixels, k=rotation // 90))  # lies turned back by ``rotation``
    stored = lying(card, turned, rotation)
    result = run(TYPOGRAPHY, Exhibit(b"", "image/png", Stratum.LOSSLESS, (stored,)))
    first = result.measured[0]
    assert first.field == "birth_date"
    assert first.region is not None
    assert first.region.common(stored.fields["birth_date"]) > 0.5 * first.region.width * first.region.height


# -- earlier grids ----------------------------------------------------------------------------------------------------


def pasted_figures(pixels: Pixels, card_box: tuple[int, int, int, int]) -> Pixels:
    """Return the picture with two figures of a value copied over two others, on no 8 x 8 grid."""
    letters = glyphs.letters(pixels, card_box)
    assert letters is not None
    made = pixels.copy()
    for source, target in ((2, 8), (4, 10)):
        x0, y0, x1, y1 = letters.boxes[source]
        x, y = letters.boxes[target][0], letters.boxes[target][1] + 1
        made[y - 2 : y + y1 - y0 + 2, x - 2 : x + x1 - x0 + 2] = pixels[y0 - 2 : y1 + 2, x0 - 2 : x1 + 2]
    return made


@pytest.mark.parametrize(("first", "last"), [(75, 92), (82, 95), (85, 0)])
def test_figures_copied_within_a_saved_picture_lack_its_grid(first: int, last: int) -> None:
    card = scanned_card()
    before = saved(card.pixels, first)[1]
    for pixels, edited in ((before, False), (pasted_figures(before, card.box("nik")), True)):
        data, shown = saved(pixels, last) if last else (b"", pixels)
        stratum = Stratum.CAMERA_JPEG if last else Stratum.LOSSLESS
        found = grid_deviations(run(TYPOGRAPHY, exhibit(card, shown, stratum, data)))
        assert (found["nik"] > 6) is edited
        assert all(far < 4 for field, far in found.items() if field != "nik")


def test_a_picture_that_was_cropped_after_its_first_save_keeps_its_grid_where_it_lies() -> None:
    card = scanned_card()
    before = pasted_figures(saved(card.pixels, 75)[1], card.box("nik"))
    padded = cv2.copyMakeBorder(before, 3, 0, 5, 0, cv2.BORDER_REPLICATE)
    high, wide = padded.shape[:2]

    def moved(region: Region) -> Region:
        across, down = (wide - 5) / wide, (high - 3) / high
        return Region.clipped(
            0, 5 / wide + region.x0 * across, 3 / high + region.y0 * down,
            5 / wide + region.x1 * across, 3 / high + region.y1 * down,
        )  # fmt: skip

    sheet = replace(
        card.sheet, pixels=padded,
        words=tuple(word.model_copy(update={"region": moved(word.region)}) for word in card.sheet.words),
        fields={name: moved(region) for name, region in card.sheet.fields.items()},
    )  # fmt: skip
    found = grid_deviations(run(TYPOGRAPHY, Exhibit(b"", "image/png", Stratum.LOSSLESS, (sheet,))))
    assert found["nik"] > 6


@pytest.mark.parametrize(("orientation", "rotation"), [(6, 0), (8, 0), (5, 0), (1, 90), (1, 270), (6, 90), (3, 0)])
@pytest.mark.parametrize("check", [TYPOGRAPHY, PORTRAIT], ids=lambda one: one.name)
def test_the_steps_of_a_turned_pictures_only_save_are_no_earlier_grid(
    check: Check, orientation: int, rotation: int
) -> None:
    """Rows have other steps than columns: the wrong way round, the file's own pass for those of an earlier save."""
    card = scanned_card()
    shown = np.ascontiguousarray(np.rot90(card.pixels, k=rotation // 90))
    data, again = _held_otherwise(shown, orientation)
    result = run(check, Exhibit(data, "image/jpeg", Stratum.CAMERA_JPEG, (lying(card, again, rotation),)))
    assert result.state is TraceState.MEASURED
    assert not [one.facts for one in result.measured if {"grid_usual", "usual_on_grid"} & set(one.facts)]


def _held_otherwise(shown: Pixels, orientation: int) -> tuple[bytes, Pixels]:
    """Return a picture as a camera saves it that is not held upright (EXIF), and as it is shown again."""
    back = {1: 1, 3: 3, 5: 5, 6: 8, 8: 6}[orientation]
    tags, target = Image.Exif(), io.BytesIO()
    tags[0x0112] = orientation
    Image.fromarray(oriented(shown, back)[:, :, ::-1]).save(target, "JPEG", quality=88, subsampling=0, exif=tags)
    again = ImageOps.exif_transpose(Image.open(target)).convert("RGB")
    return target.getvalue(), np.ascontiguousarray(np.asarray(again)[:, :, ::-1])


def test_a_portrait_put_in_after_the_first_save_lacks_the_cards_grid() -> None:
    card = scanned_card()
    before = saved(card.pixels, 78)[1]
    changed = before.copy()
    rough = np.random.default_rng(SEED).standard_normal((372, 292, 1), dtype=np.float32) * 3
    other = cv2.resize(card.pixels[222:594, 1062:1354], (292, 372))[:, ::-1].astype(np.float32) + rough
    changed[222:594, 1062:1354] = np.clip(other, 0, 255).astype(np.uint8)
    scores = [run(PORTRAIT, exhibit(card, pixels)).measured[0].score for pixels in (before, changed)]
    assert scores[0] < 3
    assert scores[1] > 6


# -- layout -----------------------------------------------------------------------------------------------------------


def seen_through(sheet: Sheet, matrix: list[list[float]]) -> Sheet:
    """Return the sheet's words and values carried through a homography of shares of the page."""
    carry = np.asarray(matrix, np.float64)

    def carried(region: Region) -> Region:
        corners = np.asarray(
            [[(region.x0, region.y0), (region.x1, region.y0), (region.x1, region.y1), (region.x0, region.y1)]]
        )
        points = cv2.perspectiveTransform(corners, carry)[0]
        return Region.clipped(0, *points.min(axis=0), *points.max(axis=0))

    words = tuple(word.model_copy(update={"region": carried(word.region)}) for word in sheet.words)
    return replace(sheet, words=words, fields={name: carried(region) for name, region in sheet.fields.items()})


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[0.7, 0.05, 0.1], [-0.05, 0.72, 0.2], [0, 0, 1]],
        [[0.8, 0.02, 0.05], [0.03, 0.75, 0.1], [0.12, 0.08, 1]],
    ],
)
def test_tilt_and_perspective_move_no_line_of_the_layout(matrix: list[list[float]]) -> None:
    card = scanned_card()
    for shift in (0.0, 0.7):
        sheet = card.sheet
        if shift:
            moved = {**sheet.fields, "district": _lower(sheet.fields["district"], shift)}
            words = tuple(
                word.model_copy(update={"region": _lower(word.region, shift)})
                if word.region.common(sheet.fields["district"]) > 0 else word
                for word in sheet.words
            )  # fmt: skip
            sheet = replace(sheet, fields=moved, words=words)
        result = run(LAYOUT, Exhibit(b"", "image/png", Stratum.LOSSLESS, (seen_through(sheet, matrix),)))
        score = result.measured[0].score
        assert score > 0.6 if shift else score < 0.25
        assert result.measured[0].field == "district" or not shift


def _lower(region: Region, lines: float) -> Region:
    down = lines * 52.5 / 883
    return region.model_copy(update={"y0": region.y0 + down, "y1": region.y1 + down})


def test_a_card_read_in_a_few_words_has_no_layout_told() -> None:
    card = scanned_card()
    few = replace(card.sheet, words=card.sheet.words[:4], fields={"nik": card.sheet.fields["nik"]})
    result = run(LAYOUT, Exhibit(b"", "image/png", Stratum.LOSSLESS, (few,)))
    assert (result.state, result.reason) == (TraceState.NOT_APPLICABLE, "layout_not_told")


# -- where nothing may be said ----------------------------------------------------------------------------------------


def test_a_messengers_copy_of_an_edited_card_is_not_applicable() -> None:
    card = scanned_card()
    data, pixels = saved(cv2.resize(typed_over(card, "birth_date", "23-11-1979"), None, fx=0.8, fy=0.8), 70)
    for one in (TYPOGRAPHY, PORTRAIT):
        result = run(one, exhibit(card, pixels, Stratum.RECOMPRESSED, data))
        assert (result.state, result.reason) == (TraceState.NOT_APPLICABLE, "stratum_recompressed")


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((400, 600, 3), 255, np.uint8),
        np.zeros((400, 600, 3), np.uint8),
        np.full((1, 1, 3), 7, np.uint8),
        np.full((300, 500), 128, np.uint8),
        np.random.default_rng(1).integers(0, 256, (300, 500, 3)).astype(np.uint8),
    ],
    ids=["white", "black", "one pixel", "flat grey", "noise"],
)
def test_pictures_without_print_give_an_outcome_and_no_odd_number(pixels: Pixels) -> None:
    card = scanned_card()
    for one in (TYPOGRAPHY, PORTRAIT, LAYOUT):
        result = run(one, exhibit(card, pixels))
        assert result.state in {TraceState.MEASURED, TraceState.NOT_APPLICABLE}
        assert all(np.isfinite(found.score) and "nan" not in found.facts.values() for found in result.measured)


def test_an_odd_one_bends_neither_median_nor_plane() -> None:
    places = np.asarray([(x, y) for x in range(5) for y in range(5)], float)
    values = 3 + 0.2 * places[:, 0] - 0.1 * places[:, 1] + np.random.default_rng(3).normal(0, 0.01, 25)
    values[7] += 2.0
    assert abs(against(values, places, 7, 0.01).z) > 20  # type: ignore[union-attr]
    assert all(abs(against(values, places, other, 0.01).z) < 4 for other in range(25) if other != 7)  # type: ignore[union-attr]
    assert against(values[:4], places[:4], 0, 0.01) is None


def test_a_run_of_two_letters_is_told_from_the_rest_of_its_value() -> None:
    values = np.asarray([5.0, 5.1, 4.9, 5.0, 6.2, 6.1, 5.0, 4.9, 5.1, 5.0])
    found = within(values, spread=0.08, floor=0.05)
    assert found is not None
    assert (found.start, found.stop) == (4, 6)
    assert found.odd.usual == pytest.approx(5.0, abs=0.06)
