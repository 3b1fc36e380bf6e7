"""Draws a job order or demand letter of a foreign employer: a form, a letter in English, or the mission's sheet."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import Form, Party, box_stamp
from samples.render.ink import Run
from samples.render.sheet import Sheets
from samples.render.wording import date


def form(file: Dossier, draw: random.Random) -> Sheets:
    """Set a bilingual form with the vacancies in a table and the mission's stamp below."""
    paper, order, contract = Form(draw, "sans", 9.6, margin=54), file.job_order, file.contract
    paper.middle("JOB ORDER", "bold", 17)
    paper.middle("SURAT PERMINTAAN PEKERJA MIGRAN INDONESIA", "bold", 10.5)
    paper.middle([Run("No. : "), Run(contract.job_order_number, "job_order_number")])
    paper.y += 10
    paper.rows(
        [
            (
                paper.one_of("Nama Pemberi Kerja\nName of employer", "Pengguna Jasa\nEmployer", "Majikan\nEmployer"),
                Run(contract.employer_name, "employer_name"),
            ),
            ("Alamat\nAddress", contract.employer_address),
            ("Negara Tujuan\nCountry", _country(file)),
            (
                paper.one_of(
                    "Nama P3MI\nIndonesian agency",
                    "P3MI\nPlacement agency",
                    "Perusahaan Penempatan\nAgency in Indonesia",
                ),
                Run(contract.agency_name, "agency_name"),
            ),
            (
                paper.one_of("Masa Berlaku s/d\nValid until", "Berlaku sampai dengan\nExpiry date"),
                date("expires_on", order.expires_on),
            ),
        ],
        label=150,
        gap=2,
    )
    paper.y += 6
    heads = [("Jabatan / Position", 4), ("L / Male", 1.3), ("P / Female", 1.3), ("Gaji per bulan / Monthly wage", 3)]
    position = Run(contract.job["position"], "position")
    quotas = [Run(str(order.quota_male), "quota_male"), Run(str(order.quota_female), "quota_female")]
    paper.grid(heads, [[position, quotas[0], quotas[1], _wage(file)]], size=9.4)
    paper.rows(
        [
            ("Lama Kontrak / Contract", f"{contract.duration_months} bulan / months"),
            ("Jam Kerja / Working hours", f"{contract.hours_per_day} jam per hari / hours per day"),
            ("Akomodasi / Lodging", "Disediakan / Provided"),
        ],
        label=150,
    )
    paper.y += 12
    _employer(paper, file, 0.0)
    _legalised(paper, file, boxed=True)
    return paper.sheets


def letter(file: Dossier, draw: random.Random) -> Sheets:
    """Set a demand letter in English prose under the partner's letterhead."""
    paper, order, contract = Form(draw, "serif", 11, margin=68, lead=1.4), file.job_order, file.contract
    paper.letterhead([contract.employer_name], contract.employer_address.title(), "diamond")
    paper.right([Run("Date: "), date("", order.ordered_on, "us")])
    paper.line([Run("Ref. No.: "), Run(contract.job_order_number, "job_order_number")])
    paper.y += 8
    paper.line([Run("To: "), Run(contract.agency_name, "agency_name")])
    paper.line("Indonesia")
    paper.y += 8
    paper.middle("DEMAND LETTER", "bold", 14, underline=True)
    paper.y += 10
    site = contract.site
    paper.para(
        [
            Run("We, "),
            Run(contract.employer_name, "employer_name"),
            Run(", hereby request you to recruit and supply Indonesian workers for employment in "),
            Run(site["en"], "destination_country", site["country"]),
            Run(" on the terms below:"),
        ]
    )
    paper.rows(
        [
            (paper.one_of("Job category", "Position", "Type of work"), Run(contract.job["position"], "position")),
            (paper.one_of("Number of male workers", "Male"), Run(str(order.quota_male), "quota_male")),
            (paper.one_of("Number of female workers", "Female"), Run(str(order.quota_female), "quota_female")),
            (paper.one_of("Basic salary", "Monthly wage", "Basic wages"), [*_wage(file), Run(" per month")]),
            ("Period of contract", f"{contract.duration_months} months"),
            ("Validity of this demand", [Run("until "), date("expires_on", order.expires_on, "us")]),
        ],
        label=170,
        indent=18,
        numbered=True,
    )
    paper.para("Passage, lodging and insurance are borne by the employer. We thank you for your kind assistance.")
    paper.y += 10
    _employer(paper, file, 0.0)
    _legalised(paper, file, boxed=False)
    return paper.sheets


