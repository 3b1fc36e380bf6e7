"""Draws a police record letter (SKCK): in columns, bilingual, or as an older typed form."""

import random
from collections.abc import Callable
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party, Row
from samples.render.hand_marks import thumbprint
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date, sex


def columns(file: Dossier, draw: random.Random) -> Sheets:
    """Set the letter with labels at the left and a photo at the lower left."""
    form, police = Form(draw, "sans", 9.6, margin=58), file.police
    form.line("KEPOLISIAN NEGARA REPUBLIK INDONESIA", "bold")
    form.line(f"DAERAH {file.person.province}" if "POLDA" in police.office else "RESOR", "bold")
    form.line(Run(police.office, "office"), "bold")
    form.rule(0.9)
    form.y += 14
    form.middle("SURAT KETERANGAN CATATAN KEPOLISIAN", "bold", 12.5, underline=True)
    form.middle([Run("Nomor : "), Run(police.number, "letter_number")])
    form.y += 8
    form.para("Diterangkan bersama ini bahwa :")
    form.rows([*_person(file, form.one_of("id0", "id", "dash", "ID"), form.one_of), *_more(file)], label=176, gap=2.2)
    form.y += 2
    form.para(
        "Setelah diadakan penelitian hingga saat dikeluarkan surat keterangan ini yang didasarkan kepada catatan "
        "kepolisian yang ada, nama tersebut diatas tidak memiliki catatan atau keterlibatan dalam kegiatan kriminal."
    )
    form.para("Keterangan ini diberikan berhubung dengan permohonan :")
    form.rows(
        [(form.one_of("Untuk keperluan", "Keperluan", "Dipergunakan untuk"), Run(police.purpose, "purpose"))], label=176
    )
    form.rows(
        [
            (
                form.one_of("Berlaku dari tanggal", "Berlaku mulai tanggal", "Berlaku dari"),
                date("issued_on", police.issued_on, "id0"),
            ),
            (
                form.one_of("Sampai dengan", "Sampai dengan tanggal", "s/d tanggal"),
                date("expires_on", police.expires_on, "id0"),
            ),
        ],
        label=176,
    )
    form.y += 12
    _foot(form, file, "dash")
    return form.sheets


def bilingual(file: Dossier, draw: random.Random) -> Sheets:
    """Set the letter with an English line under every label."""
    form, police = Form(draw, "serif", 10.2, margin=62), file.police
    form.letterhead(
        ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", Run(police.office, "office")],
        "Jl. Contoh No. 1  Telp. (0000) 000000",
        "shield",
    )
    form.middle("SURAT KETERANGAN CATATAN KEPOLISIAN", "bold", 13)
    form.middle("POLICE RECORD CERTIFICATE", "italic", 10.5)
    form.middle([Run("No. "), Run(police.number, "letter_number")])
    form.y += 6
    both: list[Row] = [
        ("Nama\nName", Run(file.person.name, "name")),
        ("Jenis Kelamin\nSex", sex("", file.person.sex, "id")),
        ("Kebangsaan\nNationality", "INDONESIA"),
        ("Agama\nReligion", file.person.religion),
        ("Tempat dan Tanggal Lahir\nPlace and date of birth", _born(file, "id")),
        ("Alamat\nCurrent address", f"{file.person.address}, {file.person.village}, {file.person.district}"),
        ("Pekerjaan\nOccupation", file.person.occupation),
        ("Nomor Kartu Tanda Penduduk\nCitizenship Card Number", Run(file.person.nik, "nik")),
        ("Nomor Paspor\nPassport Number", file.passport.number),
        ("Rumus Sidik Jari\nFingerprints formula", police.fingerprints),
    ]
    form.rows(both, label=182, gap=1.0, kind="bold")
    form.para(
        "Tidak memiliki catatan atau keterlibatan dalam kegiatan kriminal apapun / "
        "As of the screening date the bearer hereof proves not to be involved in any criminal cases.",
        size=9.4,
    )
    form.rows(
        [
            ("Keperluan\nPurpose", Run(police.purpose, "purpose")),
            ("Berlaku mulai\nValid from", date("issued_on", police.issued_on)),
            ("Sampai\nTo", date("expires_on", police.expires_on)),
        ],
        label=182,
        gap=1.0,
    )
    form.y += 6
    _foot(form, file, "id")
    return form.sheets


