"""The rule framework: ``@rule`` declares, ``load()`` finds, ``run()`` runs one rule on one subject.

A rule is a function in its own file under ``validators/rules`` (``nik001_structure.py``). Its sentences stand in
``validators/messages``, its description in its docstring under five headings; what is missing raises at import.
"""

import importlib
import pkgutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from extractors.model import Document, Field, FieldStatus, Region, Text, Trace, TraceState
from validators.messages import Entry, catalogue, paper
from validators.model import (
    Answer,
    Cause,
    Evidence,
    Finding,
    Outcome,
    Overall,
    Reason,
    RuleRun,
    Severity,
    Stage,
)
from validators.packs import Packs

HEADINGS: Final = (
    "## What it checks",
    "## Why it matters",
    "## Known false alarms",
    "## Example",
    "## References",
)
ALL_STAGES: Final = frozenset(Stage)


class Scope(StrEnum):
    """What one run of a rule looks at."""

    DOCUMENT = "document"
    CASE = "case"


class CannotCheck(Exception):  # noqa: N818  # an outcome, not an error
    """The rule applies but cannot be decided; ``reason`` says why. The run is ``indeterminate``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class NotApplicable(Exception):  # noqa: N818  # an outcome, not an error
    """The rule has nothing to look at in this subject."""


@dataclass(frozen=True)
class Subject:
    """All that a rule may look at. ``today`` is given, so that no rule reads a clock.

    ``document`` is the one that a document rule runs on, None for a case rule; ``documents`` are all that were read.
    """

    documents: tuple[Document, ...]
    answers: tuple[Answer, ...]
    stage: Stage
    today: date
    packs: Packs
    document: Document | None = None

    def of_type(self, *types: str) -> tuple[Document, ...]:
        """Return the case's documents of these types."""
        return tuple(document for document in self.documents if document.type in types)

    def field(self, name: str, document: Document | None = None) -> Field:
        """Return a field that was read surely, of ``document`` or of the rule's own document.

        Raises:
            CannotCheck: the field was not seen, or its status is not ``ok``.
        """
        field = self._own(document).fields.get(name)
        if field is None or field.status is not FieldStatus.OK:
            raise CannotCheck(Reason.UNREADABLE)
        return field

    def answer(self, registry: str, document: Document | None = None) -> Answer:
        """Return what ``registry`` said about the document.

        Raises:
            NotApplicable: it was not asked, because the document lacks what the question needs.
            CannotCheck: it is not configured, or it did not answer.
        """
        reference = f"{self._own(document).id}-{registry}"
        for answer in self.answers:
            if answer.request_ref == reference:
                if answer.overall is Overall.NOT_CONFIGURED:
                    raise CannotCheck(Reason.REGISTRY_NOT_CONFIGURED)
                if not answer.said_something:
                    raise CannotCheck(Reason.REGISTRY_UNAVAILABLE)
                return answer
        raise NotApplicable

    def traces(self, check: str, document: Document | None = None) -> tuple[Trace, ...]:
        """Return what a check of ``validators.forensics`` measured on the document.

        Raises:
            NotApplicable: the check says nothing of such a file (its stratum, nothing to look at), or was not run.
            CannotCheck: it should have said something and failed.
        """
        own = [trace for trace in self._own(document).traces if trace.check == check]
        measured = tuple(trace for trace in own if trace.state is TraceState.MEASURED)
        if not measured and any(trace.state is TraceState.FAILED for trace in own):
            raise CannotCheck(Reason.NOT_EXAMINED)
        if not measured:
            raise NotApplicable
        return measured

    def _own(self, document: Document | None) -> Document:
        own = document or self.document
        if own is None:
            raise TypeError("a case rule must name the document")
        return own


EVERY_PAPER: Final = frozenset(
    {"agency_licence", "competence_certificate", "family_card", "family_permit", "health_certificate", "job_order",
     "ktp", "marital_status_letter", "passport", "placement_agreement", "police_clearance", "social_security",
     "unknown", "visa", "work_contract", "worker_card"}
)  # fmt: skip
"""Every document type: for rules about the file or the picture, whatever stands on it."""

