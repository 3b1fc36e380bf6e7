"""Police record letter (SKCK): Polsek, Polres, Polda or Mabes on one person, for a purpose, for six months.

Source: domain.md section 3; older letters bear the name SKKB (Surat Keterangan Kelakuan Baik).
"""

from typing import Final

from extractors.form import kinds
from extractors.form.leads import BIRTH
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, Entry, Paper, Sign, wordings
from extractors.vocabulary import paper_labels as labels

_OFFICE: Final = kinds.pattern(
    "police office",
    r"\b(?:POLDA|POLRES(?:TABES|TA)?|POLSEK|MABES|BAINTELKAM|BADAN INTELIJEN)\b(?: METRO)?"
    r"(?:[ .]+(?!NRP|SELAKU|KEPALA|JL|JALAN)[A-Z]{2,}){0,4}",
    ignore_case=False,
)

PAPER: Final = Paper(
    name="police_clearance",
    version=1,
    titles=wordings(
        "SURAT KETERANGAN CATATAN KEPOLISIAN | CATATAN KEPOLISIAN | POLICE RECORD CERTIFICATE | POLICE RECORD"
        " | POLICE CLEARANCE CERTIFICATE | SURAT KETERANGAN KELAKUAN BAIK | SKCK | CERTIFICATE OF GOOD CONDUCT"
        " | POLICE CERTIFICATE OF GOOD CONDUCT"
    ),
    subject=(
        r"(?=.*\b(?:SURAT|CERTIFICATE|CATATAN|CLEARANCE)\b)"
        r".*\b(?:KEPOLISIAN|POLICE|KELAKUAN BAIK|CRIMINAL RECORD)\b"
    ),
    signs=(
        Sign(0.15, r"kepolisian\s+negara|indonesian\s+national\s+police"),
        Sign(0.1, r"\bSKCK\b|SKCK/"),
        Sign(0.1, r"rumus\s+sidik|finger\s*prints?\s+formula"),
        Sign(0.1, r"kegiatan\s+kriminal|criminal|perkara\s+polisi|kelakuan\s+baik"),
        Sign(0.05, r"\b(?:POLRES|POLDA|POLSEK|INTELKAM)"),
    ),
    entries=(
        Entry(
            "letter_number", kinds.CODE, (*labels.NUMBER, *wordings("Nomor SKCK | No. Pol | No. SKCK")), policy=CRITICAL
        ),
        Entry("name", kinds.NAME, labels.NAME, leads=(r"(?:menerangkan|certify) (?:bahwa|that)\s*:?\s*",)),
        Entry("nik", kinds.NIK, labels.NATIONAL_ID, policy=CRITICAL),
        Entry("birth_date", kinds.DATE, labels.BIRTH, leads=BIRTH, policy=CRITICAL),
        Entry(
            "purpose",
            kinds.TEXT,
            wordings(
                "Untuk keperluan | Keperluan | Purpose | Untuk | For the purpose of | Maksud | Guna"
                " | Dipergunakan untuk | Untuk dipergunakan | Keperluan/Tujuan | Tujuan | Maksud dan tujuan"
                " | Used for"
            ),
            leads=(
                r"diberikan untuk (?:keperluan )?(?=[A-Z(])",
                r"dipergunakan (?:untuk|sebagai) (?:keperluan )?",
                r"(?:for the purpose of|issued for) (?=[A-Z])",
            ),
        ),
        Entry("office", _OFFICE, leads=(r"(?=\b(?:POLDA|POLRES|POLSEK|MABES))",)),
        Entry(
            "issued_on",
            kinds.DATE,
            (
                *labels.ISSUED_ON,
                *wordings("Berlaku dari tanggal | Berlaku mulai | Berlaku sejak | Valid from | Berlaku mulai tanggal"),
                *wordings("Berlaku sejak tanggal | Berlaku dari | On | From | Berlaku terhitung mulai tanggal"),
            ),
            leads=(
                r"berlaku (?:sejak|mulai|dari) (?:tanggal )?",
                r"pada tanggal\s*:?\s*",
                r"issued (?:in|at)\b[^\n]{0,30}, ",
            ),
            policy=CRITICAL,
        ),
        Entry(
            "expires_on",
            kinds.LAST_DATE,
            (*labels.EXPIRES_ON, *wordings("Sampai | To | Until | Hingga | Sampai pada tanggal")),
            leads=(r"(?:sampai(?: dengan)?|s\s?/\s?d|s\.d\.?|hingga|until|to)\s*(?:tanggal\s*)?:?\s*(?=\d)",),
            policy=CRITICAL,
        ),
    ),
    core=("letter_number", "name", "nik", "birth_date", "expires_on"),
    others=wordings(
        "Kebangsaan | Tempat Tinggal Sekarang | Alamat sekarang | Current address | Pekerjaan | Nomor Paspor"
        " | Passport number | Nomor Paspor/KITAS/KITAP | Rumus Sidik Jari | Fingerprints formula | Dikeluarkan di"
        " | Issued in | Kedudukan dalam keluarga"
    ),
)

TYPE: Final = document_type(PAPER)
