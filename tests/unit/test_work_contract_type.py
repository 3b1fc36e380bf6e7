"""Which papers are work contracts."""

import pytest

from extractors.document_type import MINIMUM_SCORE
from extractors.documents.work_contract import score
from tests.fixtures.contract_words import HEADED
from tests.fixtures.word_page import page_of

CONTRACT = (
    "PERJANJIAN KERJA / EMPLOYMENT CONTRACT",
    *HEADED,
    "Pasal 1",
    "Jam kerja adalah delapan jam. Upah dibayar tiap bulan.",
)


@pytest.mark.parametrize(
    "rows",
    [
        CONTRACT,
        ("KONTRAK KERJA", "Majikan membayar upah kepada Pekerja."),
        ("EMPLOYMENT CONTRACT", "The Employer pays the Worker a wage. Working hours are eight."),
        ("SURAT PERJANJIAN KERJA", "PIHAK PERTAMA dan PIHAK KEDUA sepakat."),
    ],
)
def test_contracts_are_told(rows):
    assert score(page_of(rows)) >= MINIMUM_SCORE


@pytest.mark.parametrize(
    "rows",
    [
        ("PERJANJIAN PENEMPATAN", "PIHAK PERTAMA (P3MI) menempatkan PIHAK KEDUA, Pekerja Migran, pada majikan.",
         "Pasal 1", "Perjanjian kerja ditandatangani kemudian. Upah dan jam kerja menurut perjanjian kerja."),
        ("PLACEMENT AGREEMENT", "between the agency and the worker", "Article 1", "The wage is paid by the employer."),
        ("JOB ORDER", "Employer: LADANG CONTOH", "Position: Worker", "Wage: RM 1,700 per month", "Working hours: 8"),
        ("SURAT IZIN KELUARGA", "memberi izin kepada pekerja untuk bekerja pada majikan dengan perjanjian kerja"),
        ("PROVINSI JAWA BARAT", "KABUPATEN BANDUNG", "NIK : 3273015205950000", "Nama : SITI", "Gol. Darah : O"),
        ("REPUBLIK INDONESIA", "PASPOR PASSPORT", "P<IDNAMINAH<<SITI<<<<<<<<<<<<", "X0012345<1IDN9505122F3001011"),
        ("Laporan keuangan tahun berjalan", "Jumlah gaji karyawan naik."),
    ],
)  # fmt: skip
def test_other_papers_are_not_contracts(rows):
    assert score(page_of(rows)) < MINIMUM_SCORE
