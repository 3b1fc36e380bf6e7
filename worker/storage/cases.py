"""Cases as people see them: the list, one case, its revisions, its events, the decisions on it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from extractors.model import Failure
from validators.model import Case, Stage
from worker import VERSION
from worker.clock import Clock
from worker.storage import audit, tables
from worker.storage.audit import Event
from worker.storage.database import Database
from worker.storage.records import (
    CaseRow,
    CaseSummary,
    Decision,
    StaleRevision,
    UploadRow,
    UploadState,
    User,
)


def case_of(row: Any) -> CaseRow:
    """Return the record of a row of ``case_file``."""
    return CaseRow(
        id=row.id,
        portal_id=row.portal_id,
        reference=row.reference,
        stage=Stage(row.stage),
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        received_at=row.received_at,
        uploads=row.uploads,
        revision=row.revision,
        covers=row.covers,
    )


def upload_of(row: Any) -> UploadRow:
    """Return the record of a row of ``upload``."""
    return UploadRow(
        id=row.id,
        case_id=row.case_id,
        sequence=row.sequence,
        sha256=row.sha256,
        filename=row.filename,
        bytes=row.bytes,
        stage=Stage(row.stage) if row.stage else None,
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        received_at=row.received_at,
        state=UploadState(row.state),
        failure=Failure.model_validate_json(row.failure) if row.failure else None,
    )


def locked_case(connection: sa.Connection, case_id: str) -> CaseRow:
    """Return a case and hold its row until the end of the unit of work; raises ``KeyError`` when there is none."""
    table = tables.case_file
    row = connection.execute(sa.select(table).where(table.c.id == case_id).with_for_update()).first()
    if row is None:
        raise KeyError(case_id)
    return case_of(row)


class Cases:
    """What is known about cases."""

    _database: Database
    _clock: Clock

    def case(self, case_id: str) -> CaseRow | None:
        """Return a case by its id, or None."""
        return self._one_case(tables.case_file.c.id == case_id)

    def case_by_reference(self, portal_id: str, reference: str) -> CaseRow | None:
        """Return the case that this portal filed under ``reference``, or None."""
        table = tables.case_file
        return self._one_case(sa.and_(table.c.portal_id == portal_id, table.c.reference == reference))

    def cases_by_reference(self, reference: str) -> list[CaseRow]:
        """Return the cases of all portals that bear ``reference`` or have it as their id."""
        table = tables.case_file
        query = sa.select(table).where(sa.or_(table.c.reference == reference, table.c.id == reference))
        with self._database.read() as connection:
            return [case_of(row) for row in connection.execute(query.order_by(table.c.received_at))]

    def _one_case(self, condition: sa.ColumnElement[bool]) -> CaseRow | None:
        with self._database.read() as connection:
            row = connection.execute(sa.select(tables.case_file).where(condition)).first()
        return case_of(row) if row else None

    def uploads(self, case_id: str) -> list[UploadRow]:
        """Return a case's uploads in the order of arrival."""
        table = tables.upload
        with self._database.read() as connection:
            rows = connection.execute(sa.select(table).where(table.c.case_id == case_id).order_by(table.c.sequence))
            return [upload_of(row) for row in rows]

    def list_cases(
        self, flag: str | None = None, undecided_only: bool = False, limit: int = 50, offset: int = 0
    ) -> list[CaseSummary]:
        """Return published cases, the most urgent first and the older first among equals."""
        file, last, latest = tables.case_file, tables.revision, _latest_decision()
        query = (
            sa.select(file.c.id, file.c.reference, tables.portal.c.name.label("portal"), file.c.stage,
                      file.c.received_at, file.c.revision, last.c.flag, last.c.document, last.c.protection,
                      last.c.priority, last.c.next_step, last.c.published_at, last.c.documents, latest.c.outcome)
            .join(last, sa.and_(last.c.case_id == file.c.id, last.c.revision == file.c.revision))
            .join(tables.portal, tables.portal.c.id == file.c.portal_id)
            .outerjoin(latest, sa.and_(latest.c.case_id == file.c.id, latest.c.revision == file.c.revision))
            .order_by(last.c.priority.desc(), file.c.received_at, file.c.id)
            .limit(limit)
            .offset(offset)
        )  # fmt: skip
        if flag is not None:
            query = query.where(last.c.flag == flag)
        if undecided_only:
            query = query.where(latest.c.outcome.is_(None))
        with self._database.read() as connection:
            return [_summary(row) for row in connection.execute(query)]

    def count_cases(self, *, undecided_only: bool = False) -> dict[str, int]:
        """Return how many published cases there are by flag; a flag without any is left out."""
        file, last, latest = tables.case_file, tables.revision, _latest_decision()
        query = (
            sa.select(last.c.flag, sa.func.count())
            .select_from(file)
            .join(last, sa.and_(last.c.case_id == file.c.id, last.c.revision == file.c.revision))
            .outerjoin(latest, sa.and_(latest.c.case_id == file.c.id, latest.c.revision == file.c.revision))
            .group_by(last.c.flag)
        )
        if undecided_only:
            query = query.where(latest.c.outcome.is_(None))
        with self._database.read() as connection:
            return {flag: int(count) for flag, count in connection.execute(query)}

    def latest_result(self, case_id: str) -> Case | None:
        """Return the published result that no other supersedes, or None before the first."""
        found = self.case(case_id)
        return self.result(case_id, found.revision) if found and found.revision else None

    def result(self, case_id: str, revision: int) -> Case | None:
        """Return the result of one revision, or None when there is none of this number."""
        text = self.result_json(case_id, revision)
        return Case.model_validate_json(text) if text is not None else None

    def result_json(self, case_id: str, revision: int) -> str | None:
        """Return the very text of a revision as it was published, or None."""
        table = tables.revision
        query = sa.select(table.c.result).where(table.c.case_id == case_id, table.c.revision == revision)
        with self._database.read() as connection:
            text: str | None = connection.execute(query).scalar()
        return text

    def events(self, case_id: str) -> list[Event]:
        """Return a case's audit events in order."""
        with self._database.read() as connection:
            return audit.events(connection, case_id)

    def decisions(self, case_id: str) -> list[Decision]:
        """Return all decisions on a case, oldest first; a later one on the same revision replaces the one before."""
        table = tables.decision
        query = (
            sa.select(table, tables.user.c.name.label("reviewer"))
            .join(tables.user, tables.user.c.id == table.c.reviewer_id)
            .where(table.c.case_id == case_id)
            .order_by(table.c.decided_at, table.c.id)
        )
        with self._database.read() as connection:
            return [_decision(row) for row in connection.execute(query)]

    def decide(  # noqa: PLR0913, PLR0917  # a decision has this many parts
        self, case_id: str, revision: int, reviewer: User, outcome: str, reason_code: str, note: str
    ) -> Decision:
        """Record what ``reviewer`` concluded on ``revision``, with its audit event.

        Raises:
            KeyError: no such case or revision.
            StaleRevision: a newer revision was published meanwhile.
        """
        now = self._clock()
        with self._database.write() as connection:
            held = locked_case(connection, case_id)
            if not 1 <= revision <= held.revision:
                raise KeyError(revision)
            if revision < held.revision:
                raise StaleRevision(held.revision)
            made = Decision(tables.new_id(), case_id, revision, reviewer.name, outcome, reason_code, note, now)
            connection.execute(
                tables.decision.insert().values(
                    id=made.id, case_id=case_id, revision=revision, reviewer_id=reviewer.id, outcome=outcome,
                    reason_code=reason_code, note=note, decided_at=now,
                )
            )  # fmt: skip
            detail = {"decision_id": made.id, "revision": revision, "outcome": outcome, "reason_code": reason_code}
            audit.append(connection, case_id, "decided", at=now, actor=("reviewer", reviewer.id), detail=detail)
        return made

    def note(
        self,
        case_id: str,
        name: str,
        reviewer: User,
        *,
        object_sha256: str | None = None,
        detail: Mapping[str, str | int | None] | None = None,
    ) -> None:
        """Append an audit event of something that a reviewer did beside deciding, such as taking a file away.

        Raises:
            KeyError: no such case.
        """
        with self._database.write() as connection:
            locked_case(connection, case_id)
            audit.append(
                connection, case_id, name, at=self._clock(), actor=("reviewer", reviewer.id),
                object_sha256=object_sha256, detail=detail,
            )  # fmt: skip

    def note_export(self, case_id: str, revision: int, sha256: str) -> None:
        """Record that a bundle of ``revision`` was made; ``sha256`` is the bundle's."""
        with self._database.write() as connection:
            locked_case(connection, case_id)
            audit.append(
                connection, case_id, "exported", at=self._clock(), actor=("worker", f"absah/{VERSION}"),
                object_sha256=sha256, detail={"revision": revision},
            )  # fmt: skip


def _latest_decision() -> sa.Subquery:
    """The last decision on each revision: its id breaks a tie of the same millisecond."""
    table = tables.decision
    place = sa.func.row_number().over(
        partition_by=(table.c.case_id, table.c.revision), order_by=(table.c.decided_at.desc(), table.c.id.desc())
    )
    ranked = sa.select(table.c.case_id, table.c.revision, table.c.outcome, place.label("place")).subquery()
    return sa.select(ranked.c.case_id, ranked.c.revision, ranked.c.outcome).where(ranked.c.place == 1).subquery()


def _summary(row: Any) -> CaseSummary:
    return CaseSummary(
        id=row.id,
        reference=row.reference,
        portal=row.portal,
        stage=Stage(row.stage),
        received_at=row.received_at,
        revision=row.revision,
        flag=row.flag,
        document=row.document,
        protection=row.protection,
        priority=row.priority,
        next_step=row.next_step,
        published_at=row.published_at,
        documents=row.documents,
        decided=row.outcome,
    )


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id,
        case_id=row.case_id,
        revision=row.revision,
        reviewer=row.reviewer,
        outcome=row.outcome,
        reason_code=row.reason_code,
        note=row.note,
        decided_at=row.decided_at,
    )
