"""Contracts as words on a page: many wordings and layouts, each small enough to see what it is about."""

from dataclasses import replace

import numpy as np
import pytest

from extractors.document_type import MINIMUM_SCORE
from extractors.documents.work_contract import TYPE, extract, score
from extractors.engine import Readers, ReadPage
from extractors.model import Field, FieldStatus, Quality, ReadingSource, Region, Word
from tests.fixtures.fault_worker import BlindReader

LETTER, HIGH, LEADING = 0.0085, 0.009, 0.017
"""Width of a letter, height of a word and distance of lines, in shares of an A4 page."""


class NoEngine:
    name = "none"

    def version(self):
        return "0"

    def read(self, image, layout, *, charset=None):
        raise AssertionError("a text layer is not read by an engine")


READERS = Readers(NoEngine())


def words_of(text, x, y, confidence=1.0, page=0):
    found = []
    for part in text.split():
        box = Region.clipped(page, x, y, x + len(part) * LETTER, y + HIGH)
        found.append(Word(text=part, region=box, confidence=confidence))
        x += (len(part) + 0.5) * LETTER
    return found


def page_of(rows, *, source=ReadingSource.PDF_TEXT, confidence=1.0, index=0):
    """Return a page: each row is a text, or texts with their place; an empty text leaves a line out."""
    words = []
    for number, row in enumerate(rows):
        for x, text in [(0.1, row)] if isinstance(row, str) else row:
            words += words_of(text, x, 0.05 + number * LEADING, confidence, index)
    quality = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
    pixels = np.full((1414, 1000, 3), 255, np.uint8)
    return ReadPage(index, pixels, tuple(words), 0, quality, source, "pdf")


def read(*rows) -> dict[str, Field]:
    return extract([page_of(rows)], READERS)


def texts(fields, *names):
    return tuple(fields[name].text if name in fields else None for name in names)


# labels and their values


@pytest.mark.parametrize(
    "label",
    [
        "Nomor Paspor :",
        "No. Paspor :",
        "No Paspor",
        "Passport No. :",
        "Passport Number:",
        "No. Passport :",
        "Nomor Paspor / Passport Number :",
        "3. Passport Number:",
        "Nomor Paspor (Passport No.) :",
        "Passport No. (of the Worker) :",
        "Paspor No. :",
        "Nomor Paspor Indonesia :",
        "NOMOR PASPOR ............... :",
        "Worker's Passport No.:",
    ],
)
@pytest.mark.parametrize("printed", ["X0012345", "X 0012345"])
def test_passport_number_by_any_label(label, printed):
    fields = read("PEKERJA / WORKER", f"{label} {printed}")

    number = fields["worker_passport_number"]
    assert (number.text, number.raw, number.status) == ("X0012345", printed, FieldStatus.OK)


@pytest.mark.parametrize(
    "sentence",
    [
        "SITI AMINAH, pemegang paspor nomor X0012345, yang selanjutnya disebut Pekerja",
        "SITI AMINAH, nomor paspor X0012345 (selanjutnya disebut PIHAK KEDUA)",
        "SITI AMINAH, Holder of Indonesian Passport No. X0012345 (hereinafter called the Worker)",
        "SITI AMINAH with passport number X0012345 hereinafter referred to as the Employee",
    ],
)
def test_passport_number_in_prose(sentence):
    assert texts(read(sentence), "worker_passport_number") == ("X0012345",)


@pytest.mark.parametrize(
    "label", ["NIK :", "Nomor KTP :", "No. KTP/NIK", "Nomor Induk Kependudukan (NIK) :", "Identity Number:", "ID No.:"]
)
@pytest.mark.parametrize("printed", ["3273015205950000", "3273 0152 0595 0000", "327301.520595.0000"])
def test_identity_number_by_any_label(label, printed):
    fields = read("PIHAK KEDUA / PEKERJA", f"{label} {printed}")

    assert texts(fields, "worker_id_number") == ("3273015205950000",)


