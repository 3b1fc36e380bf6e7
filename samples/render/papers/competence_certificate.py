"""Draws a competence certificate of a certifier under the national board: framed, as a letter, or as a table."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party, draw_emblem
from samples.render.ink import Run
from samples.render.sheet import HEIGHT, WIDTH, Sheets
from samples.render.wording import date


def framed(file: Dossier, draw: random.Random) -> Sheets:
    """Set a bilingual certificate with everything in the middle."""
    paper, held = Form(draw, "serif", 12, margin=70), file.competence
    paper.sheets.box((22, 22, paper.width - 22, paper.height - 22), 3, (168, 132, 48))
    draw_emblem(paper, (paper.width / 2, 88), "star", 26)
    paper.y = 140
    paper.middle("BADAN NASIONAL SERTIFIKASI PROFESI", "bold", 14)
    paper.middle("INDONESIAN PROFESSIONAL CERTIFICATION AUTHORITY", "", 10)
    paper.y += 16
    paper.middle("SERTIFIKAT KOMPETENSI", "bold", 20)
    paper.middle("CERTIFICATE OF COMPETENCE", "italic", 12)
    paper.middle([Run("No. "), Run(held.number, "certificate_number")], "", 11)
    paper.y += 18
    for text, english in (("Dengan ini menyatakan bahwa,", "This is to certify that,"),):
        paper.middle(text)
        paper.middle(english, "italic", 9.5)
    paper.middle(Run(file.person.name, "name"), "bold", 18)
    paper.middle([Run("No. Reg. "), Run(f"TIK.{held.issued_on:%Y}.00000")], "", 10)
    paper.y += 10
    paper.middle("Telah kompeten pada bidang :")
    paper.middle("Is competent in the area of :", "italic", 9.5)
    paper.middle(file.contract.job["id"].title(), "bold", 13)
    paper.middle("Dengan Kualifikasi / Kompetensi :")
    paper.middle("With Qualification / Competency :", "italic", 9.5)
    paper.middle(Run(held.scheme, "scheme"), "bold", 14)
    paper.y += 10
    years = "Sertifikat ini berlaku untuk : 3 (tiga) Tahun"
    paper.middle(years)
    paper.middle(
        [
            Run("Tanggal terbit "),
            date("issued_on", held.issued_on),
            Run(", berlaku sampai "),
            date("expires_on", held.expires_on),
        ],
        "",
        10.5,
    )
    paper.y += 20
    paper.middle("Atas nama / On behalf of", "", 10)
    paper.middle(Run(held.issuer, "issuer"), "bold", 12)
    paper.sign([Party("", [""], "KETUA LSP CONTOH", ("hand", "stamp"), stamp=held.issuer)], at=0.34)
    return paper.sheets


def landscape(file: Dossier, draw: random.Random) -> Sheets:
    """Set a certificate across the page with labels at the left."""
    paper, held = Form(draw, "dejavu", 10.5, margin=64, width=HEIGHT, height=WIDTH), file.competence
    paper.sheets.box((20, 20, paper.width - 20, paper.height - 20), 1.6, (40, 90, 140))
    paper.letterhead([Run(held.issuer, "issuer")], "Lisensi BNSP-LSP-0000-ID", "round")
    paper.middle("SERTIFIKAT UJI KOMPETENSI", "bold", 18)
    paper.middle([Run("Nomor Sertifikat: "), Run(held.number, "certificate_number")])
    paper.y += 16
    paper.line("Diberikan kepada:")
    paper.rows(
        [
            (paper.one_of("Nama", "Nama Peserta", "Nama Pemegang Sertifikat"), Run(file.person.name, "name")),
            ("Tempat/Tanggal Lahir", [Run(f"{file.person.birth_place}, "), date("", file.person.birth_date)]),
            (paper.one_of("Skema Sertifikasi", "Skema", "Kualifikasi"), Run(held.scheme, "scheme")),
            ("Hasil", "KOMPETEN"),
            (
                paper.one_of("Tanggal Terbit", "Tanggal Penerbitan", "Diterbitkan tanggal"),
                date("issued_on", held.issued_on, "dash"),
            ),
            (
                paper.one_of("Masa Berlaku s.d.", "Berlaku sampai", "Berlaku hingga"),
                date("expires_on", held.expires_on, "dash"),
            ),
        ],
        label=190,
        kind="bold",
        gap=5,
    )
    paper.y += 14
    top = paper.y
    paper.code(paper.margin, top, 58, "https://contoh.invalid/sertifikat/" + held.number.replace(" ", ""))
    paper.sign([Party("", ["Direktur LSP,"], "PEJABAT CONTOH", ("hand", "stamp"), stamp=held.issuer)], at=0.66)
    return paper.sheets


def table(file: Dossier, draw: random.Random) -> Sheets:
    """Set the certificate as a boxed table with the passed units below it."""
    paper, held = Form(draw, "sans", 10, margin=58), file.competence
    paper.letterhead([Run(held.issuer, "issuer")], "Certification Body / Lembaga Sertifikasi", "diamond", left=True)
    paper.middle("CERTIFICATE OF COMPETENCY", "bold", 15)
    paper.y += 12
    paper.boxed(
        [
            ("Certificate Number\nNomor Sertifikat", Run(held.number, "certificate_number")),
            ("Name of Holder\nNama Pemegang", Run(file.person.name, "name")),
            ("Competency Scheme\nSkema Kompetensi", Run(held.scheme, "scheme")),
            ("Date of Issue\nTanggal Penerbitan", date("issued_on", held.issued_on, "en")),
            ("Date of Expiry\nTanggal Kedaluwarsa", date("expires_on", held.expires_on, "en")),
        ],
        fill=(236, 240, 246),
    )
    units = [
        "Menerapkan keselamatan dan kesehatan kerja",
        "Berkomunikasi di tempat kerja",
        "Melaksanakan prosedur kerja",
    ]
    paper.grid(
        [("No.", 1), ("Kode Unit", 3), ("Unit Kompetensi", 7)],
        [[str(n), f"T.000000.00{n}.01", unit] for n, unit in enumerate(units, 1)],
    )
    paper.y += 16
    paper.sign([Party("", ["Manajer Sertifikasi"], "PEJABAT CONTOH", ("hand", "stamp"), stamp=held.issuer)])
    return paper.sheets


DESIGNS: Final = {"framed": Design(framed), "landscape": Design(landscape), "table": Design(table, held_out=True)}
