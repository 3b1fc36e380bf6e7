"""The words of a card's values, from one reading of the whole card or, where that is poor, from a second one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
from rapidfuzz import fuzz

from extractors.card.slots import Edge, Slots, around, behind_colon, find_slots, split_at_colons
from extractors.dates import parse
from extractors.engine import Layout, OcrEngine, Pixels, Readers, View
from extractors.layout import lines, squeeze
from extractors.model import Region, Word
from extractors.straighten import cut, inside
from extractors.vocabulary.ktp import PROVINCE_WORDS

EXPECTED: Final = frozenset({
    "nik", "name", "birth", "sex", "address", "rt_rw", "village", "district", "religion", "marital_status",
    "occupation", "citizenship", "valid_until", "province", "regency", "issued_on",
    "issued_place",
})  # fmt: skip
"""What every card bears: when one of them is not seen, the card is read once more."""
SECOND_WIDTH: Final = 1300
"""Pixels of width at which the second engine reads a whole card."""


@dataclass(frozen=True)
class Value:
    """The words of one value on the view and the engine that read them."""

    engine: str
    words: tuple[Word, ...]

    @property
    def raw(self) -> str:
        """The words with single spaces, line by line."""
        return " ".join(line.text for line in lines(self.words))

    @property
    def region(self) -> Region:
        """The smallest region that holds the words."""
        return around(self.words)

    @property
    def confidence(self) -> float:
        """The weakest word's confidence, 0..1."""
        return min(word.confidence for word in self.words)


@dataclass(frozen=True)
class Card:
    """A card's values by slot (``birth`` holds place and date), where its labels stand, where the values start."""

    values: Mapping[str, Value]
    labels: Mapping[str, Region]
    edge: Edge | None


def read_card(view: View, engine: str, readers: Readers) -> Card:
    """Return the card on ``view``, whose words ``engine`` read.

    The card is read again when something that every card bears was not seen, and what is new is added; what was seen
    stands.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    slots = find_slots(view.words)
    values = _values(slots, engine)
    if engine != readers.first.name:
        values = _tightened(values, view.pixels)
    if values.keys() >= EXPECTED or not slots.labels:
        return Card(values, slots.labels, slots.edge)
    reader = readers.second if readers.second is not None and readers.second.name != engine else readers.first
    again = find_slots(_read_again(view, reader))
    more = _tightened(_values(again, reader.name), view.pixels)
    return Card({**more, **values}, {**again.labels, **slots.labels}, slots.edge or again.edge)


def _values(slots: Slots, engine: str) -> dict[str, Value]:
    found = dict(slots.values) | _header(slots.header) | _issue(slots.right)
    return {name: Value(engine, words) for name, words in found.items() if words}


def _tightened(values: Mapping[str, Value], pixels: Pixels) -> dict[str, Value]:
    """Return the values with each word's region drawn close around its ink: lines found by a detector are generous."""
    return {
        name: Value(
            value.engine,
            tuple(word.model_copy(update={"region": tight(pixels, word.region)}) for word in value.words),
        )
        for name, value in values.items()
    }


def _read_again(view: View, reader: OcrEngine) -> tuple[Word, ...]:
    """Return the words of the card's part of the view, read by ``reader``, in shares of the view."""
    seen = around(view.words)
    # Half a width more on the right: what is below the portrait may be all that was not seen.
    frame = Region.clipped(
        seen.page, seen.x0 - 0.06, seen.y0 - 0.06, seen.x1 + max(0.06, 0.6 * seen.width), seen.y1 + 0.06
    )
    part = cut(view.pixels, frame)
    scale = min(SECOND_WIDTH / part.shape[1], 2.0)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cast("Pixels", cv2.resize(part, None, fx=scale, fy=scale, interpolation=how))
    words = reader.read(scaled, Layout.BLOCK)
    return tuple(word.model_copy(update={"region": inside(frame, word.region)}) for word in words)


def tight(pixels: Pixels, region: Region) -> Region:
    """Return the part of ``region`` that holds dark ink; the region as it is where none stands out."""
    part = cut(pixels, region)
    channel = part if part.ndim == 2 else part[:, :, 0]
    if channel.size < 16 or int(channel.max()) - int(channel.min()) < 40:
        return region
    _, ink = cv2.threshold(channel, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    x, y, wide, high = cv2.boundingRect(ink)
    rows, columns = channel.shape
    return inside(region, Region.clipped(0, x / columns, y / rows, (x + wide) / columns, (y + high) / rows))


def split_birth(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part the words of place and date of birth: the date is what the line ends with."""
    apart = [part for word in words for part in split_at_colons(word)]
    parts = [part for word in behind_colon(apart) for part in _split_at_comma(word)]
    for index in range(len(parts)):
        text = " ".join(word.text for word in parts[index:])
        if any(character.isdigit() for character in parts[index].text) and _looks_dated(text):
            return tuple(parts[:index]), tuple(parts[index:])
    return tuple(parts), ()


def _looks_dated(text: str) -> bool:
    return parse(text, day_first=True) is not None or sum(character.isdigit() for character in text) >= 5


def _split_at_comma(word: Word) -> list[Word]:
    """Return ``JAKARTA,17-08-1990`` as two words, others as they are."""
    place, comma, date = word.text.partition(",")
    if not (place and comma and date.strip()):
        return [word]
    glued = word.model_copy(update={"text": f"{place},:{date}".replace(",:", ":")})
    return [part for part in split_at_colons(glued) if part.text != ":"]


def _header(rows: Sequence[tuple[Word, ...]]) -> dict[str, tuple[Word, ...]]:
    """Return the words of province and regency: the line that begins with PROVINSI, and the next one."""
    for index, row in enumerate(rows):
        at = _province_at(row)
        if at is None:
            continue
        below = next((words for words in rows[index + 1 :] if _letters(words) >= 4), ())
        return {"province": _level(row[at + 1 :]), "regency": _level(below)}
    named = [row for row in rows if _letters(row) >= 4]
    return {"regency": _level(named[-1])} if len(named) >= 2 else {}


def _province_at(row: Sequence[Word]) -> int | None:
    scores = [max(fuzz.ratio(squeeze(word.text), label) for label in PROVINCE_WORDS) for word in row]
    best = max(range(len(row)), key=lambda index: scores[index], default=0)
    return best if scores and scores[best] >= 70 and best + 1 < len(row) else None


def _letters(words: Sequence[Word]) -> int:
    return sum(character.isalpha() for word in words for character in word.text)


def _level(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words that stand together: dirt beyond a wide gap or of hardly any letters at the ends is dropped."""
    kept: list[Word] = []
    for word in words:
        if kept and word.region.x0 - kept[-1].region.x1 > 0.08:
            break
        if kept or _letters([word]) >= 2:
            kept.append(word)
    while kept and _letters([kept[-1]]) < 2:
        kept.pop()
    return tuple(kept)


def _issue(rows: Sequence[tuple[Word, ...]]) -> dict[str, tuple[Word, ...]]:
    """Return the words of place and date of issue: the lowest date below the portrait, and the line above it."""
    found = lines(word for row in rows for word in row)
    for index in range(len(found) - 1, -1, -1):
        text = found[index].text
        if parse(text, day_first=True) is None and sum(character.isdigit() for character in text) < 6:
            continue
        above = found[index - 1] if index else None
        near = above is not None and found[index].region.y0 - above.region.y1 < 2 * found[index].region.height
        place = _level(above.words) if above is not None and near and _letters(above.words) >= 2 else ()
        return {"issued_on": found[index].words, "issued_place": place}
    return {}