@pytest.mark.parametrize(
    "row",
    [
        "Tempat, Tanggal Lahir : BANDUNG, 12 Mei 1995",
        "Tempat/Tgl. Lahir : BANDUNG / 12-05-1995",
        "Date of Birth: 12 May 1995",
        "Tanggal Lahir / Date of Birth : 12/05/1995",
        "Birth Date / Place: 12-05-1995 / BANDUNG",
        "Place and Date of Birth: Bandung, 12 May 1995",
    ],
)
def test_birth_date_stands_apart_from_the_place(row):
    fields = read("PEKERJA / WORKER", row)

    birth = fields["worker_birth_date"]
    assert (birth.text, birth.status) == ("1995-05-12", FieldStatus.OK)
    assert "BANDUNG" not in birth.raw.upper()
    assert birth.region is not None
    assert birth.region.width == pytest.approx(len(birth.raw) * LETTER, rel=0.25)


def test_a_date_with_slashes_that_may_be_swapped_is_doubtful():
    assert read("WORKER", "Date of birth: 05/12/1995")["worker_birth_date"].status is FieldStatus.DOUBTFUL


@pytest.mark.parametrize(
    ("row", "amount", "currency", "period"),
    [
        ("Salary per month (RM) : 1,700.00", "1700", "MYR", "month"),
        ("Upah / Wage : RM 1.700,00 per bulan", "1700", "MYR", "month"),
        ("Gaji pokok : HK$5,100 sebulan", "5100", "HKD", "month"),
        ("Monthly Salary : NT$ 20.000", "20000", "TWD", "month"),
        ("Gaji per bulan : SAR1,500", "1500", "SAR", "month"),
        ("Basic Wages: USD 600.00 / month", "600", "USD", "month"),
        ("Daily wage: KRW 82,560 per day", "82560", "KRW", "day"),
        ("Majikan membayar upah pokok sebesar RM 1.700,00 (seribu tujuh ratus) setiap bulan", "1700", "MYR", "month"),
        ("The Employer shall pay the Worker a wage of HK$ 5,100 per month", "5100", "HKD", "month"),
        ("shall pay a monthly wage of (1500) SAR, one thousand five hundred Saudi Riyals", "1500", "SAR", "month"),
    ],
)  # fmt: skip
def test_wages(row, amount, currency, period):
    assert texts(read(row), "wage_amount", "wage_currency", "wage_period") == (amount, currency, period)


@pytest.mark.parametrize(
    "row",
    [
        "Upah lembur : RM 12,50 per jam",
        "The Employer's income is RM 7,000 per month",
        "Tunjangan makan : HK$ 1,236 per bulan",
        "Potongan gaji : RM 50,00 per bulan",
    ],
)
def test_other_amounts_are_no_wage(row):
    assert "wage_amount" not in read(row)


@pytest.mark.parametrize(
    ("row", "months"),
    [
        ("Jangka waktu perjanjian adalah 24 (dua puluh empat) bulan", "24"),
        ("Masa kontrak : 2 (dua) tahun", "24"),
        ("Masa perjanjian / Duration : 24 bulan / months", "24"),
        ("Contract period: 3 years", "36"),
        ("employed for a period of two years commencing on arrival", "24"),
        ("Masa Kontrak : 2 tahun / 2 years", "24"),
        ("The duration of the contract is two (2) years", "24"),
    ],
)
def test_terms_in_months(row, months):
    assert texts(read(row), "duration_months") == (months,)


@pytest.mark.parametrize("row", ["Masa percobaan : 3 bulan", "after a probation period of 3 months"])
def test_probation_is_not_the_term(row):
    assert "duration_months" not in read(row)


@pytest.mark.parametrize(
    ("row", "country"),
    [
        ("Negara tujuan / Country of destination : Arab Saudi", "SAU"),
        ("Negara Penempatan : HONG KONG", "HKG"),
        ("Country: Malaysia", "MYS"),
        ("Place of work: Johor, Malaysia", "MYS"),
        ("NEGARA TUJUAN : UNITED ARAB EMIRATES (UAE)", "ARE"),
        ("Tempat kerja : Taipei City, Taiwan R.O.C.", "TWN"),
        ("Pekerja akan bekerja sebagai operator di Korea Selatan", "KOR"),
    ],
)
def test_destination_as_country_code(row, country):
    assert texts(read(row), "destination_country") == (country,)


