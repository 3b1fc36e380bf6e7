"""Texts that were changed in their own operators: what the order of a font and the manner of a page tell of them."""

import io
from collections.abc import Callable

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Region, TraceState
from validators.forensics.check import Measured, Result, load, run
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.pdf_habits import ALIKE, likeness, manner_of
from validators.forensics.strata import Stratum

FIRST = (
    "PERJANJIAN KERJA", "Nomor 0012/CONTOH/2026", "Nama SITI RAHMAWATI", "Upah RM 3.500 sebulan", "Lahir 14 Maret 1987",
    "Masa kerja 24 bulan", "Pemberi kerja memberi waktu istirahat satu hari dalam seminggu",
    "Pekerja menyimpan sendiri dokumen perjalanannya", "Jam kerja 8 jam sehari", "Upah dibayarkan tanggal 7",
)  # fmt: skip
SECOND = tuple(
    f"Pasal {n}. Cuti {n + 10} hari, biaya 9{n} ditanggung pemberi kerja (zakat, fotokopi)" for n in range(9)
)
GLYPHS = {" ": "space", ".": "period", ",": "comma", "/": "slash", "(": "parenleft", ")": "parenright"}
FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def numbered(*pages: tuple[str, ...], producer: str = "Made by a test") -> bytes:
    """A file whose font numbers its characters as the text meets them, as word processors write it."""
    file = pikepdf.new()
    letters = list(dict.fromkeys("".join(line for page in pages for line in page)))
    font = file.make_indirect(_font(file, letters))
    for lines in pages:
        shown = [bytes(letters.index(letter) + 1 for letter in line) for line in lines]
        rows = "\n".join(
            f"BT\n60 {780 - 20 * n} Td /F1 11 Tf<{row.hex().upper()}>Tj\nET" for n, row in enumerate(shown)
        )
        page = file.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = file.make_stream(f"q 0 0 595 842 re W* n\n{rows}\nQ\n".encode())
    file.docinfo["/Producer"] = producer
    return saved(file)


def _font(file: pikepdf.Pdf, letters: list[str]) -> pikepdf.Dictionary:
    names = [GLYPHS.get(one, FIGURES[int(one)] if one.isdigit() else one) for one in letters]
    chars = "\n".join(f"<{code:02X}> <{ord(letter):04X}>" for code, letter in enumerate(letters, 1))
    told = f"begincmap\n{len(letters)} beginbfchar\n{chars}\nendbfchar\nendcmap"
    differences = pikepdf.Array([1, *(pikepdf.Name(f"/{name}") for name in names)])
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=differences),
        ToUnicode=file.make_stream(told.encode()),
    )  # fmt: skip


