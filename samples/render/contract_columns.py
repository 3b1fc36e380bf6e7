"""Contract design ``columns``: Indonesian left and English right, the terms inside the articles' prose."""

from collections.abc import Sequence
from typing import Final

from samples.papers import Contract
from samples.render.contract_signing import SIGNING_HEIGHT, Look, furnish, next_page, sign
from samples.render.contract_words import articles, printed_values
from samples.render.ink import Run
from samples.render.sheet import MARGIN, WIDTH, Sheets, Style, wrap

BODY: Final = Style("serif", 10.2, 12.6)
BOLD: Final = Style("serif-bold", 10.2, 12.6)

_GUTTER: Final = 22.0
_COLUMN: Final = (WIDTH - 2 * MARGIN - _GUTTER) / 2
_RIGHT: Final = MARGIN + _COLUMN + _GUTTER

Pair = tuple[Sequence[Run], Sequence[Run]]


def columns(contract: Contract, look: Look) -> Sheets:
    """Return the contract on two or three pages."""
    sheets = Sheets()
    furnish(sheets)
    values = printed_values(contract)
    sheets.centre(70, "PERJANJIAN KERJA / CONTRACT OF EMPLOYMENT", Style("serif-bold", 13.5, 16))
    sheets.centre(86, [Run("No. "), *values["contract_number"]], BODY)
    sheets.end_printing()
    sheets.line(96, MARGIN, WIDTH - MARGIN, 0.8)
    y = 116.0
    for left, right, style in _opening(values):
        y = _pair(sheets, y, (left, right), style)
    for number, article in enumerate(articles(contract, prose=True), start=1):
        headings = [Run(f"Pasal {number}. {article.heading_id}")], [Run(f"Article {number}. {article.heading_en}")]
        height = _height(headings, BOLD) + _height((article.text_id, article.text_en), BODY)
        if y + height > look.bottom:
            y = next_page(sheets, look)
        top = y - 10
        y = _pair(sheets, y, headings, BOLD, gap=0)
        y = _pair(sheets, y, (article.text_id, article.text_en), BODY)
        sheets.mark(article.code, article.code, (MARGIN, top, WIDTH - MARGIN, y - 14), "clause")
    if y + SIGNING_HEIGHT > look.bottom:
        y = next_page(sheets, look)
    y = _pair(sheets, y + 4, _closing(values), BODY)
    sign(sheets, y + 10, contract, BODY, look)
    return sheets


def _opening(values: dict[str, tuple[Run, ...]]) -> list[tuple[Sequence[Run], Sequence[Run], Style]]:
    """Return the parties as paragraphs of labelled values, left and right."""
    employer, agency, worker = (_parties(values, language) for language in range(3))
    return [
        ([Run("Yang bertanda tangan di bawah ini:")], [Run("The undersigned:")], BODY),
        ([Run("1. Pemberi Kerja")], [Run("1. The Employer")], BOLD),
        *employer,
        ([Run("2. Pekerja Migran Indonesia")], [Run("2. The Indonesian Migrant Worker")], BOLD),
        *worker,
        ([Run("3. Perusahaan Penempatan (P3MI)")], [Run("3. The Placement Agency (P3MI)")], BOLD),
        *agency,
    ]


def _parties(values: dict[str, tuple[Run, ...]], party: int) -> list[tuple[Sequence[Run], Sequence[Run], Style]]:
    """Return the labelled values of the employer (0), the agency (1) or the worker (2)."""
    birth = (values["birth_id"], values["birth_en"])
    entries: list[list[tuple[str, str, Sequence[Run], Sequence[Run]]]] = [
        [
            ("Nama", "Name", values["employer_name"], values["employer_name"]),
            ("Alamat", "Address", values["employer_address"], values["employer_address"]),
        ],
        [
            ("Nama P3MI", "Name of agency", values["agency_name"], values["agency_name"]),
            ("No. SIP3MI", "Licence no.", values["agency_licence"], values["agency_licence"]),
            ("No. Job Order", "Job order no.", values["job_order_number"], values["job_order_number"]),
        ],
        [
            ("Nama", "Name", values["worker_name"], values["worker_name"]),
            ("NIK", "Identity no.", values["worker_id_number"], values["worker_id_number"]),
            ("No. Paspor", "Passport no.", values["worker_passport_number"], values["worker_passport_number"]),
            ("Tanggal lahir", "Date of birth", *birth),
            ("Alamat", "Address", values["worker_address"], values["worker_address"]),
        ],
    ]
    return [([Run(f"{one}: "), *left], [Run(f"{two}: "), *right], BODY) for one, two, left, right in entries[party]]


def _closing(values: dict[str, tuple[Run, ...]]) -> Pair:
    return (
        [Run("Ditandatangani di "), *values["signed_place"], Run(" pada tanggal "), *values["signed_id"], Run(".")],
        [Run("Signed in "), *values["signed_place"], Run(" on "), *values["signed_en"], Run(".")],
    )


def _pair(sheets: Sheets, y: float, pair: Pair, style: Style, gap: float = 4.0) -> float:
    """Print both sides from base line ``y`` and return the base line below the longer one."""
    left = sheets.paragraph(MARGIN, y, _COLUMN, pair[0], style)
    right = sheets.paragraph(_RIGHT, y, _COLUMN, pair[1], style)
    return max(left, right) + gap


def _height(pair: Pair, style: Style) -> float:
    return max(len(wrap(side, _COLUMN, style)) for side in pair) * style.leading
