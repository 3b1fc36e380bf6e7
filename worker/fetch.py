"""The one HTTP client: asks agency registries, and turns whatever happens into an answer.

An outage is an answer of its own (``unavailable``), never a "not found". What a registry sends is untrusted: its size
is capped, no redirect is followed, and no proxy or certificate setting of the environment is heeded.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import httpx
from pydantic import ConfigDict, ValidationError

from extractors.model import Document, Model
from validators.model import Answer, Case, CaseHead, Mode, Overall
from validators.registry import BadReply, Registry, Reply, registries
from worker.clock import Clock
from worker.log import get_logger
from worker.settings import Settings

MOST_REPLY_BYTES: Final = 1_000_000
_REFUSALS: Final = {403: Overall.DENIED, 429: Overall.QUOTA}


class _Envelope(Model):
    """The part of a reply that is the same for every registry."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    mode: Mode = Mode.LIVE


class _TooLarge(Exception):  # noqa: N818  # what the registry sent
    """The registry sent more than ``MOST_REPLY_BYTES``."""


@dataclass(frozen=True)
class Purpose:
    """Why a registry is asked: what the case says."""

    purpose: str | None
    legal_basis: str | None


Known = dict[str, Answer]
"""Answers had before, by ``question_key``."""


def question_key(registry: Registry, question: Mapping[str, str]) -> str:
    """Return SHA-256 over a registry and what it is asked: the same content asks once."""
    text = json.dumps([registry.name, dict(question)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def known_answers(earlier: Case | None) -> Known:
    """Return what registries said for an earlier revision; those that did not answer are asked again."""
    if earlier is None:
        return {}
    said = {answer.request_ref: answer for answer in earlier.answers if answer.said_something}
    known: Known = {}
    for document, registry, question in _questions(earlier.documents):
        answer = said.get(f"{document.id}-{registry.name}")
        if answer is not None:
            known[question_key(registry, question)] = answer
    return known


def _questions(documents: Iterable[Document]) -> Iterable[tuple[Document, Registry, dict[str, str]]]:
    for document in documents:
        for registry in registries().values():
            question = registry.question(document) if document.type in registry.documents else None
            if question is not None:
                yield document, registry, question


class Registries:
    """Asks every registry that has something to say about a document."""

    def __init__(self, settings: Settings, clock: Clock, transport: httpx.BaseTransport | None = None) -> None:
        self._base = settings.registries_url
        self._refuse_fixtures = settings.is_production
        self._timeout = httpx.Timeout(settings.registry_timeout_s, connect=settings.registry_connect_timeout_s)
        self._longest = dt.timedelta(seconds=settings.registry_timeout_s)
        self._clock = clock
        self._transport = transport

    def ask_all(self, documents: Iterable[Document], why: Purpose, known: Known) -> tuple[Answer, ...]:
        """Return one answer for each document and registry that can be asked about it.

        ``known`` holds answers had before; new ones are added to it, so that two documents of the same content ask
        once.
        """
        answers = []
        with self._client() as client:
            for document, registry, question in _questions(documents):
                reference, key = f"{document.id}-{registry.name}", question_key(registry, question)
                if key not in known:
                    known[key] = self._ask(client, registry, reference, question, why)
                answers.append(known[key].model_copy(update={"request_ref": reference}))
        return tuple(answers)

    def check(self) -> dict[str, str]:
        """Return ``reachable``, ``unreachable`` or ``not_configured`` for each registry: does its address answer?"""
        if self._base is None:
            return dict.fromkeys(registries(), "not_configured")
        found = {}
        with self._client() as client:
            for registry in registries().values():
                try:
                    client.request("OPTIONS", self._base + registry.path)
                    found[registry.name] = "reachable"
                except httpx.HTTPError:
                    found[registry.name] = "unreachable"
        return found

    def _client(self) -> httpx.Client:
        return httpx.Client(timeout=self._timeout, follow_redirects=False, trust_env=False, transport=self._transport)

    def _ask(
        self, client: httpx.Client, registry: Registry, reference: str, question: dict[str, str], why: Purpose
    ) -> Answer:
        asked_at = self._clock()
        pending = Answer(
            registry=registry.name,
            mode=Mode.LIVE,
            overall=Overall.NOT_CONFIGURED,
            asked_at=asked_at,
            request_ref=reference,
        )
        if self._base is None:
            return pending
        body = {"request_ref": reference, "purpose": why.purpose, "legal_basis": why.legal_basis, "fields": question}
        try:
            status, data = self._post(client, self._base + registry.path, body)
            answer = self._understood(pending, registry, status, data)
        except (httpx.HTTPError, _TooLarge, BadReply, ValidationError) as failure:
            get_logger(__name__).warning(
                "registry did not answer", registry=registry.name, request_ref=reference, error=type(failure).__name__
            )
            answer = pending.model_copy(update={"overall": Overall.UNAVAILABLE})
        return answer

    def _post(self, client: httpx.Client, url: str, body: Mapping[str, object]) -> tuple[int, bytes]:
        """Return status and body; the whole exchange, not only each part of it, has a time limit."""
        last = self._clock() + self._longest
        data = bytearray()
        with client.stream("POST", url, json=body) as response:
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > MOST_REPLY_BYTES:
                    raise _TooLarge
                if self._clock() > last:
                    raise httpx.ReadTimeout("the reply took too long as a whole")
        return response.status_code, bytes(data)

    def _understood(self, pending: Answer, registry: Registry, status: int, data: bytes) -> Answer:
        answered = pending.model_copy(
            update={"answered_at": self._clock(), "response_sha256": hashlib.sha256(data).hexdigest()}
        )
        if status in _REFUSALS:
            return answered.model_copy(update={"overall": _REFUSALS[status]})
        if status != 200:
            raise BadReply(f"status {status}")
        mode, reply = _Envelope.model_validate_json(data).mode, registry.read(data)
        if mode is Mode.FIXTURE and self._refuse_fixtures:
            raise BadReply("a fixture's answer in production")
        return _filled(answered, mode, reply)


def _filled(answer: Answer, mode: Mode, reply: Reply) -> Answer:
    return Answer.model_validate(
        {
            **answer.model_dump(),
            "mode": mode,
            "overall": reply.overall,
            "elements": reply.elements,
            "details": reply.details,
            "as_of": reply.as_of,
        }
    )


def purpose_of(head: CaseHead) -> Purpose:
    """Return why the registries are asked for this case."""
    return Purpose(head.purpose, head.legal_basis)
