"""The two functions that RQ jobs may name: they take ids, call the story, and map errors to "again" or "never"."""

import datetime as dt
import hashlib
import traceback
from functools import cache
from types import TracebackType
from typing import Final

from pydantic import ConfigDict, ValidationError
from redis.exceptions import RedisError
from rq import get_current_job
from sqlalchemy.exc import SQLAlchemyError

from extractors.engine import EngineUnavailable
from extractors.model import Model, Sha256
from validators.model import Stage
from worker import screening
from worker.announce import announce
from worker.bootstrap import Services, bootstrap
from worker.intake import Incoming, Receipt, RefusedUpload, read_drop, receive as accept, remove_drop
from worker.log import get_logger
from worker.owner import is_dead, this_process
from worker.queue import RETRY_AFTER_S
from worker.settings import Settings
from worker.storage.records import FenceLost, IdempotencyConflict, Portal, StepName, StepRow

LEASE_MARGIN: Final = dt.timedelta(seconds=120)
"""How long after a job's time limit its step counts as abandoned where its process cannot be seen."""


_OF_THIS_MACHINE: Final = (OSError, SQLAlchemyError, RedisError, EngineUnavailable)
"""Errors that say nothing about the file: a full disk must not get it held back."""


class StepFailed(Exception):  # noqa: N818  # what became of it
    """A step could not be done now; it was put back and RQ is to try again."""

    def __init__(self, step_id: str, error: str) -> None:
        super().__init__(f"{step_id}: {error}")


class Order(Model):
    """What a portal inside the network puts into the inbox: where it dropped a file, and as what."""

    model_config = ConfigDict(hide_input_in_errors=True)

    portal: str
    reference: str
    drop_name: str
    sha256: Sha256
    idempotency_key: str
    stage: Stage | None = None
    purpose: str | None = None
    legal_basis: str | None = None


@cache
def services() -> Services:
    """Return this process's services; a worker makes them before it forks, so that jobs need not."""
    return bootstrap(Settings())


def receive(order: dict[str, object]) -> dict[str, object]:
    """Accept a dropped file (queue ``inbox``). Returns ids; the drop is removed once it is committed.

    Raises:
        RefusedUpload: the order can never be accepted as it is; the job fails and is not tried again.
    """
    try:
        receipt = _accepted(order)
    except RefusedUpload as refused:
        job = get_current_job()
        if job is not None:
            job.meta["refused"] = refused.code
            job.retries_left = 0
            job.save_meta()  # type: ignore[no-untyped-call]  # RQ types it in part
        raise
    return {"case_id": receipt.case.id, "upload_id": receipt.upload.id, "replayed": receipt.replayed}


def _accepted(raw: dict[str, object]) -> Receipt:
    try:
        order = Order.model_validate(raw)
    except ValidationError as wrong:
        raise RefusedUpload("bad_order") from wrong
    portal = services().store.portal_by_name(order.portal)
    if portal is None:
        raise RefusedUpload("unknown_portal")
    try:
        receipt = accept(_incoming(order, portal), services())
    except IdempotencyConflict as conflict:
        raise RefusedUpload("idempotency_conflict") from conflict
    remove_drop(services().settings.drops_dir, order.portal, order.drop_name)
    return receipt


def _incoming(order: Order, portal: Portal) -> Incoming:
    data = _dropped(order, portal)
    if hashlib.sha256(data).hexdigest() != order.sha256:
        raise RefusedUpload("sha256_mismatch")
    return Incoming(
        portal_id=portal.id,
        reference=order.reference,
        filename=order.drop_name,
        data=data,
        idempotency_key=order.idempotency_key,
        stage=order.stage,
        purpose=order.purpose,
        legal_basis=order.legal_basis,
    )


def _dropped(order: Order, portal: Portal) -> bytes:
    """Return the dropped bytes; after a crash between commit and end of job, the stored ones: the drop is gone."""
    try:
        limit = services().settings.max_upload_bytes
        return read_drop(services().settings.drops_dir, order.portal, order.drop_name, limit)
    except RefusedUpload:
        earlier = services().store.earlier(portal.id, order.idempotency_key)
        if earlier is None or earlier.sha256 != order.sha256:
            raise
        return services().blobs.get(earlier.sha256)


def run_step(step_id: str) -> str:
    """Do one step (queue ``screening``): read an upload, or screen its case. Returns what became of it.

    Any error puts the step back and is raised, so that RQ tries again; a step that is done, or done by a living
    process, is left alone.
    """
    everything = services()
    lease = dt.timedelta(seconds=everything.settings.job_timeout_s) + LEASE_MARGIN
    step = everything.store.claim(step_id, this_process(), lease, is_dead)
    if step is None:
        return "nothing to do"
    try:
        with _PutBack(step, everything):
            if step.name is StepName.READ:
                screening.read_upload(step, everything)
            else:
                screening.publish_revision(step, everything)
    except FenceLost:
        get_logger(__name__).warning("another process took the step over", step=step.id)
        return "taken over"
    announce(everything)
    return "done"


class _PutBack:
    """Puts a step back when the block fails, and lets out a word about it that quotes no paper.

    RQ logs an error and keeps it in Redis with its text, and that text may hold a value that was read.
    """

    def __init__(self, step: StepRow, everything: Services) -> None:
        self._step = step
        self._services = everything

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, FenceLost):
            return
        wait = RETRY_AFTER_S[min(self._step.attempt, len(RETRY_AFTER_S)) - 1]
        counts = not issubclass(kind, _OF_THIS_MACHINE)
        self._services.store.release(self._step, kind.__name__, dt.timedelta(seconds=wait), counts=counts)
        if issubclass(kind, Exception):
            places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-3:]]
            get_logger(__name__).error("step failed", step=self._step.id, error=kind.__name__, places=places)
            raise StepFailed(self._step.id, kind.__name__) from None
