"""How a backtest is shown: which cases would change, how many more or fewer reviews, whose decisions it contradicts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validators.model import Assessment
    from worker.backtest import Again


def shown(cases: "Sequence[Again]") -> Iterator[str]:
    """Yield the lines of a backtest: each changed case, then the sums."""
    changed = [case for case in cases if case.changed]
    for case in changed:
        yield from _lines(case)
    if changed:
        yield ""
    more, fewer = (sum(case.reviews == way for case in cases) for way in (1, -1))
    against = sum(case.contradicts_decision for case in changed)
    yield f"{len(cases)} cases judged again, {len(changed)} would change."
    yield f"Reviews: {more} more, {fewer} fewer. Decisions of reviewers contradicted: {against}."


def _lines(case: "Again") -> Iterator[str]:
    yield f"{case.reference} ({case.case_id})"
    yield f"  {_headline(case.before)}  ->  {_headline(case.after)}"
    if case.raised:
        yield f"  flagged now: {', '.join(case.raised)}"
    if case.dropped:
        yield f"  no longer flagged: {', '.join(case.dropped)}"
    if case.contradicts_decision and case.decision is not None:
        decided = f"{case.decision.outcome}, {case.decision.reason_code}"
        yield f"  against the decision on revision {case.decision.revision}: {decided}"


def _headline(assessment: "Assessment") -> str:
    return f"{assessment.flag} ({assessment.next_step.value}, priority {assessment.priority})"
