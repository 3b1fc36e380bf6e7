"""A paper as the reader would give it: a ``Document`` with fields, readings, places and the errors of reading."""

import hashlib
import random
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bench.screening.misread import misread
from bench.screening.printed import Values, printed
from bench.screening.rates import CAPTURES, CLAUSE_UNSEEN, IDENTITY, LISTED, SIGNATURE_UNSEEN, rates_of
from bench.screening.scene import Paper, Scene
from extractors.model import (
    Document,
    DocumentState,
    Field,
    FieldStatus,
    Page,
    Quality,
    Reading,
    ReadingSource,
    Region,
    Source,
)
from samples.chance import chance

BOTH_ENGINES: Final = 0.25
"""Share of wrong values on which both engines agree; the others stood on one engine's sureness."""
READ_ONCE: Final = 0.3
"""Share of values that matter less on which the first engine stands alone; it contradicts no zone then."""
UNSURE_IS_RIGHT: Final = 0.6
"""Share of doubtful values that are the printed ones (docs/reading.md: 23 of 38 on contracts)."""
_ZONE_FIELDS: Final = {
    "country_code": 1,
    "passport_number": 2,
    "birth_date": 2,
    "expires_on": 2,
    "sex": 2,
    "name": 1,
    "nationality": 2,
}
"""Field of a passport -> the line of the zone that says it too."""
_ENGINES: Final = ("tesseract", "rapidocr")
_UNSEEN: Final = {"signatures": SIGNATURE_UNSEEN, "clauses": CLAUSE_UNSEEN}
_LISTS: Final = frozenset({"members", "clauses", "deductions", "signatures", "sentences", "translations"})


def read_scene(scene: Scene, errors: float) -> tuple[Document, ...]:
    """Return the documents of a case in their order; ``errors`` multiplies how often the reader errs, 0 for never."""
    return tuple(read(paper, place, scene.seed, errors) for place, paper in enumerate(scene.papers, 1))


def read(paper: Paper, place: int, seed: int, errors: float) -> Document:
    """Return ``paper`` as read, as document number ``place`` of case ``seed``."""
    digest = hashlib.sha256(f"{seed}/{place}/{paper.kind}".encode()).hexdigest()
    name = f"{paper.kind}.{'pdf' if paper.capture in {'digital', 'scan'} else 'jpg'}"
    media = "application/pdf" if name.endswith("pdf") else "image/jpeg"
    values = printed(paper) if paper.kind != "unknown" else {}
    return Document(
        id=f"D{place:03}",
        sources=(Source(upload_id=f"U{place}", sha256=digest, filename=name, media_type=media, bytes=1, page=0),),
        sha256=digest,
        filename=name,
        media_type=media,
        state=DocumentState.READ,
        type=paper.kind,
        type_score=0.0 if paper.kind == "unknown" else 0.9,
        pages=(_page(digest),),
        fields=_Reader(paper, chance(seed, place, paper.kind, "reading"), errors).fields(values),
        extractor=f"{paper.kind}@1",
    )


def _page(digest: str) -> Page:
    quality = Quality(sharpness=0.8, glare=0.0, card_width_px=1000)
    return Page(
        index=0, width_px=1400, height_px=1000, dpi=None, image_sha256=digest, rotation=0, quality=quality
    )  # fmt: skip


