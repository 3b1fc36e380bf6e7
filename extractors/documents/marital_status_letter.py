"""Letter on a worker's marital status by the village head, who knows of it or writes it himself.

Source: UU 18/2017 Ps 13 letter a (``surat keterangan status perkawinan``); letters of villages and of kelurahan, whose
wording each office sets for itself. A letter that says only JANDA or DUDA does not tell a divorce from a death, and
neither is told from it.
"""

from typing import Final

from extractors.form import kinds
from extractors.form.leads import BIRTH
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Section, Sign, wordings
from extractors.vocabulary import paper_labels as labels
from extractors.vocabulary.ktp import MARITAL_STATUSES

_UNMARRIED: Final = wordings(
    "BELUM MENIKAH | BELUM PERNAH MENIKAH | BELUM PERNAH KAWIN | BELUM NIKAH | BELUM PERNAH NIKAH | LAJANG | BUJANG"
    " | JEJAKA | PERAWAN | GADIS | BELUM BERKELUARGA | BELUM PERNAH MELANGSUNGKAN PERNIKAHAN | NOT MARRIED | UNMARRIED"
    " | TIDAK MENIKAH | BELUM MEMILIKI SUAMI | BELUM MEMILIKI ISTRI | NEVER MARRIED"
)
_MARRIED: Final = wordings(
    "MENIKAH | SUDAH MENIKAH | SUDAH KAWIN | TELAH MENIKAH | SUDAH BERKELUARGA | BERSUAMI | BERISTRI"
)
_STATUS: Final = kinds.choice(
    "marital status",
    {
        **MARITAL_STATUSES,
        **dict.fromkeys(_UNMARRIED, "BELUM KAWIN"),
        **dict.fromkeys(_MARRIED, "KAWIN"),
        **dict.fromkeys(wordings("JANDA CERAI | JANDA CERAI HIDUP | DUDA CERAI | DUDA CERAI HIDUP"), "CERAI HIDUP"),
        **dict.fromkeys(wordings("JANDA MATI | JANDA CERAI MATI | DUDA MATI | DUDA CERAI MATI | WIDOW"), "CERAI MATI"),
        "JANDA": "JANDA",
        "DUDA": "DUDA",
    },
)
_BIRTH_PLACE: Final = kinds.pattern(
    "birth place",
    r"^\W*(?P<value>[A-Za-z][A-Za-z.'’()-]*(?: [A-Za-z(][A-Za-z.'’()-]*){0,3}?)(?=\s*[,/;]|\s+\d|\s+pada\b|\s*$)",
)
_HEAD: Final = r"(?:kepala\s+(?:desa|kelurahan)|lurah|keuchik|wali\s+nagari|pj\.?\s+kepala\s+desa)"
_HE: Final = r"(?:bersangkutan|tersebut(?: di atas)?)"
_UNTIL_NOW: Final = r"(?:sampai|hingga) (?:dengan )?(?:saat|sekarang) ?(?:ini|dibuat[^\n,.]{0,40})?"
_CALLED: Final = r"(?:(?:sdr\.?i?|saudar[ai]|seorang\s+\w+|nama|mr|ms|mrs)\b\.?\s*)"
_OF_SIGNER: Final = r"(?!(?:NIP|PEMERINTAH|DESA|KELURAHAN|KECAMATAN|KABUPATEN|KOTA|KANTOR)\b)"
_BELOW_OFFICE: Final = (
    rf"\n\W*{_HEAD}(?: (?!di\b|dengan\b|menerangkan\b)[^\n:]{{0,40}})?\n(?:[^\n:]{{0,30}}\n){{0,3}}"
    rf"\W*(?={_OF_SIGNER}(?-i:[A-Z][A-Z.]+ [A-Z]))"
)
"""Where the name stands under the signature and the stamp, whose words may stand on lines between.

A single word there may be the stamp's: it is not taken for a name.
"""

