"""`python -m bench.strangers.draw`: work contracts in the shapes of other countries' forms, printed by a browser.

Each form is one HTML file in ``forms``; spans say which field they hold, so that the browser itself tells where every
value stands. Words, layouts and type faces are not those of ``samples``: what is read here was never seen before.
"""

import argparse
import datetime as dt
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from samples.render.capture import capture_pages
from samples.render.printed import Mark, Printed

FORMS: Final = Path(__file__).parent / "forms"
SCALE: Final = 2.1
"""Device pixels for each CSS pixel: about 200 dots an inch on A4."""
_MONTHS_ID: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NAMES: Final = (
    "AYU", "LESTARI", "WULANDARI", "HARTINI", "SUPRAPTI", "ROHANA", "MARYAM", "NURHAYATI", "TITIN", "KARTINI",
    "SLAMET", "RIYADI", "WAHYUDI", "PRASETYO", "GUNAWAN", "TRIYONO", "SAIFUL", "BAHRI", "YULIANTO", "MARDIANA",
    "ENDANG", "SUWARNI", "FATIMAH", "ROSITA",
)  # fmt: skip
_AGENCIES: Final = ("PT BUANA SPECIMEN KARYA", "PT TIRTA CONTOH JAYA ABADI", "PT ANUGERAH SPECIMEN MITRA UTAMA")
_ONES: Final = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip

_BOXES: Final = """sheet => [...sheet.querySelectorAll('[data-field],[data-clause],[data-sign],[data-deduction]')].map(
  node => { const all = [...node.getClientRects()], page = sheet.getBoundingClientRect();
    return {...node.dataset, x0: Math.min(...all.map(r => r.left)) - page.left,
      y0: Math.min(...all.map(r => r.top)) - page.top, x1: Math.max(...all.map(r => r.right)) - page.left,
      y1: Math.max(...all.map(r => r.bottom)) - page.top} })"""


@dataclass(frozen=True)
class Form:
    """A form's file, and how its employer's values are drawn: names, addresses, wage from and to, and deductions.

    ``held_out`` forms are those whose misses nobody has read; once a reader is mended by one, it is held out no more.
    """

    file: str
    country: str
    employers: tuple[str, ...]
    addresses: tuple[str, ...]
    wage: tuple[int, int]
    deductions: tuple[tuple[str, int, int], ...] = ()
    held_out: bool = False


DESIGNS: Final = {
    form.file: form
    for form in (
        Form("hk_helper", "HKG", ("NG SUK YEE CONTOH", "LAU TSZ HIN SPECIMEN"),
             ("FLAT 11D, TOWER 2, 88 SHORE ROAD, MA ON SHAN, NEW TERRITORIES", "3/F, 47 HILL TERRACE, HONG KONG"),
             (5100, 5900)),
        Form("tw_care", "TWN", ("HSU PEI CHEN CONTOH", "KUO CHUN YEN SPECIMEN"),
             ("NO. 118, SEC. 2, HEPING E. RD., DA'AN DIST., TAIPEI CITY", "NO. 9, ALLEY 4, GUANGFU RD., HSINCHU CITY"),
             (20000, 23000), (("asuransi kesehatan nasional", 300, 460), ("asuransi tenaga kerja", 500, 690))),
        Form("my_two_languages", "MYS", ("LADANG SAWIT CONTOH BERHAD", "SPECIMEN AGRO RESOURCES SDN. BHD."),
             ("BATU 9, JALAN KLUANG, 86000 KLUANG, JOHOR", "KM 5, JALAN SANDAKAN, 90000 SANDAKAN, SABAH"),
             (1700, 2200), (("levi", 50, 160),)),
        Form("kr_standard", "KOR", ("CONTOH PRECISION CO., LTD.", "SPECIMEN MOLD INDUSTRY INC."),
             ("12, GONGDAN-RO 8-GIL, SIHEUNG-SI, GYEONGGI-DO", "305, SANDAN 3-RO, GIMHAE-SI, GYEONGSANGNAM-DO"),
             (2156880, 2400000), (("akomodasi", 120000, 250000),)),
        Form("sa_two_columns", "SAU", ("ABDULLAH SALEH CONTOH", "FAHAD NASSER SPECIMEN"),
             ("7421 AL OLAYA DISTRICT, RIYADH 12214", "2390 AL RAWDAH DISTRICT, JEDDAH 23431"), (1500, 2000)),
        Form("id_prose", "BRN", ("KEDAI RUNCIT CONTOH SDN. BHD.", "SPECIMEN MAKMUR ENTERPRISE"),
             ("SPG 103, JALAN TUTONG, BANDAR SERI BEGAWAN BF1120", "LOT 55, JALAN SULTAN, KUALA BELAIT KA1131"),
             (520, 780), (("biaya pelatihan", 40, 95),)),
        Form("jp_conditions", "JPN", ("SPECIMEN KAIGO SERVICE CO., LTD.", "CONTOH MEDICAL WELFARE CORP."),
             ("2-14-7 MIDORICHO, SUMIDA-KU, TOKYO", "5-3 NISHIMACHI, CHUO-KU, OSAKA"), (178000, 214000),
             (("rent / sewa", 18000, 29000), ("meals / makan", 6000, 12000)), held_out=True),
        Form("sg_letter", "SGP", ("CONTOH CARE HOME PTE. LTD.", "SPECIMEN NURSING SERVICES PTE. LTD."),
             ("210 TAMPINES AVENUE 8, SINGAPORE 528999", "33 BUKIT BATOK STREET 21, SINGAPORE 659555"), (780, 1250),
             (("security deposit", 40, 90),), held_out=True),
        Form("pl_factory", "POL", ("CONTOH MEBLE SP. Z O.O.", "SPECIMEN FOODS POLSKA S.A."),
             ("UL. PRZEMYSLOWA 14, 62-510 KONIN", "UL. DLUGA 201, 95-100 ZGIERZ"), (4300, 5600),
             (("accommodation", 300, 600),), held_out=True),
        Form("id_sea_crew", "TWN", ("CONTOH FISHERY CO., LTD.", "SPECIMEN OCEAN ENTERPRISE CO., LTD."),
             ("NO. 77, YUGANG RD., QIANZHEN DIST., KAOHSIUNG CITY", "NO. 21, HAIPING RD., DONGGANG, PINGTUNG COUNTY"),
             (550, 800), (("uang jaminan", 50, 150),), held_out=True),
    )
}  # fmt: skip


