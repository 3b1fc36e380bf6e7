"""Job order or demand letter: a foreign employer's request for workers, with quota, legalised by the mission.

Source: domain.md section 3 (job order, demand letter, Surat Permintaan PMI; part of the SIP2MI file).
"""

from typing import Final

from extractors.form import counts, kinds
from extractors.form.leads import LEGAL_FORM
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, OUTSIDE, Entry, Paper, Section, Sign, wordings
from extractors.vocabulary import paper_labels as labels

_WAGE: Final = wordings(
    "Gaji | Upah | Gaji Pokok | Wage | Wages | Salary | Basic Salary | Monthly Salary | Monthly Wage | Basic Wage"
    " | Upah Pokok | Gaji per bulan | Upah per bulan | Salary per month | Gaji/Upah | Salary Offered | Besaran Gaji"
    " | Basic Monthly Salary | Remuneration | Wage per month | Gaji Pokok per bulan | Gaji yang ditawarkan"
)
_QUOTA: Final = wordings(
    "Jumlah | Quota | Kuota | Jumlah Permintaan | Number of Workers | Jumlah Tenaga Kerja | Number Required"
    " | Jumlah TKI | Qty | Jumlah PMI | Jumlah Kebutuhan | No. of workers | Workers Required | Jumlah yang diminta"
    " | Number of persons | Quantity | Kebutuhan | Jumlah Pekerja | Number of Workers Required | Jumlah (L/P)"
    " | Quota (M/F) | Total Workers | Kuota (L/P) | No. of workers required | Jumlah L/P | Vacancies"
)

