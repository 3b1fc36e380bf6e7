"""Cuts pairs of crops for training: print that was altered, and the same place of the page left as it was.

Both go through the same last encoder; half of the pages left as they were had been saved before as the altered ones
were, the other half had not (forgery.md section 3: else a network learns the saving, not the edit).

    python -m bench.altered_training.crops --plain 380 --papers 90 --out /tmp/altered
"""

import argparse
import io
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from bench.altered_training.edits import EDITS, OTHER_EDITS, Edit
from bench.altered_training.plain import plain_page
from samples.chance import chance
from samples.forgeries import Wanted
from samples.forgeries.brushes import Canvas
from samples.forgeries.finals import FINALS, Encoded, first_saving
from samples.forgeries.model import Mask, NotMade, Pixels
from samples.forgeries.source import CAPTURES, Shown, shown
from samples.render.printed import Letters

SIZE: Final = (192, 320)
"""Height and width of a crop."""
SEED: Final = 2_000_001
"""First seed of the pages for training; 2500001 and up are watched, 2700001 and up are the test's."""
PAPERS: Final = (
    ("ktp", "ocra"), ("ktp", "arial"), ("ktp", "arial"), ("work_contract", ""), ("police_clearance", ""),
    ("family_permit", ""), ("family_card", ""), ("job_order", ""),
)  # fmt: skip
"""Papers and designs that training sees; no passport, visa, foreign KTP, certificate, statement or agreement."""
OTHER_PAPERS: Final = (
    ("ktp", "foreign"), ("passport", ""), ("passport", ""), ("visa", "sticker_a"), ("health_certificate", ""),
    ("placement_agreement", ""), ("competence_certificate", ""), ("marital_status_letter", ""),
)  # fmt: skip
"""Papers and designs of the test."""
APART: Final = 16
"""Pixels at least from an edit to the crop's border, and JPEG's coarsest unit: crops start at multiples of it."""
EACH: Final = 6
"""Edits a page and turn."""


@dataclass(frozen=True)
class Pair:
    """A crop that was altered, its twin, which pixels were set, and how: the edit and the last encoder."""

    altered: Pixels
    twin: Pixels
    mask: Mask
    edit: str
    final: str


def paper_page(seed: int, papers: Sequence[tuple[str, str]] = PAPERS) -> Shown:
    """Return a specimen of ``papers``: those that training sees, or others."""
    draw = chance(seed, "altered", "paper")
    paper, design = draw.choice(papers)
    capture = draw.choice(CAPTURES)
    if not design:
        from samples.papers_set import design_names

        design = draw.choice(list(design_names(paper, "open")))
    return shown(seed, Wanted(paper, design, capture))


def pairs(
    page: Shown, donor: Shown, draw: random.Random, edits: Sequence[tuple[Edit, float]] = EDITS
) -> Iterator[Pair]:
    """Yield pairs of crops from one page that was altered in several places at once."""
    quality = draw.choice([None, *[draw.randint(60, 98) for _ in range(4)]])
    before = _shifted_saving(page.pixels, quality, draw)
    theirs = replace(donor, pixels=first_saving(donor.pixels, draw.choice([None, draw.randint(60, 98)])))
    canvas = Canvas.of(replace(page, pixels=before.copy()))
    spots = [(spot, how) for spot in _spots(page, draw) if (how := _edited(canvas, spot, theirs, (draw, edits)))]
    left = before if draw.random() < 0.5 else page.pixels
    final = draw.choice(["png", "png", "camera", "camera", "camera"])
    for spot, how in spots:
        corner = _corner(spot, page.pixels.shape, draw)
        told = f"altered {draw.getrandbits(60)}"
        cuts = [_cut(pixels, corner) for pixels in (canvas.page.pixels, left)]
        altered, twin = (_decoded(FINALS[final](cut, random.Random(told))) for cut in cuts)
        mask = canvas.mask[
            corner[1] : corner[1] + SIZE[0], corner[0] : corner[0] + SIZE[1]
        ].copy()  # not the whole page's
        yield Pair(altered, twin, mask, how, final)


def _shifted_saving(pixels: Pixels, quality: int | None, draw: random.Random) -> Pixels:
    """Return the page after its first saving, whose grid may lie anywhere when the picture was cut since."""
    if quality is None or draw.random() < 0.7:
        return first_saving(pixels, quality)
    down, across = draw.randint(0, 7), draw.randint(0, 7)
    wider = np.pad(pixels, ((down, 0), (across, 0), (0, 0)), mode="edge")
    return first_saving(wider, quality)[down:, across:].copy()


