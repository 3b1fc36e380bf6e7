"""Names: a variation of genuine papers is never called different, and other people are."""

import doctest
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

import validators.names
from extractors.vocabulary import region_codes
from validators.names import Likeness, compare, compare_companies, compare_places, normal

GENUINE = [
    ("SUMIATI", "SUMIATI"),
    ("SITI NUR AMINAH", "AMINAH<<SITI<NUR<<<<<<<<"),
    ("SUMIATI", "SUMIATI<<<<<<<<<<<<<"),
    ("SITI AMINAH", "ST. AMINAH"),
    ("SITI AMINAH", "HJ. SITI AMINAH"),
    ("BUDI SANTOSO", "DRS. H. BUDI SANTOSO, S.H., M.PD"),
    ("MUHAMMAD ALI", "MOH. ALI"),
    ("MUHAMMAD ALI", "M. ALI"),
    ("MUHAMMAD ALI", "MUCHAMAD ALI"),
    ("M.YUSUF", "MUHAMMAD YUSUF"),
    ("SOEKARNO", "SUKARNO"),
    ("DJOKO TJAHJONO", "JOKO CAHYONO"),
    ("JUSUF", "YUSUF"),
    ("NJOMAN SJARIF", "NYOMAN SYARIF"),
    ("ACHMAD CHAERUL", "AHMAD HAERUL"),
    ("ABDURRAHMAN", "ABDURAHMAN"),
    ("ABDURRACHMAN", "ABDUL RAHMAN"),
    ("NUR HAYATI", "NURHAYATI"),
    ("NUR'AINI", "NURAINI"),
    ("NUR-AINI", "NUR AINI"),
    ("FITRI YANTI", "FITRY YANTY"),
    ("SITI NUR AMINAH KUSUMANINGRUM", "SITI NUR AMINAH KUSUMANI"),
    ("SITI NURAMINAH SRI LESTARI WAHYUNI", "SITI NUR AMINAH SRI LESTARI W"),
    ("SITI NURAMINAH SRI LESTARI WAHYUNI", "SITI NUR AMINAH SRI LESTARI WAH"),
    ("SITI NURAMINAH SRI LESTARI WAHYUNI", "SITI NUR AMINAH SRI LESTARI"),
    ("KAMALIA SIMBOLON", "KAMAUA SIMBOLON"),
    ("RADEN AJENG KARTINI", "R. A. KARTINI"),
    ("RADEN AJENG KARTINI", "AJENG KARTINI"),
    ("I MADE WIRAWAN", "MADE WIRAWAN"),
    ("SUMIATI", "SUMIATI KASIM"),
    ("AMINAH BINTI KASIM", "AMINAH"),
    ("BUDI S.", "BUDI SANTOSO"),
    ("MÜLLER JÖRG", "MUELLER JOERG"),
    ("AMÉLIE", "AMELIE"),
    ("M.ALI", "MUHAMMAD ALI"),
    ("NINGSIH<<TRI<WAHJOE", "TRI WAHYUNINGSIH"),
    ("IB. PUTRA", "IDA BAGUS PUTRA"),
    ("RIRIN BR SIREGAR", "RIRIN BORU SIREGAR"),
    ("FNU SUMIATI", "SUMIATI"),
    ("BUDI SANTOSO S.Pd.I", "BUDI SANTOSO"),
    ("SULAIMAN", "SULEMAN"),
    ("SJARIEF", "SYARIF"),
    ("VERONICA", "VERONIKA"),
    ("JAENUDIN", "ZAENUDIN"),
    ("SUMIYATUN", "SUMIYATUM"),
    ("SETIYOWAT1", "SETIYOWATI"),
    ("HERMAWATI", "HERMWATI"),
    ("JUMIATUN", "JUMAITUN"),
    ("AMINAH BINTI KASIM", "AMINAH BT. KASIM"),
    ("AMINAH BINTI KASIM", "KASIM<<AMINAH<BINTI"),
    ("NI LUH PUTU WERDI", "NI LH. PT. WERDI"),
    ("YOHANES KARMAN", "YOHS. KARMAN"),
    ("ABD. LATIP", "ABDULLATIP"),
    ("NAUFAL SAUDAH", "NOFAL SODAH"),
    ("NASRULLAH", "NASRULLOH"),
    ("MARNIASIH", "MAMIASIH"),
    ("SRI WARYANTI", "SRI VVARYANTI"),
    ("SITI MARLINA", "SITI MAELINA"),
    ("SITI RAHMAWATI KUSUMADEWI HANDAYANINGRUM", "HANDAYANINGRUM<<SITI<RAHMAWATI<KUSUMADEW"),
    ("RADEN MAS SURYANATAPRAJA HADIWINOTO", "SURYANATAPRAJA HADIWINO"),
    ("SRI LESTARI HANDAYANI", "HANDAYANI<<HJ<SRI<LESTARI"),
    ("SUMIATI", "SUMlATI"),
    ("ELSA GINTING", "GINTING, ELSA"),
    ("KARSONO", "KARSONO<<FNU"),
    ("DAENG MATTIRO", "MATTIRO"),
]
OTHERS = [
    ("SITI AMINAH", "DEWI LESTARI"),
    ("SITI AMINAH", "SITI FATIMAH"),
    ("BUDI SANTOSO", "BUDI HARTONO"),
    ("SUMIATI", "KARTINI"),
    ("ANDI SAPUTRA", "BUDI SAPUTRA"),
    ("MUHAMMAD ALI", "MUHAMMAD RIZKI"),
    ("UMAR BIN SAID", "HASAN BIN ALI"),
    ("A. SUDRAJAT", "D. SUDRAJAT"),
    ("SUTINI", "KARTONO"),
    ("LIM MEI NG", "LIM MEI LAN"),
    ("MUHAMMAD RAMADHANI KUSUMAWARDANA PUTRA", "MUHAMMAD RAMADHANI HADINEGORO PUTRA"),
]
OPEN = [
    ("BUDI", "RUDI"),
    ("SITI", "SITI AMINAH"),
    ("MUHAMMAD", "MUHAMMAD ALI"),
    ("RINI WIDODO", "RINA WIDODO"),
    ("SUPARTI", "SUPARDI"),
    ("SUPRIYANTI", "SUPRIYANTO"),
    ("MARLINA", "MARINA"),
    ("ROSALINDA", "ROSALINA"),
    ("MARDIAH", "MARDIAN"),
    ("AGUS SALIM", "AGUS HALIM"),
    ("YULIANI", "YULIANTI"),
    ("IRMAWATI", "IRNAWATI"),
    ("KARTINI", "MARTINI"),
    ("FITRI", "FITRIANI"),
    ("WAHYU SUROTO", "SUROTO"),
    ("ANAK AGUNG RAKA SUTAMA", "SUTAMA<<A<AG<RAKA"),
    ("NUR LAILA", "NUR LELA"),
    ("SARDIMAN", "SARDAMIN"),
    ("ANDI", "ANDI TAHIR"),
    ("AMINAH BINTI KASIM", "AMINAH BINTI DAUD"),
    ("UMAR BIN SAID", "SAID BIN UMAR"),
    ("", "SITI"),
    ("<<<<", "SITI"),
    ("123", "SITI"),
    ("SITI " * 30, "SITI AMINAH"),
]


