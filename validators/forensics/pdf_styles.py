"""How the texts of a PDF page look and when they are painted, and which of them stand out."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from validators.forensics.pdf_hidden import LARGE_PT, covers_of, slanted
from validators.forensics.pdf_page import PdfPage, Text
from validators.forensics.pdf_places import in_margin

LEAST_TEXTS: Final = 8
MOST_TEXTS: Final = 3_000
NEAREST: Final = 8
LATE: Final = 0.3
"""Share of the page's texts that are painted between the texts around one and itself."""
LEAST_LATE: Final = 8
RARE: Final = 0.02
"""Share of the page's characters up to which a font, size or colour is rare on it."""
MOST_LATE: Final = 0.2
"""Share of the page's texts from which on those painted late are a layer of the page (a form filled by a program)."""
_STYLE: Final = re.compile(
    r"(?i)(bold|italic|oblique|regular|roman|medium|light|semi|demi|black|heavy|book|narrow|condensed|mt|ps|std|pro)"
)


@dataclass(frozen=True)
class Group:
    """Texts of one line that stand out together. ``beside`` are those around them, ``usual`` their font."""

    texts: tuple[Text, ...]
    signs: frozenset[str]
    font: str
    usual: str
    beside: tuple[Text, ...]


def odd_groups(page: PdfPage) -> list[Group]:
    """Return the texts of a page that stand out, put together line by line."""
    texts = [one for one in page.texts if one.is_inked and one.text and not slanted(one) and one.size <= LARGE_PT]
    texts = [one for one in texts if not in_margin(one.box) and _is_latin(one)]
    if not LEAST_TEXTS <= len(texts) <= MOST_TEXTS:
        return []
    near = _nearest(page, texts)
    late = _late(texts, near)
    if late.sum() > max(3, MOST_LATE * len(texts)):
        late[:] = False
    style = _Styles(page, texts)
    groups: list[Group] = []
    for place, one in enumerate(texts):
        beside = tuple(texts[n] for n in near[place])
        signs = style.signs(one, beside) | ({"late"} if late[place] else set())
        if "late" in signs or "font" in signs:
            _add(groups, Group((one,), frozenset(signs), style.name(one), style.name(beside[0]), beside))
    return groups


def _add(groups: list[Group], one: Group) -> None:
    """Put a text to the group before it, where it goes on there."""
    last = groups[-1].texts[-1] if groups else None
    text = one.texts[0]
    if (
        last is not None
        and text.order - last.order <= 2
        and abs(text.base - last.base) < 0.3 * (text.box[3] - text.box[1])
    ):
        before = groups.pop()
        one = Group((*before.texts, text), before.signs | one.signs, before.font, before.usual, before.beside)
    groups.append(one)


def _is_latin(text: Text) -> bool:
    letters = [letter for letter in text.text if letter.isalnum()]
    return bool(letters) and all(ord(letter) < 0x250 for letter in letters)


def _nearest(page: PdfPage, texts: list[Text]) -> Any:
    """Return the places of the texts nearest to each, line before column, ``(n, 8)``."""
    boxes = np.array([one.box for one in texts])
    across = np.maximum(boxes[:, None, 0] - boxes[None, :, 2], boxes[None, :, 0] - boxes[:, None, 2]) * page.wide_pt
    down = np.abs(boxes[:, None, 3] - boxes[None, :, 3]) * page.high_pt
    far = np.maximum(across, 0) + 3 * down
    np.fill_diagonal(far, np.inf)
    return np.argsort(far, axis=1)[:, : min(NEAREST, len(texts) - 1)]


def _late(texts: list[Text], near: Any) -> Any:
    """Tell for each text whether it is painted long after those around it."""
    ranks = np.arange(len(texts))
    around = np.sort(ranks[near], axis=1)
    upper = around[:, (3 * around.shape[1]) // 4 - 1]
    return ranks - upper >= max(LEAST_LATE, LATE * len(texts))


class _Styles:
    """What is usual on a page, in characters."""

    def __init__(self, page: PdfPage, texts: list[Text]) -> None:
        self._total = sum(len(one.text) for one in texts)
        self._families, self._sizes = Counter[str](), Counter[float]()
        self._colours, self._keys, self._sources = Counter[object](), Counter[object](), Counter[object]()
        self._names, self._embedded = Counter[str](), 0
        for one in texts:
            length = len(one.text)
            self._families[self.family(one)] += length
            self._sizes[round(one.size, 1)] += length
            self._colours[one.colour] += length
            self._keys[one.font.key if one.font else 0] += length
            self._names[one.font.name if one.font else ""] += length
            self._sources[(one.marked, one.form >= 0)] += length
            self._embedded += length * bool(one.font and one.font.embedded)
        self._grounds = [one for one in covers_of(page) if one.kind == "path"]

    def family(self, text: Text) -> str:
        """Return a font's family: its name without tag, weight and slant."""
        return re.sub(r"[^a-z]", "", _STYLE.sub("", text.font.name).lower()) if text.font else ""

    def name(self, text: Text) -> str:
        """Return a font's name and size for people."""
        return f"{text.font.name if text.font else '?'} {text.size:.1f}"

    def signs(self, one: Text, beside: tuple[Text, ...]) -> set[str]:
        """Return in what a text differs from the page and from those around it."""
        found, length = set(), len(one.text)
        rare = max(RARE * self._total, 1.5 * length)
        if self._families[self.family(one)] <= rare and self._differs(self.family, one, beside):
            found.add("font")
        if self._sizes[round(one.size, 1)] <= rare and self._differs(lambda text: round(text.size, 1), one, beside):
            found.add("size")
        if self._colours[one.colour] <= rare and self._differs(lambda text: text.colour, one, beside):
            found.add("colour")
        source = (one.marked, one.form >= 0)
        if self._sources[source] <= max(0.1 * self._total, 1.5 * length) and source != (True, False):
            found.add("source")
        if one.font is not None:
            found |= self._font_signs(one, rare)
        if any(self._is_ground(ground, one) for ground in self._grounds):
            found.add("ground")
        return found

    def _font_signs(self, one: Text, rare: float) -> set[str]:
        """Return whether the font is one more of the same name, or one that the file does not hold, unlike the rest."""
        if one.font is None or self._keys[one.font.key] > rare:
            return set()
        if not one.font.embedded and self._embedded >= 0.9 * (self._total - self._keys[one.font.key]):
            return {"subset"}
        return {"subset"} if self._names[one.font.name] > self._keys[one.font.key] else set()

    @staticmethod
    def _differs(of: Any, one: Text, beside: tuple[Text, ...]) -> bool:
        return bool(sum(of(one) != of(other) for other in beside) >= 0.75 * len(beside))

    @staticmethod
    def _is_ground(ground: Any, one: Text) -> bool:
        """Tell whether an area was painted for this text alone, right before it."""
        tall = one.box[3] - one.box[1]
        holds = ground.box[0] <= one.box[0] + tall / 2 and ground.box[2] >= one.box[2] - tall / 2
        level = ground.box[1] <= one.box[1] + tall / 2 and ground.box[3] >= one.box[3] - tall / 2
        return bool(holds and level and ground.box[3] - ground.box[1] < 3 * tall and 0 < one.order - ground.order <= 3)
