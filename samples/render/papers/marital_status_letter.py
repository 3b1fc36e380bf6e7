"""Draws a village head's letter on the worker's marital status: as a form, in sentences, typed, or in two languages."""

import datetime as dt
import random
from typing import Final

from samples.dossier import Dossier
from samples.papers import roman
from samples.render.design import Design
from samples.render.forms import Form, Party, Row, Text
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date, sex

_SAID: Final = {
    "BELUM KAWIN": ("BELUM KAWIN", "belum pernah menikah", "NEVER MARRIED"),
    "KAWIN": ("KAWIN", "sudah menikah", "MARRIED"),
    "CERAI HIDUP": ("CERAI HIDUP", "cerai hidup", "DIVORCED"),
    "CERAI MATI": ("CERAI MATI", "cerai mati", "WIDOWED"),
}
"""Status on the KTP -> what a form, a sentence and an English letter say of it."""


def form(file: Dossier, draw: random.Random) -> Sheets:
    """Set labels and values under a village letterhead, the number under the title."""
    paper = Form(draw, "serif", 11, margin=66)
    _head(paper, file)
    title = paper.one_of("SURAT KETERANGAN STATUS PERKAWINAN", "SURAT KETERANGAN STATUS PERNIKAHAN")
    paper.middle(title, "bold", 13, underline=True)
    paper.middle([Run("Nomor : "), Run(_number(file), "letter_number")])
    paper.y += 12
    paper.para(
        [
            Run("Yang bertanda tangan di bawah ini Kepala Desa "),
            Run(file.person.village.title(), "village", file.person.village),
            Run(f", Kecamatan {file.person.district.title()}, menerangkan dengan sebenarnya bahwa :"),
        ]
    )
    label = paper.one_of("Status Perkawinan", "Status")
    status = Run(_SAID[_status(file)][0], "marital_status", _status(file))
    paper.rows([*_holder(paper, file), (label, status)], label=140, indent=16)
    paper.para("Demikian surat keterangan ini dibuat untuk persyaratan bekerja ke luar negeri.")
    _place_and_sign(paper, file)
    return paper.sheets


def sentences(file: Dossier, draw: random.Random) -> Sheets:
    """Set labels for who it is about, and the status in a sentence below them."""
    paper = Form(draw, "sans", 10.5, margin=62, lead=1.4)
    _head(paper, file)
    paper.middle("SURAT KETERANGAN", "bold", 13)
    paper.middle(paper.one_of("STATUS PERKAWINAN", "STATUS PERNIKAHAN"), "bold", 11, underline=True)
    paper.middle([Run("No. "), Run(_number(file), "letter_number")])
    paper.y += 10
    paper.para("Yang bertanda tangan di bawah ini :")
    paper.rows(
        [("Nama", Run(_signer(file), "signer_name")), ("Jabatan", f"Kepala Desa {file.person.village.title()}")],
        label=150,
    )
    paper.para("Menerangkan bahwa :")
    paper.rows(_holder(paper, file, "dash"), label=150)
    paper.para(
        [
            Run("Sampai saat ini yang bersangkutan "),
            Run(_SAID[_status(file)][1], "marital_status", _status(file)),
            Run(", sesuai pernyataan yang bersangkutan dan catatan pada kantor kami."),
        ]
    )
    _place_and_sign(paper, file, "dash")
    return paper.sheets


def typed(file: Dossier, draw: random.Random) -> Sheets:
    """Set a typed letter with dotted lines, whose register number stands at its end."""
    paper = Form(draw, "mono", 10, margin=60, lead=1.35)
    paper.y += 16
    paper.middle("SURAT KETERANGAN STATUS PERKAWINAN", "bold", 12, underline=True)
    paper.y += 14
    paper.para("Kepala Desa di bawah ini menerangkan bahwa :")
    status = Run(_SAID[_status(file)][0], "marital_status", _status(file))
    rows: list[Row] = [*_holder(paper, file, "dash"), ("Status", status)]
    rows.append(("Desa", Run(file.person.village, "village")))
    paper.rows(rows, label=158, dotted=True)
    paper.para("adalah benar warga desa kami. Surat ini dibuat untuk melengkapi berkas calon pekerja migran.")
    _place_and_sign(paper, file, "ID")
    paper.line([Run("Register Desa No. "), Run(_number(file), "letter_number")])
    return paper.sheets


