"""Values without a label of their own: in sentences behind known words, in the paper's head, alone on a line."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from extractors.agreement.cells import Cell
from extractors.agreement.passages import Passage, Piece
from extractors.form.candidates import CLOSE, Search, Spot
from extractors.form.kinds import COUNTRY, NIK, PASSPORT
from extractors.form.labels import Label, phrase_words
from extractors.form.running import Running
from extractors.form.spec import Entry
from extractors.vocabulary.paper_labels import NOT_IN_NAMES

AHEAD: Final = 260
"""Characters of running text that are looked at behind a lead."""
HEAD: Final = 0.3
"""Share of the page's height that is its head."""


def in_sentences(search: Search) -> Iterator[Spot]:
    """Yield what stands right behind the leads of the entries in running text, up to the next label with a colon."""
    running = search.running
    stops = sorted(running.offset(label.cell, label.start) for label in search.labels if _ends_text(label))
    for entry in search.entries:
        for lead in entry.leads:
            for match in _compiled(lead).finditer(running.text):
                passage = _behind(match, lead, entry, running, stops)
                if passage is None:
                    continue
                found = search.found(entry, passage.text)
                if found is not None and found.start <= (40 if entry.kind.strict else 3):
                    yield Spot(entry, passage, found, 1 if entry.fallback else 2)


def in_head(search: Search) -> Iterator[Spot]:
    """Yield the values that stand without a label in the upper part of the first page."""
    asked = [entry for entry in search.entries if entry.head]
    cells = search.sheet.cells if asked else ()
    for cell in cells:
        if cell.page != cells[0].page or cell.region.y0 > HEAD or ":" in cell.text:
            continue
        passage = Passage((Piece(cell, 0, len(cell.text)),), table=True)
        for entry in asked:
            found = search.found(entry, cell.text)
            if found is not None and found.value != "IDN":
                yield Spot(entry, passage, found, 1)


def alone(search: Search) -> Iterator[Spot]:
    """Yield the one line of capitals that is nobody's value, for a name that its paper prints without a label."""
    asked = [entry for entry in search.entries if entry.alone]
    cells = search.sheet.cells if asked else ()
    lines = [cell for cell in cells if _may_be_name(cell) and not search.places.is_taken(cell)]
    if len(lines) == 1:
        passage = Passage((Piece(lines[0], 0, len(lines[0].text)),), table=True)
        for entry in asked:
            found = search.found(entry, passage.text)
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


def inline(search: Search) -> Iterator[Spot]:
    """Yield values told by their form that stand right behind their label's words inside a sentence."""
    for entry in search.entries:
        words = _words_of(entry)
        if not words:
            continue
        for match in _label_pattern(words).finditer(search.running.text):
            here = search.sections.at(match.end())
            if entry.section and here not in {"", entry.section}:
                continue
            passage = search.running.passage(match.end(), CLOSE + 40)
            found = search.found(entry, passage.text)
            if found is not None and found.sound and found.start <= 2:
                yield Spot(entry, passage, found, 1)


def _words_of(entry: Entry) -> tuple[str, ...]:
    """Return the wordings of an entry's labels that tell enough inside a sentence: of numbers, or of several words."""
    if not entry.kind.strict or entry.kind.listed:
        return ()
    number = entry.kind in {NIK, PASSPORT}
    return tuple(label for label in (*entry.labels, *entry.own) if number or len(label.split()) >= 2)


@cache
def _label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any of ``labels`` in running text, with ``nomor`` behind it or not."""
    spelled = {r"[\s./()-]*".join(map(re.escape, phrase_words(label))) for label in labels}
    either = "|".join(sorted(spelled, key=lambda one: (-len(one), one)))
    return re.compile(rf"\b(?:{either})\b[\s.:()]*(?:(?:nomor|no|number|yaitu|adalah)\b[\s.:]*)?", re.IGNORECASE)


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
