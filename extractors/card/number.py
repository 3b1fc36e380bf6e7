"""The NIK from several readings of its line: three must be equal, of two engines, before it is relied on.

There is no check digit, so nothing but agreement tells a misread NIK from a right one. The readings are made from
different pictures of the line, so that one engine does not simply repeat itself: the page as first read, the strip for
the second engine as it is and again smaller and softer, and for the first engine, told to expect digits, sharp and
soft. Later readings are made only while the earlier ones do not suffice. Nothing is repaired from the birth date.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from extractors.card.ocr_a import NAME as STROKES, read_digits
from extractors.card.readings import NIK, NIK_OF_ONE_ENGINE, candidate
from extractors.card.slots import around, split_at_colons
from extractors.card.values import normal
from extractors.engine import OcrEngine, Pixels, Readers
from extractors.model import Field, FieldStatus, Region, Word
from extractors.rereading import read_quietly
from extractors.settling import Candidate, settle
from extractors.straighten import inside

DIGITS: Final = "0123456789"
LENGTH: Final = 16
STRIP_HEIGHT: Final = 64
"""Pixels of height of the strip that the first engine is given (ocr.md section 2)."""
SMALLER: Final = 0.8
"""Scale of the second engine's second picture of the line."""


@dataclass(frozen=True)
class NumberLine:
    """The line of the number: its picture, where that lies on the view, and where the number itself was seen."""

    strip: Pixels
    frame: Region
    place: Region


def read_nik(first: Candidate | None, line: NumberLine, readers: Readers) -> Field | None:
    """Return the field from the page's reading (if any) and from the pictures of the number's line."""
    policy = NIK if readers.second is not None else NIK_OF_ONE_ENGINE
    seen = [first] if first is not None else []
    field = settle(seen, policy)
    for more in _rounds(line, readers):
        seen += more
        field = settle(seen, policy)
        if field is not None and field.status is FieldStatus.OK:
            break
    return field


def _rounds(line: NumberLine, readers: Readers) -> Iterator[list[Candidate]]:
    """Yield further readings, cheapest and best first."""
    place = line.place
    if readers.second is not None:
        found = _read(readers.second, [line.strip, _smaller(line.strip)], line)
        place = next((one.region for one in found if one.region is not None), place)
        yield found
    again = NumberLine(line.strip, line.frame, place)
    yield _read(readers.first, [_prepared(line.strip, soft=soft) for soft in (True, False)], again)
    drawn = read_digits(line.strip, LENGTH)
    yield [candidate("nik", STROKES, drawn[0], place, drawn[1])] if drawn is not None else []


def _read(engine: OcrEngine, pictures: Sequence[Pixels], line: NumberLine) -> list[Candidate]:
    """Return what ``engine`` reads on pictures of the line, all in one call."""
    found = []
    # The colon before the number may be on the strip; where it is not expected, it would be read as a digit.
    for read in read_quietly(engine, pictures, charset=DIGITS + ":"):
        words = [part for word in read for part in split_at_colons(word) if part.text != ":"]
        if words:
            text, sure = " ".join(word.text for word in words), min(word.confidence for word in words)
            found.append(candidate("nik", engine.name, text, _placed(line, inside(line.frame, around(words))), sure))
    return found


def _placed(line: NumberLine, seen: Region) -> Region:
    """Return where the number stands: as the page has it, wider where the strip shows more of it."""
    place = line.place
    return Region.clipped(place.page, min(place.x0, seen.x0), place.y0, max(place.x1, seen.x1), place.y1)


def _smaller(strip: Pixels) -> Pixels:
    """Return the strip smaller and evenly lit: another picture for the same engine."""
    scaled = cv2.resize(_even(strip), None, fx=SMALLER, fy=SMALLER, interpolation=cv2.INTER_AREA)
    return cast("Pixels", cv2.copyMakeBorder(scaled, 6, 6, 14, 14, cv2.BORDER_REPLICATE))


def _prepared(strip: Pixels, *, soft: bool) -> Pixels:
    """Return the strip as Tesseract reads numbers best: 64 pixels high, evenly lit, soft or sharp, with a margin."""
    channel = _even(strip)
    scale = STRIP_HEIGHT / channel.shape[0]
    scaled = cv2.resize(channel, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    picture = cv2.GaussianBlur(scaled, (5, 5), 0) if soft else scaled
    return cast("Pixels", cv2.copyMakeBorder(picture, 12, 12, 20, 20, cv2.BORDER_REPLICATE))


def _even(strip: Pixels) -> Pixels:
    """Return the strip's blue channel as if it lay in even light: each pixel by the brightness of the ground around it.

    The edge of a shadow is no stroke then; nothing is cut to black and white.
    """
    channel = strip if strip.ndim == 2 else strip[:, :, 0]
    size = max(5, channel.shape[0] // 2) | 1
    ground = cv2.morphologyEx(channel, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)))
    ground = cv2.GaussianBlur(ground, (0, 0), size / 3)
    return cast("Pixels", cv2.divide(channel, np.maximum(ground, 1), scale=225))


def digits_of(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words of a number's line up to the first that holds hardly a digit, so that dirt behind it goes."""
    kept: list[Word] = []
    for word in words:
        value = normal("nik", word.text).value
        if kept and len(value) < 0.5 * len(word.text):
            break
        kept.append(word)
    return tuple(kept)
