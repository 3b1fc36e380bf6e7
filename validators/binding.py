"""Wordings that bind the worker, looked for in the sentences that an extractor took down."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.model import Document, FieldStatus, Region
from validators.messages import caption
from validators.model import Finding, Reason
from validators.packs import BindingWording, all_in_force
from validators.rule import CannotCheck, Subject, at, rule_text
from validators.terms import own

SURE: Final = 0.60
"""Least confidence (0..1) of the weakest word of a sentence that may be told; below it the sentence is left open."""
BESIDE: Final = 45
"""So many characters before a match, and behind it, belong to it when its denial is looked for."""
LONGEST: Final = 220
"""Characters of a sentence that a message quotes."""
_DOT_IN_AMOUNT: Final = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paper, its place, and how surely (0..1) its weakest word was read."""

    text: str
    region: Region | None
    confidence: float


def wordings(code: str, subject: Subject, indicator: str, *, doubted: bool = False) -> Iterator[Finding]:
    """Yield a finding for each sentence of the paper that shows ``indicator`` and does not deny it.

    With ``doubted`` only for sentences with words that harmless ones often have too; without, only for the others.

    Raises:
        CannotCheck: no sentence shows it, but one that may was not read surely or is for a person to read, or a part of
            the paper was not read.
    """
    document = own(subject)
    rows = [row for row in all_in_force(subject.packs.binding_wordings, subject.today) if row.indicator == indicator]
    found, reason = False, None if _is_legible(document) else Reason.UNREADABLE
    for sentence in sentences(document):
        row = next((row for row in rows if says(row, sentence.text)), None)
        if row is None:
            continue
        if sentence.confidence < SURE or sentence.region is None:
            reason = Reason.UNREADABLE
            continue
        if any(is_doubted(row, sentence.text) for row in rows) is not doubted:
            reason = reason or (None if doubted else Reason.AMBIGUOUS)
            continue
        found = True
        yield Finding(
            message=rule_text(code).message("says", wording=row.name, quote=_quote(sentence.text)),
            found=_quote(sentence.text),
            evidence=(at(sentence.region, document, caption(document.type, "sentences")),),
        )
    if reason is not None and not found:
        raise CannotCheck(reason)


def says(row: BindingWording, sentence: str) -> bool:
    """Whether ``sentence`` shows the wording of ``row`` and nothing in it denies or allows it."""
    sentence = _DOT_IN_AMOUNT.sub("", sentence)  # patterns stop at a full stop, which 15.000.000 has none of
    if any(_compiled(allowance).search(sentence) for allowance in row.allowed_by or ()):
        return False
    matches = (match for pattern in row.patterns for match in _compiled(pattern).finditer(sentence))
    return any(not _is_denied(row, sentence, match.start(), match.end()) for match in matches)


def is_doubted(row: BindingWording, sentence: str) -> bool:
    """Whether ``row`` shows ``sentence`` in words that harmless sentences often have too."""
    return says(row, sentence) and any(_compiled(doubt).search(sentence) for doubt in row.doubted_by or ())


def _is_denied(row: BindingWording, sentence: str, start: int, end: int) -> bool:
    before, after = sentence[max(0, start - BESIDE) : start], sentence[end : end + BESIDE]
    own_part = before.rpartition(",")[2] + sentence[start:end]
    return (
        any(_compiled(denial).search(own_part) for denial in row.denied_by or ())
        or any(_compiled(denial).search(before + sentence[start:end]) for denial in row.forbidden_by or ())
        or any(_compiled(denial).match(after) for denial in row.denied_after or ())
    )


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences that the extractor took down."""
    field = document.fields.get("sentences")
    if field is None or isinstance(field.value, str):
        return
    for entry in field.value:
        region = entry.get("region")
        confidence = entry.get("confidence")
        yield Sentence(
            text=" ".join(str(entry.get("text", "")).split()),
            region=Region.model_validate(region) if region is not None else None,
            confidence=float(confidence) if isinstance(confidence, (int, float)) else 0.0,
        )


def _is_legible(document: Document) -> bool:
    """Whether the words of the paper could be read: a blurred page, or a script that no engine reads, hides them."""
    written = document.fields.get("languages")
    is_read = written is None or (written.status is FieldStatus.OK and "und" not in written.text.split(","))
    return is_read and not any(page.quality.reasons for page in document.pages)


def _quote(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
