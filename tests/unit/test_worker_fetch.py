"""The one HTTP client: every outage is an answer of its own, and no content is asked about twice."""

import datetime as dt
import json

import httpx
import pytest

from extractors.model import Document, Field, FieldStatus, ReadingSource
from validators.model import Element, Mode, Overall
from worker.fetch import Purpose, Registries, known_answers
from worker.settings import Settings

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
WHY = Purpose("placement", "consent 2026-11-01")


def field(value: str, status: FieldStatus = FieldStatus.OK) -> Field:
    return Field(value=value, raw=value, confidence=0.99, status=status, source=ReadingSource.VISUAL, region=None)


def passport(name: str = "D001", number: str = "X0012345") -> Document:
    fields = {"passport_number": field(number), "name": field("CONTOH SATU"), "birth_date": field("1990-01-02"),
              "sex": field("F"), "expires_on": field("2030-01-01")}  # fmt: skip
    return Document(
        id=name, sources=(), sha256="0" * 64, filename="p.jpg", media_type="image/jpeg", state="read",
        type="passport", fields=fields,
    )  # fmt: skip


def reply(mode: str = "live", **changes: object) -> httpx.Response:
    body = {"mode": mode, "overall": "found", "elements": {"birth_date": "match", "name": "no_match"},
            "details": {}, "as_of": "2026-11-21T00:00:00Z", **changes}  # fmt: skip
    return httpx.Response(200, json=body)


def asked(answer, documents=None, known=None, **settings):
    """Ask about ``documents`` (one passport); ``answer`` is what the registry sends or a function of the request."""
    requests = []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return answer(request) if callable(answer) else answer

    made = Settings(**{"registries_url": "http://registries.test", **settings})
    client = Registries(made, lambda: NOW, transport=httpx.MockTransport(handle))
    return client.ask_all(
        [passport()] if documents is None else documents, WHY, {} if known is None else known
    ), requests


def test_an_answer_says_who_when_and_what():
    (answer,), (request,) = asked(reply())
    assert str(request.url) == "http://registries.test/immigration/passports/verify"
    body = json.loads(request.content)
    assert body["request_ref"] == "D001-immigration"
    assert (body["purpose"], body["legal_basis"]) == ("placement", "consent 2026-11-01")
    assert body["fields"]["passport_number"] == "X0012345"
    assert (answer.registry, answer.mode, answer.overall) == ("immigration", Mode.LIVE, Overall.FOUND)
    assert answer.elements["birth_date"] is Element.MATCH
    assert answer.elements["name"] is Element.NO_MATCH
    assert (answer.asked_at, answer.answered_at, answer.request_ref) == (NOW, NOW, "D001-immigration")
    assert answer.response_sha256 is not None


def _breaks(error: type[Exception]):
    def handle(_request: httpx.Request) -> httpx.Response:
        raise error("broken")

    return handle


@pytest.mark.parametrize(
    ("answer", "overall"),
    [
        (httpx.Response(403), Overall.DENIED),
        (httpx.Response(429), Overall.QUOTA),
        (httpx.Response(500), Overall.UNAVAILABLE),
        (httpx.Response(404), Overall.UNAVAILABLE),
        (httpx.Response(302, headers={"location": "http://elsewhere.test/"}), Overall.UNAVAILABLE),
        (httpx.Response(200, text="<html>"), Overall.UNAVAILABLE),
        (httpx.Response(200, content=b"[" * 100_000), Overall.UNAVAILABLE),
        (httpx.Response(200, json={"overall": "perhaps"}), Overall.UNAVAILABLE),
        (httpx.Response(200, content=b"x" * 1_000_001), Overall.UNAVAILABLE),
        (_breaks(httpx.ConnectError), Overall.UNAVAILABLE),
        (_breaks(httpx.ReadTimeout), Overall.UNAVAILABLE),
        (_breaks(httpx.RemoteProtocolError), Overall.UNAVAILABLE),
    ],
)
def test_whatever_goes_wrong_is_no_answer_and_never_a_not_found(answer, overall):
    (found,), requests = asked(answer)
    assert found.overall is overall
    assert not found.said_something
    assert found.elements == {}
    assert len(requests) == 1


def test_a_fixture_is_an_answer_in_development_and_none_in_production():
    (answer,), _ = asked(reply("fixture"))
    assert (answer.mode, answer.overall) == (Mode.FIXTURE, Overall.FOUND)
    (answer,), _ = asked(reply("fixture"), environment="production")
    assert answer.overall is Overall.UNAVAILABLE
    assert answer.elements == {}


def test_a_registry_that_is_not_configured_is_not_asked():
    (answer,), requests = asked(reply(), registries_url="none")
    assert answer.overall is Overall.NOT_CONFIGURED
    assert requests == []


def test_a_slow_trickle_ends_as_a_whole():
    times = iter([NOW, NOW, *(NOW + dt.timedelta(seconds=11) for _ in range(10))])
    client = Registries(
        Settings(registries_url="http://registries.test"),
        lambda: next(times),
        transport=httpx.MockTransport(lambda _request: reply()),
    )
    (answer,) = client.ask_all([passport()], WHY, {})
    assert answer.overall is Overall.UNAVAILABLE


def test_a_document_without_its_number_is_not_asked_about():
    unsure = passport().model_copy(update={"fields": {"passport_number": field("X0012345", FieldStatus.DOUBTFUL)}})
    answers, requests = asked(reply(), documents=[unsure])
    assert answers == ()
    assert requests == []


def test_the_same_content_is_asked_once_and_answered_for_each_document():
    answers, requests = asked(reply(), documents=[passport("D001"), passport("D002"), passport("D003", "X0099999")])
    assert [answer.request_ref for answer in answers] == [f"D00{n}-immigration" for n in (1, 2, 3)]
    assert len(requests) == 2


def test_only_real_answers_are_kept_for_the_next_revision(review_result):
    (said,), _ = asked(reply())
    (silent,), _ = asked(httpx.Response(500))
    earlier = review_result([passport()], [said])
    answers, requests = asked(reply(), documents=[passport("D001"), passport("D002")], known=known_answers(earlier))
    assert requests == []
    assert {answer.overall for answer in answers} == {Overall.FOUND}
    _, requests = asked(reply(), known=known_answers(review_result([passport()], [silent])))
    assert len(requests) == 1


@pytest.fixture
def review_result():
    """A case that holds the given documents and answers; only these two are looked at."""

    def made(documents, answers):
        from validators.model import Case

        return Case.model_construct(documents=tuple(documents), answers=tuple(answers))

    return made
