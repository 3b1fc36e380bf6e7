"""Work as the database knows it: accepted uploads, steps, the outbox, results behind a fence.

Redis only carries ids. What is to be done, who does it and what came of it stands here, and every change of state is
one unit of work with its audit event and its outbox row.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from pydantic import TypeAdapter

from extractors.model import Document, Failure
from validators.model import Case, Stage
from worker import VERSION
from worker.clock import Clock
from worker.storage import audit, tables
from worker.storage.cases import locked_case, upload_of
from worker.storage.database import Database
from worker.storage.prints import keep_prints
from worker.storage.records import (
    CaseRow,
    FenceLost,
    IdempotencyConflict,
    ReadUpload,
    StepName,
    StepRow,
    StepState,
    UploadRow,
    UploadState,
)

_DOCUMENTS: Final = TypeAdapter(tuple[Document, ...])
_WORKER: Final = ("worker", f"absah/{VERSION}")


@dataclass(frozen=True)
class NewUpload:
    """An upload whose bytes lie in the blobs already."""

    portal_id: str
    reference: str
    idempotency_key: str
    sha256: str
    filename: str
    bytes: int
    stage: Stage | None
    purpose: str | None
    legal_basis: str | None


@dataclass(frozen=True)
class Accepted:
    """What ``accept`` recorded, or found recorded (``replayed``)."""

    case: CaseRow
    upload: UploadRow
    replayed: bool


@dataclass(frozen=True)
class Reading:
    """What reading an upload gave. ``key`` is shared by uploads of the same content where that may be reused."""

    key: str
    pipeline: str
    documents: tuple[Document, ...]
    failure: Failure | None


class Work:
    """Uploads, steps and results, written so that a crash between any two statements loses nothing."""

    _database: Database
    _clock: Clock

    def accept(self, new: NewUpload) -> Accepted:
        """Record an upload, its step, its outbox row and its event in one unit of work.

        Raises:
            IdempotencyConflict: the key was used for other bytes or another case.
        """
        try:
            return self._accept(new)
        except sa.exc.IntegrityError:
            # Another process committed the same key or case in between (PostgreSQL): now it can be seen.
            return self._accept(new)

    def _accept(self, new: NewUpload) -> Accepted:
        with self._database.write() as connection:
            earlier = self._earlier(connection, new)
            if earlier is not None:
                return earlier
            case = self._case_for(connection, new)
            now, sequence, upload_id = self._clock(), case.uploads + 1, tables.new_id()
            connection.execute(
                tables.upload.insert().values(
                    id=upload_id, case_id=case.id, portal_id=new.portal_id, sequence=sequence,
                    idempotency_key=new.idempotency_key, sha256=new.sha256, filename=new.filename, bytes=new.bytes,
                    stage=new.stage, purpose=new.purpose, legal_basis=new.legal_basis, received_at=now,
                    state=UploadState.RECEIVED,
                )
            )  # fmt: skip
            changes = {"stage": new.stage, "purpose": new.purpose, "legal_basis": new.legal_basis}
            given = {name: value for name, value in changes.items() if value is not None}
            connection.execute(
                tables.case_file.update().where(tables.case_file.c.id == case.id).values(uploads=sequence, **given)
            )
            self._plan(connection, case.id, StepName.READ, sequence)
            detail = {"upload_id": upload_id, "sequence": sequence, "bytes": new.bytes}
            audit.append(
                connection, case.id, "received", at=now, actor=("portal", new.portal_id), object_sha256=new.sha256,
                detail=detail,
            )  # fmt: skip
            return Accepted(locked_case(connection, case.id), self._upload(connection, upload_id), replayed=False)

    def earlier(self, portal_id: str, idempotency_key: str) -> UploadRow | None:
        """Return the upload that this portal sent under this key, or None."""
        table = tables.upload
        query = sa.select(table).where(table.c.portal_id == portal_id, table.c.idempotency_key == idempotency_key)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return upload_of(row) if row else None

    def _earlier(self, connection: sa.Connection, new: NewUpload) -> Accepted | None:
        table = tables.upload
        row = connection.execute(
            sa.select(table).where(table.c.portal_id == new.portal_id, table.c.idempotency_key == new.idempotency_key)
        ).first()
        if row is None:
            return None
        case = locked_case(connection, row.case_id)
        if row.sha256 != new.sha256 or case.reference != new.reference:
            raise IdempotencyConflict
        return Accepted(case, upload_of(row), replayed=True)

    def _case_for(self, connection: sa.Connection, new: NewUpload) -> CaseRow:
        table = tables.case_file
        same = sa.and_(table.c.portal_id == new.portal_id, table.c.reference == new.reference)
        found = connection.execute(sa.select(table.c.id).where(same)).scalar()
        if found is None:
            found = tables.new_id()
            connection.execute(
                table.insert().values(
                    id=found, portal_id=new.portal_id, reference=new.reference, stage=Stage.UNKNOWN, purpose=None,
                    legal_basis=None, received_at=self._clock(), uploads=0, revision=0, covers=0,
                )
            )  # fmt: skip
        return locked_case(connection, found)

    def _upload(self, connection: sa.Connection, upload_id: str) -> UploadRow:
        row = connection.execute(sa.select(tables.upload).where(tables.upload.c.id == upload_id)).one()
        return upload_of(row)

    def _plan(self, connection: sa.Connection, case_id: str, name: StepName, sequence: int) -> None:
        """Add a step with its outbox row, unless the step is there already."""
        table, now, step_id = tables.step, self._clock(), tables.new_id()
        same = sa.and_(table.c.case_id == case_id, table.c.name == name, table.c.sequence == sequence)
        if connection.execute(sa.select(table.c.id).where(same)).first() is not None:
            return
        connection.execute(
            table.insert().values(
                id=step_id, case_id=case_id, name=name, sequence=sequence, state=StepState.PENDING, attempt=0,
                fence=0, created_at=now,
            )
        )  # fmt: skip
        connection.execute(tables.outbox.insert().values(id=tables.new_id(), step_id=step_id, created_at=now))

    # -- the relay ------------------------------------------------------------------------------------------------

    def unsent(self, limit: int = 500) -> list[StepRow]:
        """Return the steps whose outbox row was not sent yet, oldest first."""
        step, outbox = tables.step, tables.outbox
        query = sa.select(step).join(outbox, outbox.c.step_id == step.c.id).where(outbox.c.sent_at.is_(None))
        with self._database.read() as connection:
            return [_step(row) for row in connection.execute(query.order_by(outbox.c.created_at).limit(limit))]

    def mark_sent(self, step_id: str, job_id: str) -> None:
        """Note that ``job_id`` carries the step now."""
        with self._database.write() as connection:
            connection.execute(tables.step.update().where(tables.step.c.id == step_id).values(job_id=job_id))
            connection.execute(
                tables.outbox.update()
                .where(tables.outbox.c.step_id == step_id, tables.outbox.c.sent_at.is_(None))
                .values(sent_at=self._clock())
            )

    def open_steps(self) -> list[StepRow]:
        """Return every step that is not done, oldest first."""
        table = tables.step
        query = sa.select(table).where(table.c.state != StepState.DONE).order_by(table.c.created_at)
        with self._database.read() as connection:
            return [_step(row) for row in connection.execute(query)]

    # -- one step, from claim to result ---------------------------------------------------------------------------

    def claim(self, step_id: str, owner: str, lease: dt.timedelta, is_dead: Callable[[str], bool]) -> StepRow | None:
        """Take a step for ``owner``; None when it is done, unknown, or held by a process that lives.

        The attempt is counted here, in its own unit of work, before anything is decoded: a file that kills its
        reader still leaves its mark.
        """
        table, now = tables.step, self._clock()
        with self._database.write() as connection:
            row = connection.execute(sa.select(table).where(table.c.id == step_id).with_for_update()).first()
            if row is None or row.state == StepState.DONE or _is_held(row, now, is_dead):
                return None
            connection.execute(
                table.update()
                .where(table.c.id == step_id)
                .values(
                    state=StepState.RUNNING, attempt=row.attempt + 1, fence=row.fence + 1, owner=owner,
                    lease_until=now + lease, not_before=None,
                )
            )  # fmt: skip
            return _step(connection.execute(sa.select(table).where(table.c.id == step_id)).one())

    def release(self, step: StepRow, error: str, wait: dt.timedelta = dt.timedelta(), *, counts: bool = True) -> bool:
        """Put a step back, to be tried again after ``wait``; False when someone else has it by now.

        With ``counts`` False the attempt is forgotten: the fault lay with this machine, not with the file.
        """
        table = tables.step
        with self._database.write() as connection:
            changed = connection.execute(
                table.update()
                .where(table.c.id == step.id, table.c.fence == step.fence, table.c.state == StepState.RUNNING)
                .values(
                    state=StepState.PENDING, owner=None, lease_until=None, error=error[:100],
                    not_before=self._clock() + wait, attempt=step.attempt if counts else step.attempt - 1,
                )
            )  # fmt: skip
        return changed.rowcount == 1

    def _finish(self, connection: sa.Connection, step: StepRow) -> None:
        """Close a step; raises ``FenceLost``, which rolls back the unit of work, when another process has it."""
        table = tables.step
        changed = connection.execute(
            table.update()
            .where(table.c.id == step.id, table.c.fence == step.fence, table.c.state == StepState.RUNNING)
            .values(state=StepState.DONE, owner=None, lease_until=None, error=None, done_at=self._clock())
        )
        if changed.rowcount != 1:
            raise FenceLost(step.id)

    # -- reading --------------------------------------------------------------------------------------------------

    def upload_of_step(self, step: StepRow) -> UploadRow:
        """Return the upload that a ``read`` step is about."""
        table = tables.upload
        query = sa.select(table).where(table.c.case_id == step.case_id, table.c.sequence == step.sequence)
        with self._database.read() as connection:
            return upload_of(connection.execute(query).one())

    def reading(self, key: str) -> tuple[Document, ...] | None:
        """Return what reading this content gave before, or None."""
        query = sa.select(tables.reading.c.documents).where(tables.reading.c.key == key)
        with self._database.read() as connection:
            text = connection.execute(query).scalar()
        return _DOCUMENTS.validate_json(text) if text is not None else None

    def finish_read(self, step: StepRow, upload: UploadRow, result: Reading) -> None:
        """Record what was read from an upload, and plan the screening that has become possible.

        Raises:
            FenceLost: the step was taken over; nothing was written.
        """
        state, now = UploadState.FAILED if result.failure else UploadState.READ, self._clock()
        with self._database.write() as connection:
            self._finish(connection, step)
            locked_case(connection, step.case_id)
            self._keep(connection, upload, result)
            connection.execute(
                tables.upload.update()
                .where(tables.upload.c.id == upload.id)
                .values(
                    state=state,
                    reading_key=result.key,
                    failure=result.failure.model_dump_json() if result.failure else None,
                )
            )
            detail = {"upload_id": upload.id, "documents": len(result.documents), "attempt": step.attempt,
                      "failure": result.failure.code if result.failure else None}  # fmt: skip
            audit.append(
                connection, step.case_id, "read", at=now, actor=_WORKER, object_sha256=upload.sha256, detail=detail
            )
            self._plan_screening(connection, step.case_id)

    def _keep(self, connection: sa.Connection, upload: UploadRow, result: Reading) -> None:
        table = tables.reading
        if connection.execute(sa.select(table.c.key).where(table.c.key == result.key)).first() is None:
            connection.execute(
                table.insert().values(
                    key=result.key, sha256=upload.sha256, pipeline=result.pipeline,
                    documents=_DOCUMENTS.dump_json(result.documents).decode(), read_at=self._clock(),
                )
            )  # fmt: skip

    # -- screening ------------------------------------------------------------------------------------------------

    def _plan_screening(self, connection: sa.Connection, case_id: str) -> None:
        """Plan the next revision once its upload is read: one at a time a case, in the order of arrival.

        So the n-th revision holds the first n uploads, whichever worker read them first.
        """
        following = locked_case(connection, case_id).covers + 1
        table = tables.upload
        state = connection.execute(
            sa.select(table.c.state).where(table.c.case_id == case_id, table.c.sequence == following)
        ).scalar()
        if state in {UploadState.READ, UploadState.FAILED}:
            self._plan(connection, case_id, StepName.SCREEN, following)

    def read_uploads(self, case_id: str, through: int) -> list[ReadUpload]:
        """Return the first ``through`` uploads of a case with their documents, in the order of arrival."""
        upload, reading = tables.upload, tables.reading
        query = (
            sa.select(upload, reading.c.documents)
            .join(reading, reading.c.key == upload.c.reading_key)
            .where(upload.c.case_id == case_id, upload.c.sequence <= through)
            .order_by(upload.c.sequence)
        )
        with self._database.read() as connection:
            return [
                ReadUpload(upload_of(row), _DOCUMENTS.validate_json(row.documents)) for row in connection.execute(query)
            ]

    def publish(self, step: StepRow, result: Case) -> None:
        """Publish a revision: the result, the case's head, the audit event and what comes next, or nothing.

        Raises:
            FenceLost: the step was taken over; nothing was written.
        """
        text, now, head = result.to_json(), self._clock(), result.case
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        with self._database.write() as connection:
            self._finish(connection, step)
            held = locked_case(connection, step.case_id)
            if head.revision != held.revision + 1 or step.sequence != held.covers + 1:
                raise FenceLost(step.id)
            connection.execute(
                tables.revision.insert().values(
                    case_id=held.id, revision=head.revision, covers=step.sequence, step_id=step.id,
                    flag=result.assessment.flag, document=result.assessment.document,
                    protection=result.assessment.protection, priority=result.assessment.priority,
                    next_step=result.assessment.next_step, documents=len(result.documents), result=text,
                    result_sha256=sha256, published_at=now,
                )
            )  # fmt: skip
            connection.execute(
                tables.case_file.update()
                .where(tables.case_file.c.id == held.id)
                .values(revision=head.revision, covers=step.sequence)
            )
            keep_prints(connection, held.id, result.documents)
            detail = {"revision": head.revision, "uploads": step.sequence, "flag": result.assessment.flag}
            audit.append(connection, held.id, "published", at=now, actor=_WORKER, object_sha256=sha256, detail=detail)
            self._plan_screening(connection, held.id)


def _is_held(row: Any, now: dt.datetime, is_dead: Callable[[str], bool]) -> bool:
    return row.state == StepState.RUNNING and row.lease_until > now and not is_dead(row.owner)


def _step(row: Any) -> StepRow:
    return StepRow(
        id=row.id,
        case_id=row.case_id,
        name=StepName(row.name),
        sequence=row.sequence,
        state=StepState(row.state),
        attempt=row.attempt,
        fence=row.fence,
        owner=row.owner,
        lease_until=row.lease_until,
        not_before=row.not_before,
        job_id=row.job_id,
    )


def failed(documents: Sequence[Document]) -> Failure | None:
    """Return why an upload failed: the first document's failure when no document could be read, else None."""
    failures = [document.failure for document in documents if document.failure is not None]
    return failures[0] if failures and len(failures) == len(documents) else None
