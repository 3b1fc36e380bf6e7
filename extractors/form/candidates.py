"""Candidates: each place on a paper that may hold a field's value, and the one that is taken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.agreement.cells import Sheet
from extractors.agreement.found import Found
from extractors.agreement.passages import Passage
from extractors.form.labels import Label, LabelBook
from extractors.form.places import Places
from extractors.form.running import Running
from extractors.form.sections import Sections
from extractors.form.spec import OUTSIDE, Entry, Section
from extractors.layout import squeeze
from extractors.model import ReadingSource, Region, Word

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


class Search:
    """One sheet searched for the fields of one type of paper.

    ``labels`` are those found on it, ``book`` holds all of the paper; ``misread`` says that the words come from pixels.
    """

    def __init__(self, sheet: Sheet, book: LabelBook, sections: Sequence[Section], entries: Sequence[Entry]) -> None:
        self.sheet = sheet
        self.entries = entries
        self.misread = sheet.source is ReadingSource.VISUAL
        self.labels = book.find(sheet, misread=self.misread)
        self.book = book
        self.running = Running(sheet)
        self.places = Places(sheet, self.labels)
        self.sections = Sections(self.running.text, sections)

    def found(self, entry: Entry, text: str) -> Found | None:
        """Return the value of the entry's kind that is best in ``text``, None for none."""
        return next(iter(entry.kind.find(text, self.misread)), None)

    def at_labels(self) -> Iterator[Spot]:
        """Yield what stands at each label, for each of the entries that it may belong to."""
        for label in self.labels:
            here = self._section(label)
            for entry in label.entries:
                own = entry.field in label.own
                if entry.section == OUTSIDE and here:
                    continue
                if not own and entry.section not in {"", OUTSIDE} and here not in {entry.section, ""}:
                    continue
                weaker = int(entry.fallback)
                weaker += 0 if own or here == entry.section or entry.section in {"", OUTSIDE} else 1
                yield from self._at_label(label, entry, weaker)

    def blanks(self) -> Iterator[Blank]:
        """Yield where the values of labels stand, for those whose value is told by its form."""
        for label in self.labels:
            here = self._section(label)
            for entry in label.entries:
                if not entry.kind.strict or (entry.section and entry.section not in {here, OUTSIDE}):
                    continue
                region = self.places.room(label)
                if region is not None and not (entry.section == OUTSIDE and here):
                    yield Blank(entry, region)

    def _section(self, label: Label) -> str:
        return self.sections.at(self.running.offset(label.cell, label.start)) if label.entries else ""

    def _at_label(self, label: Label, entry: Entry, weaker: int) -> Iterator[Spot]:
        kind = entry.kind
        for place in self.places.of(label, kind.lines):
            text = place.passage.text
            if not kind.strict and not _begins(text, label, place.strength):
                continue
            found = self.found(entry, text)
            if found is None or (place.strength == 1 and found.start > CLOSE):
                continue
            if not kind.strict and self.book.is_label(found.value):
                continue  # another label, or this one in its other language
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
