"""A planted fault: one thing in a genuine case that is not as it should be, and the rules that are to see it."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bench.screening.genuine import day_of_check, fitted_paper
from bench.screening.scene import Paper, Scene
from samples.chance import chance
from samples.dossier import Dossier
from samples.papers import Story

Change = Callable[[random.Random, Scene], Scene]


def _any(_scene: Scene) -> bool:
    return True


@dataclass(frozen=True)
class Planted:
    """One kind of fault.

    ``expected`` are codes or beginnings of codes of rules, one of which must be flagged. ``papers`` are the types that
    the case must hold, ``stage`` is forced when given, ``without`` are types that would hide or double the fault.
    ``fits`` says whether a drawn case can bear it. ``traits`` change the person's bounds.
    """

    name: str
    expected: tuple[str, ...]
    change: Change
    papers: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    stage: str = "pre_departure"
    fits: Callable[[Scene], bool] = _any
    traits: Mapping[str, object] = field(default_factory=dict)
    needs_registries: bool = False

    def is_seen_by(self, codes: set[str]) -> bool:
        """Whether one of the rules ``codes`` is one of those that must see the fault."""
        return any(code.startswith(self.expected) for code in codes)


def prepared(kind: Planted, scene: Scene, draw: random.Random) -> Scene:
    """Return ``scene`` with the papers that the fault needs, and without those that would hide it."""
    kept = [paper for paper in scene.papers if paper.kind not in kind.without]
    held = {paper.kind for paper in kept}
    kept += [fitted_paper(draw, name, scene.file, scene.groups) for name in kind.papers if name not in held]
    stage = kind.stage or scene.stage
    return replace(
        scene,
        papers=tuple(kept),
        stage=stage,
        today=day_of_check(draw, scene.file, kept, stage, scene.groups),
        silent={} if kind.needs_registries else scene.silent,
    )


def planted(kind: Planted, scene: Scene) -> Scene:
    """Return the case with the fault in it."""
    draw = chance(scene.seed, "planted", kind.name)
    return kind.change(draw, prepared(kind, scene, draw))


def retold(scene: Scene, story: Story) -> Scene:
    """Return the case with ``story`` on all of the worker's own papers and in the registries."""
    card = scene.file.family_card
    old, new = scene.file.person.nik, story.person.nik
    members = tuple(replace(one, nik=new) if one.nik == old else one for one in card.members)
    return refiled(scene, replace(scene.file, story=story, family_card=replace(card, members=members)))


def refiled(scene: Scene, file: Dossier) -> Scene:
    """Return the case with ``file`` as the worker's own, on paper and in the registries."""
    papers = tuple(replace(paper, file=file) if paper.file is scene.file else paper for paper in scene.papers)
    return replace(scene, file=file, papers=papers)


def on(scene: Scene, kind: str, change: Callable[[Paper], Paper]) -> Scene:
    """Return the case with ``change`` made on each of the worker's own papers of a type."""
    own = scene.file
    papers = [change(paper) if paper.kind == kind and paper.file is own else paper for paper in scene.papers]
    return replace(scene, papers=tuple(papers))


def saying(kind: str, values: Callable[[random.Random, Scene], dict[str, str | None]]) -> Change:
    """Return the change by which papers of type ``kind`` say other ``values``."""

    def change(draw: random.Random, scene: Scene) -> Scene:
        said = values(draw, scene)
        return on(scene, kind, lambda paper: paper.saying(**said))

    return change
