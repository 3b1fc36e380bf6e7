"""What later revisions of a PDF changed on its pages."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_bytes import is_signed, revision_ends
from validators.forensics.pdf_file import PdfFile, opened
from validators.forensics.pdf_hidden import differing, marks_on
from validators.forensics.pdf_page import Box, PdfPage
from validators.forensics.pdf_places import crop, field_at, in_margin, region, words_of
from validators.forensics.pdf_text import around, words_on

MOST_COMPARED: Final = 3
"""Earlier revisions that are held against the file: the first, the last before it, and one between."""
MOST_WORDS: Final = 6_000
MOST_FOUND: Final = 60
MOST_PICTURES: Final = 6
LOOK_DPI: Final = 40.0
SHOW_DPI: Final = 110.0
REPLACED, REMOVED, DRAWN, ADDED = 1.0, 0.6, 0.3, 0.2


@dataclass(frozen=True)
class _Change:
    """Words of one place before and after; places in shares of the page."""

    before: str
    after: str
    old: Box | None
    new: Box | None

    @property
    def score(self) -> float:
        if self.before and self.after:
            return REPLACED
        return REMOVED if self.before else ADDED


def _has_revisions(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf and len(revision_ends(exhibit.data)) > 1


@check(opens_file=True, wants=_has_revisions)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Words that a later revision replaced (score 1), took away (0.6) or added (0.2); drawings that it changed (0.3).

    Signed files are not looked at: what was changed after signing is the signature check's. ``facts``: ``before``,
    ``after``, ``revisions``, ``margin``; ``shown`` is the place as it was.
    """
    if is_signed(exhibit.data):
        raise NotMeasurable("signed")
    file, ends = opened(exhibit.data), revision_ends(exhibit.data)
    found: list[Measured] = []
    for end in _chosen(ends[:-1]):
        try:
            earlier = PdfFile(exhibit.data[:end])
        except NotMeasurable:
            continue
        found += _compared(exhibit, earlier, file, len(ends), {str(one.region) for one in found})
        if len(found) > MOST_FOUND:
            break
    yield Measured(facts={"revisions": str(len(ends))})
    yield from sorted(found, key=lambda one: -one.score)[:MOST_FOUND]


def _chosen(ends: Sequence[int]) -> list[int]:
    places = {0, len(ends) // 2, len(ends) - 1}
    return [ends[place] for place in sorted(places)][:MOST_COMPARED]


def _compared(exhibit: Exhibit, earlier: PdfFile, file: PdfFile, revisions: int, known: set[str]) -> Iterator[Measured]:
    pictures = 0
    for index in range(min(earlier.count, file.count)):
        old, new = earlier.page(index), file.page(index)
        changes = list(changes_of(_said(old), _said(new))) or list(_drawn(old, new))
        for change in changes:
            box = around([place for place in (change.new, change.old) if place is not None])
            if str(region(index, box)) in known:
                continue
            score = DRAWN if not change.before and not change.after else change.score
            pictures += 1
            yield Measured(
                score=score,
                field=field_at(exhibit, index, box),
                facts={
                    "before": change.before, "after": change.after, "revisions": str(revisions),
                    "margin": "1" if in_margin(box) else "",
                },
                region=region(index, change.new or box),
                compared=region(index, change.old or box),
                shown=_as_it_was(old, change.old or box) if pictures <= MOST_PICTURES else None,
            )  # fmt: skip


def _said(page: PdfPage) -> list[tuple[str, Box]]:
    """Return the page's words and those of its marks, with their places."""
    words = words_on(page, [one for one in page.texts if one.text])
    words += [(word, mark.box) for mark in marks_on(page) for word in mark.text.split()]
    return words[:MOST_WORDS]


def changes_of(old: Sequence[tuple[str, Box]], new: Sequence[tuple[str, Box]]) -> Iterator[_Change]:
    """Yield what differs between the words of a page before and after, each with the words beside it as one."""
    before, after = [word for word, _ in old], [word for word, _ in new]
    if before == after:
        return
    for kind, a0, a1, b0, b1 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, came = " ".join(before[a0:a1]), " ".join(after[b0:b1])
        if words_of(gone) == words_of(came):
            continue
        yield _Change(
            gone[:400], came[:400],
            around([box for _, box in old[a0:a1]]) if a1 > a0 else None,
            around([box for _, box in new[b0:b1]]) if b1 > b0 else None,
        )  # fmt: skip


def _drawn(old: PdfPage, new: PdfPage) -> Iterator[_Change]:
    """Yield the place where a page of the same words is drawn otherwise."""
    scale = new.scale(LOOK_DPI, 1e6)
    one, other = old.rendered(scale), new.rendered(scale)
    if one.shape != other.shape:
        return
    rows, columns = np.nonzero(differing(one, other))
    if len(rows):
        high, wide = one.shape[:2]
        box = (columns.min() / wide, rows.min() / high, (columns.max() + 1) / wide, (rows.max() + 1) / high)
        yield _Change("", "", None, tuple(float(number) for number in box))  # type: ignore[arg-type]  # four of them


def _as_it_was(page: PdfPage, box: Box) -> Any:
    tall = max(box[3] - box[1], 0.01)
    place = (box[0] - 4 * tall, box[1] - tall, box[2] + 4 * tall, box[3] + tall)
    return crop(page.rendered(page.scale(SHOW_DPI)), place).copy()
