"""Gathers what an evidence bundle holds from the store and the blobs, and has it written."""

from pathlib import Path

from worker.bootstrap import Services
from worker.evidence.bundle import Defect, build, verify
from worker.storage.records import CaseRow


def make_bundle(case: CaseRow, services: Services) -> Path:
    """Write the bundle of a case's latest revision into the bundles folder and return its path.

    Raises:
        KeyError: nothing is published for this case yet.
    """
    result = services.store.latest_result(case.id)
    if result is None:
        raise KeyError(case.id)
    raise NotImplementedError


def verify_bundle(path: Path) -> list[Defect]:
    """Return every defect of a bundle."""
    return list(verify(path))
