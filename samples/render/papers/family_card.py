"""Draws a Kartu Keluarga: the older stamped form, the plain A4 sheet with a QR code, and one in another face."""

import random
from dataclasses import dataclass
from typing import Final

from samples.dossier import Dossier
from samples.family import Member
from samples.render.design import Design
from samples.render.forms import Form, Party, Row, Text, draw_emblem
from samples.render.ink import Colour, Run
from samples.render.sheet import HEIGHT, WIDTH, Sheets
from samples.render.wording import date

_LINES: Final = 9
"""Rows that the printed tables have at least."""


@dataclass(frozen=True)
class _Look:
    face: str
    size: float
    labels: tuple[str, ...]
    written: str
    electronic: bool
    ground: Colour | None = None
    fill: bool = True
    blood: bool = True


def _draw(file: Dossier, draw: random.Random, look: _Look) -> Sheets:
    paper = Form(draw, look.face, look.size, margin=34, width=HEIGHT, height=WIDTH)
    if look.ground:
        inner = (18, 22, paper.width - 18, paper.height - 18)
        paper.sheets.box(inner, 1.2, (110, 140, 170), look.ground)
    draw_emblem(paper, (62, 54), "shield", 20)
    paper.y = 44
    paper.middle("KARTU KELUARGA", "bold", 18)
    paper.middle([Run("No. "), Run(file.family_card.number, "kk_number")], "bold", 13)
    paper.y = 84
    _head(paper, file, look)
    _first(paper, file, look)
    _second(paper, file, look)
    _foot(paper, file, look)
    return paper.sheets


def _head(paper: Form, file: Dossier, look: _Look) -> None:
    person, top = file.person, paper.y
    left: list[Row] = [
        (look.labels[0], Run(file.family_card.members[0].name, "head_name")),
        (look.labels[1], Run(person.address, "address")),
        ("RT/RW", person.rt_rw),
        (look.labels[2], Run(person.village, "village")),
    ]
    right: list[Row] = [
        ("Kecamatan", Run(person.district, "district")),
        ("Kabupaten/Kota", Run(person.regency.removeprefix("KABUPATEN "), "regency")),
        ("Kode Pos", f"{paper.draw.randint(10000, 99999)}"),
        ("Provinsi", Run(person.province, "province")),
    ]
    paper.rows(left, label=112, gap=1, right=paper.room * 0.45)
    low, paper.y = paper.y, top
    paper.rows(right, label=96, gap=1, indent=paper.room * 0.62)
    paper.y = max(low, paper.y) + 5


def _first(paper: Form, file: Dossier, look: _Look) -> None:
    heads = [("No", 0.6), ("Nama Lengkap", 4.2), ("NIK", 3.6), ("Jenis Kelamin", 2.3), ("Tempat Lahir", 2.6)]
    heads += [("Tanggal Lahir", 2.1), ("Agama", 1.8), ("Pendidikan", 3.2), ("Jenis Pekerjaan", 3.6)]
    if look.blood:
        heads.append(("Gol. Darah", 1.3))
    lines: list[list[Text]] = [[f"({place})" if place else "" for place in range(len(heads))]]
    for place, member in enumerate(file.family_card.members):
        cells = _identity(place, member, look)
        lines.append(cells if look.blood else cells[:-1])
    lines += [[str(place), *["-"] * (len(heads) - 1)] for place in range(len(lines), _LINES)]
    paper.grid(heads, lines, size=look.size - 1.4, fill=look.fill)


def _identity(place: int, member: Member, look: _Look) -> list[Text]:
    def cell(name: str, text: str, value: str = "") -> Run:
        return Run(text, f"members.{place}.{name}", value)

    return [
        str(place + 1),
        cell("name", member.name),
        cell("nik", member.nik),
        cell("sex", "LAKI-LAKI" if member.sex == "M" else "PEREMPUAN", member.sex),
        cell("birth_place", member.birth_place),
        date(f"members.{place}.birth_date", member.birth_date, look.written),
        cell("religion", member.religion),
        cell("education", member.education),
        cell("occupation", member.occupation),
        member.blood_type,
    ]


