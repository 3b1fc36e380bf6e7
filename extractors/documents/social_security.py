"""Social security of migrant workers: card or certificate of membership of BPJS Ketenagakerjaan, with its period.

Source: domain.md section 3 (Permenaker 4/2023); earlier the cover was an insurance consortium's (KPA, asuransi TKI).
"""

from typing import Final

from extractors.form import kinds
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Sign, wordings
from extractors.vocabulary import paper_labels as labels

_STARTS: Final = wordings(
    "Mulai berlaku | Berlaku mulai | Tanggal mulai | Awal perlindungan | Mulai | Berlaku sejak | Effective date"
    " | From | Start date | Valid from | Berlaku dari | Tanggal Mulai Perlindungan | Mulai Perlindungan"
    " | Tanggal Efektif | Perlindungan mulai | Commencement date | TMT | Terhitung mulai tanggal | Awal Kepesertaan"
    " | Mulai Kepesertaan"
)
_PERIOD: Final = wordings(
    "Masa perlindungan | Periode perlindungan | Masa kepesertaan | Periode | Masa Pertanggungan | Period"
    " | Masa berlaku | Periode kepesertaan | Jangka waktu perlindungan | Coverage period | Period of coverage"
    " | Insurance period | Masa berlaku kepesertaan | Periode Berlaku | Protection period | Masa Pelindungan"
    " | Periode Pelindungan"
)

PAPER: Final = Paper(
    name="social_security",
    version=1,
    titles=wordings(
        "BPJS KETENAGAKERJAAN | KARTU PESERTA BPJS KETENAGAKERJAAN | SERTIFIKAT KEPESERTAAN | TANDA BUKTI KEPESERTAAN"
        " | KARTU PESERTA | BUKTI KEPESERTAAN | SERTIFIKAT PESERTA | JAMINAN SOSIAL PEKERJA MIGRAN INDONESIA"
        " | KARTU KEPESERTAAN | CERTIFICATE OF MEMBERSHIP | MEMBERSHIP CARD | KARTU JAMINAN SOSIAL"
        " | SOCIAL SECURITY CERTIFICATE | BUKTI PEMBAYARAN IURAN | BUKTI KEPESERTAAN JAMINAN SOSIAL"
        " | POLIS ASURANSI TKI | KARTU PESERTA ASURANSI TKI | BADAN PENYELENGGARA JAMINAN SOSIAL"
    ),
    subject=(
        r"(?=.*\b(?:KARTU|SERTIFIKAT|BUKTI|CARD|CERTIFICATE|TANDA)\b)"
        r".*(?:(?:JAMINAN )?SOSIAL PEKERJA|JAMINAN SOSIAL|KEPESERTAAN|\bPESERTA\b|SOCIAL SECURITY|JAMSOSTEK|BPJS)"
    ),
    signs=(
        Sign(0.2, r"BPJS|jamsostek|badan\s+penyelenggara\s+jaminan\s+sosial"),
        Sign(0.15, r"\bKPJ\b|kepesertaan|no(?:mor|\.)?\s+peserta"),
        Sign(0.15, r"\b(?:JKK|JKM|JHT)\b|jaminan\s+(?:kecelakaan|kematian|hari\s+tua)"),
        Sign(0.05, r"iuran|perlindungan|pelindungan"),
    ),
    entries=(
        Entry(
            "participant_number",
            kinds.digits(9, 16),
            wordings(
                "KPJ | Nomor KPJ | No. KPJ | Nomor Peserta | No. Peserta | Nomor Kepesertaan | Participant No"
                " | Member No | Nomor Kartu Peserta | Membership Number | No. Kepesertaan | Participant Number"
                " | Nomor Kartu | No. Kartu | Nomor Peserta (KPJ) | KPJ/Nomor Peserta | Membership No | Member ID"
                " | Nomor Referensi | Card No | No | Nomor | Nomor Polis | No. KPJ PMI"
            ),
            policy=CRITICAL,
        ),
        Entry(
            "name",
            kinds.NAME,
            (
                *labels.NAME,
                *labels.WORKER_NAME,
                *wordings("Nama Peserta | Participant Name | Member Name | Nama Tertanggung"),
            ),
            policy=NAMED,
        ),
        Entry("nik", kinds.NIK, labels.NATIONAL_ID, policy=CRITICAL),
        Entry(
            "programme",
            kinds.TEXT,
            wordings(
                "Program | Programme | Program yang diikuti | Program Perlindungan | Jenis Program | Program Jaminan"
                " | Program Jaminan Sosial | Kepesertaan Program | Paket Program | Programs | Manfaat"
                " | Program/Iuran | Program Kepesertaan | Coverage | Program Pelindungan"
            ),
            leads=(r"program (?=(?:JKK|JKM|JHT|jaminan))",),
        ),
        Entry("starts_on", kinds.DATE, (*_STARTS, *_PERIOD), policy=CRITICAL),
        Entry("expires_on", kinds.LAST_DATE, labels.EXPIRES_ON, policy=CRITICAL),
        Entry("expires_on", kinds.PERIOD_END, (*_PERIOD, *_STARTS), policy=CRITICAL),
    ),
    core=("participant_number", "name", "expires_on"),
    others=wordings(
        "Nomor Paspor | Passport No | Tempat Tanggal Lahir | Tanggal Lahir | Jumlah iuran | Iuran | Premi"
        " | Tanggal bayar | Tanggal pembayaran | Kode Iuran | Negara Penempatan | P3MI | Pemberi Kerja | Ahli Waris"
        " | Kantor Cabang | Negara Tujuan | Nomor Paspor | Tanggal cetak | Kanal Bayar | ID Billing | Segmen"
        " | Tanggal Terbit"
    ),
    most_words=900,
)

TYPE: Final = document_type(PAPER)
