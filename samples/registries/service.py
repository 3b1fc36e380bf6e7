"""The HTTP side of the reference registries, with the ways in which a real one can fail."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from samples.registries.lookup import PATHS, Records

FAULTS: Final = ("unavailable", "slow", "garbage", "denied", "quota")
"""503 · an answer after ``SLOW_SECONDS`` · 200 with a body that is no JSON · 403 · 429."""

SLOW_SECONDS: Final = 30.0
"""Longer than any client should wait for one registry."""

Value = Annotated[str, Field(max_length=500)]


class Question(BaseModel):
    """What a client asks; ``fields`` are values in the normal form of the case schema."""

    model_config = ConfigDict(extra="forbid")

    request_ref: Annotated[str, Field(min_length=1, max_length=200)]
    purpose: Annotated[str | None, Field(max_length=500)] = None
    legal_basis: Annotated[str | None, Field(max_length=500)] = None
    fields: Annotated[dict[str, Value], Field(max_length=20)]


@dataclass(frozen=True)
class Service:
    """Records held, and the fault that each registry shows (``FAULTS``), none for most."""

    records: Records
    faults: Mapping[str, str]


def app(service: Service) -> FastAPI:
    """Return the application that serves every registry of ``PATHS`` and ``GET /health``."""
    api = FastAPI(title="Reference registries (synthetic)", docs_url=None, redoc_url=None, openapi_url=None)
    for name, (path, _) in PATHS.items():
        api.post(path)(_endpoint(service, name))

    @api.get("/health")
    async def health() -> dict[str, Any]:
        return {"status": "ok", "mode": "fixture", "faults": dict(service.faults)}

    @api.middleware("http")
    async def never_cached(request: Request, following: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await following(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return api


def _endpoint(service: Service, name: str) -> Callable[[Question], Awaitable[Response]]:
    look_up = PATHS[name][1]

    async def verify(question: Question) -> Response:
        fault = service.faults.get(name)
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        elif fault is not None:
            return _failing(fault)
        answer = look_up(service.records, question.fields)
        as_of = dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return JSONResponse({"mode": "fixture", **answer, "as_of": as_of})

    return verify


def _failing(fault: str) -> Response:
    if fault == "garbage":
        return PlainTextResponse("<html><body>Gateway</body></html>", media_type="text/html")
    status = {"unavailable": 503, "denied": 403, "quota": 429}[fault]
    return JSONResponse({"error": fault}, status_code=status)
