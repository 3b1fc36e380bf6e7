"""Candidates: each place on a paper that may hold a field's value, and the one that is taken."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.found import Found
from extractors.agreement.passages import Passage, Piece
from extractors.form.kinds import COUNTRY
from extractors.form.labels import Label
from extractors.form.places import Places
from extractors.form.running import Running
from extractors.form.sections import Sections
from extractors.form.spec import OUTSIDE, Entry
from extractors.layout import squeeze
from extractors.model import Region, Word
from extractors.vocabulary.paper_labels import NOT_IN_NAMES

AHEAD: Final = 260
"""Characters of running text that are looked at behind a lead."""
HEAD: Final = 0.3
"""Share of the page's height that is its head."""
CLOSE: Final = 12
"""Characters within which a value begins behind a label without a colon."""


@dataclass(frozen=True, eq=False)
class Spot:
    """One possible value of ``entry``: characters ``start`` to ``end`` of ``passage``."""

    entry: Entry
    passage: Passage
    found: Found
    strength: int

    @property
    def raw(self) -> str:
        """The value as printed."""
        return self.passage.text[self.found.start : self.found.end]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words that hold the value, those cut by its ends whole."""
        return tuple(word for word, _, _ in self.passage.words(self.found.start, self.found.end))

    @property
    def region(self) -> Region | None:
        """Where the value stands."""
        return self.passage.region(self.found.start, self.found.end)

    @property
    def confidence(self) -> float:
        """The weakest word's confidence, 0..1."""
        return self.passage.confidence(self.found.start, self.found.end)


@dataclass(frozen=True, eq=False)
class Blank:
    """A label whose value the page's reading did not give: where it must stand."""

    entry: Entry
    region: Region


def best(spots: Iterable[Spot]) -> Spot | None:
    """Return the spot to take: sound before unsound, strong before weak, several times printed, first on the paper."""
    ranked = list(spots)
    if not ranked:
        return None
    times = [sum(squeeze(one.found.value) == squeeze(other.found.value) for other in ranked) for one in ranked]
    order = sorted(
        range(len(ranked)), key=lambda at: (not ranked[at].found.sound, -ranked[at].strength, -times[at], at)
    )
    return ranked[order[0]]


def at_labels(
    labels: Sequence[Label], places: Places, sections: Sections, running: Running, *, misread: bool
) -> Iterator[Spot]:
    """Yield what stands at each label, for each of the entries that it may belong to."""
    for label in labels:
        here = sections.at(running.offset(label.cell, label.start)) if label.entries else ""
        for entry in label.entries:
            own = entry.field in label.own
            if entry.section == OUTSIDE and here:
                continue
            if not own and entry.section not in {"", OUTSIDE} and here not in {entry.section, ""}:
                continue
            weaker = int(entry.fallback)
            weaker += 0 if own or here == entry.section or entry.section in {"", OUTSIDE} else 1
            yield from _at_label(label, entry, places, weaker, misread=misread)


def _at_label(label: Label, entry: Entry, places: Places, weaker: int, *, misread: bool) -> Iterator[Spot]:
    kind = entry.kind
    for place in places.of(label, kind.lines):
        text = place.passage.text
        if not kind.strict and not _begins(text, label, place.strength):
            continue
        found = next(iter(kind.find(text, misread)), None)
        if found is None or (place.strength == 1 and found.start > CLOSE):
            continue
        strength = place.strength - weaker - (0 if label.sure else 1)
        yield Spot(entry, place.passage, found, strength)
        if found.sound or not kind.strict:
            return


def _begins(text: str, label: Label, strength: int) -> bool:
    """Whether a free text begins at the label, not the rest of a sentence that begins with the label's words."""
    if label.colon or strength == 3:
        return True
    first = next((character for character in text if character.isalnum()), "")
    return first.isupper() or first.isdigit()


def blanks(labels: Sequence[Label], places: Places, sections: Sections, running: Running) -> Iterator[Blank]:
    """Yield where the values of labels with a colon stand, for those whose value is told by its form."""
    for label in labels:
        here = sections.at(running.offset(label.cell, label.start)) if label.entries else ""
        for entry in label.entries:
            if not entry.kind.strict or (entry.section and entry.section not in {here, OUTSIDE}):
                continue
            region = places.room(label)
            if region is not None and not (entry.section == OUTSIDE and here):
                yield Blank(entry, region)