def typed(file: Dossier, draw: random.Random) -> Sheets:
    """Set the letter as a form that was filled in with a typewriter, labels numbered, validity in a sentence."""
    form, police = Form(draw, "mono", 9.4, margin=60, lead=1.42), file.police
    form.line("KEPOLISIAN NEGARA REPUBLIK INDONESIA")
    form.line([Run(police.office, "office")])
    form.y += 16
    form.middle("SURAT KETERANGAN", "bold", 12, underline=True)
    form.middle("CATATAN KEPOLISIAN", "bold", 12)
    form.middle([Run("NO. POL. : "), Run(police.number, "letter_number")])
    form.y += 10
    form.para("Yang bertanda tangan di bawah ini menerangkan bahwa orang yang tersebut di bawah ini :")
    form.rows(_person(file, "slash", lambda *names: names[0]), label=190, gap=1.5, numbered=True, dotted=True)
    form.para(
        [
            Run("Adalah benar tidak tersangkut perkara polisi. Surat keterangan ini diberikan untuk "),
            Run(police.purpose, "purpose"),
            Run(" dan berlaku sejak tanggal "),
            date("issued_on", police.issued_on, "slash"),
            Run(" s/d "),
            date("expires_on", police.expires_on, "slash"),
            Run("."),
        ]
    )
    form.y += 20
    _foot(form, file, "slash")
    return form.sheets


def table(file: Dossier, draw: random.Random) -> Sheets:
    """Set the letter of the online service: a boxed table, a code instead of the stamp."""
    form, police, person = Form(draw, "dejavu", 8.8, margin=54), file.police, file.person
    form.letterhead([Run(police.office, "office")], "KEPOLISIAN NEGARA REPUBLIK INDONESIA", "star", left=True)
    form.middle("SURAT KETERANGAN CATATAN KEPOLISIAN (SKCK)", "bold", 12)
    form.y += 6
    form.boxed(
        [
            ("Nomor SKCK", Run(police.number, "letter_number")),
            ("Nama", Run(person.name, "name")),
            ("NIK", Run(person.nik, "nik")),
            ("Tempat, Tanggal Lahir", _born(file, "ID")),
            ("Alamat", f"{person.address}, {person.village}, {person.district}, {person.regency}"),
            ("Keperluan", Run(police.purpose, "purpose")),
            ("Tanggal Terbit", date("issued_on", police.issued_on, "ID")),
            ("Masa Berlaku s/d", date("expires_on", police.expires_on, "ID")),
        ],
        label=150,
    )
    form.para("Tidak memiliki catatan atau keterlibatan dalam kegiatan kriminal apapun.", "bold")
    form.y += 8
    form.code(form.margin, form.y, 60, f"https://contoh.invalid/skck/{police.number.replace('/', '-')}")
    form.sign([Party("", ["Kasat Intelkam"], "PEJABAT CONTOH", ("electronic",))], at=0.5)
    return form.sheets


def _born(file: Dossier, written: str) -> list[Run]:
    return [Run(f"{file.person.birth_place}, "), date("birth_date", file.person.birth_date, written)]


def _person(file: Dossier, written: str, pick: Callable[..., str]) -> list[Row]:
    person = file.person
    return [
        (pick("Nama", "Nama Lengkap", "Nama lengkap"), Run(person.name, "name")),
        ("Jenis Kelamin", sex("", person.sex)),
        ("Kebangsaan", "INDONESIA"),
        ("Agama", person.religion),
        (pick("Tempat/Tgl. Lahir", "Tempat dan Tanggal Lahir", "Tempat, tanggal lahir"), _born(file, written)),
        (
            "Tempat Tinggal Sekarang",
            f"{person.address} RT/RW {person.rt_rw} DESA {person.village} KEC. {person.district}",
        ),
        ("Pekerjaan", person.occupation),
        (pick("Nomor KTP", "No. KTP / NIK", "NIK", "Nomor Kartu Tanda Penduduk"), Run(person.nik, "nik")),
    ]


def _more(file: Dossier) -> list[Row]:
    return [("Nomor Paspor", file.passport.number), ("Rumus Sidik Jari", file.police.fingerprints)]


def _foot(form: Form, file: Dossier, written: str) -> None:
    police, top = file.police, form.y
    form.photo((form.margin, top, form.margin + 82, top + 108), file.person)
    thumbprint(form.sheets, form.draw, (form.margin + 118, top + 60), (52, 44, 110))
    x = form.margin + form.room * 0.52
    place = police.office.split(" ", 1)[1]
    for text in (
        [Run(f"Dikeluarkan di : {place}")],
        [Run("Pada tanggal : "), date("issued_on", police.issued_on, written)],
        [Run(f"a.n. KEPALA {police.office}")],
    ):
        form.line(text, x=x)
    party = Party("", [], "PEJABAT CONTOH", ("hand", "stamp"), "AKP NRP 00000000", police.office)
    form.party(party, x, form.y + 6, form.room * 0.48, 58)


DESIGNS: Final = {
    "columns": Design(columns),
    "bilingual": Design(bilingual),
    "table": Design(table),
    "typed": Design(typed, held_out=True),
}
