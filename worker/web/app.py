"""The web application: one process with the machine interface and the review pages."""

from importlib.resources import files
from typing import Final

from anyio import CapacityLimiter
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from worker import VERSION
from worker.bootstrap import Services
from worker.log import get_logger
from worker.storage.blobs import DamagedBlob, MissingBlob
from worker.web import api, downloads, pages
from worker.web.bodies import BodyTooLarge
from worker.web.errors import ApiCode, ApiError, api_code, error_response
from worker.web.headers import EVERYWHERE, SecurityHeaders
from worker.web.pages import NoSuchPage
from worker.web.rendering import page
from worker.web.sessions import ForeignForm, SignInNeeded

_MACHINE: Final = ("/v1/", "/health")


def create_app(services: Services) -> FastAPI:
    """Return the application over these parts. It asks nothing of them until the first request."""
    app = FastAPI(
        title="Absah",
        version=VERSION,
        description="Send documents of a case and read what the checks found. The system flags, a person decides.",
        docs_url=None,  # the framework's own pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.state.services = services
    app.state.looks = CapacityLimiter(api.MOST_LOOKS)  # looks must not take the processor from uploads
    app.include_router(api.router)
    app.include_router(pages.router)
    app.include_router(downloads.router)
    app.mount("/static", StaticFiles(directory=str(files("worker.web").joinpath("static"))), name="static")
    for error, handler in _HANDLERS.items():
        app.add_exception_handler(error, handler)
    app.add_middleware(SecurityHeaders)
    return app


def _is_machine(request: Request) -> bool:
    return request.url.path.startswith(_MACHINE)


def _problem(request: Request, name: str, status: int) -> Response:
    return page(request, "problem.html", status=status, problem=name)


async def _on_api_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101  # registered for this class
    return error_response(error.code)


async def _on_http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, StarletteHTTPException) else 500
    if _is_machine(request):
        return error_response(ApiCode.TOO_LARGE if isinstance(error, BodyTooLarge) else api_code(status))
    return _problem(request, "not_found" if status == 404 else "invalid", status)


async def _on_invalid(request: Request, _error: Exception) -> Response:
    return error_response(ApiCode.BAD_REQUEST) if _is_machine(request) else _problem(request, "invalid", 422)


async def _on_no_page(request: Request, _error: Exception) -> Response:
    return _problem(request, "not_found", 404)


async def _on_sign_in_needed(request: Request, _error: Exception) -> Response:
    return page(request, "sign_in.html", status=401, state="needed")


async def _on_foreign_form(request: Request, _error: Exception) -> Response:
    return _problem(request, "forbidden", 403)


async def _on_damaged(request: Request, error: Exception) -> Response:
    get_logger(__name__).error("a stored file is damaged or missing", error=type(error).__name__)
    return _problem(request, "damaged", 500)


async def _on_unavailable(request: Request, error: Exception) -> Response:
    """A full disk, a locked or absent database: nothing was committed, and the sender may try again."""
    get_logger(__name__).error("storage is away", error=type(error).__name__)
    return error_response(ApiCode.UNAVAILABLE) if _is_machine(request) else _problem(request, "server", 503)


async def _on_bug(request: Request, _error: Exception) -> Response:
    """The framework raises the error again for the server to log; people get a sentence."""
    response = error_response(ApiCode.INTERNAL) if _is_machine(request) else _problem(request, "server", 500)
    response.headers.update(EVERYWHERE)  # this answer is made outside of the middleware that adds them
    return response


_HANDLERS: Final = {
    ApiError: _on_api_error,
    HTTPException: _on_http_error,
    StarletteHTTPException: _on_http_error,
    RequestValidationError: _on_invalid,
    NoSuchPage: _on_no_page,
    SignInNeeded: _on_sign_in_needed,
    ForeignForm: _on_foreign_form,
    DamagedBlob: _on_damaged,
    MissingBlob: _on_damaged,
    OperationalError: _on_unavailable,
    OSError: _on_unavailable,
    Exception: _on_bug,
}
