"""Recovery: whatever a crash left behind is put back, and nothing that is on its way is touched."""

import datetime as dt

import pytest
from rq.registry import FailedJobRegistry, StartedJobRegistry
from rq.serializers import JSONSerializer

from tests.fixtures.desk import MINUTE, NOBODY, claim, desk, finish_read, send
from tests.fixtures.own_redis import own_redis
from worker.announce import announce
from worker.owner import this_process
from worker.queue import INBOX, MOST_RESCUES, SCREENING, AllowedJob
from worker.recovery import Recovered, recover
from worker.storage.records import StepName, StepState


@pytest.fixture(scope="module")
def redis():
    with own_redis() as server:
        yield server


@pytest.fixture
def services(redis, tmp_path):
    made = desk(tmp_path, redis_url=redis.url)
    made.queues.redis.flushall()
    return made


def dead() -> str:
    machine, pid, started = this_process().rsplit(".", 2)
    return f"{machine}.{pid}.{int(started) + 1}"


def queued(services, name=SCREENING):
    return services.queues.queue(name).job_ids


def test_nothing_lost_nothing_done(services):
    send(services)
    assert recover(services) == Recovered()
    assert len(queued(services)) == 1


def test_what_was_accepted_while_redis_was_away_is_sent(services, tmp_path):
    away = desk(tmp_path, redis_url=NOBODY)
    send(away)
    assert recover(away) == Recovered()
    assert queued(services) == []
    assert recover(services) == Recovered(unsent=1)
    assert len(queued(services)) == 1


def test_an_emptied_redis_is_filled_again(services):
    send(services)
    finish_read(services, claim(services, StepName.READ))
    send(services, name="b.jpg")
    announce(services)
    services.queues.redis.flushall()
    assert recover(services) == Recovered(lost=2)
    assert recover(services) == Recovered()
    steps = {job_id.split("-")[0] for job_id in queued(services)}
    assert steps == {step.id for step in services.store.open_steps()}


def test_a_step_of_a_dead_process_is_put_back_at_once(services):
    send(services)
    claim(services, StepName.READ, owner=dead())
    services.queues.redis.flushall()
    assert recover(services) == Recovered(abandoned=1, lost=1)
    (step,) = services.store.open_steps()
    assert (step.state, step.attempt) == (StepState.PENDING, 1)


def test_a_step_of_a_living_process_is_left_alone(services):
    send(services)
    claim(services, StepName.READ, owner=this_process())
    services.queues.redis.flushall()
    assert recover(services) == Recovered()


def test_a_step_of_another_machine_is_put_back_when_its_lease_is_over(services):
    send(services)
    (step,) = services.store.open_steps()
    services.store.claim(step.id, "other.1.x.1.1", MINUTE, lambda _owner: False)
    services.queues.redis.flushall()
    assert recover(services) == Recovered()
    now = services.clock() + 2 * MINUTE
    object.__setattr__(services, "clock", lambda: now)
    assert recover(services).abandoned == 1


def test_a_step_that_waits_for_its_retry_is_not_sent_before(services):
    send(services)
    step = claim(services, StepName.READ)
    services.store.release(step, "TryAgain", dt.timedelta(seconds=60))
    services.queues.redis.flushall()
    assert recover(services) == Recovered()
    now = services.clock() + 2 * MINUTE
    object.__setattr__(services, "clock", lambda: now)
    assert recover(services) == Recovered(lost=1)


def lost_order(services, registry_of, worker_name, **meta):
    """Put an order where a crash leaves it: in a registry, in no queue."""
    job_id = services.queues.send_to_inbox({"drop_name": "a.jpg"}, meta)
    queue = services.queues.queue(INBOX)
    services.queues.redis.lrem(queue.key, 1, job_id)
    status = "started" if registry_of is StartedJobRegistry else "failed"
    services.queues.redis.hset(f"rq:job:{job_id}", mapping={"status": status, "worker_name": worker_name})
    name = f"{job_id}:execution" if registry_of is StartedJobRegistry else job_id
    services.queues.redis.zadd(registry_of(queue=queue).key, {name: 1e12})
    return job_id


@pytest.mark.parametrize("registry_of", [StartedJobRegistry, FailedJobRegistry])
def test_an_order_that_a_crash_took_is_put_back(services, registry_of):
    lost_order(services, registry_of, dead())
    assert recover(services) == Recovered(orders=1)
    (job_id,) = queued(services, INBOX)
    job = AllowedJob.fetch(job_id, connection=services.queues.redis, serializer=JSONSerializer)
    assert (job.args, job.meta) == ([{"drop_name": "a.jpg"}], {"rescues": 1})
    assert recover(services) == Recovered()


def test_an_order_in_work_is_left_alone(services):
    lost_order(services, StartedJobRegistry, this_process())
    assert recover(services) == Recovered()


def test_an_order_that_was_refused_or_rescued_too_often_stays_failed(services):
    lost_order(services, FailedJobRegistry, dead(), refused="bad_order")
    lost_order(services, FailedJobRegistry, dead(), rescues=MOST_RESCUES)
    assert recover(services) == Recovered()
    assert queued(services, INBOX) == []