PAPER: Final = Paper(
    name="marital_status_letter",
    version=1,
    titles=wordings(
        "SURAT KETERANGAN STATUS PERKAWINAN | SURAT KETERANGAN STATUS PERNIKAHAN | SURAT KETERANGAN BELUM MENIKAH"
        " | SURAT KETERANGAN BELUM KAWIN | SURAT KETERANGAN BELUM PERNAH MENIKAH | SURAT KETERANGAN STATUS"
        " | SURAT KETERANGAN BELUM PERNAH KAWIN | SURAT KETERANGAN JANDA | SURAT KETERANGAN DUDA"
        " | SURAT KETERANGAN JANDA/DUDA | SURAT KETERANGAN SUDAH MENIKAH | SURAT KETERANGAN SUDAH KAWIN"
        " | SURAT PERNYATAAN STATUS PERKAWINAN | SURAT PERNYATAAN BELUM MENIKAH | MARITAL STATUS LETTER"
        " | STATEMENT OF MARITAL STATUS | CERTIFICATE OF MARITAL STATUS"
    ),
    subject=(
        r"(?=.*\b(?:KETERANGAN|PERNYATAAN|LETTER|CERTIFICATE|STATEMENT)\b)"
        r".*\b(?:STATUS (?:PERKAWINAN|PERNIKAHAN|KAWIN|DIRI|JANDA|DUDA)"
        r"|(?:BELUM|SUDAH) (?:PERNAH )?(?:KAWIN|MENIKAH|NIKAH)|JANDA|DUDA|LAJANG|BUJANG|MARITAL STATUS)\b"
    ),
    # Village heads write letters on much else, and other offices papers on marriages; all of them name the status.
    foreign=wordings(
        "KUTIPAN AKTA NIKAH | KUTIPAN AKTA PERKAWINAN | BUKU NIKAH | SURAT PENGANTAR NIKAH | AKTA CERAI"
        " | SURAT PENGANTAR PERKAWINAN | SURAT KETERANGAN UNTUK NIKAH | SURAT KETERANGAN KEMATIAN"
        " | SURAT KETERANGAN DOMISILI | SURAT KETERANGAN TIDAK MAMPU | SURAT KETERANGAN USAHA"
        " | SURAT KETERANGAN KELAHIRAN | SURAT KETERANGAN AHLI WARIS | SURAT KETERANGAN PINDAH | SURAT PENGANTAR"
        " | SURAT KETERANGAN PENGHASILAN | SURAT KETERANGAN KEHILANGAN | SURAT KETERANGAN PENDUDUK"
    ),
    # Without its title, only the statement tells the letter: a village's other letters print the rest.
    signs=(
        Sign(
            0.25,
            r"(?:belum\s+pernah|belum|sudah|telah)\s+(?:kawin|menikah|nikah|melangsungkan)"
            r"|\b(?:berstatus|janda|duda)\b",
        ),
        Sign(0.04, r"status\s+(?:perkawinan|pernikahan)|marital\s+status"),
        Sign(0.04, rf"{_HEAD}|village\s+head"),
    ),
    sections=(
        Section("signer", opens=(r"yang\s+bertanda\s*tangan\s+di\s*bawah\s+ini", r"the\s+undersigned")),
        Section(
            "holder",
            opens=(
                r"menerangkan(?:\s+dengan\s+sebenar-?\s?(?:nya|benarnya))?(?:\s+(?:bahwa|kepada))?",
                r"certif(?:y|ies)\s+that",
                r"\n\W*bahwa\b",
            ),
        ),
    ),
    entries=(
        Entry(
            "letter_number", kinds.CODE, (*labels.NUMBER, *wordings("Nomor Register | Register Desa")), policy=CRITICAL
        ),
        Entry(
            "name",
            kinds.NAME,
            labels.NAME,
            own=labels.WORKER_NAME,
            section="holder",
            leads=(rf"(?:bahwa|that)\s*:?\s*{_CALLED}?(?:bernama\s*)?:?\s*(?=[A-Z]{{3}})",),
            policy=NAMED,
        ),
        Entry("nik", kinds.NIK, labels.NATIONAL_ID, section="holder", policy=CRITICAL),
        Entry("birth_place", _BIRTH_PLACE, labels.BIRTH, leads=(r"\b(?:lahir|born) (?:di|in) (?=[A-Z])",)),
        Entry("birth_date", kinds.DATE, labels.BIRTH, leads=BIRTH, policy=CRITICAL),
        Entry(
            "marital_status",
            _STATUS,
            wordings(
                "Status Perkawinan | Status | Status Pernikahan | Status Kawin | Marital Status | Status Nikah"
                " | Keterangan Status"
            ),
            leads=(
                r"(?:berstatus|status (?:perkawinan|pernikahan)(?:nya)?(?: adalah| sebagai)?)\s*:?\s*",
                rf"{_HE}(?: \w+){{0,2}} (?=belum|sudah|telah|masih|berstatus|cerai|janda|duda)",
                rf"{_UNTIL_NOW},?(?: yang bersangkutan)?(?: memang)?(?: benar)? (?=belum|sudah|telah|berstatus|masih)",
                rf"(?:adalah|masih|sebagai|sebagai seorang) (?=(?:{'|'.join(_UNMARRIED)}|janda|duda)\b)",
            ),
            policy=NAMED,
        ),
        Entry(
            "village",
            kinds.VILLAGE,
            wordings("Desa | Kelurahan | Desa/Kelurahan | Kelurahan/Desa | Kel/Desa | Village"),
            leads=(
                r"\n\W*(?:pemerintah )?(?:kantor )?(?:kepala )?(?:desa|kelurahan)\s+(?=[A-Z])",
                r"(?:kepala desa|lurah|kepala kelurahan)\s+(?=[A-Z])",
                r"(?:desa|kelurahan)\s*:?\s+(?=[A-Z])",
            ),
        ),
        Entry(
            "signer_name",
            kinds.NAME,
            labels.NAME,
            own=wordings("Nama Kepala Desa | Nama Lurah"),
            section="signer",
            leads=(
                _BELOW_OFFICE,
                r"bertanda\s*tangan\s+di\s*bawah\s+ini,?\s*(?:saya\s*)?[:,]?\s*(?=(?-i:[A-Z]{3,} ))",
            ),
            policy=NAMED,
        ),
        Entry(
            "issued_on",
            kinds.DATE,
            (*labels.ISSUED_ON, *wordings("Tanggal surat | Dibuat tanggal")),
            leads=(
                r"\n\W*[A-Z][A-Za-z. ]{2,28}, (?:tanggal |tgl\.? )?(?=\d)",
                r"(?:dibuat|dikeluarkan|ditetapkan) (?:di [^\n,]{2,25},? )?(?:pada )?tanggal\s*:?\s*",
            ),
            policy=CRITICAL,
        ),
    ),
    core=("letter_number", "name", "nik", "birth_date", "marital_status"),
    signed_by=("signer",),
    called=(("official", "signer"),),
    others=wordings(
        "Kewarganegaraan | Kebangsaan | Kecamatan | Kabupaten | Jabatan | Keperluan | Nama Orang Tua | NIP"
    ),
)

TYPE: Final = document_type(PAPER)
