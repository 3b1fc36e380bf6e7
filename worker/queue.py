"""RQ wired for this application: two queues, JSON, ids only, and jobs that may name two functions and nothing else.

Redis is no boundary that may be trusted: whoever can write to it could name any function, a callback, or a web
address to call. So a job's own class refuses everything but what ``ALLOWED`` names for its queue.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisGone, TimeoutError as RedisSlow
from redis.retry import Retry as RedisRetry
from rq import Queue, Retry
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from rq.registry import FailedJobRegistry, ScheduledJobRegistry, StartedJobRegistry
from rq.serializers import JSONSerializer

from worker.owner import is_dead
from worker.storage.records import StepName, StepRow

INBOX: Final = "inbox"
SCREENING: Final = "screening"
ALLOWED: Final = {INBOX: "worker.tasks.receive", SCREENING: "worker.tasks.run_step"}
"""The one function that a job of each queue may name."""

RESULT_TTL_S: Final = 3600
FAILURE_TTL_S: Final = 7 * 24 * 3600
MOST_RESCUES: Final = 3
RETRY_AFTER_S: Final = (10, 60, 300)
_WAITING: Final = frozenset({JobStatus.SCHEDULED, JobStatus.DEFERRED, JobStatus.READY_TO_ENQUEUE, JobStatus.CREATED})


class RefusedJob(Exception):  # noqa: N818  # what was found in Redis, not what we did
    """A job in Redis asks for something that no job of ours may ask for."""


class AllowedJob(Job):
    """A job that runs the one function of its queue, or nothing."""

    def restore(self, raw_data: Any) -> Any:
        """Read the job from Redis, without any callback or web address that someone may have put there."""
        restored = super().restore(raw_data)
        self._success_callback_name = self._failure_callback_name = self._stopped_callback_name = None
        self.webhooks = []
        return restored

    @property
    def func(self) -> Callable[..., object]:
        """The function to run.

        Raises:
            RefusedJob: the job names another function than its queue's, or carries an object.
        """
        if self.instance is not None or self.func_name != ALLOWED.get(self.origin):
            raise RefusedJob(self.id)
        function: Callable[..., object] = super().func
        return function

    @property
    def is_allowed(self) -> bool:
        """Whether ``func`` would let it run."""
        return self.instance is None and self.func_name == ALLOWED.get(self.origin)

    @property
    def success_callback(self) -> None:
        """None: jobs of ours have no callbacks."""

    @property
    def failure_callback(self) -> None:
        """None: jobs of ours have no callbacks."""

    @property
    def stopped_callback(self) -> None:
        """None: jobs of ours have no callbacks."""


def connect(url: str) -> Redis:
    """Return a client of the Redis at ``url``. It gives up after a few seconds: the outbox waits, people do not."""
    retry = RedisRetry(ExponentialBackoff(cap=0.5, base=0.05), retries=3)
    return Redis.from_url(url, socket_connect_timeout=2, retry=retry, retry_on_error=[RedisGone, RedisSlow])


class Queues:
    """The queues as the rest of the worker sees them: send a step, ask whether it is still on its way."""

    def __init__(self, redis: Redis, job_timeout_s: int) -> None:
        self.redis = redis
        self._timeout = job_timeout_s

    def queue(self, name: str) -> Queue:
        """Return the RQ queue of this name, with our job class and serializer."""
        return Queue(
            name,
            connection=self.redis,
            default_timeout=self._timeout,
            job_class=AllowedJob,
            serializer=JSONSerializer,
        )

    def ping(self) -> None:
        """Ask Redis for a sign of life; raises ``redis.exceptions.RedisError``."""
        self.redis.ping()

    def send(self, step: StepRow) -> str:
        """Put a step on its way and return the id of the job that carries it.

        A step may be carried twice; whoever claims it first does it. A screening goes before readings: it is short
        and somebody waits for it.
        """
        return self._enqueue(SCREENING, [step.id], f"{step.id}-{secrets.token_hex(4)}", step.name is StepName.SCREEN)

    def send_to_inbox(self, order: Mapping[str, str], meta: Mapping[str, int] | None = None) -> str:
        """Put an order in the inbox as a portal does and return the job's id."""
        return self._enqueue(INBOX, [dict(order)], secrets.token_hex(12), at_front=False, meta=meta)

    def _enqueue(
        self, name: str, args: list[Any], job_id: str, at_front: bool, meta: Mapping[str, int] | None = None
    ) -> str:
        self.queue(name).enqueue_call(
            ALLOWED[name],
            args=args,
            job_id=job_id,
            timeout=self._timeout,
            result_ttl=RESULT_TTL_S,
            failure_ttl=FAILURE_TTL_S,
            retry=Retry(max=len(RETRY_AFTER_S), interval=list(RETRY_AFTER_S)),
            description=f"{name} {job_id}",
            at_front=at_front,
            meta=dict(meta or {}),
        )
        return job_id

    def is_on_its_way(self, job_id: str | None) -> bool:
        """Whether a job is queued, waits for its retry, or is run by a worker that is not known to be dead."""
        job = self._job(job_id) if job_id else None
        if job is None:
            return False
        status = job.get_status(refresh=False)
        if status is JobStatus.STARTED:
            return not (job.worker_name and is_dead(job.worker_name))
        if status is JobStatus.QUEUED:
            return self._is_listed(job)
        return status in _WAITING

    def _is_listed(self, job: Job) -> bool:
        """Whether a queued job's id is really in its queue, or between queue and worker."""
        queue = self.queue(job.origin)
        return any(self.redis.lpos(key, job.id) is not None for key in (queue.key, queue.intermediate_queue_key))

    def _job(self, job_id: str) -> AllowedJob | None:
        try:
            job = AllowedJob.fetch(job_id, connection=self.redis, serializer=JSONSerializer)
        except NoSuchJobError:
            return None
        return job if isinstance(job, AllowedJob) else None

    def release_due_retries(self) -> int:
        """Put jobs whose retry time has come back into their queues; return how many.

        RQ's scheduler would do this in a further process, which outlives a worker that was killed.
        """
        count = 0
        for name in ALLOWED:
            queue = self.queue(name)
            registry = ScheduledJobRegistry(queue=queue)  # type: ignore[no-untyped-call]  # RQ types it in part
            for job_id in registry.get_jobs_to_schedule():
                job = self._job(job_id)
                if job is not None:
                    queue._enqueue_job(job, at_front=True)  # what RQ's own scheduler calls
                    count += 1
                # Only now: a crash in between doubles the job, which is harmless, instead of losing it.
                self.redis.zrem(registry.key, job_id)
        return count

    def rescue_inbox(self) -> int:
        """Put orders back that a crash took out of the inbox; return how many.

        An order is no step yet, so only Redis knows it. One that was refused for its content stays failed.
        """
        queue, count = self.queue(INBOX), 0
        for job in self._lost(queue):
            rescues = int(job.meta.get("rescues", 0))
            if job.is_allowed and not job.meta.get("refused") and rescues < MOST_RESCUES:
                self.send_to_inbox(job.args[0], {"rescues": rescues + 1})
                job.delete()
                count += 1
        return count

    def _lost(self, queue: Queue) -> Iterator[AllowedJob]:
        for job_id in StartedJobRegistry(queue=queue).get_job_ids(cleanup=False):
            job = self._job(job_id)
            if job is not None and job.worker_name and is_dead(job.worker_name):
                yield job
        for job_id in FailedJobRegistry(queue=queue).get_job_ids(cleanup=False):
            job = self._job(job_id)
            if job is not None:
                yield job