def mission(file: Dossier, draw: random.Random) -> Sheets:
    """Set the mission's legalisation sheet: a boxed table with everything in it."""
    paper, order, contract = Form(draw, "dejavu", 8.8, margin=50), file.job_order, file.contract
    place = contract.site["id"].upper()
    paper.letterhead(["PERWAKILAN REPUBLIK INDONESIA", place], "Bidang Ketenagakerjaan", "shield")
    paper.middle("LEGALISASI PERMINTAAN TENAGA KERJA", "bold", 12)
    paper.middle([Run("Nomor Legalisasi : "), Run(order.legalisation_number, "legalisation_number")])
    paper.y += 8
    paper.boxed(
        [
            ("Nomor Job Order", Run(contract.job_order_number, "job_order_number")),
            ("Pengguna / Majikan", Run(contract.employer_name, "employer_name")),
            ("Mitra Usaha", order.partner),
            ("P3MI", Run(contract.agency_name, "agency_name")),
            ("Negara Penempatan", _country(file)),
            ("Jabatan", Run(contract.job["position"], "position")),
            ("Jumlah Laki-laki", [Run(str(order.quota_male), "quota_male"), Run(" orang")]),
            ("Jumlah Perempuan", [Run(str(order.quota_female), "quota_female"), Run(" orang")]),
            ("Gaji Pokok", _wage(file)),
            ("Tanggal Legalisasi", date("legalised_on", order.legalised_on, "dash")),
            ("Berlaku Hingga", date("expires_on", order.expires_on, "dash")),
        ],
        label=160,
    )
    paper.y += 14
    stamp = f"PERWAKILAN CONTOH {place}"
    paper.sign([Party("mission", ["Atase Ketenagakerjaan,"], "PEJABAT CONTOH", ("hand", "stamp"), stamp=stamp)], at=0.5)
    return paper.sheets


def _country(file: Dossier) -> Run:
    site = file.contract.site
    return Run(site["id"].upper(), "destination_country", site["country"])


def _wage(file: Dossier) -> list[Run]:
    contract = file.contract
    return [
        Run(contract.site["currency"], "wage_currency"),
        Run(" "),
        Run(f"{contract.wage:,}.00", "wage_amount", str(contract.wage)),
    ]


def _employer(paper: Form, file: Dossier, at: float) -> None:
    name = Run(file.contract.employer_name, "employer_name")
    kinds = ("hand", "stamp") if file.contract.job["employer"] == "firm" else ("hand",)
    party = Party("employer", ["Pemberi Kerja / Employer"], name, kinds, stamp=file.contract.employer_name)
    top = paper.y
    paper.party(party, paper.margin + paper.room * at, top, paper.room * 0.45, 54)
    paper.y = top


def _legalised(paper: Form, file: Dossier, *, boxed: bool) -> None:
    """Set the mission's endorsement at the right: number and date beside its stamp."""
    order, x = file.job_order, paper.margin + paper.room * 0.5
    size = paper.size - 0.8
    top = paper.y - 14
    if boxed:
        paper.sheets.box((x - 8, top, paper.width - paper.margin, top + 116), 0.9, (60, 62, 120))
    number = Run(order.legalisation_number, "legalisation_number")
    for text in (
        "LEGALISASI / LEGALIZED",
        [Run("Nomor : "), number],
        [Run("Tanggal : "), date("legalised_on", order.legalised_on)],
    ):
        paper.line(text, "", size, x=x)
    hand = Party("", [], "", ("hand",))
    paper.leave("hand", hand, (x, paper.y, x + 84, paper.y + 40))
    box = paper.stamp((paper.width - paper.margin - 56, paper.y + 26), "PERWAKILAN RI CONTOH")
    paper.sheets.mark("mission", "stamp", box, "signature")
    if not boxed:
        box_stamp(paper, x, paper.y + 44, ["ATASE KETENAGAKERJAAN", "CONTOH"])


DESIGNS: Final = {"form": Design(form), "letter": Design(letter), "mission": Design(mission, held_out=True)}