def designs(wanted: str) -> list[str]:
    """Return the forms that are ``open``, ``held_out``, ``all``, or the one that is named; ValueError for none."""
    if wanted in {"open", "held_out", "all"}:
        return [name for name, form in DESIGNS.items() if wanted == "all" or form.held_out == (wanted == "held_out")]
    if wanted not in DESIGNS:
        raise ValueError(f"no such form: {wanted}")
    return [wanted]


def story(form: Form, draw: random.Random) -> dict[str, Any]:
    """Return the values to print on ``form``; persons and firms do not exist."""
    signed = dt.date(2026, 1, 5) + dt.timedelta(days=draw.randrange(240))
    birth = dt.date(1986, 1, 1) + dt.timedelta(days=draw.randrange(6200))
    region = draw.choice(("350791", "320193", "520292", "331895", "180391"))
    village = draw.choice(("DESA SUKAMAJU", "DUSUN KRAJAN", "KAMPUNG BARU", "LINGKUNGAN TIMUR"))
    return {
        "number": f"{draw.randint(1, 998):03d}/SPK-{form.country}/{signed:%m}/{signed.year}",
        "worker": " ".join(draw.sample(_NAMES, draw.choice((1, 2, 2, 3)))),
        "nik": f"{region}{birth.day + 40 * draw.randint(0, 1):02d}{birth:%m%y}0000",
        "passport": f"X00{draw.randint(0, 99999):05d}",
        "birth": birth,
        "worker_address": f"{village} RT 00{draw.randint(1, 9)} RW 00{draw.randint(1, 9)}, KEC. CONTOH, KAB. MALANG",
        "employer": draw.choice(form.employers),
        "employer_address": draw.choice(form.addresses),
        "agency": draw.choice(_AGENCIES),
        "licence": f"000{draw.randint(10**9, 10**10 - 1)}0001",
        "job_order": f"JO-{form.country}-{signed.year}-{draw.randint(100, 9999):05d}",
        "wage": draw.randrange(form.wage[0], form.wage[1] + 1, 10),
        "deductions": [(item, str(draw.randint(low, high))) for item, low, high in form.deductions],
        "start": signed + dt.timedelta(days=draw.randint(30, 80)),
        "signed": signed,
        "city": draw.choice(("JAKARTA", "SURABAYA", "SEMARANG", "MATARAM", "BANDUNG")),
        "witness": draw.choice(_NAMES),
    }


def printed(form: Form, values: dict[str, Any], page: Page, draw: random.Random) -> Printed:
    """Return the filled form as flat pages with the places of all that it says."""
    page.set_content(html(form, values, draw))
    images, marks = [], []
    for index, sheet in enumerate(page.query_selector_all(".page")):
        images.append(Image.open(io.BytesIO(sheet.screenshot(type="png"))).convert("RGB"))
        marks += [mark for box in sheet.evaluate(_BOXES) for mark in _marks(box, index)]
    return Printed(tuple(images), tuple(marks))


def html(form: Form, values: dict[str, Any], draw: random.Random) -> str:
    """Return the filled form."""
    machine = Environment(loader=FileSystemLoader(FORMS), autoescape=False)  # noqa: S701  # our own files and values
    machine.filters |= {"day_en": day_en, "day_id": day_id, "slash": slash, "iso_dot": iso_dot, "words_id": words_id}
    shift = draw.randrange(1000)
    machine.globals["scribble"] = lambda seed: scribble(random.Random(seed + shift))
    machine.globals["loop_id"] = lambda text: f"{hash(text):x}"
    return machine.get_template(f"{form.file}.html").render(c=values)


