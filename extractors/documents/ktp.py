"""KTP-el, the Indonesian identity card: labels in a left column, portrait on the right, province and regency above.

Source: domain.md section 1; ocr.md section 2 for what reads it. Each value is read by the first engine with the whole
card and again by the second one in its own crop; a value that both read alike is ``ok``.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np

from extractors.blown_out import ground_of, hides_print
from extractors.card.number import LENGTH, NumberLine, digits_of, read_nik
from extractors.card.readings import candidate, of_words, policy_of
from extractors.card.slots import around, behind_blood_label, find_slots, without_colon
from extractors.card.whole import Value, read_card, split_birth
from extractors.document_type import DocumentType
from extractors.engine import OcrEngine, Readers, ReadPage, View
from extractors.ink import respaced, tight, words_in
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from extractors.rereading import NARROW, Place, frame_of, next_start, previous_end, reread
from extractors.settling import Candidate, is_unsure, settle, shown_as
from extractors.straighten import cut

WEIGHTS: Final[Mapping[str, float]] = {
    "header": 2.0,
    "nik": 1.0,
    "blood_type": 2.0,
    "rt_rw": 1.5,
    "village": 1.5,
    "district": 1.0,
    "valid_until": 2.0,
    "citizenship": 1.0,
    "marital_status": 1.0,
    "birth": 0.5,
    "sex": 0.5,
    "religion": 0.5,
    "occupation": 0.5,
    "address": 0.25,
    "name": 0.25,
}
"""How much each sign says for a KTP; contracts and forms also ask for a name, an address, a number."""
ENOUGH: Final = 0.6
"""Share of all weights at which a page is surely a KTP: captures lose some labels."""
MOST_WORDS: Final = 140
"""A card has about 60 words; a page with far more of them is another paper that quotes some labels."""


FIELDS: Final = frozenset({
    "nik", "name", "birth_place", "birth_date", "sex", "blood_type", "address", "rt_rw", "village", "district",
    "religion", "marital_status", "occupation", "citizenship", "valid_until", "province", "regency", "issued_place",
    "issued_on",
})  # fmt: skip


def score(page: ReadPage) -> float:
    """Return how surely a page is a KTP, 0..1: the weight of the card's own signs on it."""
    view = _view(page)
    if not view.words:
        return 0.0
    slots = find_slots(view.words)
    header = any("PROVINSI" in word.text.upper() for row in slots.header for word in row)
    weight = sum(WEIGHTS[label] for label in slots.labels) + (WEIGHTS["header"] if header else 0.0)
    share = min(weight / sum(WEIGHTS.values()) / ENOUGH, 1.0)
    return round(share * min(1.0, MOST_WORDS / len(view.words)), 3)


def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return the fields seen on the page that is most surely a KTP; regions in shares of the upright page.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    page = max(pages, key=score)
    view = _view(page)
    if not view.words:
        return {}
    card = _Card(page, view, readers)
    fields = {name: field for name, field in card.fields() if field is not None}
    return {name: _on_page(field, page, view) for name, field in fields.items()}


def number(page: ReadPage, readers: Readers) -> Field | None:
    """Return the NIK alone, exactly as ``extract`` reads it, for who measures many cards; region on the straight view.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    return _Card(page, _view(page), readers).number()


def _view(page: ReadPage) -> View:
    """Return the straightened view that the page was read on; a PDF's own text is level as it is."""
    return page.view if page.view is not None else View(page.pixels, page.words, np.eye(3))


def _on_page(field: Field, page: ReadPage, view: View) -> Field:
    def mapped(region: Region | None) -> Region | None:
        if region is None:
            return None
        return view.on_page(region, page.pixels).model_copy(update={"page": page.index})

    readings = tuple(one.model_copy(update={"region": mapped(one.region)}) for one in field.readings)
    return field.model_copy(update={"region": mapped(field.region), "readings": readings})


LATE: Final = 0.5
"""A value that starts so far behind the column's edge, in heights of its line, is read again from the edge on."""
TOO_LATE: Final = 1.5
"""And one whose start is so far behind it after all has lost its beginning: BELUM KAWIN without BELUM."""
COLUMN: Final = frozenset({
    "name", "birth_place", "sex", "address", "rt_rw", "village", "district", "religion", "marital_status",
    "occupation", "citizenship", "valid_until",
})  # fmt: skip
"""Values that start at the left column's edge."""
SPACED: Final = frozenset({"name", "address"})
"""Values with signs inside, behind which an engine easily loses the space: JL.CEMPAKA NO.8."""
NUMBER_COLUMNS: Final = 2.4
"""Width of the NIK in widths of the label column, with some room."""
BEFORE_NUMBER: Final = 1.6
"""Room left of the column's edge on the number's line, in heights of its digits."""
LONGEST: Final = 0.4
"""Width of a value that the first engine overlooked, as a share of the picture's."""
LEAST: Final = 0.5
"""Confidence below which what one engine alone saw in an empty place is nothing."""
WIDER: Final = 2.5
"""Room left of a name in its second reading: for a lost lone letter and its space, as in H WARSITO."""