def saved(file: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    file.save(target, deterministic_id=True)
    return target.getvalue()


def with_text(data: bytes, line: str, other: str, page: int = 0) -> bytes:
    """The file with one line's codes put as another text's, and nothing else touched."""
    file = pikepdf.open(io.BytesIO(data))
    letters = list(dict.fromkeys("".join((*FIRST, *SECOND))))
    old, new = ("".join(f"{letters.index(one) + 1:02X}" for one in text) for text in (line, other))
    content = file.pages[page].obj.Contents.read_bytes()
    assert old.encode() in content
    file.pages[page].obj.Contents = file.make_stream(content.replace(old.encode(), new.encode(), 1))
    return saved(file)


def looked(data: bytes) -> Result:
    sheet = Sheet(0, np.zeros((0, 0), np.uint8), kind="work_contract", fields={"wage_amount": WAGE})
    return run(load()["pdf_rewritten"], Exhibit(data, "application/pdf", Stratum.BORN_DIGITAL, (sheet,)))


WAGE = Region(page=0, x0=0.1, y0=0.128, x1=0.4, y1=0.15)


def told(data: bytes) -> list[Measured]:
    result = looked(data)
    assert result.state is TraceState.MEASURED
    return [one for one in result.measured if one.score >= 0.9]


@pytest.mark.parametrize("other", ["Upah RM 9.500 sebulan", "Upah RM 1.500 sebulan", "Upah RM 9.871 sebulan"])
def test_a_figure_put_where_the_font_met_another_one_first_is_told_at_its_place(other: str) -> None:
    found = told(with_text(numbered(FIRST, SECOND), "Upah RM 3.500 sebulan", other))
    assert [one.facts["sign"] for one in found] == ["order"]
    assert found[0].field == "wage_amount"
    assert found[0].region is not None
    assert found[0].region.page == 0
    assert found[0].region.y0 < 0.14 < found[0].region.y1


def test_a_file_in_the_order_of_its_font_says_nothing() -> None:
    assert told(numbered(FIRST, SECOND)) == []


def test_a_figure_used_before_put_in_place_of_one_used_before_says_nothing() -> None:
    """The known gap: such a change leaves the order as it was."""
    assert told(with_text(numbered(FIRST, SECOND), "Masa kerja 24 bulan", "Masa kerja 21 bulan")) == []


def _without(*gone: int) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        file = pikepdf.open(io.BytesIO(data))
        for index in sorted(gone, reverse=True):
            del file.pages[index]
        return saved(file)

    return change


def _turned(data: bytes) -> bytes:
    file = pikepdf.open(io.BytesIO(data))
    file.pages.reverse()
    return saved(file)


THIRD = ("Qatar, Xinjiang dan Zanzibar", *(f"Lampiran {n} quiz, fotokopi ijazah" for n in range(8)))


@pytest.mark.parametrize("change", [_without(0), _without(1), _without(2), _without(0, 2), _turned])
def test_pages_taken_out_or_turned_about_say_nothing(change: Callable[[bytes], bytes]) -> None:
    assert told(change(numbered(FIRST, THIRD, SECOND))) == []


def test_one_page_of_a_print_for_several_workers_says_nothing() -> None:
    """Each page has the same form and other values: the order is that of the first, and broken at every value."""
    others = ("Nomor 0047/CONTOH/2026", "Nama BUDI FATMA", "Upah RM 8.900 sebulan", "Lahir 15 Juli 1996")
    second = (FIRST[0], *others, *FIRST[5:])
    assert told(_without(0)(numbered(FIRST, second))) == []


# -- pages written anew alone ------------------------------------------------------------------------------------------


def printed(pages: int, *, stamped: int = -1) -> bytes:
    """A file of reportlab's; with ``stamped`` one of its pages was written anew with a stamp put last."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), invariant=True)
    for _ in range(pages):
        canvas.setFont("Times-Roman", 11)
        for number, line in enumerate((*FIRST, *SECOND)):
            canvas.drawString(60, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return written_anew(target.getvalue(), stamped, stamp=True) if stamped >= 0 else target.getvalue()


def written_anew(data: bytes, *pages: int, stamp: bool = False) -> bytes:
    file = pikepdf.open(io.BytesIO(data))
    for index in pages:
        page = file.pages[index]
        content = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
        if stamp:
            font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
            fonts = {name[1:]: one for name, one in page.resources.Font.items()}
            fonts["Stamp"] = file.make_indirect(font)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(**fonts))
            content += b"\nq\nBT\n/Stamp 9 Tf\n400 20 Td\n(DITERIMA) Tj\nET\nQ\n"
        page.obj.Contents = file.make_stream(content)
    return saved(file)


@pytest.mark.parametrize(("pages", "page"), [(2, 0), (3, 1), (4, 3)])
def test_a_page_written_anew_alone_is_told(pages: int, page: int) -> None:
    found = told(written_anew(printed(pages), page))
    assert [one.facts["sign"] for one in found] == ["page"]
    assert found[0].region is not None
    assert found[0].region.page == page


@pytest.mark.parametrize("data", [printed(3), written_anew(printed(3), 0, 1, 2), printed(3, stamped=1), printed(1)])
def test_pages_in_one_manner_and_a_stamped_page_say_nothing(data: bytes) -> None:
    assert told(data) == []


def test_papers_of_two_programs_in_one_file_say_nothing() -> None:
    file = pikepdf.open(io.BytesIO(printed(1)))
    file.pages.extend(pikepdf.open(io.BytesIO(numbered(FIRST, SECOND))).pages)
    assert told(saved(file)) == []


def by_pdfium(data: bytes, change: Callable[[pypdfium2.PdfDocument, pypdfium2.PdfPage], None]) -> bytes:
    document, target = pypdfium2.PdfDocument(data), io.BytesIO()
    page = document[0]
    change(document, page)
    pdfium.FPDFPage_GenerateContent(page)
    document.save(target)
    return target.getvalue()


def _text(shown: object, text: str) -> None:
    units = (text + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(shown, (pdfium.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units))


def _changed(_: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    _text(next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))), "PERJANJIAN LAIN")


def _added(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
    shown = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 9.0)
    _text(shown, "DITERIMA")
    pdfium.FPDFPage_InsertObject(page, shown)


def test_a_page_that_an_editing_program_wrote_anew_is_told() -> None:
    assert [one.facts["sign"] for one in told(by_pdfium(printed(1), _changed))] == ["editor"]


def test_what_an_editing_program_only_added_is_left_to_other_rules() -> None:
    assert told(by_pdfium(printed(1), _added)) == []


def test_a_broken_file_is_never_a_file_without_traces() -> None:
    assert looked(b"%PDF-1.4\nnothing").state is TraceState.FAILED


def test_a_drawn_signature_of_a_thousand_strokes_does_not_change_the_manner_of_its_page() -> None:
    words = b"".join(b"BT /F1 9 Tf 56 %d Td (Pasal %d) Tj ET\n" % (700 - line, line) for line in range(60))
    lines = b"".join(b"%d %d m\n%d %d l\nS\n" % (n, n, n + 9, n) for n in range(12))
    strokes = b"0 0 m " + b" ".join(b"%d %d l" % (n, n % 7) for n in range(1000)) + b" S\n"
    assert likeness(manner_of(words + lines), manner_of(words + strokes)) > ALIKE
