"""What a reader finds on an edited page: changed fields say the new value, and what was taken out is gone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from samples.forgeries.model import Edit
from samples.render.printed import Box, Letters, Mark

_NO_TEXT = frozenset({"portrait", "stamp", "signature"})


def reworded(words: Sequence[Letters], marks: Sequence[Mark], edits: Iterable[Edit]) -> tuple[Letters, ...]:
    """Return the page's words after the edits; boxes of new words are spread evenly over the place of the old ones."""
    found = list(words)
    for edit in edits:
        if edit.kind in _NO_TEXT:
            continue
        own = next((mark.box for mark in marks if (mark.name, mark.page) == (edit.field, edit.page)), edit.box)
        if not edit.value:
            found = [word for word in found if not _holds(edit.box, edit.page, word)]
            continue
        old = [word for word in found if _holds(own, edit.page, word)]
        new = edit.value.split()
        if len(new) == len(old):
            changed = [_respelt(word, text) for word, text in zip(old, new, strict=True)]
        else:
            changed = _spread(new, edit)
        place = found.index(old[0]) if old else len(found)
        rest = [word for word in found if word not in old]
        found = [*rest[:place], *changed, *rest[place:]]
    return tuple(found)


def remarked(marks: Sequence[Mark], words: Sequence[Letters], edits: Iterable[Edit]) -> tuple[Mark, ...]:
    """Return the page's marks after the edits: new values, and no field where nothing is left of it."""
    changed = {(edit.field, edit.page): edit for edit in edits if edit.kind not in _NO_TEXT}
    found = []
    for mark in marks:
        edit = changed.get((mark.name, mark.page)) if mark.kind == "field" else None
        if edit is None:
            found.append(mark)
            continue
        value = edit.value or " ".join(word.text for word in words if _holds(mark.box, mark.page, word))
        if value:
            found.append(replace(mark, value=value))
    return tuple(found)


def _respelt(word: Letters, text: str) -> Letters:
    boxes = word.boxes if len(text) == len(word.boxes) else _even(word.box, len(text))
    return Letters(text, word.page, boxes)


def _spread(texts: Sequence[str], edit: Edit) -> list[Letters]:
    """Return ``texts`` as words that share the width of the edit's box by their letters, a letter between two."""
    x0, y0, x1, y1 = edit.box
    step = (x1 - x0) / max(1, sum(len(text) + 1 for text in texts) - 1)
    found = []
    for text in texts:
        found.append(Letters(text, edit.page, _even((x0, y0, x0 + step * len(text), y1), len(text))))
        x0 += step * (len(text) + 1)
    return found


def _even(box: Box, count: int) -> tuple[Box, ...]:
    x0, y0, x1, y1 = box
    step = (x1 - x0) / max(1, count)
    return tuple((x0 + step * place, y0, x0 + step * (place + 0.9), y1) for place in range(count))


def _holds(box: Box, page: int, word: Letters) -> bool:
    x0, y0, x1, y1 = word.box
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    slack = 0.002
    inside = box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack
    return word.page == page and inside
