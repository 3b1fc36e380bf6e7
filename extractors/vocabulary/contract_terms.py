"""Words by which work contracts and placement papers name their entries and parties, in Indonesian and English.

A term is written once, as a phrase of canonical words; ``WORDS`` maps what papers print to the canonical word.
Sources: UU 18/2017 Ps 15, Perban BP2MI 1/2020 Ps 2 (domain.md 4.1); older names of agency, worker and licence from
domain.md section 0; Malay and English wordings from the standard contracts of the destinations.
"""

from enum import StrEnum
from typing import Final


class Slot(StrEnum):
    """What a label asks for; ``other`` are entries that end a value but are not read."""

    NAME = "name"
    ADDRESS = "address"
    NATIONAL_ID = "national_id"
    PASSPORT = "passport"
    BIRTH_DATE = "birth_date"
    CONTRACT_NUMBER = "contract_number"
    LICENCE = "licence"
    JOB_ORDER = "job_order"
    POSITION = "position"
    COUNTRY = "country"
    WAGE = "wage"
    HOURS = "hours"
    REST = "rest"
    START = "start"
    DURATION = "duration"
    SIGNED_ON = "signed_on"
    SIGNED_PLACE = "signed_place"
    DEDUCTION = "deduction"
    PARTY = "party"
    OTHER = "other"


class Role(StrEnum):
    """A party of a contract."""

    EMPLOYER = "employer"
    WORKER = "worker"
    AGENCY = "agency"


