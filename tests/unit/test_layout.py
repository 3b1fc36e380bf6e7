"""Lines and labels from words."""

from extractors.layout import find_label, lines, squeeze
from extractors.model import Region, Word


def word(text: str, x0: float, y0: float, x1: float = 0.0, height: float = 0.03) -> Word:
    right = x1 or x0 + 0.01 * len(text)
    return Word(text=text, region=Region(page=0, x0=x0, y0=y0, x1=right, y1=y0 + height), confidence=0.9)


def test_words_join_the_line_they_stand_on_even_if_it_falls() -> None:
    words = [word("Nama", 0.05, 0.10), word("SITI", 0.3, 0.11), word("RAHAYU", 0.5, 0.12), word("Alamat", 0.05, 0.15)]
    assert [line.text for line in lines(reversed(words))] == ["Nama SITI RAHAYU", "Alamat"]


def test_words_of_two_pages_never_share_a_line() -> None:
    other = word("x", 0.5, 0.1)
    other = other.model_copy(update={"region": other.region.model_copy(update={"page": 1})})
    assert len(lines([word("y", 0.1, 0.1), other])) == 2


def test_a_label_is_found_though_misread() -> None:
    found = find_label(lines([word("Tempat/TglLahir", 0.05, 0.1), word("BONE,", 0.4, 0.1)]), ("Tempat/Tgl Lahir",))
    assert found is not None
    assert [each.text for each in found.rest] == ["BONE,"]


def test_no_label_where_none_stands() -> None:
    assert find_label(lines([word("SURAT", 0.05, 0.1)]), ("Kewarganegaraan",)) is None


def test_labels_are_compared_by_letters_and_digits() -> None:
    assert squeeze("Gol. Darah :") == "GOLDARAH"
