"""Draws a certificate of medical fitness: an office form, a bilingual table of findings, or a letter in prose."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party, Row
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date, sex

_FINDINGS: Final = (
    ("Tekanan darah / Blood pressure", "118/76 mmHg", "Normal"),
    ("Pemeriksaan paru (rontgen) / Chest X-ray", "Tidak ada kelainan", "Normal"),
    ("HBsAg / Hepatitis B", "Non reaktif", "Negatif"),
    ("Anti HIV", "Non reaktif", "Negatif"),
    ("VDRL / TPHA", "Non reaktif", "Negatif"),
    ("Urine, narkoba / Urine, drugs", "Negatif", "Negatif"),
    ("Psikologi / Psychology", "Dapat disarankan", "Baik"),
)


def form(file: Dossier, draw: random.Random) -> Sheets:
    """Set labels at the left, the conclusion as one bold line."""
    paper, health = Form(draw, "sans", 10, margin=60), file.health
    paper.letterhead(
        [Run(health.facility, "facility_name")],
        "Sarana Kesehatan Pemeriksa Calon Pekerja Migran Indonesia - Jl. Contoh Raya No. 7",
        "round",
    )
    title = paper.one_of("SURAT KETERANGAN SEHAT", "SERTIFIKAT KESEHATAN", "SURAT KETERANGAN PEMERIKSAAN KESEHATAN")
    paper.middle(title, "bold", 13, underline=True)
    paper.middle([Run("Nomor : "), Run(health.number, "certificate_number")])
    paper.y += 10
    paper.para("Yang bertanda tangan di bawah ini, dokter pemeriksa, menerangkan bahwa :")
    paper.rows(_person(paper, file), label=150)
    paper.para(
        [
            Run("telah diperiksa kesehatan fisik dan psikologinya pada tanggal "),
            date("examined_on", health.examined_on),
            Run(" untuk bekerja di negara tujuan "),
            Run(file.contract.site["id"].upper(), "destination_country", file.contract.site["country"]),
            Run(", dengan kesimpulan :"),
        ]
    )
    paper.y += 4
    result = paper.one_of("LAIK BEKERJA (FIT TO WORK)", "FIT TO WORK", "LAIK KERJA", "SEHAT DAN LAIK UNTUK BEKERJA")
    paper.middle(Run(result, "result", "FIT"), "bold", 14)
    paper.y += 4
    paper.para("Surat keterangan ini berlaku selama 3 (tiga) bulan sejak tanggal pemeriksaan.")
    paper.y += 12
    _sign(paper, file, "Dokter Pemeriksa,", "SIP : ")
    return paper.sheets


def table(file: Dossier, draw: random.Random) -> Sheets:
    """Set a boxed bilingual head with a photo, and the findings as a table."""
    paper, health = Form(draw, "dejavu", 8.6, margin=48), file.health
    paper.letterhead(
        [Run(health.facility, "facility_name")], "Medical Check Up Center for Migrant Workers", "diamond", left=True
    )
    paper.middle("MEDICAL CERTIFICATE / SERTIFIKAT KESEHATAN", "bold", 12)
    paper.y += 6
    paper.photo((paper.width - 48 - 70, paper.y - 6, paper.width - 48, paper.y + 84), file.person, (70, 110, 180))
    paper.rows(
        [
            (
                paper.one_of("Certificate No.", "MCU No.", "No. Sertifikat / Certificate No."),
                Run(health.number, "certificate_number"),
            ),
            ("Name / Nama", Run(file.person.name, "name")),
            (
                paper.one_of("Date of Birth / Tgl. Lahir", "Date of Birth", "D.O.B. / Tgl Lahir"),
                date("birth_date", file.person.birth_date, "EN3"),
            ),
            ("Sex / Jenis Kelamin", sex("", file.person.sex, "both")),
            ("Passport No.", file.passport.number),
            ("Destination / Negara Tujuan", _country(file, "en")),
            (
                paper.one_of("Date of Examination", "Examination Date / Tgl. Periksa", "Tanggal Pemeriksaan"),
                date("examined_on", health.examined_on, "EN3"),
            ),
        ],
        label=150,
        right=84,
        kind="bold",
    )
    paper.y += 8
    heads = [("Examination / Pemeriksaan", 5), ("Result / Hasil", 3.0), ("Remark", 2.0)]
    paper.grid(heads, [list(line) for line in _FINDINGS], size=8.2)
    paper.boxed(
        [("CONCLUSION / KESIMPULAN", Run(paper.one_of("FIT FOR EMPLOYMENT", "FIT", "FIT TO WORK"), "result", "FIT"))],
        label=170,
        kind="bold",
    )
    paper.para(
        "Valid for three months from the date of examination / Berlaku tiga bulan sejak tanggal pemeriksaan.", size=7.6
    )
    paper.y += 10
    _sign(paper, file, "Examining Physician / Dokter Pemeriksa", "Licence / No. SIP : ")
    return paper.sheets


def card(file: Dossier, draw: random.Random) -> Sheets:
    """Set the certificate with small English labels above the values, boxed, on half a sheet."""
    paper, health = Form(draw, "sans", 9.6, margin=50, height=520), file.health
    paper.letterhead([Run(health.facility, "facility_name")], "Occupational Health Services", "round")
    paper.middle("CERTIFICATE OF MEDICAL FITNESS", "bold", 13)
    paper.y += 10
    paper.above(
        [
            [("CERTIFICATE NUMBER", Run(health.number, "certificate_number"))],
            [
                ("NAME", Run(file.person.name, "name")),
                ("DATE OF BIRTH", date("birth_date", file.person.birth_date, "slash")),
            ],
            [("PASSPORT", file.passport.number), ("COUNTRY OF DESTINATION", _country(file, "en"))],
            [
                ("EXAMINED ON", date("examined_on", health.examined_on, "slash")),
                ("RESULT", Run("FIT", "result", "FIT")),
            ],
        ],
        boxed=True,
    )
    paper.y += 16
    _sign(paper, file, "Physician", "SIP No. ")
    return paper.sheets


def letter(file: Dossier, draw: random.Random) -> Sheets:
    """Set the certificate as running text with small-print labels under lines."""
    paper, health = Form(draw, "serif", 11, margin=70, lead=1.45), file.health
    paper.middle(Run(health.facility, "facility_name"), "bold", 14)
    paper.middle("JL. CONTOH SEHAT 21 TELP. (000) 0000000", "", 9)
    paper.rule(1.0)
    paper.y += 18
    paper.middle("KETERANGAN HASIL PEMERIKSAAN KESEHATAN", "bold", 13)
    paper.middle([Run("No. Surat: "), Run(health.number, "certificate_number")], "italic")
    paper.y += 14
    paper.para(
        [
            Run("Bersama ini kami terangkan bahwa Sdr./Sdri. "),
            Run(file.person.name, "name"),
            Run(", lahir di "),
            Run(file.person.birth_place.title()),
            Run(" tanggal "),
            date("birth_date", file.person.birth_date),
            Run(", calon Pekerja Migran Indonesia dengan negara penempatan "),
            _country(file, "id"),
            Run(", telah menjalani pemeriksaan kesehatan di sarana kesehatan kami tanggal "),
            date("examined_on", health.examined_on),
            Run(" dan dinyatakan "),
            Run("SEHAT JASMANI DAN ROHANI", "result", "FIT"),
            Run(" sehingga dapat melaksanakan pekerjaan sebagai "),
            Run(file.contract.job["id"]),
            Run("."),
        ]
    )
    paper.para("Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.")
    paper.y += 24
    _sign(paper, file, "Penanggung jawab,", "No. Izin Praktik ")
    return paper.sheets


def _country(file: Dossier, language: str) -> Run:
    site = file.contract.site
    return Run(site[language].upper(), "destination_country", site["country"])


def _person(paper: Form, file: Dossier) -> list[Row]:
    person = file.person
    born = [Run(f"{person.birth_place}, "), date("birth_date", person.birth_date, paper.one_of("id", "dash", "id0"))]
    return [
        (paper.one_of("Nama", "Nama Lengkap", "Nama CPMI"), Run(person.name, "name")),
        (paper.one_of("Tempat, tanggal lahir", "Tempat / Tgl lahir", "Tempat/Tanggal Lahir"), born),
        ("Jenis kelamin", sex("", person.sex)),
        ("Nomor paspor", file.passport.number),
        ("Alamat", f"{person.address}, {person.village}, {person.district}, {person.regency}"),
    ]


def _sign(paper: Form, file: Dossier, role: str, label: str) -> None:
    health = file.health
    x = paper.margin + paper.room * 0.52
    paper.line([Run(f"{file.contract.signed_place.title()}, "), date("examined_on", health.examined_on)], x=x)
    doctor = Run(health.doctor, "doctor_name", health.doctor.upper())
    wide = paper.room * 0.48
    stop = paper.party(Party("", [role], doctor, ("hand", "stamp"), stamp=health.facility), x, paper.y, wide, 56)
    number = [Run(label), Run(health.doctor_licence, "doctor_licence")]
    paper.sheets.paragraph(x, stop, wide, number, paper.style("", paper.size - 1))


DESIGNS: Final = {
    "form": Design(form),
    "table": Design(table),
    "card": Design(card),
    "letter": Design(letter, held_out=True),
}
