"""The audit chain: what a change, a gap or another order does to it."""

from dataclasses import replace

from worker.storage.audit import FIRST_PREV, Event, canonical, chain_hash, first_break


def chain(*names: str) -> list[Event]:
    events, prev = [], FIRST_PREV
    for seq, name in enumerate(names, start=1):
        body = {"seq": seq, "at": "2026-11-22T00:00:00.000Z", "event": name, "detail": {"upload_id": "é"}}
        events.append(Event(body, prev, chain_hash(prev, body)))
        prev = events[-1].hash
    return events


def test_a_whole_chain_holds():
    assert first_break(chain("received", "read", "published")) is None
    assert first_break([]) is None


def test_an_edited_event_breaks_it():
    events = chain("received", "read", "published")
    events[1] = replace(events[1], body={**events[1].body, "event": "decided"})
    assert first_break(events) == 2


def test_an_edited_event_with_its_own_hash_breaks_it_at_the_next():
    events = chain("received", "read", "published")
    body = {**events[1].body, "event": "decided"}
    events[1] = Event(body, events[1].prev, chain_hash(events[1].prev, body))
    assert first_break(events) == 3


def test_a_missing_or_moved_event_breaks_it():
    events = chain("received", "read", "published")
    assert first_break([events[0], events[2]]) == 2
    assert first_break([events[1], events[0], events[2]]) == 1


def test_the_text_that_is_hashed_is_the_same_for_the_same_body():
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'
