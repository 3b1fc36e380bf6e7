"""PDF papers as programs make them, and the same papers with one value changed, each in another way.

All of it is made with reportlab and pikepdf: a page, harmless oddities of genuine files, and edits. The truth (which
field, what it said, what it says, where) stands beside the bytes. Nothing is random; the caller gives the values.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]
WIDE, HIGH = A4
LEFT, VALUES, TOP, STEP, SIZE = 64.0, 214.0, 760.0, 20.0, 10.0
VALUE: Final = MappingProxyType(
    {
        "contract_number": "0012/CONTOH/2026",
        "worker_name": "SITI CONTOH",
        "worker_passport_number": "X0012345",
        "worker_birth_date": "14 Maret 1995",
        "wage_amount": "RM 1.500,00",
        "duration_months": "24 bulan",
        "signed_on": "2 November 2026",
    }
)
_PROSE: Final = (
    "Pasal 1. Pemberi kerja memberi waktu istirahat satu hari dalam seminggu kepada pekerja.",
    "Pasal 2. The employer shall provide accommodation and three meals a day at no cost.",
    "Pasal 3. Perselisihan diselesaikan secara musyawarah sebelum menempuh jalur hukum.",
    "Pasal 4. Pekerja menyimpan sendiri dokumen perjalanannya selama bekerja.",
)


@dataclass(frozen=True)
class PdfEdit:
    """A PDF of one page. ``box`` is where the value stands, in shares of the page, origin top left."""

    kind: str
    data: bytes
    field: str
    before: str
    after: str
    box: Box


def place(field: str) -> Box:
    """Return where a value stands on the page, in shares, origin top left."""
    base = TOP - STEP * list(VALUE).index(field)
    return VALUES / WIDE, 1 - (base + SIZE) / HIGH, (VALUES + 90) / WIDE, 1 - (base - 3) / HIGH


def paper(values: Mapping[str, str] = VALUE, oddity: str = "", *, grounds: bool = False) -> bytes:
    """Return a paper of one page. ``oddity`` is one of ``ODDITIES``; ``grounds`` paints white areas under values."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    _draw(canvas, values, grounds=grounds, under=ODDITIES_UNDER.get(oddity))
    if oddity in ODDITIES_OVER:
        ODDITIES_OVER[oddity](canvas)
    canvas.save()
    return stream.getvalue()


