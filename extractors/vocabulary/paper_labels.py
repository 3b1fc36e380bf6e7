"""Words that the labels of Indonesian migrant workers' papers are made of: one spelling for many, and common labels.

Sources: domain.md sections 2 and 3 (fields of each paper), the wordings of Indonesian forms and of visas in English.
"""

from typing import Final

_SPELLED: Final[dict[str, str]] = {
    "no": "nomor nomer num number nombor nr n0 numbers",
    "tanggal": "tgl tgi tg1 tanggai",
    "paspor": "passport pasport paspot",
    "izin": "ijin",
    "telepon": "telp telpon telephone tel tlp phone",
    "kabupaten": "kab",
    "kecamatan": "kec",
    "kelurahan": "kel",
    "provinsi": "propinsi prov",
    "identitas": "identity",
}
SPELLINGS: Final[dict[str, str]] = {
    spelling: word for word, spellings in _SPELLED.items() for spelling in spellings.split()
}
"""Printed word, lower case -> the word it stands for."""

_NUMBERING: Final = "a b c d e f g h i j k l m n o p q r ii iii iv v vi vii viii ix x the"
NUMBERING: Final = frozenset(_NUMBERING.split())
"""Words that number a line and are no part of its label."""

_OTHERS: Final = (
    "jenis kelamin | sex | gender | agama | religion | pekerjaan | occupation | pekerjaan jabatan | telepon | no hp"
    " | nomor telepon | telephone no | handphone | hp | email | e-mail | fax | faks | website | kewarganegaraan"
    " | nationality | warga negara | status perkawinan | marital status | status | nama ayah | nama ibu"
    " | father's name | mother's name | umur | usia | age | pendidikan | education | golongan darah | gol darah"
    " | blood type | tinggi badan | berat badan | height | weight | npwp | nib | kode pos | postal code | rt rw"
    " | nama bank | nomor rekening | account no | tempat lahir | place of birth | jabatan | position | perihal | hal"
    " | lampiran | sifat | kepada yth | tembusan | catatan | note | notes | keterangan | remarks | tanda tangan"
    " | signature | nama dan tanda tangan | mengetahui | materai | photo | foto | pas foto | saksi | saksi i"
    " | saksi ii | nip | nrp | pangkat | dasar | tempat terbit | place of issue | penanggung jawab | no urut"
    " | nama lengkap | alamat | address | nama | name | nomor | no | tanggal | date | tujuan | untuk | masa berlaku"
    " | hubungan | relation | negara | country"
)
OTHERS: Final = tuple(phrase.strip() for phrase in _OTHERS.split("|"))
"""Labels of many papers: where a paper's own file does not ask for them, they end the value before them."""


def wordings(text: str) -> tuple[str, ...]:
    """Return the phrases of ``text``, which ``|`` parts."""
    return tuple(" ".join(part.split()) for part in text.split("|") if part.strip())


