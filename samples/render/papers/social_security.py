"""Draws the proof of social security: a membership card, a certificate with a table, or a receipt of payment."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import GREY, Form, Party, draw_emblem
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date, rupiah

CARD_WIDTH: Final = 243.0
CARD_HEIGHT: Final = 153.0
"""A bank card in points."""


def card(file: Dossier, draw: random.Random) -> Sheets:
    """Set a card with a coloured head and small labels above the values."""
    paper, held = Form(draw, "sans", 8.4, margin=12, width=CARD_WIDTH, height=CARD_HEIGHT), file.security
    head = draw.choice([(20, 120, 80), (20, 90, 150)])
    paper.sheets.box((0, 0, CARD_WIDTH, 34), 0.0, head, head)
    paper.sheets.write(12, 15, "KARTU PESERTA", paper.style("bold", 9.5, (255, 255, 255)))
    paper.sheets.write(12, 27, "JAMINAN SOSIAL PEKERJA MIGRAN INDONESIA", paper.style("", 7, (255, 255, 255)))
    paper.y = 52
    paper.rows(
        [
            ("No. Peserta (KPJ)", Run(held.number, "participant_number")),
            ("NIK", Run(file.person.nik, "nik")),
            ("Nama", Run(file.person.name, "name")),
            ("Program", Run(held.programme, "programme")),
            (
                "Masa Perlindungan",
                [date("starts_on", held.starts_on, "dash"), Run(" s/d "), date("expires_on", held.expires_on, "dash")],
            ),
        ],
        label=88,
        kind="bold",
        gap=2.4,
    )
    paper.sheets.write(12, CARD_HEIGHT - 8, "BPJS KETENAGAKERJAAN", paper.style("bold", 7, GREY))
    return paper.sheets


def certificate(file: Dossier, draw: random.Random) -> Sheets:
    """Set a certificate of membership with the programmes in a table."""
    paper, held = Form(draw, "sans", 10.2, margin=60), file.security
    paper.letterhead(["BPJS KETENAGAKERJAAN"], "Badan Penyelenggara Jaminan Sosial Ketenagakerjaan", "round", left=True)
    paper.middle("SERTIFIKAT KEPESERTAAN", "bold", 14)
    paper.middle("PERLINDUNGAN PEKERJA MIGRAN INDONESIA", "bold", 11)
    paper.y += 12
    paper.para("Dengan ini menerangkan bahwa nama di bawah ini terdaftar sebagai peserta BPJS Ketenagakerjaan :")
    paper.rows(
        [
            (
                paper.one_of("Nomor Kepesertaan", "Nomor Peserta", "No. KPJ", "Nomor KPJ"),
                Run(held.number, "participant_number"),
            ),
            (paper.one_of("Nama Peserta", "Nama", "Nama Lengkap"), Run(file.person.name, "name")),
            ("NIK", Run(file.person.nik, "nik")),
            ("Tanggal Lahir", date("", file.person.birth_date)),
            (paper.one_of("Program yang Diikuti", "Program", "Program Perlindungan"), Run(held.programme, "programme")),
            (
                paper.one_of("Tanggal Mulai Perlindungan", "Mulai Perlindungan", "Berlaku Mulai"),
                date("starts_on", held.starts_on),
            ),
            (
                paper.one_of("Tanggal Akhir Perlindungan", "Akhir Perlindungan", "Berlaku Sampai"),
                date("expires_on", held.expires_on),
            ),
            ("Negara Penempatan", file.contract.site["id"]),
        ],
        label=180,
        gap=5,
    )
    paper.y += 8
    lines = [["Jaminan Kecelakaan Kerja", f"Rp {rupiah(220000)}"], ["Jaminan Kematian", f"Rp {rupiah(150000)}"]]
    paper.grid([("Program", 5), ("Iuran", 3)], lines)
    paper.y += 14
    paper.code(paper.margin, paper.y, 58, f"BPJSTK-CONTOH-{held.number}")
    paper.y += 80
    paper.para("Sertifikat ini diterbitkan secara elektronik dan sah tanpa tanda tangan basah.", "italic", 8.5)
    return paper.sheets


def letter(file: Dossier, draw: random.Random) -> Sheets:
    """Set a letter of membership with small labels above the values."""
    paper, held = Form(draw, "serif", 11, margin=64), file.security
    paper.letterhead(["BPJS KETENAGAKERJAAN", f"Kantor Cabang {file.person.town.title()}"], emblem="diamond")
    paper.middle("BUKTI KEPESERTAAN PEKERJA MIGRAN INDONESIA", "bold", 13)
    paper.y += 14
    paper.above(
        [
            [("Nomor Peserta / KPJ", Run(held.number, "participant_number")), ("NIK", Run(file.person.nik, "nik"))],
            [("Nama Lengkap Peserta", Run(file.person.name, "name"))],
            [("Jenis Program", Run(held.programme, "programme"))],
            [
                ("Mulai Berlaku", date("starts_on", held.starts_on, "id0")),
                ("Sampai Dengan", date("expires_on", held.expires_on, "id0")),
            ],
        ],
        boxed=True,
    )
    paper.y += 12
    paper.para("Peserta terlindungi sebelum, selama dan setelah bekerja sesuai ketentuan yang berlaku.")
    paper.y += 10
    paper.sign([Party("", ["Kepala Kantor Cabang"], "PEJABAT CONTOH", ("hand", "stamp"), stamp="BPJS CONTOH")], at=0.5)
    return paper.sheets


def receipt(file: Dossier, draw: random.Random) -> Sheets:
    """Set a proof of payment as a narrow printer's slip."""
    paper, held = Form(draw, "dejavu-mono", 9, margin=40, width=420, height=430, lead=1.45), file.security
    draw_emblem(paper, (62, 58), "star", 16)
    paper.middle("BUKTI PEMBAYARAN IURAN", "bold", 11)
    paper.middle("JAMINAN SOSIAL PMI", "bold", 11)
    paper.y += 22
    paper.rows(
        [
            ("TGL BAYAR", date("", held.starts_on, "slash")),
            ("NO KPJ", Run(held.number, "participant_number")),
            ("NAMA", Run(file.person.name, "name")),
            ("NIK", Run(file.person.nik, "nik")),
            ("PROGRAM", Run(held.programme, "programme")),
            (
                "PERIODE",
                [date("starts_on", held.starts_on, "slash"), Run(" - "), date("expires_on", held.expires_on, "slash")],
            ),
            ("JUMLAH", f"Rp{rupiah(370000)},00"),
        ],
        label=110,
        gap=4,
    )
    paper.y += 10
    paper.middle("*** LUNAS ***", "bold")
    paper.middle("Simpan struk ini sebagai bukti kepesertaan BPJS Ketenagakerjaan", "", 7.4)
    return paper.sheets


DESIGNS: Final = {
    "certificate": Design(certificate),
    "card": Design(card),
    "letter": Design(letter),
    "receipt": Design(receipt, held_out=True),
}
