"""Checks a bundle with nothing but what it holds: no key, no network, no database, nothing unpacked.

It names every defect, not only the first. What it cannot see before bundles are sealed: a bundle whose files and
manifests were all rewritten together.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any, Final

from worker.evidence.defects import (
    Added,
    BadManifest,
    BrokenChain,
    Changed,
    DamagedArchive,
    Defect,
    Missing,
    NotABag,
    UnsafePath,
)
from worker.evidence.trees import UNREADABLE, Tree, is_safe

_LENGTHS: Final = {"sha256": 64, "sha512": 128}
_MANIFESTS: Final = tuple(f"manifest-{algorithm}.txt" for algorithm in _LENGTHS)
_TAG_MANIFESTS: Final = tuple(f"tag{name}" for name in _MANIFESTS)
_EVERY_BUNDLE_HAS: Final = ("bag-info.txt", "bagit.txt", *_MANIFESTS, *_TAG_MANIFESTS)
_CUSTODY: Final = "data/custody/custody.jsonl"
_DESCRIPTION: Final = "data/bundle.json"
_FIRST_PREV: Final = "0" * 64
_RESULT: Final = "data/case.json"
_LINE: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_ESCAPED: Final = re.compile("%(?:0[Aa]|0[Dd]|25)")  # RFC 8493, 2.1.3
_ESCAPES: Final = {"%0A": "\n", "%0D": "\r", "%25": "%"}


def verify(path: Path) -> list[Defect]:
    """Return every defect of the bundle at ``path`` (a ZIP or an unpacked folder); an empty list means whole."""
    with Tree(path) as tree:
        if not {"bagit.txt", *_MANIFESTS} & tree.paths():
            return tree.defects or [NotABag(path.name)]
        found = _Contents(tree)
        defects = [*tree.defects, *found.damaged, *_lists(tree, found), *_declaration(tree, found), *_custody(tree)]
        if not defects:  # otherwise these would only say once more what is known
            defects += [*_size(tree, found), *_originals(tree, found)]
        return sorted(dict.fromkeys(defects), key=lambda defect: (defect.path, type(defect).__name__, defect.detail))


class _Contents:
    """Size and digests of every file that could be read; each is read once, in pieces."""

    def __init__(self, tree: Tree) -> None:
        self.digests: dict[str, dict[str, str]] = {}
        self.sizes: dict[str, int] = {}
        self.damaged: list[Defect] = []
        for path in sorted(tree.paths()):
            hashes = {algorithm: hashlib.new(algorithm) for algorithm in _LENGTHS}
            size = 0
            try:
                for piece in tree.chunks(path):
                    size += len(piece)
                    for running in hashes.values():
                        running.update(piece)
            except UNREADABLE as error:
                self.damaged.append(DamagedArchive(path, type(error).__name__))
                continue
            self.sizes[path] = size
            self.digests[path] = {algorithm: running.hexdigest() for algorithm, running in hashes.items()}


def _lists(tree: Tree, found: _Contents) -> Iterator[Defect]:
    """Compare the files with the manifests, those of the payload and those of the rest."""
    files = tree.paths()
    yield from (Missing(path) for path in _EVERY_BUNDLE_HAS if path not in files)
    payload = {path for path in files if path.startswith("data/")}
    yield from _compare(tree, found, _MANIFESTS, payload)
    yield from _compare(tree, found, _TAG_MANIFESTS, files - payload - set(_TAG_MANIFESTS))


def _compare(tree: Tree, found: _Contents, names: tuple[str, ...], files: Set[str]) -> Iterator[Defect]:
    """Compare ``files`` with the manifests ``names``, which must all list each of them and nothing else."""
    listed: dict[str, dict[str, str]] = {}
    for name in (name for name in names if name in found.digests):
        listed[name], wrong = _manifest(tree, name, payload=names is _MANIFESTS)
        yield from wrong
    for path in sorted({path for entries in listed.values() for path in entries}):
        if path not in tree.paths():
            yield Missing(path)
        elif path in found.digests and any(
            entries.get(path, found.digests[path][_algorithm(name)]) != found.digests[path][_algorithm(name)]
            for name, entries in listed.items()
        ):
            yield Changed(path)
    for path in sorted(files):
        silent = [name for name, entries in listed.items() if path not in entries]
        if listed and len(silent) == len(listed):
            yield Added(path)
        else:
            yield from (BadManifest(name, f"does not list {path}") for name in silent)


def _algorithm(name: str) -> str:
    """Return the algorithm that a manifest's name holds."""
    return name.rsplit("-", 1)[1].removesuffix(".txt")