@pytest.mark.parametrize(
    ("rows", "signed_on", "place"),
    [
        (["Ditandatangani di Jakarta pada tanggal 5 Mei 2026"], "2026-05-05", "JAKARTA"),
        (["This contract is signed in JAKARTA on 5 May 2026 by the parties below."], "2026-05-05", "JAKARTA"),
        (["Kendal, 05 Mei 2026"], "2026-05-05", "KENDAL"),
        (["Pada hari ini, Selasa, tanggal 5 bulan Mei tahun 2026, bertempat di Malang, kami"], "2026-05-05", "MALANG"),
        (["This Contract is made on this 5th day of May 2026 between A and B"], "2026-05-05", None),
        (["Tanggal Penandatanganan : 05-05-2026", "Tempat Penandatanganan : Mataram"], "2026-05-05", "MATARAM"),
        (["Place & Date of Signing: Tegal, 05-05-2026"], "2026-05-05", "TEGAL"),
    ],
)
def test_day_and_place_of_signing(rows, signed_on, place):
    assert texts(read(*rows), "signed_on", "signed_place") == (signed_on, place)


@pytest.mark.parametrize(
    "row",
    ["Tanggal mulai kerja : 1 Juli 2026", "terhitung mulai tanggal 1 Juli 2026", "commencing on 1 July 2026",
     "Start date: 01-07-2026", "berlaku sejak 1 Juli 2026", "Effective date: 1 July 2026"],
)  # fmt: skip
def test_start_dates(row):
    assert texts(read(row), "start_date") == ("2026-07-01",)


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ("Nomor SIP3MI / Licence number : 00002112345670001", "agency_licence", "00002112345670001"),
        ("No. SIPPTKI : KEP. 123/MEN/2012", "agency_licence", "KEP. 123/MEN/2012"),
        ("Nomor SIP3MI/NIB : 9120001234567", "agency_licence", "9120001234567"),
        ("Agency Licence No.: 123/P3MI/2024", "agency_licence", "123/P3MI/2024"),
        ("Nomor Job Order / Job Order No. : JO-MYS-2026-00123", "job_order_number", "JO-MYS-2026-00123"),
        ("No. JO : 123/JO/2026", "job_order_number", "123/JO/2026"),
        ("Nomor Kontrak : 0123/PK-MYS/V/2026", "contract_number", "0123/PK-MYS/V/2026"),
        ("Contract No. H0000123", "contract_number", "H0000123"),
        ("Nomor : 0123/PK/2026", "contract_number", "0123/PK/2026"),
        ("No. 0123/PK/2026", "contract_number", "0123/PK/2026"),
        ("Jam kerja / Working hours : 8 jam per hari / 8 hours per day", "working_hours", "8 jam per hari"),
        ("Hari istirahat : 1 hari per minggu", "rest_days", "1 hari per minggu"),
        ("Jabatan / Position : Pekerja Perkebunan", "position", "PEKERJA PERKEBUNAN"),
        ("Job Title: Caregiver", "position", "CAREGIVER"),
        ("PIHAK KEDUA dipekerjakan sebagai pekerja perkebunan di Malaysia", "position", "PEKERJA PERKEBUNAN"),
    ],
)
def test_other_entries(row, field, value):
    assert texts(read(row), field) == (value,)


def test_a_title_of_the_one_who_signs_is_no_position():
    fields = read("PIHAK PERTAMA / EMPLOYER", "Nama : TAN CONTOH", "Jabatan : Direktur")

    assert "position" not in fields


# parties


