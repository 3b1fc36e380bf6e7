"""The values of a PDF's form fields, so that those of two revisions can be held against each other."""

import io
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pikepdf

MOST_FIELDS: Final = 500
MOST_OBJECTS: Final = 200_000
DEEPEST: Final = 8
LONGEST: Final = 200

Pages = dict[tuple[int, int], int]
"""A page's object number and generation -> its place."""
ODD_FILE: Final = (
    pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, KeyError, IndexError, TypeError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What pikepdf raises on broken files; RuntimeError is qpdf's."""


@dataclass(frozen=True)
class Value:
    """A field's value as it would be shown, and where: page and box in points, None for one that is not shown."""

    text: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


def has_signature(data: bytes) -> bool | None:
    """Return whether a PDF has a signature dictionary anywhere, also packed away; None where it cannot be read.

    The library that verifies signatures takes longer to load than all other checks together, so this is asked first.
    """
    if b"/ByteRange" in data:
        return True
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return any(_is_signature(one) for one in islice(iter(pdf.objects), MOST_OBJECTS))
    except pikepdf.PasswordError:
        return True
    except ODD_FILE:
        return None


def _is_signature(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one


def form_values(data: bytes) -> dict[str, Value]:
    """Return the fields of a PDF by their full names, without signatures and buttons to push.

    A file that cannot be read has none.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            form = pdf.Root.get("/AcroForm")
            if form is None:
                return {}
            pages: Pages = {_number(page): index for index, page in enumerate(pdf.pages)}
            found: dict[str, Value] = {}
            _collect(list(form.get("/Fields", [])), "", None, pages, found, 0)
            return found
    except ODD_FILE:
        return {}


def _number(page: pikepdf.Page | pikepdf.Object) -> tuple[int, int]:
    number, generation = page.objgen
    return int(number), int(generation)


def _collect(  # noqa: PLR0913, PLR0917  # what is handed down the tree
    nodes: list[pikepdf.Object],
    above: str,
    kind: str | None,
    pages: Pages,
    found: dict[str, Value],
    depth: int,
) -> None:
    if depth > DEEPEST:
        return
    for node in nodes:
        if len(found) >= MOST_FIELDS:
            return
        own = str(node.get("/T", ""))
        name = f"{above}.{own}".strip(".") if own else above
        of_kind = str(node.get("/FT", kind or ""))
        below = [one for one in node.get("/Kids", []) if "/T" in one]
        if below:
            _collect(below, name, of_kind, pages, found, depth + 1)
        elif of_kind in {"/Tx", "/Ch", "/Btn"}:
            found[name] = _value(node, pages)


def _value(node: pikepdf.Object, pages: Pages) -> Value:
    text = "" if node.get("/V") is None else str(node.get("/V"))[:LONGEST]
    kids = list(node.get("/Kids", []))
    widget = kids[0] if kids else node
    rect, home = widget.get("/Rect"), widget.get("/P")
    if rect is None or home is None or _number(home) not in pages:
        return Value(text)
    x0, y0, x1, y1 = (float(value) for value in rect)
    return Value(text, pages[_number(home)], (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
