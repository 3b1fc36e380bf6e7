"""Draws the family's permission to work abroad, known by the village head: typed, as a form, or as a statement."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party, Row, Text
from samples.render.hand_marks import revenue_stamp
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date, sex


def form(file: Dossier, draw: random.Random) -> Sheets:
    """Set two blocks of labels under a village letterhead, the number under the title."""
    paper, permit = Form(draw, "serif", 11, margin=66), file.permit
    _head(paper, file)
    title = paper.one_of(
        "SURAT IZIN KELUARGA", "SURAT IZIN SUAMI/ISTRI/ORANG TUA/WALI", "SURAT KETERANGAN IZIN KELUARGA"
    )
    paper.middle(title, "bold", 13, underline=True)
    paper.middle([Run("Nomor : "), Run(permit.letter_number, "letter_number")])
    paper.y += 10
    paper.para("Yang bertanda tangan di bawah ini :")
    paper.rows(_signer(paper, file), label=140, indent=16)
    paper.para(
        "Selaku suami/istri/orang tua/wali *) dari :" if draw.random() < 0.4 else "Dengan ini memberikan izin kepada :"
    )
    paper.rows(
        [
            *_worker(file),
            (paper.one_of("Hubungan keluarga", "Hubungan", "Hubungan dengan CPMI"), Run(permit.relation, "relation")),
        ],
        label=140,
        indent=16,
    )
    paper.para(
        [
            Run("untuk bekerja ke luar negeri dengan negara tujuan "),
            Run(file.contract.site["id"]),
            Run(f" melalui {file.contract.agency_name}. Demikian surat izin ini dibuat dengan sebenarnya."),
        ]
    )
    paper.y += 8
    paper.right([Run(f"{file.person.village.title()}, "), date("signed_on", permit.signed_on)])
    paper.y += 6
    _sign(paper, file, "Yang diberi izin,", "Yang memberi izin,")
    return paper.sheets


def statement(file: Dossier, draw: random.Random) -> Sheets:
    """Set a typed statement whose blocks are numbered and whose village number stands at the bottom."""
    paper, permit = Form(draw, "mono", 10, margin=62, lead=1.4), file.permit
    paper.y += 20
    paper.middle("SURAT PERNYATAAN IZIN", "bold", 12)
    paper.middle("SUAMI / ISTRI / ORANG TUA / WALI", "bold", 12, underline=True)
    paper.y += 16
    paper.line("Saya yang bertanda tangan di bawah ini :")
    paper.rows(_signer(paper, file, "dash"), label=158, dotted=True)
    paper.y += 4
    paper.para([Run("Adalah "), Run(permit.relation, "relation"), Run(" dari :")])
    paper.rows(_worker(file, "dash"), label=158, dotted=True)
    paper.y += 4
    paper.para(
        "Dengan ini menyatakan tidak keberatan dan memberi izin kepada nama tersebut untuk bekerja sebagai Pekerja "
        f"Migran Indonesia di {file.contract.site['id']}. Pernyataan ini saya buat tanpa paksaan dari pihak manapun."
    )
    paper.y += 10
    paper.line([Run(f"Dibuat di {file.person.village}, tanggal "), date("signed_on", permit.signed_on, "dash")])
    _sign(paper, file, "CPMI", "Yang menyatakan")
    paper.y += 4
    paper.line([Run("Register Desa No. "), Run(permit.letter_number, "letter_number")])
    return paper.sheets


def filled(file: Dossier, draw: random.Random) -> Sheets:
    """Set a form of an agency whose dotted lines were filled in in another, slanted face."""
    paper, permit = Form(draw, "serif", 11, margin=64, lead=1.5), file.permit
    paper.middle("SURAT IZIN SUAMI / ISTRI / ORANG TUA / WALI *)", "bold", 12.5)
    paper.y += 10
    paper.line("Yang bertanda tangan di bawah ini saya :")
    paper.rows(_signer(paper, file), label=140, dotted=True, kind="italic")
    paper.rows([("Hubungan dengan CPMI", Run(permit.relation, "relation"))], label=140, dotted=True, kind="italic")
    paper.line("memberikan izin kepada :")
    paper.rows(_worker(file), label=140, dotted=True, kind="italic")
    paper.para(f"untuk bekerja di negara {file.contract.site['id']} selama {file.contract.duration_months} bulan.")
    paper.y += 4
    paper.right([Run(f"{file.person.town.title()}, "), date("signed_on", permit.signed_on, "id0")])
    _sign(paper, file, "Calon PMI,", "Yang membuat pernyataan,")
    paper.line([Run("Nomor Surat Desa : "), Run(permit.letter_number, "letter_number")], "", 9)
    paper.line("*) coret yang tidak perlu", "italic", 8)
    return paper.sheets


def prose(file: Dossier, draw: random.Random) -> Sheets:
    """Set everything in sentences, names in bold."""
    paper, permit, signer = Form(draw, "dejavu-serif", 10.2, margin=70, lead=1.6), file.permit, file.permit.signer
    _head(paper, file)
    paper.line([Run("No. "), Run(permit.letter_number, "letter_number")])
    paper.line("Perihal : Izin Bekerja ke Luar Negeri")
    paper.y += 14
    paper.para(
        [
            Run("Pada hari ini, tanggal "),
            date("signed_on", permit.signed_on),
            Run(", saya "),
            Run(signer.name, "signer_name"),
            Run(" pemegang KTP nomor "),
            Run(signer.nik, "signer_id_number"),
            Run(" bertempat tinggal di "),
            Run(f"{file.person.address.title()}, Desa "),
            Run(file.person.village, "village"),
            Run(", sebagai "),
            Run(permit.relation.title(), "relation", permit.relation),
            Run(" memberikan izin sepenuhnya kepada "),
            Run(file.person.name, "worker_name"),
            Run(" (NIK "),
            Run(file.person.nik, "worker_id_number"),
            Run(f") untuk bekerja di {file.contract.site['id']} sebagai {file.contract.job['id']}."),
        ]
    )
    paper.para("Surat izin ini dibuat dalam keadaan sadar dan diketahui oleh Kepala Desa.")
    paper.y += 20
    _sign(paper, file, "Calon PMI", "Pemberi izin")
    return paper.sheets


def _head(paper: Form, file: Dossier) -> None:
    person = file.person
    lines: list[Text] = [
        f"PEMERINTAH {person.regency}",
        f"KECAMATAN {person.district}",
        [Run("KANTOR KEPALA DESA "), Run(person.village, "village")],
    ]
    paper.letterhead(lines, f"{person.address.title()} Kode Pos 00000", "shield")


def _signer(paper: Form, file: Dossier, written: str = "id") -> list[Row]:
    signer, pick = file.permit.signer, paper.one_of
    return [
        (pick("Nama", "Nama Lengkap", "N a m a"), Run(signer.name, "signer_name")),
        (pick("NIK / No. KTP", "NIK", "No. KTP", "Nomor KTP"), Run(signer.nik, "signer_id_number")),
        (
            pick("Tempat, Tgl. Lahir", "Tempat/Tanggal Lahir", "TTL"),
            [Run(f"{signer.birth_place}, "), date("", signer.birth_date, written)],
        ),
        ("Pekerjaan", signer.occupation),
        ("Alamat", _address(file)),
    ]


def _worker(file: Dossier, written: str = "id") -> list[Row]:
    person = file.person
    return [
        ("Nama", Run(person.name, "worker_name")),
        ("NIK", Run(person.nik, "worker_id_number")),
        ("Tempat, Tgl. Lahir", [Run(f"{person.birth_place}, "), date("", person.birth_date, written)]),
        ("Jenis Kelamin", sex("", person.sex)),
        ("Alamat", _address(file)),
    ]


def _address(file: Dossier) -> list[Run]:
    person = file.person
    return [
        Run(f"{person.address} RT/RW {person.rt_rw}, DESA "),
        Run(person.village, "village"),
        Run(f", KEC. {person.district}"),
    ]


def _sign(paper: Form, file: Dossier, worker: str, signer: str) -> None:
    permit, village = file.permit, f"PEMERINTAH DESA {file.person.village}"
    if paper.draw.random() < 0.7:
        box = revenue_stamp(paper.sheets, paper.draw, (paper.width - paper.margin - 70, paper.y - 2))
        paper.sheets.mark("signer", "meterai", box, "signature")
    kind = ("thumb",) if paper.draw.random() < 0.25 else ("hand",)
    paper.sign(
        [
            Party("worker", [worker], Run(file.person.name, "worker_name")),
            Party("signer", [signer], Run(permit.signer.name, "signer_name"), kind),
        ]
    )
    head = Party(
        "official",
        ["Mengetahui,", f"Kepala Desa {file.person.village.title()}"],
        permit.village_head,
        ("hand", "stamp"),
        stamp=village,
    )
    paper.sign([head], at=0.3)


DESIGNS: Final = {
    "form": Design(form),
    "statement": Design(statement),
    "filled": Design(filled),
    "prose": Design(prose, held_out=True),
}
