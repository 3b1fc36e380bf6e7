"""Who is looking: the session behind the cookie, and the proof that a form came from it."""

import hmac
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from worker.storage.records import SessionRow
from worker.web.api import Ours
from worker.web.bodies import capped

COOKIE: Final = "absah_session"
MOST_FORM_BYTES: Final = 64 * 1024
MOST_FIELDS: Final = 12


class SignInNeeded(Exception):  # noqa: N818  # an outcome, not an error
    """Nobody is signed in."""


class ForeignForm(Exception):  # noqa: N818  # what came in, not what we did
    """A form did not come from the open session: wrong token, or sent by another site."""


def visitor(request: Request, services: Ours) -> SessionRow | None:
    """Return the session of the request's cookie, or None. It is kept on the request for the pages of errors."""
    token = request.cookies.get(COOKIE)
    found = services.store.session(token) if token else None
    request.state.session = found
    return found


def signed_in(session: Annotated[SessionRow | None, Depends(visitor)]) -> SessionRow:
    """Return the session of the request; raises ``SignInNeeded``."""
    if session is None:
        raise SignInNeeded
    return session


Visitor = Annotated[SessionRow | None, Depends(visitor)]
Reviewer = Annotated[SessionRow, Depends(signed_in)]


async def own_form(request: Request, session: Reviewer) -> FormData:
    """Return the form that was posted.

    Raises:
        ForeignForm: it was not made by a page of this session.
        BodyTooLarge: it is larger than any form of ours.
    """
    _refuse_other_sites(request)
    form = await capped(request, MOST_FORM_BYTES).form(max_files=0, max_fields=MOST_FIELDS)
    given = form.get("csrf")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise ForeignForm
    return form


OwnForm = Annotated[FormData, Depends(own_form)]


def keep(response: Response, token: str, request: Request) -> None:
    """Put a new session's secret into the browser; it ends with the browser or by the store's own limits."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure, path="/")


def forget(response: Response) -> None:
    """Take the session's secret out of the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


def _refuse_other_sites(request: Request) -> None:
    """Raise ``ForeignForm`` when the browser says that another site sent the form (OWASP: verify the origin)."""
    site = request.headers.get("sec-fetch-site")
    if site not in {None, "same-origin", "none"}:
        raise ForeignForm
    origin = request.headers.get("origin")
    # Only the host is compared: behind a proxy that ends TLS, the scheme seen here is not the browser's.
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForeignForm
