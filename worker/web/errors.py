"""Errors of the machine interface: stable codes, each with its status and a sentence in both languages."""

from enum import StrEnum
from typing import Final

from starlette.responses import JSONResponse

from worker.web.locale import Language, sentences


class ApiCode(StrEnum):
    """Stable codes of ``error.code``; a code is never reused for another meaning."""

    UNAUTHORIZED = "unauthorized"
    BAD_REFERENCE = "bad_reference"
    MISSING_IDEMPOTENCY_KEY = "missing_idempotency_key"
    BAD_IDEMPOTENCY_KEY = "bad_idempotency_key"
    BAD_STAGE = "bad_stage"
    BAD_PURPOSE = "bad_purpose"
    MISSING_FILE = "missing_file"
    TOO_LARGE = "too_large"
    IDEMPOTENCY_CONFLICT = "idempotency_conflict"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    BAD_REQUEST = "bad_request"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"


STATUS: Final = {
    ApiCode.UNAUTHORIZED: 401,
    ApiCode.BAD_REFERENCE: 422,
    ApiCode.MISSING_IDEMPOTENCY_KEY: 422,
    ApiCode.BAD_IDEMPOTENCY_KEY: 422,
    ApiCode.BAD_STAGE: 422,
    ApiCode.BAD_PURPOSE: 422,
    ApiCode.MISSING_FILE: 422,
    ApiCode.TOO_LARGE: 413,
    ApiCode.IDEMPOTENCY_CONFLICT: 409,
    ApiCode.NOT_FOUND: 404,
    ApiCode.METHOD_NOT_ALLOWED: 405,
    ApiCode.BAD_REQUEST: 400,
    ApiCode.UNAVAILABLE: 503,
    ApiCode.INTERNAL: 500,
}
_HEADERS: Final = {
    ApiCode.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    ApiCode.UNAVAILABLE: {"Retry-After": "30"},
}
_BY_STATUS: Final = {400: ApiCode.BAD_REQUEST, 404: ApiCode.NOT_FOUND, 405: ApiCode.METHOD_NOT_ALLOWED}


class ApiError(Exception):
    """An answer to a portal that is not a success."""

    def __init__(self, code: ApiCode) -> None:
        super().__init__(code)
        self.code = code


def api_code(status: int) -> ApiCode:
    """Return the code for a status that the framework chose."""
    return _BY_STATUS.get(status, ApiCode.BAD_REQUEST if status < 500 else ApiCode.INTERNAL)


def error_response(code: ApiCode) -> JSONResponse:
    """Return the body that every error of the machine interface has."""
    message = {language.value: sentences(language)[f"api_error.{code}"] for language in Language}
    body = {"error": {"code": code.value, "message": message}}
    return JSONResponse(body, status_code=STATUS[code], headers=_HEADERS.get(code))
