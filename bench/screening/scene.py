"""One case before it is read: who it is about, which papers it holds, and what is said in the contract."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from samples.dossier import Dossier

Deduction = tuple[str, int, str]
"""What is taken off the wage each month: item, amount, currency."""

ALL_CLAUSES: Final = tuple(f"C{number}" for number in range(1, 16))
"""Codes of the mandatory clauses (domain.md 4.1)."""


@dataclass(frozen=True)
class Terms:
    """What a contract says beside its particulars.

    ``sentences`` are (topic, text) of what is said on papers, debt, penalties, rest, payment, copies. ``english`` are
    terms that the English text states otherwise than the Indonesian one, by field. ``form`` is a destination's standard
    form. ``thumb`` says that the worker signs by thumbprint, ``unsigned`` names the parties whose place is empty.
    """

    clauses: tuple[str, ...] = ALL_CLAUSES
    deductions: tuple[Deduction, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()
    english: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    thumb: bool = False
    unsigned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One paper of the case: its type, design and capture, and whose it is.

    ``file`` is the case's own unless the paper is another contract or another person's. ``spelled`` are values printed
    in another way than the file says them: an old spelling, words in another order. ``entries`` are the same for the
    lines of a family card, by (line, part).
    """

    kind: str
    design: str
    capture: str
    file: Dossier
    terms: Terms = Terms()
    spelled: Mapping[str, str | None] = field(default_factory=dict)
    entries: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def saying(self, **values: str | None) -> "Paper":
        """Return the paper with these values printed otherwise; None leaves one out."""
        return replace(self, spelled={**self.spelled, **values})


@dataclass(frozen=True)
class Scene:
    """One case: its papers in the order of arrival, the stage, the day of the check, and how the registries fare.

    ``file`` is the worker's own story as the registries know it. ``groups`` are the kinds of genuine case that it
    belongs to. ``silent`` says for each registry that does not answer why: a status code, or 0 for not configured.
    """

    seed: int
    groups: frozenset[str]
    file: Dossier
    papers: tuple[Paper, ...]
    stage: str
    today: dt.date
    silent: Mapping[str, int] = field(default_factory=dict)
    others: tuple[Dossier, ...] = ()

    def holding(self, kind: str) -> Iterator[Paper]:
        """Yield the papers of a type."""
        yield from (paper for paper in self.papers if paper.kind == kind)
