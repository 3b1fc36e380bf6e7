"""What leaves through the review pages: page pictures, originals, the bundle. Each only to a signed-in reviewer."""

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from validators.model import Case
from worker.bundling import make_bundle
from worker.web.api import Ours
from worker.web.pages import NoSuchPage, case_row
from worker.web.sessions import Reviewer

router: Final = APIRouter(include_in_schema=False)
_PICTURES: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@router.get("/perkara/{case_id}/revisi/{revision}/gambar/{sha256}")
def picture(services: Ours, _: Reviewer, case_id: str, revision: int, sha256: str) -> Response:
    """Return a picture of a revision, of a page or of evidence: decoded and encoded again, never the upload itself."""
    result = services.store.result(case_id, revision)
    if result is None or sha256 not in _pictures(result):
        raise NoSuchPage
    data = services.blobs.get(sha256)
    kind = next((kind for magic, kind in _PICTURES.items() if data.startswith(magic)), None)
    if kind is None:
        raise NoSuchPage
    return Response(data, media_type=kind, headers={"Content-Disposition": "inline"})


@router.get("/perkara/{case_id}/berkas/{upload_id}")
def original(services: Ours, session: Reviewer, case_id: str, upload_id: str) -> Response:
    """Return a file as it was received, to be saved and never to be shown by the browser; the case records it."""
    case_row(services, case_id)
    upload = next((one for one in services.store.uploads(case_id) if one.id == upload_id), None)
    if upload is None:
        raise NoSuchPage
    data = services.blobs.get(upload.sha256)
    services.store.note(
        case_id, "original_downloaded", session.user, object_sha256=upload.sha256, detail={"upload_id": upload.id}
    )
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(upload.filename, safe='')}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/perkara/{case_id}/paket")
def evidence_bundle(services: Ours, session: Reviewer, case_id: str) -> Response:
    """Return the sealed bundle of the case's latest revision; the case records that it was taken away."""
    row = case_row(services, case_id)
    path = make_bundle(row, services)
    services.store.note(case_id, "bundle_downloaded", session.user, detail={"revision": row.revision})
    return FileResponse(path, media_type="application/zip", filename=path.name)


def _pictures(result: Case) -> set[str]:
    """Return the hashes of the revision's page pictures, and of the pictures that its findings point at."""
    pages = {page.image_sha256 for document in result.documents for page in document.pages}
    proofs = (proof for check in result.checks for finding in check.findings for proof in finding.evidence)
    return pages | {proof.blob_sha256 for proof in proofs if proof.blob_sha256}