@pytest.mark.parametrize(("one", "other"), GENUINE)
def test_a_genuine_variation_is_bridged_and_said_why(one: str, other: str) -> None:
    for left, right in ((one, other), (other, one)):
        found = compare(left, right)
        assert found.likeness in {Likeness.SAME, Likeness.COMPATIBLE}
        assert found.likeness is Likeness.SAME or found.features


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_name_is_different(one: str, other: str) -> None:
    assert compare(one, other).likeness is compare(other, one).likeness is Likeness.DIFFERENT


@pytest.mark.parametrize(("one", "other"), OPEN)
def test_what_is_too_close_or_too_little_is_left_open(one: str, other: str) -> None:
    assert compare(one, other).likeness is compare(other, one).likeness is Likeness.CANNOT_TELL


@pytest.mark.parametrize(
    ("one", "other", "likeness", "feature"),
    [
        ("PT CONTOH KARYA", "PT CONTOH KARYA", Likeness.SAME, None),
        ("PT. CONTOH KARYA (PERSERO)", "CONTOH KARYA, PT", Likeness.COMPATIBLE, "form"),
        ("CONTOH SDN. BHD.", "CONTOH SENDIRIAN BERHAD", Likeness.COMPATIBLE, "form"),
        ("PT CONTOHKARYA", "PT CONTOH KARYA", Likeness.COMPATIBLE, "spacing"),
        ("PT CONTOH KARYA MANDIRI", "PT CONTOH KARYA MANDIRY", Likeness.COMPATIBLE, "spelling"),
        ("PT CONTOHNUSA JAYA", "PT CONTOHNUDA JAYA", Likeness.COMPATIBLE, "one_letter"),
        ("PT CONTOH & PUTRA", "PT CONTOH DAN PUTERA", Likeness.COMPATIBLE, "form"),
        ("CONTOH PLASTIC IND. (M) SDN BHD", "CONTOH PLASTICS INDUSTRIES SDN BHD", Likeness.COMPATIBLE, "country"),
        ("PT CONTOH KARYA CABANG MALANG", "PT CONTOH KARYA", Likeness.COMPATIBLE, "branch"),
        ("PT CONTOH KARYA, SURABAYA", "PT CONTOH KARYA - MATARAM", Likeness.COMPATIBLE, "branch"),
        ("PT CONTOH KARYA SURABAYA", "PT CONTOH KARYA", Likeness.COMPATIBLE, "branch"),
        ("CONTOH TEXTILE CO LTD", "CONTOH TEXTILE INDUSTRIAL CO LTD", Likeness.COMPATIBLE, "missing_words"),
        ("PT CONTOH LAUTAN SEJAHTERA", "PT CONTOH LAUTAN SEJAHT", Likeness.COMPATIBLE, "truncation"),
        ("PT CONTOH DUA", "PT CONTOH 2", Likeness.COMPATIBLE, "form"),
        ("P3MI PT CONTOH KARYA", "PT CONTOH KARYA", Likeness.COMPATIBLE, "form"),
        ("SYARIKAT CONTOH SDN BHD", "CONTOH SDN BHD", Likeness.COMPATIBLE, "form"),
        ("THE CONTOH VIEW HOTEL", "CONTOH VIEW HOTEL", Likeness.COMPATIBLE, "form"),
        ("CONTOH ELEC. CO LTD", "CONTOH ELECTRONIC CO LTD", Likeness.COMPATIBLE, "abbreviation"),
        ("PT CONTOH SENTAUSA", "PT CONTOH SENTOSA", Likeness.COMPATIBLE, "spelling"),
        ("CONTVVON PRECISION CO LTD", "CONTWON PRECISION CO LTD", Likeness.COMPATIBLE, "one_letter"),
        ("PT C0NTOH KARYA", "PT CONTOH KARYA", Likeness.COMPATIBLE, "form"),
        ("PT CONTOH BINA SUMBER DAYA MANUSIA", "PT CONTOH BINA SDM", Likeness.COMPATIBLE, "initials"),
        ("PT CONTOH MITRA SELARAS INDONESIA", "PT CONTOH MITRA SELARAS INDON", Likeness.COMPATIBLE, "truncation"),
        ("CONTOH NIAGAINDUSTRIES LTD", "CONTOH NIAGA INDUSTRIES LTD", Likeness.COMPATIBLE, "spacing"),
        ("PT CONTOHAN 1", "PT CONTOHAN 2", Likeness.DIFFERENT, "number"),
        ("PT PERDANA CONTOH", "PT PERMANA CONTOH", Likeness.CANNOT_TELL, "nearly"),
        ("PT CONTOH KARYA", "PT CONTOH KARYA ABADI", Likeness.CANNOT_TELL, "missing_words"),
        ("PT MAJU JAYA", "PT JAYA MAJU", Likeness.CANNOT_TELL, "word_order"),
        ("PT BINA KARYA", "PT BINA KARSA", Likeness.CANNOT_TELL, "nearly"),
        ("PT CKM", "PT CONTOH KARYA MANDIRI", Likeness.CANNOT_TELL, "initials"),
        ("CONTOH (M) SDN BHD", "CONTOH (S) PTE LTD", Likeness.CANNOT_TELL, "country"),
        ("PT CONTOH", "PT CONTOH DUA", Likeness.CANNOT_TELL, "number"),
        ("CONTOHKONG TEXTILE IND", "CONTOH KONG TEXTILE", Likeness.CANNOT_TELL, "nearly"),
        ("CONTOH TRADING", "CONTOH ENGINEERING", Likeness.CANNOT_TELL, "other_trade"),
        ("PT", "CV", Likeness.CANNOT_TELL, "empty"),
        ("PT MAJU JAYA SEJAHTERA", "PT MAJU JAYA SENTOSA", Likeness.DIFFERENT, "other_words"),
        ("LADANG CONTOH MAJU SDN BHD", "SPECIMEN PALM ESTATES SDN BHD", Likeness.DIFFERENT, "other_words"),
        ("PT CONTOH SATU", "PT CONTOH DUA", Likeness.DIFFERENT, "number"),
        ("PT CONTOH KARYA", "PT BUMI SENTOSA", Likeness.DIFFERENT, "other_words"),
    ],
)
def test_companies(one: str, other: str, likeness: Likeness, feature: str | None) -> None:
    for found in (compare_companies(one, other), compare_companies(other, one)):
        assert found.likeness is likeness
        assert feature in found.features if feature else not found.features


