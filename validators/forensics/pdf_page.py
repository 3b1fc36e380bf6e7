"""A PDF page taken apart in the order in which it is painted: texts, areas, pictures, with places and looks.

Only for checks that open the file: all of this runs in the shut-in child. Places are in shares of the page as shown
(0..1, origin top left, after the page's own turn), as regions are everywhere else.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from validators.forensics.check import NotMeasurable

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
MOST_ITEMS: Final = 30_000
"""Items of one page that are looked at; a drawing of more is no paper that people fill in."""
MOST_CHARACTERS: Final = 60_000
DEEPEST_FORM: Final = 6
NOT_DRAWN: Final = "cannot_be_drawn"
FARTHEST: Final = 1e6
"""Pages away from which on nothing is looked at, and points above which no letter is."""
_KINDS: Final = {
    pdfium.FPDF_PAGEOBJ_TEXT: "text",
    pdfium.FPDF_PAGEOBJ_PATH: "path",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    pdfium.FPDF_PAGEOBJ_SHADING: "shading",
}
_UNSEEN_MODES: Final = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Font:
    """A font as the file names it; ``subset`` is its tag of six letters, ``key`` tells one font object from another."""

    name: str
    subset: str
    embedded: bool
    key: int


@dataclass
class Item:
    """One painted thing. ``order`` counts up as the page is painted; ``form`` is the form's number that holds it.

    ``colour`` is red, green, blue, alpha (0..255) of its filling, None where it is filled with a pattern or not at all.
    ``marked`` tells whether it stands in marked content, as in files that a word processor tagged.
    """

    order: int
    kind: str
    box: Box
    handle: Any
    matrix: Matrix
    form: int
    colour: tuple[int, int, int, int] | None = None
    marked: bool = False


@dataclass
class Text(Item):
    """A run of characters as painted. ``size`` in points on the page, ``base`` its baseline in shares of the height.

    ``characters`` are those that the text layer gives for it, with their places in that layer.
    """

    font: Font | None = None
    size: float = 0.0
    base: float = 0.0
    mode: int = 0
    slant: float = 0.0
    characters: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says, without spaces at its ends."""
        return "".join(letter for letter, _ in self.characters).strip()

    @property
    def is_inked(self) -> bool:
        """Whether its mode and colour leave ink at all."""
        return self.mode not in _UNSEEN_MODES and (self.colour is None or self.colour[3] > 0)


@dataclass(frozen=True)
class Character:
    """One character of the text layer: its box, the order of the text that paints it, its place in the layer."""

    text: str
    box: Box
    order: int
    place: int

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


class TooMuch(Exception):  # noqa: N818  # an outcome, not an error
    """The page holds more than is looked at."""


