"""The text layer of a PDF page: its words with boxes, and whether it is what the page shows. Sandbox only.

A forger can put any text under a page, and an OCR program puts its guesses there. So only characters that are drawn
count (not of an invisible mode, not without ink where they stand), and two texts in one place, or much ink outside
of all words, mean that the page must be read from its image.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

_MOST_CHARACTERS: Final = 100_000
_LEAST_CHARACTERS: Final = 40
"""A page of fewer visible letters and digits is read from its image: a scan often has a typed footer."""
_MOST_UNMAPPED: Final = 0.1
_LEAST_CONTRAST: Final = 24
"""Grey levels (of 255) between the lightest and the darkest pixel under a word that can be seen."""
_LEAST_INK: Final = 0.3
"""Share of the page's dark pixels that must lie under its words; tables, a logo and a stamp leave more than this."""
_DARK: Final = 160
_OVERLAP: Final = 0.5
_UPRIGHT: Final = math.radians(5)
_LIGATURES: Final = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\x02": "-",  # PDFium's mark for a hyphen at the end of a line
    "\ufffe": "-",
    "\u00ad": "-",
}

Box = tuple[float, float, float, float]
PlacedWord = tuple[str, float, float, float, float]


@dataclass(frozen=True)
class TextLayer:
    """Words of a page in reading order as drawn: text and x0, y0, x1, y1 in shares of the page as shown."""

    words: tuple[PlacedWord, ...]


@dataclass(frozen=True)
class _Character:
    """One drawn character; ``text`` empty for a gap between words."""

    text: str
    box: Box
    mapped: bool = True


_GAP: Final = _Character("", (0.0, 0.0, 0.0, 0.0))


def believed(page: pypdfium2.PdfPage, image: Image.Image) -> TextLayer | str:
    """Return the text layer of ``page`` as far as ``image`` (the page as shown) bears it out, or why not."""
    textpage = page.get_textpage()
    if textpage.count_chars() > _MOST_CHARACTERS:
        return "too many characters"
    characters = list(_characters(page, textpage))
    drawn = [character for character in characters if character.text]
    if len(drawn) < _LEAST_CHARACTERS:
        return "no visible text layer"
    if sum(not character.mapped for character in drawn) > _MOST_UNMAPPED * len(drawn):
        return "letters without meaning"
    grey = image.convert("L")
    words = _without_repeats([word for word in _words(characters) if _has_ink(grey, word)])
    return _why_not(grey, words) or TextLayer(tuple(words))


def _why_not(grey: Image.Image, words: list[PlacedWord]) -> str:
    """Return why words that are there and drawn are still not all that the page shows, or an empty string."""
    if sum(character.isalnum() for word in words for character in word[0]) < _LEAST_CHARACTERS:
        return "text without ink"
    if _overlapping(words):
        return "two texts in one place"
    if _ink_under(grey, words) < _LEAST_INK:
        return "ink outside of the text"
    return ""


