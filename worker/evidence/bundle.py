"""Writes the evidence bundle of a case: a BagIt 1.0 folder (RFC 8493) in one stored ZIP.

The same inputs give the same bytes: sorted entries, one fixed time, no compression. Every file is named in ASCII by us;
the names that files came with stand in ``data/bundle.json``. Not sealed yet: who rewrites a file and all manifests
makes another whole bundle, and only a signature over ``manifest-sha256.txt`` will show that.
"""

import datetime as dt
import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from extractors.errors import UnreadableUpload
from extractors.model import Document
from extractors.triage import MEDIA_TYPES, media_type_of
from validators.model import Case
from worker.evidence.defects import Defect
from worker.evidence.notice import NOTICE, notice
from worker.evidence.verify import verify

__all__ = ["Blob", "Defect", "build", "bundle_name", "verify"]

Blob = Callable[[str], bytes]
"""Returns the bytes of a blob by its SHA-256 in lower-case hex; raises when there is none."""

SCHEMA: Final = "absah.bundle/1"
ALGORITHMS: Final = ("sha256", "sha512")
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
_PICTURES: Final = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}


@dataclass(frozen=True)
class _Entry:
    """One file of the bag; ``read`` gives its bytes when they are needed, so that one is in memory at a time."""

    path: str
    read: Callable[[], bytes]
    size: int
    digests: Mapping[str, str]


def build(  # noqa: PLR0913  # a bundle has this many parts
    case: Case,
    blob: Blob,
    events: Sequence[Mapping[str, Any]],
    decisions: Sequence[Mapping[str, Any]],
    *,
    made_at: dt.datetime,
    folder: Path,
) -> Path:
    """Write the bundle of ``case`` into ``folder`` and return its path, ``<bundle_name>.zip``.

    Args:
        case: The revision that is handed over.
        blob: Gives originals, page images and the blobs that findings point at.
        events: The case's audit events in order, with ``prev`` and ``hash`` where they are chained.
        decisions: What persons decided, in order; moments in them may be ``datetime``.
        made_at: When the bundle is made, UTC; the only clock that its bytes depend on.
        folder: Where to write; made if missing. A file of that name is replaced as a whole or not at all.

    Raises:
        ValueError: a blob is not what its SHA-256 says, or ``made_at`` has no zone.
    """
    if made_at.tzinfo is None:
        raise ValueError("made_at must carry its zone")
    name = bundle_name(case)
    payload = sorted(_payload(case, blob, events, decisions, made_at), key=lambda entry: entry.path)
    tags = [_kept(path, text.encode()) for path, text in _tag_files(case, payload, made_at)]
    tags += [_kept(f"manifest-{algorithm}.txt", _manifest(payload, algorithm)) for algorithm in ALGORITHMS]
    # A tag manifest lists every other tag file and no tag manifest (RFC 8493, 2.2.1).
    seals = [_kept(f"tagmanifest-{algorithm}.txt", _manifest(tags, algorithm)) for algorithm in ALGORITHMS]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.zip"
    _write(target, name, sorted([*payload, *tags, *seals], key=lambda entry: entry.path))
    return target


def bundle_name(case: Case) -> str:
    """Return the bundle's name in ASCII; a reference that had to be changed keeps apart from others by its hash."""
    reference = case.case.reference or case.case.id
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", reference).strip("-._")[:48]
    if safe != reference:
        safe = f"{safe or 'kasus'}-{hashlib.sha256(reference.encode()).hexdigest()[:8]}"
    return f"bukti_{safe}_v{case.case.revision}"


def _payload(
    case: Case,
    blob: Blob,
    events: Sequence[Mapping[str, Any]],
    decisions: Sequence[Mapping[str, Any]],
    made_at: dt.datetime,
) -> Iterator[_Entry]:
    """Yield everything under ``data/``."""
    files = list(_files(case, blob))
    yield from (entry for entry, _ in files)
    yield _kept("data/case.json", case.to_json().encode())  # the very bytes that were published and hashed then
    lines = "".join(_canonical(event) + "\n" for event in events)
    yield _kept("data/custody/custody.jsonl", lines.encode())
    yield _kept("data/review/decisions.json", _readable([dict(decision) for decision in decisions]))
    yield _kept("data/bundle.json", _readable(_description(case, files, events, made_at)))


def _files(case: Case, blob: Blob) -> Iterator[tuple[_Entry, dict[str, Any]]]:
    """Yield originals, page images and evidence blobs, each with its line of ``data/bundle.json``."""
    seen: set[str] = set()
    for document in case.documents:
        for number, (sha256, ending) in enumerate(_originals(document, blob, seen), start=1):
            suffix = "" if number == 1 else f"-{number}"
            entry = _stored(f"data/originals/{document.id}/original{suffix}{ending}", sha256, blob)
            yield entry, {"path": entry.path, "role": "original", "sha256": sha256, "bytes": entry.size}
        for page in document.pages:
            place = f"data/pages/{document.id}/page-{page.index + 1:03d}"
            entry = _stored(place + _picture_ending(blob(page.image_sha256)), page.image_sha256, blob)
            yield entry, {"path": entry.path, "role": "page", "document": document.id, "page": page.index}
    for sha256 in sorted(_evidence_blobs(case)):
        entry = _stored(f"data/derived/{sha256[:32]}" + _picture_ending(blob(sha256)), sha256, blob)
        yield entry, {"path": entry.path, "role": "evidence", "sha256": sha256}


