"""The store: what is accepted is kept with its step, and a result is published once, behind a fence."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.fixtures.desk import MINUTE, claim, desk, finish_read, publish_next, result, send
from worker.bootstrap import bootstrap
from worker.storage.audit import first_break
from worker.storage.records import (
    CaseState,
    FenceLost,
    IdempotencyConflict,
    StaleRevision,
    StepName,
    UploadState,
)


@pytest.fixture
def services(tmp_path):
    return desk(tmp_path)


def names(services, case_id):
    return [event.name for event in services.store.events(case_id)]


def test_an_upload_is_kept_with_its_step_and_its_event(services):
    receipt = send(services)
    (step,) = services.store.unsent()
    assert (step.case_id, step.name, step.sequence) == (receipt.case.id, StepName.READ, 1)
    assert names(services, receipt.case.id) == ["received"]
    assert services.store.uploads(receipt.case.id) == [receipt.upload]
    assert receipt.case.state is CaseState.PROCESSING


def test_the_same_key_with_the_same_file_is_the_same_upload(services):
    first, again = send(services), send(services)
    assert not first.replayed
    assert again.replayed
    assert again.upload == first.upload
    assert len(services.store.uploads(first.case.id)) == 1
    assert names(services, first.case.id) == ["received"]


@pytest.mark.parametrize("changes", [{"data": b"other"}, {"reference": "REF-2"}])
def test_the_same_key_with_something_else_is_a_conflict(services, changes):
    send(services, idempotency_key="k")
    with pytest.raises(IdempotencyConflict):
        send(services, idempotency_key="k", **changes)
    assert [case.reference for case in services.store.cases_by_reference("REF-2")] == []


def test_two_portals_may_use_the_same_reference_and_key(services):
    from worker.intake import Incoming, receive

    ids = set()
    for name in ("one", "two"):
        portal = services.store.add_portal(name)
        ids.add(receive(Incoming(portal.id, "REF-1", "a.jpg", b"a", "k"), services).case.id)
        assert services.store.case_by_reference(portal.id, "REF-1").id in ids
    assert len(ids) == 2


def test_ten_at_once_with_one_key_are_one_upload(services):
    services.store.add_portal("local")
    with ThreadPoolExecutor(10) as pool:
        receipts = list(pool.map(lambda _: send(services), range(10)))
    assert len({receipt.upload.id for receipt in receipts}) == 1
    assert sum(not receipt.replayed for receipt in receipts) == 1


def test_every_upload_gives_the_next_revision(services):
    case_id = send(services).case.id
    publish_next(services)
    first = services.store.result_json(case_id, 1)
    send(services, name="b.jpg")
    assert services.store.case(case_id).state is CaseState.PROCESSING
    publish_next(services, flag="inconsistent", priority=300)
    case = services.store.case(case_id)
    assert (case.revision, case.covers, case.state) == (2, 2, CaseState.SCREENED)
    assert services.store.latest_result(case_id).case.supersedes == 1
    assert services.store.result_json(case_id, 1) == first
    assert services.store.result(case_id, 3) is None
    assert names(services, case_id) == ["received", "read", "published"] * 2
    assert first_break(services.store.events(case_id)) is None


def test_uploads_that_are_read_in_another_order_are_published_in_theirs(services):
    case_id = send(services).case.id
    send(services, name="b.jpg")
    first, second = sorted(services.store.open_steps(), key=lambda step: step.sequence)
    for step in (second, first):
        held = services.store.claim(step.id, "test", MINUTE, lambda _owner: False)
        finish_read(services, held)
        waiting = [open_step.sequence for open_step in services.store.open_steps() if open_step.name is StepName.SCREEN]
        assert waiting == ([] if step is second else [1])
    for sequence in (1, 2):
        step = claim(services, StepName.SCREEN)
        assert step.sequence == sequence
        services.store.publish(step, result(services, step))
    assert services.store.case(case_id).revision == 2
    assert services.store.open_steps() == []


def test_an_unreadable_upload_is_in_the_revision_too(services):
    case_id = send(services).case.id
    finish_read(services, claim(services, StepName.READ), failure=True)
    (upload,) = services.store.uploads(case_id)
    assert (upload.state, upload.failure.code) == (UploadState.FAILED, "damaged")
    step = claim(services, StepName.SCREEN)
    services.store.publish(step, result(services, step))
    assert services.store.case(case_id).state is CaseState.SCREENED


def test_a_step_is_held_by_one_process_at_a_time(services):
    send(services)
    step = claim(services, StepName.READ, owner="one")
    assert services.store.claim(step.id, "two", MINUTE, lambda _owner: False) is None
    taken = services.store.claim(step.id, "two", MINUTE, lambda owner: owner == "one")
    assert (taken.fence, taken.attempt) == (step.fence + 1, 2)


def test_a_lease_that_is_over_is_no_hold(services):
    send(services)
    step = claim(services, StepName.READ, owner="one")
    services.store.release(step, "again")
    held = services.store.claim(step.id, "one", dt.timedelta(0), lambda _owner: False)
    assert services.store.claim(step.id, "two", MINUTE, lambda _owner: False).fence == held.fence + 1


def test_who_lost_the_fence_writes_nothing(services):
    case_id = send(services).case.id
    stale = claim(services, StepName.READ, owner="one")
    fresh = services.store.claim(stale.id, "two", MINUTE, lambda _owner: True)
    with pytest.raises(FenceLost):
        finish_read(services, stale)
    assert not services.store.release(stale, "too late")
    assert services.store.uploads(case_id)[0].state is UploadState.RECEIVED
    finish_read(services, fresh)
    with pytest.raises(FenceLost):
        finish_read(services, fresh)
    stale = claim(services, StepName.SCREEN, owner="one")
    fresh = services.store.claim(stale.id, "two", MINUTE, lambda _owner: True)
    services.store.publish(fresh, result(services, fresh))
    with pytest.raises(FenceLost):
        services.store.publish(stale, result(services, stale, revision=1))
    assert names(services, case_id) == ["received", "read", "published"]
    assert services.store.case(case_id).revision == 1


def test_a_revision_number_that_does_not_follow_is_refused(services):
    case_id = send(services).case.id
    finish_read(services, claim(services, StepName.READ))
    step = claim(services, StepName.SCREEN)
    with pytest.raises(FenceLost):
        services.store.publish(step, result(services, step, revision=2))
    assert services.store.case(case_id).revision == 0
    assert names(services, case_id) == ["received", "read"]


def test_the_most_urgent_case_stands_first_and_the_older_among_equals(services):
    order = [("A", "inconsistent", 300), ("B", "clear", 0), ("C", "protection", 900), ("D", "inconsistent", 300)]
    for reference, flag, priority in order:
        send(services, reference)
        publish_next(services, flag, priority)
    send(services, "E")
    listed = services.store.list_cases()
    assert [case.reference for case in listed] == ["C", "A", "D", "B"]
    assert [case.reference for case in services.store.list_cases(flag="inconsistent")] == ["A", "D"]
    assert [case.reference for case in services.store.list_cases(limit=2, offset=1)] == ["A", "D"]
    assert listed[0].portal == "local"


def test_a_decision_is_kept_with_its_event_and_leaves_the_list(services):
    case_id = send(services).case.id
    publish_next(services)
    user = services.store.add_user("Rina")
    services.store.decide(case_id, 1, user, "accept", "ALL_IN_ORDER", "")
    last = services.store.decide(case_id, 1, user, "ask_more", "NEEDS_ORIGINAL", "photo of page 2")
    assert [made.outcome for made in services.store.decisions(case_id)] == ["accept", "ask_more"]
    assert services.store.list_cases()[0].decided == "ask_more"
    assert services.store.list_cases(undecided_only=True) == []
    event = services.store.events(case_id)[-1]
    assert (event.name, event.body["detail"]["decision_id"]) == ("decided", last.id)
    assert "photo of page 2" not in str(event.body)
    send(services, name="b.jpg")
    publish_next(services)
    assert services.store.list_cases(undecided_only=True)[0].id == case_id


def test_a_decision_on_an_old_revision_is_refused(services):
    case_id = send(services).case.id
    publish_next(services)
    send(services, name="b.jpg")
    publish_next(services)
    user = services.store.add_user("Rina")
    with pytest.raises(StaleRevision) as stale:
        services.store.decide(case_id, 1, user, "accept", "ALL_IN_ORDER", "")
    assert stale.value.latest == 2
    for revision in (0, 3):
        with pytest.raises(KeyError):
            services.store.decide(case_id, revision, user, "accept", "ALL_IN_ORDER", "")
    assert services.store.decisions(case_id) == []


def test_a_key_lets_its_portal_in_and_cannot_be_read_back(services, tmp_path):
    portal = services.store.add_portal("bp2mi-1")
    key = services.store.add_key(portal)
    assert services.store.portal_by_key(key) == portal
    assert services.store.portal_by_key(key[:-1]) is None
    assert services.store.portal_by_key("") is None
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("absah.sqlite3*"))
    assert key.encode() not in stored


def test_a_sign_in_link_works_once_and_not_for_ever(services):
    user = services.store.add_user("Rina")
    assert services.store.add_user("Rina") == user
    token = services.store.make_sign_in_token(user)
    assert services.store.user_by_token(token) == user
    assert services.store.user_by_token(token) is None
    assert services.store.user_by_token("x") is None
    old = services.store.make_sign_in_token(user, dt.timedelta(seconds=-1))
    assert services.store.user_by_token(old) is None
    again = services.store.make_sign_in_token(user, reusable=True)
    assert [services.store.user_by_token(again) for _ in range(2)] == [user, user]
    expired = services.store.make_sign_in_token(user, dt.timedelta(seconds=-1), reusable=True)
    assert services.store.user_by_token(expired) is None


def test_a_session_ends_when_it_is_closed_idle_or_old(services):
    now = services.clock()
    services.store._clock = lambda: now
    user = services.store.add_user("Rina")
    token = services.store.open_session(user)
    assert services.store.session(token).user == user
    assert services.store.session(token).csrf == services.store.session(token).csrf
    for _ in range(20):
        now += dt.timedelta(minutes=25)
        if services.store.session(token) is None:
            break
    assert dt.timedelta(hours=8) <= now - services.clock() < dt.timedelta(hours=8, minutes=26)
    idle = services.store.open_session(user)
    now += dt.timedelta(minutes=31)
    assert services.store.session(idle) is None
    closed = services.store.open_session(user)
    services.store.close_session(closed)
    assert services.store.session(closed) is None


def test_everything_is_there_after_a_restart(services, tmp_path):
    case_id = send(services).case.id
    publish_next(services)
    again = bootstrap(services.settings)
    assert again.store.result_json(case_id, 1) == services.store.result_json(case_id, 1)
    assert again.store.events(case_id) == services.store.events(case_id)
