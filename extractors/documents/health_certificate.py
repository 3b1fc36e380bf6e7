"""Health certificate of a designated clinic: fit to work abroad or not, for one destination, valid three months.

Source: domain.md section 3 (Perpres 64/2011 Ps 14).
"""

from typing import Final

from extractors.form import kinds
from extractors.form.leads import BIRTH
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Sign, wordings
from extractors.vocabulary import paper_labels as labels

_RESULTS: Final = kinds.choice(
    "medical result",
    {
        **dict.fromkeys(
            wordings(
                "TIDAK LAYAK | TIDAK FIT | UNFIT | NOT FIT | TIDAK SEHAT | BELUM LAYAK | MEDICALLY UNFIT | TIDAK LAIK"
                " | UN FIT | TIDAK MEMENUHI SYARAT | FAILED"
            ),
            "UNFIT",
        ),
        **dict.fromkeys(
            wordings("LAYAK | FIT | SEHAT | LAIK | MEDICALLY FIT | MEMENUHI SYARAT | FIT TO WORK | FIT FOR WORK"), "FIT"
        ),
    },
)

PAPER: Final = Paper(
    name="health_certificate",
    version=1,
    titles=wordings(
        "SERTIFIKAT KESEHATAN | SERTIFIKAT HASIL PEMERIKSAAN KESEHATAN | SURAT KETERANGAN SEHAT | MEDICAL CERTIFICATE"
        " | SURAT KETERANGAN KESEHATAN | HEALTH CERTIFICATE | CERTIFICATE OF HEALTH | MEDICAL EXAMINATION CERTIFICATE"
        " | HASIL PEMERIKSAAN KESEHATAN | MEDICAL EXAMINATION REPORT | MEDICAL CHECK UP | CERTIFICATE OF FITNESS"
        " | SURAT KETERANGAN HASIL PEMERIKSAAN KESEHATAN | MEDICAL REPORT"
        " | PEMERIKSAAN KESEHATAN CALON PEKERJA MIGRAN"
    ),
    subject=(
        r"(?=.*\b(?:SURAT|SERTIFIKAT|CERTIFICATE|REPORT|HASIL)\b)"
        r".*\b(?:KESEHATAN|SEHAT|MEDICAL|HEALTH|FITNESS)\b"
    ),
    signs=(
        Sign(0.1, r"\b(?:klinik|rumah sakit|clinic|hospital|RSUD|laboratorium)\b"),
        Sign(0.1, r"\b(?:dokter|doctor|physician|dr\.)"),
        Sign(0.15, r"\b(?:un)?fit\b|layak|laik"),
        Sign(0.1, r"pemeriksaan|examin|medical"),
        Sign(0.05, r"\bSIP\b|HIV|TBC|thorax|x-ray|urine|psikolog"),
    ),
    entries=(
        Entry(
            "certificate_number",
            kinds.CODE,
            (*labels.NUMBER, *wordings("Nomor Sertifikat | Certificate No | No. Sertifikat | Medical Certificate No")),
            policy=CRITICAL,
        ),
        Entry(
            "name",
            kinds.NAME,
            (*labels.NAME, *labels.WORKER_NAME, *wordings("Nama Peserta | Name of Applicant | Nama Pasien")),
            leads=(r"\b(?:bahwa|that)\s*:?\s*(?:(?:sdr\.?i?|saudar[ai]|nama|ny|tn|nn|mr|ms|mrs)\b\.?)?\s*:?\s*",),
            policy=NAMED,
        ),
        Entry(
            "birth_date",
            kinds.DATE,
            labels.BIRTH,
            leads=BIRTH,
            policy=CRITICAL,
        ),
        Entry(
            "facility_name",
            kinds.pattern(
                "facility",
                r"\b(?:Klinik|Rumah Sakit|KLINIK|RUMAH SAKIT|RSUD|RSU|RS|LABORATORIUM|BALAI|MEDICAL CENT(?:ER|RE)"
                r"|PUSKESMAS|SARANA KESEHATAN|CLINIC)\b"
                r"(?:[ ,.&'-]+[A-Z0-9][A-Za-z0-9'&.-]*){1,7}",
                ignore_case=False,
            ),
            wordings(
                "Nama Klinik | Nama Fasilitas | Fasilitas Kesehatan | Nama Sarana Kesehatan | Sarana Kesehatan"
                " | Clinic | Medical Center | Name of Clinic | Health Facility | Nama Rumah Sakit | Rumah Sakit"
                " | Facility | Sarkes | Nama Sarkes | Name of facility | Diperiksa di | Tempat Pemeriksaan"
            ),
            leads=(
                r"\n(?=(?:KLINIK|RUMAH SAKIT|RSUD|RSU|RS|LABORATORIUM|BALAI|SARANA KESEHATAN)\b)",
                r"(?:pada|di|at) (?=Klinik|Rumah Sakit)",
            ),
        ),
        Entry(
            "destination_country",
            kinds.COUNTRY,
            labels.COUNTRY,
            leads=(r"(?:bekerja|work|employment|penempatan) (?:di|ke|in)\b", r"negara tujuan\s*:?"),
        ),
        Entry(
            "examined_on",
            kinds.DATE,
            wordings(
                "Tanggal Pemeriksaan | Date of Examination | Tgl. Pemeriksaan | Tanggal Periksa | Diperiksa tanggal"
                " | Examination Date | Date of medical examination | Diperiksa pada | Examined on | Pada tanggal"
            ),
            leads=(
                r"(?:diperiksa|pemeriksaan|examined|examination)[^\n.]{0,60}?\b(?:tanggal|on|dated?|pada)\b\s*:?\s*(?=\d)",
                r"(?:telah )?diperiksa (?:kesehatannya )?(?:pada )?(?:tanggal )?(?=\d)",
            ),
            policy=CRITICAL,
        ),
        Entry(
            "result",
            _RESULTS,
            wordings(
                "Kesimpulan | Hasil | Conclusion | Result | Hasil Pemeriksaan | Dinyatakan | Medical Status | Status"
                " | Status Kesehatan | Hasil Akhir | Final Result | Kesimpulan Pemeriksaan | Rekomendasi | Fitness"
                " | Declared | Keterangan"
            ),
            leads=(
                r"(?:di)?nyatakan\s*:?\s*",
                r"(?:declared|found(?: to be)?|certified(?: to be| as)?|considered)\s*:?\s*",
                r"dalam keadaan\s*:?\s*",
                r"kesimpulan\s*:?\s*",
            ),
            policy=NAMED,
        ),
        Entry(
            "doctor_name",
            kinds.NAME,
            wordings(
                "Dokter Pemeriksa | Nama Dokter | Examining Physician | Doctor | Physician | Dokter"
                " | Examining Doctor | Dokter Penanggung Jawab | Name of Doctor | Pemeriksa | Dokter yang memeriksa"
            ),
            leads=(
                r"\n[ (]*(?=dr\.\s?[A-Z])",
                r"(?:di bawah ini|dokter(?: pemeriksa)?|physician)[\s,:]*(?=dr\.\s?[A-Z])",
            ),
        ),
        Entry(
            "doctor_licence",
            kinds.CODE,
            wordings(
                "SIP | No. SIP | Nomor SIP | SIP No | License No | Licence No | Surat Izin Praktik | No. Izin Praktik"
                " | Medical License No | STR | No. STR | SIP Dokter | Practice Licence No"
            ),
            leads=(r"\bSIP\b\.?\s*(?:No\.?|Nomor)?\s*[:.]?\s*(?=[\d.])",),
            policy=CRITICAL,
        ),
    ),
    core=("name", "birth_date", "examined_on", "result"),
    others=wordings(
        "Nomor Paspor | Passport No | NIK | Jenis Kelamin | Tinggi Badan | Berat Badan | Tekanan Darah"
        " | Berlaku sampai | Valid until | Masa berlaku | Agency | P3MI | PPTKIS | Jabatan | Dikeluarkan di"
        " | Tanggal terbit"
    ),
)

TYPE: Final = document_type(PAPER)
