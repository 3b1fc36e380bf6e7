"""Screens a case as the application does: registries asked over its own client, every rule run, all of it weighed."""

import datetime as dt
import json
import statistics
import time
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import httpx

from bench.screening.scene import Scene
from extractors.model import Document, DocumentState
from samples.registries.lookup import PATHS
from samples.registry_records import records
from validators.model import Answer, Case, CaseHead, Stage
from validators.packs import Packs
from validators.registry import registries
from validators.rule import Subject, load, run, subjects
from worker.bootstrap import Tools
from worker.fetch import Purpose, Registries
from worker.packs import load_packs
from worker.screening import screen_case
from worker.settings import Settings
from worker.storage.blobs import PassingBlobs

_BASE: Final = "http://registries.invalid"


class _Tools(Tools):
    """The tools of ``screen``, without engines: nothing is read here."""

    engines: Mapping[str, str] = {}


@cache
def packs() -> Packs:
    """Return the dated facts as the application loads them."""
    return load_packs()


def screen(scene: Scene, documents: tuple[Document, ...]) -> Case:
    """Return the result of a case on its day."""
    at = dt.datetime.combine(scene.today, dt.time(5), dt.UTC)
    head = CaseHead(
        id=f"C{scene.seed}",
        reference=None,
        revision=1,
        supersedes=None,
        stage=Stage(scene.stage),
        purpose=None,
        legal_basis=None,
        received_at=at,
        assessed_at=at,
    )
    return screen_case(head, documents, None, _tools(scene, at))


def _tools(scene: Scene, at: dt.datetime) -> Tools:
    is_known = 0 not in scene.silent.values()
    settings = Settings(registries_url=_BASE if is_known else None)
    client = Registries(settings, lambda: at, _answering(scene))
    return _Tools(settings=settings, clock=lambda: at, blobs=PassingBlobs(), packs=packs(), registries=client)


def _answering(scene: Scene) -> httpx.MockTransport:
    """Return the reference registries, which hold the worker's true story, with the faults of this case."""
    held = records([scene.file.story, *(other.story for other in scene.others)])
    paths = {path: (name, look_up) for name, (path, look_up) in PATHS.items()}

    def answer(request: httpx.Request) -> httpx.Response:
        name, look_up = paths[request.url.path]
        if name in scene.silent:
            return httpx.Response(scene.silent[name])
        said = look_up(held, json.loads(request.content)["fields"])
        as_of = dt.datetime.combine(scene.today, dt.time(1), dt.UTC).isoformat().replace("+00:00", "Z")
        return httpx.Response(200, json={"mode": "fixture", **said, "as_of": as_of})

    return httpx.MockTransport(answer)


def answers(scene: Scene, documents: Iterable[Document]) -> tuple[Answer, ...]:
    """Return what the registries say about ``documents``."""
    at = dt.datetime.combine(scene.today, dt.time(5), dt.UTC)
    return _tools(scene, at).registries.ask_all(documents, Purpose(None, None), {})


def timed(scene: Scene, documents: tuple[Document, ...]) -> dict[str, float]:
    """Return the milliseconds that each rule takes on a case, all its papers together; the median of three runs."""
    readable = tuple(one for one in documents if one.state is DocumentState.READ)
    subject = Subject(readable, answers(scene, readable), Stage(scene.stage), scene.today, packs())
    taken: dict[str, float] = {}
    for code, rule in load().items():
        runs = []
        for _ in range(3):
            started = time.perf_counter()
            for each in subjects(rule, subject):
                run(rule, each)
            runs.append((time.perf_counter() - started) * 1000)
        taken[code] = statistics.median(runs)
    return taken


def registry_names() -> tuple[str, ...]:
    """Return the registries that there are."""
    return tuple(registries())
