"""What rules about PDF files share: which fields are critical, which traces count, how they are shown."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.model import Document, Field, FieldStatus, Region, Text, Trace
from validators.messages import field_name, paper
from validators.model import Evidence
from validators.rule import NotApplicable, Subject

EVERY_PAPER: Final = frozenset(
    {
        "ktp", "passport", "work_contract", "visa", "family_card", "placement_agreement", "job_order",
        "agency_licence", "family_permit", "marital_status_letter", "health_certificate", "police_clearance",
        "competence_certificate", "social_security", "worker_card", "unknown",
    }
)  # fmt: skip
MOST_SHOWN: Final = 5
"""Findings of one rule on one paper; the strongest come first."""
COVERED: Final = 0.8
"""Score of a hidden text with something of its kind, or of its size, in its place (``pdf_hidden_text``)."""
ONE_PLACE: Final = 0.6
"""Share of the larger of two places that they have in common from which on one crop shows both."""
FIGURES: Final = 3
"""Figures from which on a text is a number, a day or a sum wherever it stands."""
REPLACED, REMOVED = 1.0, 0.6
"""Scores of words that were replaced, or taken away, by a later revision (``pdf_revisions``)."""
_CRITICAL: Final = re.compile(
    r"(?:^|_)(?:nik|name|number|licence|on|date|until|amount|currency|period|months|line_[12]|country|country_code"
    r"|nib|sex|birth_place|position|result|quota_male|quota_female|scheme|relation|costs)$"
)


def is_critical(name: str) -> bool:
    """Tell whether a field names a person, a number, a day, a sum, or what the paper is for."""
    return _CRITICAL.search(name) is not None


def seen(subject: Subject, check: str) -> list[Trace]:
    """Return what a check saw on the rule's document, strongest first.

    Raises:
        NotApplicable: the check says nothing of such a file.
        CannotCheck: it should have said something and failed.
    """
    return sorted(subject.traces(check), key=lambda trace: -trace.score)


def in_margin(trace: Trace) -> bool:
    """Tell whether a trace lies in the page's head or foot, where programs put numbers and stamps."""
    return bool(trace.facts.get("margin"))


def covered(subject: Subject, *, critical: bool) -> list[Trace]:
    """Return the hidden texts in whose place something of their kind is shown, in critical fields or elsewhere.

    Where no field was read, two numbers are a value: a covered place is often the one that cannot be read.

    Raises:
        NotApplicable, CannotCheck: as ``seen``.
    """
    found = [trace for trace in seen(subject, "pdf_hidden_text") if trace.score >= COVERED]
    counted = [trace for trace in found if _is_value(trace) is critical and (critical or not in_margin(trace))]
    return counted[:MOST_SHOWN]


def _is_value(trace: Trace) -> bool:
    if trace.field or in_margin(trace):
        return is_critical(trace.field)
    texts = (trace.facts.get("hidden", ""), trace.facts.get("shown", ""))
    return all(sum(letter.isdigit() for letter in text) >= FIGURES for text in texts)


def is_changed_value(trace: Trace) -> bool:
    """Tell whether a later revision replaced or took away a critical value, or figures by other figures."""
    if trace.score < REMOVED or is_critical(trace.field):
        return trace.score >= REMOVED
    if in_margin(trace):
        return False
    words = (trace.facts.get("before", ""), trace.facts.get("after", ""))
    return trace.score >= REPLACED and all(any(letter.isdigit() for letter in said) for said in words)


def of(subject: Subject) -> Document:
    """Return the document that the rule runs on. Raises ``NotApplicable`` without one."""
    if subject.document is None:
        raise NotApplicable
    return subject.document


def sure(document: Document, name: str) -> Field | None:
    """Return a field that was read surely, None otherwise."""
    field = document.fields.get(name)
    return field if field is not None and field.status is FieldStatus.OK else None


def proofs(document: Document, trace: Trace) -> Iterator[Evidence]:
    """Yield the places of a trace, what it was held against, and the picture of what is not shown any more."""
    words = caption(document, trace)
    yield Evidence(caption=words, role="found", document=document.id, region=trace.region)
    if trace.compared is not None and not _is_one_place(trace.region, trace.compared):
        yield Evidence(caption=words, role="compared", document=document.id, region=trace.compared)
    if trace.shown_sha256 is not None:
        before = Text(id=f"Yang tidak tampak lagi: {words.id}", en=f"Not shown any more: {words.en}")
        yield Evidence(
            caption=before, role="shown", document=document.id, region=trace.region, blob_sha256=trace.shown_sha256
        )


def _is_one_place(region: Region | None, other: Region) -> bool:
    """Tell whether two crops would show the same."""
    return region is not None and region.common(other) > ONE_PLACE * max(region.common(region), other.common(other))


def caption(document: Document, trace: Trace) -> Text:
    """Return what a place is: its field, or a place on the paper."""
    where = paper(document.type)
    if trace.field:
        what = field_name(trace.field, begins=True)
        return Text(id=f"{what.id} pada {where.id}", en=f"{what.en} on the {where.en}")
    return Text(id=f"Tempat pada {where.id}", en=f"A place on the {where.en}")


def place_name(trace: Trace, *, begins: bool = False) -> Text:
    """Return what a sentence calls the place of a trace; ``begins`` gives it a capital for a sentence's start."""
    return field_name(trace.field or "one_place", begins=begins)


def whole_page(document: Document) -> Evidence:
    """Return the first page as the place of what is about the whole file."""
    page = document.pages[0].index if document.pages else 0
    where = paper(document.type)
    words = Text(id=f"Berkas {where.id}", en=f"The file of the {where.en}")
    return Evidence(caption=words, role="found", document=document.id, region=Region(page=page, x0=0, y0=0, x1=1, y1=1))
