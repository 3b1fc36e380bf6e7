"""Runs cases, in one process or several, and keeps of each what the tables need."""

import multiprocessing
import os
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bench.screening import drawn, faulty, genuine
from bench.screening.planted import KINDS
from bench.screening.reading import read_scene
from bench.screening.scene import Scene
from bench.screening.screened import screen, timed
from extractors.model import Document
from validators.model import Case, Outcome, Reason
from worker import log

A = TypeVar("A")


@dataclass(frozen=True)
class Seen:
    """One run of a rule in a case: its outcome, and what it said when it flagged."""

    rule: str
    outcome: str
    severity: int
    cause: str
    is_stable: bool
    message: str = ""
    is_broken: bool = False


@dataclass(frozen=True)
class Row:
    """One case: its seed, the fault planted in it (empty for none), its kinds, its runs, and how it was weighed."""

    seed: int
    fault: str
    groups: frozenset[str]
    stage: str
    papers: int
    runs: tuple[Seen, ...]
    document: str
    protection: str
    priority: int

    @property
    def flagged(self) -> list[Seen]:
        """The runs that found something."""
        return [run for run in self.runs if run.outcome == Outcome.FLAGGED]

    @property
    def codes(self) -> set[str]:
        """The codes of the rules that found something."""
        return {run.rule for run in self.flagged}

    @property
    def raised(self) -> list[Seen]:
        """The findings above low, but those of rules in preview, which raise nothing."""
        return [run for run in self.flagged if run.severity >= 2 and run.is_stable]


def genuine_rows(first: int, count: int, errors: float, jobs: int) -> Iterator[Row]:
    """Yield ``count`` genuine cases from seed ``first`` on."""
    yield from _each(partial(_genuine, errors=errors), range(first, first + count), jobs)


def drawn_rows(first: int, count: int, jobs: int, kept: Path | None) -> Iterator[Row]:
    """Yield ``count`` genuine cases whose papers were drawn and read by the real reader; about a minute a case."""
    yield from _each(partial(_drawn, kept=kept), range(first, first + count), jobs, at_once=1)


def faulty_rows(count: int, errors: float, jobs: int) -> Iterator[Row]:
    """Yield ``count`` cases with one planted fault each, the kinds in turn."""
    asked = [(place, number) for number in range(-(-count // len(KINDS))) for place in range(len(KINDS))]
    yield from _each(partial(_faulty, errors=errors), asked[:count], jobs)


def times(first: int, cases: int, papers: int) -> tuple[dict[str, float], float]:
    """Return the median milliseconds of each rule, and of all together, over genuine cases of ``papers`` papers."""
    log.configure("CRITICAL")
    seeds = (seed for seed in range(first, first + 50 * cases) if len(genuine.scene(seed).papers) >= papers)
    taken = []
    for seed in islice(seeds, cases):
        scene = genuine.scene(seed)
        taken.append(timed(scene, read_scene(scene, 1.0)[:papers]))
    rules = {code: statistics.median(one[code] for one in taken) for code in (taken[0] if taken else {})}
    return rules, statistics.median(sum(one.values()) for one in taken) if taken else 0.0


def _genuine(seed: int, errors: float) -> Row:
    scene = genuine.scene(seed)
    return _row(scene, "", screen(scene, read_scene(scene, errors)))


def _drawn(seed: int, kept: Path | None) -> Row:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    scene = genuine.scene(seed)
    return _row(scene, "", screen(scene, drawn.read_scene(scene, kept)))


def _faulty(asked: tuple[int, int], errors: float) -> Row:
    kind = KINDS[asked[0]]
    scene = faulty.scene(kind, faulty.FIRST_SEED + 100 * asked[0] + asked[1])
    documents: tuple[Document, ...] = read_scene(scene, errors)
    return _row(scene, kind.name, screen(scene, documents))


def _row(scene: Scene, fault: str, case: Case) -> Row:
    return Row(
        seed=scene.seed,
        fault=fault,
        groups=scene.groups,
        stage=scene.stage,
        papers=len(scene.papers),
        runs=tuple(_seen(case)),
        document=case.assessment.document.value,
        protection=case.assessment.protection.value,
        priority=case.assessment.priority,
    )


def _seen(case: Case) -> Iterator[Seen]:
    for run in case.checks:
        said = run.findings[0].message.en if run.findings else ""
        is_broken = run.reason is Reason.RULE_ERROR
        yield Seen(
            run.rule, run.outcome.value, run.severity.rank, run.cause.value, run.status == "stable", said, is_broken
        )  # fmt: skip


def _each(work: Callable[[A], Row], asked: Iterable[A], jobs: int, at_once: int = 16) -> Iterator[Row]:
    items: Sequence[A] = list(asked)
    if jobs <= 1:
        log.configure("CRITICAL")
        yield from map(work, items)
        return
    with multiprocessing.get_context("spawn").Pool(jobs, log.configure, ("CRITICAL",)) as pool:
        yield from pool.imap(work, items, chunksize=at_once)
