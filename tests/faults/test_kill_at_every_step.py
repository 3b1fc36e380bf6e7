"""kill -9 of the worker and its job at each of the ten steps: afterwards everything is there, and each thing once."""

import hashlib
import json
import multiprocessing
import signal
import time
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from tests.fixtures import fault_worker
from tests.fixtures.desk import desk, send
from tests.fixtures.own_redis import own_redis
from worker.queue import INBOX, SCREENING
from worker.screening import MOST_ATTEMPTS
from worker.steps import Step
from worker.storage.audit import first_break
from worker.storage.records import CaseState, StepState

INBOX_POINTS = [Step.RECEIVE, Step.ANNOUNCE, "after accept"]
SCREENING_POINTS = [
    Step.TRIAGE,
    Step.RASTERISE,
    Step.READ,
    Step.CLASSIFY,
    Step.EXTRACT,
    "after finish_read",
    Step.SCREEN,
    Step.ASSESS,
    Step.PUBLISH,
    "after publish",
]
QUICK = {"after accept", Step.READ, "after finish_read", Step.PUBLISH}
"""Points of the default run: on either side of each commit; each takes some five seconds, so the others are slow."""
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.fixtures.fault_worker"])


def _marked(points):
    return [point if point in QUICK else pytest.param(point, marks=pytest.mark.slow) for point in points]


