"""Worker card: E-KPMI, before it E-PMI, and KTKLN or e-KTKLN until then; all of them genuine at their time.

Source: domain.md sections 0 (T10) and 3 (Perka BNP2TKI 21/2015, Permen P2MI 34/2025).
"""

from typing import Final

from extractors.form import kinds
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Sign, wordings
from extractors.vocabulary import paper_labels as labels

PAPER: Final = Paper(
    name="worker_card",
    version=1,
    titles=wordings(
        "KARTU TENAGA KERJA LUAR NEGERI | KTKLN | E-KTKLN | KARTU PEKERJA MIGRAN INDONESIA | E-KPMI | E-PMI | ID PMI"
        " | KARTU ELEKTRONIK PEKERJA MIGRAN INDONESIA | IDENTITAS PEKERJA MIGRAN INDONESIA | E-KARTU PEKERJA MIGRAN"
        " | INDONESIAN MIGRANT WORKER CARD | OVERSEAS WORKER IDENTITY CARD | KARTU IDENTITAS PEKERJA MIGRAN INDONESIA"
        " | BUKTI E-PMI | ELEKTRONIK PEKERJA MIGRAN INDONESIA | E-ID PMI | INDONESIAN OVERSEAS WORKER CARD"
    ),
    subject=(
        r"^(?!.*(?:PESER|SOSIAL|JAMINAN))(?:.*\bE-?\s?K?PMI\b|.*KTKLN"
        r"|(?=.*\b(?:KARTU|CARD|IDENTITAS|IDENTITY)\b).*"
        r"(?:PEKERJA MIGRAN|TENAGA KERJA (?:LUAR|INDONESIA)|MIGRANT WORKER))"
    ),
    signs=(
        Sign(0.25, r"\bE-?\s?K?PMI\b|\bKTKLN\b|\bKPMI|\bID[-\s]?PMI\b|\bPMI\d{8,}"),
        Sign(0.1, r"\b(?:BNP2TKI|BP2MI|KP2MI|P2MI|KEMENP2MI)\b|pelindungan\s+pekerja\s+migran"),
        Sign(0.1, r"pekerja\s+migran|tenaga\s+kerja\s+(?:luar|indonesia)|migrant\s+worker"),
        Sign(0.05, r"siskop2mi|sisko"),
    ),
    foreign=wordings(
        "JAMINAN SOSIAL | BPJS KETENAGAKERJAAN | KARTU PESERTA | SERTIFIKAT KEPESERTAAN | BUKTI KEPESERTAAN"
    ),
    entries=(
        Entry(
            "card_number",
            kinds.CODE,
            (
                *labels.NUMBER,
                *wordings(
                    "Nomor Kartu | No. Kartu | Card Number | Card No | No. ID | ID PMI | Nomor ID PMI | No. KTKLN"
                    " | KTKLN | Nomor KTKLN | Nomor E-PMI | No. E-PMI | No. E-KPMI | Nomor E-KPMI | E-PMI No"
                    " | E-KPMI No | ID No | ID Number | Nomor Identitas PMI | PMI ID | Nomor ID | No. PMI"
                    " | Nomor Registrasi PMI | ID"
                ),
            ),
            policy=CRITICAL,
        ),
        Entry("name", kinds.NAME, (*labels.NAME, *labels.WORKER_NAME), alone=True),
        Entry("passport_number", kinds.PASSPORT, labels.PASSPORT, policy=CRITICAL),
        Entry("employer_name", kinds.COMPANY, labels.EMPLOYER, policy=NAMED),
        Entry("destination_country", kinds.COUNTRY, labels.COUNTRY),
        Entry("issued_on", kinds.DATE, labels.ISSUED_ON, policy=CRITICAL),
        Entry("expires_on", kinds.LAST_DATE, labels.EXPIRES_ON, policy=CRITICAL),
    ),
    core=("card_number", "name", "passport_number", "expires_on"),
    others=wordings(
        "NIK | Tempat Tanggal Lahir | Tanggal Lahir | Date of Birth | P3MI | PPTKIS | Agency | Jabatan"
        " | Alamat Majikan | Employer Address | Masa Kontrak | Nomor Kontrak | Visa | No. Visa | Embarkasi"
        " | Telepon Majikan | Agensi"
    ),
    most_words=400,
)

TYPE: Final = document_type(PAPER)
