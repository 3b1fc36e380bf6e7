"""The NIK from several readings of its line: two of different engines must agree on all 16 digits."""

from collections.abc import Iterator, Sequence
from typing import Final, cast

import cv2

from extractors.card.ocr_a import NAME as STROKES, read_digits
from extractors.card.readings import Candidate, reading
from extractors.card.values import normal
from extractors.engine import Layout, OcrEngine, Pixels, Readers
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word

DIGITS: Final = "0123456789"
LENGTH: Final = 16
STRIP_HEIGHT: Final = 64
"""Pixels of height of the strip that the first engine is given (ocr.md section 2)."""


def read_nik(first: Candidate | None, strip: Pixels, place: Region, readers: Readers) -> Field | None:
    """Return the field from the page's reading (if any) and from ``strip``, the picture of the number's line.

    ``ok`` when two engines agree on 16 digits; ``conflict`` when two read 16 digits each and differ; else
    ``doubtful``. Later readings are made only while none agree. Nothing is repaired from the birth date.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    seen: list[tuple[Candidate, str]] = []
    for candidate in _readings(first, strip, place, readers):
        value = normal("nik", candidate.raw).value
        if not value:
            continue
        seen.append((candidate, value))
        agreeing = [one for one, other in seen if other == value and one.engine != candidate.engine]
        if agreeing and len(value) == LENGTH:
            return _field(agreeing[0], value, FieldStatus.OK, seen)
    if not seen:
        return None
    whole = [entry for entry in seen if len(entry[1]) == LENGTH]
    # The second engine is the better reader of numbers; the first stands where it read nothing whole.
    best = max(whole or seen, key=lambda entry: (entry[0].engine != readers.first.name, entry[0].confidence))
    differs = any(value != best[1] and one.engine != best[0].engine for one, value in whole)
    status = FieldStatus.CONFLICT if whole and differs else FieldStatus.DOUBTFUL
    if readers.second is None and _twice(whole):
        status = FieldStatus.OK
    return _field(best[0], best[1], status, seen)


def _readings(first: Candidate | None, strip: Pixels, place: Region, readers: Readers) -> Iterator[Candidate]:
    if first is not None:
        yield first
    if readers.second is not None:
        yield from _line(readers.second, strip, place)
    yield from _line(readers.first, _prepared(strip), place)
    drawn = read_digits(strip, LENGTH)
    if drawn is not None:
        yield Candidate(STROKES, drawn[0], place, drawn[1])


def _line(engine: OcrEngine, strip: Pixels, place: Region) -> Iterator[Candidate]:
    # The colon before the number may be on the strip; where it is not expected, it would be read as a digit.
    words = engine.read(strip, Layout.LINE, charset=DIGITS + ":")
    if words:
        yield Candidate(engine.name, "".join(word.text for word in words), place, min(w.confidence for w in words))


def _prepared(strip: Pixels) -> Pixels:
    """Return the strip as Tesseract reads numbers best: blue channel, 64 pixels high, soft, with a margin."""
    channel = strip if strip.ndim == 2 else strip[:, :, 0]
    scale = STRIP_HEIGHT / channel.shape[0]
    scaled = cv2.resize(channel, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(scaled, (5, 5), 0)
    return cast("Pixels", cv2.copyMakeBorder(soft, 12, 12, 20, 20, cv2.BORDER_REPLICATE))


def _twice(whole: Sequence[tuple[Candidate, str]]) -> bool:
    """Whether the only engine read the same number on the page and on the strip, and nothing else."""
    return len(whole) >= 2 and len({value for _, value in whole}) == 1


def _field(best: Candidate, value: str, status: FieldStatus, seen: Sequence[tuple[Candidate, str]]) -> Field:
    return Field(
        value=value,
        raw=best.raw,
        confidence=max(one.confidence for one, other in seen if other == value),
        status=status,
        source=ReadingSource.VISUAL,
        region=best.region,
        readings=tuple(reading(one, other) for one, other in seen),
    )


def digits_of(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words of a number's line up to the first that holds hardly a digit, so that dirt behind it goes."""
    kept: list[Word] = []
    for word in words:
        value = normal("nik", word.text).value
        if kept and len(value) < 0.5 * len(word.text):
            break
        kept.append(word)
    return tuple(kept)
