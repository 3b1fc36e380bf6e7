"""The port of the checks: ``@check`` declares one, ``load()`` finds them, ``examine()`` runs those that suit a file.

A check is a generator over an ``Exhibit``. It yields at least one ``Measured`` where it could look: one of score 0
and without region says "looked at, nothing seen". Where it cannot look it raises ``NotMeasurable`` with a code.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field as with_default
from functools import cache
from types import MappingProxyType
from typing import Final

from extractors.model import Region, TraceState
from validators.forensics.exhibit import Exhibit, Pixels
from validators.forensics.strata import Stratum

EVERY_STRATUM: Final = frozenset(Stratum)
NOTHING_TO_SEE: Final = "nothing_to_look_at"
PICTURES: Final = EVERY_STRATUM - {Stratum.BORN_DIGITAL, Stratum.SCAN_IN_PDF}


class NotMeasurable(Exception):  # noqa: N818  # an outcome, not an error
    """The check cannot say anything about this file; ``reason`` is a stable code, ``failed`` tells that it should."""

    def __init__(self, reason: str, *, failed: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.failed = failed


@dataclass(frozen=True)
class Measured:
    """One thing measured, as ``extractors.model.Trace`` holds it, with pictures instead of their hashes.

    ``region.page`` and ``compared.page`` are the upload's pages. ``map`` is a picture of the measure over the page
    (``(H, W)`` uint8, 0 usual to 255 unusual, any size of the page's shape), ``shown`` one of what is not on the page.
    ``document`` is the place of the paper among the upload's documents, None for all of them.
    """

    score: float = 0.0
    field: str = ""
    facts: Mapping[str, str] = with_default(default_factory=dict)
    region: Region | None = None
    compared: Region | None = None
    map: Pixels | None = None
    shown: Pixels | None = None
    document: int | None = None


@dataclass(frozen=True)
class Result:
    """What one check came to."""

    check: str
    state: TraceState
    reason: str = ""
    measured: tuple[Measured, ...] = ()


Measure = Callable[[Exhibit], Iterator[Measured]]


@dataclass(frozen=True)
class Check:
    """One check. ``strata`` are those in which it says anything; ``opens_file`` that it decodes the upload's bytes.

    ``wants`` tells cheaply whether the file holds what the check looks at; where it does not, the check is not
    applicable, and no process is started for it.

    What opens a stranger's file runs in a process of its own under limits (``worker.examining``); all else works on
    pixels that were decoded there before, or walks over bytes in plain Python. ``of_pixels`` tells that of a scan in a
    PDF the check looks at the pictures inside (``inside``), which opens the file.
    """

    name: str
    strata: frozenset[Stratum]
    opens_file: bool
    of_pixels: bool
    wants: Callable[[Exhibit], bool]
    measure: Measure

    def opens(self, exhibit: Exhibit) -> bool:
        """Whether the check opens the file of this exhibit."""
        return self.opens_file or self.looks_inside(exhibit)

    def looks_inside(self, exhibit: Exhibit) -> bool:
        """Whether the check looks at the pictures inside this exhibit."""
        return self.of_pixels and exhibit.stratum is Stratum.SCAN_IN_PDF

    @property
    def description(self) -> str:
        """The docstring."""
        return self.measure.__doc__ or ""


_CHECKS: dict[str, Check] = {}


def _everything(_: Exhibit) -> bool:
    return True


def check(
    *,
    strata: frozenset[Stratum] = EVERY_STRATUM,
    opens_file: bool = False,
    of_pixels: bool = False,
    wants: Callable[[Exhibit], bool] = _everything,
) -> Callable[[Measure], Measure]:
    """Declare the check of a module, which gives it its name. Raises ``ValueError`` when it has no docstring."""

    def declare(measure: Measure) -> Measure:
        name = measure.__module__.rsplit(".", 1)[-1]
        if not measure.__doc__:
            raise ValueError(f"check {name} says nothing of itself")
        _CHECKS[name] = Check(name, strata, opens_file, of_pixels, wants, measure)
        return measure

    return declare


@cache
def load() -> Mapping[str, Check]:
    """Import every file of ``validators.forensics.checks`` and return the checks by name."""
    package = importlib.import_module("validators.forensics.checks")
    for module in pkgutil.iter_modules(package.__path__, "validators.forensics.checks."):
        importlib.import_module(module.name)
    return MappingProxyType(dict(sorted(_CHECKS.items())))


def named(names: Iterable[str]) -> Iterator[Check]:
    """Yield the checks of these names; only they are imported."""
    for name in names:
        importlib.import_module(f"validators.forensics.checks.{name}")
        yield _CHECKS[name]


def examine(exhibit: Exhibit, *, opens_file: bool) -> Iterator[Result]:
    """Yield what every check comes to that opens this file, or every one that does not.

    Those that look at pictures inside come last: what a picture may do to the process costs no other check its answer.
    """
    for one in sorted(load().values(), key=lambda each: each.of_pixels):
        if one.opens(exhibit) is opens_file:
            yield run(one, exhibit)


def run(one: Check, exhibit: Exhibit) -> Result:
    """Run one check; outside its strata it is ``not_applicable`` and says which stratum it met."""
    inside = one.looks_inside(exhibit)
    if not inside and exhibit.stratum not in one.strata:
        return Result(one.name, TraceState.NOT_APPLICABLE, f"stratum_{exhibit.stratum}")
    if not inside and not one.wants(exhibit):
        return Result(one.name, TraceState.NOT_APPLICABLE, NOTHING_TO_SEE)
    try:
        if inside:
            from validators.forensics.inside import run_inside  # loads PDFium, which only the shut-in child may need

            return run_inside(one, exhibit)
        return Result(one.name, TraceState.MEASURED, measured=tuple(one.measure(exhibit)))
    except NotMeasurable as stop:
        state = TraceState.FAILED if stop.failed else TraceState.NOT_APPLICABLE
        return Result(one.name, state, stop.reason)
