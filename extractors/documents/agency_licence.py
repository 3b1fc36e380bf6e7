"""Licence of a placement company: SIP3MI, before 2018 SIPPTKI or SIPPTKIS, as a letter, a decree, or from OSS.

Source: domain.md sections 0 and 3 (Permenaker 10/2019, Permen P2MI 1/2025 and 31/2025; older decrees "Kep. … /MEN/…").
"""

from typing import Final

from extractors.form import kinds
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Sign, wordings
from extractors.vocabulary import paper_labels as labels

PAPER: Final = Paper(
    name="agency_licence",
    version=1,
    titles=wordings(
        "SURAT IZIN PERUSAHAAN PENEMPATAN PEKERJA MIGRAN INDONESIA | SIP3MI | SIPPTKI | SIPPTKIS | SIPPPTKIS"
        " | SURAT IZIN PELAKSANA PENEMPATAN TENAGA KERJA INDONESIA | PERIZINAN BERUSAHA | IZIN USAHA"
        " | SURAT IZIN USAHA | SURAT IZIN PELAKSANA PENEMPATAN TKI | PERIZINAN BERUSAHA BERBASIS RISIKO"
        " | SURAT IZIN PERUSAHAAN | PENEMPATAN PEKERJA MIGRAN INDONESIA (SIP3MI) | SURAT IZIN USAHA PENEMPATAN"
        " | PERIZINAN BERUSAHA UNTUK | PLACEMENT COMPANY LICENCE | RECRUITMENT LICENSE"
        " | SURAT IZIN PENEMPATAN PEKERJA MIGRAN INDONESIA"
    ),
    subject=(
        r"SIP3MI|SIPP?PTKIS?|(?=.*\b(?:IZIN|IJIN|LICEN[CS]E|PERIZINAN)\b)"
        r".*(?:PERUSAHAAN|PELAKSANA|COMPANY|BERUSAHA|USAHA)"
    ),
    signs=(
        Sign(0.2, r"\bSIP3MI\b|SIPPTKI|SIPPPTKIS|surat\s+izin\s+p(?:erusahaan|elaksana)"),
        Sign(0.1, r"\bNIB\b|nomor\s+induk\s+berusaha|\bOSS\b|KBLI"),
        Sign(0.1, r"(?:memberikan|diberikan|menetapkan|memutuskan)\b"),
        Sign(0.1, r"menteri\s+(?:ketenagakerjaan|tenaga\s+kerja|pelindungan)|kementerian|pemerintah\s+republik"),
        Sign(0.05, r"deposito|modal\s+disetor|penanggung\s+jawab"),
    ),
    foreign=wordings(
        "SURAT IZIN KELUARGA | SURAT IZIN ORANG TUA | SURAT IZIN SUAMI | PERJANJIAN PENEMPATAN | JOB ORDER"
    ),
    entries=(
        Entry(
            "licence_number",
            kinds.CODE,
            (
                *labels.LICENCE,
                *labels.NUMBER,
                *wordings("Nomor Keputusan | Nomor Perizinan | Nomor Izin Usaha P3MI | Izin"),
            ),
            leads=(r"\n\s*(?=KEP\.? ?\d)", r"keputusan menteri[^\n]{0,60}?\s(?:nomor|no\.?)\s*:?\s*"),
            policy=CRITICAL,
        ),
        Entry(
            "nib",
            kinds.digits(13, 13),
            wordings(
                "NIB | Nomor Induk Berusaha | No. NIB | NIB No | Nomor NIB | Nomor Induk Berusaha (NIB)"
                " | Business ID No"
            ),
            leads=(r"nomor induk berusaha(?: \(NIB\))?\s*:?\s*", r"\bNIB\s*(?:nomor|no\.?)?\s*:?\s*(?=\d)"),
            policy=CRITICAL,
        ),
        Entry(
            "agency_name",
            kinds.COMPANY,
            (
                *labels.AGENCY,
                *wordings("Nama | Nama Pelaku Usaha | Pelaku Usaha | Nama Badan Usaha | Nama Lengkap Perusahaan"),
            ),
            leads=(
                r"(?:kepada|izin kepada|diberikan kepada)\s*:?\s*(?:perusahaan )?(?=PT\b)",
                r"\n(?=PT\.? [A-Z]{2,})",
            ),
            policy=NAMED,
        ),
        Entry(
            "address",
            kinds.ADDRESS,
            labels.ADDRESS,
            leads=(
                r"(?:beralamat|berkedudukan|berkantor)(?: pusat)? di\s+",
                r"alamat(?: kantor)?(?: pusat)?(?: di)?\s*:?\s+",
            ),
        ),
        Entry(
            "responsible_person",
            kinds.NAME,
            wordings(
                "Penanggung Jawab | Nama Penanggung Jawab | Direktur Utama | Direktur | Nama Direktur | Pimpinan"
                " | President | Nama Pimpinan | Director | Responsible Person | Nama Direktur Utama"
                " | Penanggung Jawab Perusahaan | Direktur/Penanggung Jawab | Nama Penanggung Jawab Perusahaan"
                " | Pimpinan Perusahaan | Pengurus"
            ),
            leads=(
                r"(?:penanggung jawab|direktur utama)\s*(?:adalah|:|,|yaitu|sdr\.?i?)?\s*",
                r"diwakili oleh\s*(?=[A-Z])",
            ),
            policy=NAMED,
        ),
        Entry(
            "issued_on",
            kinds.DATE,
            (
                *labels.ISSUED_ON,
                *wordings("Berlaku mulai | Berlaku sejak | Berlaku dari | Mulai berlaku | Tanggal Izin"),
            ),
            leads=(
                r"(?:di(?:tetap|terbit|keluar)kan) (?:di [^\n,]{2,30})?,?\s*(?:pada )?tanggal\s*:?\s*",
                r"berlaku (?:sejak|mulai|dari)(?: tanggal)?\s*:?\s*",
            ),
            policy=CRITICAL,
        ),
        Entry(
            "expires_on",
            kinds.LAST_DATE,
            labels.EXPIRES_ON,
            leads=(r"(?:sampai(?: dengan)?|s\s?/\s?d|hingga)\s*(?:tanggal\s*)?:?\s*(?=\d)",),
            policy=CRITICAL,
        ),
    ),
    core=("licence_number", "agency_name"),
    others=wordings(
        "Direktur Jenderal | NPWP | Kode KBLI | Judul KBLI | KBLI | Status Penanaman Modal | Skala Usaha | Telepon"
        " | Email | Modal | Deposito | Lokasi Usaha | Jenis Perizinan | Akta Pendirian | Nama KBLI | Tingkat Risiko"
        " | Nomor Telepon | Kegiatan Usaha"
    ),
)

TYPE: Final = document_type(PAPER)
