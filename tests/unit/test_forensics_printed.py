"""Printed electronic signatures and e-meterai, among words and codes as readers give them."""

import pytest

from extractors.model import Region, Word
from validators.forensics.check import Measured, load, run
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.program import NO_PIXELS
from validators.forensics.strata import Stratum

SERIAL = "A0B1C2D3E4F5G6H7I8J9K0"


def row(text: str, y: float = 0.5, x: float = 0.1, *, sure: float = 0.95) -> list[Word]:
    words, at = [], x
    for part in text.split():
        wide = 0.012 * len(part)
        words.append(Word(text=part, region=Region.clipped(0, at, y, at + wide, y + 0.012), confidence=sure))
        at += wide + 0.01
    return words


def code(text: str, y: float = 0.5, x: float = 0.1) -> tuple[str, Region]:
    return text, Region.clipped(0, x, y, x + 0.08, y + 0.06)


def seen(check: str, *rows: list[Word], codes: tuple[tuple[str, Region], ...] = ()) -> list[Measured]:
    words = tuple(word for words in rows for word in words)
    sheet = Sheet(0, NO_PIXELS, words=words, codes=codes)
    found = run(load()[check], Exhibit(b"", "image/jpeg", Stratum.RECOMPRESSED, (sheet,)))
    assert found.measured  # looked at, also where nothing is seen
    return [one for one in found.measured if "mark" in one.facts]


# -- e-meterai ---------------------------------------------------------------------------------------------------------


def test_a_stamp_is_told_with_its_serial():
    (one,) = seen(
        "emeterai",
        row("METERAI ELEKTRONIK"),
        row("10000", 0.52),
        row("SEPULUH RIBU RUPIAH", 0.54),
        row(SERIAL, 0.56),
        row("BAMBANG 3276015508950001", 0.6),
    )
    assert (one.facts["serial"], one.facts["source"]) == (SERIAL, "words")
    assert one.region is not None
    assert one.region.y0 == pytest.approx(0.5)


@pytest.mark.parametrize(
    "text", ["3276015508950001", "197001011990031001", "SEPULUHRIBURUPIAH", "1234567890123"],
    ids=["a NIK", "a civil servant's number", "words", "a licence's number"],
)  # fmt: skip
def test_other_numbers_beside_a_stamp_are_no_serials(text):
    (one,) = seen("emeterai", row("METERAI ELEKTRONIK"), row("10000", 0.52), row(text, 0.54))
    assert "serial" not in one.facts


def test_a_serial_that_was_read_badly_is_not_taken():
    (one,) = seen("emeterai", row("METERAI ELEKTRONIK"), row("10000", 0.52), row(SERIAL, 0.54, sure=0.5))
    assert "serial" not in one.facts


@pytest.mark.parametrize("text", [SERIAL, f"SN={SERIAL};T=10000", "kode-unik-77"])
def test_the_stamp_s_code_gives_the_serial(text):
    (one,) = seen("emeterai", row("METERAI ELEKTRONIK"), codes=(code(text, 0.52),))
    assert one.facts["source"] == "code"
    assert one.facts["serial"] == (SERIAL if SERIAL in text else text)


def test_a_clause_about_stamps_is_no_stamp():
    text = "Perjanjian ini dibubuhi METERAI ELEKTRONIK oleh para pihak"
    assert not seen("emeterai", row(text), row("Rp 10000", 0.9), codes=(code("X1", 0.05),))


def test_two_stamps_are_two():
    found = seen(
        "emeterai",
        row("METERAI ELEKTRONIK"),
        row(SERIAL, 0.52),
        row("METERAI ELEKTRONIK", 0.8),
        row(SERIAL.replace("A", "B"), 0.82),
    )
    assert len({one.facts["serial"] for one in found}) == 2


# -- electronic signatures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE",
        "Ditandatangani secara elektronik oleh:",
        "This document is digitally signed",
    ],
)
def test_the_sentence_of_an_electronic_signature_is_one_mark(text):
    (one,) = seen("printed_signature", row(text))
    assert one.facts["mark"] == "sentence"


def test_a_sentence_over_two_lines_is_seen():
    assert seen("printed_signature", row("Ditandatangani secara"), row("elektronik oleh: PEJABAT", 0.52))


@pytest.mark.parametrize(
    "text",
    [
        "Perjanjian ini dapat ditandatangani secara elektronik",
        "This contract may be digitally signed",
        "Ditandatangani oleh para pihak di Semarang",
    ],
)
def test_a_clause_about_signing_is_no_signature(text):
    assert not seen("printed_signature", row(text))


@pytest.mark.parametrize(
    ("text", "body"),
    [("https://tte.kominfo.go.id/verifyPDF", "komdigi"), ("https://bsre.bssn.go.id/x", "bsre"),
     ("HTTP://PRIVY.ID/A", "privy")],
)  # fmt: skip
def test_a_code_of_a_body_that_vouches_is_a_mark_with_its_sentence(text, body):
    (one,) = seen("printed_signature", row("Ditandatangani secara elektronik", 0.51, 0.2), codes=(code(text),))
    assert (one.facts["mark"], one.facts["body"]) == ("code", body)


def test_another_code_is_nobody_s_business_here():
    assert not seen("printed_signature", codes=(code("https://klinik.example/"),))