PAPER: Final = Paper(
    name="job_order",
    version=1,
    titles=wordings(
        "JOB ORDER | DEMAND LETTER | SURAT PERMINTAAN TENAGA KERJA | SURAT PERMINTAAN PEKERJA MIGRAN INDONESIA"
        " | SURAT PERMINTAAN | LETTER OF DEMAND | SURAT PERMINTAAN PMI | SURAT PERMINTAAN TKI"
        " | JOB ORDER / DEMAND LETTER | PERMINTAAN TENAGA KERJA INDONESIA | RECRUITMENT ORDER"
        " | SURAT PERMINTAAN NYATA | JOB ORDER FORM | MANPOWER REQUISITION | DEMAND LETTER FOR INDONESIAN WORKERS"
    ),
    subject=r"JOB ORDER|DEMAND LETTER|(?=.*\b(?:SURAT|LETTER|FORM)\b).*\b(?:PERMINTAAN|DEMAND|REQUISITION)\b",
    signs=(
        Sign(0.15, r"job\s+order|demand\s+letter|surat\s+permintaan"),
        Sign(0.15, r"quota|kuota|jumlah\s+(?:permintaan|tenaga|kebutuhan|PMI|TKI)|number\s+(?:of\s+workers|required)"),
        Sign(0.1, r"legalisasi|legali[sz]ed|endorse|atnaker|KDEI|KBRI|KJRI|embassy|attach[eé]"),
        Sign(0.05, r"laki|perempuan|\bmale|female"),
    ),
    sections=(
        Section(
            "legalisation",
            opens=(
                r"(?<=[\n ])\W*(?:di\s?legalisasi|legali[sz](?:asi|ed|ation)|endorse[dm])",
                r"(?<=[\n ])\W*(?:disahkan|pengesahan|verifikasi)",
            ),
        ),
    ),
    entries=(
        Entry(
            "job_order_number",
            kinds.CODE,
            (
                *wordings(
                    "Job Order No | No. Job Order | Nomor Job Order | JO No | No. JO | Job Order Number | Job Order ID"
                ),
                *wordings("Nomor Permintaan | Demand Letter No | Nomor Surat Permintaan | Order No"),
                *labels.NUMBER,
            ),
            section=OUTSIDE,
            policy=CRITICAL,
        ),
        Entry(
            "employer_name",
            kinds.COMPANY,
            (*labels.EMPLOYER, *wordings("Perusahaan Pemberi Kerja | Name of Company (Employer) | Requesting Company")),
            leads=(
                LEGAL_FORM,
                r"\bwe,?\s+(?:the undersigned,?\s+)?(?=[A-Z]{2,})",
                r"(?:kami|undersigned),?\s+(?=[A-Z]{3,} [A-Z])",
            ),
            policy=NAMED,
        ),
        Entry(
            "agency_name",
            kinds.COMPANY,
            labels.AGENCY,
            leads=(
                r"(?:kepada|appoint(?:s|ed)?|authori[sz]e[sd]?|menunjuk|through|melalui)\s+(?:yth\.?\s+)?(?=PT\b)",
                r"\n(?=PT\.? [A-Z]{2,})",
            ),
            policy=NAMED,
        ),
        Entry(
            "destination_country", kinds.COUNTRY, labels.COUNTRY, leads=(r"(?:work|bekerja|employment) (?:in|di)\s+",)
        ),
        Entry("position", kinds.JOB, labels.POSITION, leads=(r"(?:as|sebagai|for the position of)\s+(?=[A-Z]{3,})",)),
        Entry(
            "quota_male",
            kinds.digits(1, 4),
            wordings(
                "Laki-laki | Male | Pria | Jumlah Laki-laki | Male workers | Laki-laki (L) | L/Male | Men"
                " | Kuota Laki-laki | Number of male workers | No. of male workers | Male (L) | Laki-laki/Male"
                " | Tenaga Kerja Laki-laki | Pria/Male | Jumlah Pria"
            ),
            policy=CRITICAL,
        ),
        Entry(
            "quota_female",
            kinds.digits(1, 4),
            wordings(
                "Perempuan | Female | Wanita | Jumlah Perempuan | Female workers | Perempuan (P) | P/Female | Women"
                " | Jumlah Wanita | Number of female workers | No. of female workers | Female (P) | Perempuan/Female"
                " | Tenaga Kerja Perempuan | Kuota Perempuan | Wanita/Female"
            ),
            policy=CRITICAL,
        ),
        Entry(
            "quota_male",
            counts.MALES,
            _QUOTA,
            leads=(r"(?=\b\d{1,4}\s*(?:\([^)]*\)\s*)?(?:orang\s*)?(?:laki|male|pria)\b)",),
            policy=CRITICAL,
        ),
        Entry(
            "quota_female",
            counts.FEMALES,
            _QUOTA,
            leads=(r"(?=\b\d{1,4}\s*(?:\([^)]*\)\s*)?(?:orang\s*)?(?:perempuan|female|wanita)\b)",),
            policy=CRITICAL,
        ),
        Entry(
            "wage_amount",
            counts.AMOUNT,
            _WAGE,
            leads=(r"(?:salary|wages?|gaji|upah)[^.;\n]{0,40}?(?:of|sebesar|is)\s+",),
            policy=CRITICAL,
        ),
        Entry(
            "wage_currency",
            counts.CURRENCY,
            _WAGE,
            leads=(r"(?:salary|wages?|gaji|upah)[^.;\n]{0,40}?(?:of|sebesar|is)\s+",),
        ),
        Entry(
            "legalised_on",
            kinds.DATE,
            wordings(
                "Tanggal Legalisasi | Date of Legalisation | Date of Legalization | Legalisasi Tanggal"
                " | Dilegalisasi tanggal | Legalised on | Legalized on | Endorsed on | Tanggal Pengesahan"
                " | Disahkan tanggal | Date of endorsement | Tanggal Verifikasi | Legalisation Date"
                " | Legalization date | Endorsement date | Tgl. Legalisasi"
            ),
            leads=(
                r"(?:di)?(?:legalis(?:asi|ir)|sahkan|verifikasi|legali[sz](?:ed|ation)|endorsed?)[^.;]{0,80}?\b(?:tanggal|on|dated|date|tgl\.?)\b\s*:?\s*",
            ),
            policy=CRITICAL,
        ),
        Entry(
            "legalisation_number",
            kinds.CODE,
            wordings(
                "Nomor Legalisasi | Legalisation No | Legalization No | No. Legalisasi | Nomor Pengesahan"
                " | Endorsement No | Legalisasi No | Nomor Verifikasi | Legalisation Number | Legalization Number"
                " | Reg. Legalisasi"
            ),
            leads=(
                r"(?:legalis(?:asi|ir)|pengesahan|legali[sz](?:ed|ation)|endorsement|verifikasi)[^.;\n]{0,40}?\b(?:nomor|no\.?|number)\s*:?\s*",
            ),
            policy=CRITICAL,
        ),
        Entry("legalised_on", kinds.DATE, labels.ISSUED_ON, section="legalisation", policy=CRITICAL),
        Entry("legalisation_number", kinds.CODE, labels.NUMBER, section="legalisation", policy=CRITICAL),
        Entry(
            "expires_on",
            kinds.LAST_DATE,
            labels.EXPIRES_ON,
            leads=(r"(?:valid until|berlaku (?:sampai(?: dengan)?|hingga|s/d)|expires? on)\s*(?:tanggal\s*)?:?\s*",),
            policy=CRITICAL,
        ),
    ),
    core=("employer_name", "agency_name", "position", "wage_amount"),
    others=wordings(
        "Alamat | Address | Masa Kontrak | Contract Period | Jam Kerja | Working Hours | Age | Usia | Pendidikan"
        " | Accommodation | Makan | Food | Overtime | Lembur | Insurance | Asuransi | Transport | Tanggal | Date"
        " | Agency | Partner Agency | Foreign Agency | Mitra Usaha | Agensi | Lampiran | Perihal | Subject | Total"
        " | Syarat | Requirements | Annual Leave | Job Order"  # the title begins with the label Job
    ),
)

TYPE: Final = document_type(PAPER)
