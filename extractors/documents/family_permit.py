"""Permission of a spouse, parent or guardian that a worker may work abroad, known by the village head.

Source: UU 18/2017 Ps 13; domain.md section 3.
"""

from typing import Final

from extractors.form import kinds
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Section, Sign, wordings
from extractors.vocabulary import paper_labels as labels
from extractors.vocabulary.relations import RELATIONS

_RELATION: Final = kinds.choice("relation", RELATIONS)
_KIN: Final = r"(?:suami|is(?:t|te)ri|orang\s?tua|wali|ayah|ibu|bapak|anak|adik|kakak|saudara)(?:\s+kandung)?"

PAPER: Final = Paper(
    name="family_permit",
    version=1,
    titles=wordings(
        "SURAT IZIN KELUARGA | SURAT IZIN ORANG TUA | SURAT IZIN SUAMI | SURAT IZIN ISTRI | SURAT IZIN WALI"
        " | SURAT IZIN | SURAT KETERANGAN IZIN KELUARGA | SURAT PERNYATAAN IZIN | SURAT IZIN ORANG TUA/WALI"
        " | SURAT PERSETUJUAN | SURAT IZIN SUAMI/ISTRI/ORANG TUA/WALI | SURAT PERSETUJUAN KELUARGA"
        " | FAMILY PERMISSION LETTER | SURAT IZIN SUAMI/ISTRI | SURAT KETERANGAN IZIN"
        " | SURAT IZIN SUAMI / ISTRI / ORANG TUA / WALI | SURAT PERNYATAAN IZIN KELUARGA"
        " | SURAT PERSETUJUAN ORANG TUA | SURAT IJIN KELUARGA | SURAT IJIN | SURAT KETERANGAN IZIN SUAMI"
        " | SURAT KETERANGAN IZIN ORANG TUA | SURAT PERNYATAAN PERSETUJUAN | LETTER OF FAMILY CONSENT"
        " | FAMILY CONSENT LETTER"
    ),
    foreign=wordings("SURAT IZIN PERUSAHAAN | SURAT IZIN PELAKSANA | SURAT IZIN USAHA | SURAT IZIN MENGEMUDI | SIP3MI"),
    subject=(
        r"(?=.*\b(?:IZIN|IJIN|PERSETUJUAN|PERMISSION|CONSENT|RESTU)\b)"
        r".*\b(?:KELUARGA|SUAMI|ISTE?RI|ORANG ?TUA|WALI|FAMILY|SPOUSE|PARENTS?)\b"
    ),
    signs=(
        Sign(
            0.2,
            r"(?:memberi(?:kan)?|mem-?beri)\s+i[zj]in|mengi[zj]inkan|tidak\s+keberatan|gives?\s+(?:my\s+)?permission",
        ),
        Sign(0.1, r"bekerja\s+(?:di|ke)\s+(?:luar\s+negeri|negara)|work(?:ing)?\s+abroad"),
        Sign(0.1, rf"\b{_KIN}\b"),
        Sign(0.1, r"kepala\s+desa|lurah|mengetahui|keuchik|wali\s+nagari"),
    ),
    sections=(
        Section(
            "signer", opens=(r"yang\s+bertanda\s*tangan\s+di\s*bawah\s+ini", r"\n\W*(?:pemberi|yang memberi)\s+i[zj]in")
        ),
        Section(
            "worker",
            opens=(
                r"memberi(?:kan)?\s+(?:persetujuan\s+(?:dan\s+)?|i[zj]in\s+(?:dan\s+\w+\s+)?)(?:\S+\s+){0,4}?kepada",
                r"mengi[zj]inkan(?:\s+\S+){0,6}?\s*(?=:|\n|nama)",
                r"memberi(?:kan)?\s+i[zj]in",
                r"\n\W*(?:yang\s+)?(?:diberi|penerima)\s+i[zj]in",
                r"gives?\s+(?:my\s+)?permission\s+to",
                r"menyetujui",
                r"\n\W*(?:adalah|selaku|sebagai|merupakan)\s[^\n:]{0,70}\bdari\b",
            ),
        ),
    ),
    entries=(
        Entry(
            "worker_name",
            kinds.NAME,
            labels.NAME,
            own=labels.WORKER_NAME,
            section="worker",
            leads=(
                rf"(?:kepada|mengi[zj]inkan)\s+(?:{_KIN}\s+(?:saya|kami)\s*)?(?:yang\s+)?(?:bernama\s*)?[:,]?\s*(?=[A-Z]{{3}})",
            ),
            policy=NAMED,
        ),
        Entry("worker_id_number", kinds.NIK, labels.NATIONAL_ID, section="worker", policy=CRITICAL),
        Entry(
            "signer_name",
            kinds.NAME,
            labels.NAME,
            own=wordings("Nama Pemberi Izin | Nama Suami | Nama Istri | Nama Orang Tua | Nama Wali | Nama Suami/Istri"),
            section="signer",
            leads=(
                r"bertanda\s*tangan\s+di\s*bawah\s+ini,?\s*(?:saya\s*)?[:,]?\s*(?=[A-Z]{3})",
                r"\bsaya,?\s+(?=[A-Z]{3,} )",
            ),
            policy=NAMED,
        ),
        Entry("signer_id_number", kinds.NIK, labels.NATIONAL_ID, section="signer", policy=CRITICAL),
        Entry(
            "relation",
            _RELATION,
            wordings(
                "Hubungan | Hubungan Keluarga | Hubungan dengan CPMI | Hubungan dengan CTKI | Relation"
                " | Status Hubungan | Hubungan dengan yang diberi izin | Hubungan dengan PMI | Relationship | Selaku"
                " | Status | Status Keluarga | Hubungan dengan pekerja | Hubungan Kekeluargaan"
                " | Hubungan dengan calon PMI | Relationship to worker"
            ),
            leads=(
                rf"(?:adalah|selaku|sebagai|merupakan|hubungan)\s+(?:benar\s+)?(?={_KIN}\b)",
                r"surat i[zj]in (?=(?:suami|istri|orang tua|wali)\s*\n)",
            ),
            policy=NAMED,
        ),
        Entry(
            "village",
            kinds.VILLAGE,
            wordings("Desa | Kelurahan | Desa/Kelurahan | Kelurahan/Desa | Kel/Desa | Village"),
            leads=(
                r"\n\W*(?:pemerintah )?(?:kantor )?(?:kepala )?(?:desa|kelurahan)\s+(?=[A-Z])",
                r"(?:kepala desa|lurah)\s+(?=[A-Z])",
                r"(?:desa|kelurahan)\s*:?\s+(?=[A-Z])",
            ),
        ),
        Entry(
            "letter_number", kinds.CODE, (*labels.NUMBER, *wordings("Nomor Register | Register Desa")), policy=CRITICAL
        ),
        Entry(
            "signed_on",
            kinds.DATE,
            wordings("Tanggal | Pada tanggal | Date | Dibuat tanggal | Tanggal surat"),
            leads=(
                r"\n[A-Z][A-Za-z. ]{2,28}, (?:tanggal |tgl\.? )?(?=\d)",
                r"(?:dibuat|pada) (?:di [^\n,]{2,25},? )?tanggal\s*:?\s*",
            ),
            policy=CRITICAL,
        ),
    ),
    core=("worker_name", "signer_name", "worker_id_number", "signer_id_number"),
    signed_by=("signer", "worker"),
    called=(("family", "signer"),),
    others=wordings(
        "Tempat Tanggal Lahir | Alamat | Tujuan Negara | Negara Tujuan | RT/RW | Kecamatan | P3MI | Melalui"
    ),
)

TYPE: Final = document_type(PAPER)
