"""Contracts in tables, columns and on several pages, and what two printings of a value say."""

import pytest

from extractors.documents.work_contract import TYPE, extract
from extractors.model import FieldStatus
from tests.fixtures.contract_words import HEADED, read, texts
from tests.fixtures.word_page import LEADING, LETTER, READERS, page_of, words_of


def test_table_with_labels_in_two_languages():
    fields = read(
        "A. DATA PEKERJA / WORKER'S DETAILS",
        [(0.1, "Nama Lengkap"), (0.3, "Full Name"), (0.5, "SITI AMINAH")],
        [(0.1, "No. Paspor"), (0.3, "Passport No."), (0.5, "X0012345")],
        [(0.1, "Alamat"), (0.3, "Address"), (0.5, "JL. MAWAR NO. 5, CIBIRU,")],
        [(0.5, "BANDUNG, JAWA BARAT")],
        [(0.1, "Jenis Kelamin"), (0.3, "Sex"), (0.5, "PEREMPUAN")],
    )

    assert texts(fields, "worker_name", "worker_passport_number", "worker_address") == (
        "SITI AMINAH",
        "X0012345",
        "JL. MAWAR NO. 5, CIBIRU, BANDUNG, JAWA BARAT",
    )


def test_values_under_their_labels():
    fields = read(
        "WORKER",
        [(0.1, "Full name"), (0.5, "Passport No.")],
        [(0.1, "SITI AMINAH"), (0.5, "X0012345")],
        "",
        [(0.1, "Position"), (0.5, "Monthly wage")],
        [(0.1, "Caregiver"), (0.5, "NT$ 20,000")],
    )

    assert texts(fields, "worker_name", "worker_passport_number", "position", "wage_amount") == (
        "SITI AMINAH",
        "X0012345",
        "CAREGIVER",
        "20000",
    )


COLUMNS = (
    ("Perjanjian ini dibuat oleh para pihak", "This contract is made by the parties"),
    ("PIHAK KEDUA", "SECOND PARTY"),
    ("Nama : SITI AMINAH", "Name : SITI AMINAH"),
    ("No. Paspor : X0012345", "Passport No : X0012345"),
    ("Pasal 2 Upah", "Article 2 Wage"),
    ("Majikan wajib membayar kepada Pekerja", "The Employer shall pay to the Worker"),
    ("upah pokok sebesar RM 1.700,00 setiap", "a basic wage of RM 1,700.00 per month"),
    ("bulan pada tanggal tujuh tiap bulannya.", "on the seventh day of each month."),
    ("Perjanjian ini berlaku untuk jangka", "This contract is valid for a period"),
    ("waktu 24 bulan sejak 1 Juli 2026.", "of 24 months from 1 July 2026."),
)


def test_two_columns_are_each_read_downwards():
    fields = read(*([(0.06, left), (0.54, right)] for left, right in COLUMNS))

    assert texts(fields, "worker_name", "worker_passport_number", "wage_amount", "wage_period") == (
        "SITI AMINAH",
        "X0012345",
        "1700",
        "month",
    )
    assert texts(fields, "languages") == ("id,en",)
    for name in ("worker_passport_number", "wage_amount"):
        assert fields[name].status is FieldStatus.OK
        assert len(fields[name].readings) == 2


@pytest.mark.parametrize("values", [0.3, 0.54])
def test_a_table_above_two_columns_is_read_across(values):
    """The values begin left of the gutter, or just where the right column does."""
    table = [
        [(0.06, "(1) Majikan Employer"), (values, ": LADANG CONTOH MAJU BERHAD")],
        [(0.06, "Alamat Address"), (values, ": LOT 12, JALAN KEBUN 3, JOHOR, MALAYSIA")],
        [(0.06, "(2) Pekerja Employee"), (values, ": SITI AMINAH CONTOH")],
        [(0.06, "Alamat Tetap Permanent Address"), (values, ": KAMPUNG BARU RT 008 RW 004, MALANG")],
    ]
    fields = read(*table, "", *([(0.06, left), (0.54, right)] for left, right in COLUMNS[4:]))

    assert texts(fields, "employer_name", "employer_address", "worker_name", "worker_address") == (
        "LADANG CONTOH MAJU BERHAD", "LOT 12, JALAN KEBUN 3, JOHOR, MALAYSIA",
        "SITI AMINAH CONTOH", "KAMPUNG BARU RT 008 RW 004, MALANG",
    )  # fmt: skip


