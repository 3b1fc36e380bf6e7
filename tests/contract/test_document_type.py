"""What every document type keeps to, whatever paper it reads."""

import random
import re
from pathlib import Path

import numpy as np
import pytest

from extractors.document_type import MINIMUM_SCORE, UNKNOWN, DocumentType, classify, document_types
from extractors.engine import Readers, ReadPage
from extractors.model import Quality, ReadingSource, Region, Word
from tests.fixtures.word_page import READERS, page_of

DESIGN = {
    "visa": "visa_number visa_type name passport_number nationality birth_date issued_on expires_on entries"
    " employer_name destination_country mrz_line_1 mrz_line_2",
    "family_card": "kk_number head_name address village district regency province members issued_on",
    "placement_agreement": "agreement_number worker_name worker_id_number agency_name agency_licence"
    " destination_country position costs signed_on signatures sentences",
    "job_order": "job_order_number employer_name agency_name destination_country position quota_male quota_female"
    " wage_amount wage_currency legalised_on legalisation_number expires_on",
    "agency_licence": "licence_number nib agency_name address responsible_person issued_on expires_on",
    "family_permit": "worker_name worker_id_number signer_name signer_id_number relation village letter_number"
    " signed_on signatures",
    "health_certificate": "certificate_number name birth_date facility_name destination_country examined_on result"
    " doctor_name doctor_licence",
    "police_clearance": "letter_number name nik birth_date purpose office issued_on expires_on",
    "competence_certificate": "certificate_number name scheme issuer issued_on expires_on",
    "social_security": "participant_number name nik programme starts_on expires_on",
    "worker_card": "card_number name passport_number employer_name destination_country issued_on expires_on",
}
"""The fields of each paper as design.md lists them, and the sentences of agreements.

The three older types are tested with their own.
"""


class NothingRead:
    """An engine that sees nothing on any picture."""

    name = "blind"

    def version(self):
        return "0"

    def read(self, image, layout, *, charset=None):
        return ()


BLIND = Readers(NothingRead(), NothingRead())


def blank(source=ReadingSource.VISUAL) -> ReadPage:
    quality = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
    return ReadPage(0, np.full((700, 500, 3), 255, np.uint8), (), 0, quality, source, "blind")


def noise(seed: int) -> ReadPage:
    """Return a page of words that mean nothing, at places that make no lines."""
    draw = random.Random(seed)
    letters = "ABCDEGIKLMNOPRSTUabdegiklmnoprstu0123456789:/.-<"
    words = []
    for _ in range(80):
        text = "".join(draw.choice(letters) for _ in range(draw.randint(1, 12)))
        x, y = draw.random() * 0.9, draw.random() * 0.95
        box = Region.clipped(0, x, y, x + 0.01 * len(text), y + 0.012)
        words.append(Word(text=text, region=box, confidence=draw.random()))
    return ReadPage(0, blank().pixels, tuple(words), 0, blank().quality, ReadingSource.VISUAL, "blind")


@pytest.fixture(params=sorted(document_types()))
def kind(request: pytest.FixtureRequest) -> DocumentType:
    return document_types()[request.param]


def test_every_module_is_one_type():
    folder = Path(__file__).parents[2] / "extractors" / "documents"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert modules == set(document_types())


def test_names_and_version(kind):
    assert re.fullmatch(r"[a-z][a-z_]*", kind.name)
    assert kind.version >= 1
    assert kind.extractor == f"{kind.name}@{kind.version}"


@pytest.mark.parametrize("name", sorted(DESIGN))
def test_fields_are_those_of_the_design(name):
    assert document_types()[name].fields == set(DESIGN[name].split())


def test_a_blank_page_is_no_paper(kind):
    assert kind.score(blank()) == 0.0
    assert kind.extract([blank()], BLIND) == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_words_without_meaning_do_no_harm(kind, seed):
    page = noise(seed)

    assert 0.0 <= kind.score(page) <= 1.0
    fields = kind.extract([page], BLIND)
    assert set(fields) <= kind.fields
    assert all(0.0 <= field.confidence <= 1.0 for field in fields.values())


FOREIGN = {
    "a selfie with a shop's sign": ["TOKO", "BUKA 24 JAM"],
    "an electricity bill": [
        "PT PLN (PERSERO)", "REKENING LISTRIK", "ID PELANGGAN : 530000000000", "NAMA : SITI AMINAH",
        "TARIF/DAYA : R1/1300VA", "TOTAL BAYAR : Rp 154.300", "TANGGAL : 05-05-2026",
    ],
    "a school report": [
        "SMA NEGERI 1 CONTOH", "LAPORAN HASIL BELAJAR", "Nama : SITI AMINAH", "Kelas : XI IPA 2", "NISN : 0001234567",
        "Matematika 80", "Bahasa Indonesia 85", "Semester : 2", "Tahun Pelajaran : 2024/2025",
    ],
    "a power of attorney": [
        "SURAT KUASA", "Yang bertanda tangan di bawah ini :", "Nama : SITI AMINAH", "NIK : 3201994509950000",
        "Alamat : JL. MAWAR NO. 5", "memberi kuasa kepada :", "Nama : BUDI SANTOSO", "untuk menjual sebuah motor",
        "Bandung, 5 Mei 2026",
    ],
    "a curriculum vitae": [
        "CURRICULUM VITAE", "Name : SITI AMINAH", "Date of Birth : 5 May 1995", "Nationality : INDONESIA",
        "Education : SENIOR HIGH SCHOOL", "Work Experience : FACTORY OPERATOR 2 YEARS", "Height : 158 cm",
    ],
    "a bank's account book": ["BANK CONTOH", "BUKU TABUNGAN", "No. Rekening : 0000123456", "Nama : SITI AMINAH"],
}  # fmt: skip


@pytest.mark.parametrize("paper", sorted(FOREIGN))
def test_other_papers_stay_unknown(paper):
    best = classify(page_of(FOREIGN[paper]))[0]

    assert best.type == UNKNOWN, (best, classify(page_of(FOREIGN[paper]))[:3])


QUOTING = [
    "PERJANJIAN PENEMPATAN PEKERJA MIGRAN INDONESIA", "Nomor : 012/PP/V/2026",
    "PIHAK KEDUA melengkapi dokumen berikut sebelum berangkat :", "1. Paspor", "2. Visa kerja",
    "3. Surat Keterangan Catatan Kepolisian (SKCK)", "4. Sertifikat Kompetensi", "5. Sertifikat Kesehatan",
    "6. Kartu Keluarga", "7. Surat izin keluarga", "8. Perjanjian Kerja", "9. Kepesertaan BPJS Ketenagakerjaan",
]  # fmt: skip


def test_a_paper_that_names_the_others_is_taken_for_itself():
    best, second, *_ = classify(page_of(QUOTING))

    assert best.type == "placement_agreement"
    assert second.score <= best.score - 0.2


def test_papers_that_are_read_score_above_the_minimum():
    page = page_of(
        ["KEPOLISIAN NEGARA REPUBLIK INDONESIA", "SURAT KETERANGAN CATATAN KEPOLISIAN", "Nama : SITI AMINAH"]
    )

    assert document_types()["police_clearance"].score(page) >= MINIMUM_SCORE
    assert READERS.first.name == "none"
