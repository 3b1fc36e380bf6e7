"""What the rule runs of a case add up to: one pure function over a versioned policy.

Two axes that are never mixed: what is wrong with the **documents**, and what endangers the **worker**. The worst value
wins on each. Order of the runs never matters, a passed run never makes anything worse, and a registry that did not
answer makes a case neither clear nor suspect. A rule that is only tried out (``preview``) stands in the result and
raises nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from extractors.model import Document, DocumentState, FieldStatus
from validators.confirmed import borne_by, to_read_again
from validators.model import (
    Answer,
    Assessment,
    Cause,
    DocumentFlag,
    NextStep,
    Outcome,
    Overall,
    ProtectionFlag,
    Reason,
    RuleRun,
    Severity,
)
from validators.packs import Matters, Policy, Weight

_UNANSWERED: Final = frozenset({Reason.REGISTRY_UNAVAILABLE, Reason.REGISTRY_NOT_CONFIGURED})
_LATER: Final = frozenset({Overall.UNAVAILABLE, Overall.QUOTA})
STABLE: Final = "stable"
_HALF: Final = 8.0
"""Weight of findings at which half of the points within a flag are given; more findings always give more, never all."""


def assess(
    runs: Sequence[RuleRun], documents: Sequence[Document], answers: Sequence[Answer], policy: Policy
) -> Assessment:
    """Return the assessment of a case from its rule runs, documents and registry answers."""
    case = _Case(runs, documents, answers, policy)
    protection, document = case.protection(), case.document()
    return Assessment(
        flag=document.value if protection is ProtectionFlag.NONE else "protection",
        document=document,
        protection=protection,
        priority=case.priority(protection, document),
        next_step=case.next_step(protection, document),
        reasons=case.reasons(document),
        coverage=coverage(runs),
    )


def coverage(runs: Sequence[RuleRun]) -> float | None:
    """Return the share of the stable rules that applied and could be decided, 0..1; None when nothing applied."""
    applied = [run for run in runs if run.status == STABLE and run.outcome is not Outcome.NOT_APPLICABLE]
    if not applied:
        return None
    return sum(run.outcome in {Outcome.PASSED, Outcome.FLAGGED} for run in applied) / len(applied)


class _Case:
    """The parts of one case, with a question a method."""

    def __init__(
        self, runs: Sequence[RuleRun], documents: Sequence[Document], answers: Sequence[Answer], policy: Policy
    ) -> None:
        self.runs = tuple(run for run in runs if run.status == STABLE)
        self.flagged = tuple(run for run in self.runs if run.outcome is Outcome.FLAGGED)
        self.documents = tuple(documents)
        self.answers = tuple(answers)
        self.policy = policy

    # the two axes

    def protection(self) -> ProtectionFlag:
        weighs = self.policy.weighs
        if self._reached(weighs.urgent):
            return ProtectionFlag.URGENT
        return ProtectionFlag.CONCERN if self._reached(weighs.concern) else ProtectionFlag.NONE

    def document(self) -> DocumentFlag:
        weighs = self.policy.weighs
        if any(self._says_fake()):
            return DocumentFlag.LIKELY_FAKE
        if self._reached(weighs.inconsistent):
            return DocumentFlag.INCONSISTENT
        if any(self._unreadable()) or self._asked_in_doubt() or self._reached(weighs.unreadable):
            return DocumentFlag.UNREADABLE
        if self._is_unverified():
            return DocumentFlag.UNVERIFIED
        return DocumentFlag.CLEAR

    def _reached(self, weight: Weight) -> list[RuleRun]:
        return [run for run in self.flagged if weight.reached_by(run)]

    # likely_fake

    def _says_fake(self) -> Iterator[RuleRun]:
        """Yield the runs that ask for an authenticity check: forgery signs, and denials that a second source joins."""
        yield from self._reached(self.policy.weighs.likely_fake)
        for document in self.documents:
            contradictions = [run for run in self.flagged if _is_contradicted_elsewhere(run, document)]
            if contradictions and self._issuer_denies(document):
                yield from contradictions
                yield from self._denials(document)

    def _issuer_denies(self, document: Document) -> bool:
        references = {f"{document.id}-{name}" for name in self._issuers(document)}
        silent = any(a.request_ref in references and a.overall is Overall.NOT_FOUND for a in self.answers)
        return silent or any(run.severity.rank >= Severity.HIGH.rank for run in self._denials(document))

    def _denials(self, document: Document) -> list[RuleRun]:
        if not self._issuers(document):
            return []
        return [run for run in self.flagged if run.cause is Cause.REGISTRY and run.documents == (document.id,)]

    def _issuers(self, document: Document) -> list[str]:
        return [
            entry.registry for entry in self.policy.registries if entry.document == document.type and entry.is_issuer
        ]

    # unreadable

    def _unreadable(self) -> Iterator[Document]:
        """Yield the documents of which something that matters could not be read."""
        again = to_read_again(self.documents)
        for document in self.documents:
            matters = self.policy.matters_of(document.type)
            if document.state is DocumentState.FAILED or document.id in again:
                yield document
            elif matters is None:
                # Nobody can say what a blurred page is: its type is unknown because it cannot be read.
                if any(page.quality.reasons for page in document.pages):
                    yield document
            elif self._lacking(document, matters):
                yield document

    def _lacking(self, document: Document, matters: Matters) -> set[str]:
        """Return what matters, was not read surely, and is not borne out by a paper that the policy trusts for it."""
        lacking = _lacking(document, matters)
        if document.type in self.policy.confirm or not lacking:
            return lacking
        return lacking - borne_by(document, self.documents, self.policy.confirm)

    def _asked_in_doubt(self) -> bool:
        """Whether a registry does not hold a value that one engine alone has read."""
        return any(run.cause is Cause.REGISTRY and run.reason is Reason.UNREADABLE for run in self.runs)

    # unverified

    def _is_unverified(self) -> bool:
        return (
            not self.documents
            or not any(run.outcome is Outcome.PASSED for run in self.runs)
            or any(self._unjudged())
            or any(run.reason is Reason.RULE_ERROR for run in self.runs)
            or any(self._unanswered())
            or any(_is_not_found(run) for run in self.flagged)
        )

    def _unjudged(self) -> Iterator[Document]:
        yield from (document for document in self.documents if self.policy.matters_of(document.type) is None)

    def _unanswered(self) -> Iterator[Overall]:
        """Yield how each registry that was asked, or should have been, failed to say something."""
        yield from (answer.overall for answer in self.answers if not answer.said_something)
        yield from (Overall.UNAVAILABLE for run in self.runs if run.reason is Reason.REGISTRY_UNAVAILABLE)
        yield from (Overall.NOT_CONFIGURED for run in self.runs if run.reason is Reason.REGISTRY_NOT_CONFIGURED)
        asked = {answer.request_ref for answer in self.answers}
        for document in self.documents:
            for entry in self.policy.registries:
                seen = not entry.when_seen or any(name in document.fields for name in entry.when_seen)
                if entry.document == document.type and seen and f"{document.id}-{entry.registry}" not in asked:
                    yield Overall.NOT_CONFIGURED

    # what follows

    def next_step(self, protection: ProtectionFlag, document: DocumentFlag) -> NextStep:
        """Return what a person is asked to do next."""
        steps = self.policy.next_step
        if protection is not ProtectionFlag.NONE:
            return steps.urgent if protection is ProtectionFlag.URGENT else steps.concern
        if document in {DocumentFlag.LIKELY_FAKE, DocumentFlag.INCONSISTENT}:
            return steps.likely_fake if document is DocumentFlag.LIKELY_FAKE else steps.inconsistent
        if document is DocumentFlag.UNREADABLE:
            return self._step_for_unreadable()
        return self._step_for_unverified() if document is DocumentFlag.UNVERIFIED else NextStep.NONE

    def _step_for_unreadable(self) -> NextStep:
        beyond_photo = [self._is_beyond_photo(document) for document in self._unreadable()]
        return NextStep.REVIEW if beyond_photo and all(beyond_photo) else NextStep.ASK_NEW_PHOTO

    def _is_beyond_photo(self, document: Document) -> bool:
        """Whether no new photo mends it: the file is damaged, or all that is missing is filled in by hand."""
        if document.failure is not None:
            return document.failure.code in self.policy.failures_for_review
        matters = self.policy.matters_of(document.type)
        lacking = self._lacking(document, matters) if matters else set()
        by_hand = {name for name, field in document.fields.items() if field.status is FieldStatus.HANDWRITTEN}
        return bool(lacking) and lacking <= by_hand

    def _step_for_unverified(self) -> NextStep:
        if any(self._unjudged()) or any(run.reason is Reason.RULE_ERROR for run in self.runs):
            return NextStep.REVIEW
        unanswered = set(self._unanswered())
        if any(_is_not_found(run) for run in self.flagged) or unanswered - _LATER:
            return NextStep.VERIFY_WITH_AGENCY
        return NextStep.ASK_AGAIN_LATER if unanswered else NextStep.REVIEW

    def reasons(self, document: DocumentFlag) -> tuple[str, ...]:
        """Return the few rule codes that decide, protection first, then worst first."""
        danger = self._reached(self.policy.weighs.concern)
        decisive = [*_worst_first(danger), *_worst_first(self._decisive(document))]
        return tuple(dict.fromkeys(run.rule for run in decisive))[: self.policy.most_reasons]

    def _decisive(self, document: DocumentFlag) -> list[RuleRun]:
        fake = list(self._says_fake())
        contradicting = self._reached(self.policy.weighs.inconsistent)
        bad_capture = self._reached(self.policy.weighs.unreadable)
        tests: dict[DocumentFlag, Callable[[RuleRun], bool]] = {
            # What else contradicts stands behind the forgery signs: the reviewer needs both.
            DocumentFlag.LIKELY_FAKE: lambda run: run in fake or run in contradicting,
            DocumentFlag.INCONSISTENT: lambda run: run in contradicting,
            DocumentFlag.UNREADABLE: lambda run: run.reason is Reason.UNREADABLE or run in bad_capture,
            DocumentFlag.UNVERIFIED: lambda run: (
                run.reason in _UNANSWERED
                or run.reason is Reason.RULE_ERROR
                or (run in self.flagged and _is_not_found(run))
            ),
            DocumentFlag.CLEAR: lambda _: False,
        }
        return [run for run in self.runs if tests[document](run)]

    def priority(self, protection: ProtectionFlag, document: DocumentFlag) -> int:
        """Return 0..1000 by harm to the worker; what was found orders the cases of one flag and never lifts one."""
        scale = self.policy.priority
        weight = sum(run.severity.rank for run in self.flagged if run.cause is not Cause.COMPLETENESS)
        within = int(scale.within * weight / (weight + _HALF))
        return scale.protection[protection] + scale.document[document] + within


def _is_at_least(run: RuleRun, severity: Severity) -> bool:
    return run.severity.rank >= severity.rank


def _is_not_found(run: RuleRun) -> bool:
    return run.cause is Cause.REGISTRY and run.severity is Severity.LOW


def _is_contradicted_elsewhere(run: RuleRun, document: Document) -> bool:
    """Whether the run shows another paper, a second independent source, to contradict this document."""
    others = set(run.documents) - {document.id}
    is_about = run.cause is Cause.INCONSISTENCY and document.id in run.documents
    return bool(others) and is_about and _is_at_least(run, Severity.MEDIUM)


def _lacking(document: Document, matters: Matters) -> set[str]:
    sure = {name for name, field in document.fields.items() if field.status is FieldStatus.OK}
    seen = set(document.fields) & set(matters.if_seen)
    return (set(matters.required) | seen) - sure


def _worst_first(runs: Sequence[RuleRun]) -> list[RuleRun]:
    return sorted(runs, key=lambda run: (-run.severity.rank, run.rule))