def _marks(box: dict[str, Any], page: int) -> Iterator[Mark]:
    place = tuple(float(box[edge]) * SCALE for edge in ("x0", "y0", "x1", "y1"))
    x0, y0, x1, y1 = place
    if "field" in box:
        yield Mark(box["field"], box["value"], page, (x0, y0, x1, y1))
    for code in box.get("clause", "").split():
        yield Mark(code, code, page, (x0, y0, x1, y1), "clause")
    if "sign" in box:
        yield Mark(box["sign"], box["kind"], page, (x0, y0, x1, y1), "signature")


def scribble(draw: random.Random) -> str:
    """Return the path of a signature."""
    x, y, parts = 8.0, 26.0, ["M 8 26"]
    for _ in range(draw.randint(5, 9)):
        x, y = x + draw.uniform(9, 19), 24 + draw.uniform(-17, 17)
        parts.append(f"S {x - 12:.0f} {24 + draw.uniform(-22, 22):.0f} {x:.0f} {y:.0f}")
    return " ".join(parts)


def day_en(day: dt.date) -> str:
    """Return the day as English papers print it."""
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def day_id(day: dt.date) -> str:
    """Return the day as Indonesian papers print it."""
    return f"{day.day} {_MONTHS_ID[day.month - 1]} {day.year}"


def slash(day: dt.date) -> str:
    """Return the day in figures with slashes, its day above 12 so that it can mean one day only."""
    return f"{day:%d/%m/%Y}" if day.day > 12 else f"{day.day} {_MONTHS_ID[day.month - 1][:3]} {day.year}"


def iso_dot(day: dt.date) -> str:
    """Return the day in figures, the year first."""
    return f"{day:%Y. %m. %d}"


def words_id(day: dt.date) -> str:
    """Return the day in Indonesian words."""
    return f"{number_id(day.day)} bulan {_MONTHS_ID[day.month - 1]} tahun {number_id(day.year)}"


def number_id(number: int) -> str:
    """Return a number (1..9999) in Indonesian words."""
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for unit, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= unit:
            count, rest = divmod(number, unit)
            head = f"se{name}" if count == 1 and unit > 10 else f"{number_id(count)} {name}"
            return f"{head} {number_id(rest)}" if rest else head
    return ""


def write(folder: Path, form: Form, kind: str, seed: int, page: Page) -> None:
    """Write one contract captured as ``kind`` (``digital``: the browser's PDF) and its truth.json into ``folder``."""
    draw = random.Random(f"{seed} {form.file} {kind}")
    values = story(form, draw)
    sheets = printed(form, values, page, draw)
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "digital":
        page.pdf(path=folder / "contract.pdf", prefer_css_page_size=True, print_background=True)
        marks: Sequence[Mark] = [_in_shares(mark, sheets) for mark in sheets.marks]
        files = ["contract.pdf"]
    else:
        shots = capture_pages(sheets, kind, draw)
        files = [f"contract-{index + 1}.{shot.extension}" for index, shot in enumerate(shots)]
        for name, shot in zip(files, shots, strict=True):
            (folder / name).write_bytes(shot.data)
        marks = [mark for shot in shots for mark in shot.marks]
    (folder / "truth.json").write_text(json.dumps(_truth(files, marks, values, form), indent=1), "utf-8")


def _in_shares(mark: Mark, sheets: Printed) -> Mark:
    wide, high = sheets.pages[mark.page].size
    x0, y0, x1, y1 = mark.box
    return Mark(mark.name, mark.value, mark.page, (x0 / wide, y0 / high, x1 / wide, y1 / high), mark.kind)


def _truth(files: list[str], marks: Sequence[Mark], values: dict[str, Any], form: Form) -> dict[str, Any]:
    """Return what is printed, as the samples' truth.json tells it; several pictures of one contract are one entry."""
    fields = {mark.name: {"value": mark.value} for mark in marks if mark.kind == "field"}
    currency = next((mark.value for mark in marks if mark.name == "wage_currency"), "")
    lists = {
        "clauses": [{"code": mark.name} for mark in marks if mark.kind == "clause"],
        "signatures": [{"party": mark.name, "kind": mark.value} for mark in marks if mark.kind == "signature"],
        "deductions": [{"item": item, "amount": amount, "currency": currency} for item, amount in values["deductions"]],
    }
    entry = {"file": files[0], "files": files, "type": "work_contract", "design": form.file, "fields": fields, **lists}
    return {"files": [entry]}


def main() -> None:
    """Draw ``--count`` contracts of every form below ``--out``."""
    parser = argparse.ArgumentParser(prog="python -m bench.strangers.draw", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--capture", default="digital", help="digital, or a capture of samples.render.capture")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--design", default="all", help="a form's name, open, held_out or all")
    asked = parser.parse_args()
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 794, "height": 1123}, device_scale_factor=SCALE)
        for name in designs(asked.design):
            for number in range(asked.count):
                folder = asked.out / f"{name}-{asked.seed + number}"
                write(folder, DESIGNS[name], asked.capture, asked.seed + number, page)
        browser.close()


if __name__ == "__main__":
    main()
