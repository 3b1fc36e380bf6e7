"""What the second reader does for papers with labels: confirms, contradicts, and reads what the first left out."""

from extractors.document_type import document_types
from extractors.engine import Readers
from extractors.model import FieldStatus, ReadingSource, Region, Word
from tests.fixtures.word_page import NoEngine, page_of


class Saying:
    """An engine that reads the same text on every crop."""

    def __init__(self, text, confidence=0.95, name="second"):
        self._text, self._confidence, self.name = text, confidence, name

    def version(self):
        return "0"

    def read(self, image, layout, *, charset=None):
        box = Region(page=0, x0=0.0, y0=0.0, x1=1.0, y1=1.0)
        return (Word(text=self._text, region=box, confidence=self._confidence),) if self._text else ()


def scan(*rows, confidence=0.93):
    return page_of(["SURAT KETERANGAN CATATAN KEPOLISIAN", *rows], source=ReadingSource.VISUAL, confidence=confidence)


def nik(page, second, alone=""):
    """Return the NIK; ``alone`` is what the page's own reader sees on the crop of a value."""
    readers = Readers(Saying(alone, name=page.engine), second)
    return document_types()["police_clearance"].extract([page], readers).get("nik")


PRINTED = scan("NIK : 3507994304980000")


def test_two_readers_that_agree_are_sure():
    field = nik(PRINTED, Saying("3507994304980000"))

    assert (field.text, field.status) == ("3507994304980000", FieldStatus.OK)
    assert [reading.engine for reading in field.readings] == ["pdf", "second"]


def test_a_number_that_the_second_reader_contradicts_is_doubtful():
    field = nik(PRINTED, Saying("3507994304930000"))

    assert field.status is FieldStatus.DOUBTFUL
    assert {reading.value for reading in field.readings} == {"3507994304980000", "3507994304930000"}


def test_what_the_first_reader_missed_on_the_page_and_sees_alone_is_sure():
    page = scan("NIK : 3507994304930000", confidence=0.4)
    field = nik(page, Saying("3507994304980000"), alone="3507994304980000")

    assert (field.text, field.status) == ("3507994304980000", FieldStatus.OK)


def test_a_first_reader_that_repeats_itself_leaves_a_contradiction_open():
    field = nik(PRINTED, Saying("3507994304930000"), alone="3507994304980000")

    assert field.status is FieldStatus.DOUBTFUL


def test_a_value_that_the_first_reader_left_out_is_read_at_its_place():
    field = nik(scan([(0.1, "NIK"), (0.38, ":")]), Saying("3507994304980000"))

    assert field.text == "3507994304980000"
    assert field.region is not None
    assert field.region.x0 >= 0.1


def test_no_second_reader_and_no_value_is_no_field():
    page = scan([(0.1, "NIK"), (0.38, ":")])

    assert "nik" not in document_types()["police_clearance"].extract([page], Readers(NoEngine()))


def test_spaces_that_the_second_reader_loses_change_nothing():
    page = scan("Nama : DEWI SRI LESTARI")
    field = document_types()["police_clearance"].extract([page], Readers(NoEngine(), Saying("DEWISRILESTARI")))["name"]

    assert (field.text, field.status) == ("DEWI SRI LESTARI", FieldStatus.OK)