class _Card:
    """One card in reading: its values as first read, and second readings of their crops, all in one call an engine."""

    def __init__(self, page: ReadPage, view: View, readers: Readers) -> None:
        self._source = page.source
        self._view = view
        # A PDF's own text needs no second reading, and its pixels may not show what it says.
        self._reread = page.source is ReadingSource.VISUAL
        self._readers = readers if self._reread else Readers(readers.first)
        self._card = read_card(view, page.engine, self._readers)
        self._ground = ground_of(view.pixels, (value.region for value in self._card.values.values()))

    def fields(self) -> Iterator[tuple[str, Field | None]]:
        """Yield every field by name; None where nothing legible was seen."""
        seen = {name: reading for value in self._card.values.items() for name, reading in _parts(*value)}
        if self._readers.second is not None:
            self._read_again(seen, self._wanted(seen))
            open_still = {name for name in seen if not self._is_settled(name, seen[name])}
            self._read_wider(seen, open_still - {"nik", "blood_type"})
        yield "nik", self.number()
        for name, readings in seen.items():
            if name != "nik":
                yield name, self._settled(name, readings)

    # -- which values are read again, and where ----------------------------------------------------------------------

    def _wanted(self, seen: Mapping[str, list[Candidate]]) -> dict[str, Value]:
        """Return the values by slot that the other engine reads too."""
        always = self._readers.always
        asked = {name for name, readings in seen.items() if always or self._asks(name, readings)}
        slots = {"birth" if name.startswith("birth") else name for name in asked} - {"nik"}
        values = {name: value for name, value in self._card.values.items() if name in slots}
        return values | self._overlooked()

    def _overlooked(self) -> dict[str, Value]:
        """Return empty values, placed behind the labels that were seen without one: a lone dash is easily lost."""
        found = {}
        for name, label in self._card.labels.items():
            if name in self._card.values or name == "nik":
                continue
            start = label.x1 if self._card.edge is None or name == "blood_type" else self._card.edge.at(label)
            length = 0.6 * label.width if name == "blood_type" else LONGEST
            end = min(start + length, next_start([word for word in self._view.words if squeeze(word.text)], label))
            place = Region.clipped(label.page, start, label.y0, max(end, start), label.y1)
            found[name] = Value("", (Word(text="", region=place, confidence=0.0),))
        return found

    def _asks(self, name: str, readings: Sequence[Candidate]) -> bool:
        return self._is_late(name, readings[0].region, LATE) or is_unsure(readings[0], policy_of(name))

    def _is_late(self, name: str, region: Region | None, heights: float) -> bool:
        """Whether a value of the left column starts so many heights of its line behind the column's edge."""
        edge = self._card.edge
        if edge is None or region is None or name not in COLUMN:
            return False
        return (region.x0 - edge.at(region)) * self._aspect > heights * region.height

    @property
    def _aspect(self) -> float:
        high, wide = self._view.pixels.shape[:2]
        return float(wide / high)

    def _place(self, name: str, value: Value, left: float = NARROW) -> Place:
        """Return where the value of a slot is read again, with room for letters that were cut off at its ends."""
        place = Place.of(value.words)
        if name == "blood_type":  # a lone dash says nothing without its label
            label = self._card.labels.get(name)
            return Place((Region.around([label, value.region]),), left=0.0, right=0.3) if label else place
        first, slot = place.lines[0], "birth_place" if name == "birth" else name
        if self._card.edge is not None and self._is_late(slot, first, LATE):
            start = max(self._card.edge.at(first), previous_end(self._view.words, first))
            first = first.model_copy(update={"x0": min(first.x0, start)})
            place = Place((first, *place.lines[1:]))
        # A lone first letter (I NYOMAN, H WARSITO) is easily lost by the first engine, and then by a narrow cut.
        return place.wider(left=WIDER if name == "name" else left)

    def _read_again(self, seen: dict[str, list[Candidate]], wanted: Mapping[str, Value]) -> None:
        """Add to ``seen`` what the engine that did not read a slot's value reads in its place."""
        for engine in self._engines():
            values = {name: value for name, value in wanted.items() if value.engine != engine.name}
            self._add(seen, engine, {name: self._place(name, value) for name, value in values.items()})

    def _read_wider(self, seen: dict[str, list[Candidate]], names: Collection[str]) -> None:
        """Add what both engines read of wider cuts: the first one may have lost a letter at an end."""
        slots = sorted({"birth" if name.startswith("birth") else name for name in names})
        values = {**self._overlooked(), **self._card.values}
        places = {name: self._place(name, values[name]).wider() for name in slots}
        for engine in self._engines():
            self._add(seen, engine, places)

    def _engines(self) -> tuple[OcrEngine, ...]:
        return tuple(engine for engine in (self._readers.second, self._readers.first) if engine is not None)

    def _add(self, seen: dict[str, list[Candidate]], engine: OcrEngine, places: Mapping[str, Place]) -> None:
        if not places:
            return
        read = reread(engine, self._view.pixels, list(places.values()), beside=self._view.words)
        for name, words in zip(places, read, strict=True):
            kept = behind_blood_label(words) if name == "blood_type" else without_colon(words)
            for part, readings in _parts(name, Value(engine.name, tuple(kept))):
                if part in seen or readings[0].confidence >= LEAST:
                    seen.setdefault(part, []).extend(readings)

    # -- what stands ---------------------------------------------------------------------------------------------------

    def _is_settled(self, name: str, readings: Sequence[Candidate]) -> bool:
        field = self._settled(name, readings)
        return field is not None and field.status is FieldStatus.OK

    def _settled(self, name: str, readings: Sequence[Candidate]) -> Field | None:
        pixels = self._view.pixels
        field = settle(readings, policy_of(name), self._source, count_words=partial(words_in, pixels))
        if field is None or field.region is None or not self._reread:
            return field
        drawn = tight(pixels, field.region)
        update: dict[str, object] = {"region": drawn}
        if self._is_late(name, drawn, TOO_LATE) or hides_print(pixels, drawn, self._ground):
            update["status"] = FieldStatus.DOUBTFUL
        if name in SPACED:
            field = shown_as(field, respaced(field.text, partial(words_in, pixels, drawn)))
        return field.model_copy(update=update)

    def number(self) -> Field | None:
        """Return the NIK, None where no line of it was seen."""
        value = self._card.values.get("nik")
        if value is None:
            return None
        words = digits_of(value.words)
        place = around(words)
        text, sure = " ".join(word.text for word in words), min(word.confidence for word in words)
        first = candidate("nik", value.engine, text, place, sure)
        if not self._reread:
            return settle([first], policy_of("nik"), self._source)
        frame = self._number_frame(words, len(first.value))
        return read_nik(first, NumberLine(cut(self._view.pixels, frame), frame, place), self._readers)

    def _number_frame(self, words: Sequence[Word], count: int) -> Region:
        """Return where the number's line is cut: from the column's edge on, as far as sixteen digits reach."""
        place, label, edge = around(words), self._card.labels.get("nik"), self._card.edge
        frame = frame_of(self._view.pixels, place, Place((place,)), self._view.words)
        start = frame.x0
        if label is not None and label.x1 < place.x1:  # the first digits are easily lost, and a colon does no harm
            start = min(label.x1, start)
        if edge is not None:
            start = max(start, min(edge.at(place), place.x0) - BEFORE_NUMBER * place.height / self._aspect)
        if count >= LENGTH:
            return frame.model_copy(update={"x0": start})
        # Where digits are missing, the line goes on as far as they would reach, and its height is yet to be seen.
        reach = place.width * LENGTH / count if count > LENGTH // 2 else 0.0
        if edge is not None and label is not None:
            reach = max(reach, NUMBER_COLUMNS * (edge.at(place) - label.x0))
        end = min(max(frame.x1, min(place.x0, start) + (reach or LONGEST) + place.height), 1.0)
        level = label if label is not None and label.height > 0 else place
        rough = frame.model_copy(update={"x0": start, "x1": end, "y0": level.y0, "y1": level.y1})
        drawn = tight(self._view.pixels, rough)
        room = 0.35 * drawn.height
        return Region.clipped(place.page, start, drawn.y0 - room, end, drawn.y1 + room)


def _parts(name: str, value: Value) -> Iterator[tuple[str, list[Candidate]]]:
    """Yield the readings that one slot's words hold: place and date of birth stand on one line."""
    if name != "birth":
        if readings := of_words(name, value.engine, value.words):
            yield name, readings
        return
    for part, words in zip(("birth_place", "birth_date"), split_birth(value.words), strict=True):
        if readings := of_words(part, value.engine, words):
            yield part, readings


TYPE: Final = DocumentType("ktp", 1, FIELDS, score, extract)
