"""Sentences of an agreement that speak of papers, debt, penalties, rest, payments or copies, as they are printed.

What they mean is for rules to say. A paper has few of them: at most ``MOST``, each bounded in length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.agreement.passages import Passage
from extractors.model import Field, FieldStatus, ReadingSource, Region
from extractors.vocabulary.binding_terms import TOPICS

MOST: Final = 60
"""Sentences of one paper; more of them say the same again."""
LONGEST: Final = 420
"""Characters of a sentence; of a longer one the part around its subject is kept."""
LEAST_WORDS: Final = 3
"""Fewer words are a label or a heading."""
_BREAK: Final = re.compile(
    r"(?<!\bNo)(?<!\bno)(?<!\bRp)(?<!\bPT)(?<!\bSdr)[.;。]\s+(?=\S)"
    r"|\s(?=(?:Pasal|PASAL|Article|ARTICLE|Fasal|FASAL)\s+\w{1,4}\b)"
    r"|\s(?=(?:[A-Z][\w./]*\s?){1,4}:\s)",
)
"""Where a sentence ends: at its mark, before an article, and before a label with its colon (``Nomor Paspor :``)."""
_TOPICS: Final = tuple((topic, re.compile(pattern, re.IGNORECASE)) for topic, pattern in TOPICS.items())


@dataclass(frozen=True)
class Sentence:
    """A sentence as printed, the first subject that it speaks of, its place, and its weakest word's confidence."""

    topic: str
    text: str
    region: Region
    confidence: float


def find_sentences(columns: Sequence[Passage]) -> tuple[Sentence, ...]:
    """Return the sentences of the running text ``columns`` that speak of a subject, in the order of reading."""
    found = [sentence for column in columns for sentence in _in_column(column)]
    return tuple({" ".join(one.text.lower().split()): one for one in reversed(found)}.values())[::-1][:MOST]


def sentence_field(columns: Sequence[Passage], source: ReadingSource) -> Field | None:
    """Return the field ``sentences`` of a paper, None when none speaks of a subject."""
    found = find_sentences(columns)
    if not found:
        return None
    return Field(
        value=[
            {
                "topic": one.topic,
                "text": one.text,
                "region": one.region.model_dump(),
                "confidence": round(one.confidence, 4),
            }
            for one in found
        ],
        raw="",
        confidence=min(one.confidence for one in found),
        status=FieldStatus.OK,
        source=source,
        region=None,
    )


def _in_column(column: Passage) -> Iterator[Sentence]:
    for start, end in _bounds(column.text):
        spoken = [(match.start(), topic) for topic, cue in _TOPICS if (match := cue.search(column.text, start, end))]
        if not spoken or len(re.findall(r"\w+", column.text[start:end])) < LEAST_WORDS:
            continue
        cue, topic = min(spoken)
        first, last = _kept(start, end, cue)
        region = column.region(first, last)
        if region is not None:
            yield Sentence(topic, column.text[first:last].strip(), region, column.confidence(first, last))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each sentence, its closing mark included."""
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _kept(start: int, end: int, cue: int) -> tuple[int, int]:
    """Return the part of a sentence that is kept: all of it, or what stands around the subject at ``cue``."""
    if end - start <= LONGEST:
        return start, end
    first = max(start, min(cue - LONGEST // 2, end - LONGEST))
    return first, first + LONGEST