HEADED = (
    "PIHAK PERTAMA / FIRST PARTY (EMPLOYER)",
    "Nama / Name : LADANG CONTOH SDN. BHD.",
    "Alamat / Address : LOT 12, JALAN KEBUN 3, JOHOR",
    "PIHAK KEDUA / SECOND PARTY (WORKER)",
    "Nama / Name : SITI AMINAH",
    "Alamat / Address : JL. MAWAR NO. 5, BANDUNG",
    "P3MI / PLACEMENT AGENCY",
    "Nama / Name : PT BAHTERA CONTOH",
)
CLOSED = (
    "1. Nama : LADANG CONTOH SDN. BHD.",
    "Alamat : LOT 12, JALAN KEBUN 3, JOHOR",
    "Selanjutnya dalam perjanjian kerja ini disebut sebagai PIHAK PERTAMA",
    "2. Nama : SITI AMINAH",
    "Alamat : JL. MAWAR NO. 5, BANDUNG",
    "Selanjutnya dalam perjanjian kerja ini disebut sebagai PIHAK KEDUA",
    "Nama Perusahaan Penempatan : PT BAHTERA CONTOH",
)
INLINE = (
    "Nama Pekerja / Name of Worker : SITI AMINAH",
    "Alamat Pekerja : JL. MAWAR NO. 5, BANDUNG",
    "Nama Majikan / Employer's Name : LADANG CONTOH SDN. BHD.",
    "Alamat Majikan : LOT 12, JALAN KEBUN 3, JOHOR",
    "P3MI : PT BAHTERA CONTOH",
)
PREAMBLE = (
    "Perjanjian ini dibuat antara LADANG CONTOH SDN. BHD., beralamat di LOT 12, JALAN KEBUN 3, JOHOR",
    "(selanjutnya disebut Majikan) dan SITI AMINAH, beralamat di JL. MAWAR NO. 5, BANDUNG",
    "(selanjutnya disebut Pekerja).",
    "Nama P3MI : PT BAHTERA CONTOH",
)
MADE_BETWEEN = (
    "This contract is made between LADANG CONTOH SDN. BHD. of LOT 12, JALAN KEBUN 3, JOHOR",
    '("the Employer") and SITI AMINAH of JL. MAWAR NO. 5, BANDUNG ("the Worker") on 5 May 2026.',
    "Agency: PT BAHTERA CONTOH",
)


@pytest.mark.parametrize("rows", [HEADED, CLOSED, INLINE, PREAMBLE, MADE_BETWEEN])
def test_names_and_addresses_go_to_their_party(rows):
    fields = read("PERJANJIAN KERJA", *rows)

    assert texts(fields, "employer_name", "worker_name", "agency_name") == (
        "LADANG CONTOH SDN. BHD.",
        "SITI AMINAH",
        "PT BAHTERA CONTOH",
    )
    assert texts(fields, "employer_address", "worker_address") == (
        "LOT 12, JALAN KEBUN 3, JOHOR",
        "JL. MAWAR NO. 5, BANDUNG",
    )


def test_parties_side_by_side():
    fields = read(
        [(0.08, "EMPLOYER / MAJIKAN"), (0.55, "WORKER / PEKERJA")],
        [(0.08, "Name: LADANG CONTOH SDN. BHD."), (0.55, "Name: SITI AMINAH")],
        [(0.08, "Address: LOT 12, JOHOR BAHRU"), (0.55, "Passport No: X0012345")],
    )

    assert texts(fields, "employer_name", "worker_name") == ("LADANG CONTOH SDN. BHD.", "SITI AMINAH")


def test_the_paper_itself_says_who_the_first_party_is():
    fields = read(
        "PIHAK PERTAMA (PEKERJA)", "Nama : SITI AMINAH", "PIHAK KEDUA (MAJIKAN)", "Nama : LADANG CONTOH SDN. BHD."
    )

    assert texts(fields, "employer_name", "worker_name") == ("LADANG CONTOH SDN. BHD.", "SITI AMINAH")


@pytest.mark.parametrize(
    "label", ["Address in country of origin:", "Alamat di negara asal :", "Address in home country:"]
)
def test_an_address_that_its_label_says_of_a_country(label):
    fields = read("Second Party (Domestic Worker): SITI AMINAH", f"{label} DUSUN KRAJAN RT 004 RW 006, MALANG")

    assert fields["worker_address"].text == "DUSUN KRAJAN RT 004 RW 006, MALANG"