def prose(file: Dossier, draw: random.Random) -> Sheets:
    """Set everything in sentences, under a town's letterhead."""
    paper, person = Form(draw, "dejavu-serif", 10.2, margin=70, lead=1.55), file.person
    _head(paper, file, kelurahan=True)
    paper.middle(_plain_title(file), "bold", 13, underline=True)
    paper.middle([Run("Nomor: "), Run(_number(file), "letter_number")])
    paper.y += 14
    paper.para(
        [
            Run("Lurah "),
            Run(person.village.title(), "village", person.village),
            Run(" dengan ini menerangkan bahwa "),
            Run(person.name, "name"),
            Run(", NIK "),
            Run(person.nik, "nik"),
            Run(", lahir di "),
            Run(person.birth_place.title(), "birth_place", person.birth_place),
            Run(" pada tanggal "),
            date("birth_date", person.birth_date),
            Run(f", bertempat tinggal di {person.address.title()}, berstatus "),
            Run(_SAID[_status(file)][1], "marital_status", _status(file)),
            Run("."),
        ]
    )
    paper.para("Keterangan ini diberikan untuk keperluan bekerja di luar negeri.")
    _place_and_sign(paper, file, office="Lurah")
    return paper.sheets


def _plain_title(file: Dossier) -> str:
    titles = {"BELUM KAWIN": "SURAT KETERANGAN BELUM MENIKAH", "KAWIN": "SURAT KETERANGAN SUDAH MENIKAH"}
    return titles.get(_status(file), "SURAT KETERANGAN STATUS")


def _status(file: Dossier) -> str:
    return file.person.marital_status


def _signer(file: Dossier) -> str:
    return file.permit.village_head


def _issued_on(file: Dossier) -> dt.date:
    """Return the letter's day: people fetch it with the family's permission, on the same way to the office."""
    return file.permit.signed_on


def _number(file: Dossier) -> str:
    day = _issued_on(file)
    return f"474.2/{int(file.person.nik[6:9]) % 400 + 1:03d}/{roman(day.month)}/{day.year}"


def _head(paper: Form, file: Dossier, *, kelurahan: bool = False) -> None:
    person = file.person
    own = [Run("KELURAHAN " if kelurahan else "KANTOR KEPALA DESA "), Run(person.village, "village")]
    lines: list[Text] = [f"PEMERINTAH {person.regency}", f"KECAMATAN {person.district}", own]
    paper.letterhead(lines, f"{person.address.title()} Kode Pos 00000", "shield")


def _holder(paper: Form, file: Dossier, written: str = "id") -> list[Row]:
    person, pick = file.person, paper.one_of
    born = [Run(person.birth_place, "birth_place"), Run(", "), date("birth_date", person.birth_date, written)]
    return [
        (pick("Nama", "Nama Lengkap", "N a m a"), Run(person.name, "name")),
        (pick("NIK", "NIK / No. KTP", "Nomor KTP"), Run(person.nik, "nik")),
        (pick("Tempat, Tgl. Lahir", "Tempat/Tanggal Lahir", "TTL"), born),
        ("Jenis Kelamin", sex("", person.sex)),
        ("Agama", person.religion),
        ("Pekerjaan", person.occupation),
        ("Alamat", f"{person.address} RT/RW {person.rt_rw}"),
    ]


def _place_and_sign(paper: Form, file: Dossier, written: str = "id", office: str = "Kepala Desa") -> None:
    village = file.person.village
    paper.y += 8
    paper.right([Run(f"{village.title()}, "), date("issued_on", _issued_on(file), written)])
    paper.y += 6
    head = Party(
        "signer",
        [f"{office} {village.title()}"],
        Run(_signer(file), "signer_name"),
        ("hand", "stamp"),
        stamp=f"{office.upper()} {village}",
    )
    paper.sign([head], at=0.55)


DESIGNS: Final = {
    "form": Design(form),
    "sentences": Design(sentences),
    "typed": Design(typed),
    "prose": Design(prose, held_out=True),
}