NUMBER: Final = wordings("Nomor | No | Number | Nomor Surat | No. Reg | Nomor Registrasi | Reg. No | Ref | Ref. No")
NAME: Final = wordings(
    "Nama | Nama Lengkap | Name | Full Name | Nama Lengkap Sesuai KTP | Name in full | Complete Name"
)
WORKER_NAME: Final = wordings(
    "Nama CPMI | Nama PMI | Nama Calon PMI | Nama Calon Pekerja Migran Indonesia | Nama Pekerja Migran Indonesia"
    " | Nama CTKI | Nama TKI | Nama Calon TKI | Nama Pekerja | Nama Tenaga Kerja | Worker's Name | Name of Worker"
    " | Worker Name | Nama Calon Pekerja | Nama Pihak Kedua | Nama Lengkap CPMI | Name of the Worker"
)
NATIONAL_ID: Final = wordings(
    "NIK | Nomor Induk Kependudukan | No. KTP | Nomor KTP | KTP | No. KTP/NIK | NIK/No. KTP | KTP/NIK | Nomor NIK"
    " | Nomor Kartu Tanda Penduduk | Citizenship Card Number | Nomor Identitas | Identity Card Number | No. Identitas"
    " | Identity Number | National ID Number | ID Number | ID Card Number | No. KTP-el | Nomor KTP elektronik"
    " | No. Kartu Identitas | National Identity Number | No. Induk Kependudukan | NIK CPMI | NIK PMI | National ID No"
)
BIRTH: Final = wordings(
    "Tempat Tanggal Lahir | Tempat dan Tanggal Lahir | Place and date of birth | Tanggal Lahir | Date of birth | TTL"
    " | Place/Date of birth | Tempat Tanggal Lahir/Umur | Tempat Tanggal Lahir Umur | Birth date | Lahir | DOB"
    " | Date and place of birth | Tanggal Lahir/Umur | Tempat/Tanggal Lahir/Usia | Place & Date of Birth | Born"
    " | Date of Birth (DD/MM/YYYY) | Tempat Lahir / Tanggal Lahir | Tempat Tanggal/Bulan/Tahun Lahir | Birthdate"
)
PASSPORT: Final = wordings(
    "Nomor Paspor | No. Paspor | Paspor | Passport No | Passport Number | Passport | Nomor Paspor RI"
    " | Travel Document No | Passport/Travel Document No | Passport or Travel Document Number"
    " | Travel Document Number | No. Pasport | Document Number | Passport No (Holder) | PPT No | No. Paspor PMI"
    " | Paspor No | Nomor Paspor/KITAS/KITAP"
)
ADDRESS: Final = wordings(
    "Alamat | Address | Alamat Lengkap | Alamat Kantor | Alamat Rumah | Office Address | Tempat Tinggal | Domisili"
    " | Alamat Perusahaan | Alamat Kantor Pusat | Company Address | Full Address | Alamat Tempat Tinggal | Kedudukan"
    " | Tempat Kedudukan | Berkedudukan di | Alamat sesuai KTP | Registered Address | Bertempat tinggal di"
)
COUNTRY: Final = wordings(
    "Negara Tujuan | Tujuan | Country of Destination | Destination | Destination Country | Untuk Negara"
    " | Tujuan Negara | Negara Penempatan | Country | Negara | Negara Tujuan Penempatan | Negara Tempat Bekerja"
    " | Country of Employment | Country of Placement | Tempat Penempatan | Tujuan Penempatan | Placement Country"
    " | Penempatan | Lokasi Kerja | Host Country | Place of Work | Tempat Bekerja | Lokasi Penempatan"
    " | Country of Work"
)
POSITION: Final = wordings(
    "Jabatan | Pekerjaan | Jenis Pekerjaan | Position | Job | Job Title | Jabatan/Pekerjaan | Jenis Jabatan"
    " | Occupation | Posisi | Jabatan Pekerjaan | Type of Work | Job Position | Category | Jabatan/Posisi"
    " | Job Category | Kind of work | Sebagai | Pekerjaan/Jabatan | Type of Job | Position/Job Title"
    " | Bidang Pekerjaan | Jenis/Jabatan Pekerjaan | Position Required | Jabatan yang diminta"
    " | Jabatan di Luar Negeri | Kind of Job | Nature of Work"
)
AGENCY: Final = wordings(
    "P3MI | PPTKIS | Nama P3MI | Nama PPTKIS | Nama Perusahaan | Name of Agency | Agency | Indonesian Agency | PJTKI"
    " | Nama PT | Perusahaan | P3MI/PPTKIS | Indonesian Agent | Nama P3MI/PPTKIS | Company Name | Placement Agency"
    " | Nama Perusahaan Penempatan | Perusahaan Penempatan | Indonesian Placement Agency | Company | PT | Nama PJTKI"
    " | Indonesian Recruitment Agency | Recruitment Agency | Nama Perusahaan P3MI | Mitra P3MI"
    " | Indonesian Agency Name | Pelaksana Penempatan | Bertindak untuk dan atas nama | Atas nama | Indonesian P3MI"
    " | P3MI Pelaksana | Kepada | Name of P3MI | Name of Company | P3MI Mitra | To"
)
LICENCE: Final = wordings(
    "Nomor SIP3MI | SIP3MI | No. SIP3MI | SIPPTKI | No. SIPPTKI | SIPPTKIS | Nomor Izin | No. Izin | Nomor Izin P3MI"
    " | License No | Licence No | Licence Number | License Number | Nomor Izin Usaha | Izin Usaha | No. Izin Usaha"
    " | SIP3MI/SIPPTKI | Nomor SIPPTKI | No. SIPPTKIS | SIPPPTKIS | Surat Izin | SIP3MI No | Nomor Lisensi | SIUP"
    " | SIPPTKI No | P3MI License No | Izin P3MI | No. Izin SIP3MI | Nomor Surat Izin | SIUPPAK | Nomor SIP"
)
EMPLOYER: Final = wordings(
    "Nama Majikan | Majikan | Employer | Employer's Name | Name of Employer | Employer Name | Pemberi Kerja"
    " | Pengguna | Nama Pemberi Kerja | Nama Pengguna | Nama Perusahaan Pengguna | Pengguna Jasa | Sponsor"
    " | Sponsor Name | Nama Majikan/Perusahaan | Perusahaan Pengguna | Company/Employer | Employing Company"
    " | Name of Company/Employer | Employer/Company | Sponsor/Employer | Majikan/Pengguna | Hiring Company"
    " | Pemberi Kerja/Majikan | Inviting Company | Employer / Sponsor | Pengguna Perseorangan | Name of Sponsor"
    " | Employer/Sponsor Name"
)
ISSUED_ON: Final = wordings(
    "Tanggal Terbit | Diterbitkan tanggal | Tanggal Dikeluarkan | Dikeluarkan tanggal | Date of issue | Issue date"
    " | Issued on | Tanggal Penerbitan | Tanggal Pengeluaran | Date issued | Pada tanggal | Diterbitkan pada tanggal"
    " | Diterbitkan | Dikeluarkan pada tanggal | Date of issuance | Issued | Tanggal Penetapan | Ditetapkan tanggal"
    " | Tanggal Cetak | Terbit | Issuing Date | Tanggal | Date | Ditetapkan pada tanggal | Dicetak tanggal"
    " | Issued date"
)
EXPIRES_ON: Final = wordings(
    "Berlaku sampai | Berlaku sampai dengan | Berlaku hingga | Berlaku s/d | Valid until | Date of expiry"
    " | Expiry date | Masa berlaku | Tanggal berakhir | Berlaku sampai tanggal | Expiration date | Valid to"
    " | Expires on | Expires | Masa berlaku s/d | Tanggal Habis Berlaku | Masa berlaku sampai | Berakhir tanggal"
    " | Sampai dengan | s/d | Berakhir | Validity | Berlaku sampai dengan tanggal | Expiry | Masa berlaku hingga"
    " | Valid thru | Valid up to | Masa berlaku sampai dengan | Sampai dengan tanggal | Sampai tanggal | Good until"
    " | Date of expiration | Tanggal Kedaluwarsa | Validity Date | Periode Berlaku | Validity Period"
    " | Period of Validity | Tanggal Akhir | Tanggal Akhir Perlindungan | Akhir Perlindungan | Tanggal Akhir Berlaku"
    " | End date | Akhir masa berlaku | Validity of this demand | Berlaku sd | Valid till"
    " | Tanggal Berakhir Perlindungan | Akhir Pelindungan"
)
"""Wordings of labels that many papers share, in Indonesian and English, older ones too."""