class PdfPage:
    """One page with its items in painting order.

    Raises:
        TooMuch: more items or characters than are looked at.
    """

    def __init__(self, page: Any, index: int) -> None:
        self.index = index
        self._page = page
        self._left, self._bottom, right, top = page.get_bbox()
        self.wide_pt, self.high_pt = max(right - self._left, 1e-6), max(top - self._bottom, 1e-6)
        self._turn = page.get_rotation() % 360
        self._fonts: dict[int, Font] = {}
        self.items: list[Item] = []
        self._forms = 0
        handles = (pdfium.FPDFPage_GetObject(page.raw, n) for n in range(pdfium.FPDFPage_CountObjects(page.raw)))
        self._walk(handles, _IDENTITY, 0, -1)
        self._layer: Any = None
        self._read()

    # -- what is on it ------------------------------------------------------------------------------------------------

    @property
    def texts(self) -> list[Text]:
        """Its texts in painting order."""
        return [one for one in self.items if isinstance(one, Text)]

    def characters(self, texts: Sequence[Text]) -> Iterator[Character]:
        """Yield the characters of ``texts`` that are no spaces and have a place."""
        numbers = tuple(ctypes.c_double() for _ in range(4))
        left, right, bottom, top = numbers
        for one in texts:
            for letter, place in one.characters:
                if letter.isspace():
                    continue
                if pdfium.FPDFText_GetCharBox(self._layer, place, left, right, bottom, top):
                    box = self._shares((left.value, bottom.value, right.value, top.value), _IDENTITY)
                    if box[2] > box[0] and box[3] > box[1] and all(map(math.isfinite, box)):
                        yield Character(letter, box, one.order, place)

    @property
    def share_of_pictures(self) -> float:
        """Share of the page that pictures cover together, 0..1."""
        return min(1.0, sum(_area(_clipped(one.box)) for one in self.items if one.kind == "image"))

    @property
    def shown_pt(self) -> tuple[float, float]:
        """Width and height of the page as shown, in points."""
        return (self.high_pt, self.wide_pt) if self._turn in {90, 270} else (self.wide_pt, self.high_pt)

    def corners(self, picture: Item) -> tuple[tuple[float, float], ...]:
        """Return where a picture's upper left, upper right and lower left pixels lie on the page, in shares of it."""
        placed = _times(_matrix(picture.handle), picture.matrix)
        return tuple(self.point(x, y, placed) for x, y in ((0.0, 1.0), (1.0, 1.0), (0.0, 0.0)))

    # -- how it looks -------------------------------------------------------------------------------------------------

    def rendered(self, scale: float, without: Sequence[Item] = (), *, marks: bool = True) -> Any:
        """Return the page as shown, ``(H, W, 3)`` uint8 BGR, ``scale`` pixels a point, without some of its items.

        Raises:
            NotMeasurable: ``cannot_be_drawn``.
        """
        for one in without:
            pdfium.FPDFPageObj_SetIsActive(one.handle, False)
        try:
            bitmap = self._page.render(scale=scale, may_draw_forms=marks, draw_annots=marks)
            pixels = bitmap.to_numpy()[:, :, :3].copy()
            bitmap.close()
        except pypdfium2.PdfiumError as error:
            raise NotMeasurable(NOT_DRAWN, failed=True) from error
        finally:
            for one in without:
                pdfium.FPDFPageObj_SetIsActive(one.handle, True)
        return pixels

    def scale(self, dpi: float, most_px: float = 4e6) -> float:
        """Return pixels a point for ``dpi``, less where the page would be more than ``most_px`` pixels."""
        return min(dpi / 72, math.sqrt(most_px / (self.wide_pt * self.high_pt)))

    @property
    def raw(self) -> Any:
        """PDFium's own page."""
        return self._page

    # -- taking apart -------------------------------------------------------------------------------------------------

    def _walk(self, handles: Iterator[Any], matrix: Matrix, depth: int, form: int) -> None:
        numbers = tuple(ctypes.c_float() for _ in range(4))
        for handle in handles:
            if len(self.items) >= MOST_ITEMS:
                raise TooMuch
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < DEEPEST_FORM:
                    self._forms += 1
                    inner = range(pdfium.FPDFFormObj_CountObjects(handle))
                    parts = (pdfium.FPDFFormObj_GetObject(handle, n) for n in inner)
                    self._walk(parts, _times(_matrix(handle), matrix), depth + 1, form if form >= 0 else self._forms)
            elif kind in _KINDS and pdfium.FPDFPageObj_GetBounds(handle, *numbers):
                left, bottom, right, top = (one.value for one in numbers)
                box = self._shares((left, bottom, right, top), matrix)
                item = self._item(_KINDS[kind], handle, box, matrix, form)
                if _is_finite(item):
                    self.items.append(item)

    def _item(self, kind: str, handle: Any, box: Box, matrix: Matrix, form: int) -> Item:
        order = len(self.items)
        marked = pdfium.FPDFPageObj_CountMarks(handle) > 0
        colour = _colour(handle) if kind in {"text", "path"} else None
        if kind != "text":
            return Item(order, kind, box, handle, matrix, form, colour, marked)
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(handle, size)
        own = _times(_matrix(handle), matrix)
        base = self._shares((own[4], own[5], own[4], own[5]), _IDENTITY)
        return Text(
            order, kind, box, handle, matrix, form, colour, marked,
            font=self._font(handle),
            size=abs(size.value) * math.hypot(own[2], own[3]),
            base=base[1],
            mode=pdfium.FPDFTextObj_GetTextRenderMode(handle),
            slant=(math.degrees(math.atan2(own[1], own[0])) - self._turn) % 360,
        )  # fmt: skip

    def _font(self, handle: Any) -> Font | None:
        found = pdfium.FPDFTextObj_GetFont(handle)
        key = ctypes.cast(found, ctypes.c_void_p).value
        if key is None:
            return None
        if key not in self._fonts:
            room = ctypes.create_string_buffer(200)
            length = pdfium.FPDFFont_GetBaseFontName(found, room, 200)
            name = room.raw[: max(0, min(length, 200) - 1)].decode("latin-1")
            subset = name[:6] if name[6:7] == "+" and name[:6].isalpha() and name[:6].isupper() else ""
            bare = name[7:] if subset else name
            self._fonts[key] = Font(bare, subset, pdfium.FPDFFont_GetIsEmbedded(found) == 1, key)
        return self._fonts[key]

    def _read(self) -> None:
        """Put the text layer's characters to the texts that paint them."""
        layer = self._page.get_textpage()
        self._layer, self._layer_owner = layer.raw, layer
        count = layer.count_chars()
        if count > MOST_CHARACTERS:
            raise TooMuch
        by_handle = {ctypes.cast(one.handle, ctypes.c_void_p).value: one for one in self.texts}
        for place in range(count):
            code = pdfium.FPDFText_GetUnicode(self._layer, place)
            handle = pdfium.FPDFText_GetTextObject(self._layer, place)
            owner = by_handle.get(ctypes.cast(handle, ctypes.c_void_p).value) if handle else None
            if owner is not None:
                owner.characters.append((_letter(code), place))

    def _shares(self, box: Box, matrix: Matrix) -> Box:
        """Return a rectangle of the page's own space, or of a form's in it, in shares of the page as shown."""
        a, b, c, d, e, f = matrix
        corners = [(x * a + y * c + e, x * b + y * d + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
        points = [self._point(x, y) for x, y in corners]
        across, down = [x for x, _ in points], [y for _, y in points]
        return min(across), min(down), max(across), max(down)

    def point(self, x: float, y: float, matrix: Matrix) -> tuple[float, float]:
        """Return a point of a form's space in shares of the page as shown."""
        a, b, c, d, e, f = matrix
        return self._point(x * a + y * c + e, x * b + y * d + f)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = (x - self._left) / self.wide_pt, 1 - (y - self._bottom) / self.high_pt
        turned = {0: (across, down), 90: (1 - down, across), 180: (1 - across, 1 - down), 270: (down, 1 - across)}
        return turned.get(self._turn, (across, down))


def _is_finite(item: Item) -> bool:
    """Tell whether an item has a place at all: a file may scale until no number holds it."""
    numbers = (*item.box, item.base, item.size, item.slant) if isinstance(item, Text) else item.box
    return all(math.isfinite(number) and abs(number) < FARTHEST for number in numbers)


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _matrix(handle: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _colour(handle: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return None
    return red.value, green.value, blue.value, alpha.value


def _clipped(box: Box) -> Box:
    x0, y0, x1, y1 = (min(max(number, 0.0), 1.0) for number in box)
    return x0, y0, x1, y1


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
