"""The producers: each turns stories into PDFs in its own way. One whose tool is missing says so (``Missing``)."""

import base64
import io
import json
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from bench.forgery.producers.stories import Story, as_html

HOME: Final = Path(os.environ.get("ABSAH_PRODUCERS", ".venv-peers-producers"))
_DRAWN: Final = Path(__file__).with_name("drawn.mjs")
_FOLDERS: Final = (Path("/usr/share/fonts/truetype/liberation"), Path("/usr/share/fonts/truetype/dejavu"))
_FACES: Final = (("LiberationSerif-Regular", "LiberationSerif-Bold"), ("LiberationSans-Regular", "LiberationSans-Bold"),
                 ("DejaVuSans", "DejaVuSans-Bold"))  # fmt: skip


class Missing(Exception):  # noqa: N818  # an outcome, not an error
    """A tool that is not here."""


class Unfit(Exception):  # noqa: N818  # an outcome, not an error
    """A file that this edit or treatment does not suit."""


def _need(module: str) -> Any:
    try:
        return import_module(module)
    except (ImportError, OSError) as error:
        raise Missing(f"Python package {module}") from error


def tool(name: str) -> str:
    """Return where a program is. Raises ``Missing``."""
    found = shutil.which(name)
    if not found:
        raise Missing(f"program {name}")
    return found


def _fonts(story: Story) -> tuple[str, str]:
    pair = _FACES[story.seed % len(_FACES)]
    found = [str(folder / f"{one}.ttf") for one in pair for folder in _FOLDERS if (folder / f"{one}.ttf").exists()]
    if len(found) != len(pair):
        raise Missing(f"font {pair[0]}")
    return found[0], found[1]


def chromium(stories: Sequence[Story]) -> Iterator[bytes]:
    """As the browser prints."""
    program = tool("chromium")
    with _need("playwright.sync_api").sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        for story in stories:
            page.set_content(as_html(story))
            tagged = story.seed % 2 == 0
            yield page.pdf(prefer_css_page_size=True, print_background=True, tagged=tagged)
        browser.close()


def libreoffice(stories: Sequence[Story]) -> Iterator[bytes]:
    """As the word processor exports, all in one run."""
    program = tool("soffice")
    with tempfile.TemporaryDirectory() as place:
        for story in stories:
            Path(place, f"{story.seed}.html").write_text(as_html(story), "utf-8")
        files = [str(path) for path in sorted(Path(place).glob("*.html"))]
        subprocess.run(
            [program, f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to",
             "pdf:writer_web_pdf_Export", "--outdir", place, *files],
            check=True, capture_output=True, env={**os.environ, "HOME": place},
        )  # fmt: skip
        for story in stories:
            yield Path(place, f"{story.seed}.pdf").read_bytes()


def weasyprint(stories: Sequence[Story]) -> Iterator[bytes]:
    """As WeasyPrint sets it."""
    machine = _need("weasyprint")
    for story in stories:
        yield machine.HTML(string=as_html(story)).write_pdf()


def together(stories: Sequence[Story]) -> bytes:
    """Return several papers as one print of WeasyPrint's, each on pages of its own."""
    machine = _need("weasyprint")
    pages = [as_html(story) for story in stories]
    head = pages[0].partition("<body>")[0]
    bodies = [one.partition("<body>")[2].partition("</body>")[0] for one in pages]
    turned = '<div style="page-break-after: always"></div>'.join(bodies)
    return bytes(machine.HTML(string=f"{head}<body>{turned}</body></html>").write_pdf())


def wkhtmltopdf(stories: Sequence[Story]) -> Iterator[bytes]:
    """As Qt prints it."""
    program = tool("wkhtmltopdf")
    for story in stories:
        ran = subprocess.run([program, "-q", "-", "-"], input=as_html(story).encode(), check=True, capture_output=True)
        yield ran.stdout


def qt(stories: Sequence[Story]) -> Iterator[bytes]:
    """As Qt's own writer lays it out."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    core, gui = _need("PySide6.QtCore"), _need("PySide6.QtGui")
    _ = gui.QGuiApplication.instance() or gui.QGuiApplication(["bench"])
    for story in stories:
        room = core.QBuffer()
        room.open(core.QIODevice.OpenModeFlag.WriteOnly)
        writer = gui.QPdfWriter(room)
        writer.setPageSize(gui.QPageSize(gui.QPageSize.PageSizeId.A4))
        writer.setResolution(300)
        text = gui.QTextDocument()
        text.setHtml(as_html(story))
        text.print_(writer)
        del writer
        yield bytes(room.data())


def reportlab(stories: Sequence[Story]) -> Iterator[bytes]:
    """Drawn with reportlab, in embedded or in standard fonts."""
    canvas_of, metrics, fonts = (
        _need(f"reportlab.{name}") for name in ("pdfgen.canvas", "pdfbase.pdfmetrics", "pdfbase.ttfonts")
    )
    for story in stories:
        plain, bold = "Helvetica", "Helvetica-Bold"
        if story.seed % 3:
            plain, bold = (Path(one).stem for one in _fonts(story))
            for path in _fonts(story):
                metrics.registerFont(fonts.TTFont(Path(path).stem, path))
        target = io.BytesIO()
        canvas = canvas_of.Canvas(target, pagesize=(595, 842), pageCompression=story.seed % 5 != 0)
        _draw(story, _Canvas(canvas, plain, bold, metrics.stringWidth))
        canvas.save()
        yield target.getvalue()


class _Canvas:
    """What ``_draw`` needs of reportlab."""

    def __init__(self, canvas: Any, plain: str, bold: str, wide: Callable[[str, str, float], float]) -> None:
        self._canvas, self._faces, self._wide = canvas, (plain, bold), wide

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return a text's width."""
        return self._wide(text, self._faces[bold], size)

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        """Put a text, ``y`` from the top."""
        self._canvas.setFont(self._faces[bold], size)
        self._canvas.drawString(x, 842 - y, text)

    def page(self) -> None:
        """Begin another page."""
        self._canvas.showPage()


