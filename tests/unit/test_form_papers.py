"""The other papers of a file, as words on a page: wordings and layouts beside those of the samples."""

import pytest

from extractors.document_type import classify, document_types
from extractors.form.kinds import COMPANY
from extractors.model import FieldStatus
from tests.fixtures.word_page import READERS, form, page_of


def fields_of(kind, *pages):
    return document_types()[kind].extract(pages, READERS)


def check(kind, page, **wanted):
    fields = fields_of(kind, page)
    assert {name: fields[name].text if name in fields else None for name in wanted} == wanted
    assert classify(page)[0].type == kind
    assert {fields[name].status for name in wanted} == {FieldStatus.OK}
    assert all(fields[name].region is not None for name in wanted)


def test_police_letter_with_its_period_in_a_sentence():
    page = page_of([
        "POLRI DAERAH JAWA TIMUR", "RESOR MALANG", "SURAT KETERANGAN CATATAN KEPOLISIAN",
        "Nomor : SKCK/YANMAS/00012/V/2026/INTELKAM", "",
        "1. Nama : DEWI LESTARI", "2. Tempat/Tgl. Lahir : MALANG, 03-04-1998", "3. NIK : 3507994304980000",
        "Keterangan ini dipergunakan untuk keperluan BEKERJA DI HONG KONG",
        "Berlaku dari tanggal 2 Mei 2026 s/d tanggal 1 November 2026", "POLRES MALANG",
    ])  # fmt: skip

    check(
        "police_clearance",
        page,
        letter_number="SKCK/YANMAS/00012/V/2026/INTELKAM",
        name="DEWI LESTARI",
        nik="3507994304980000",
        birth_date="1998-04-03",
        issued_on="2026-05-02",
        expires_on="2026-11-01",
        office="POLRES MALANG",
    )


@pytest.mark.parametrize("unknown", ["Tempat/Tanggal Lahir", "Asal Usul Keluarga"])
def test_the_value_of_a_label_that_nobody_asks_for_ends_the_one_above(unknown):
    page = form(
        "SERTIFIKAT UJI KOMPETENSI",
        ("Nama Peserta", "RINA WATI"),
        (unknown, "KEDIRI, 12 Agustus 1999"),
        ("Kualifikasi", "PENATA LAKSANA RUMAH TANGGA"),
        ("Nomor Sertifikat", "22595 2679 4 0000796 2025"),
    )

    check("competence_certificate", page, name="RINA WATI", scheme="PENATA LAKSANA RUMAH TANGGA")


@pytest.mark.parametrize("heading", ["LEGALISASI / LEGALIZED", "MENGETAHUI", "TEMBUSAN"])
def test_the_heading_of_a_stamp_is_no_name(heading):
    assert not list(COMPANY.find(heading, True))


def test_the_first_word_of_a_label_is_no_name():
    page = page_of([
        "SERTIFIKAT UJI KOMPETENSI", "Nomor Sertifikat : 22595 2679 4 0000796 2025", "", "Nama", "Tempat", "",
        "Tanggal Penerbitan : 03-04-2026", "Masa Berlaku s.d. : 03-04-2029",
    ])  # fmt: skip
    assert "name" not in fields_of("competence_certificate", page)


def test_a_worker_card_without_a_legible_title_is_no_passport():
    page = page_of([
        "RINA WATI", "", "ID PMI", "PMI2605000000374", "",
        [(0.1, "Nomor Paspor"), (0.5, "Negara Tujuan")], [(0.1, "X0012345"), (0.5, "TAIWAN")], "",
        "Pengguna", "SPECIMEN TEXTILE CO., LTD.", "",
        [(0.1, "Tanggal Terbit"), (0.5, "Berlaku Hingga")], [(0.1, "5 Mei 2026"), (0.5, "12 Mei 2029")],
    ])  # fmt: skip

    check("worker_card", page, card_number="PMI2605000000374", passport_number="X0012345", expires_on="2029-05-12")


def test_health_certificate_tells_fit_from_unfit():
    def rows(result):
        return form(
            "SERTIFIKAT HASIL PEMERIKSAAN KESEHATAN CPMI",
            ("No. Sertifikat", "0012/MCU/III/2026"),
            ("Nama CPMI", "RINA WATI"),
            ("Negara Penempatan", "Arab Saudi"),
            ("Tanggal Pemeriksaan", "3 Maret 2026"),
            ("Kesimpulan", result),
        )

    check("health_certificate", rows("LAYAK UNTUK BEKERJA"), result="FIT", destination_country="SAU", name="RINA WATI")
    check("health_certificate", rows("TIDAK LAYAK (UNFIT)"), result="UNFIT", examined_on="2026-03-03")