def _manifest(tree: Tree, name: str, *, payload: bool) -> tuple[dict[str, str], list[Defect]]:
    """Return path -> digest of one manifest, and what is wrong with its lines."""
    try:
        lines = tree.text(name).rstrip("\n").split("\n")
    except UNREADABLE:
        return {}, [BadManifest(name, "no text")]
    length = _LENGTHS[_algorithm(name)]
    entries: dict[str, str] = {}
    wrong: list[Defect] = []
    for number, line in enumerate(lines, start=1):
        parts = _LINE.fullmatch(line.removesuffix("\r"))
        if not parts or len(parts[1]) != length:
            wrong.append(BadManifest(name, f"line {number}"))
            continue
        path = _ESCAPED.sub(lambda found: _ESCAPES[found[0].upper()], parts[2]).removeprefix("./")
        if not is_safe(path):
            wrong.append(UnsafePath(path, f"{name}, line {number}"))
        elif path in entries or path.startswith("data/") != payload or path in _TAG_MANIFESTS:
            wrong.append(BadManifest(name, f"line {number}: {path} has no place there, or a second one"))
        else:
            entries[path] = parts[1].lower()
    return entries, wrong


def _declaration(tree: Tree, found: _Contents) -> Iterator[Defect]:
    """Check that ``bagit.txt`` declares a bag."""
    if "bagit.txt" in found.digests and not _text(tree, "bagit.txt").startswith("BagIt-Version: "):
        yield BadManifest("bagit.txt", "no BagIt declaration")


def _size(tree: Tree, found: _Contents) -> Iterator[Defect]:
    """Check the size and number of files that ``bag-info.txt`` gives."""
    payload = [size for path, size in found.sizes.items() if path.startswith("data/")]
    if f"Payload-Oxum: {sum(payload)}.{len(payload)}" not in _text(tree, "bag-info.txt").splitlines():
        yield BadManifest("bag-info.txt", "Payload-Oxum is not the size and number of the files")


def _custody(tree: Tree) -> Iterator[Defect]:
    """Follow the chain of custody events to its head, which the bundle's description repeats."""
    if _CUSTODY not in tree.paths():
        return
    events = [_object(line) for line in _text(tree, _CUSTODY).rstrip("\n").split("\n")]
    if not any("hash" in event for event in events):
        return
    prev = _FIRST_PREV
    for place, event in enumerate(events, start=1):
        body = {key: value for key, value in event.items() if key not in {"prev", "hash"}}
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256((prev + text).encode("utf-8", "replace")).hexdigest()
        if (event.get("prev"), event.get("hash"), event.get("seq", place)) != (prev, digest, place):
            yield BrokenChain(_CUSTODY, f"event {place}")
            return
        prev = digest
    said = _object(_text(tree, _DESCRIPTION)).get("custody") if _DESCRIPTION in tree.paths() else None
    if isinstance(said, dict) and (said.get("events"), said.get("head")) != (len(events), prev):
        yield BrokenChain(_CUSTODY, "its end is not the one that the bundle names")


def _originals(tree: Tree, found: _Contents) -> Iterator[Defect]:
    """Check that every original that the result speaks of is in the bundle."""
    held = {digests["sha256"] for path, digests in found.digests.items() if path.startswith("data/originals/")}
    documents = _object(_text(tree, _RESULT)).get("documents") if _RESULT in tree.paths() else None
    if not isinstance(documents, list):
        yield BadManifest(_RESULT, "no result of a case")
        return
    for document in (document for document in documents if isinstance(document, dict)):
        if document.get("sha256") not in held:
            yield BadManifest(_RESULT, f"the original of {document.get('id')} is not in the bundle")


def _text(tree: Tree, path: str) -> str:
    """Return a text file, empty when it is none: that it is damaged is said elsewhere."""
    try:
        return tree.text(path)
    except UNREADABLE:
        return ""


def _object(text: str) -> dict[str, Any]:
    """Return the JSON object in ``text``, empty when there is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
