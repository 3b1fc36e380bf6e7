"""Everything the page of one case shows, computed from its result and its file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from validators.identity import NAMES
from validators.model import Assessment, Case, Mode, Outcome, Stage
from worker.storage.audit import Event
from worker.storage.records import CaseRow, CaseState, Decision, UploadRow
from worker.web.locale import Translator
from worker.web.views import tables
from worker.web.views.findings import FindingView, finding_views
from worker.web.views.privacy import masked
from worker.web.views.times import clock_time
from worker.web.views.viewer import Links, Viewer, Wish, viewer

_NAME_FIELDS: Final = {"passport": NAMES["passport"], **NAMES}
"""Where a worker's name is looked for, by type of paper: the passport prints it twice and checks it."""

AT_FIRST: Final = 8
"""Checks in agreement that are shown at once, those that held two sources against each other first."""


@dataclass(frozen=True)
class CaseFile:
    """What the store knows of a case: its row, one revision's result, and what stands around it."""

    row: CaseRow
    result: Case
    uploads: Sequence[UploadRow] = ()
    events: Sequence[Event] = ()
    decisions: Sequence[Decision] = ()
    portal: str = ""


@dataclass(frozen=True)
class CaseView:
    """The page of one case."""

    links: Links
    reference: str
    worker: str
    stage: Stage
    revision: int
    latest: int
    received: str
    assessed: str
    purpose: str
    legal_basis: str
    processing: bool
    uses_samples: bool
    assessment: Assessment
    checked: int
    applicable: int
    findings: tuple[FindingView, ...]
    notes: tuple[FindingView, ...]
    passed: tuple[tables.CheckView, ...]
    unchecked: tuple[tables.CheckView, ...]
    unread: tuple[str, ...]
    skipped: int
    answers: tuple[tables.AnswerView, ...]
    fields: tuple[tables.FieldTable, ...]
    files: tuple[tables.FileView, ...]
    history: tuple[tables.EventView, ...]
    decisions: tuple[tables.DecisionView, ...]
    viewer: Viewer

    @property
    def at_first(self) -> int:
        """How many of the checks that agreed stand in the open; the others are folded."""
        return AT_FIRST

    @property
    def is_latest(self) -> bool:
        """Whether the shown revision is the one that may be decided on."""
        return self.revision == self.latest


def worker_name(case: Case) -> str:
    """Return the worker's name as the surest paper gives it; empty when none was read."""
    for kind, name in _NAME_FIELDS.items():
        for document in case.documents:
            if document.type == kind and name in document.fields:
                return document.fields[name].text
    return ""


def case_view(file: CaseFile, wish: Wish, t: Translator) -> CaseView:
    """Return the page of a case."""
    case, head = file.result, file.result.case
    links = Links(file.row.id, head.revision, wish.revision)
    found = finding_views(case, t)
    passed, unchecked = (tables.checks(case, outcome, t) for outcome in (Outcome.PASSED, Outcome.INDETERMINATE))
    passed = tuple(sorted(passed, key=lambda check: check.weight, reverse=True))
    outcomes = [run.outcome for run in case.checks]
    skipped = outcomes.count(Outcome.NOT_APPLICABLE)
    return CaseView(
        links=links,
        reference=masked(head.reference or t("case.no_reference")),
        worker=worker_name(case),
        stage=head.stage,
        revision=head.revision,
        latest=file.row.revision,
        received=_time(head.received_at, t),
        assessed=_time(head.assessed_at, t),
        purpose=head.purpose or "",
        legal_basis=head.legal_basis or "",
        processing=file.row.state is CaseState.PROCESSING,
        uses_samples=any(answer.mode is Mode.FIXTURE for answer in case.answers),
        assessment=case.assessment,
        checked=outcomes.count(Outcome.PASSED) + outcomes.count(Outcome.FLAGGED),
        applicable=len(outcomes) - skipped,
        findings=tuple(one for one in found if not one.is_note),
        notes=tuple(one for one in found if one.is_note),
        passed=passed,
        unchecked=unchecked,
        unread=tables.unread(case, t),
        skipped=skipped,
        answers=tables.answers(case, t),
        fields=tables.field_tables(case, t),
        files=tables.files(file.uploads, case.documents, t),
        history=tables.history(file.events, file.decisions, file.portal, t),
        decisions=tuple(tables.decision_view(one, t) for one in reversed(file.decisions)),
        viewer=viewer(case, found, wish, links, t),
    )


def _time(moment: dt.datetime, t: Translator) -> str:
    return clock_time(moment, t.language)