class _Fpdf:
    """The same of fpdf2."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        self._file.set_font("own", style="B" if bold else "", size=size)
        return float(self._file.get_string_width(text))

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        self._file.set_font("own", style="B" if bold else "", size=size)
        self._file.text(x, y, text)

    def page(self) -> None:
        self._file.add_page()


class _Cairo:
    """The same of cairo."""

    def __init__(self, context: Any, face: str, module: Any) -> None:
        self._context, self._face, self._module = context, face, module

    def _set(self, size: float, *, bold: bool) -> None:
        weight = self._module.FONT_WEIGHT_BOLD if bold else self._module.FONT_WEIGHT_NORMAL
        self._context.select_font_face(self._face, self._module.FONT_SLANT_NORMAL, weight)
        self._context.set_font_size(size)

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        self._set(size, bold=bold)
        return float(self._context.text_extents(text)[4])

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        self._set(size, bold=bold)
        self._context.move_to(x, y)
        self._context.show_text(text)

    def page(self) -> None:
        self._context.show_page()


Pen = _Canvas | _Fpdf | _Cairo


def _draw(story: Story, pen: Pen) -> None:
    draw = random.Random(f"look {story.seed}")
    size, bold = draw.choice((9.5, 10, 11)), draw.random() < 0.5
    pen.text(56, 50, story.firm, size, bold=True)
    pen.text(298 - pen.width(story.title, size + 4, bold=True) / 2, 76, story.title, size + 4, bold=True)
    y = 90.0
    for label, value in story.rows:
        y += 18
        pen.text(56, y, label, size)
        pen.text(190, y, f": {value}", size, bold=bold)
    for label, value in story.sums:
        y += 18
        pen.text(56, y, label, size)
        pen.text(500 - pen.width(value, size, bold=bold), y, value, size, bold=bold)
    y += 10
    for number, clause in enumerate(story.clauses, 1):
        for line in _broken(f"Pasal {number}. {clause}", lambda text: pen.width(text, size)):
            y += 14
            if y > 780:
                pen.page()
                y = 60
            pen.text(56, y, line, size)
    if y > 740:
        pen.page()
        y = 60
    pen.text(540 - pen.width(story.signed, size), y + 40, story.signed, size)


def _broken(text: str, width: Callable[[str], float]) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and width(f"{line} {word}") > 480:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def fpdf2(stories: Sequence[Story]) -> Iterator[bytes]:
    """Drawn with fpdf2 in embedded fonts."""
    module = _need("fpdf")
    for story in stories:
        file = module.FPDF(unit="pt", format=(595, 842))
        file.set_auto_page_break(False)
        for style, path in zip(("", "B"), _fonts(story), strict=True):
            file.add_font("own", style, path)
        file.add_page()
        _draw(story, _Fpdf(file))
        yield bytes(file.output())


def cairo(stories: Sequence[Story]) -> Iterator[bytes]:
    """Drawn with cairo."""
    module = _need("cairocffi")
    for story in stories:
        target = io.BytesIO()
        surface = module.PDFSurface(target, 595, 842)
        context = module.Context(surface)
        _draw(story, _Cairo(context, ("Liberation Serif", "Liberation Sans", "DejaVu Sans")[story.seed % 3], module))
        context.show_page()
        surface.finish()
        yield target.getvalue()


def _node(name: str) -> Callable[[Sequence[Story]], Iterator[bytes]]:
    def made(stories: Sequence[Story]) -> Iterator[bytes]:
        if not (HOME / "node_modules").exists():
            raise Missing(f"npm packages in {HOME}")
        asked = []
        for story in stories:
            fonts = _fonts(story) if story.seed % 3 else (None, None)
            told = {"font": fonts[0], "bold": fonts[1], "align": ("left", "justify")[story.seed % 2]}
            asked.append(json.dumps({**asdict(story), **told}))
        ran = subprocess.run([tool("node"), str(_DRAWN), name, str(HOME.resolve())], input="\n".join(asked).encode(),
                             check=True, capture_output=True)  # fmt: skip
        yield from (base64.b64decode(line) for line in ran.stdout.splitlines())

    return made


PRODUCERS: Final[dict[str, Callable[[Sequence[Story]], Iterator[bytes]]]] = {
    "Chromium": chromium, "LibreOffice": libreoffice, "WeasyPrint": weasyprint, "wkhtmltopdf": wkhtmltopdf, "Qt": qt,
    "reportlab": reportlab, "fpdf2": fpdf2, "cairo": cairo, "pdfkit": _node("pdfkit"), "jsPDF": _node("jspdf"),
    "pdf-lib": _node("pdflib"),
}  # fmt: skip
