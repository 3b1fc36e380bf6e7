"""A worker process: RQ's forking worker with our times, our recovery pass, and an end of its children with it."""

import ctypes
import secrets
import signal
import sys
import time
from typing import Any, Final

from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

from worker import sandbox
from worker.bootstrap import Services
from worker.log import get_logger
from worker.owner import this_process
from worker.queue import SCREENING, AllowedJob, Queues, connect
from worker.recovery import recover

# queue.md section 2.2: with RQ's own defaults a killed worker's job may wait 18 minutes.
WORKER_TTL_S: Final = 30
MONITORING_INTERVAL_S: Final = 10
MAINTENANCE_INTERVAL_S: Final = 15
MOST_JOBS: Final = 500
"""Jobs after which the RQ worker is made anew inside the same process."""
_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class UnsafeSandbox(Exception):  # noqa: N818  # what this machine lacks
    """Decoders cannot be shut in well enough on this machine for production."""

    def __init__(self, level: sandbox.Level) -> None:
        super().__init__(f"production needs bubblewrap around decoders; this machine only has: {level.value}")


class ForkingWorker(Worker):
    """RQ's worker; between jobs and while it watches one, it also runs the recovery pass.

    The pass runs in this very thread, never beside it: a fork while another thread holds the database would hand the
    child a lock that nobody opens again.
    """

    max_connection_wait_time = 5.0

    def __init__(self, queue: Queue, services: Services, **options: Any) -> None:
        super().__init__([queue], connection=queue.connection, serializer=JSONSerializer, **options)
        self._services = services
        self._recovered_at = float("-inf")

    def run_maintenance_tasks(self) -> None:
        """Do RQ's own maintenance, then ours."""
        super().run_maintenance_tasks()  # type: ignore[no-untyped-call]  # RQ types it in part
        self._recover()

    def maintain_heartbeats(self, job: Job, execution: Any) -> None:
        """Send a sign of life while a job runs; a long job must not hold up the recovery of others."""
        super().maintain_heartbeats(job, execution)
        self._recover()

    @property
    def was_told_to_stop(self) -> bool:
        """Whether a signal asked this worker to end."""
        return self._shutdown_requested_date is not None

    def _recover(self) -> None:
        if time.monotonic() - self._recovered_at >= self._services.settings.recovery_interval_s:
            self._recovered_at = time.monotonic()
            recover(self._services)

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Fork for one job, once what must outlive it is running."""
        if queue.name == SCREENING:
            self._services.warm_up()
        super().execute_job(job, queue)

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """Run one job in the forked child, which dies with this worker instead of working on unseen."""
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        super().main_work_horse(job, queue)


def serve_queue(name: str, services: Services, *, burst: bool = False) -> None:
    """Serve one queue until SIGTERM or SIGINT; with ``burst`` until it is empty. Redis may go away and come back.

    Raises:
        UnsafeSandbox: in production, where decoders would have the network.
        EngineUnavailable: this machine lacks an OCR engine or its language data.
    """
    log = get_logger(__name__)
    level = sandbox.level()
    if services.settings.is_production and level is not sandbox.Level.NO_NETWORK:
        raise UnsafeSandbox(level)
    # The pipeline is worked out in the parent, so that no job pays for the engines' versions and the rules.
    log.info("worker starts", queue=name, pipeline=services.pipeline, sandbox=level.value)
    while True:
        _wait_for(services.queues)
        try:
            worker = make_worker(name, services)
            worker.work(burst=burst, logging_level="WARNING", max_jobs=MOST_JOBS)
        except RedisError as away:
            log.warning("queue is away", error=type(away).__name__)
        else:
            if burst or worker.was_told_to_stop:
                return
        finally:
            # RQ's handlers belong to the worker that has ended.
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)


def make_worker(name: str, services: Services) -> ForkingWorker:
    """Return a worker of one queue on a connection of its own, because RQ sets that connection's time limits."""
    queues = Queues(connect(services.settings.redis), services.settings.job_timeout_s)
    return ForkingWorker(
        queues.queue(name),
        services,
        # A fresh name each time: RQ refuses one whose bearer could not sign off because Redis was away.
        name=f"{this_process()}~{secrets.token_hex(4)}",
        job_class=AllowedJob,
        worker_ttl=WORKER_TTL_S,
        job_monitoring_interval=MONITORING_INTERVAL_S,
        maintenance_interval=MAINTENANCE_INTERVAL_S,
        log_job_description=False,
    )


def _wait_for(queues: Queues) -> None:
    said = False
    while True:
        try:
            queues.ping()
        except RedisError as away:
            if not said:
                get_logger(__name__).warning("waiting for the queue", error=type(away).__name__)
            said = True
            time.sleep(1.0)
        else:
            return
