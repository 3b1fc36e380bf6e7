"""One contract held against itself: what it says of one thing at two places, in two languages where they are told.

Two sources, both with their places: the field ``translations``, which names the language of each value, and the
readings of a field, which keep a second printing near the first. Engines that read one place differently leave it open
and contradict nothing. Only sure readings count.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from pydantic import ValidationError

from extractors.model import Document, Field, FieldStatus, Reading, ReadingSource, Region, Text
from validators.crossing import shown
from validators.messages import caption, field_name, language
from validators.model import Finding, Reason
from validators.readings import PRINTED
from validators.rule import CannotCheck, NotApplicable, Subject, at, rule_text

SURE: Final = 0.95
"""Least confidence (0..1) of a scan's reading that no second engine confirms: where the extractor calls it certain."""
CONFIRMED: Final = 0.80
"""The same of one that a second engine confirms."""
ONE_PLACE: Final = 0.3
"""Share of the smaller of two regions from which on both show one place."""
TRANSLATIONS: Final = "translations"
_CHECKED: Final = frozenset({FieldStatus.OK, FieldStatus.CONFLICT})

Same = Callable[[str, str], bool | None]
"""Whether two values say the same; None where that cannot be told."""


@dataclass(frozen=True)
class Said:
    """What a contract says at one place: the value, where, and in which language (ISO 639-1, empty if not told)."""

    value: str
    region: Region
    language: str = ""


def contradictions(
    code: str, subject: Subject, terms: Mapping[str, Same], leave_out: Callable[[Document, str], bool]
) -> Iterator[Finding]:
    """Yield a finding for each of ``terms`` (field -> comparison) that the contract states in two ways.

    ``leave_out`` gets the document and a field's name and says that it cannot be judged here.

    Raises:
        NotApplicable: nothing is stated twice.
        CannotCheck: nothing differs, but not everything could be compared.
    """
    document = subject.document
    if document is None:
        raise NotApplicable
    applies, is_open, found = False, False, False
    for name, same in terms.items():
        said = stated(document, name)
        if len(said) < 2:
            continue
        applies = True
        if leave_out(document, name):
            is_open = True
            continue
        verdicts = [(same(said[0].value, other.value), other) for other in said[1:]]
        differing = next((other for verdict, other in verdicts if verdict is False), None)
        is_open = is_open or any(verdict is None for verdict, _ in verdicts)
        if differing is not None:
            found = True
            yield _finding(code, document, name, said[0], differing)
    if not applies:
        raise NotApplicable
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def stated(document: Document, name: str) -> list[Said]:
    """Return what the contract surely says of ``name``, one entry a place; by languages where two of them were told."""
    field = document.fields.get(name)
    if field is not None and field.status not in _CHECKED and name != "deductions":
        return []
    by_language = _by_language(document, name)
    if len(by_language) > 1:
        return by_language
    return list(_printed(field)) if field is not None else []


def _by_language(document: Document, name: str) -> list[Said]:
    """Return one value for each language that states one only; for deductions their sum."""
    field = document.fields.get(TRANSLATIONS)
    if field is None or field.status is not FieldStatus.OK or not isinstance(field.value, list):
        return []
    told: dict[str, list[Said]] = {}
    for item in field.value:
        said = _said(item) if item.get("field") == name else None
        if said is not None:
            told.setdefault(said.language, []).append(said)
    if name == "deductions":
        return _sums(told)
    return [one[0] for one in told.values() if len({entry.value for entry in one}) == 1]


def _said(item: Mapping[str, object]) -> Said | None:
    value, tongue = item.get("value"), item.get("language")
    try:
        region = Region.model_validate(item.get("region"))
    except ValidationError:
        return None
    return Said(value, region, tongue) if isinstance(value, str) and isinstance(tongue, str) and tongue else None


def _sums(told: Mapping[str, Sequence[Said]]) -> list[Said]:
    """Return each language's deductions as one sum, where all languages name as many: else one was read in part."""
    if len({len(entries) for entries in told.values()}) != 1:
        return []
    found = []
    for entries in told.values():
        parts = [entry.value.partition(" ") for entry in entries]
        try:
            total = sum((Decimal(amount) for amount, _, _ in parts), Decimal(0))
        except InvalidOperation:
            return []
        if not total.is_finite() or len({currency for _, _, currency in parts}) != 1:
            return []
        found.append(Said(f"{total} {parts[0][2]}", entries[0].region, entries[0].language))
    return found


def _printed(field: Field) -> Iterator[Said]:
    """Yield one entry for each place at which the value is printed and surely read."""
    places: list[tuple[Region, list[Reading]]] = []
    for reading in field.readings:
        if reading.source not in PRINTED or reading.region is None or not isinstance(reading.value, str):
            continue
        home = next((readings for region, readings in places if _is_one_place(region, reading.region)), None)
        if home is None:
            places.append((reading.region, [reading]))
        else:
            home.append(reading)
    for region, readings in places:
        if len({reading.value for reading in readings}) == 1 and _is_sure(readings):
            yield Said(str(readings[0].value), region)


def _is_one_place(one: Region, other: Region) -> bool:
    smaller = min(one.width * one.height, other.width * other.height)
    return one.common(other) > ONE_PLACE * smaller if smaller else one == other


def _is_sure(readings: Sequence[Reading]) -> bool:
    surest = max(reading.confidence for reading in readings)
    if readings[0].source is ReadingSource.PDF_TEXT:  # the letters are given, not read
        return True
    is_confirmed = len({reading.engine for reading in readings}) > 1
    return surest >= (CONFIRMED if is_confirmed else SURE)


def _finding(code: str, document: Document, name: str, one: Said, other: Said) -> Finding:
    key = "languages" if one.language and other.language else "differs"
    return Finding(
        message=rule_text(code).message(
            key,
            field=field_name(name, begins=True),
            found=_shown(document, name, one.value),
            compared=_shown(document, name, other.value),
            language=language(one.language),
            other_language=language(other.language),
        ),
        expected=other.value,
        found=one.value,
        evidence=(
            at(one.region, document, caption(document.type, name)),
            at(other.region, document, caption(document.type, name), "compared"),
        ),
    )


def _shown(document: Document, name: str, value: str) -> Text:
    """Return a value as people write it, an amount with the contract's currency."""
    currency = document.fields.get("wage_currency")
    if name == "wage_amount" and currency is not None:
        return Text(id=f"{value} {currency.text}", en=f"{value} {currency.text}")
    return shown(name, value)