SHARED: Final = (*BIRTH, *NATIONAL_ID, *PASSPORT, *ADDRESS)
"""Labels about a person, which any paper may print: they too end the value before them."""

COMMON: Final = (*OTHERS, *NUMBER, *NAME, *NATIONAL_ID, *BIRTH, *PASSPORT, *ADDRESS, *ISSUED_ON, *EXPIRES_ON, *POSITION)
"""Labels that tell nothing of the kind of paper."""

_OFFICES: Final = (
    "INDONESIA REPUBLIK REPUBLIC KARTU CARD PEKERJA MIGRAN MIGRANT WORKER TENAGA KERJA LUAR NEGERI KEMENTERIAN BADAN"
    " PELINDUNGAN PERLINDUNGAN PENEMPATAN IDENTITAS IDENTITY ELEKTRONIK ELECTRONIC E-KPMI E-PMI E-PM KTKLN BP2MI KP2MI"
    " BNP2TKI P2MI NASIONAL NATIONAL MINISTRY AGENCY PESERTA JAMINAN SOSIAL BPJS KETENAGAKERJAAN VALID BERLAKU NAMA"
    " PT CV LTD BHD SDN CO INC CORP LLC COMPANY LIMITED INDUSTRIES MAJIKAN PASPOR PASSPORT VISA NIK FOTO PHOTO"
)
NOT_IN_NAMES: Final = frozenset(_OFFICES.split())
"""Words in capitals that tell an office, a title or a company from a person's name."""
