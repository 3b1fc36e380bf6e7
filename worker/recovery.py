"""Finds what a crash lost and puts it back: at a worker's start and every 30 seconds.

The database says what is to be done; Redis may lose all of it at any time. Doing too much here is harmless, because a
step is done only by who claims it.
"""

from dataclasses import dataclass

from redis.exceptions import RedisError

from worker.announce import announce
from worker.bootstrap import Services
from worker.log import get_logger
from worker.owner import is_dead
from worker.storage.records import StepRow, StepState


@dataclass(frozen=True)
class Recovered:
    """How many were put back: due retries, steps of dead processes, unsent and lost steps, orders of the inbox."""

    retries: int = 0
    abandoned: int = 0
    unsent: int = 0
    lost: int = 0
    orders: int = 0


def recover(services: Services) -> Recovered:
    """Put everything back that no living process and no queued job stands for."""
    abandoned = sum(_put_back(step, services) for step in services.store.open_steps())
    try:
        found = Recovered(
            retries=services.queues.release_due_retries(),
            abandoned=abandoned,
            unsent=announce(services),
            lost=sum(_send_again(step, services) for step in services.store.open_steps()),
            orders=services.queues.rescue_inbox(),
        )
    except RedisError as away:
        get_logger(__name__).warning("queue is away, recovery waits", error=type(away).__name__)
        return Recovered(abandoned=abandoned)
    if found != Recovered():
        get_logger(__name__).info("recovered", **vars(found))
    return found


def _put_back(step: StepRow, services: Services) -> bool:
    """Release a running step whose process is dead, or whose lease is over where that cannot be seen."""
    if step.state is not StepState.RUNNING or step.owner is None or step.lease_until is None:
        return False
    if not is_dead(step.owner) and step.lease_until > services.clock():
        return False
    return services.store.release(step, "abandoned")


def _send_again(step: StepRow, services: Services) -> bool:
    """Send a pending step that no job carries; one whose retry is set for later waits for it."""
    if step.state is not StepState.PENDING or (step.not_before and step.not_before > services.clock()):
        return False
    if services.queues.is_on_its_way(step.job_id):
        return False
    services.store.mark_sent(step.id, services.queues.send(step))
    return True
