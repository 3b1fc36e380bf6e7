"""A specimen: what one sample case is made of and what it must give. One YAML file under ``specimens/`` a case."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent / "specimens"

CARDS = ("ktp", "passport", "work_contract")
"""Papers that have a renderer of their own; each other one is a module of ``render/papers``."""


def _is_drawn(document_type: str) -> str:
    """Return ``document_type``; ValueError for one that no module draws."""
    if (
        document_type not in CARDS
        and not (Path(__file__).parent / "render" / "papers" / f"{document_type}.py").is_file()
    ):
        raise ValueError(f"no such paper is drawn: {document_type}")
    return document_type


DocumentType = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$"), AfterValidator(_is_drawn)]
"""A type of paper that the samples draw."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Traits(_Strict):
    """Who the worker is: drawn anew for every seed within these bounds.

    ``age`` is in full years on the signing day. ``name`` is ``any``, ``single`` (one word), ``titled`` (one word; the
    KTP bears a religious title before it) or ``long`` (five words, cut on the passport). ``home`` is ``origin`` or
    ``moved`` (lives in another province than the one in the NIK); ``nik_region`` is ``current``, ``historic`` (a code
    that left the table), ``papuan`` (a code of the provinces of 2022) or ``nit`` (first registered at a mission).
    ``religion`` is ``any`` or ``belief`` (a believer outside the six religions). ``born`` fixes the day: 1 July stands
    on papers of people whose day nobody knew, 31 December likewise. ``card`` is ``lifelong`` or ``dated`` (a KTP of
    before 2014, whose printed end does not count; the person must be of age by then, so 31 or more in 2026).
    """

    age: tuple[int, int] = (21, 38)
    sex: Literal["any", "F", "M"] = "any"
    name: Literal["any", "single", "titled", "long"] = "any"
    home: Literal["origin", "moved"] = "origin"
    nik_region: Literal["current", "historic", "papuan", "nit"] = "current"
    religion: Literal["any", "belief"] = "any"
    born: Literal["any", "1 July", "31 December"] = "any"
    card: Literal["lifelong", "dated"] = "lifelong"
    signed_on: tuple[dt.date, dt.date] = (dt.date(2026, 2, 2), dt.date(2026, 8, 28))


class Look(_Strict):
    """How a paper may look: the designs and captures to draw from; ``shuffled``: its photos are sent in any order."""

    designs: tuple[str, ...]
    captures: tuple[str, ...]
    shuffled: bool = False


class Expected(_Strict):
    """What the case must give on both axes, and the codes of the rules (low or higher) that must be flagged."""

    document: Literal["likely_fake", "inconsistent", "unreadable", "unverified", "clear"]
    protection: Literal["urgent", "concern", "none"]
    next_step: str
    flagged_rules: tuple[str, ...] = ()


class Specimen(_Strict):
    """One sample case.

    ``number`` keeps the numbers of its person apart from those of the other cases: fully up to 9, and by the other
    drawn digits of passports and NIKs from 10 on. ``joined`` are the papers that come as one PDF of scans.
    """

    case: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    number: int = Field(ge=0, le=79)
    title: dict[Literal["id", "en"], str]
    traits: Traits = Traits()
    documents: dict[DocumentType, Look]
    joined: tuple[DocumentType, ...] = ()
    fault: str | None = None
    expected: Expected


@cache
def specimens() -> dict[str, Specimen]:
    """Return every specimen by case name, in the order of their numbers; raises ValueError when a number repeats."""
    loaded = [Specimen.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in FOLDER.glob("*.yaml")]
    ordered = sorted(loaded, key=lambda specimen: specimen.number)
    if len({specimen.number for specimen in ordered}) != len(ordered):
        raise ValueError("two specimens bear the same number")
    return {specimen.case: specimen for specimen in ordered}
