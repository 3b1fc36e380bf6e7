"""Competence certificate of a certification body (LSP) licensed by the national board (BNSP), for one job scheme.

Source: domain.md section 3; the number is groups of digits or a reference, valid three years as printed.
"""

from typing import Final

from extractors.form import kinds
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, Entry, Paper, Sign, wordings
from extractors.vocabulary import paper_labels as labels

_NEXT: Final = r"[^\w\n]*(?:\n[^\n]{3,45}[:,]\s*)?\n?[^\w\n]*"
"""From a lead to its value: on this line or the next, or behind the lead's translation."""

PAPER: Final = Paper(
    name="competence_certificate",
    version=1,
    titles=wordings(
        "SERTIFIKAT KOMPETENSI | CERTIFICATE OF COMPETENCE | SERTIFIKAT KOMPETENSI KERJA | COMPETENCY CERTIFICATE"
    ),
    subject=r"(?=.*\b(?:SERTIFIKAT|CERTIFICATE)\b).*\b(?:KOMPETENSI|COMPETENC(?:E|Y)|KEAHLIAN|PROFESI)\b",
    signs=(
        Sign(0.2, r"\bBNSP\b|badan nasional sertifikasi|\bLSP\b|lembaga sertifikasi"),
        Sign(0.15, r"kompeten|competen"),
        Sign(0.1, r"kualifikasi|qualification|skema|scheme|okupasi"),
    ),
    entries=(
        Entry(
            "certificate_number",
            kinds.CODE,
            (*labels.NUMBER, *wordings("Nomor Sertifikat | No. Sertifikat | Certificate No | Certificate Number")),
            policy=CRITICAL,
        ),
        Entry(
            "name",
            kinds.NAME,
            (*labels.NAME, *labels.WORKER_NAME, *wordings("Nama Pemegang | Nama Peserta | Name of Holder")),
            leads=(rf"(?:menyatakan bahwa|certif(?:y|ies) that|diberikan kepada|awarded to|presented to){_NEXT}",),
        ),
        Entry(
            "scheme",
            kinds.TEXT,
            wordings(
                "Skema | Skema Sertifikasi | Scheme | Certification Scheme | Kualifikasi | Kompetensi | Okupasi"
                " | Kualifikasi/Kompetensi | Qualification | Competency | Judul Skema | Klaster | Kluster"
                " | Jabatan Kerja | Pada Kualifikasi | Skema/Kualifikasi | Profesi | Scheme of Certification"
            ),
            leads=(
                rf"(?:pada|dalam) (?:kualifikasi|skema|okupasi)[^\n:]{{0,30}}{_NEXT}",
                rf"(?:kualifikasi\s*/\s*kompetensi|qualification\s*/\s*competency){_NEXT}",
            ),
        ),
        Entry(
            "scheme",
            kinds.TEXT,
            wordings("Bidang | Pekerjaan | Jabatan | In the area of | Bidang Keahlian | Occupation | Bidang Pekerjaan"),
            leads=(rf"(?:(?:pada|dalam) bidang|in the (?:area|scheme|field|qualification) of){_NEXT}",),
            fallback=True,
        ),
        Entry(
            "issuer",
            kinds.LINE,
            wordings("LSP | Nama LSP | Lembaga Sertifikasi Profesi | Issued by | Penerbit | Diterbitkan oleh"),
            leads=(
                r"\n\W{0,3}(?=LSP [A-Z]|LEMBAGA SERTIFIKASI PROFESI [A-Z])",
                r"(?:atas nama|on behalf of)[^\n]*\n(?=L[A-Za-z]+ )",
            ),
        ),
        Entry(
            "issued_on",
            kinds.DATE,
            labels.ISSUED_ON,
            leads=(r"\n\W*[A-Z][A-Za-z. ]{2,28}, (?=\d)", r"(?:pada tanggal|issued on|diterbitkan)\s*:?\s*"),
            policy=CRITICAL,
        ),
        Entry(
            "expires_on",
            kinds.LAST_DATE,
            labels.EXPIRES_ON,
            leads=(r"(?:berlaku (?:sampai|hingga)[^\d\n]{0,20}|valid until )(?=\d)",),
            policy=CRITICAL,
        ),
    ),
    core=("certificate_number", "name", "scheme"),
    others=wordings("No. Reg | Nomor Registrasi | NIK | Nomor Blanko | Tanda tangan pemilik | Unit Kompetensi"),
)

TYPE: Final = document_type(PAPER)