class _Reader:
    """Reads one paper."""

    def __init__(self, paper: Paper, draw: random.Random, errors: float) -> None:
        self._paper = paper
        self._draw = draw
        self._errors = errors
        self._hard = CAPTURES[paper.capture]
        is_text = paper.capture == "digital" and paper.kind != "ktp"
        self._source = ReadingSource.PDF_TEXT if is_text else ReadingSource.VISUAL

    def fields(self, values: Values) -> dict[str, Field]:
        """Return the fields of a paper that says ``values``."""
        found: dict[str, Field] = {}
        for place, (name, value) in enumerate(values.items()):
            field = self._listed(name, value, place) if name in _LISTS else self._text(name, value, place)
            if field is not None:
                found[name] = field
        if self._paper.kind == "passport":
            found.update(self._with_zone(found, values))
        return found

    def _text(self, name: str, value: str, place: int) -> Field | None:
        rates = rates_of(self._paper.kind, self._paper.capture, name).times(self._errors)
        fate = self._draw.random()
        if fate < rates.unseen:
            return None
        if fate < rates.unseen + rates.unsure:
            is_right = name in LISTED or self._draw.random() < UNSURE_IS_RIGHT
            seen = value if is_right else misread(value, self._draw)
            return self._field([(seen, self._draw.uniform(0.4, 0.85))], FieldStatus.DOUBTFUL, place)
        if fate < rates.unseen + rates.unsure + rates.wrong:
            wrong = misread(value, self._draw)
            engines = 2 if self._draw.random() < BOTH_ENGINES else 1
            return self._field([(wrong, self._draw.uniform(0.9, 0.97))] * engines, FieldStatus.OK, place)
        # What identifies a person is always read again; of the rest, what the first engine was unsure of.
        is_read_once = name not in IDENTITY | {"name", "expires_on"} and self._draw.random() < READ_ONCE * min(
            self._errors, 1.0
        )
        engines = 1 if is_read_once else 3 if name in {"nik", "worker_id_number"} else 2
        return self._field([(value, self._draw.uniform(0.88, 0.995)) for _ in range(engines)], FieldStatus.OK, place)

    def _field(self, seen: Iterable[tuple[str, float]], status: FieldStatus, place: int) -> Field:
        region = _place(place)
        readings = tuple(
            Reading(
                source=self._source,
                engine="pdf_text" if self._source is ReadingSource.PDF_TEXT else _ENGINES[number % 2],
                raw=value,
                value=value,
                confidence=confidence,
                region=region,
            )
            for number, (value, confidence) in enumerate(seen)
        )
        best = readings[0]
        sure = 0.99 if status is FieldStatus.OK and len(readings) > 1 else best.confidence
        return Field(
            value=best.value,
            raw=best.raw,
            confidence=sure,
            status=status,
            source=self._source,
            region=region,
            readings=readings,
        )

    # the zone of a passport beside its print

    def _with_zone(self, found: Mapping[str, Field], values: Values) -> dict[str, Field]:
        """Return the fields that the zone says too, settled as extractors/documents/passport.py does."""
        both: dict[str, Field] = {}
        for name, number in _ZONE_FIELDS.items():
            line = found.get(f"mrz_line_{number}")
            coded = _zone_value(name, line.text) if line is not None and line.status is FieldStatus.OK else ""
            if name in values and coded:
                both[name] = self._settled(found.get(name), coded, line)
        return both

    def _settled(self, seen: Field | None, coded: str, line: Field | None) -> Field:
        zone = Reading(
            source=ReadingSource.MRZ,
            engine="ocr_b",
            raw=coded,
            value=coded,
            confidence=line.confidence if line else 0.0,
            region=line.region if line else None,
        )
        if seen is None:
            return Field(
                value=coded,
                raw=coded,
                confidence=zone.confidence,
                status=FieldStatus.OK,
                source=ReadingSource.MRZ,
                region=zone.region,
                readings=(zone,),
            )
        status = seen.status
        alike = sorted(seen.text.split()) == sorted(coded.split())
        if alike:
            status = FieldStatus.OK
        elif status is FieldStatus.OK and len(seen.readings) < 2:
            status = FieldStatus.DOUBTFUL  # one engine alone contradicts nothing
        return seen.model_copy(update={"status": status, "readings": (*seen.readings, zone)})

    # lists

    def _listed(self, name: str, entries: list[dict[str, Any]], place: int) -> Field | None:
        kept = [self._entry(name, dict(entry), place + number) for number, entry in enumerate(entries)]
        seen = [entry for entry in kept if entry is not None]
        if not seen and name != "signatures":
            return None
        unsure = name == "members" and any("doubtful" in entry for entry in seen)
        if name == "signatures":
            unsure = len(seen) < len(entries)
        return Field(
            value=seen,
            raw="",
            confidence=0.9,
            status=FieldStatus.DOUBTFUL if unsure else FieldStatus.OK,
            source=self._source,
            region=None,
        )

    def _entry(self, name: str, entry: dict[str, Any], place: int) -> dict[str, Any] | None:
        """Return one entry as read, None for one that was not seen."""
        lost = _UNSEEN[name][self._hard] if name in _UNSEEN else 0.0
        if self._draw.random() < lost * self._errors:
            return None
        region = _place(place).model_dump()
        if name == "members":
            return {**self._line(entry), "region": region}
        if name in {"clauses", "sentences", "translations"}:
            return {**entry, "region": region, "confidence": 0.95}
        return {**entry, "region": region}

    def _line(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Return a family card's line: a value that is not sure is named under ``doubtful``."""
        line, doubtful = dict(entry), []
        for column, value in entry.items():
            rates = rates_of("family_card", self._paper.capture, column).times(self._errors)
            fate = self._draw.random()
            if fate < rates.unseen:
                line[column] = ""
            elif fate < rates.unseen + rates.unsure:
                doubtful.append(column)
            elif fate < rates.unseen + rates.unsure + rates.wrong:
                line[column] = misread(value, self._draw)
        return {**line, "doubtful": doubtful} if doubtful else line


def _zone_value(name: str, line: str) -> str:
    """Return what a line of a passport's zone says of a field, in normal form, empty for nothing."""
    if name == "name":
        primary, _, given = line[5:].rstrip("<").partition("<<")
        return " ".join(f"{given} {primary}".replace("<", " ").split())
    part = {"country_code": line[2:5], "passport_number": line[:9], "nationality": line[10:13], "sex": line[20:21]}.get(
        name
    )
    if part is not None:
        return part.strip("<")
    digits = line[13:19] if name == "birth_date" else line[21:27]
    if not digits.isdigit():
        return ""
    century = "20" if name == "expires_on" or int(digits[:2]) < 20 else "19"
    return f"{century}{digits[:2]}-{digits[2:4]}-{digits[4:]}"


def _place(number: int) -> Region:
    top = 0.02 * (number % 45)
    return Region(page=0, x0=0.1, y0=top, x1=0.6, y1=top + 0.015)