_SPELLINGS: Final[dict[str, str]] = {
    "no": "no nomor number num nombor nr nomer numbers",
    "nama": "nama name namanya",
    "lengkap": "lengkap full penuh complete",
    "alamat": "alamat address alamatnya domisili kediaman residence domicile addresses",
    "paspor": "paspor passport pasport passports",
    "identitas": "identitas identity id identification pengenalan identiti",
    "ktp": "ktp ic nric hkid",
    "kartu": "kartu card kad document dokumen",
    "nik": "nik",
    "induk": "induk",
    "kependudukan": "kependudukan penduduk",
    "nasional": "nasional national",
    "tanggal": "tanggal tgl date tarikh dates",
    "hari": "hari day days",
    "lahir": "lahir birth kelahiran born dob lahirnya birthdate birthday",
    "tempat": "tempat place",
    "kontrak": "kontrak contract perjanjian agreement pk contracts",
    "kerja": "kerja employment work working bekerja labour labor",
    "izin": "izin ijin licence license lisensi permit siup licensing perizinan lesen",
    "sip3mi": "sip3mi sippptkis sipptki sippptki siuppak sip2mi",
    "job": "job",
    "order": "order",
    "jo": "jo",
    "permintaan": "permintaan demand",
    "surat": "surat letter",
    "jabatan": "jabatan position posisi occupation kedudukan jawatan designation rank profession post jawatan "
    "capacity tugas",
    "pekerjaan": "pekerjaan title",
    "jenis": "jenis type kind category kategori sector sektor nature",
    "bidang": "bidang field",
    "gaji": "gaji upah wage wages salary salaries remuneration remunerasi imbalan",
    "pokok": "pokok basic base dasar",
    "bulan": "bulan bulanan month monthly sebulan",
    "besar": "besar besarnya amount jumlah rate",
    "jam": "jam hours hour",
    "waktu": "waktu time",
    "normal": "normal regular",
    "lembur": "lembur overtime",
    "istirahat": "istirahat libur rest off istirahatnya rehat",
    "cuti": "cuti leave holiday holidays",
    "mingguan": "mingguan weekly minggu week",
    "mulai": "mulai start starting commencement commencing commences mulainya begins effective permulaan efektif "
    "mula bermula",
    "berlaku": "berlaku berlakunya",
    "akhir": "akhir end berakhir expiry expires ends berakhirnya",
    "jangka": "jangka",
    "uraian": "uraian description",
    "tetap": "tetap permanent",
    "rujukan": "rujukan",
    "perjalanan": "perjalanan travel",
    "tinggal": "tinggal residential",
    "masa": "masa period periode duration durasi term tenure lama lamanya tempoh lamanya",
    "negara": "negara country",
    "tujuan": "tujuan destination dituju",
    "penempatan": "penempatan placement deployment recruitment perekrutan recruiting manning crewing sending",
    "tandatangan": "ditandatangani signed penandatanganan signing signature ditandatangan",
    "dibuat": "dibuat made concluded executed",
    "potongan": "potongan deduction deductions pemotongan",
    "potonggaji": "dipotong deducted",
    "majikan": "majikan employer employers pengguna",
    "pemberi": "pemberi",
    "jasa": "jasa",
    "perusahaan": "perusahaan company syarikat firm corporation enterprise establishment organization "
    "organisation syarikat employing",
    "pekerja": "pekerja worker employee karyawan tki pmi cpmi buruh helper pegawai tkw fdw seafarer pelaut crew "
    "abk maid housemaid",
    "tenaga": "tenaga",
    "migran": "migran migrant",
    "domestik": "domestik domestic foreign asing",
    "indonesia": "indonesia indonesian",
    "calon": "calon prospective",
    "p3mi": "p3mi pptkis pjtki pplkis",
    "agensi": "agensi agency agen agent agencies perwakilan",
    "pelaksana": "pelaksana",
    "pihak": "pihak party",
    "pertama": "pertama first kesatu 1st",
    "kedua": "kedua second 2nd",
    "ketiga": "ketiga third 3rd",
    "pemilik": "pemilik owner owners shipowner",
    "transaksi": "transaksi transaction",
    "berangkat": "berangkat keberangkatan departure",
    "lokasi": "lokasi location premis premises",
    "kapal": "kapal ship vessel",
    "bayar": "pay payment pembayaran",
    "sebutan": "disebut referred called dinamakan dikenal",
}
WORDS: Final[dict[str, str]] = {
    spelling: canonical for canonical, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
"""Printed word -> canonical word."""

FILLERS: Final = frozenset({"of", "the", "dari", "s", "and", "dan", "atau", "or", "a", "an", "pada", "for"})
"""Words that may stand inside a label without changing it."""

_PHRASES: Final[dict[Slot, str]] = {
    Slot.NAME: "nama | nama lengkap | lengkap nama | nama perusahaan | perusahaan nama",
    Slot.ADDRESS: "alamat | alamat lengkap | lengkap alamat | alamat rumah | alamat tempat tinggal | tempat tinggal"
    " | alamat kantor | beralamat | beralamat di | residing at | bertempat tinggal | bertempat tinggal di | berdomisili"
    " | berdomisili di | berkedudukan di | having alamat at | registered alamat | alamat asal | home alamat"
    " | alamat perusahaan | perusahaan alamat | alamat indonesia | indonesia alamat | alamat di indonesia"
    " | alamat in indonesia"
    " | lokasi perusahaan | perusahaan lokasi | tempat perusahaan | alamat lokasi | alamat premis "
    "| lokasi kantor | alamat surat | surat alamat | tetap alamat | alamat tetap | alamat negara | negara alamat"
    " | tinggal alamat | alamat tinggal | beralamat at",
    Slot.NATIONAL_ID: "nik | no nik | no induk kependudukan | nik ktp | no ktp | ktp no | no identitas | identitas no"
    " | identitas kartu no | no kartu identitas | kartu identitas | nasional identitas no | no identitas nasional"
    " | nasional identitas kartu no | identitas kartu | no kartu tanda kependudukan | kartu tanda kependudukan"
    " | kependudukan identitas no | no identitas ktp | no identitas nik | identitas no nik | nasional identitas"
    " | nasional no | no ktp nik | ktp | no induk kependudukan nik"
    " | indonesia identitas no | indonesia identitas kartu no",
    Slot.PASSPORT: "paspor | no paspor | paspor no | indonesia paspor no | no paspor indonesia | paspor indonesia no"
    " | paspor ri no | no paspor ri"
    " | perjalanan kartu no | no perjalanan kartu | kartu perjalanan no | no kartu perjalanan | perjalanan kartu",
    Slot.BIRTH_DATE: "tanggal lahir | lahir tanggal | tempat tanggal lahir | lahir | tempat tanggal lahir"
    " | tanggal tempat lahir | lahir tempat tanggal | tempat lahir tanggal lahir | lahir di | tanggal lahir tempat"
    " | ttl | lahir tanggal tempat",
    Slot.CONTRACT_NUMBER: "no kontrak | kontrak no | no kontrak kerja | kontrak kerja no | kerja kontrak no"
    " | no kerja kontrak | reference no | no reference | ref no | no referensi | ref | reference"
    " | referensi | kontrak ref | kontrak reference"
    " | transaksi no | no transaksi | kontrak transaksi no | rujukan | rujukan no | no rujukan | kontrak id",
    Slot.LICENCE: "sip3mi | no sip3mi | sip3mi no | no izin | izin no | izin sip3mi | no izin sip3mi | sip3mi izin no"
    " | izin usaha | no izin usaha | izin p3mi | no izin p3mi | izin penempatan | no izin penempatan"
    " | penempatan izin no | izin | surat izin p3mi | no surat izin | p3mi izin no | agensi izin no | p3mi izin"
    " | agensi izin | no izin agensi | izin agensi | izin kerja agensi",
    Slot.JOB_ORDER: "job order | no job order | job order no | job order id | no jo | jo no | permintaan surat no"
    " | permintaan surat | surat permintaan | no surat permintaan | job order reference | no kerja order"
    " | surat permintaan pekerja | no surat permintaan pekerja | surat permintaan tenaga kerja",
    Slot.POSITION: "jabatan | pekerjaan | jenis pekerjaan | job jabatan | jabatan pekerjaan | pekerjaan jabatan"
    " | job pekerjaan | jenis kerja | kerja jenis | jenis job | job | jabatan kerja | jabatan jenis pekerjaan"
    " | jenis pekerjaan jabatan | jabatan di kontrak | job jenis | job designation | jabatan jenis kerja"
    " | jabatan pekerjaan job | job uraian | uraian job | kerja jabatan | bidang pekerjaan | pekerjaan bidang"
    " | bidang kerja",
    Slot.COUNTRY: "negara | negara tujuan | tujuan negara | negara penempatan | penempatan negara | tujuan"
    " | tempat kerja"
    " | kerja tempat | negara tempat kerja | negara kerja | negara tujuan penempatan | tempat penempatan"
    " | tempat pekerjaan | kerja site | kerja negara | job tempat | penempatan tujuan | negara tujuan kerja | worksite"
    " | lokasi kerja | kerja lokasi | negara kerja tempat | lokasi penempatan",
    Slot.WAGE: "gaji | gaji pokok | pokok gaji | gaji bulan | bulan gaji | pokok bulan gaji | besar gaji"
    " | bulan pokok gaji | gaji per bulan | gaji pokok per bulan | gaji per hari | gaji besar | gaji pokok bulan"
    " | monthly pokok gaji | hari gaji | gaji hari | gross gaji | net gaji | gaji bersih | gaji kotor | minimum gaji"
    " | gaji minimum | gaji minimal | agreed gaji | gaji jam | jam gaji | gaji besar per bulan | gaji per jam"
    " | bulan normal gaji | normal gaji | pokok bayar | bulan bayar | bayar pokok | gaji pokok bayar | bayar gaji pokok"
    " | gaji bulan pokok | agreed bulan gaji"
    " | pokok besar bayar | besar bayar | besar gaji pokok | pokok besar gaji | besar gaji bulan",
    Slot.HOURS: "jam kerja | kerja jam | waktu kerja | kerja waktu | jam kerja normal | normal kerja jam"
    " | normal jam kerja | hari jam kerja | jam kerja per hari | kerja jam per hari | waktu jam kerja",
    Slot.REST: "hari istirahat | istirahat hari | istirahat mingguan | mingguan istirahat | mingguan istirahat hari"
    " | hari istirahat mingguan | waktu istirahat | istirahat waktu | hari istirahat per mingguan | istirahat"
    " | mingguan hari istirahat | istirahat periode | mingguan cuti | hari istirahat mingguan",
    Slot.START: "mulai tanggal | tanggal mulai | tanggal mulai kerja | mulai kerja | kerja mulai | mulai berlaku"
    " | tanggal mulai berlaku | berlaku mulai | berlaku sejak | terhitung sejak | terhitung mulai tanggal | mulai"
    " | terhitung mulai | mulai tanggal kerja | berlaku sejak tanggal | terhitung sejak tanggal | mulai dari tanggal"
    " | mulai on | mulai from | tanggal berlaku | berlaku tanggal | mulai berlaku tanggal | tanggal mulai kontrak"
    " | kontrak mulai tanggal | kontrak mulai | mulai kontrak | kerja mulai tanggal | tanggal mulai bekerja"
    " | mulai berlaku sejak tanggal | mulai kerja tanggal | berlaku dari tanggal | berlaku mulai tanggal"
    " | sejak tanggal | beginning on | commence on | mulai berlaku sejak"
    " | mulai tanggal kerja kontrak | tanggal mulai kerja kontrak | mulai kerja kontrak | tanggal mulai berkhidmat"
    " | tanggal permulaan | tanggal masuk kerja | mulai dari"
    " | mulai dari tanggal | mulai dari | mulai pada | mulai berlaku dari",
    Slot.DURATION: "jangka waktu | masa | masa kontrak | kontrak masa | masa berlaku | jangka waktu kontrak"
    " | jangka waktu kontrak kerja | masa kontrak kerja | masa kerja | kerja masa | kerja kontrak masa"
    " | jangka waktu perjanjian | jangka masa | kontrak length | length kontrak | masa kerja kontrak"
    " | masa berlaku kontrak | jangka waktu kerja | berlaku selama | for a masa | validity | kontrak waktu",
    Slot.SIGNED_ON: "tanggal | hari tanggal | tanggal tandatangan | tandatangan tanggal | tanggal kontrak"
    " | kontrak tanggal"
    " | tandatangan on"
    " | tanggal kontrak kerja | tandatangan pada tanggal | tanggal tandatangan kontrak | tandatangan on tanggal"
    " | dibuat tanggal | dibuat on | dibuat pada tanggal | dibuat dan tandatangan pada tanggal",
    Slot.SIGNED_PLACE: "tempat tandatangan | tempat tanggal tandatangan | tempat tanggal | tandatangan tempat tanggal"
    " | tandatangan tempat | tandatangan di | tandatangan in | tandatangan at"
    " | dibuat di | dibuat in | dibuat at | bertempat di | dibuat dan tandatangan di",
    Slot.DEDUCTION: "potongan | potongan gaji | gaji potongan | potonggaji | jenis potongan | bulan potongan",
    Slot.OTHER: "gaji lembur | lembur gaji | lembur | jenis kelamin | sex | gender | agama | religion | status"
    " | telepon | telephone | telp | phone | no telepon | email | fax | warga negara | kewarganegaraan | nationality"
    " | citizen | marital status | status perkawinan | nama ayah | father nama | tempat lahir | lahir tempat"
    " | tanggal akhir | akhir tanggal | berlaku hingga | berlaku sampai | paspor berlaku | paspor akhir"
    " | tanggal terbit | tanggal issue | visa | no visa | visa no | usia | umur | age | tinggi | penanggung"
    " | diwakili oleh | represented by | ahli waris | next kin | beneficiary | contact person | no hp | hp | nib | npwp"
    " | tunjangan | allowance | bonus | slip gaji | pembayaran gaji | payment gaji | nama orang tua | no registrasi"
    " | pendidikan | education | tempat terbit | paspor tempat issue | paspor tanggal issue | tanggal akhir paspor"
    " | akhir tanggal paspor | masa berlaku paspor | paspor masa | masa percobaan | probation masa"
    " | tanggal akhir kontrak"
    " | kontrak akhir tanggal | akhir kontrak | tanggal kedatangan | departure tanggal | tanggal keberangkatan"
    " | nama bank | bank nama | uang lembur | household | jumlah keluarga | tempat issue | cuti | annual cuti"
    " | cuti tahunan | sick cuti | cuti sakit | gaji pemberi kerja | majikan gaji | income | pendapatan | dikeluarkan"
    " | tanggal berangkat | berangkat | berangkat tanggal | tanggal tiba | tanggal kedatangan | nama kapal | kapal nama"
    " | nama wakil | bendera | flag | recess jam | bidang | recess",
}

_ROLES: Final[dict[Role, str]] = {
    Role.EMPLOYER: "pemilik kapal | kapal pemilik | pemilik | majikan pemilik kapal | majikan | majikan jasa "
    "| pemberi kerja | perusahaan majikan | majikan perusahaan | perusahaan"
    " | majikan tenaga kerja | majikan jasa tenaga kerja",
    Role.WORKER: "pekerja | pekerja migran | pekerja migran indonesia | indonesia migran pekerja | migran pekerja"
    " | tenaga kerja | tenaga kerja indonesia | domestik pekerja | pekerja domestik | indonesia pekerja"
    " | calon pekerja | calon pekerja migran indonesia | domestik domestik pekerja | calon tenaga kerja indonesia"
    " | pekerja indonesia | indonesia domestik pekerja | household pekerja | pekerja rumah tangga",
    Role.AGENCY: "p3mi | agensi | agensi penempatan | penempatan agensi | pelaksana penempatan | perusahaan penempatan"
    " | pelaksana penempatan tenaga kerja indonesia swasta | perusahaan penempatan pekerja migran indonesia"
    " | penempatan perusahaan | kerja agensi | indonesia agensi | indonesia penempatan agensi"
    " | pekerja migran indonesia penempatan perusahaan | agensi indonesia"
    " | indonesia migran pekerja penempatan perusahaan"
    " | perusahaan penempatan p3mi | pelaksana penempatan p3mi",
}
_ORDINALS: Final[dict[int, str]] = {
    1: "pihak pertama | pertama pihak | pihak 1 | pihak i",
    2: "pihak kedua | kedua pihak | pihak 2 | pihak ii",
    3: "pihak ketiga | ketiga pihak | pihak 3 | pihak iii",
}


def _table(phrases: str) -> tuple[tuple[str, ...], ...]:
    """Return each phrase as canonical words, without fillers."""
    return tuple(
        tuple(WORDS.get(word, word) for word in phrase.split() if word not in FILLERS) for phrase in phrases.split("|")
    )


LABELS: Final[dict[tuple[str, ...], Slot]] = {words: slot for slot, text in _PHRASES.items() for words in _table(text)}
ROLES: Final[dict[tuple[str, ...], Role]] = {words: role for role, text in _ROLES.items() for words in _table(text)}
ORDINALS: Final[dict[tuple[str, ...], int]] = {
    words: place for place, text in _ORDINALS.items() for words in _table(text)
}
ORDINAL_ROLES: Final[dict[int, Role]] = {1: Role.EMPLOYER, 2: Role.WORKER, 3: Role.AGENCY}
"""Who the first, second and third party usually is, where the paper itself does not say."""

LONGEST: Final = max(len(words) for words in (*LABELS, *ROLES))
SPELLED: Final = frozenset(WORDS) | {word for words in (*LABELS, *ROLES) for word in words}
"""Every word that a label can hold: what a misread word is compared with."""
