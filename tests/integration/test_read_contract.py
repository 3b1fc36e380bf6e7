"""Contracts as files: PDFs drawn here and the samples, through the sandbox, with text layer and as scans."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extractors.document_type import classify
from extractors.documents.work_contract import extract
from extractors.engine import PageImage, Readers
from extractors.model import Field, FieldStatus, Region
from extractors.ocr.rapidocr import RapidOcrEngine
from extractors.ocr.tesseract import TesseractEngine
from extractors.reading import read_pages
from extractors.triage import triage
from worker.sandbox import Limits, rasterise

WORKER = {
    "worker_name": "SITI AMINAH CONTOH",
    "worker_passport_number": "X0012345",
    "worker_birth_date": "1995-05-12",
    "employer_name": "LADANG CONTOH MAJU SDN. BHD.",
    "wage_amount": "1700",
    "wage_currency": "MYR",
    "wage_period": "month",
    "duration_months": "24",
}
HOME = "JL. MAWAR NO. 5, RT 001 RW 002, CIBIRU, BANDUNG, JAWA BARAT"
ESTATE = "LOT 12, JALAN KEBUN 3, 81900 KOTA TINGGI, JOHOR"


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers(TesseractEngine(), RapidOcrEngine())


def header_table() -> bytes:
    """Return a contract of one page: labels left, a colon, values; set in Times."""
    rows = [
        "PERJANJIAN KERJA / EMPLOYMENT CONTRACT",
        ("Nomor Kontrak", "0123/PK-MYS/V/2026"),
        "PIHAK PERTAMA / FIRST PARTY (MAJIKAN)",
        ("Nama / Name", "LADANG CONTOH MAJU SDN. BHD."),
        ("Alamat / Address", ESTATE),
        "PIHAK KEDUA / SECOND PARTY (PEKERJA)",
        ("Nama / Name", "SITI AMINAH CONTOH"),
        ("NIK", "3273015205950000"),
        ("No. Passport", "X0012345"),
        ("Tempat, Tgl. Lahir", "BANDUNG, 12 Mei 1995"),
        ("Alamat / Address", HOME),
        ("Upah pokok", "RM 1.700,00 per bulan"),
        ("Masa kontrak", "24 (dua puluh empat) bulan"),
        "Jakarta, 5 Mei 2026",
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, row in enumerate(rows):
        y = 780 - number * 20
        canvas.setFont("Times-Roman", 11)
        if isinstance(row, str):
            canvas.drawString(60, y, row)
        else:
            canvas.drawString(60, y, row[0])
            canvas.drawString(200, y, ": " + row[1])
    canvas.save()
    return out.getvalue()


def ruled_table() -> bytes:
    """Return a contract of ruled tables with a column for each language and wrapped values."""
    small = ParagraphStyle("small", parent=getSampleStyleSheet()["Normal"], fontSize=9, leading=11)

    def table(*rows: tuple[str, ...]) -> Table:
        made = Table([[Paragraph(cell, small) for cell in row] for row in rows], colWidths=[110, 110, 270])
        made.setStyle(
            TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        )
        return made

    story = [
        Paragraph("KONTRAK KERJA / CONTRACT OF EMPLOYMENT", getSampleStyleSheet()["Title"]),
        Paragraph("A. DATA MAJIKAN / EMPLOYER'S DETAILS", small),
        table(("Nama Perusahaan", "Company Name", "LADANG CONTOH MAJU SDN. BHD."), ("Alamat", "Address", ESTATE)),
        Spacer(1, 10),
        Paragraph("B. DATA PEKERJA / WORKER'S DETAILS", small),
        table(
            ("Nama Lengkap", "Full Name", "SITI AMINAH CONTOH"),
            ("Tempat/Tanggal Lahir", "Place/Date of Birth", "BANDUNG, 12-05-1995"),
            ("No. Paspor", "Passport No.", "X0012345"),
            ("Alamat di Indonesia", "Address in Indonesia", HOME + ", 40615, DEKAT MASJID"),
        ),
        Spacer(1, 10),
        Paragraph("C. SYARAT KERJA / TERMS", small),
        table(
            ("Gaji Pokok", "Basic Salary", "RM 1,700.00 per month"),
            ("Masa Kontrak", "Contract Period", "2 tahun / 2 years"),
        ),
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


def prose() -> bytes:
    """Return a contract in running text, first in English, then in Indonesian; set in Helvetica."""
    text = """This Contract is made on this 5th day of May 2026 between LADANG CONTOH MAJU SDN. BHD. of
        LOT 12, JALAN KEBUN 3, 81900 KOTA TINGGI, JOHOR (hereinafter referred to as the Employer) of the one part
        and SITI AMINAH CONTOH, Holder of Indonesian Passport No. X0012345, born on 12 May 1995 (hereinafter
        referred to as the Worker) of the other part.
        |Perjanjian kerja ini dibuat pada tanggal 5 Mei 2026 antara LADANG CONTOH MAJU SDN. BHD. (selanjutnya
        disebut Majikan) dan SITI AMINAH CONTOH, pemegang paspor nomor X0012345, lahir pada 12 Mei 1995
        (selanjutnya disebut Pekerja).
        |1. The Employer shall pay the Worker a wage of RM 1,700.00 per month. Majikan membayar upah kepada Pekerja
        sebesar RM 1.700,00 setiap bulan.
        |2. The duration of this contract is two (2) years. Jangka waktu perjanjian ini adalah 2 (dua) tahun."""
    style = getSampleStyleSheet()["Normal"]
    story = [Paragraph("EMPLOYMENT CONTRACT / PERJANJIAN KERJA", getSampleStyleSheet()["Title"])]
    story += [Paragraph(part, style) for part in text.split("|")]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(story)
    return out.getvalue()


PAPERS = {"header table": header_table, "ruled table": ruled_table, "prose": prose}


def scanned(pdf: bytes, dpi: int = 200) -> tuple[PageImage, ...]:
    """Return the pages as a slightly turned, soft, noisy JPEG scan without text layer."""
    noise = np.random.default_rng(7)
    pages = []
    for index, page in enumerate(pypdfium2.PdfDocument(pdf)):
        pixels = np.asarray(page.render(scale=dpi / 72).to_pil().convert("L"))
        high, wide = pixels.shape
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), 0.7, 1.0)
        pixels = cv2.GaussianBlur(cv2.warpAffine(pixels, turn, (wide, high), borderValue=245), (3, 3), 0.7)
        pixels = np.clip(pixels * 0.93 + noise.normal(0, 6, pixels.shape), 0, 255).astype(np.uint8)
        _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 60])
        pages.append(PageImage(index, cv2.imdecode(packed, cv2.IMREAD_COLOR), float(dpi)))
    return tuple(pages)


def read(images: tuple[PageImage, ...], readers: Readers) -> dict[str, Field]:
    pages = read_pages(images, readers)
    assert classify(pages[0])[0].type == "work_contract"
    return extract(pages, readers)


def values(fields: dict[str, Field], wanted: dict[str, str]) -> dict[str, str | None]:
    return {name: fields[name].text if name in fields else None for name in wanted}


@pytest.mark.parametrize("paper", PAPERS)
def test_born_digital_papers(paper, readers):
    fields = read(rasterise(PAPERS[paper](), "application/pdf", Limits()), readers)

    assert values(fields, WORKER) == WORKER
    assert {fields[name].status for name in WORKER} == {FieldStatus.OK}


@pytest.mark.parametrize("paper", PAPERS)
def test_scanned_papers(paper, readers):
    fields = read(scanned(PAPERS[paper]()), readers)

    assert values(fields, WORKER) == WORKER


@pytest.mark.parametrize("paper", ["header table", "ruled table"])
def test_addresses_go_over_lines(paper, readers):
    fields = read(rasterise(PAPERS[paper](), "application/pdf", Limits()), readers)

    assert fields["employer_address"].text == ESTATE
    assert fields["worker_address"].text.startswith(HOME)


def truths(folder: Path) -> Iterator[tuple[Path, dict[str, dict[str, object]]]]:
    """Yield every contract that is one file; one of several photos is read in ``test_joined_contract``."""
    for path in sorted(folder.glob("*/truth.json")):
        for entry in json.loads(path.read_text("utf-8"))["files"]:
            if entry["type"] == "work_contract" and len(entry.get("files", ["one"])) == 1:
                yield path.parent / entry["file"], entry["fields"]


def images_of(path: Path) -> tuple[PageImage, ...]:
    """Return the pages of a file by its own media type, as the worker decodes them."""
    data, limits = path.read_bytes(), Limits()
    return rasterise(data, triage(data, path.name, limits.caps).media_type, limits)


@pytest.mark.slow
def test_sample_contracts(sample_cases: Callable[[int], Path], readers):
    wrong, misplaced, count = [], [], 0
    for path, truth in truths(sample_cases(11)):
        fields = read(images_of(path), readers)
        for name, entry in truth.items():
            count += 1
            found = fields.get(name)
            if found is None or found.text != entry["value"]:
                wrong.append((path.parent.name, name, found and found.text, entry["value"]))
            elif found.region is None or not _in_place(found.region, entry):
                misplaced.append((path.parent.name, name))

    assert count > 100
    assert len(wrong) <= 0.02 * count, wrong
    assert len(misplaced) <= 0.02 * count, misplaced
    assert not [entry for entry in wrong if entry[1] in {"worker_passport_number", "worker_id_number", "signed_on"}]


def _in_place(region: Region, entry: dict[str, object]) -> bool:
    """Whether ``region`` lies on the value, or on one of the other places where it is printed."""
    printed = [entry["region"], *entry.get("also", [])]
    return any(region.iou(Region.model_validate(place)) >= 0.5 for place in printed)