@pytest.mark.parametrize(
    ("one", "other", "feature"),
    [
        ("Messrs. Contoh Karya Sdn Bhd", "Contoh Karya Sdn Bhd", "form"),
        ("M/s Contoh Falcon Trading LLC", "Contoh Falcon Trading LLC", "form"),
        ("Kepada Yth. Pimpinan PT Contoh Karya", "PT CONTOH KARYA", "form"),
        ("Employer: Contoh Catering LLC (Pemberi Kerja)", "CONTOH CATERING LLC", "form"),
        ("Contoh Agro Sdn Bhd (Co. No. 482913-K)", "CONTOH AGRO SDN BHD", "form"),
        ("PT Contoh Wangi (NIB 9120004471203)", "PT Contoh Wangi", "form"),
        ("Contoh Estate (Reg. No. 199301012345 (267890-T)) Sdn Bhd", "CONTOH ESTATE SDN BHD", "form"),
        ("Contoh Nominees Ltd t/a Harbour Swan Hotel", "Harbour Swan Hotel", "trade_name"),
        ("Contoh Seng trading as Golden Ladle Bakery", "Golden Ladle Bakery (Contoh Seng)", "trade_name"),
        ("PT Contoh Bahari (dahulu PT Contoh Pelaut)", "PT Contoh Pelaut", "trade_name"),
        ("Fabryka Mebli Contoh Sp. z o.o.", "Contoh Furniture Factory Sp. z o.o.", "translation"),
        ("Kilang Sarung Tangan Getah Contohan Sdn Bhd", "Contohan Rubber Glove Factory Sdn Bhd", "translation"),
        ("Panti Jompo Contoh Ai", "Contoh Ai Nursing Home", "form"),
        ("Contoh Geonseol Jusik Hoesa", "Contoh Construction Co., Ltd.", "translation"),
        ("Contoh Fangzhi Gufen Youxian Gongsi", "CONTOH TEXTILE CO LTD", "form"),
        ("Contoh Tekstil San. ve Tic. Ltd. Şti.", "CONTOH TEKSTIL SANAYI VE TICARET LIMITED SIRKETI", "abbreviation"),
        ("Contoh Gen. Constr. & Maint. Co.", "Contoh General Construction & Maintenance Company", "form"),
        ("CV. Ctoh. Rejeki Abadi", "CV Contoh Rejeki Abadi", "abbreviation"),
        ("Contoh Care Home Co., Ltd. Taoyuan Plant", "Contoh Care Home Co., Ltd.", "branch"),
        ("Contoh Service Ltd (Tsuen Wan Branch)", "Contoh Service Ltd", "branch"),
        ("PT Contoh Karya, Jl. Merdeka No. 12, Jakarta", "PT Contoh Karya", "branch"),
        ("Contoh Seafood (HK) Ltd", "Contoh Seafood (Hong Kong) Limited", "form"),
        ("P T  C O N T O H  J A Y A", "PT CONTOH JAYA", "form"),
        ("HSlN CONTOH CO LTD", "HSIN CONTOH CO LTD", "form"),
        ("PT Contoh Bhakli Raya", "PT Contoh Bhakti Raya", "one_letter"),
        ("Contoh Sheng Industrail Co Ltd", "Contoh Sheng Industrial Co Ltd", "spelling"),
        ("Bäckerei Höllcontoh GmbH", "BAECKEREI HOELLCONTOH GMBH", "spelling"),
        ("Contoh Kougyou K.K.", "Contoh Kogyo Kabushiki Kaisha", "spelling"),
        ("Ar-Rasheed Contoh Est. for Contracting", "AL RASHID CONTOH CONTRACTING ESTABLISHMENT", "missing_words"),
        ("CONTOH KAIGO SERVICE KABUSHIKI KA", "Contoh Kaigo Service Kabushiki Kaisha", "truncation"),
        ("PT Contoh Insan Cita (CIC)", "PT Contoh Insan Cita", "initials"),
        ("Contoh Kwong Knitting Manufactory Limited", "CONTOH KWONG KNITTG. MFY. LTD.", "abbreviation"),
        ("Contoh Hung Printing Co., Ltd., 88 Minsheng Rd., Tainan", "Contoh Hung Printing Co., Ltd.", "branch"),
        ("Contoh Dana Bakery W.L.L., Bin Misal Group", "Contoh Dana Bakery W.L.L.", "branch"),
        ("RS Contoh Bunda", "Contoh Bunda Hospital", "form"),
        ("CONTOH LIANG FOUNDRY C0., LTD.", "Contoh Liang Foundry Co., Ltd.", "form"),
        ("PT Contoh Tirta Jl. Raya Contoh No. 27 RT 03/05", "PT Contoh Tirta", "form"),
        ("Contoh Ghadir Company P.O. Box 4471 Jubail 31951", "Contoh Ghadir Co.", "form"),
        ("PT CONTOH EKA DAYA SIP3MI NO. 318 TAHUN 2019", "PT Contoh Eka Daya", "form"),
        ("Contoh Jawhar Recruitment Office, C.R. 2050117386", "Contoh Jawhar Recruitment Office", "form"),
        ("Attn HR Dept, Contoh Foundry Sdn Bhd", "CONTOH FOUNDRY SDN BHD", "form"),
        ("Muassasat Yousef Al Contohi", "Muassasat Yusuf Al Contohi", "form"),
        ("Contoh Rasa Sdn Bhd (Johor)", "Contoh Rasa Sdn Bhd, Johor Bahru", "branch"),
    ],
)
def test_a_habit_of_forms_addresses_and_languages_makes_no_other_company(one: str, other: str, feature: str) -> None:
    for found in (compare_companies(one, other), compare_companies(other, one)):
        assert found.likeness is Likeness.COMPATIBLE
        assert feature in found.features


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Contoh Polska Sp. z o.o.", "Contoh Türkiye A.Ş."),
        ("PT Contoh Ungu", "Contoh Ungu Sdn Bhd"),
        ("PT Contoh Ungu", "CV Contoh Ungu"),
        ("Yayasan Contoh Ungu", "PT Contoh Ungu"),
        ("Contoh Ventures t/a Warung Rindu", "Contoh Ventures t/a Warung Senja"),
        ("PT CNT (Sarana Mitra Insani)", "PT CNT (Surya Media Indonesia)"),
        ("Contoh Garment (Zhuhai) Ltd", "Contoh Garment (Macau) Ltd"),
        ("Contoh Kilang Plastik Sdn Bhd", "Contoh Kilang Kayu Sdn Bhd"),
        ("Contoh Holdings Sdn Bhd", "Contoh Plantations Sdn Bhd"),
        ("Hwayang Contoh", "Hwakang Contoh"),
        ("Contoh Sterling", "Contoh Starling"),
        ("Contoh Palace Restaurant", "Contoh Place Restaurant"),
        ("Contoh Hotel Ipoh", "Contoh Hotel Kuantan"),
        ("KS Contoh", "KSS Contoh"),
        ("Sun Hing Contoh", "Shun Hing Contoh"),
        ("Contoh Lodge (Taipei) Limited", "Contoh Lodge (Tainan) Limited"),
        ("Contoh Bazaar LLC (Sharjah)", "Contoh Bazaar Qatar W.L.L."),
        ("Contoh Polymer Co., Ltd.", "PT Contoh Polymer Indonesia"),
    ],
)
def test_sisters_and_neighbours_are_not_taken_for_one_company(one: str, other: str) -> None:
    for found in (compare_companies(one, other), compare_companies(other, one)):
        assert found.likeness in {Likeness.DIFFERENT, Likeness.CANNOT_TELL}