def _spots(page: Shown, draw: random.Random) -> list[list[Letters]]:
    """Return runs of one to three words far enough from each other."""
    order = list(range(len(page.words)))
    draw.shuffle(order)
    found: list[list[Letters]] = []
    for start in order:
        run = [page.words[start]]
        for word in page.words[start + 1 : start + draw.randint(1, 3)]:
            if abs(word.box[3] - run[-1].box[3]) < 4 and word.box[0] > run[-1].box[2]:
                run.append(word)
        box = (run[0].box[0], run[0].box[1], run[-1].box[2], run[-1].box[3])
        fits = box[2] - box[0] < SIZE[1] - 2 * APART and 8 < box[3] - box[1] < SIZE[0] - 2 * APART
        far = all(abs(box[1] - other[0].box[1]) > 90 or abs(box[0] - other[0].box[0]) > 300 for other in found)
        if fits and far and sum(letter.isalnum() for word in run for letter in word.text) > 1:
            found.append(run)
        if len(found) == EACH:
            break
    return found


def _edited(
    canvas: Canvas, spot: list[Letters], donor: Shown, chosen: tuple[random.Random, Sequence[tuple[Edit, float]]]
) -> str:
    """Alter the spot and return the edit's name; nothing where it could not be done there."""
    draw, edits = chosen
    edit = draw.choices([one for one, _ in edits], [share for _, share in edits])[0]
    try:
        edit(canvas, spot, donor, draw)
    except NotMade:
        return ""
    return (edit.func if isinstance(edit, partial) else edit).__name__


def _corner(spot: list[Letters], shape: tuple[int, ...], draw: random.Random) -> tuple[int, int]:
    """Return the upper left of a crop that holds the spot somewhere, at a multiple of 16 pixels."""
    middle = ((spot[0].box[0] + spot[-1].box[2]) / 2, (spot[0].box[1] + spot[0].box[3]) / 2)
    corner = []
    for at, length, whole in ((0, SIZE[1], shape[1]), (1, SIZE[0], shape[0])):
        place = middle[at] - length / 2 + draw.uniform(-0.25, 0.25) * length
        corner.append(int(np.clip(round(place / APART) * APART, 0, max(0, (whole - length) // APART * APART))))
    return corner[0], corner[1]


def _cut(pixels: Pixels, corner: tuple[int, int]) -> Pixels:
    x, y = corner
    return np.ascontiguousarray(pixels[y : y + SIZE[0], x : x + SIZE[1]])


def _decoded(encoded: Encoded) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(encoded.data)).convert("RGB"))


def made(seed: int, plain: int, papers: int, *, other: bool = False) -> Iterator[Pair]:
    """Yield the pairs of so many plain pages and specimens; every specimen is taken three times.

    With ``other`` papers, faces and edits are those that are left to tests.
    """
    donor = plain_page(seed - 1)
    for place in range(plain + papers):
        papers_ = OTHER_PAPERS if other else PAPERS
        one = plain_page(seed + place) if place < plain else paper_page(seed + place, papers_)
        for turn in range(1 if place < plain else 3):
            draw = chance(seed + place, "altered", turn)
            for pair in pairs(one, donor, draw, OTHER_EDITS if other else EDITS):
                if pair.altered.shape == (*SIZE, 3) and pair.mask.shape == SIZE and pair.mask.any():
                    yield pair
        donor = one


def main() -> None:
    """Draw and keep them as one array a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--plain", type=int, default=380)
    parser.add_argument("--papers", type=int, default=90)
    parser.add_argument("--other", action="store_true", help="the papers, faces and edits that are left to tests")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    start = time.process_time()
    found = list(made(asked.seed, asked.plain, asked.papers, other=asked.other))
    asked.out.mkdir(parents=True, exist_ok=True)
    np.save(asked.out / "altered.npy", np.stack([pair.altered for pair in found]))
    np.save(asked.out / "twin.npy", np.stack([pair.twin for pair in found]))
    np.save(asked.out / "mask.npy", np.stack([pair.mask for pair in found]))
    (asked.out / "how.json").write_text(json.dumps([(pair.edit, pair.final) for pair in found]))
    print(f"{len(found)} pairs, {time.process_time() - start:.0f} CPU-s")


if __name__ == "__main__":
    main()
