"""Draws the placement agreement of worker and agency: numbered parties and articles, a table, or running prose."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party, Text
from samples.render.hand_marks import revenue_stamp
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date, rupiah

_ARTICLES: Final = (
    ("Hak dan Kewajiban P3MI", "P3MI wajib mengurus dokumen, memberangkatkan dan melindungi CPMI sesuai peraturan."),
    (
        "Hak dan Kewajiban CPMI",
        "CPMI wajib mengikuti pembekalan dan bekerja sesuai perjanjian kerja, dan berhak atas salinan perjanjian ini.",
    ),
    ("Waktu Keberangkatan", "CPMI diberangkatkan paling lambat tiga bulan setelah perjanjian ini ditandatangani."),
    (
        "Penyelesaian Perselisihan",
        "Perselisihan diselesaikan secara musyawarah atau melalui dinas yang membidangi ketenagakerjaan.",
    ),
)


def articles(file: Dossier, draw: random.Random) -> Sheets:
    """Set the parties as two numbered blocks and the terms as articles."""
    paper = Form(draw, "serif", 10.6, margin=62, lead=1.3)
    paper.middle("PERJANJIAN PENEMPATAN", "bold", 14)
    paper.middle("CALON PEKERJA MIGRAN INDONESIA", "bold", 12)
    paper.middle([Run("Nomor : "), Run(file.placement.number, "agreement_number")])
    paper.y += 8
    paper.para(
        [
            Run("Pada hari ini, tanggal "),
            date("signed_on", file.placement.signed_on),
            Run(f", bertempat di {file.contract.signed_place.title()}, kami yang bertanda tangan di bawah ini :"),
        ]
    )
    paper.rows(_agency(file), label=130, indent=18, gap=1.5)
    paper.para("Selanjutnya disebut PIHAK PERTAMA (P3MI).", indent=18)
    paper.rows(_worker(file), label=130, indent=18, gap=1.5)
    paper.para("Selanjutnya disebut PIHAK KEDUA (CPMI).", indent=18)
    paper.y += 2
    first = (
        "Jabatan dan Negara Tujuan",
        [
            Run("PIHAK PERTAMA menempatkan PIHAK KEDUA sebagai "),
            _position(file),
            Run(" di negara "),
            _country(file, "id"),
            Run("."),
        ],
    )
    terms: list[tuple[str, Text]] = [first, ("Biaya Penempatan", _costs(file)), *_ARTICLES]
    for number, (title, text) in enumerate(terms, start=1):
        paper.middle(f"Pasal {number}", "bold")
        paper.middle(title, "bold")
        paper.para(text)
    paper.y += 4
    _sign(paper, file)
    return paper.sheets


def table(file: Dossier, draw: random.Random) -> Sheets:
    """Set the particulars as a boxed bilingual table, with a cost table and short clauses."""
    paper = Form(draw, "sans", 9.2, margin=52)
    paper.letterhead([file.contract.agency_name], f"{file.licence.address.title()} - Indonesia", "diamond", left=True)
    paper.middle("PERJANJIAN PENEMPATAN / PLACEMENT AGREEMENT", "bold", 12.5)
    paper.y += 6
    paper.boxed(
        [
            ("Nomor Perjanjian\nAgreement number", Run(file.placement.number, "agreement_number")),
            ("Nama P3MI\nName of agency", Run(file.contract.agency_name, "agency_name")),
            ("Nomor SIP3MI\nLicence number", Run(file.contract.agency_licence, "agency_licence")),
            ("Nama CPMI\nName of worker", Run(file.person.name, "worker_name")),
            ("NIK\nIdentity number", Run(file.person.nik, "worker_id_number")),
            ("Jabatan\nPosition", _position(file)),
            ("Negara Penempatan\nDestination", _country(file, "en")),
            ("Tanggal Perjanjian\nDate of agreement", date("signed_on", file.placement.signed_on)),
        ],
        fill=(238, 240, 244),
    )
    paper.line("RINCIAN BIAYA PENEMPATAN / PLACEMENT COSTS", "bold")
    costs = file.placement.costs
    items = [
        ["Tiket pesawat", "Pemberi kerja", "0"],
        ["Visa kerja", "Pemberi kerja", "0"],
        ["Jasa perusahaan", "Pemberi kerja", "0"],
    ]
    items.append(["Pelatihan dan lain-lain", "CPMI" if costs else "Pemberi kerja", rupiah(costs)])
    lines: list[list[Text]] = [[str(number), *item] for number, item in enumerate(items, 1)]
    lines.append(["", "JUMLAH BIAYA CPMI (Rp)", "", Run(rupiah(costs), "costs", str(costs))])
    paper.grid(
        [("No", 0.7), ("Uraian / Item", 5), ("Ditanggung oleh", 3), ("Biaya CPMI (Rp)", 3)],
        lines,
    )
    for number, (title, text) in enumerate(_ARTICLES, start=1):
        paper.para(f"{number}. {title}. {text}", gap=2)
    paper.y += 12
    _sign(paper, file)
    return paper.sheets


def prose(file: Dossier, draw: random.Random) -> Sheets:
    """Set the agreement as running sentences in a typewriter's face."""
    paper = Form(draw, "mono", 9.4, margin=60, lead=1.5)
    paper.middle("SURAT PERJANJIAN PENEMPATAN", "bold", 12, underline=True)
    paper.middle([Run("NO. "), Run(file.placement.number, "agreement_number")])
    paper.y += 10
    paper.para(
        [
            Run("Antara "),
            Run(file.contract.agency_name, "agency_name"),
            Run(" pemegang SIP3MI nomor "),
            Run(file.contract.agency_licence, "agency_licence"),
            Run(f" yang diwakili oleh {file.placement.director} selaku direktur, dengan calon pekerja bernama "),
            Run(file.person.name, "worker_name"),
            Run(" pemegang NIK "),
            Run(file.person.nik, "worker_id_number"),
            Run(", telah disepakati bahwa calon pekerja akan ditempatkan di "),
            _country(file, "id"),
            Run(" dengan jabatan "),
            _position(file),
            Run("."),
        ]
    )
    paper.para(_costs(file))
    for _, text in _ARTICLES:
        paper.para(text)
    paper.para(
        [Run("Dibuat dan ditandatangani pada tanggal "), date("signed_on", file.placement.signed_on, "dash"), Run(".")]
    )
    paper.y += 16
    _sign(paper, file)
    return paper.sheets