def test_a_region_holds_the_value_without_its_label():
    row = "Nomor Paspor / Passport Number : X0012345"
    number = read("PEKERJA", row)["worker_passport_number"]
    value = words_of(row, 0.1, 0.05 + LEADING)[-1].region

    assert number.region is not None
    assert number.region.iou(value) > 0.95


def test_a_value_glued_to_its_label_gets_its_share_of_the_word():
    number = read("PEKERJA", "Paspor:X0012345")["worker_passport_number"]

    assert number.region is not None
    assert number.region.x0 == pytest.approx(0.1 + 7 * LETTER, abs=0.002)


def test_pages_keep_their_own_regions():
    first = page_of(["PERJANJIAN KERJA", "PEKERJA", "Nama : SITI AMINAH"])
    second = page_of(["Pasal 2", "Upah pokok : RM 1.700,00 per bulan"], index=1)

    fields = extract([first, second], READERS)

    assert fields["worker_name"].region is not None
    assert fields["wage_amount"].region is not None
    assert (fields["worker_name"].region.page, fields["wage_amount"].region.page) == (0, 1)


@pytest.mark.parametrize(
    ("left", "right", "field", "values"),
    [
        ("Nomor Paspor: X0012345", "Passport Number: X0012354", "worker_passport_number", {"X0012345", "X0012354"}),
        ("Upah: RM 1.700,00 per bulan", "Wage: RM 1,500.00 per month", "wage_amount", {"1700", "1500"}),
        ("Masa kontrak: 24 bulan", "Contract period: 36 months", "duration_months", {"24", "36"}),
        ("Tanggal mulai: 1 Juli 2026", "Start date: 2 July 2026", "start_date", {"2026-07-01", "2026-07-02"}),
        ("Nama Pekerja: SITI AMINAH", "Name of Worker: SITI AMINAH BINTI A", "worker_name",
         {"SITI AMINAH", "SITI AMINAH BINTI A"}),
    ],
)  # fmt: skip
def test_two_languages_that_differ_are_a_conflict_and_both_are_kept(left, right, field, values):
    found = read("PEKERJA / WORKER", left, right)[field]

    assert found.status is FieldStatus.CONFLICT
    assert {reading.value for reading in found.readings} == values


def test_a_passport_number_in_an_article_must_agree_with_the_header():
    fields = read(
        "PEKERJA", "Nomor Paspor : X0012345", "Pasal 1", "Pekerja memegang paspor nomor X0099999 selama bekerja."
    )

    assert fields["worker_passport_number"].status is FieldStatus.CONFLICT


def test_the_same_job_in_two_languages_is_no_conflict():
    fields = read("Jabatan : Perawat lansia", "Position : Caregiver")

    assert fields["position"].status is FieldStatus.OK


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("Nomor Paspor : X001234", "worker_passport_number"),
        ("Nomor Paspor : X0O12345", "worker_passport_number"),
        ("NIK : 327301520595000", "worker_id_number"),
    ],
)
def test_a_malformed_number_is_doubtful_and_left_as_printed(row, field):
    found = read("PEKERJA", row)[field]

    assert found.status is FieldStatus.DOUBTFUL
    assert found.text == row.split(": ")[1]


def test_a_paper_without_entries_gives_no_fields():
    assert read("Rapat dimulai pukul delapan pagi", "dan selesai pukul sepuluh") == {}


def test_an_empty_page_gives_no_fields():
    assert extract([page_of([])], READERS) == {}


def test_deductions_are_listed():
    found = read("Dari upah dipotong RM 50,00 per bulan untuk biaya asrama.")["deductions"].value

    assert isinstance(found, list)
    assert (found[0]["item"], found[0]["amount"], found[0]["currency"]) == ("biaya asrama", "50", "MYR")


def test_no_deductions_means_no_field():
    assert "deductions" not in read("Upah dibayar penuh tanpa potongan apa pun.")


def test_clauses_are_found_with_their_places():
    rows = ("Pasal 2 - Waktu Kerja dan Istirahat", "Delapan jam.", "Pasal 3 - Upah", "Dibayar bulanan.",
            "Pasal 4 - Pemulangan / Repatriation", "Tiket ditanggung majikan.")  # fmt: skip
    found = read(*rows)["clauses"].value

    assert isinstance(found, list)
    codes = {entry["code"]: entry for entry in found}
    assert {"C5", "C6", "C14"} <= codes.keys()
    assert codes["C6"]["region"]["y0"] == pytest.approx(0.05 + 2 * LEADING)


def test_every_field_is_one_that_the_type_declares():
    assert read(*HEADED, "Jabatan : Perawat", "Upah : RM 1.700 per bulan").keys() <= TYPE.fields
