"""The NIK from several readings of its line: two of different engines must agree on all 16 digits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, cast

import cv2

from extractors.card.ocr_a import NAME as STROKES, read_digits
from extractors.card.readings import Candidate, reading
from extractors.card.slots import around, split_at_colons
from extractors.card.values import normal
from extractors.engine import Layout, OcrEngine, Pixels, Readers
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from extractors.straighten import inside

DIGITS: Final = "0123456789"
LENGTH: Final = 16
STRIP_HEIGHT: Final = 64
"""Pixels of height of the strip that the first engine is given (ocr.md section 2)."""


def read_nik(first: Candidate | None, strip: Pixels, frame: Region, readers: Readers) -> Field | None:
    """Return the field from the page's reading (if any) and from ``strip``, the picture of the number's line.

    ``frame`` is where the strip lies on the view.

    ``ok`` when two engines agree on 16 digits; ``conflict`` when two read 16 digits each and differ; else
    ``doubtful``. Later readings are made only while none agree. Nothing is repaired from the birth date.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    seen: list[tuple[Candidate, str]] = []
    for candidate in _readings(first, strip, frame, readers):
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


def _readings(first: Candidate | None, strip: Pixels, frame: Region, readers: Readers) -> Iterator[Candidate]:
    if first is not None:
        yield first
    place = first.region if first is not None else frame
    if readers.second is not None:
        for candidate in _line(readers.second, strip, frame):
            place = _place(place, candidate.region, normal("nik", first.raw).value if first else "")
            yield replace(candidate, region=place)
    for candidate in _line(readers.first, _prepared(strip), frame):
        yield replace(candidate, region=place)
    drawn = read_digits(strip, LENGTH)
    if drawn is not None:
        yield Candidate(STROKES, drawn[0], place, drawn[1])


def _place(page: Region, strip: Region, seen: str) -> Region:
    """Return where the number stands: as the page's reading has it, unless that saw only a part of the digits."""
    if len(seen) >= LENGTH - 2:
        return page
    return Region.clipped(page.page, strip.x0, page.y0, strip.x1, page.y1)


def _line(engine: OcrEngine, strip: Pixels, frame: Region) -> Iterator[Candidate]:
    # The colon before the number may be on the strip; where it is not expected, it would be read as a digit.
    read = engine.read(strip, Layout.LINE, charset=DIGITS + ":")
    words = [part for word in read for part in split_at_colons(word) if part.text != ":"]
    if words:
        place = inside(frame, around(words))
        yield Candidate(engine.name, " ".join(w.text for w in words), place, min(w.confidence for w in words))


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
