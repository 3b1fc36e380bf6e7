"""What a changed rule, policy or pack would do to cases judged before: from their readings, never by OCR.

Every published case is judged anew from its own readings and registry answers, on the day on which it was judged then.
Nothing is written: the result of a case changes only when the case is screened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractors.model import DocumentState
from validators.assessment import assess
from validators.model import Assessment, Case, NextStep, Outcome, RuleRun
from validators.packs import Packs
from validators.rule import Subject
from worker.screening import WESTERN_INDONESIA, run_rules
from worker.storage.records import Decision
from worker.storage.store import Store

_PAGE: Final = 200
_BEFORE_A_PERSON: Final = frozenset({NextStep.REVIEW, NextStep.URGENT_REVIEW})
_ACCEPTED: Final = "accept"
_REFERRED: Final = frozenset({"refer_issuer", "refer_protection"})


@dataclass(frozen=True)
class Again:
    """One case judged twice: as published, and as it would be now. ``decision`` is the last one on that revision."""

    case_id: str
    reference: str
    before: Assessment
    after: Assessment
    raised: tuple[str, ...]
    dropped: tuple[str, ...]
    decision: Decision | None

    @property
    def changed(self) -> bool:
        """Whether a person would see anything else: a flag, an axis, a next step or the reasons."""
        seen = ("flag", "document", "protection", "next_step", "reasons")
        return any(getattr(self.before, name) != getattr(self.after, name) for name in seen)

    @property
    def reviews(self) -> int:
        """1 where a review would be added, -1 where one would fall away, else 0."""
        return needs_review(self.after) - needs_review(self.before)

    @property
    def contradicts_decision(self) -> bool:
        """Whether a person would be asked to look at what was accepted, or no more at what was referred."""
        if self.decision is None or not self.changed:
            return False
        if needs_review(self.after):
            return self.decision.outcome == _ACCEPTED
        return self.decision.outcome in _REFERRED


def needs_review(assessment: Assessment) -> bool:
    """Whether an assessment puts its case before a person."""
    return assessment.next_step in _BEFORE_A_PERSON


def backtest(store: Store, packs: Packs, only: str | None = None) -> Iterator[Again]:
    """Yield every published case judged again; with ``only``, that rule alone is run anew and the others stand."""
    offset = 0
    while listed := store.list_cases(limit=_PAGE, offset=offset):
        offset += len(listed)
        for summary in listed:
            case = store.latest_result(summary.id)
            if case is not None:
                decided = [one for one in store.decisions(summary.id) if one.revision == summary.revision]
                yield again(case, packs, only, summary.reference, decided[-1] if decided else None)


def again(case: Case, packs: Packs, only: str | None, reference: str, decision: Decision | None) -> Again:
    """Return one case judged again."""
    checks = checks_now(case, packs, only)
    before, after = _flagged(case.checks), _flagged(checks)
    return Again(
        case_id=case.case.id,
        reference=reference,
        before=case.assessment,
        after=assess(checks, case.documents, case.answers, packs.policy),
        raised=tuple(sorted(after - before)),
        dropped=tuple(sorted(before - after)),
        decision=decision,
    )


def checks_now(case: Case, packs: Packs, only: str | None) -> tuple[RuleRun, ...]:
    """Return the rule runs of a case by today's rules and these packs, on the day of its assessment."""
    readable = tuple(document for document in case.documents if document.state is DocumentState.READ)
    day = case.case.assessed_at.astimezone(WESTERN_INDONESIA).date()
    runs = run_rules(Subject(readable, case.answers, case.case.stage, day, packs, matches=case.matches), only)
    return runs if only is None else (*(run for run in case.checks if run.rule != only), *runs)


def _flagged(checks: tuple[RuleRun, ...]) -> set[str]:
    return {run.rule for run in checks if run.outcome is Outcome.FLAGGED}
