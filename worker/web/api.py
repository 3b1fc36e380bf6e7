"""The machine interface: portals enqueue uploads and get a status back. Bearer keys only, never cookies."""

import json
from typing import Annotated, Any, Final, Literal, NoReturn

from anyio import to_thread
from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse

from extractors.model import Failure, Text
from validators.model import Case, Stage
from worker import VERSION
from worker.bootstrap import Services
from worker.first_look import FirstLook, first_look
from worker.intake import Incoming, Receipt, RefusedUpload, clean_filename, receive
from worker.storage.records import CaseRow, CaseState, IdempotencyConflict, Portal, UploadRow, UploadState
from worker.web.bodies import capped
from worker.web.errors import ApiCode, ApiError

MULTIPART_OVERHEAD: Final = 64 * 1024
"""Bytes granted to boundaries, part headers and the text fields beside the file."""
MOST_FIELDS: Final = 8
MOST_LOOKS: Final = 2
"""First looks that run at the same time; the others wait."""


class CaseName(BaseModel):
    """Which case."""

    id: str
    reference: str


class CaseStage(CaseName):
    """Which case, and where the worker's journey stands."""

    stage: Stage


class UploadReceipt(BaseModel):
    """What was stored; ``sha256`` is of the bytes as received."""

    id: str
    sha256: str
    filename: str
    bytes: int


class ReceiptBody(BaseModel):
    """An upload was accepted: it is stored and will be screened, whatever crashes afterwards."""

    case: CaseName
    upload: UploadReceipt
    status_url: str
    replayed: bool


class UploadStatus(BaseModel):
    """How far one upload has come."""

    id: str
    filename: str
    sha256: str
    state: UploadState
    failure: Failure | None


class CaseStatus(BaseModel):
    """How far a case has come; ``screened`` only when the result covers every accepted upload."""

    case: CaseStage
    state: CaseState
    uploads: list[UploadStatus]
    revision: int | None
    result: Case | None


class ErrorDetail(BaseModel):
    """A stable code and its sentence."""

    code: ApiCode
    message: Text


class ErrorBody(BaseModel):
    """Every error has this shape."""

    error: ErrorDetail


class Health(BaseModel):
    """Whether database and queue answer. Uploads are taken while only the queue is away: they wait in the outbox."""

    status: Literal["ok", "down"]
    database: Literal["ok", "down"]
    redis: Literal["ok", "down"]
    version: str


_ERROR: Final[dict[str, Any]] = {"model": ErrorBody}
_UPLOAD_FORM: Final = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "stage": {"type": "string", "enum": [stage.value for stage in Stage]},
        "purpose": {"type": "string", "maxLength": 200},
        "legal_basis": {"type": "string", "maxLength": 200},
    },
}
_LOOK_FORM: Final = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
_UPLOAD_DOCS: Final = {
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _UPLOAD_FORM}}},
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            "description": "The same key with the same file is answered again without a second upload.",
        }
    ],
}
_bearer: Final = HTTPBearer(auto_error=False, description="The API key of the portal.")


def services_of(request: Request) -> Services:
    """Return the application's parts."""
    found: Services = request.app.state.services
    return found


def portal_of(
    services: Annotated[Services, Depends(services_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Portal:
    """Return the portal whose key came with the request; raises ``ApiError`` (401)."""
    portal = services.store.portal_by_key(credentials.credentials) if credentials else None
    if portal is None:
        raise ApiError(ApiCode.UNAUTHORIZED)
    return portal


Ours = Annotated[Services, Depends(services_of)]
Sender = Annotated[Portal, Depends(portal_of)]
router: Final = APIRouter()


@router.post(
    "/v1/cases/{reference}/documents",
    status_code=202,
    response_model=ReceiptBody,
    responses={401: _ERROR, 409: _ERROR, 413: _ERROR, 422: _ERROR, 503: _ERROR},
    openapi_extra=_UPLOAD_DOCS,
    tags=["cases"],
)
async def send_document(reference: str, request: Request, services: Ours, portal: Sender) -> JSONResponse:
    """Send one file of a case. A bad file is accepted too: the case then holds a document that failed, and why."""
    incoming = await _incoming(reference, request, services, portal)
    try:
        receipt = await run_in_threadpool(receive, incoming, services)
    except RefusedUpload as refused:
        _refuse(refused)
    except IdempotencyConflict as conflict:
        raise ApiError(ApiCode.IDEMPOTENCY_CONFLICT) from conflict
    body = _receipt_body(receipt)
    return JSONResponse(body.model_dump(mode="json"), status_code=202, headers={"Location": body.status_url})


@router.post(
    "/v1/quick-look",
    response_model=FirstLook,
    responses={401: _ERROR, 413: _ERROR, 422: _ERROR},
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _LOOK_FORM}}}},
    tags=["cases"],
)
async def look_at_photo(request: Request, services: Ours, _portal: Sender) -> JSONResponse:
    """Say whether a photo can be read, before it is submitted. No case is made and nothing is stored."""
    body = capped(request, services.settings.max_upload_bytes + MULTIPART_OVERHEAD)
    async with body.form(max_files=1, max_fields=MOST_FIELDS) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ApiError(ApiCode.MISSING_FILE)
        data, name = await file.read(), clean_filename(file.filename or "")
    if len(data) > services.settings.max_upload_bytes:
        raise ApiError(ApiCode.TOO_LARGE)
    look = await to_thread.run_sync(first_look, data, name, services.limits, limiter=request.app.state.looks)
    return JSONResponse(look.model_dump(mode="json"))


