"""SGN006: one printed code on papers of two persons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from extractors.model import Document, FieldStatus, Region
from validators.identity import NAMES
from validators.messages import paper
from validators.model import Cause, Finding, Severity
from validators.names import Likeness, compare
from validators.rule import EVERY_PAPER, NotApplicable, Scope, Subject, at, rule, rule_text

_OF_ONE_PAPER: Final = re.compile(r"(?=[A-Za-z-]*\d)(?=\d*[A-Za-z-]*\d)[A-Za-z0-9-]{8,}")
"""A run of letters and figures as numbers of papers are; an office's address has none behind its host."""
_OF_EVERYBODY: Final = re.compile(
    r"wa\.me|whatsapp|maps|play\.google|apps\.apple|instagram|facebook|tiktok|youtu|bit\.ly|s\.id/|linktr|forms",
    re.IGNORECASE,
)
"""Codes that an office prints on all its papers: how to reach it, where it is, what it asks."""


@dataclass(frozen=True)
class _Code:
    document: Document
    name: str
    text: str
    region: Region


@rule(
    "SGN006",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("UU 11/2008 Pasal 11",),
    since="0.3",
    status="preview",
)
def one_code_two_persons(subject: Subject) -> Iterator[Finding]:
    """One printed code stands on papers of two persons.

    ## What it checks
    Codes (QR and others) with the same content on two papers of a case whose holders bear different names. Only codes
    that seem to be one paper's own: with a number of eight characters or more behind the host. Ways to reach an office
    are left out.

    ## Why it matters
    The code of a certificate leads to that certificate. On another person's paper it is consistent with a copy.

    ## Known false alarms
    An office's code with a number in it that is the same on all its papers. How many there are is not measured:
    therefore a preview, which raises nothing.

    Known gap: the content of the code is not opened, so that a copied code on one paper alone passes.

    ## Example
    The code of a health certificate of SITI on one of BAMBANG is flagged; a clinic's address on both passes.

    ## References
    UU 11/2008 Pasal 11.
    """
    codes = [code for document in subject.documents for code in _codes(document)]
    pairs = [(one, other) for one, other in combinations(codes, 2) if one.document.id != other.document.id]
    if not pairs:
        raise NotApplicable
    text = rule_text("SGN006")
    for one, other in pairs:
        if one.text == other.text and compare(one.name, other.name).likeness is Likeness.DIFFERENT:
            yield Finding(
                message=text.message("twice", name=one.name, other=other.name, paper=paper(other.document.type)),
                evidence=(
                    at(other.region, other.document, text.message("code")),
                    at(one.region, one.document, text.message("code"), "compared"),
                ),
            )


def _codes(document: Document) -> Iterator[_Code]:
    """Yield the codes of a paper that may be its own, with its holder's name."""
    name, field = document.fields.get(NAMES.get(document.type, "")), document.fields.get("codes")
    if name is None or name.status is not FieldStatus.OK or not name.text or field is None:
        return
    for reading in field.readings:
        if reading.region is not None and _is_own(reading.raw):
            yield _Code(document, name.text, reading.raw, reading.region)


def _is_own(text: str) -> bool:
    behind = re.sub(r"^\w+://[^/?#]*", "", text)
    return not _OF_EVERYBODY.search(text) and bool(_OF_ONE_PAPER.search(behind))
