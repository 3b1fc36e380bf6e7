"""Names: a variation of genuine papers is never called different, and other people are."""

import doctest

import pytest

import validators.names
from validators.names import Likeness, compare, compare_companies, normal

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
    ("RADEN AJENG KARTINI", "R. A. KARTINI"),
    ("RADEN AJENG KARTINI", "AJENG KARTINI"),
    ("I MADE WIRAWAN", "MADE WIRAWAN"),
    ("SUMIATI", "SUMIATI KASIM"),
    ("AMINAH BINTI KASIM", "AMINAH"),
    ("BUDI S.", "BUDI SANTOSO"),
    ("MÜLLER JÖRG", "MUELLER JOERG"),
    ("AMÉLIE", "AMELIE"),
]
OTHERS = [
    ("SITI AMINAH", "DEWI LESTARI"),
    ("SITI AMINAH", "SITI FATIMAH"),
    ("BUDI SANTOSO", "BUDI HARTONO"),
    ("SUMIATI", "KARTINI"),
    ("ANDI SAPUTRA", "BUDI SAPUTRA"),
    ("MUHAMMAD ALI", "MUHAMMAD RIZKI"),
]
OPEN = [
    ("BUDI", "RUDI"),
    ("SITI", "SITI AMINAH"),
    ("MUHAMMAD", "MUHAMMAD ALI"),
    ("RINI WIDODO", "RINA WIDODO"),
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
    ("one", "other", "likeness"),
    [
        ("PT CONTOH KARYA", "PT CONTOH KARYA", Likeness.SAME),
        ("PT. CONTOH KARYA (PERSERO)", "CONTOH KARYA, PT", Likeness.COMPATIBLE),
        ("PT CONTOHKARYA", "PT CONTOH KARYA", Likeness.COMPATIBLE),
        ("PT CONTOH KARYA MANDIRI", "PT CONTOH KARYA MANDIRY", Likeness.COMPATIBLE),
        ("PT CONTOH KARYA", "PT CONTOH KARYA ABADI", Likeness.CANNOT_TELL),
        ("PT", "CV", Likeness.CANNOT_TELL),
        ("PT CONTOH KARYA", "PT BUMI SENTOSA", Likeness.DIFFERENT),
    ],
)
def test_companies(one: str, other: str, likeness: Likeness) -> None:
    assert compare_companies(one, other).likeness is likeness


def test_normal_form_and_examples() -> None:
    assert normal("  siti  nur'aini<<") == "SITI NURAINI"
    assert doctest.testmod(validators.names).failed == 0