def _agency(file: Dossier) -> list[tuple[str, str | Run]]:
    return [
        ("1. Nama", file.placement.director),
        ("   Jabatan", "Direktur"),
        ("   Nama P3MI", Run(file.contract.agency_name, "agency_name")),
        ("   Nomor SIP3MI", Run(file.contract.agency_licence, "agency_licence")),
        ("   Alamat", file.licence.address),
    ]


def _worker(file: Dossier) -> list[tuple[str, str | Run]]:
    person = file.person
    return [
        ("2. Nama", Run(person.name, "worker_name")),
        ("   NIK", Run(person.nik, "worker_id_number")),
        ("   Nomor Paspor", file.passport.number),
        ("   Alamat", f"{person.address}, {person.village}, {person.district}"),
    ]


def _position(file: Dossier) -> Run:
    return Run(file.contract.job["position"], "position")


def _country(file: Dossier, language: str) -> Run:
    site = file.contract.site
    return Run(site[language], "destination_country", site["country"])


def _costs(file: Dossier) -> list[Run]:
    costs = file.placement.costs
    if not costs:
        return [
            Run("CPMI "),
            Run("tidak dibebani biaya penempatan", "costs", "0"),
            Run("; seluruh biaya ditanggung pemberi kerja."),
        ]
    return [
        Run("Biaya penempatan yang menjadi tanggungan CPMI sebesar Rp "),
        Run(f"{rupiah(costs)},00", "costs", str(costs)),
        Run("."),
    ]


def _sign(paper: Form, file: Dossier) -> None:
    agency, worker = Run(file.contract.agency_name, "agency_name"), Run(file.person.name, "worker_name")
    thumb = ("thumb",) if paper.draw.random() < 0.2 else ("hand",)
    if paper.y > paper.height - 190:
        paper.new_page()
    box = revenue_stamp(paper.sheets, paper.draw, (paper.margin + paper.room * 0.35, paper.y + 2))
    paper.sheets.mark("worker", "meterai", box, "signature")
    paper.sign(
        [
            Party(
                "agency",
                ["PIHAK PERTAMA,"],
                file.placement.director,
                ("hand", "stamp"),
                stamp=file.contract.agency_name,
            ),
            Party("worker", ["PIHAK KEDUA,"], worker, thumb),
        ]
    )
    paper.line([Run("P3MI : "), agency], "", paper.size - 1)
    head = Party(
        "official",
        ["Mengetahui,", "Dinas Tenaga Kerja"],
        file.placement.official,
        ("hand", "stamp"),
        stamp="DINAS TENAGA KERJA CONTOH",
    )
    paper.sign([head], at=0.32)


DESIGNS: Final = {"articles": Design(articles), "table": Design(table), "prose": Design(prose, held_out=True)}
