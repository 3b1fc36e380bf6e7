"""Sentences that may bind the worker, from the words on a page to what the rules say of them."""

import pytest

from extractors.document_type import document_types
from tests.fixtures.paper_case import paper, subject
from tests.fixtures.word_page import READERS, page_of
from validators.model import Outcome
from validators.rule import load, run, subjects

HEAD = (
    "PERJANJIAN KERJA", "Nama Pekerja : SITI NUR AMINAH", "Nomor Paspor : X0000000",
    "Nama Majikan : CONTOH CO LTD", "Jabatan : PENATA LAKSANA RUMAH TANGGA", "",
)  # fmt: skip


def sentences(*rows: str, kind: str = "work_contract", confidence: float = 1.0) -> list[dict[str, object]]:
    fields = document_types()[kind].extract([page_of([*HEAD, *rows], confidence=confidence)], READERS)
    value = fields["sentences"].value if "sentences" in fields else []
    assert isinstance(value, list)
    return value


def texts(*rows: str, kind: str = "work_contract") -> list[str]:
    return [str(entry["text"]) for entry in sentences(*rows, kind=kind)]


def outcome(code: str, *rows: str, confidence: float = 1.0) -> Outcome:
    """What a rule says of a contract with these lines."""
    fields = document_types()["work_contract"].extract([page_of([*HEAD, *rows], confidence=confidence)], READERS)
    rule = load()[code]
    (each,) = subjects(rule, subject(paper("work_contract", **fields)))
    return run(rule, each).outcome


@pytest.mark.parametrize("kind", ["work_contract", "placement_agreement"])
def test_a_sentence_of_a_subject_is_taken_down_as_printed(kind: str) -> None:
    found = sentences(
        "Pasal 7", "Pekerja menerima makan. Paspor pekerja disimpan oleh", "majikan selama masa kontrak. Upah dibayar.",
        kind=kind,
    )  # fmt: skip
    told = [entry for entry in found if "disimpan" in str(entry["text"])]
    assert [entry["text"] for entry in told] == ["Paspor pekerja disimpan oleh majikan selama masa kontrak."]
    assert told[0]["topic"] == "papers"
    assert told[0]["region"] is not None
    assert told[0]["confidence"] == 1.0


def test_a_sentence_of_no_subject_is_not_taken_down() -> None:
    assert not any("makan" in text for text in texts("Majikan menyediakan makan. Upah dibayar tiap bulan."))


def test_an_entry_of_the_form_is_no_part_of_a_sentence() -> None:
    (found,) = texts("Majikan menyimpan salinan.")
    assert found.endswith("Majikan menyimpan salinan.")
    assert "Paspor" not in found


def test_a_sentence_said_twice_is_taken_down_once() -> None:
    said = "Pekerja menerima satu salinan."
    assert texts(said, said).count(said) == 1


def test_an_article_begins_a_sentence_though_no_stop_ends_the_one_before() -> None:
    assert "Pasal 8 Majikan tidak boleh menahan paspor." in texts(
        "Denda tidak dikenakan kepada pekerja", "Pasal 8", "Majikan tidak boleh menahan paspor."
    )


def test_a_long_list_is_cut_around_its_subject() -> None:
    long = ["kata " * 16 for _ in range(15)]
    (found,) = [text for text in texts(*long, "salinan disimpan agensi", *long) if "salinan" in text]
    assert len(found) <= 420


@pytest.mark.parametrize(
    ("code", "line", "expected"),
    [
        ("PRO001", "Paspor pekerja disimpan oleh majikan.", Outcome.FLAGGED),
        ("PRO001", "Majikan tidak boleh menahan paspor pekerja.", Outcome.PASSED),
        ("PRO002", "Pekerja wajib melunasi utang kepada agensi.", Outcome.FLAGGED),
        ("PRO003", "Pekerja yang mengundurkan diri wajib membayar denda.", Outcome.FLAGGED),
        ("PRO003", "CPMI wajib mengembalikan seluruh biaya apabila membatalkan keberangkatan.", Outcome.FLAGGED),
        ("PRO004", "Pekerja tidak mendapat hari libur.", Outcome.FLAGGED),
        ("PRO004", "Pekerja berhak atas satu hari libur setiap minggu.", Outcome.PASSED),
        ("PRO005", "Semua salinan disimpan oleh agensi.", Outcome.FLAGGED),
    ],
)
def test_from_the_page_to_the_rule(code: str, line: str, expected: Outcome) -> None:
    assert outcome(code, "Pasal 9", line) is expected


def test_a_sentence_that_was_read_badly_is_left_open() -> None:
    assert outcome("PRO001", "Paspor pekerja disimpan oleh majikan.", confidence=0.4) is Outcome.INDETERMINATE
