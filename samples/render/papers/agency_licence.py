"""Draws a placement company's licence: SIP3MI out of the OSS system, with its annex, or a ministry's older decree."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date


def oss(file: Dossier, draw: random.Random) -> Sheets:
    """Set the licence as the system prints it: numbered particulars, a QR code, an electronic signature."""
    paper, licence = Form(draw, "sans", 10, margin=62), file.licence
    paper.letterhead(["PEMERINTAH REPUBLIK INDONESIA"], emblem="shield")
    paper.middle("PERIZINAN BERUSAHA BERBASIS RISIKO", "bold", 12)
    paper.middle("SURAT IZIN PERUSAHAAN PENEMPATAN PEKERJA MIGRAN INDONESIA (SIP3MI)", "bold", 10.5)
    paper.middle([Run("NOMOR : "), Run(licence.number, "licence_number")], "bold", 11)
    paper.y += 10
    paper.para(
        "Berdasarkan ketentuan peraturan perundang-undangan, Pemerintah Republik Indonesia menerbitkan izin kepada "
        "pelaku usaha berikut ini:"
    )
    paper.rows(
        [
            (
                paper.one_of("Nama Pelaku Usaha", "Nama Perusahaan", "Nama P3MI"),
                Run(file.contract.agency_name, "agency_name"),
            ),
            (paper.one_of("Nomor Induk Berusaha (NIB)", "NIB", "Nomor Induk Berusaha"), Run(licence.nib, "nib")),
            (paper.one_of("Alamat Kantor Pusat", "Alamat Kantor", "Alamat"), Run(licence.address, "address")),
            (
                paper.one_of("Penanggung Jawab", "Nama Penanggung Jawab", "Direktur Utama"),
                Run(licence.director, "responsible_person"),
            ),
            ("KBLI", "78300 - Penyediaan Sumber Daya Manusia"),
            ("Status Penanaman Modal", "PMDN"),
        ],
        label=176,
        numbered=True,
        gap=5,
    )
    paper.para(
        [
            Run("Izin ini berlaku sejak tanggal "),
            date("issued_on", licence.issued_on),
            Run(" sampai dengan tanggal "),
            date("expires_on", licence.expires_on),
            Run(" selama pelaku usaha memenuhi kewajiban sesuai ketentuan peraturan perundang-undangan."),
        ]
    )
    paper.y += 12
    x = paper.margin + paper.room * 0.5
    paper.line([Run("Diterbitkan tanggal : "), date("issued_on", licence.issued_on)], x=x)
    paper.line("a.n. Menteri / Kepala Badan,", x=x)
    top = paper.y
    paper.code(x, top, 62, f"https://contoh.invalid/izin/{licence.number}")
    paper.sheets.mark("issuer", "electronic", (x, top, x + 62, top + 62), "signature")
    paper.y = top + 78
    paper.line("Ditandatangani secara elektronik", "italic", 8.5, x=x)
    paper.y = paper.height - 90
    paper.para("Dokumen ini diterbitkan sistem OSS berdasarkan data dari Pelaku Usaha.", "italic", 7.8)
    return paper.sheets


def decree(file: Dossier, draw: random.Random) -> Sheets:
    """Set a minister's decree of before 2018 (SIPPTKI): considerations, then numbered decisions."""
    paper, licence = Form(draw, "serif", 10.6, margin=72, lead=1.38), file.licence
    paper.middle("MENTERI KETENAGAKERJAAN", "bold", 12)
    paper.middle("REPUBLIK INDONESIA", "bold", 12)
    paper.y += 10
    paper.middle("KEPUTUSAN MENTERI KETENAGAKERJAAN REPUBLIK INDONESIA", "bold")
    paper.middle([Run("NOMOR "), Run(licence.decree, "licence_number")], "bold")
    paper.middle("TENTANG", "")
    paper.middle("SURAT IZIN PELAKSANA PENEMPATAN TENAGA KERJA INDONESIA (SIPPTKI)", "bold")
    paper.middle([Run("KEPADA "), Run(_old(file), "agency_name")], "bold")
    paper.y += 10
    paper.rows(
        [
            ("Menimbang", f"bahwa {_old(file)} telah memenuhi persyaratan untuk diberikan izin;"),
            ("Mengingat", "Undang-Undang Nomor 39 Tahun 2004 tentang Penempatan dan Perlindungan TKI di Luar Negeri;"),
        ],
        label=90,
        gap=6,
    )
    paper.middle("MEMUTUSKAN :", "bold")
    paper.rows(
        [
            ("PERTAMA", _first(file)),
            ("KEDUA", _term(file)),
            ("KETIGA", "Izin ini dapat diperpanjang sesuai dengan peraturan perundang-undangan."),
        ],
        label=90,
        gap=6,
    )
    paper.y += 16
    x = paper.margin + paper.room * 0.5
    paper.line("Ditetapkan di Jakarta", x=x)
    paper.line([Run("pada tanggal "), date("issued_on", licence.decree_on)], x=x)
    party = Party(
        "issuer",
        ["a.n. MENTERI,", "DIREKTUR JENDERAL"],
        "PEJABAT CONTOH",
        ("hand", "stamp"),
        stamp="KEMENTERIAN CONTOH",
    )
    paper.party(party, x, paper.y + 4, paper.room * 0.5, 56)
    return paper.sheets


