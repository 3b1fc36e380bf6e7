"""Findings as a reviewer reads them: numbered, worst for the worker first, each with its places on the paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from extractors.model import Document, Page
from validators.model import Case, Cause, Evidence, Finding, Outcome, RuleRun, Severity
from worker.web.locale import Translator
from worker.web.views.geometry import Box, Crop, Sheet, upright
from worker.web.views.times import readable

HEAT: Final = "map"
"""Role of evidence whose picture is a measure over the whole page, not a picture of something."""


@dataclass(frozen=True)
class Place:
    """One place by which a finding can be seen. ``box`` is None when it points to a whole document."""

    label: str
    caption: str
    document: str | None
    document_name: str
    page: int | None
    box: Box | None
    sheet: Sheet | None
    image: str | None
    other_case: str | None
    heat: str | None = None
    """A map over the page of how unusual it is there, to be laid over its picture."""
    shown: str | None = None
    """A picture of its own: what is not on this case's pages."""

    @property
    def crop(self) -> Crop | None:
        """The part of the picture to show beside the finding."""
        return self.sheet.crop(self.box) if self.sheet and self.box else None


@dataclass(frozen=True)
class FindingView:
    """One finding with all that speaks for and against it."""

    number: int
    severity: Severity
    cause: Cause
    title: str
    message: str
    expected: str | None
    found: str | None
    innocent: tuple[str, ...]
    basis: tuple[str, ...]
    rule: str
    version: int
    preview: bool
    places: tuple[Place, ...]

    @property
    def anchor(self) -> str:
        """The finding's place on the page, e.g. ``temuan-3``."""
        return f"temuan-{self.number}"

    @property
    def is_note(self) -> bool:
        """Whether it is told for the record only and changes no flag."""
        return self.severity is Severity.INFO or self.preview

    @property
    def is_protection(self) -> bool:
        """Whether it is about the worker's safety rather than about papers."""
        return self.cause is Cause.PROTECTION


def document_name(document: Document, t: Translator) -> str:
    """Return a document's kind and id, e.g. ``Paspor D002``."""
    return f"{t.known('document_type', document.type)} {document.id}"


def finding_views(case: Case, t: Translator) -> tuple[FindingView, ...]:
    """Return every finding of ``case``: protection first, then by severity, then by rule."""
    documents = {document.id: document for document in case.documents}
    ordered = sorted(_found(case), key=lambda pair: _order(pair[0]))
    return tuple(
        _finding_view(number, run, finding, documents, t) for number, (run, finding) in enumerate(ordered, start=1)
    )


def _found(case: Case) -> Iterator[tuple[RuleRun, Finding]]:
    for run in case.checks:
        if run.outcome is Outcome.FLAGGED:
            for finding in run.findings:
                yield run, finding


def _order(run: RuleRun) -> tuple[bool, bool, int, str]:
    is_note = run.severity is Severity.INFO or run.status == "preview"
    return is_note, run.cause is not Cause.PROTECTION, -run.severity.rank, run.rule


def _finding_view(
    number: int, run: RuleRun, finding: Finding, documents: Mapping[str, Document], t: Translator
) -> FindingView:
    return FindingView(
        number=number,
        severity=run.severity,
        cause=run.cause,
        title=t.pick(run.title),
        message=t.pick(finding.message),
        expected=readable(finding.expected, t) if finding.expected else None,
        found=readable(finding.found, t) if finding.found else None,
        innocent=tuple(t.pick(text) for text in run.innocent),
        basis=run.basis,
        rule=run.rule,
        version=run.version,
        preview=run.status == "preview",
        places=tuple(_places(number, finding.evidence, documents, t)),
    )


def _places(
    number: int, evidence: tuple[Evidence, ...], documents: Mapping[str, Document], t: Translator
) -> Iterator[Place]:
    for index, proof in enumerate(evidence):
        document = documents.get(proof.document or "")
        page = _page(document, proof)
        sheet = Sheet.of(page) if page else None
        yield Place(
            label=f"{number}{ascii_lowercase[index % 26]}" if len(evidence) > 1 else str(number),
            caption=t.pick(proof.caption),
            document=document.id if document else None,
            document_name=document_name(document, t) if document else "",
            page=page.index if page else None,
            box=upright(proof.region, page.rotation) if page and proof.region else None,
            sheet=sheet,
            image=page.image_sha256 if page else None,
            other_case=proof.other_case,
            heat=proof.blob_sha256 if proof.role == HEAT else None,
            shown=proof.blob_sha256 if proof.role != HEAT else None,
        )


def _page(document: Document | None, proof: Evidence) -> Page | None:
    if document is None or proof.region is None:
        return None
    return next((page for page in document.pages if page.index == proof.region.page), None)