def _second(paper: Form, file: Dossier, look: _Look) -> None:
    heads = [("No", 0.6), ("Status Perkawinan", 2.6), ("Status Hubungan Dalam Keluarga", 3.4), ("Kewarganegaraan", 2.3)]
    heads += [("No. Paspor", 2), ("No. KITAS/KITAP", 2), ("Nama Ayah", 4), ("Nama Ibu", 4)]
    lines: list[list[Text]] = []
    for place, member in enumerate(file.family_card.members):
        key = f"members.{place}."
        lines.append(
            [
                str(place + 1),
                Run(member.marital_status, f"{key}marital_status"),
                Run(member.relation, f"{key}relation"),
                Run("WNI", f"{key}citizenship"),
                "-",
                "-",
                Run(member.father, f"{key}father"),
                Run(member.mother, f"{key}mother"),
            ]
        )
    lines += [[str(place), *["-"] * (len(heads) - 1)] for place in range(len(lines) + 1, _LINES)]
    paper.grid(heads, lines, size=look.size - 1.4, fill=look.fill)


def _foot(paper: Form, file: Dossier, look: _Look) -> None:
    card = file.family_card
    top = paper.y + 2
    paper.y = top
    paper.line([Run("Dikeluarkan Tanggal : "), date("issued_on", card.issued_on, look.written)])
    if not look.electronic:
        for text in ("LEMBAR :", "I. Kepala Keluarga", "II. RT", "III. Desa/Kelurahan"):
            paper.line(text, "", look.size - 2)
    head = Party("", ["KEPALA KELUARGA"], card.members[0].name, () if look.electronic else ("hand",))
    paper.party(head, paper.margin + paper.room * 0.36, top, 180, 46)
    lines = [f"KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL {file.person.regency}"]
    kinds = ("electronic",) if look.electronic else ("hand", "stamp")
    office = Party("office", lines, card.official, kinds, "NIP. 000000000000000000", "DINAS DUKCAPIL CONTOH")
    paper.party(office, paper.margin + paper.room * 0.68, top, 230, 52)
    if look.electronic:
        text = (
            "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE"
        )
        paper.sheets.write(paper.margin, paper.height - 24, text, paper.style("italic", 6.6))


_LABELS: Final = ("Nama Kepala Keluarga", "Alamat", "Desa/Kelurahan")
_STAMPED: Final = _Look("sans", 8.6, _LABELS, "dash", electronic=False, ground=(226, 238, 244), fill=False)
_HVS: Final = _Look("sans", 8.6, _LABELS, "dash", electronic=True)
_OTHER: Final = _Look(
    "dejavu",
    7.9,
    ("Kepala Keluarga", "Alamat Rumah", "Kelurahan/Desa"),
    "slash",
    electronic=True,
    blood=False,
    fill=False,
)


_MATRIX: Final = _Look(
    "mono", 7.6, ("NAMA KEPALA KELUARGA", "ALAMAT", "DESA/KELURAHAN"), "dash", electronic=False, fill=False
)


def matrix(file: Dossier, draw: random.Random) -> Sheets:
    """Set the form as an office's needle printer fills it: one width for all letters, small, without colour."""
    return _draw(file, draw, _MATRIX)


def stamped(file: Dossier, draw: random.Random) -> Sheets:
    """Set the older form: coloured security paper, wet signatures and a stamp."""
    return _draw(file, draw, _STAMPED)


def hvs(file: Dossier, draw: random.Random) -> Sheets:
    """Set the form of Permendagri 109/2019: plain A4 paper, a QR code as the office's signature."""
    return _draw(file, draw, _HVS)


def other(file: Dossier, draw: random.Random) -> Sheets:
    """Set the plain form in another face, with other labels and without the blood type."""
    return _draw(file, draw, _OTHER)


DESIGNS: Final = {
    "hvs": Design(hvs),
    "stamped": Design(stamped),
    "matrix": Design(matrix),
    "other": Design(other, held_out=True),
}
