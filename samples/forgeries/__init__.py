"""Edited uploads with exact regions, each with its authentic twin through the same last encoder. Synthetic only.

    from samples.forgeries import Wanted, make
    from samples.forgeries.exhibits import exhibit
    forgery = make(7, "digits", "camera", Wanted(paper="ktp"))
    forgery.edited.data, forgery.twin.data, forgery.edits[0].box
    exhibit(forgery), exhibit(forgery, twin=True)

The same seed, kind and final give the same bytes (but of signed PDFs, whose keys are made anew). Half of the twins were
saved before as the edited ones were, the other half were not (forgery.md section 3: else a detector learns the saving,
not the edit).
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from samples.chance import chance
from samples.forgeries.brushes import Canvas
from samples.forgeries.finals import FINALS, first_saving
from samples.forgeries.model import Edit, Forgery, NotMade, Pixels, Upload
from samples.forgeries.pdfs import PDF_EDITORS, make_pdf
from samples.forgeries.pictures import EDITORS
from samples.forgeries.rewording import remarked, reworded
from samples.forgeries.signed import EDITORS as SIGNED_EDITORS, make_signed
from samples.forgeries.source import CAPTURES, CARDS, LETTERS, Shown, Wanted, draw_wanted, shown
from samples.forgeries.thumbnails import thumbnailed
from samples.render.printed import Letters, Mark

__all__ = [
    "ANY",
    "CAPTURES",
    "CARDS",
    "EDITORS",
    "FINALS",
    "LETTERS",
    "PDF_KINDS",
    "PICTURE_KINDS",
    "SIGNED_KINDS",
    "THUMBNAIL_KINDS",
    "Edit",
    "Forgery",
    "NotMade",
    "Upload",
    "Wanted",
    "authentic",
    "make",
    "make_set",
]

PICTURE_KINDS: Final = tuple(EDITORS)
PDF_KINDS: Final = tuple(PDF_EDITORS)
SIGNED_KINDS: Final = tuple(SIGNED_EDITORS)
THUMBNAIL_KINDS: Final = ("thumbnail_portrait", "thumbnail_retype")
"""The edit of a picture behind the underscore, on a camera's photo whose thumbnail still shows what was there."""
ANY: Final = Wanted()
"""A paper that chance draws."""
_TRIES: Final = 12
_PAPERS: Final = {"portrait": ("ktp", "ktp", "passport"), "stamp": LETTERS, "signature": LETTERS}
_COMMON: Final = (*CARDS, "ktp", "ktp", "passport", "passport", *LETTERS)


def make(seed: int, kind: str, final: str, like: Wanted = ANY) -> Forgery:
    """Return the forgery of ``seed``.

    Args:
        seed: Any whole number.
        kind: A name of ``PICTURE_KINDS``, ``PDF_KINDS``, ``SIGNED_KINDS`` or ``THUMBNAIL_KINDS``.
        final: A name of ``FINALS``; of PDFs ``pdf``, as they are their own last encoder, of thumbnails ``camera``.
        like: The paper (``CARDS``, ``LETTERS``), design and capture (``CAPTURES``); chance draws what is empty.

    Raises:
        NotMade: no paper that chance drew has a place for this edit.
    """
    if kind in PDF_EDITORS:
        return make_pdf(seed, kind, like.paper)
    if kind in SIGNED_EDITORS:
        return make_signed(seed, kind)
    if kind in THUMBNAIL_KINDS:
        photo = make(seed, kind.removeprefix("thumbnail_"), "camera", like)
        return thumbnailed(photo, kind, chance(seed, "thumbnail"))
    for attempt in range(_TRIES):
        draw = chance(seed, "forgery", kind, final, attempt)
        wanted = _wanted(draw, kind, like)
        try:
            return _made(seed, kind, final, wanted, draw)
        except NotMade:
            continue
    raise NotMade(f"{kind} of seed {seed}")


def _wanted(draw: random.Random, kind: str, like: Wanted) -> Wanted:
    papers = (like.paper,) if like.paper else _PAPERS.get(kind, _COMMON)
    wanted = draw_wanted(draw, papers, (like.capture,) if like.capture else CAPTURES)
    return replace(wanted, design=like.design or wanted.design, signed=kind in {"stamp", "signature"})


