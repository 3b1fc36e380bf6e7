"""The queue: jobs carry ids, name one function each, and nothing that someone puts into Redis runs."""

import json
import time
import zlib

import pytest
from rq import Callback, Queue
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer
from rq.webhook import Webhook

from tests.fixtures.desk import desk, send
from tests.fixtures.own_redis import own_redis
from worker import tasks
from worker.announce import announce
from worker.owner import this_process
from worker.queue import ALLOWED, INBOX, SCREENING, AllowedJob, RefusedJob
from worker.serving import make_worker


@pytest.fixture(scope="module")
def redis():
    with own_redis() as server:
        yield server


@pytest.fixture
def services(redis, tmp_path, monkeypatch):
    made = desk(tmp_path, redis_url=redis.url)
    made.queues.redis.flushall()
    monkeypatch.setattr(tasks, "services", lambda: made)
    return made


def work_off(services, name=INBOX):
    """Serve a queue until it is empty."""
    make_worker(name, services).work(burst=True, logging_level="CRITICAL")


def test_a_job_holds_an_id_and_nothing_else(services):
    receipt = send(services, name="ktp-rina.jpg", purpose="penempatan Rina")
    (job_id,) = services.queues.queue(SCREENING).job_ids
    raw = services.queues.redis.hgetall(f"rq:job:{job_id}")
    step_id = job_id.split("-")[0]
    assert json.loads(zlib.decompress(raw[b"data"])) == ["worker.tasks.run_step", None, [step_id], {}]
    everything = b"".join(services.queues.redis.dump(key) for key in services.queues.redis.keys("*")) + b"".join(
        raw.values()
    )
    for secret in (b"rina", b"Rina", b"REF-1", receipt.upload.sha256.encode()):
        assert secret not in everything


def test_jobs_have_retries_and_times(services):
    send(services)
    (job,) = services.queues.queue(SCREENING).jobs
    assert (job.retries_left, job.retry_intervals) == (3, [10, 60, 300])
    assert (job.timeout, job.result_ttl, job.failure_ttl) == (900, 3600, 7 * 24 * 3600)


def test_what_waited_in_the_outbox_is_sent_once(services):
    send(services)
    assert announce(services) == 0
    assert len(services.queues.queue(SCREENING).job_ids) == 1


def attack(services, name, *args, queue=INBOX, **options):
    """Enqueue as somebody would who can write to Redis, with plain RQ."""
    plain = Queue(queue, connection=services.queues.redis, serializer=JSONSerializer)
    return plain.enqueue(name, *args, **options)


@pytest.mark.parametrize(
    "function",
    [
        "os.system",
        "builtins.eval",
        "subprocess.check_call",
        "worker.tasks.services",
        "worker.tasks.run_step",
        "shutil.rmtree",
    ],
)
def test_a_job_that_names_another_function_is_not_run(services, tmp_path, function):
    proof = tmp_path / "proof"
    job = attack(services, function, f"touch {proof}")
    work_off(services)
    assert job.get_status() is JobStatus.FAILED
    assert not proof.exists()


def test_each_queue_runs_its_own_function_only(services):
    job = attack(services, ALLOWED[INBOX], {}, queue=SCREENING)
    work_off(services, SCREENING)
    assert job.get_status() is JobStatus.FAILED
    assert "RefusedJob" in job.latest_result().exc_string


def test_a_callback_or_web_address_in_a_job_is_not_followed(services, tmp_path, monkeypatch):
    called = []
    monkeypatch.setattr("rq.webhook.urlopen", lambda *arguments, **_: called.append(arguments), raising=False)
    proof = tmp_path / "called"
    callback = Callback(f"{__name__}.does_not_matter")
    job = attack(
        services, ALLOWED[INBOX], {"wrong": "order"}, on_failure=callback, on_success=callback, on_stopped=callback,
        webhooks=[Webhook("http://127.0.0.1:9/", "failed")],
    )  # fmt: skip
    stored = AllowedJob.fetch(job.id, connection=services.queues.redis, serializer=JSONSerializer)
    assert (stored.success_callback, stored.failure_callback, stored.stopped_callback) == (None, None, None)
    assert stored.webhooks == []
    work_off(services)
    assert job.get_status() is JobStatus.FAILED
    assert "does_not_matter" not in job.latest_result().exc_string
    assert called == []
    assert not proof.exists()


def test_an_object_in_a_job_is_refused(services):
    job = Job.create(ALLOWED[INBOX], connection=services.queues.redis, serializer=JSONSerializer, origin=INBOX)
    job._instance = {"x": 1}
    job.save()
    stored = AllowedJob.fetch(job.id, connection=services.queues.redis, serializer=JSONSerializer)
    with pytest.raises(RefusedJob):
        _ = stored.func


def test_a_pickled_job_is_not_opened(services, tmp_path):
    proof = tmp_path / "proof"
    plain = Queue(INBOX, connection=services.queues.redis)  # RQ's default serializer is pickle
    job = plain.enqueue("os.system", f"touch {proof}")
    work_off(services)
    assert not proof.exists()
    assert services.queues.redis.hget(job.key, "status") == b"failed"


def test_a_refused_order_is_not_tried_again(services):
    job_id = services.queues.send_to_inbox({"portal": "nobody"})
    work_off(services)
    job = AllowedJob.fetch(job_id, connection=services.queues.redis, serializer=JSONSerializer)
    assert job.get_status() is JobStatus.FAILED
    assert job.meta["refused"] == "bad_order"
    assert services.queues.rescue_inbox() == 0


def test_what_is_on_its_way_is_known(services):
    send(services)
    queue = services.queues.queue(SCREENING)
    (job_id,) = queue.job_ids
    assert services.queues.is_on_its_way(job_id)
    assert not services.queues.is_on_its_way("gone")
    assert not services.queues.is_on_its_way(None)
    services.queues.redis.delete(queue.key)  # as if it was lost between queue and worker
    assert not services.queues.is_on_its_way(job_id)


@pytest.mark.parametrize("living", [True, False])
def test_a_started_job_of_a_dead_worker_is_not_on_its_way(services, living):
    send(services)
    (job_id,) = services.queues.queue(SCREENING).job_ids
    machine, pid, started = this_process().rsplit(".", 2)
    bearer = f"{machine}.{pid}.{int(started) + (0 if living else 1)}~x"
    services.queues.redis.hset(f"rq:job:{job_id}", mapping={"status": "started", "worker_name": bearer})
    assert services.queues.is_on_its_way(job_id) is living


def test_a_retry_comes_back_when_it_is_due(services):
    send(services)
    queue = services.queues.queue(SCREENING)
    (job,) = queue.jobs
    queue.remove(job)
    for due, released in ((time.time() + 60, 0), (time.time() - 1, 1)):
        services.queues.redis.zadd(queue.scheduled_job_registry.key, {job.id: due})
        assert services.queues.release_due_retries() == released
    assert queue.job_ids == [job.id]
    assert queue.scheduled_job_registry.count == 0


def test_a_screening_goes_before_readings(services):
    from tests.fixtures.desk import claim, finish_read
    from worker.storage.records import StepName

    send(services)
    finish_read(services, claim(services, StepName.READ))
    send(services, name="b.jpg")
    announce(services)
    steps = {step.id: step.name for step in services.store.open_steps()}
    first = services.queues.queue(SCREENING).job_ids[0]
    assert steps[first.split("-")[0]] is StepName.SCREEN