def _draw(
    canvas: Canvas, values: Mapping[str, str], *, grounds: bool, under: Callable[[Canvas], None] | None = None
) -> None:
    if under is not None:
        under(canvas)
    canvas.setFont("Times-Bold", 14)
    canvas.drawCentredString(WIDE / 2, TOP + 30, "PERJANJIAN KERJA")
    for number, (name, value) in enumerate(values.items()):
        base = TOP - STEP * number
        if grounds:
            canvas.setFillColorRGB(*((0.92, 0.95, 1) if number % 2 else (1, 1, 1)))
            canvas.rect(LEFT - 4, base - 5, 460, 16, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Times-Roman", SIZE)
        canvas.drawString(LEFT, base, name.replace("_", " ").capitalize())
        canvas.setFont("Times-Bold" if name == "worker_name" else "Times-Roman", SIZE)
        canvas.drawString(VALUES, base, value)
    for number, line in enumerate(_PROSE * 4):
        canvas.setFont("Times-Roman", SIZE)
        canvas.drawString(LEFT, 560 - 16 * number, line)


def _watermark(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(140, 420)
    canvas.rotate(35)
    canvas.setFillColorRGB(0.9, 0.75, 0.75)
    canvas.setFont("Helvetica-Bold", 80)
    canvas.drawString(0, 0, "CONTOH")
    canvas.restoreState()


def _letterhead(canvas: Canvas) -> None:
    picture = Image.new("RGB", (600, 80), (225, 232, 245))
    canvas.drawImage(ImageReader(picture), 40, TOP + 20, 515, 60)


def _struck(canvas: Canvas) -> None:
    base = TOP - STEP * 4
    canvas.setLineWidth(0.8)
    canvas.line(VALUES, base + 3, VALUES + 60, base + 3)


def _page_number(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(WIDE - 90, 22, "Halaman 1 dari 3")


def _tag(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(400, 200, "ttd_pekerja_1")


def _seal(canvas: Canvas) -> None:
    picture = Image.new("RGBA", (240, 240), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 230, 230), outline=(40, 40, 160, 200), width=9)
    canvas.drawImage(ImageReader(picture), VALUES, TOP - STEP * 6 - 20, 80, 80, mask="auto")


ODDITIES_UNDER: Final[Mapping[str, Callable[[Canvas], None]]] = {"watermark": _watermark, "letterhead": _letterhead}
ODDITIES_OVER: Final[Mapping[str, Callable[[Canvas], None]]] = {
    "watermark over": _watermark, "struck out": _struck, "page number": _page_number, "signing tag": _tag,
    "seal": _seal,
}  # fmt: skip
ODDITIES: Final = ("", *ODDITIES_UNDER, *ODDITIES_OVER)
"""What genuine papers have that looks like an edit from afar."""


def scan(*, layer: bool = False, values: Mapping[str, str] = VALUE, oddity: str = "") -> bytes:
    """Return the paper as a scanner gives it: one picture, with a layer of its text that cannot be seen if wanted.

    The layer says what ``VALUE`` says, also where the picture shows other ``values``.
    """
    dots = 2.2
    picture = Image.new("L", (round(WIDE * dots), round(HIGH * dots)), 250)
    brush, font = ImageDraw.Draw(picture), ImageFont.load_default(SIZE * dots)
    lines = [(LEFT, TOP - STEP * n, name.replace("_", " ")) for n, name in enumerate(values)]
    lines += [(VALUES, TOP - STEP * n, value) for n, value in enumerate(values.values())]
    lines += [(LEFT, 560 - 16.0 * n, line[:70]) for n, line in enumerate(_PROSE * 4)]
    for x, y, text in lines:
        brush.text((x * dots, (HIGH - y - SIZE) * dots), text, fill=30, font=font)
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.drawImage(ImageReader(picture), 0, 0, WIDE, HIGH)
    if layer:
        now = {value: VALUE[name] for name, value in values.items()}
        for x, y, text in lines:
            hidden = canvas.beginText(x, y)
            hidden.setFont("Helvetica", SIZE)
            hidden.setTextRenderMode(3)
            hidden.textOut(now.get(text, text))
            canvas.drawText(hidden)
    if oddity in ODDITIES_OVER:
        ODDITIES_OVER[oddity](canvas)
    canvas.save()
    return stream.getvalue()


# -- edits -------------------------------------------------------------------------------------------------------------


def edited(kind: str, field: str = "wage_amount", after: str = "RM 1.900,00", source: bytes | None = None) -> PdfEdit:
    """Return the paper (or ``source``, laid out as it is) with one value changed in the way ``kind`` (``EDITS``)."""
    base = TOP - STEP * list(VALUE).index(field)
    data = _EDITS[kind](paper() if source is None else source, VALUE[field], after, base)
    return PdfEdit(kind, data, field, VALUE[field], after, place(field))


def _written(pdf: pikepdf.Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def _painted(data: bytes, operators: str, face: str = "Helvetica") -> bytes:
    """Return the file with operators painted after all else on its first page, with a font ``/Fx`` of this name."""
    pdf = pikepdf.open(io.BytesIO(data))
    page = pdf.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{face}"))
    page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font, name=pikepdf.Name("/Fx"))
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q {operators}".encode())
    return _written(pdf)


def _typed(after: str, base: float) -> str:
    return f"0 0 0 rg BT /Fx {SIZE} Tf 1 0 0 1 {VALUES} {base} Tm ({after}) Tj ET"


def _area(data: bytes, before: str, after: str, base: float) -> bytes:
    del before
    return _painted(data, f"1 1 1 rg {VALUES - 1} {base - 3} 90 {SIZE + 3} re f {_typed(after, base)}")


def _line(data: bytes, before: str, after: str, base: float) -> bytes:
    del before
    line = f"1 1 1 RG {SIZE + 3} w {VALUES - 1} {base + 3.5} m {VALUES + 90} {base + 3.5} l S"
    return _painted(data, f"{line} {_typed(after, base)}")


def _picture(data: bytes, before: str, after: str, base: float) -> bytes:
    """Lay a picture of the new value over the old one."""
    del before
    pdf = pikepdf.open(io.BytesIO(data))
    picture = Image.new("L", (360, 52), 255)
    ImageDraw.Draw(picture).text((4, 2), after, fill=20, font=ImageFont.load_default(40))
    stream = pdf.make_stream(picture.tobytes())
    stream.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=360, Height=52, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )  # fmt: skip
    pdf.pages[0].add_resource(stream, pikepdf.Name.XObject, name=pikepdf.Name("/Ix"))
    pdf.pages[0].contents_add(b"q", prepend=True)
    pdf.pages[0].contents_add(f"Q q 90 0 0 13 {VALUES - 1} {base - 3} cm /Ix Do Q".encode())
    return _written(pdf)


def _rewritten(data: bytes, before: str, make: Callable[[list[Any]], list[tuple[list[Any], str]]]) -> pikepdf.Pdf:
    """Return the file with the operators that paint ``before`` made anew by ``make``."""
    pdf = pikepdf.open(io.BytesIO(data))
    done: list[Any] = []
    for step in pikepdf.parse_content_stream(pdf.pages[0]):
        operands = list(step.operands)
        if str(step.operator) == "Tj" and str(operands[0]) == before:
            done += [(parts, pikepdf.Operator(name)) for parts, name in make(operands)]
        else:
            done.append((operands, step.operator))
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(done))
    return pdf


def _in_white(data: bytes, before: str, after: str, base: float) -> bytes:
    white = _rewritten(data, before, lambda old: [([1, 1, 1], "rg"), (old, "Tj"), ([0, 0, 0], "rg")])
    return _painted(_written(white), _typed(after, base))


def _without_ink(data: bytes, before: str, after: str, base: float) -> bytes:
    bare = _rewritten(data, before, lambda old: [([3], "Tr"), (old, "Tj"), ([0], "Tr")])
    return _painted(_written(bare), _typed(after, base))


def _put_in(data: bytes, before: str, after: str, base: float) -> bytes:
    return _painted(_written(_rewritten(data, before, lambda _: [])), _typed(after, base))


def _put_in_alike(data: bytes, before: str, after: str, base: float) -> bytes:
    """Put the new value in with a font of the old one's name and size."""
    return _painted(_written(_rewritten(data, before, lambda _: [])), _typed(after, base), "Times-Roman")


def _in_place(data: bytes, before: str, after: str, base: float) -> bytes:
    """Change the operator itself: nothing on the page tells it."""
    del base
    return _written(_rewritten(data, before, lambda _: [([pikepdf.String(after)], "Tj")]))


def _mark(data: bytes, before: str, after: str, base: float) -> bytes:
    """Lay a note with a white ground over the value, as viewers do."""
    del before
    pdf = pikepdf.open(io.BytesIO(data))
    look = pdf.make_stream(f"1 1 1 rg 0 0 92 13 re f 0 0 0 rg BT /Fx {SIZE} Tf 1 3 Td ({after}) Tj ET".encode())
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    look.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 92, 13],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(Fx=font)),
    )  # fmt: skip
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[VALUES - 1, base - 3, VALUES + 91, base + 10],
        Contents=after, DA=f"/Helv {SIZE} Tf 0 g", AP=pikepdf.Dictionary(N=look), F=4,
    )  # fmt: skip
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    return _written(pdf)


def _revision(data: bytes, before: str, after: str, base: float) -> bytes:
    """Change the operator in a revision that is appended to the file, as editors do when they save."""
    del base
    return appended(data, lambda content: content.replace(before.encode(), after.encode()))


def appended(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the file with one more revision in which the first page's content is what ``change`` makes of it."""
    pdf = pikepdf.open(io.BytesIO(data))
    contents = pdf.pages[0].obj["/Contents"]
    stream = contents[0] if isinstance(contents, pikepdf.Array) else contents
    number = stream.objgen[0]
    content = change(stream.read_bytes())
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    size, root = int(pdf.trailer["/Size"]), pdf.Root.objgen[0]
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        number, len(data), size, root, start, len(data) + len(body),
    )  # fmt: skip
    return data + body + table


_EDITS: Final[Mapping[str, Callable[[bytes, str, str, float], bytes]]] = {
    "area": _area, "line": _line, "picture": _picture, "white": _in_white, "without ink": _without_ink,
    "put in": _put_in, "put in alike": _put_in_alike, "mark": _mark, "revision": _revision, "in place": _in_place,
}  # fmt: skip
EDITS: Final = tuple(_EDITS)
"""The ways in which a value is changed; ``in place`` leaves nothing that a page could show."""
