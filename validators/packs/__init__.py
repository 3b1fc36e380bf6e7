"""Dated facts: laws, limits, names by period. Each row carries its source and the days on which it holds.

The worker reads the files (validators touch no disk), checks them against the models of ``facts`` and hands them in
through ``Subject``; the hash of each pack goes into every result. A new pack is a file here, a model in ``facts`` and
a line in ``Packs`` and ``parse``.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from extractors.model import Text
from validators.packs.facts import (
    AllowedDeduction,
    BindingWording,
    ContractClause,
    DestinationAge,
    DocumentValidity,
    ForensicCalibration,
    HandStamp,
    IssuerName,
    Job,
    MinimumAge,
    PassportValidity,
    PlacementLimit,
    RequiredPaper,
    ScamTitle,
    VisitVisa,
    WageFloor,
    WorkerCost,
)
from validators.packs.faults import Fault, WrongPacks
from validators.packs.policy import Matters, Policy, Priority, RequiredRegistry, Steps, Weight, Weights
from validators.packs.reading import read_rows, read_single
from validators.packs.rows import R, Row, all_in_force, in_force

__all__ = [
    "FILES",
    "AllowedDeduction",
    "BindingWording",
    "ContractClause",
    "DestinationAge",
    "DocumentValidity",
    "ForensicCalibration",
    "HandStamp",
    "IssuerName",
    "Job",
    "Matters",
    "MinimumAge",
    "Packs",
    "PassportValidity",
    "PlacementLimit",
    "Policy",
    "Priority",
    "RequiredPaper",
    "RequiredRegistry",
    "Row",
    "ScamTitle",
    "Steps",
    "VisitVisa",
    "WageFloor",
    "Weight",
    "Weights",
    "WorkerCost",
    "WrongPacks",
    "all_in_force",
    "in_force",
    "parse",
]

T = TypeVar("T")

FILES: Final = (
    "allowed_deductions.csv",
    "binding_wordings.toml",
    "contract_clauses.csv",
    "destination_ages.csv",
    "document_validity.csv",
    "forensic_calibration.toml",
    "hand_stamps.csv",
    "issuer_names.csv",
    "jobs.csv",
    "minimum_age.toml",
    "passport_validity.toml",
    "placement_limits.csv",
    "policy.toml",
    "required_papers.csv",
    "scam_titles.csv",
    "visit_visas.csv",
    "wage_floors.csv",
    "worker_costs.csv",
)
"""Files of the packs in this folder; a pack is called as its file without the ending."""


@dataclass(frozen=True)
class Packs:
    """All packs of this process, with the hash of each in ``versions``."""

    allowed_deductions: tuple[AllowedDeduction, ...]
    binding_wordings: tuple[BindingWording, ...]
    contract_clauses: tuple[ContractClause, ...]
    destination_ages: tuple[DestinationAge, ...]
    document_validity: tuple[DocumentValidity, ...]
    forensic_calibration: tuple[ForensicCalibration, ...]
    hand_stamps: tuple[HandStamp, ...]
    issuer_names: tuple[IssuerName, ...]
    jobs: tuple[Job, ...]
    minimum_age: tuple[MinimumAge, ...]
    passport_validity: tuple[PassportValidity, ...]
    placement_limits: tuple[PlacementLimit, ...]
    policy: Policy
    required_papers: tuple[RequiredPaper, ...]
    scam_titles: tuple[ScamTitle, ...]
    visit_visas: tuple[VisitVisa, ...]
    wage_floors: tuple[WageFloor, ...]
    worker_costs: tuple[WorkerCost, ...]
    versions: Mapping[str, str]

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of the pack called ``name``; the policy is one row. Raises ``KeyError`` for no such pack."""
        if name not in self.versions:
            raise KeyError(name)
        held = getattr(self, name)
        return (held,) if isinstance(held, Row) else tuple(held)


def parse(files: Mapping[str, bytes]) -> Packs:
    """Return the packs from the bytes of their files, by file name.

    Raises:
        WrongPacks: a file is missing or not known, or a row is not as its model says; every fault is named.
    """
    reading = _Reading(files)
    packs = Packs(
        allowed_deductions=reading.rows("allowed_deductions.csv", AllowedDeduction),
        binding_wordings=reading.rows("binding_wordings.toml", BindingWording),
        contract_clauses=reading.rows("contract_clauses.csv", ContractClause),
        destination_ages=reading.rows("destination_ages.csv", DestinationAge),
        document_validity=reading.rows("document_validity.csv", DocumentValidity),
        forensic_calibration=reading.rows("forensic_calibration.toml", ForensicCalibration),
        hand_stamps=reading.rows("hand_stamps.csv", HandStamp),
        issuer_names=reading.rows("issuer_names.csv", IssuerName),
        jobs=reading.rows("jobs.csv", Job),
        minimum_age=reading.rows("minimum_age.toml", MinimumAge),
        passport_validity=reading.rows("passport_validity.toml", PassportValidity),
        placement_limits=reading.rows("placement_limits.csv", PlacementLimit),
        policy=reading.single("policy.toml", Policy),
        required_papers=reading.rows("required_papers.csv", RequiredPaper),
        scam_titles=reading.rows("scam_titles.csv", ScamTitle),
        visit_visas=reading.rows("visit_visas.csv", VisitVisa),
        wage_floors=reading.rows("wage_floors.csv", WageFloor),
        worker_costs=reading.rows("worker_costs.csv", WorkerCost),
        versions=MappingProxyType({_name(file): hashlib.sha256(files[file]).hexdigest() for file in sorted(files)}),
    )
    reading.end()
    return packs


def _name(file: str) -> str:
    return file.rpartition(".")[0]


class _Reading:
    """Reads all packs and keeps their faults, so that an operator sees all of them at once."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        known = ", ".join(FILES)
        unknown = Text(id=f"bukan nama paket; yang dikenal: {known}", en=f"is no pack; known are: {known}")
        missing = Text(id="berkas ini tidak ada", en="this file is missing")
        self._files = files
        self._faults = [
            *(Fault(file, unknown) for file in sorted(set(files) - set(FILES))),
            *(Fault(file, missing) for file in FILES if file not in files),
        ]
        if self._faults:
            raise WrongPacks(self._faults)

    def rows(self, file: str, model: type[R]) -> tuple[R, ...]:
        """Return the rows of ``file``, none if it has faults."""
        return self._kept(lambda: read_rows(file, self._files[file], model), ())

    def single(self, file: str, model: type[R]) -> R:
        """Return the one row that ``file`` is; its faults end the reading, with those of the files before it."""
        try:
            return read_single(file, self._files[file], model)
        except WrongPacks as wrong:
            raise WrongPacks([*self._faults, *wrong.faults]) from wrong

    def end(self) -> None:
        """Raise ``WrongPacks`` if there were faults."""
        if self._faults:
            raise WrongPacks(self._faults)

    def _kept(self, read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except WrongPacks as wrong:
            self._faults += wrong.faults
            return instead
