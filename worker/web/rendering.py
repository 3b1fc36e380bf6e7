"""Templates, the language of a page, and addresses of static files that change with their content."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import Depends, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from worker import VERSION
from worker.web.locale import Language, Translator

LANGUAGE_COOKIE: Final = "absah_lang"
_YEAR_S: Final = 365 * 24 * 3600
_environment: Final = Environment(
    loader=PackageLoader("worker.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def language_of(request: Request) -> Language:
    """Return the language asked for by ``?lang=``, else by the cookie, else Indonesian."""
    for wish in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish in set(Language):
            return Language(wish)
    return Language.ID


def translator(request: Request) -> Translator:
    """Return the translator of the request's language."""
    return Translator(language_of(request))


Say = Annotated[Translator, Depends(translator)]


@cache
def static(name: str) -> str:
    """Return the address of a static file, which carries a part of its SHA-256 so that caches never hold an old one."""
    digest = hashlib.sha256(files("worker.web").joinpath("static", name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a rendered page; the wish for a language is kept in a cookie."""
    t = translator(request)
    html = _environment.get_template(template).render(
        t=t,
        static=static,
        version=VERSION,
        session=getattr(request.state, "session", None),
        language_links={language.value: _in_language(request, language) for language in Language},
        **{"here": "", **values},
    )
    response = HTMLResponse(html, status_code=status, headers={"Content-Language": t.language})
    if request.query_params.get("lang") == t.language:
        response.set_cookie(LANGUAGE_COOKIE, t.language, max_age=_YEAR_S, httponly=True, samesite="lax", path="/")
    return response


def _in_language(request: Request, language: Language) -> str:
    # A token in the address is used up by now and must not be repeated; a posted form's page is reached by GET.
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in {"lang", "token"}]
    path = request.url.path.removesuffix("/keputusan")
    return f"{path}?{urlencode([*kept, ('lang', language.value)])}"