def test_a_result_with_both_words_is_doubtful():
    page = form("MEDICAL CERTIFICATE", ("Name", "RINA WATI"), ("Result", "FIT / UNFIT"))

    assert fields_of("health_certificate", page)["result"].status is FieldStatus.DOUBTFUL


def test_labels_over_their_values():
    page = page_of([
        [(0.1, "KARTU TENAGA KERJA LUAR NEGERI")], "", [(0.1, "No. KTKLN"), (0.5, "Nomor Paspor")],
        [(0.1, "201600001234567"), (0.5, "X0001234")], "", [(0.1, "Nama Lengkap"), (0.5, "Negara Tujuan")],
        [(0.1, "SUPRIYADI"), (0.5, "KOREA SELATAN")], "", [(0.1, "Pengguna"), (0.5, "Berlaku s/d")],
        [(0.1, "SPECIMEN STEEL CO., LTD."), (0.5, "14 Juli 2018")],
    ])  # fmt: skip

    check(
        "worker_card",
        page,
        card_number="201600001234567",
        passport_number="X0001234",
        name="SUPRIYADI",
        destination_country="KOR",
        employer_name="SPECIMEN STEEL CO., LTD.",
        expires_on="2018-07-14",
    )


def test_family_permit_tells_signer_from_worker():
    page = page_of([
        [(0.3, "SURAT IJIN ORANG TUA")], "Yang bertanda tangan di bawah ini :",
        "Nama : SUKARDI", "NIK : 3507991001600000", "Alamat : DUSUN KRAJAN RT 01 RW 02",
        "Adalah AYAH KANDUNG dari :", "Nama : YULIANA", "NIK : 3507995507010000",
        "Dengan ini mengijinkan anak saya tersebut bekerja di Taiwan.", "Malang, 7 Juni 2026",
        "Mengetahui", "Kepala Desa SUMBERSARI",
    ])  # fmt: skip

    check(
        "family_permit",
        page,
        signer_name="SUKARDI",
        signer_id_number="3507991001600000",
        worker_name="YULIANA",
        worker_id_number="3507995507010000",
        relation="AYAH",
        signed_on="2026-06-07",
        village="SUMBERSARI",
    )


def test_family_permit_in_running_text():
    page = page_of([
        [(0.3, "SURAT PERSETUJUAN SUAMI")], "Saya yang bertanda tangan di bawah ini, BAMBANG SUTRISNO,",
        "selaku suami dari calon pekerja, memberikan izin kepada istri saya bernama TUTIK HANDAYANI untuk bekerja",
        "ke Singapura melalui PT CONTOH JAYA. Blitar, 1 Juli 2026",
    ])  # fmt: skip

    check("family_permit", page, signer_name="BAMBANG SUTRISNO", worker_name="TUTIK HANDAYANI", relation="SUAMI")


def test_placement_agreement_takes_the_worker_not_the_director():
    page = page_of([
        [(0.3, "PERJANJIAN PENEMPATAN TKI")], "No : 77/PP/PPTKIS/IX/2016", "",
        "1. Nama : HADI WIJAYA", "   Jabatan : Direktur Utama", "   bertindak untuk dan atas nama PT SINAR CONTOH",
        "   selanjutnya disebut Pihak Pertama", "2. Nama : ENDAH PRATIWI", "   No. KTP : 3507996508900000",
        "   selanjutnya disebut Pihak Kedua",
        "Pihak Pertama akan menempatkan Pihak Kedua sebagai PENATA LAKSANA RUMAH TANGGA di Hong Kong.",
        "Biaya penempatan yang ditanggung Pihak Kedua adalah sebesar Rp 14.780.400,-", "Jakarta, 12 September 2016",
    ])  # fmt: skip

    check(
        "placement_agreement",
        page,
        agreement_number="77/PP/PPTKIS/IX/2016",
        worker_name="ENDAH PRATIWI",
        worker_id_number="3507996508900000",
        agency_name="PT SINAR CONTOH",
        destination_country="HKG",
        costs="14780400",
        signed_on="2016-09-12",
    )
    assert fields_of("placement_agreement", page)["position"].text == "PENATA LAKSANA RUMAH TANGGA"


def test_no_costs_is_nothing_to_pay():
    page = page_of([
        "PERJANJIAN PENEMPATAN", "Nama CPMI : ENDAH PRATIWI", "CPMI tidak dikenakan biaya penempatan apapun."
    ])  # fmt: skip

    assert fields_of("placement_agreement", page)["costs"].text == "0"


