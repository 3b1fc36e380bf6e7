"""Placement agreement between a placement company (P3MI, before PPTKIS) and a worker, known by the manpower office.

Source: domain.md section 3 (definition: Permen P2MI 17/2025 Ps 1); zero cost: UU 18/2017 Ps 30.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.agreement.cells import Sheet
from extractors.agreement.entries import Entries
from extractors.agreement.sentences import sentence_field
from extractors.engine import Readers, ReadPage
from extractors.form import counts, kinds
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Section, Sign, wordings
from extractors.model import Field
from extractors.vocabulary import paper_labels as labels

_FIRST: Final = r"(?:pihak\s+(?:pertama|kesatu|ke-?\s?1|I)\b|first\s+party)"
_SECOND: Final = r"(?:pihak\s+(?:kedua|ke-?\s?2|II)\b|second\s+party)"
_AGENCY: Final = r"(?:P3MI|PPTKIS|PJTKI|perusahaan\s+penempatan|pelaksana\s+penempatan|placement\s+agency)"
_WORKER: Final = r"(?:C?PMI\b|C?TKI\b|calon\s+(?:pekerja|tenaga)|worker|prospective)"
_CALLED: Final = r"(?:di\s?sebut|dinamakan|referred\s+to|called)(?:\s+(?:sebagai|as|the))*\s*[\"“'(]*\s*"
_TITLED: Final = r"(?:(?:saudar[ai]|sdr\.?i?|nama|tuan|nyonya|nona)\b)?\s*:?\s*"
_HEADING: Final = r"\n\W{0,4}(?:[IVX\dA-D]{1,3}[.)]\s*)"

PAPER: Final = Paper(
    name="placement_agreement",
    version=2,
    titles=wordings(
        "PERJANJIAN PENEMPATAN | PERJANJIAN PENEMPATAN PEKERJA MIGRAN INDONESIA | PLACEMENT AGREEMENT"
        " | PERJANJIAN PENEMPATAN TENAGA KERJA INDONESIA | PERJANJIAN PENEMPATAN CPMI | SURAT PERJANJIAN PENEMPATAN"
        " | PERJANJIAN PENEMPATAN CALON PEKERJA MIGRAN INDONESIA | PERJANJIAN PENEMPATAN TKI"
        " | PERJANJIAN PENEMPATAN ANTARA P3MI DENGAN CPMI | RECRUITMENT AND PLACEMENT AGREEMENT"
    ),
    subject=r"(?=.*\b(?:PERJANJIAN|AGREEMENT|KONTRAK|CONTRACT)\b).*\b(?:PENEMPATAN|PLACEMENT|RECRUITMENT)\b",
    signs=(
        Sign(0.15, r"perjanjian\s+penempatan|placement\s+agreement"),
        Sign(0.1, r"\b(?:P3MI|PPTKIS|perusahaan\s+penempatan|pelaksana\s+penempatan)\b"),
        Sign(0.1, r"\b(?:CPMI|CTKI|calon\s+(?:pekerja\s+migran|tenaga\s+kerja))\b"),
        Sign(0.05, r"biaya\s+penempatan|cost\s+of\s+placement|placement\s+(?:fee|cost)"),
        Sign(0.05, r"dinas\s+(?:tenaga\s+kerja|ketenagakerjaan)|disnaker"),
    ),
    sections=(
        Section(
            "agency",
            opens=(
                rf"{_HEADING}?{_FIRST}[^\n:]{{0,40}}(?::|\n|$)",
                rf"{_HEADING}(?:data\s+|identitas\s+)?{_AGENCY}[^\n:]{{0,40}}(?::|\n)",
                rf"\n\W*(?:data|identitas)\s+{_AGENCY}",
            ),
            closes=(_CALLED + _FIRST, _CALLED + _AGENCY, rf"(?:sebagai|adalah)\s+{_FIRST}"),
        ),
        Section(
            "worker",
            opens=(
                rf"{_HEADING}?{_SECOND}[^\n:]{{0,40}}(?::|\n|$)",
                rf"{_HEADING}(?:data\s+|identitas\s+)?{_WORKER}[^\n:]{{0,40}}(?::|\n)",
                rf"\n\W*(?:data|identitas)\s+{_WORKER}",
            ),
            closes=(_CALLED + _SECOND, _CALLED + _WORKER, rf"(?:sebagai|adalah)\s+{_SECOND}"),
        ),
    ),
    entries=(
        Entry(
            "agreement_number",
            kinds.CODE,
            (
                *labels.NUMBER,
                *wordings("Nomor Perjanjian | No. Perjanjian | Agreement No | Nomor PP | Agreement Number"),
            ),
            policy=CRITICAL,
        ),
        Entry(
            "worker_name",
            kinds.NAME,
            labels.NAME,
            own=labels.WORKER_NAME,
            section="worker",
            leads=(
                rf"{_CALLED}{_FIRST}[^\n]{{0,12}}?[\s,;.\"”')]*(?:dan|dengan|and|serta)?\s*(?:2[.)])?\s*{_TITLED}",
                r"(?:dengan|dan|and)\s+(?:calon pekerja migran indonesia|CPMI|saudar[ai]|sdr\.?i?)\s*:?\s*",
            ),
            policy=NAMED,
        ),
        Entry("worker_id_number", kinds.NIK, labels.NATIONAL_ID, section="worker", policy=CRITICAL),
        Entry(
            "agency_name",
            kinds.COMPANY,
            own=labels.AGENCY,
            leads=(
                r"(?:bertindak|selaku|jabatan)[^.;]{0,60}?(?:atas nama|dari|direktur(?: utama)?|pimpinan)\s+(?=PT\b)",
                r"\b(?:antara|between)\s+(?=PT\b)",
                r"(?:for and on behalf of|atas nama|nama perusahaan)\s*:?\s*(?=PT\b)",
                r"(?:direktur(?: utama)?|pimpinan|director|mewakili|representing)(?: of| dari)?,?\s+(?=PT\b)",
                r"\n(?=PT\.? [A-Z]{2,})",
            ),
            policy=NAMED,
        ),
        Entry(
            "agency_licence",
            kinds.CODE,
            labels.LICENCE,
            leads=(
                r"(?:SIP3MI|SIPPTKIS?|SIPPPTKIS)\s*(?:nomor|no\.?|number)?\s*[:.]?\s*(?=[A-Z]*[. ]?\d)",
                r"(?:izin|licen[sc]e)\s+(?:usaha\s+)?(?:nomor|no\.?)\s*:?\s*",
            ),
            policy=CRITICAL,
        ),
        Entry(
            "destination_country",
            kinds.COUNTRY,
            labels.COUNTRY,
            leads=(
                (
                    r"(?:bekerja|ditempatkan|penempatan|menempatkan[^.]{0,90}?|work)"
                    r"(?: sebagai [^.;]{0,60}?)? (?:di|ke|in)\s+(?:negara )?"
                ),
            ),
        ),
        Entry(
            "position",
            kinds.JOB,
            labels.POSITION,
            section="worker",
            own=wordings(
                "Jabatan yang akan ditempati | Jenis Pekerjaan | Jabatan/Pekerjaan | Jabatan di Luar Negeri | Posisi"
            ),
            leads=(r"(?:bekerja|ditempatkan|menempatkan[^.]{0,60}?|work|jabatan) sebagai\s+", r"as an? (?=[A-Z])"),
        ),
        Entry(
            "costs",
            counts.COSTS,
            wordings(
                "Biaya Penempatan | Jumlah Biaya | Total Biaya | Biaya yang dibebankan | Biaya | Total"
                " | Placement Cost | Placement Fee | Biaya yang dibebankan kepada CPMI | Jumlah"
                " | Biaya Penempatan CPMI | Total Cost | Biaya Penempatan yang ditanggung CPMI | Beban Biaya CPMI"
                " | Biaya ditanggung Pihak Kedua"
            ),
            leads=(
                r"biaya(?: penempatan)?[^.;]{0,90}?(?:sebesar|sejumlah|adalah|menjadi)\s+(?=Rp|IDR|nol|nihil|\d)",
                r"(?:placement )?(?:costs?|fees?)[^.;]{0,60}?(?:of|is|amounting to)\s+(?=Rp|IDR|\d|zero)",
                r"(?=tidak (?:dikenakan|dipungut|dibebani|dibebankan)[^.;]{0,20} biaya)",
                r"(?=(?:bebas|tanpa) biaya)",
            ),
            policy=CRITICAL,
        ),
        Entry(
            "signed_on",
            kinds.DATE,
            wordings(
                "Tanggal | Tanggal Perjanjian | Tanggal Penandatanganan | Date | Ditandatangani pada tanggal"
                " | Signed on | Date of agreement | Agreement date | Tanggal dibuat"
            ),
            leads=(
                r"pada hari ini,?\s*(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)?,?\s*(?:tanggal)?\s*",
                r"(?:dibuat|ditandatangani|signed|made)[^.;]{0,60}?(?:tanggal|on|date)\s*:?\s*",
                r"\n[A-Z][A-Za-z. ]{2,28}, (?:tanggal )?(?=\d)",
                r"(?:ditandatangani|dibuat) di [A-Z][A-Za-z ]{2,25},?\s*(?:pada )?(?:tanggal)?\s*(?=\d)",
            ),
            policy=CRITICAL,
        ),
    ),
    core=("worker_name", "worker_id_number", "agency_name"),
    signed_by=("agency", "worker"),
    called=(("employer", "agency"),),
    others=wordings(
        "Tempat Tanggal Lahir | Alamat | Nomor Paspor | Jabatan | Masa Kontrak | Gaji | Upah | Jangka waktu"
    ),
)


def _sentences(form: Sheet, pages: Sequence[ReadPage], readers: Readers) -> Mapping[str, Field]:  # noqa: ARG001  # as More
    """Return the field ``sentences``: what the agreement says of papers, debt, penalties, rest and copies."""
    found = sentence_field(Entries(form).columns, form.source)
    return {"sentences": found} if found else {}


TYPE: Final = document_type(PAPER, _sentences, ("sentences",))
