"""KTP-el, the Indonesian identity card: labels in a left column, portrait on the right, province and regency above.

Source: domain.md section 1; ocr.md section 2 for what reads it. Each value is read by the first engine with the whole
card and again by the second one in its own crop; a value that both read alike is ``ok``.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from extractors.card.number import LENGTH, digits_of, read_nik
from extractors.card.readings import CERTAIN, CRITICAL, Candidate, decide
from extractors.card.slots import around, behind_blood_label, find_slots
from extractors.card.values import normal
from extractors.card.whole import Value, next_start, previous_end, read_card, split_birth, tight
from extractors.document_type import DocumentType
from extractors.engine import Layout, OcrEngine, Readers, ReadPage, View
from extractors.layout import lines, squeeze
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from extractors.straighten import cut, inside

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


NARROW: Final = 0.7
"""Room left of a value in its second reading, in heights of the line: less than stands between it and its colon."""
WIDER: Final = 2.5
"""The same where the readings differ: room for a lost letter and its space, as in H WARSITO."""

WIDEST: Final = 3.0
"""The same once more, so that two readings of one engine are not of one cut."""


def _lost_first_letter(field: Field, second: OcrEngine | None) -> bool:
    """Tell whether the first engine's readings only lack the lone first letter that the second reads surely, twice.

    Tesseract drops the I of I NYOMAN where it stands apart; two sure readings of two cuts outweigh that.
    """
    own = [reading for reading in field.readings if second is not None and reading.engine == second.name]
    others = [squeeze(str(reading.value)) for reading in field.readings if reading not in own]
    whole = squeeze(field.text)
    return (
        len(own) >= 2
        and all(squeeze(str(reading.value)) == whole and reading.confidence >= CERTAIN for reading in own)
        and all(other in {whole, whole[1:]} for other in others)
    )


class _Card:
    """One card in reading: its values as first read, and second readings of their crops on demand."""

    def __init__(self, page: ReadPage, view: View, readers: Readers) -> None:
        self._source = page.source
        self._view = view
        self._readers = readers
        # A PDF's own text needs no second reading, and its pixels may not show what it says.
        self._reread = page.source is ReadingSource.VISUAL
        blind = readers if self._reread else Readers(readers.first)
        self._values, self._labels = read_card(view, page.engine, blind)

    def fields(self) -> Iterator[tuple[str, Field | None]]:
        """Yield every field by name; None where nothing legible was seen."""
        yield "nik", self._nik()
        yield "blood_type", self._blood_type()
        for name, value in self._values.items():
            if name == "birth":
                yield from self._birth(value)
            elif name not in {"nik", "blood_type"}:
                yield name, self._decided(name, [Candidate(value.engine, value.raw, value.region, value.confidence)])

    def _nik(self) -> Field | None:
        value = self._values.get("nik")
        if value is None:
            return None
        words = digits_of(value.words)
        place = around(words)
        first = Candidate(value.engine, " ".join(w.text for w in words), place, min(w.confidence for w in words))
        if not self._reread:
            return decide("nik", [first], self._source)
        # The first digit is easily lost, and a label or a colon on the strip does no harm.
        label = self._labels.get("nik")
        frame = self._widened(place)
        start = min(label.x1, frame.x0) if label is not None and label.x1 < place.x1 else frame.x0
        # Where digits are missing, the line goes on as far as they would reach.
        whole = place.x0 + place.width * LENGTH / max(len(normal("nik", first.raw).value), 4) + place.height
        end = max(frame.x1, min(whole, next_start(self._view.words, around(value.words)), 1.0))
        line = frame.model_copy(update={"x0": start, "x1": end})
        return read_nik(first, cut(self._view.pixels, line), line, self._readers)

    def _birth(self, value: Value) -> Iterator[tuple[str, Field | None]]:
        """Yield place and date, which stand on one line and are read again together."""
        readings = [(value.engine, value.words)]
        if self._reread and self._readers.second is not None:
            readings.append((self._readers.second.name, self._again(self._readers.second, value.region)))
        parts = [(engine, split_birth(words)) for engine, words in readings]
        for index, name in enumerate(("birth_place", "birth_date")):
            candidates = [_candidate(engine, part[index]) for engine, part in parts if part[index]]
            if candidates:
                yield name, self._decided(name, candidates)

    def _decided(self, name: str, candidates: list[Candidate]) -> Field | None:
        """Return the field from ``candidates`` and, as far as needed, from readings of its crop."""
        if not self._reread:
            return decide(name, candidates, self._source)
        seen, place = list(candidates), candidates[0].region
        second = self._readers.second
        if second is not None and len(seen) < 2:
            # A lone first letter (I NYOMAN, H WARSITO) is easily lost by the first engine, and then by a narrow cut.
            seen += self._read_at(second, place, WIDER if name == "name" else NARROW)
        field = decide(name, seen)
        if (field is not None and field.status is FieldStatus.OK) or name not in CRITICAL:
            return field
        return self._on_wider_cut(name, candidates, seen)

    def _on_wider_cut(self, name: str, candidates: list[Candidate], seen: list[Candidate]) -> Field | None:
        """Return the field after both engines read a wider cut: the first one may have lost a letter at an end.

        Where the wider cut settles it, the narrow reading stays beside the others and contradicts nothing.
        """
        place, engines = candidates[0].region, (self._readers.second, self._readers.first)
        wider = [one for engine in engines if engine for one in self._read_at(engine, place, WIDEST)]
        field = decide(name, [*candidates, *wider])
        if field is None or field.status is not FieldStatus.OK:
            field = decide(name, [*seen, *wider])
            settled = field is not None and _lost_first_letter(field, self._readers.second)
            return field.model_copy(update={"status": FieldStatus.OK}) if field and settled else field
        narrow = decide(name, seen[len(candidates) :])
        return field.model_copy(update={"readings": (*field.readings, *(narrow.readings if narrow else ()))})

    def _read_at(self, engine: OcrEngine, place: Region, left: float = NARROW) -> list[Candidate]:
        words = self._again(engine, place, left)
        return [_candidate(engine.name, words)] if words else []

    def _blood_type(self) -> Field | None:
        """Return the blood type; the second engine reads it with its label, as a lone dash says nothing by itself."""
        value, label = self._values.get("blood_type"), self._labels.get("blood_type")
        seen = []
        if value is not None:
            ink = tight(self._view.pixels, value.region) if self._reread else value.region
            seen.append(Candidate(value.engine, value.raw, ink, value.confidence))
        if self._reread and self._readers.second is not None and label is not None:
            end = max(label.x1 + 0.6 * label.width, value.region.x1 if value else 0.0)
            place = Region.clipped(label.page, label.x0, label.y0, end, label.y1)
            behind = behind_blood_label(tuple(self._read_words(self._readers.second, place, place)))
            if behind:
                ink = tight(self._view.pixels, around(behind))
                whole = behind[0].model_copy(update={"region": ink, "text": " ".join(word.text for word in behind)})
                seen.append(_candidate(self._readers.second.name, [whole]))
        return decide("blood_type", seen, self._source)

    def _again(self, engine: OcrEngine, place: Region, left: float = NARROW) -> tuple[Word, ...]:
        """Return the words that ``engine`` reads at ``place`` of the view, line by line, in shares of the view."""
        inner = [word for word in self._view.words if _centre_in(word.region, place)]
        spots = [line.region for line in lines(inner)] or [place]
        return tuple(word for spot in spots for word in self._read_words(engine, spot, self._widened(spot, left)))

    def _read_words(self, engine: OcrEngine, spot: Region, frame: Region) -> Iterator[Word]:
        """Yield the words that ``engine`` reads on the line in ``frame``, as high as ``spot``."""
        for word in engine.read(cut(self._view.pixels, frame), Layout.LINE):
            region = inside(frame, word.region)
            yield word.model_copy(
                update={"region": Region.clipped(region.page, region.x0, spot.y0, region.x1, spot.y1)}
            )

    def _widened(self, spot: Region, left_room: float = NARROW) -> Region:
        """Return a line's place with room for letters cut off at its ends, but none for what stands beside it.

        ``left_room`` is in heights of the line.
        """
        high, wide = self._view.pixels.shape[:2]
        em = spot.height * high / wide  # one letter's height as a share of the width
        limit = next_start(self._view.words, spot)
        right = max(min(spot.x1 + 1.2 * em, limit - 0.2 * em), spot.x1 + 0.1 * em)
        before = previous_end(self._view.words, spot)
        left = min(max(spot.x0 - left_room * em, before + 0.1 * em), spot.x0 - 0.1 * em)
        return Region.clipped(spot.page, left, spot.y0 - 0.3 * spot.height, right, spot.y1 + 0.3 * spot.height)


def _centre_in(inner: Region, outer: Region) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _candidate(engine: str, words: Sequence[Word]) -> Candidate:
    raw = " ".join(line.text for line in lines(words))
    return Candidate(engine, raw, around(words), min(word.confidence for word in words))


TYPE: Final = DocumentType("ktp", 1, FIELDS, score, extract)
