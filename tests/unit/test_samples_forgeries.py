"""Edited uploads: what is said to be edited is, nothing else is, and the twin shares all but the edit."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples.forgeries import PDF_KINDS, PICTURE_KINDS, Wanted, authentic, make
from samples.forgeries.exhibits import decoded, exhibit
from validators.forensics.strata import Stratum


def picture(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), int)


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_pixels_change_where_the_edit_says_and_nowhere_else(kind: str) -> None:
    paper = "" if kind in {"portrait", "stamp", "signature"} else "ktp"
    forgery = next(
        found
        for seed in range(20)
        if (found := make(seed, kind, "png", Wanted(paper, capture="crop"))).edited.first_quality
        == found.twin.first_quality
    )
    edited, twin = picture(forgery.data), picture(forgery.twin.data)
    changed = np.abs(edited - twin).max(axis=2) > 0
    assert changed.any()
    assert not (changed & ~forgery.mask).any()
    high, wide = changed.shape
    inside = np.zeros_like(changed)
    for edit in forgery.edits:
        x0, y0, x1, y1 = edit.box
        inside[int(y0 * high) - 3 : int(y1 * high) + 4, int(x0 * wide) - 3 : int(x1 * wide) + 4] = True
    assert changed[inside].sum() > 0.95 * changed.sum()


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_a_pdf_shows_another_value_where_the_edit_says(kind: str) -> None:
    forgery = make(4, kind, "pdf")
    (edit,) = forgery.edits
    edited, twin = (pypdfium2.PdfDocument(data)[edit.page].render(scale=2).to_numpy().astype(int)
                    for data in (forgery.data, forgery.twin.data))  # fmt: skip
    high, wide = edited.shape[:2]
    x0, y0, x1, y1 = edit.box
    part = np.s_[int(y0 * high) : int(y1 * high) + 1, int(x0 * wide) : int(x1 * wide) + 1]
    assert np.abs(edited[part] - twin[part]).max() > 60
    assert edit.value
    assert edit.value != next(mark.value for mark in forgery.twin.marks if mark.name == edit.field)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    first, again, other = (make(seed, "retype", "camera", Wanted("ktp")) for seed in (3, 3, 4))
    assert first.data == again.data
    assert first.twin.data == again.twin.data
    assert first.data != other.data


@pytest.mark.parametrize(
    ("final", "stratum"),
    [("png", Stratum.LOSSLESS), ("camera", Stratum.CAMERA_JPEG), ("saved", Stratum.RECOMPRESSED),
     ("messenger", Stratum.RECOMPRESSED), ("scan_pdf", Stratum.SCAN_IN_PDF)],
)  # fmt: skip
def test_both_go_through_the_same_last_encoder(final: str, stratum: Stratum) -> None:
    forgery = make(8, "digits", final, Wanted("ktp", capture="crop"))
    assert exhibit(forgery).stratum == exhibit(forgery, twin=True).stratum == stratum
    if final in {"camera", "saved", "messenger"}:
        tables = [Image.open(io.BytesIO(data)).quantization for data in (forgery.data, forgery.twin.data)]
        assert tables[0] == tables[1]


def test_words_and_fields_lie_on_their_ink() -> None:
    forgery = authentic(5, "png", Wanted("police_clearance", capture="phone"))
    (sheet,) = exhibit(forgery).sheets
    grey = decoded(forgery.edited)[0].mean(axis=2)
    high, wide = grey.shape
    depths = []
    for word in sheet.words:
        box = word.region
        part = grey[int(box.y0 * high) : int(box.y1 * high) + 1, int(box.x0 * wide) : int(box.x1 * wide) + 1]
        depths.append(np.percentile(part, 90) - part.min())
    assert len(sheet.words) > 50
    assert np.median(depths) > 60
    assert "name" in sheet.fields