def annex(file: Dossier, draw: random.Random) -> Sheets:
    """Set the system's licence as a boxed table with the business activity, in two languages."""
    paper, licence = Form(draw, "dejavu", 8.8, margin=54), file.licence
    paper.letterhead(["REPUBLIK INDONESIA", "KEMENTERIAN INVESTASI / BKPM"], emblem="diamond")
    paper.middle("IZIN / LICENCE", "bold", 14)
    paper.middle("Perusahaan Penempatan Pekerja Migran Indonesia (P3MI)", "", 9.5)
    paper.y += 8
    paper.boxed(
        [
            ("Nomor Izin (SIP3MI)\nLicence number", Run(licence.number, "licence_number")),
            ("NIB\nBusiness identification number", Run(licence.nib, "nib")),
            ("Nama Perusahaan\nName of company", Run(file.contract.agency_name, "agency_name")),
            ("Alamat\nAddress", Run(licence.address, "address")),
            ("Penanggung Jawab\nResponsible person", Run(licence.director, "responsible_person")),
            ("Tanggal Terbit\nDate of issue", date("issued_on", licence.issued_on, "id0")),
            ("Berlaku Hingga\nValid until", date("expires_on", licence.expires_on, "id0")),
            ("Kegiatan Usaha\nBusiness activity", "78300 Penyediaan Sumber Daya Manusia dan Manajemen Fungsi SDM"),
        ],
        label=176,
        fill=(236, 240, 234),
    )
    paper.y += 8
    paper.sign([Party("issuer", ["Ditandatangani secara elektronik oleh"], "PEJABAT CONTOH", ("electronic",))], at=0.5)
    return paper.sheets


def certificate(file: Dossier, draw: random.Random) -> Sheets:
    """Set the licence as a framed certificate with small labels above the values."""
    paper, licence = Form(draw, "dejavu", 10, margin=70), file.licence
    for inset, weight in ((24, 2.2), (30, 0.7)):
        paper.sheets.box((inset, inset, paper.width - inset, paper.height - inset), weight, (40, 90, 120))
    paper.y += 16
    paper.middle("KEMENTERIAN PELINDUNGAN PEKERJA MIGRAN INDONESIA", "bold", 11)
    paper.middle("REPUBLIK INDONESIA", "", 9.5)
    paper.y += 24
    paper.middle("SIP3MI", "bold", 22)
    paper.y += 6
    paper.middle("Surat Izin Perusahaan Penempatan Pekerja Migran Indonesia", "", 10)
    paper.y += 26
    paper.above(
        [
            [("Nama Perusahaan / Company", Run(file.contract.agency_name, "agency_name"))],
            [("No. SIP3MI / Licence No.", Run(licence.number, "licence_number")), ("NIB", Run(licence.nib, "nib"))],
            [("Alamat / Address", Run(licence.address, "address"))],
            [("Direktur Utama / President Director", Run(licence.director, "responsible_person"))],
            [
                ("Tanggal Terbit / Issued", date("issued_on", licence.issued_on)),
                ("Berlaku Sampai / Valid until", date("expires_on", licence.expires_on)),
            ],
        ],
        gap=16,
    )
    paper.y += 20
    party = Party(
        "issuer", ["Direktur Jenderal Penempatan,"], "PEJABAT CONTOH", ("hand", "stamp"), stamp="KEMENTERIAN CONTOH"
    )
    paper.sign([party], at=0.36)
    return paper.sheets


def _old(file: Dossier) -> str:
    return file.contract.agency_name


def _first(file: Dossier) -> list[Run]:
    licence = file.licence
    return [
        Run("Memberikan Surat Izin Pelaksana Penempatan TKI kepada "),
        Run(_old(file), "agency_name"),
        Run(", alamat kantor "),
        Run(licence.address, "address"),
        Run(", penanggung jawab "),
        Run(licence.director, "responsible_person"),
        Run("."),
    ]


def _term(file: Dossier) -> list[Run]:
    licence = file.licence
    return [
        Run("Izin sebagaimana dimaksud berlaku untuk jangka waktu 5 (lima) tahun terhitung mulai tanggal "),
        date("issued_on", licence.decree_on),
        Run(" sampai dengan tanggal "),
        date("expires_on", licence.decree_until),
        Run("."),
    ]


DESIGNS: Final = {
    "oss": Design(oss),
    "decree": Design(decree),
    "annex": Design(annex),
    "certificate": Design(certificate, held_out=True),
}
