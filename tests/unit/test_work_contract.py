"""Contracts as words on a page: many wordings of labels, values and parties."""

import pytest

from extractors.model import FieldStatus
from tests.fixtures.contract_words import HEADED, read, texts
from tests.fixtures.word_page import LETTER


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
