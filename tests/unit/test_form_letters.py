"""Family cards, running text, letters and their titles, as words on a page."""

import pytest

from extractors.document_type import classify, document_types
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


HEADS = [(0.02, "No"), (0.06, "Nama Lengkap"), (0.28, "NIK"), (0.46, "Jenis Kelamin"), (0.62, "Tempat Lahir"),
         (0.78, "Tanggal Lahir"), (0.92, "Agama")]  # fmt: skip
MORE = [(0.02, "No"), (0.06, "Status Perkawinan"), (0.28, "Status Hubungan"), (0.48, "Kewarganegaraan"),
        (0.66, "Nama Ayah"), (0.84, "Nama Ibu")]  # fmt: skip


def test_family_card_joins_its_two_tables():
    page = page_of([
        [(0.4, "KARTU KELUARGA")], [(0.4, "No. 3507990101190000")],
        [(0.02, "Nama Kepala Keluarga : SUKARDI"), (0.6, "Kecamatan : DAMPIT")],
        [(0.02, "Desa/Kelurahan : SUMBERSARI"), (0.6, "Provinsi : JAWA TIMUR")], "", HEADS,
        [(0.02, "1"), (0.06, "SUKARDI"), (0.28, "3507991001600000"), (0.46, "LAKI-LAKI"), (0.62, "MALANG"),
         (0.78, "10-01-1960"), (0.92, "ISLAM")],
        [(0.02, "2"), (0.06, "YULIANA"), (0.28, "3507995507010000"), (0.46, "PEREMPUAN"), (0.62, "MALANG"),
         (0.78, "15-07-2001"), (0.92, "ISLAM")], "", MORE,
        [(0.02, "1"), (0.06, "KAWIN"), (0.28, "KEPALA KELUARGA"), (0.48, "WNI"), (0.66, "SASTRO"), (0.84, "PAINEM")],
        [(0.02, "2"), (0.06, "BELUM KAWIN"), (0.28, "ANAK"), (0.48, "WNI"), (0.66, "SUKARDI"), (0.84, "SRI REJEKI")],
        "", "Dikeluarkan Tanggal : 01-01-2019",
    ])  # fmt: skip

    check(
        "family_card",
        page,
        kk_number="3507990101190000",
        head_name="SUKARDI",
        district="DAMPIT",
        village="SUMBERSARI",
        province="JAWA TIMUR",
        issued_on="2019-01-01",
    )
    members = fields_of("family_card", page)["members"].value
    assert [(one["nik"], one["name"], one["sex"], one["birth_date"], one["relation"]) for one in members] == [
        ("3507991001600000", "SUKARDI", "M", "1960-01-10", "KEPALA KELUARGA"),
        ("3507995507010000", "YULIANA", "F", "2001-07-15", "ANAK"),
    ]
    assert [one["mother"] for one in members] == ["PAINEM", "SRI REJEKI"]
    assert all(one["region"]["page"] == 0 for one in members)


def test_placement_agreement_in_running_text():
    page = page_of([
        [(0.3, "PERJANJIAN PENEMPATAN")], "Nomor : 12/PP/P3MI/II/2026",
        "Pada hari ini, Senin tanggal 2 Februari 2026, HADI WIJAYA, Direktur PT SINAR CONTOH, pemegang SIP3MI Nomor",
        "00002041234560001, selanjutnya disebut PIHAK PERTAMA, dan ENDAH PRATIWI, pemegang KTP nomor 3507996508900000,",
        "beralamat di Malang, selanjutnya disebut PIHAK KEDUA, sepakat bahwa PIHAK KEDUA bekerja sebagai PENGASUH",
        "LANSIA di Taiwan dan tidak dibebani biaya penempatan.",
    ])  # fmt: skip

    check(
        "placement_agreement",
        page,
        worker_name="ENDAH PRATIWI",
        worker_id_number="3507996508900000",
        agency_name="PT SINAR CONTOH",
        agency_licence="00002041234560001",
        destination_country="TWN",
        costs="0",
        signed_on="2026-02-02",
    )


def test_health_letter_in_running_text():
    page = page_of([
        [(0.3, "SURAT KETERANGAN SEHAT")], "No. 0045/SKS/IV/2026",
        "Yang bertanda tangan di bawah ini dr. Ratna Dewi, dokter pada Klinik Contoh Medika, menerangkan bahwa",
        "RINA WATI, lahir di Malang pada tanggal 3 April 1998, telah diperiksa kesehatannya pada tanggal 10 April 2026",
        "dan dinyatakan SEHAT untuk bekerja di Hong Kong.", "SIP : 446/0012/SIP/2023",
    ])  # fmt: skip

    check(
        "health_certificate",
        page,
        certificate_number="0045/SKS/IV/2026",
        name="RINA WATI",
        birth_date="1998-04-03",
        examined_on="2026-04-10",
        result="FIT",
        destination_country="HKG",
        doctor_name="DR. RATNA DEWI",
        doctor_licence="446/0012/SIP/2023",
    )