def _characters(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> Iterator[_Character]:
    """Yield the characters that are drawn upright on the page as shown, and the gaps between them."""
    place = _Placing(page)
    visible: dict[int | None, bool] = {}
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        text = _text(code)
        if text.isspace() or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            yield _GAP
            continue
        handle = pdfium.FPDFText_GetTextObject(textpage, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value
        if key not in visible:
            visible[key] = _is_drawn(handle)
        box = place.box(textpage, index)
        if visible[key] and box is not None and place.upright(textpage, index):
            yield _Character(text, box, _has_meaning(textpage, index, code))


def _text(code: int) -> str:
    """Return the letters that a character code stands for; what is no character of its own becomes U+FFFD."""
    if code >= 0x110000 or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return _LIGATURES.get(chr(code), chr(code))


def _is_drawn(handle: object) -> bool:
    """Return whether a text object leaves ink: not of an invisible or clipping mode, not fully transparent."""
    if not handle:
        return True
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    if mode in {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return True
    return alpha.value > 0


def _has_meaning(textpage: pypdfium2.PdfTextPage, index: int, code: int) -> bool:
    """Return whether the font says which character this is; private codes are a font's own symbols."""
    if pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1:
        return False
    return code not in {0, 0xFFFD} and not 0xD800 <= code <= 0xF8FF and code < 0x110000


class _Placing:
    """Maps PDF coordinates (origin bottom left, before the page's own turn) to shares of the page as shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._left, self._bottom, right, top = page.get_bbox()
        self._wide = max(right - self._left, 1e-6)
        self._high = max(top - self._bottom, 1e-6)
        self._turn = page.get_rotation()

    def box(self, textpage: pypdfium2.PdfTextPage, index: int) -> Box | None:
        """Return the ink box of a character, or None when it lies off the page or has no extent."""
        left, bottom, right, top = textpage.get_charbox(index)
        one, other = self._point(left, bottom), self._point(right, top)
        x0, x1 = sorted((one[0], other[0]))
        y0, y1 = sorted((one[1], other[1]))
        if x1 <= 0 or y1 <= 0 or x0 >= 1 or y0 >= 1 or x0 == x1 or y0 == y1:
            return None
        return max(x0, 0.0), max(y0, 0.0), min(x1, 1.0), min(y1, 1.0)

    def upright(self, textpage: pypdfium2.PdfTextPage, index: int) -> bool:
        """Return whether a character stands upright on the page as shown; a slanting watermark does not."""
        angle = pdfium.FPDFText_GetCharAngle(textpage, index) + math.radians(self._turn)
        return abs(math.remainder(angle, 2 * math.pi)) <= _UPRIGHT

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, up = (x - self._left) / self._wide, (y - self._bottom) / self._high
        if self._turn == 90:
            return up, across
        if self._turn == 180:
            return 1 - across, up
        if self._turn == 270:
            return 1 - up, 1 - across
        return across, 1 - up


def _words(characters: list[_Character]) -> Iterator[PlacedWord]:
    """Yield the runs of characters between gaps; a wide jump is a gap too."""
    run: list[_Character] = []
    for character in [*characters, _GAP]:
        if run and (not character.text or _jumps(run[-1].box, character.box)):
            yield _joined(run)
            run = []
        if character.text:
            run.append(character)


def _jumps(last: Box, following: Box) -> bool:
    """Return whether ``following`` cannot belong to the word that ends in ``last``."""
    height = max(last[3] - last[1], following[3] - following[1])
    apart = following[1] > last[3] + height or following[3] < last[1] - height
    return apart or following[0] - last[2] > 2 * height or following[2] < last[0] - height


def _joined(run: list[_Character]) -> PlacedWord:
    boxes = [character.box for character in run]
    text = "".join(character.text if character.mapped else "\ufffd" for character in run)
    return (
        text,
        round(min(box[0] for box in boxes), 5),
        round(min(box[1] for box in boxes), 5),
        round(max(box[2] for box in boxes), 5),
        round(max(box[3] for box in boxes), 5),
    )


def _pixels(image: Image.Image, word: PlacedWord, margin: int) -> tuple[int, int, int, int]:
    return (
        max(0, int(word[1] * image.width) - margin),
        max(0, int(word[2] * image.height) - margin),
        min(image.width, math.ceil(word[3] * image.width) + margin),
        min(image.height, math.ceil(word[4] * image.height) + margin),
    )


def _has_ink(grey: Image.Image, word: PlacedWord) -> bool:
    """Return whether anything can be seen where the word stands, which is more than bare marks without meaning."""
    if not word[0].strip("\ufffd"):
        return False
    lowest, highest = cast("tuple[int, int]", grey.crop(_pixels(grey, word, 1)).getextrema())
    return highest - lowest >= _LEAST_CONTRAST


def _without_repeats(words: list[PlacedWord]) -> list[PlacedWord]:
    """Drop a word that repeats another in the same place: some programs print bold by printing twice."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[PlacedWord] = []
    for word in words:
        column, row = round(word[1] * 200), round(word[2] * 200)
        if not any((word[0], column + x, row + y) in seen for x in (-1, 0, 1) for y in (-1, 0, 1)):
            kept.append(word)
        seen.add((word[0], column, row))
    return kept


def _overlapping(words: list[PlacedWord]) -> bool:
    """Return whether two words lie on each other, as when one was covered and another written over it."""
    by_top = sorted(words, key=lambda word: word[2])
    for index, word in enumerate(by_top):
        for other in by_top[index + 1 :]:
            if other[2] >= word[4]:
                break
            wide = min(word[3], other[3]) - max(word[1], other[1])
            high = min(word[4], other[4]) - max(word[2], other[2])
            if wide > 0 and high > 0 and wide * high > _OVERLAP * min(_area(word), _area(other)):
                return True
    return False


def _area(word: PlacedWord) -> float:
    return (word[3] - word[1]) * (word[4] - word[2])


def _ink_under(grey: Image.Image, words: list[PlacedWord]) -> float:
    """Return the share of the page's dark pixels that lie under its words, 0..1."""
    dark = grey.point([255] * _DARK + [0] * (256 - _DARK))
    total = dark.histogram()[255]
    brush = ImageDraw.Draw(dark)
    for word in words:
        left, top, right, bottom = _pixels(dark, word, 2)
        brush.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill=0)
    return 1 - dark.histogram()[255] / total if total else 0.0