def photo(number: int) -> bytes:
    """Return a small PNG, another one for each number."""
    pixels = np.full((240, 320), 255, np.uint8)
    cv2.putText(pixels, f"CONTOH {number}", (20, 120), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    return cv2.imencode(".png", pixels)[1].tobytes()


@pytest.fixture(scope="module")
def redis():
    with own_redis() as server:
        yield server


@pytest.fixture
def services(redis, tmp_path):
    made = desk(tmp_path, redis_url=redis.url, recovery_interval_s=1)
    (tmp_path / "settings.json").write_text(made.settings.model_dump_json(), "utf-8")
    made.queues.redis.flushall()
    return made


def start(services, queue, point=None, **options):
    folder = str(services.settings.data_dir)
    process = CONTEXT.Process(target=fault_worker.run, args=(folder, queue, point), kwargs=options, daemon=True)
    process.start()
    return process


def run(services, queue, point=None, **options):
    """Run a worker until its queue is empty, or it is killed; return its exit status."""
    process = start(services, queue, point, **options)
    process.join(60)
    assert not process.is_alive(), "the worker did not end"
    return process.exitcode


def order(services, data, key):
    """Drop a file and enqueue it as a portal does: a string for the function, nothing of ours imported."""
    folder = services.settings.drops_dir / "local"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{key}.png").write_bytes(data)
    queue = Queue(INBOX, connection=Redis.from_url(services.settings.redis), serializer=JSONSerializer)
    return queue.enqueue(
        "worker.tasks.receive",
        {"portal": "local", "reference": "REF-1", "drop_name": f"{key}.png",
         "sha256": hashlib.sha256(data).hexdigest(), "idempotency_key": key},
    )  # fmt: skip


def check(services, uploads):
    """Assert that the case holds each upload once, one revision and one event each, and that nothing is left to do."""
    (case,) = services.store.cases_by_reference("REF-1")
    assert (case.uploads, case.covers, case.revision, case.state) == (uploads, uploads, uploads, CaseState.SCREENED)
    assert services.store.open_steps() == []
    events = services.store.events(case.id)
    assert Counter(event.name for event in events) == dict.fromkeys(("received", "read", "published"), uploads)
    assert first_break(events) is None
    for number in range(1, uploads + 1):
        result = services.store.result(case.id, number)
        assert [document.id for document in result.documents] == [f"D{n:03}" for n in range(1, number + 1)]
        (published,) = [e for e in events if e.name == "published" and e.body["detail"]["revision"] == number]
        text = services.store.result_json(case.id, number)
        assert published.body["object_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    for upload in services.store.uploads(case.id):
        assert hashlib.sha256(services.blobs.get(upload.sha256)).hexdigest() == upload.sha256
        assert upload.failure is None


@pytest.mark.parametrize("point", _marked(INBOX_POINTS))
def test_killed_while_it_accepts(services, point):
    services.store.add_portal("local")
    for number in range(2):
        order(services, photo(number), f"k{number}")
    assert run(services, INBOX, point) == -signal.SIGKILL
    assert run(services, INBOX) == 0
    assert run(services, SCREENING) == 0
    check(services, 2)
    assert list((services.settings.drops_dir / "local").iterdir()) == []


@pytest.mark.parametrize("point", _marked(SCREENING_POINTS))
def test_killed_while_it_screens(services, point):
    for number in range(2):
        send(services, name=f"{number}.png", data=photo(number))
    assert run(services, SCREENING, point) == -signal.SIGKILL
    assert run(services, SCREENING) == 0
    check(services, 2)


def test_a_file_that_stops_its_reader_again_and_again_is_held_back(services):
    send(services, name="poison.png", data=photo(1))
    send(services, name="fine.png", data=photo(2))
    kills = 0
    while run(services, SCREENING, "poison") == -signal.SIGKILL:
        kills += 1
    assert kills == MOST_ATTEMPTS
    (case,) = services.store.cases_by_reference("REF-1")
    assert (case.state, case.revision) == (CaseState.SCREENED, 2)
    poison, fine = services.store.uploads(case.id)
    assert (poison.failure.code, fine.failure) == ("quarantined", None)
    assert hashlib.sha256(services.blobs.get(poison.sha256)).hexdigest() == poison.sha256


def test_an_emptied_redis_loses_nothing(services):
    for number in range(3):
        send(services, name=f"{number}.png", data=photo(number))
    assert run(services, SCREENING, Step.PUBLISH) == -signal.SIGKILL
    services.queues.redis.flushall()
    assert run(services, SCREENING) == 0
    check(services, 3)


def wait_until(condition, timeout_s):
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)


def test_a_redis_that_is_killed_and_comes_back_loses_nothing(redis, services):
    workers = [start(services, name, burst=False) for name in (INBOX, SCREENING)]
    services.store.add_portal("local")
    try:
        order(services, photo(0), "k0")
        wait_until(lambda: services.store.cases_by_reference("REF-1"), 30)
        order(services, photo(1), "k1")
        for number in (2, 3):
            send(services, name=f"{number}.png", data=photo(number))
        redis.child.kill()
        assert send(services, name="4.png", data=photo(4)).case.uploads >= 4
        redis.restart()
        wait_until(
            lambda: (
                [(c.uploads, c.state) for c in services.store.cases_by_reference("REF-1")] == [(5, CaseState.SCREENED)]
            ),
            90,
        )
        assert all(worker.is_alive() for worker in workers)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join(30)
    check(services, 5)


@pytest.mark.slow
def test_only_the_job_is_killed_and_the_worker_lives(services):
    send(services, name="1.png", data=photo(1))
    worker = start(services, SCREENING, Step.EXTRACT, horse_only=True, burst=False)
    try:
        wait_until(
            lambda: services.store.cases_by_reference("REF-1")[0].state is CaseState.SCREENED,
            90,
        )
        assert worker.is_alive()
    finally:
        worker.terminate()
        worker.join(30)
    check(services, 1)


def test_a_job_ends_with_its_worker(services):
    """Only the worker is killed, in the middle of a job: the job must not work on unseen."""
    send(services, name="1.png", data=photo(1))
    marks = Path(services.settings.data_dir) / "horse"
    worker = start(services, SCREENING, f"wait {marks}", burst=False)
    wait_until(marks.exists, 30)
    horse = int(json.loads(marks.read_text("utf-8")))
    worker.kill()
    worker.join(10)
    wait_until(lambda: not Path(f"/proc/{horse}").exists() or "Z" in _state(horse), 10)
    (step,) = services.store.open_steps()
    assert step.state is StepState.RUNNING
    assert run(services, SCREENING) == 0
    check(services, 1)


def _state(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"