def _made(seed: int, kind: str, final: str, wanted: Wanted, draw: random.Random) -> Forgery:
    page = shown(seed, wanted)
    quality = draw.choice([None, *[draw.randint(60, 98) for _ in range(4)]])
    untouched = page.pixels.copy()
    page.pixels = first_saving(page.pixels, quality)
    canvas = Canvas.of(page)
    edits = tuple(EDITORS[kind](canvas, _donor(seed, wanted, draw), draw))
    last = _Saving(final, f"{seed} {kind} {final}", quality)
    edited = _upload(page, page.pixels, last, edits)
    last = replace(last, quality=quality if draw.random() < 0.5 else None)
    twin = _upload(page, first_saving(untouched, last.quality), last)
    return Forgery(
        kind, final, seed, wanted.paper, wanted.design, wanted.capture, edited, twin, edits, canvas.mask
    )  # fmt: skip


@dataclass(frozen=True)
class _Saving:
    """The last encoder, what draws its settings, and the quality at which the picture was saved before."""

    final: str
    chance: str
    quality: int | None


def _donor(seed: int, wanted: Wanted, draw: random.Random) -> Shown:
    """Return another person's paper: mostly of the same look, and saved by itself."""
    other = draw.randint(1, 10**6) + 17 * seed
    design, paper = wanted.design, wanted.paper
    if draw.random() < 0.25:
        drawn = draw_wanted(draw, (*CARDS, *LETTERS)) if not wanted.signed else draw_wanted(draw, LETTERS)
        paper, design = drawn.paper, drawn.design
    capture = wanted.capture if draw.random() < 0.4 else draw.choice(CAPTURES)
    page = shown(other, Wanted(paper, design, capture, wanted.signed))
    page.pixels = first_saving(page.pixels, draw.choice([None, draw.randint(60, 98), draw.randint(60, 98)]))
    return page


def _upload(page: Shown, pixels: Pixels, last: _Saving, edits: Sequence[Edit] = ()) -> Upload:
    encoded = FINALS[last.final](pixels, chance(last.chance))
    high, wide = pixels.shape[:2]
    marks = [_share_mark(mark, wide, high) for mark in page.marks]
    words = reworded([_share_word(word, wide, high) for word in page.words], marks, edits)
    shown_marks = remarked(marks, words, edits)
    return Upload(encoded.data, encoded.media_type, shown_marks, words, last.quality, page.to_page)


def _share_mark(mark: Mark, wide: int, high: int) -> Mark:
    x0, y0, x1, y1 = mark.box
    return replace(mark, box=(x0 / wide, y0 / high, x1 / wide, y1 / high))


def _share_word(word: Letters, wide: int, high: int) -> Letters:
    return replace(word, boxes=tuple((b[0] / wide, b[1] / high, b[2] / wide, b[3] / high) for b in word.boxes))


def authentic(seed: int, final: str, like: Wanted = ANY) -> Forgery:
    """Return an upload that nobody edited, as a ``Forgery`` without edits; its twin was saved once more before.

    ``like.capture`` may also be ``photocopy`` or ``screen``, whose facts a reader sees on the picture.
    """
    wanted = _wanted(chance(seed, "authentic", final), "", like)
    page = shown(seed, wanted)
    once = _Saving(final, f"{seed} authentic {final}", None)
    twice = replace(once, quality=chance(seed, "authentic", final, "quality").randint(60, 98))
    first, again = (_upload(page, first_saving(page.pixels, last.quality), last) for last in (once, twice))
    facts = frozenset({wanted.capture} & {"photocopy", "screen"})
    return Forgery("authentic", final, seed, wanted.paper, wanted.design, wanted.capture, first, again, (), facts=facts)


def make_set(
    seed: int, count: int, kinds: Sequence[str] = PICTURE_KINDS, last: Sequence[str] = tuple(FINALS)
) -> Iterator[Forgery]:
    """Yield ``count`` forgeries from ``seed`` on, kinds and last encoders in turn."""
    pairs = [(kind, final) for final in last for kind in kinds]
    for place in range(count):
        kind, final = pairs[place % len(pairs)]
        yield make(seed + place, kind, final)