def _originals(document: Document, blob: Blob, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Yield hash and ending of the document's uploads that stand under no earlier document."""
    for sha256 in dict.fromkeys([document.sha256, *(source.sha256 for source in document.sources)]):
        if sha256 not in seen:
            seen.add(sha256)
            yield sha256, _ending(blob(sha256))


def _ending(data: bytes) -> str:
    """Return the ending for an original by its content; what is none of our kinds becomes ``.bin``: nobody opens it."""
    try:
        return MEDIA_TYPES[media_type_of(data)]
    except UnreadableUpload:
        return ".bin"


def _picture_ending(data: bytes) -> str:
    return next((ending for magic, ending in _PICTURES.items() if data.startswith(magic)), ".bin")


def _evidence_blobs(case: Case) -> set[str]:
    pages = {page.image_sha256 for document in case.documents for page in document.pages}
    shown = {proof.blob_sha256 for check in case.checks for finding in check.findings for proof in finding.evidence}
    return {sha256 for sha256 in shown if sha256} - pages


def _description(
    case: Case,
    files: Sequence[tuple[_Entry, Mapping[str, Any]]],
    events: Sequence[Mapping[str, Any]],
    made_at: dt.datetime,
) -> dict[str, Any]:
    """Return ``data/bundle.json``: what each file is, and which uploads an original stands for."""
    uploads: dict[str, list[dict[str, Any]]] = {}
    for source in (source for document in case.documents for source in document.sources):
        one = {"upload_id": source.upload_id, "filename": source.filename, "media_type": source.media_type}
        if one not in uploads.setdefault(source.sha256, []):
            uploads[source.sha256].append(one)
    listed = [
        {**line, **({"uploads": uploads.get(line["sha256"], [])} if line["role"] == "original" else {})}
        for _, line in files
    ]
    head = {"id": case.case.id, "reference": case.case.reference, "revision": case.case.revision}
    return {
        "schema": SCHEMA,
        "made_at": made_at,
        "case": head,
        "files": listed,
        "custody": {"events": len(events), "head": events[-1].get("hash") if events else None},
        "sealed": False,
    }


def _tag_files(case: Case, payload: Sequence[_Entry], made_at: dt.datetime) -> Iterator[tuple[str, str]]:
    octets, streams = sum(entry.size for entry in payload), len(payload)
    info = {
        "Bag-Software-Agent": f"Absah {case.versions.absah}",
        "Bagging-Date": made_at.astimezone(dt.UTC).date().isoformat(),
        "External-Identifier": f"urn:absah:case:{case.case.id}:v{case.case.revision}",
        "External-Description": "Berkas bukti satu kasus / evidence bundle of one case",
        "Internal-Sender-Identifier": " ".join((case.case.reference or case.case.id).split()),
        "Payload-Oxum": f"{octets}.{streams}",
    }
    yield "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    yield "bag-info.txt", "".join(f"{label}: {value}\n" for label, value in info.items())
    yield NOTICE, notice(case, made_at)


def _manifest(entries: Sequence[_Entry], algorithm: str) -> bytes:
    lines = sorted((entry.path, entry.digests[algorithm]) for entry in entries)
    return "".join(f"{digest}  {path}\n" for path, digest in lines).encode()


def _kept(path: str, data: bytes) -> _Entry:
    return _Entry(path, lambda: data, len(data), _digests(data))


def _stored(path: str, sha256: str, blob: Blob) -> _Entry:
    """Return an entry whose bytes are fetched again when they are written."""
    data = blob(sha256)
    digests = _digests(data)
    if digests["sha256"] != sha256:
        raise ValueError(f"blob {sha256} is not what its name says")
    return _Entry(path, lambda: blob(sha256), len(data), digests)


def _digests(data: bytes) -> dict[str, str]:
    return {algorithm: hashlib.new(algorithm, data).hexdigest() for algorithm in ALGORITHMS}


def _write(target: Path, top: str, entries: Sequence[_Entry]) -> None:
    """Write the ZIP beside ``target``, bring it safely to disk, then put it in place."""
    handle, name = tempfile.mkstemp(prefix=".new-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for entry in entries:
                    _add(archive, f"{top}/{entry.path}", entry)
            file.flush()
            os.fchmod(file.fileno(), 0o640)
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _add(archive: zipfile.ZipFile, path: str, entry: _Entry) -> None:
    data = entry.read()
    if hashlib.sha256(data).hexdigest() != entry.digests["sha256"]:
        raise ValueError(f"{path} changed while the bundle was written")
    info = zipfile.ZipInfo(path, _FIXED_TIME)
    info.create_system = 3  # Unix, whatever this machine is: the bytes must not depend on it
    info.external_attr = 0o100644 << 16
    archive.writestr(info, data)


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(
        dict(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_moment
    )


def _readable(value: object) -> bytes:
    text = json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False, default=_moment)
    return f"{text}\n".encode()


def _moment(value: object) -> str:
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} has no place in a bundle")
