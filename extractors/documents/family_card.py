"""Family card (Kartu Keluarga): number, head, address, and its members in two tables.

Source: domain.md section 3 (columns of both tables; older cards with stamp, those since 2019 on plain A4 with a code).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.agreement.cells import Sheet
from extractors.engine import Readers, ReadPage
from extractors.form import kinds
from extractors.form.members import members
from extractors.form.paper import document_type
from extractors.form.spec import CRITICAL, NAMED, Entry, Paper, Sign, wordings
from extractors.form.tables import Column
from extractors.model import Field
from extractors.vocabulary import paper_labels as labels

PERSONS: Final = (
    Column("name", wordings("Nama Lengkap | Nama")),
    Column("nik", wordings("NIK | N I K | Nomor Induk Kependudukan")),
    Column("sex", wordings("Jenis Kelamin | Kelamin | L/P")),
    Column("birth_place", wordings("Tempat Lahir | Tempat")),
    Column("birth_date", wordings("Tanggal Lahir | Tgl. Lahir | Tanggal")),
    Column("religion", wordings("Agama")),
    Column("education", wordings("Pendidikan")),
    Column("occupation", wordings("Jenis Pekerjaan | Pekerjaan")),
    Column("blood_type", wordings("Golongan Darah | Gol. Darah | Golongan")),
)
"""Columns of the first table; the blood type is on newer forms only."""
RELATED: Final = (
    Column("marital_status", wordings("Status Perkawinan | Perkawinan")),
    Column("married_on", wordings("Tanggal Perkawinan | Tanggal Perkawinan/Perceraian | Perceraian")),
    Column(
        "relation", wordings("Status Hubungan Dalam Keluarga | Status Hubungan | Hubungan Dalam Keluarga | Hubungan")
    ),
    Column("citizenship", wordings("Kewarganegaraan | Kewarga negaraan")),
    Column("passport_number", wordings("No. Paspor | Nomor Paspor | Paspor")),
    Column("permit_number", wordings("No. KITAS/KITAP | No. KITAP | KITAS/KITAP | KITAP")),
    Column("father", wordings("Nama Ayah | Ayah")),
    Column("mother", wordings("Nama Ibu | Ibu")),
)
"""Columns of the second table."""

PAPER: Final = Paper(
    name="family_card",
    version=1,
    titles=wordings("KARTU KELUARGA | KARTU KELUARGA (KK) | SALINAN KARTU KELUARGA"),
    subject=r"KARTU\s*KELUARGA",
    signs=(
        Sign(0.2, r"kepala\s+keluarga"),
        Sign(0.15, r"status\s+(?:hubungan|perkawinan)|hubungan\s+dalam"),
        Sign(0.1, r"nama\s+(?:ayah|ibu)|kitas|kitap"),
        Sign(0.1, r"kependudukan\s+dan\s+pencatatan\s+sipil|disdukcapil"),
    ),
    entries=(
        Entry(
            "kk_number",
            kinds.NIK,
            wordings("No | Nomor | No. KK | Nomor KK | Nomor Kartu Keluarga | No. Kartu Keluarga"),
            leads=(r"\n\W*(?:no|nomor|n0)\W{0,3}(?=[\d ]{14,})",),
            policy=CRITICAL,
        ),
        Entry("head_name", kinds.NAME, wordings("Nama Kepala Keluarga | Kepala Keluarga"), policy=NAMED),
        Entry("address", kinds.ADDRESS, labels.ADDRESS),
        Entry(
            "village",
            kinds.PLACE_NAME,
            wordings("Desa/Kelurahan | Kelurahan/Desa | Kel/Desa | Desa | Kelurahan | Kelurahan / Desa"),
        ),
        Entry("district", kinds.PLACE_NAME, wordings("Kecamatan | Kec")),
        Entry(
            "regency",
            kinds.PLACE_NAME,
            wordings("Kabupaten/Kota | Kota/Kabupaten | Kab/Kota | Kabupaten | Kota | Kabupaten / Kota"),
        ),
        Entry("province", kinds.PLACE_NAME, wordings("Provinsi | Propinsi")),
        Entry("issued_on", kinds.DATE, labels.ISSUED_ON, policy=CRITICAL),
    ),
    core=("kk_number",),
    others=wordings(
        "RT/RW | RT | RW | Kode Pos | Lembar | Dikeluarkan di | "
        + " | ".join(
            heading
            for column in (*PERSONS, *RELATED)
            for heading in column.headings
            if heading not in {"Nama", "Kelamin", "Ibu"}
        )
    ),
    dense=True,
)


def _members(form: Sheet, pages: Sequence[ReadPage], readers: Readers) -> Mapping[str, Field]:
    field = members(form, pages, readers, PERSONS, RELATED)
    return {"members": field} if field is not None else {}


TYPE: Final = document_type(PAPER, _members, ["members"])
