"""The review pages: sign in, the list of cases, one case, a decision. They work without JavaScript."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from worker.bootstrap import Services
from worker.storage.records import CaseRow, StaleRevision
from worker.web import sessions
from worker.web.api import Ours
from worker.web.reasons import REASONS, problems
from worker.web.rendering import Say, page
from worker.web.sessions import OwnForm, Reviewer, Visitor
from worker.web.views.case import CaseFile, CaseView, case_view
from worker.web.views.queue import FLAGS, PAGE_SIZE, QueueWish, queue, queue_line
from worker.web.views.viewer import ZOOMS, Wish

router: Final = APIRouter(include_in_schema=False)


class NoSuchPage(Exception):  # noqa: N818  # an outcome, not an error
    """There is no such case, revision, page or file."""


@router.get("/")
def home() -> Response:
    """Lead to the list."""
    return RedirectResponse("/antrean", status_code=303)


@router.get("/masuk")
def sign_in(request: Request, services: Ours, session: Visitor, token: str = "") -> Response:
    """Open a session for a link's token, or say how to get a link."""
    if "prefetch" in request.headers.get("sec-purpose", ""):
        return Response(status_code=204)  # a link works once; a browser's guess must not use it up
    if not token:
        return RedirectResponse("/antrean", 303) if session else page(request, "sign_in.html", state="needed")
    user = services.store.user_by_token(token)
    if user is None:
        return page(request, "sign_in.html", status=403, state="expired")
    response = RedirectResponse("/antrean", status_code=303)
    sessions.keep(response, services.store.open_session(user), request)
    return response


@router.post("/keluar")
def sign_out(request: Request, services: Ours, form: OwnForm) -> Response:  # noqa: ARG001  # the form proves itself
    """Close the session."""
    services.store.close_session(request.cookies[sessions.COOKIE])
    request.state.session = None
    response = page(request, "sign_in.html", state="signed_out")
    sessions.forget(response)
    return response


@router.get("/antrean")
def show_queue(  # noqa: PLR0913  # three of them are the address
    *,
    request: Request,
    services: Ours,
    _: Reviewer,
    t: Say,
    tanda: str = "",
    semua: bool = False,
    hal: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """Show the list of cases."""
    wish = QueueWish(flag=tanda if tanda in FLAGS else None, with_decided=semua, page=hal)
    undecided = not wish.with_decided
    store, now = services.store, services.clock()
    found = store.list_cases(wish.flag, undecided, limit=PAGE_SIZE, offset=(wish.page - 1) * PAGE_SIZE)
    lines = [queue_line(summary, store.result(summary.id, summary.revision), now, t) for summary in found]
    view = queue(wish, store.count_cases(undecided_only=undecided), lines)
    return page(request, "queue.html", queue=view, here="queue")


@router.get("/perkara/{case_id}")
def show_case(  # noqa: PLR0913  # most of them are the address
    *,
    request: Request,
    services: Ours,
    _: Reviewer,
    t: Say,
    case_id: str,
    dok: str | None = None,
    hal: Annotated[int, Query(ge=1, le=10_000)] = 1,
    ukuran: Annotated[int, Query(ge=min(ZOOMS), le=max(ZOOMS))] = 1,
    revisi: Annotated[int | None, Query(ge=1)] = None,
    peta: Annotated[str, Query(max_length=8)] = "",
    tercatat: bool = False,
) -> Response:
    """Show one case: the picture, the findings, what speaks for and against them, and the decision form."""
    view = case_view(case_file(services, case_id, revisi), Wish(dok, hal - 1, ukuran, revisi, peta), t)
    return _case_page(request, view, saved=tercatat)


@router.post("/perkara/{case_id}/keputusan")
def decide(  # noqa: PLR0913  # what the framework hands in
    *, request: Request, services: Ours, session: Reviewer, t: Say, case_id: str, form: OwnForm
) -> Response:
    """Record a decision on the revision that the reviewer saw."""
    outcome, reason, note = (_text(form, name) for name in ("outcome", "reason", "note"))
    seen = int(given) if (given := _text(form, "revision")).isdecimal() and len(given) < 7 else 0
    file = case_file(services, case_id, seen or None)
    if errors := problems(outcome, reason, note):
        view = case_view(file, Wish(), t)
        return _case_page(request, view, status=422, errors=errors, outcome=outcome, reason=reason, note=note)
    try:
        services.store.decide(case_id, seen, session.user, outcome, reason, note.strip())
    except KeyError as unknown:
        raise NoSuchPage from unknown
    except StaleRevision as stale:
        values = {"case_id": case_id, "seen": seen, "latest": stale.latest, "note": note}
        return page(request, "conflict.html", status=409, **values)
    return RedirectResponse(f"/perkara/{case_id}?tercatat=1#keputusan", status_code=303)


def case_row(services: Services, case_id: str) -> CaseRow:
    """Return a case that has a published result; raises ``NoSuchPage``."""
    row = services.store.case(case_id)
    if row is None or not row.revision:
        raise NoSuchPage
    return row


def case_file(services: Services, case_id: str, revision: int | None = None) -> CaseFile:
    """Return all that is known of a case, with the result of ``revision`` or of the latest; raises ``NoSuchPage``."""
    row, store = case_row(services, case_id), services.store
    result = store.result(case_id, revision or row.revision)
    if result is None:
        raise NoSuchPage
    return CaseFile(row, result, store.uploads(case_id), store.events(case_id), store.decisions(case_id))


def _case_page(  # noqa: PLR0913  # what a form kept is three of them
    request: Request,
    view: CaseView,
    *,
    status: int = 200,
    saved: bool = False,
    errors: list[str] | None = None,
    outcome: str = "",
    reason: str = "",
    note: str = "",
) -> Response:
    form = {"outcome": outcome, "reason": reason, "note": note}
    return page(request, "case.html", status=status, view=view, saved=saved, errors=errors, form=form, reasons=REASONS)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
