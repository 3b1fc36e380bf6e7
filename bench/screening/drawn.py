"""The papers of a case drawn, captured and read by the real reader: minutes a case, so a tenth of the cases at most.

What only the fields know is not drawn: other spellings on single papers, the sentences and the standard forms of
contracts. The stories, the captures and everything else are the case's own.
"""

from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from bench.screening.scene import Paper, Scene
from extractors.model import Document
from extractors.one_place import apart
from samples.chance import chance
from samples.media import Part, upload
from samples.printing import print_paper
from worker.bootstrap import Tools, tools
from worker.screening import in_case, screen_document
from worker.settings import Settings
from worker.storage.records import ReadUpload, UploadRow, UploadState

_DOCUMENTS: Final = TypeAdapter(tuple[Document, ...])


@cache
def _tools() -> Tools:
    return tools(Settings())


def read_scene(scene: Scene, kept: Path | None = None) -> tuple[Document, ...]:
    """Return the documents that the real reader makes of the case's papers; read once for each folder ``kept``.

    So changed rules can be run over the same readings again, in seconds instead of hours.
    """
    if kept is None:
        return _read(scene)
    file = kept / f"{scene.seed}.json"
    if not file.exists():
        file.write_bytes(_DOCUMENTS.dump_json(_read(scene)))
    # Idempotent, and not yet there, or narrower, when the first of them were read.
    return tuple(
        document.model_copy(update={"fields": apart(document.fields)})
        for document in _DOCUMENTS.validate_json(file.read_bytes())
    )


def _read(scene: Scene) -> tuple[Document, ...]:
    read: list[ReadUpload] = []
    for place, paper in enumerate(scene.papers, 1):
        for page, (name, data) in enumerate(_files(paper, scene.seed, place), 1):
            row = UploadRow(
                id=f"U{place:02}{page:02}", case_id="", sequence=len(read) + 1, sha256="0" * 64, filename=name,
                bytes=len(data), stage=None, purpose=None, legal_basis=None, received_at=_tools().clock(),
                state=UploadState.READ,
            )  # fmt: skip
            read.append(ReadUpload(row, screen_document(data, name, _tools())))
    return in_case(read)


def _files(paper: Paper, seed: int, place: int) -> list[tuple[str, bytes]]:
    path = (seed, place, paper.kind)
    drawn = print_paper(paper.file, paper.kind, paper.design, chance(*path, "print"))
    shots = upload(Part(paper.kind, drawn), paper.capture, chance(*path, "capture"))
    return [(f"{paper.kind}-{place}-{page}.{shot.extension}", shot.data) for page, shot in enumerate(shots, 1)]