@pytest.mark.parametrize(
    ("quota", "male", "female"),
    [
        ("5 (lima) orang laki-laki dan 12 orang perempuan", "5", "12"),
        ("Male : 5, Female : 12", "5", "12"),
        ("L = 5 / P = 12", "5", "12"),
    ],
)
def test_job_order_quota(quota, male, female):
    page = form(
        "DEMAND LETTER",
        ("Job Order No.", "JO/2026/0099"),
        ("Employer", "SPECIMEN FOODS LTD."),
        ("Position", "FACTORY WORKER"),
        ("Number of Workers", quota),
        ("Basic Salary", "NTD 29,500 per month"),
    )

    check("job_order", page, quota_male=male, quota_female=female, wage_amount="29500", wage_currency="TWD")


def test_job_order_keeps_the_missions_number_apart():
    page = form(
        "JOB ORDER",
        ("Nomor", "JO/MYS/0012"),
        ("Nama Majikan", "LADANG CONTOH SDN. BHD."),
        ("Jumlah", "L 10 P 0"),
        "DILEGALISASI OLEH KBRI KUALA LUMPUR",
        ("Nomor", "0456/LEG/2026"),
        ("Tanggal", "4 April 2026"),
    )

    check(
        "job_order",
        page,
        job_order_number="JO/MYS/0012",
        legalisation_number="0456/LEG/2026",
        legalised_on="2026-04-04",
    )


def test_licence_of_an_older_name():
    page = page_of([
        [(0.2, "SURAT IZIN PELAKSANA PENEMPATAN TENAGA KERJA INDONESIA (SIPPTKI)")], "Nomor : KEP. 123/MEN/IX/2014",
        "Diberikan kepada PT ANUGERAH CONTOH beralamat di JL. RAYA BEKASI NO. 10, JAKARTA TIMUR",
        "Penanggung jawab : AGUS SALIM",
        "Berlaku sejak tanggal 1 September 2014 sampai dengan tanggal 31 Agustus 2019",
    ])  # fmt: skip

    check(
        "agency_licence",
        page,
        licence_number="KEP. 123/MEN/IX/2014",
        agency_name="PT ANUGERAH CONTOH",
        responsible_person="AGUS SALIM",
        issued_on="2014-09-01",
        expires_on="2019-08-31",
    )


def test_social_security_period_on_one_line():
    page = form(
        "SERTIFIKAT KEPESERTAAN",
        "BPJS Ketenagakerjaan",
        ("KPJ", "26000012345"),
        ("Nama", "SITI AMINAH"),
        ("Masa Perlindungan", "01-06-2026 s.d. 30-06-2028"),
    )

    check(
        "social_security",
        page,
        participant_number="26000012345",
        name="SITI AMINAH",
        starts_on="2026-06-01",
        expires_on="2028-06-30",
    )


def test_competence_certificate_of_an_agency():
    page = page_of([
        [(0.35, "SERTIFIKAT KOMPETENSI")], [(0.35, "No. 78200 5120 4 0000456 2025")],
        [(0.3, "Dengan ini menyatakan bahwa,")], [(0.3, "This is to certify that,")], [(0.4, "NURHAYATI")],
        [(0.3, "Dengan kualifikasi / kompetensi :")], [(0.3, "With qualification / competency :")],
        [(0.35, "PENGASUH LANSIA")], "Sertifikat ini berlaku sampai 3 Februari 2028",
        "Jakarta, 3 Februari 2025", "LSP CONTOH MANDIRI",
    ])  # fmt: skip

    check(
        "competence_certificate",
        page,
        certificate_number="78200 5120 4 0000456 2025",
        name="NURHAYATI",
        scheme="PENGASUH LANSIA",
        issuer="LSP CONTOH MANDIRI",
        issued_on="2025-02-03",
        expires_on="2028-02-03",
    )


def test_electronic_visa_with_parted_names():
    page = form(
        "ELECTRONIC VISA",
        ("Visa Number", "E0012345"),
        ("Surname", "LESTARI"),
        ("Given Names", "DEWI"),
        ("Passport Number", "X0001234"),
        ("Nationality", "INDONESIAN"),
        ("Number of Entries", "Multiple"),
        ("Valid Until", "30 SEP 2026"),
        ("Sponsor", "SPECIMEN TRADING EST."),
        ("Country", "Saudi Arabia"),
    )

    check(
        "visa",
        page,
        visa_number="E0012345",
        name="DEWI LESTARI",
        passport_number="X0001234",
        nationality="IDN",
        entries="MULTIPLE",
        expires_on="2026-09-30",
        destination_country="SAU",
    )


def test_a_visas_date_that_may_be_swapped_is_doubtful():
    page = form("VISA", ("Visa No", "E0012345"), ("Expiry Date", "03/04/2026"))

    assert fields_of("visa", page)["expires_on"].status is FieldStatus.DOUBTFUL
