"""Gathers what an evidence bundle holds from the store and the blobs, has it written, and notes that it left."""

import dataclasses
import hashlib
from pathlib import Path

from worker.bootstrap import Services
from worker.evidence.bundle import build
from worker.storage.records import CaseRow


def make_bundle(case: CaseRow, services: Services) -> Path:
    """Write the bundle of a case's latest revision into the bundles folder and return its path.

    The bundle holds the events up to now; that it was made is the event after them.

    Raises:
        KeyError: nothing is published for this case yet.
        DamagedBlob: an original or a page image is no longer what it was.
    """
    result = services.store.latest_result(case.id)
    if result is None:
        raise KeyError(case.id)
    path = build(
        result,
        services.blobs.get,
        [event.as_dict() for event in services.store.events(case.id)],
        [dataclasses.asdict(decision) for decision in services.store.decisions(case.id)],
        made_at=services.clock(),
        folder=services.settings.bundles_dir,
    )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    services.store.note_export(case.id, result.case.revision, sha256)
    return path