@pytest.mark.parametrize("following", ["4. (a) The Helper shall only perform duties", "4. Any change needs consent"])
def test_an_address_in_a_sentence_ends_before_the_next_paragraphs_number(following):
    place = "3. The Helper shall reside only in the Employer's residence at 3/F, 47 HILL TERRACE, HONG KONG"
    fields = read("EMPLOYMENT CONTRACT", place, following)

    assert fields["employer_address"].text == "3/F, 47 HILL TERRACE, HONG KONG"


@pytest.mark.parametrize(
    "sentence",
    [
        "Pekerja ditempatkan dengan bantuan PT BAHTERA CONTOH selaku pelaksana penempatan dengan izin negara.",
        "PT BAHTERA CONTOH, sebagai P3MI, mengurus keberangkatan pekerja.",
        "The Worker is represented by PT BAHTERA CONTOH acting as the Indonesian placement agency.",
    ],
)
def test_the_agency_by_what_it_acts_as(sentence):
    assert texts(read("PERJANJIAN KERJA", sentence), "agency_name") == ("PT BAHTERA CONTOH",)


@pytest.mark.parametrize("below", ["PEKERJA / WORKER", "PEKERJA 1 WORKER", "Pekerja | Employee"])
def test_the_name_of_a_party_is_no_other_partys_name(below):
    """Of two signatures one below the other, or of a line that was read with a stroke too many."""
    fields = read("PERJANJIAN KERJA", "PEMBERI KERJA / EMPLOYER:", below, "", "Upah : RM 1.700,00 per bulan")

    assert "employer_name" not in fields


def test_an_entry_without_heading_goes_by_its_company():
    fields = read("Nama : SITI AMINAH", "Nomor Paspor : X0012345", "Tanggal Lahir : 12 Mei 1995")

    assert texts(fields, "worker_name") == ("SITI AMINAH",)


def test_the_employers_own_numbers_are_not_the_workers():
    fields = read("EMPLOYER", "Name: TAN CONTOH", "Passport No: K1234567", "WORKER", "Passport No: X0012345")

    assert texts(fields, "worker_passport_number") == ("X0012345",)


# layouts


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


# what the reader does not do


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


# classification


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


# photocopies


def test_specks_between_a_label_and_its_value_are_no_values():
    """Specks that an engine read as a digit, a letter or a piece of a word, as photocopies are full of them."""
    rows = ("PEMBERI KERJA / EMPLOYER", [(0.1, "Nama / Name"), (0.46, ": WANG LI CHUN")],
            [(0.1, "Alamat / Address"), (0.46, "NO. 5, MINQUAN STREET, TAICHUNG")],
            "PEKERJA / WORKER", [(0.1, "Nama / Name"), (0.46, "ROSALIA")],
            [(0.1, "Nomor paspor / Passport number"), (0.46, "X0097901")])  # fmt: skip
    page = page_of(rows, source=ReadingSource.VISUAL, confidence=0.95)
    lines = [0.05 + number * LEADING for number in range(len(rows))]
    specks = [
        Word(text=text, region=Region.clipped(0, x, y, x + wide, y + high), confidence=confidence)
        for text, x, y, wide, high, confidence in (
            ("3", 0.36, lines[0] + 0.003, 0.002, 0.0017, 0.55), ("2", 0.39, lines[2] + 0.003, 0.003, 0.0038, 0.73),
            ("5", 0.33, lines[3] + 0.003, 0.002, 0.0017, 0.59), ("Seret", 0.32, lines[1], 0.04, 0.01, 0.05),
            ("i", 0.4, lines[4] + 0.004, 0.002, 0.0017, 0.39),
        )
    ]  # fmt: skip
    fields = extract([replace(page, words=(*page.words, *specks))], Readers(BlindReader()))

    assert texts(fields, "employer_name", "employer_address", "worker_name", "worker_passport_number") == (
        "WANG LI CHUN", "NO. 5, MINQUAN STREET, TAICHUNG", "ROSALIA", "X0097901",
    )  # fmt: skip
