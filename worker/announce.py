"""The relay: what the database says is to be done is put on its way in RQ."""

from redis.exceptions import RedisError

from worker.bootstrap import Services
from worker.log import get_logger


def announce(services: Services) -> int:
    """Send every step whose outbox row was not sent yet and return how many.

    Redis may be away: then the rows stay, and the next relay or the recovery pass sends them. A crash between
    sending and marking sends twice, which a claim makes harmless.
    """
    sent = 0
    try:
        for step in services.store.unsent():
            services.store.mark_sent(step.id, services.queues.send(step))
            sent += 1
    except RedisError as away:
        get_logger(__name__).warning("queue is away, work waits in the outbox", error=type(away).__name__)
    return sent