def in_sentences(
    entries: Sequence[Entry], running: Running, labels: Sequence[Label], *, misread: bool
) -> Iterator[Spot]:
    """Yield what stands right behind the leads of the entries in running text, up to the next label with a colon."""
    stops = sorted(running.offset(label.cell, label.start) for label in labels if _ends_text(label))
    for entry in entries:
        for lead in entry.leads:
            for match in _compiled(lead).finditer(running.text):
                passage = _behind(match, lead, entry, running, stops)
                if passage is None:
                    continue
                found = next(iter(entry.kind.find(passage.text, misread)), None)
                if found is not None and found.start <= (40 if entry.kind.strict else 3):
                    yield Spot(entry, passage, found, 1 if entry.fallback else 2)


def in_head(entries: Sequence[Entry], sheet: Sheet, *, misread: bool) -> Iterator[Spot]:
    """Yield the values that stand without a label in the upper part of the first page."""
    asked = [entry for entry in entries if entry.head]
    first = sheet.cells[0].page if asked and sheet.cells else 0
    for cell in sheet.cells if asked else ():
        if cell.page != first or cell.region.y0 > HEAD or ":" in cell.text:
            continue
        passage = Passage((Piece(cell, 0, len(cell.text)),), table=True)
        for entry in asked:
            found = next(iter(entry.kind.find(cell.text, misread)), None)
            if found is not None and found.value != "IDN":
                yield Spot(entry, passage, found, 1)


def alone(entries: Sequence[Entry], sheet: Sheet, places: Places, *, misread: bool) -> Iterator[Spot]:
    """Yield the one line of capitals that is nobody's value, for a name that its paper prints without a label."""
    asked = [entry for entry in entries if entry.alone]
    lines = [cell for cell in sheet.cells if asked and _may_be_name(cell) and not places.is_taken(cell)]
    if len(lines) == 1:
        passage = Passage((Piece(lines[0], 0, len(lines[0].text)),), table=True)
        for entry in asked:
            found = next(iter(entry.kind.find(passage.text, misread)), None)
            if found is not None:
                yield Spot(entry, passage, found, 1)


def _may_be_name(cell: Cell) -> bool:
    """Whether a cell holds nothing but one to six words in capitals, none of which belongs to an office or a title."""
    words = cell.text.split()
    if not 1 <= len(words) <= 6 or sum(map(str.isalpha, cell.text)) < 4:
        return False
    if not all(re.fullmatch(r"[A-Z][A-Z.'’-]*,?", word) for word in words):
        return False
    return not any(word in NOT_IN_NAMES for word in words) and next(COUNTRY.find(cell.text, False), None) is None


@cache
def _compiled(lead: str) -> re.Pattern[str]:
    """Return ``lead`` as a pattern in which a space between words is also a line's end."""
    parts = re.split(r"(\[[^\]]*\])", lead)
    spaced = "".join(part if part.startswith("[") else part.replace(" ", r"\s+") for part in parts)
    return re.compile(spaced.replace(r"\s+?", r"\s*").replace(r"\s+*", r"\s*"), re.IGNORECASE)


def _ends_text(label: Label) -> bool:
    """Whether running text ends before a label: one with a colon, or of two known words that open a line."""
    return label.colon or (label.opens and label.sure and label.last - label.first >= 2)


def _behind(match: re.Match[str], lead: str, entry: Entry, running: Running, stops: Sequence[int]) -> Passage | None:
    """Return the text behind a lead, None when no value begins there.

    A lead that begins or ends with a line's begin is about that line alone. A free text begins with a capital or a
    digit, and a name ends before the first word in small letters.
    """
    at, end = match.end(), match.end() + AHEAD
    if entry.kind.one_line or lead.startswith(r"\n") or running.text[at - 1 : at] == "\n":
        end = running.line_end(at)
    place = bisect_right(stops, at)
    end = min(end, stops[place]) if place < len(stops) else end
    text = running.text[at:end]
    if entry.kind.strict:
        return running.passage(at, end - at)
    if not re.match(r"\W{0,3}(?:[A-Z0-9]|dr\.|drg\.)", text):
        return None
    if entry.kind.name in {"name", "company"}:
        if re.match(r"\W*[A-Z][a-z]+[\s,]+[a-z]", text):
            return None  # the first words of a sentence
        small = re.search(r"\s(?!(?:bin|binti|al|el|van|de|dr|drg|alias|als)\b)[a-z]{2,}|[:;]", text[3:])
        end = at + 3 + small.start() if small else end
    return running.passage(at, end - at)
