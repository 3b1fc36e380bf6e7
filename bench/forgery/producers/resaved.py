"""What honest people and programs do to a finished PDF before it is handed in: the text stays as it was."""

import io
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2

from bench.forgery.producers.operators import saved
from bench.forgery.producers.papers import Missing, Unfit, tool


def _run(data: bytes, program: str, *told: str) -> bytes:
    """Run a program with ``IN`` and ``OUT`` in its arguments put as files."""
    found = tool(program)
    with tempfile.TemporaryDirectory() as place:
        given, made = Path(place, "in.pdf"), Path(place, "out.pdf")
        given.write_bytes(data)
        parts = [one.replace("IN", str(given)).replace("OUT", str(made)) for one in told]
        ran = subprocess.run([found, *parts], capture_output=True, check=False)
        if not made.exists():
            raise Unfit(f"{program}: {ran.stderr[-200:]!r}")
        return made.read_bytes()


def _pikepdf(data: bytes) -> bytes:
    return saved(pikepdf.open(io.BytesIO(data)))


def _pdfium(data: bytes) -> bytes:
    target = io.BytesIO()
    document = pypdfium2.PdfDocument(data)
    document.save(target)
    document.close()
    return target.getvalue()


def _pypdf(data: bytes, change: Callable[[Any], None]) -> bytes:
    try:
        import pypdf
    except ImportError as error:
        raise Missing("Python package pypdf") from error
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _compressed(writer: Any) -> None:
    for page in writer.pages:
        page.compress_content_streams()


def _stamped(writer: Any) -> None:
    """A receipt stamp on the first page, as portals put it."""
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    layer = io.BytesIO()
    canvas = Canvas(layer, pagesize=(595, 842))
    canvas.setFont("Helvetica", 8)
    canvas.drawString(400, 20, "DITERIMA 12-11-2026 No. 4711")
    canvas.save()
    writer.pages[0].merge_page(PdfReader(layer).pages[0])


def _pages(data: bytes, keep: Callable[[int], list[int]]) -> bytes:
    """Some of its pages only, taken out by qpdf."""
    count = len(pikepdf.open(io.BytesIO(data)).pages)
    kept = keep(count)
    if count < 2 or not kept or kept == list(range(1, count + 1)):
        raise Unfit("too few pages")
    return _run(data, "qpdf", "IN", "--pages", "IN", ",".join(map(str, kept)), "--", "OUT")


def _joined(data: bytes) -> bytes:
    """Put together with itself turned about: a file of two papers."""
    return _run(data, "qpdf", "--empty", "--pages", "IN", "z-1", "IN", "1-z", "--", "OUT")


RESAVED: Final[dict[str, Callable[[bytes], bytes]]] = {
    "as made": lambda data: data,
    "pikepdf": _pikepdf,
    "PDFium": _pdfium,
    "qpdf": lambda data: _run(data, "qpdf", "--linearize", "IN", "OUT"),
    "qpdf, packed again": lambda data: _run(
        data, "qpdf", "--recompress-flate", "--compression-level=9", "--object-streams=generate", "IN", "OUT"
    ),
    "qpdf, contents joined": lambda data: _run(
        data, "qpdf", "--coalesce-contents", "--normalize-content=y", "IN", "OUT"
    ),
    "mutool": lambda data: _run(data, "mutool", "clean", "-gggz", "IN", "OUT"),
    "mutool, contents cleaned": lambda data: _run(data, "mutool", "clean", "-gsz", "IN", "OUT"),
    "Ghostscript": lambda data: _run(data, "gs", "-q", "-dBATCH", "-sDEVICE=pdfwrite", "-o", "OUT", "IN"),
    "pdftocairo": lambda data: _run(data, "pdftocairo", "-pdf", "IN", "OUT"),
    "pypdf": lambda data: _pypdf(data, lambda _: None),
    "pypdf, contents packed": lambda data: _pypdf(data, _compressed),
    "pypdf, stamped": lambda data: _pypdf(data, _stamped),
    "first page": partial(_pages, keep=lambda _: [1]),
    "last pages": partial(_pages, keep=lambda count: list(range(2, count + 1))),
    "without the second": partial(_pages, keep=lambda count: [1, *range(3, count + 1)] if count > 2 else []),
    "pages turned about": partial(_pages, keep=lambda count: list(range(count, 0, -1))),
    "joined": _joined,
}  # fmt: skip
"""Honest treatments, by name. ``Unfit`` where one does not suit the file."""