def test_the_words_of_companies_are_in_capitals_and_each_means_one_thing() -> None:
    folder = files("validators.names")
    companies, trades = (
        tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in ("companies", "trades")
    )
    assert companies["cities"].keys() <= companies["countries"].keys() | {"TIMORLESTE"}
    for said in (companies["forms"], companies["countries"], companies["cities"], trades["meanings"]):
        ways = [" ".join(way.split()) for run in said.values() for way in run.split(",")]
        assert not [way for way, times in Counter(ways).items() if times > 1 or way != way.upper() or not way.isascii()]
    english = [word for line in trades["english"] for word in line.split()]
    assert not [word for word, times in Counter(english).items() if times > 1]
    assert all(said.count("/") == 1 for said in companies["forms"])


@pytest.mark.parametrize(
    ("one", "other", "likeness", "feature"),
    [
        ("MALANG", "MALANG", Likeness.SAME, None),
        ("KAB. MALANG", "MALANG", Likeness.COMPATIBLE, "kind"),
        ("KOTA ADM. JAKARTA BARAT", "JAKARTA BARAT", Likeness.COMPATIBLE, "kind"),
        ("KOTA AGUNG", "KOTAAGUNG", Likeness.COMPATIBLE, "spacing"),
        ("SOERABAJA", "SURABAYA", Likeness.COMPATIBLE, "spelling"),
        ("TOBA SAMOSIR", "KAB. TOBA", Likeness.COMPATIBLE, "old_name"),
        ("SOLO", "SURAKARTA", Likeness.COMPATIBLE, "old_name"),
        ("EAST LOMBOK", "LOMBOK TIMUR", Likeness.COMPATIBLE, "english"),
        ("KARAWNAG", "KARAWANG", Likeness.COMPATIBLE, "one_letter"),
        ("PONOROG0", "PONOROGO", Likeness.COMPATIBLE, "digits"),
        ("SUBANG, JAWA BARAT", "SUBANG", Likeness.COMPATIBLE, "more_exact"),
        ("KAB. MALANG", "KOTA MALANG", Likeness.CANNOT_TELL, "kind"),
        ("KAB. MALANG", "KEC. KEPANJEN", Likeness.CANNOT_TELL, "inside"),
        ("JAKARTA", "JAKARTA BARAT", Likeness.CANNOT_TELL, "inside"),
        ("DESA CONTOH, KAB. MALANG", "MALANG", Likeness.CANNOT_TELL, "inside"),
        ("KAB. MALANG", "DESA SUKAMAJU", Likeness.CANNOT_TELL, "not_listed"),
        ("KUALA LUMPUR", "MALANG", Likeness.CANNOT_TELL, "not_listed"),
        ("CIAMIS", "PANGANDARAN", Likeness.CANNOT_TELL, "split"),
        ("SUMBA TIMUR", "SUMBA BARAT", Likeness.CANNOT_TELL, "shared_word"),
        ("SUBANG", "KUNINGAN", Likeness.CANNOT_TELL, "inside"),  # there is a district Subang in Kuningan
        ("KAB. SUBANG", "KAB. KUNINGAN", Likeness.DIFFERENT, "other_place"),
        ("MADIUN", "TEGAL", Likeness.DIFFERENT, "other_place"),
        ("KAB. SUBANG, JAWA BARAT", "KAB. BANTUL", Likeness.DIFFERENT, "other_place"),
        ("DESA SUKAMAJU, KAB. SUBANG", "DESA SUKAMAJU, KAB. BANTUL", Likeness.DIFFERENT, "around"),
    ],
)
def test_places(one: str, other: str, likeness: Likeness, feature: str | None) -> None:
    for found in (compare_places(one, other), compare_places(other, one)):
        assert found.likeness is likeness
        assert feature in found.features if feature else not found.features


@pytest.mark.parametrize(
    ("one", "other"), [("MULYONO", "MULYANO"), ("SAMSURI", "SAMSURI HIDAYAT")], ids=["a vowel by ear", "a name added"]
)
def test_known_gaps_pass_as_one_person(one: str, other: str) -> None:
    assert compare(one, other).likeness is Likeness.COMPATIBLE


def test_every_row_of_the_places_names_its_source_and_a_region_of_the_table() -> None:
    data = tomllib.loads((files("validators.names") / "places.toml").read_text("utf-8"))
    rows = [row["new"] for group in data["renamed"] for row in group["names"]]
    split = [name for entry in data["split"] for group in entry["groups"] for name in group.split(", ")]
    assert {group["source"] for group in (*data["renamed"], *data["split"])} <= set(data["sources"])
    former = {row["old"] for group in data["renamed"] for row in group["names"]} | {"POLEWALI MAMASA"}
    unknown = [
        name for name in (*rows, *split) if not (region_codes.is_named(name, 4) or region_codes.is_named(name, 2))
    ]
    assert set(unknown) <= former


def test_normal_form_and_examples() -> None:
    assert normal("  siti  nur'aini<<") == "SITI NURAINI"
    assert doctest.testmod(validators.names).failed == 0