Check = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One check with its code.

    ``documents`` are the types it runs on. A case rule runs when the case holds one of them, and says itself
    (``NotApplicable``) when it needs more.
    """

    code: str
    scope: Scope
    severity: Severity
    cause: Cause
    documents: frozenset[str]
    basis: tuple[str, ...]
    since: str
    check: Check
    stages: frozenset[Stage] = ALL_STAGES
    status: Literal["stable", "preview"] = "stable"
    version: int = 1

    @property
    def text(self) -> Entry:
        """Title, innocent explanations and messages, in both languages."""
        return catalogue()[self.code]

    @property
    def description(self) -> str:
        """The docstring, under its five headings."""
        return self.check.__doc__ or ""


_RULES: dict[str, Rule] = {}


def rule(  # noqa: PLR0913  # a rule's card has this many lines
    code: str,
    *,
    scope: Scope = Scope.DOCUMENT,
    severity: Severity,
    cause: Cause,
    documents: Iterable[str],
    basis: tuple[str, ...],
    since: str,
    stages: frozenset[Stage] = ALL_STAGES,
    status: Literal["stable", "preview"] = "stable",
    version: int = 1,
) -> Callable[[Check], Check]:
    """Declare a rule. Raises ``ValueError`` on a repeated code, a missing heading or missing sentences."""

    def declare(check: Check) -> Check:
        missing = [heading for heading in HEADINGS if heading not in (check.__doc__ or "")]
        if missing:
            raise ValueError(f"{code}: docstring lacks {missing}")
        if code not in catalogue():
            raise ValueError(f"{code}: no sentences in validators/messages")
        if not catalogue()[code].innocent:
            raise ValueError(f"{code}: no innocent explanation")
        if code in _RULES and _RULES[code].check.__module__ != check.__module__:
            raise ValueError(f"{code}: declared twice")
        if not check.__module__.rsplit(".", 1)[-1].startswith(f"{code.lower()}_"):
            raise ValueError(f"{code}: its file name must start with {code.lower()}_")
        _RULES[code] = Rule(
            code, scope, severity, cause, frozenset(documents), basis, since, check, stages, status, version
        )
        return check

    return declare


@cache
def load() -> Mapping[str, Rule]:
    """Import every file of ``validators.rules`` and return the rules by code, in order."""
    package = importlib.import_module("validators.rules")
    for module in pkgutil.iter_modules(package.__path__, "validators.rules."):
        importlib.import_module(module.name)
    return MappingProxyType(dict(sorted(_RULES.items())))


def rule_text(code: str) -> Entry:
    """Return the sentences of a rule."""
    return catalogue()[code]


def show(field: Field, document: Document, caption: Text, role: str = "found") -> Evidence:
    """Return the place of ``field`` on its page as evidence."""
    return Evidence(caption=caption, role=role, document=document.id, region=field.region)


def whole(document: Document | None) -> tuple[Evidence, ...]:
    """Return a whole paper as evidence, of a finding about its file or picture."""
    if document is None:
        raise NotApplicable
    return (Evidence(caption=paper(document.type), role="found", document=document.id),)


def at(region: Region | None, document: Document, caption: Text, role: str = "found") -> Evidence:
    """Return a place on a page as evidence."""
    return Evidence(caption=caption, role=role, document=document.id, region=region)


def subjects(rule_: Rule, subject: Subject) -> Iterator[Subject]:
    """Yield what ``rule_`` runs on: each document of its types, or the case itself."""
    if rule_.scope is Scope.CASE:
        yield subject
        return
    for document in subject.of_type(*rule_.documents):
        yield Subject(
            subject.documents, subject.answers, subject.stage, subject.today, subject.packs, document=document
        )


def run(rule_: Rule, subject: Subject) -> RuleRun:
    """Run one rule on one subject. Catches only ``CannotCheck`` and ``NotApplicable``: all else is a bug to be seen."""
    started = time.perf_counter()
    outcome, reason, findings = _outcome(rule_, subject)
    elapsed = round((time.perf_counter() - started) * 1000)
    return record(rule_, subject, outcome, reason, findings=findings, milliseconds=elapsed)


def record(  # noqa: PLR0913  # a run has this many parts
    rule_: Rule,
    subject: Subject,
    outcome: Outcome,
    reason: Reason | None,
    *,
    findings: tuple[Finding, ...] = (),
    milliseconds: int = 0,
) -> RuleRun:
    """Return a run of ``rule_`` as it stands in a result."""
    return RuleRun(
        rule=rule_.code,
        version=rule_.version,
        status=rule_.status,
        title=rule_.text.title,
        outcome=outcome,
        severity=rule_.severity,
        cause=rule_.cause,
        reason=reason,
        documents=_concerned(rule_, subject, findings),
        basis=rule_.basis,
        innocent=rule_.text.innocent,
        findings=findings,
        milliseconds=milliseconds,
    )


def _outcome(rule_: Rule, subject: Subject) -> tuple[Outcome, Reason | None, tuple[Finding, ...]]:
    if subject.stage not in rule_.stages or not _has_documents(rule_, subject):
        return Outcome.NOT_APPLICABLE, None, ()
    findings: list[Finding] = []
    try:
        findings.extend(rule_.check(subject))
    except NotApplicable:
        return Outcome.NOT_APPLICABLE, None, ()
    except CannotCheck as stop:
        return Outcome.INDETERMINATE, stop.reason, ()
    return (Outcome.FLAGGED if findings else Outcome.PASSED), None, tuple(findings)


def _has_documents(rule_: Rule, subject: Subject) -> bool:
    if rule_.scope is Scope.DOCUMENT:
        return subject.document is not None and subject.document.type in rule_.documents
    return bool(subject.of_type(*rule_.documents))


def _concerned(rule_: Rule, subject: Subject, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    if subject.document is not None:
        return (subject.document.id,)
    shown = {proof.document for finding in findings for proof in finding.evidence if proof.document}
    if shown:
        return tuple(sorted(shown))
    return tuple(document.id for document in subject.of_type(*rule_.documents))