@router.get("/v1/cases/{reference}", response_model=CaseStatus, responses={401: _ERROR, 404: _ERROR}, tags=["cases"])
def case_status(reference: str, services: Ours, portal: Sender) -> JSONResponse:
    """Return how far a case of this portal has come, with its latest result."""
    row = services.store.case_by_reference(portal.id, reference)
    if row is None:
        raise ApiError(ApiCode.NOT_FOUND)
    # The text as published, not a copy rebuilt from the model: what a portal reads is what was hashed and sealed.
    text = services.store.result_json(row.id, row.revision) if row.revision else None
    uploads = [_upload_status(upload) for upload in services.store.uploads(row.id)]
    return JSONResponse(
        {
            "case": {"id": row.id, "reference": row.reference, "stage": row.stage.value},
            "state": row.state.value,
            "uploads": [status.model_dump(mode="json") for status in uploads],
            "revision": row.revision or None,
            "result": json.loads(text) if text else None,
        }
    )


@router.get("/health", response_model=Health, responses={503: {"model": Health}}, tags=["operation"])
def health(services: Ours) -> JSONResponse:
    """Say whether database and queue answer."""
    database, redis = _answers(services)
    body = Health(status="ok" if database == redis == "ok" else "down", database=database, redis=redis, version=VERSION)
    return JSONResponse(body.model_dump(), status_code=200 if body.status == "ok" else 503)


def _answers(services: Services) -> tuple[Literal["ok", "down"], Literal["ok", "down"]]:
    database: Literal["ok", "down"] = "ok"
    redis: Literal["ok", "down"] = "ok"
    try:
        services.store.ping()
    except SQLAlchemyError:
        database = "down"
    try:
        services.queues.ping()
    except RedisError:
        redis = "down"
    return database, redis


async def _incoming(reference: str, request: Request, services: Services, portal: Portal) -> Incoming:
    key = request.headers.get("idempotency-key")
    if not key:
        raise ApiError(ApiCode.MISSING_IDEMPOTENCY_KEY)
    body = capped(request, services.settings.max_upload_bytes + MULTIPART_OVERHEAD)
    async with body.form(max_files=1, max_fields=MOST_FIELDS) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise ApiError(ApiCode.MISSING_FILE)
        return Incoming(
            portal_id=portal.id,
            reference=reference,
            filename=file.filename or "",
            data=await file.read(),
            idempotency_key=key,
            stage=_stage(form),
            purpose=_text(form, "purpose"),
            legal_basis=_text(form, "legal_basis"),
        )


def _stage(form: FormData) -> Stage | None:
    given = _text(form, "stage")
    try:
        return Stage(given) if given else None
    except ValueError as unknown:
        raise ApiError(ApiCode.BAD_STAGE) from unknown


def _text(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _refuse(refused: RefusedUpload) -> NoReturn:
    raise ApiError(ApiCode(refused.code)) from refused


def _receipt_body(receipt: Receipt) -> ReceiptBody:
    case, upload = receipt.case, receipt.upload
    return ReceiptBody(
        case=CaseName(id=case.id, reference=case.reference),
        upload=UploadReceipt(id=upload.id, sha256=upload.sha256, filename=upload.filename, bytes=upload.bytes),
        status_url=_status_url(case),
        replayed=receipt.replayed,
    )


def _status_url(case: CaseRow) -> str:
    return f"/v1/cases/{case.reference}"


def _upload_status(upload: UploadRow) -> UploadStatus:
    return UploadStatus(
        id=upload.id, filename=upload.filename, sha256=upload.sha256, state=upload.state, failure=upload.failure
    )
