"""Contract design ``table``: the terms in a table with bilingual labels, then numbered articles."""

from collections.abc import Sequence
from typing import Final

from samples.papers import Contract
from samples.render.contract_signing import SIGNING_HEIGHT, Look, furnish, next_page, sign
from samples.render.contract_words import articles, printed_values
from samples.render.ink import Colour, Run
from samples.render.sheet import MARGIN, WIDTH, Sheets, Style, wrap

BODY: Final = Style("sans", 9.2, 11.5)
ITALIC: Final = Style("sans-italic", 8.7, 11.0, (54, 54, 60))
BOLD: Final = Style("sans-bold", 9.6, 12.4)
RULE: Final[Colour] = (150, 154, 162)

_LABEL_WIDTH: Final = 188.0
_TEXT_WIDTH: Final = WIDTH - 2 * MARGIN

Row = tuple[str, Sequence[Run]]


def table(contract: Contract, look: Look) -> Sheets:
    """Return the contract on two or three pages."""
    sheets = Sheets()
    furnish(sheets)
    values = printed_values(contract)
    sheets.centre(72, "PERJANJIAN KERJA", Style("sans-bold", 14.5, 18))
    sheets.centre(88, "EMPLOYMENT CONTRACT", Style("sans-italic", 11, 14))
    sheets.centre(106, [Run("Nomor / Number : "), *values["contract_number"]], BODY)
    sheets.end_printing()
    y = _preamble(sheets, values)
    for heading, rows in _sections(values):
        y = _section(sheets, y, (heading, rows), look)
    for number, article in enumerate(articles(contract, prose=False), start=1):
        lines = _lines(article.text_id, BODY) * BODY.leading + _lines(article.text_en, ITALIC) * ITALIC.leading
        if y + lines + 4 > look.bottom:
            y = next_page(sheets, look)
        top = y - 10
        heading = f"Pasal {number} / Article {number}  -  {article.heading_id} / {article.heading_en}"
        sheets.write(MARGIN, y, heading, BOLD)
        y = sheets.paragraph(MARGIN, y + 12, _TEXT_WIDTH, article.text_id, BODY)
        y = sheets.paragraph(MARGIN, y, _TEXT_WIDTH, article.text_en, ITALIC)
        sheets.mark(article.code, article.code, (MARGIN, top, WIDTH - MARGIN, y - 8), "clause")
        y += 5.5
    if y + SIGNING_HEIGHT > look.bottom:
        y = next_page(sheets, look)
    sign(sheets, y + 14, contract, BODY, look)
    return sheets


def _preamble(sheets: Sheets, values: dict[str, tuple[Run, ...]]) -> float:
    indonesian = [
        Run("Perjanjian kerja ini ditandatangani di "),
        *values["signed_place"],
        Run(" pada tanggal "),
        *values["signed_id"],
        Run(" oleh para pihak di bawah ini."),
    ]
    english = [
        Run("This contract is signed in "),
        *values["signed_place"],
        Run(" on "),
        *values["signed_en"],
        Run(" by the parties below."),
    ]
    y = sheets.paragraph(MARGIN, 132, _TEXT_WIDTH, indonesian, BODY)
    return sheets.paragraph(MARGIN, y, _TEXT_WIDTH, english, ITALIC) + 8


def _sections(values: dict[str, tuple[Run, ...]]) -> list[tuple[str, list[Row]]]:
    dates = {key: [*values[f"{key}_id"], Run(" / "), *values[f"{key}_en"]] for key in ("birth", "start")}
    same = values["country"][0].text == values["country_second"][0].text
    country = values["country"] if same else [*values["country"], Run(" / "), *values["country_second"]]
    return [
        (
            "PEMBERI KERJA / EMPLOYER",
            [("Nama / Name", values["employer_name"]), ("Alamat / Address", values["employer_address"])],
        ),
        (
            "PERUSAHAAN PENEMPATAN / PLACEMENT AGENCY (P3MI)",
            [
                ("Nama P3MI / Name of agency", values["agency_name"]),
                ("Nomor SIP3MI / Licence number", values["agency_licence"]),
                ("Nomor job order / Job order number", values["job_order_number"]),
            ],
        ),
        (
            "PEKERJA MIGRAN INDONESIA / WORKER",
            [
                ("Nama / Name", values["worker_name"]),
                ("NIK / Identity number", values["worker_id_number"]),
                ("Nomor paspor / Passport number", values["worker_passport_number"]),
                ("Tanggal lahir / Date of birth", dates["birth"]),
                ("Alamat / Address", values["worker_address"]),
            ],
        ),
        (
            "KETENTUAN KERJA / TERMS OF EMPLOYMENT",
            [
                ("Jabatan / Position", values["position"]),
                ("Negara tujuan / Country of destination", country),
                ("Upah pokok / Basic wage", [*values["wage_en"], Run(" "), *values["period_id"], Run(" / per month")]),
                ("Jam kerja / Working hours", [*values["hours_id"], Run(" / "), *values["hours_en"]]),
                ("Hari istirahat / Rest days", [*values["rest_id"], Run(" / "), *values["rest_en"]]),
                ("Tanggal mulai / Start date", dates["start"]),
                ("Masa perjanjian / Duration", [*values["duration"], Run(" bulan / months")]),
            ],
        ),
    ]


def _section(sheets: Sheets, y: float, section: tuple[str, Sequence[Row]], look: Look) -> float:
    heading, rows = section
    height = 18 + sum(BODY.leading * _lines(runs, BODY, _TEXT_WIDTH - _LABEL_WIDTH - 20) + 4 for _, runs in rows)
    if y + height > look.bottom:
        y = next_page(sheets, look)
    sheets.box((MARGIN, y - 10, WIDTH - MARGIN, y + 5), 0.5, RULE, (228, 232, 238))
    sheets.write(MARGIN + 5, y, heading, Style("sans-bold", 8.8, 11))
    y += 5
    for label, runs in rows:
        top = y
        sheets.write(MARGIN + 5, y + 11, label, BODY)
        sheets.write(MARGIN + _LABEL_WIDTH, y + 11, ":", BODY)
        y = sheets.paragraph(MARGIN + _LABEL_WIDTH + 10, y + 11, _TEXT_WIDTH - _LABEL_WIDTH - 16, runs, BODY) - 7.0
        sheets.box((MARGIN, top, WIDTH - MARGIN, y), 0.5, RULE)
    return y + 16


def _lines(runs: Sequence[Run], style: Style, width: float = _TEXT_WIDTH) -> int:
    return len(wrap(runs, width, style))