def test_marital_status_letter_with_labels():
    page = page_of([
        "PEMERINTAH KABUPATEN KEDIRI", "KECAMATAN PARE", "KANTOR KEPALA DESA SUMBEREJO",
        [(0.3, "SURAT KETERANGAN STATUS PERKAWINAN")], [(0.35, "Nomor : 474.2/071/II/2026")], "",
        "Yang bertanda tangan di bawah ini :", "Nama : ARIF NUGROHO", "Jabatan : Kepala Desa", "",
        "Menerangkan dengan sebenarnya bahwa :", "Nama : DEWI LESTARI", "NIK : 3506994304980000",
        "Tempat, Tgl Lahir : KEDIRI, 3 April 1998", "Status Perkawinan : CERAI HIDUP", "",
        [(0.6, "Sumberejo, 8 Februari 2026")], [(0.6, "Kepala Desa Sumberejo")], "", "", [(0.6, "ARIF NUGROHO")],
    ])  # fmt: skip

    check(
        "marital_status_letter",
        page,
        letter_number="474.2/071/II/2026",
        name="DEWI LESTARI",
        nik="3506994304980000",
        birth_place="KEDIRI",
        birth_date="1998-04-03",
        marital_status="CERAI HIDUP",
        village="SUMBEREJO",
        signer_name="ARIF NUGROHO",
        issued_on="2026-02-08",
    )


def test_marital_status_letter_in_running_text():
    page = page_of([
        "KELURAHAN KALIREJO", [(0.3, "SURAT KETERANGAN BELUM MENIKAH")], [(0.35, "Nomor : 474/12/III/2026")], "",
        "Lurah Kalirejo dengan ini menerangkan bahwa TUTIK HANDAYANI, NIK 3506994304980000, lahir di",
        "Kediri pada tanggal 3 April 1998, sampai saat ini belum pernah menikah.", "",
        [(0.6, "Kalirejo, 1 Maret 2026")], [(0.6, "Lurah Kalirejo")], "", "", [(0.6, "EKO MAULANA")],
    ])  # fmt: skip

    check(
        "marital_status_letter",
        page,
        name="TUTIK HANDAYANI",
        nik="3506994304980000",
        birth_place="KEDIRI",
        birth_date="1998-04-03",
        marital_status="BELUM KAWIN",
        village="KALIREJO",
        signer_name="EKO MAULANA",
        issued_on="2026-03-01",
    )


def test_a_title_may_be_set_on_two_lines():
    page = page_of([
        [(0.38, "SURAT KETERANGAN")], [(0.37, "STATUS PERKAWINAN")], "", "Menerangkan bahwa :", "Nama : RINA WATI",
        "NIK : 3506994304980000", "yang bersangkutan sudah menikah", "", [(0.6, "Kepala Desa Sumberejo")],
        [(0.7, "CONTOH")], "", [(0.6, "EKO MAULANA")],
    ])  # fmt: skip

    check("marital_status_letter", page, name="RINA WATI", marital_status="KAWIN", signer_name="EKO MAULANA")


def test_a_widow_or_divorcee_is_not_told_from_one_word():
    page = form("SURAT KETERANGAN JANDA", ("Nama", "RINA WATI"), ("NIK", "3506994304980000"), ("Status", "JANDA"))

    check("marital_status_letter", page, name="RINA WATI", marital_status="JANDA")


@pytest.mark.parametrize("title", ["SURAT PENGANTAR NIKAH", "KUTIPAN AKTA NIKAH", "SURAT KETERANGAN DOMISILI"])
def test_other_letters_that_name_a_status_are_no_marital_status_letter(title):
    rows = [("Nama", "RINA WATI"), ("NIK", "3506994304980000"), ("Status Perkawinan", "BELUM KAWIN")]

    assert classify(form(title, *rows, "Kepala Desa Sumberejo menerangkan bahwa"))[0].type == "unknown"


def test_a_title_that_begins_with_a_label_gives_no_value():
    page = page_of([
        [(0.35, "JOB ORDER")], "", "Nama Pemberi Kerja : CONTOH TRADING LTD", "P3MI : PT SINAR CONTOH",
        "Nomor Job Order : JO-HKG-2026-04002", "Berlaku sampai : 25 Desember 2026",
    ])  # fmt: skip
    membership = page_of([
        [(0.3, "BPJS KETENAGAKERJAAN")], [(0.2, "JAMINAN SOSIAL PEKERJA MIGRAN INDONESIA")], "",
        "Nomor Peserta : 26000000123", "Nama Peserta : RINA WATI",
    ])  # fmt: skip

    check("job_order", page, job_order_number="JO-HKG-2026-04002", employer_name="CONTOH TRADING LTD")
    assert "position" not in fields_of("job_order", page)
    check("social_security", membership, name="RINA WATI")
    assert "programme" not in fields_of("social_security", membership)


@pytest.mark.parametrize("office", ["PEMERINTAH KABUPATEN BANYUMAS", "PEMERINTAH PROVINSI KALIMANTAN SELATAN"])
def test_an_offices_name_is_no_line_of_a_passports_zone(office):
    page = page_of([
        office, "KECAMATAN JATILAWANG", "SURAT KETERANGAN STATUS PERNIKAHAN", "Nomor : 474.2/312/XII/2025",
        "menerangkan bahwa :", "Nama : RINA WATI", "NIK : 3302994304980000",
        "Tempat, Tgl. Lahir : KEDIRI, 3 April 1998", "Jenis Kelamin : PEREMPUAN", "Status Perkawinan : KAWIN",
    ])  # fmt: skip

    check("marital_status_letter", page, name="RINA WATI")
    assert document_types()["passport"].score(page) < 0.35
