"""What each language of a contract says, also where its texts stand far from each other."""

from dataclasses import replace

from extractors.documents.work_contract import extract
from tests.fixtures.paper_case import paper, subject
from tests.fixtures.word_page import READERS, page_of
from validators.model import Outcome
from validators.rule import load, run

ENGLISH = (
    "Article 1",
    "The Employer shall pay the Worker a wage of RM 1,700.00 per month.",
    "Article 2",
    "The period of this contract is 24 months.",
    "Article 3",
    "The Worker shall work 8 hours per day and has one rest day every week.",
    "Article 4",
    "The Employer may deduct RM 100.00 per month for the room from the wages.",
)
INDONESIAN = (
    "Pasal 1",
    "Majikan membayar upah kepada Pekerja sebesar RM 1.900,00 setiap bulan.",
    "Pasal 2",
    "Masa perjanjian ini adalah 36 bulan.",
    "Pasal 3",
    "Pekerja bekerja selama 10 jam per hari dan mendapat 1 hari libur per bulan.",
    "Pasal 4",
    "Majikan memotong RM 150,00 setiap bulan untuk kamar dari upah.",
)
BETWEEN = tuple(f"{number}. The parties keep the law of the place." for number in range(5, 25))


def said(*rows):
    field = extract([page_of(rows)], READERS).get("translations")
    items = field.value if field is not None else []
    return {(item["field"], item["language"]): item["value"] for item in items}


def test_each_language_keeps_its_own_terms_however_far_apart():
    found = said("EMPLOYMENT CONTRACT / PERJANJIAN KERJA", *ENGLISH, *BETWEEN, *INDONESIAN)

    wanted = {
        "wage_amount": ("1700", "1900"),
        "wage_currency": ("MYR", "MYR"),
        "wage_period": ("month", "month"),
        "duration_months": ("24", "36"),
        "working_hours": ("8 hours per day", "10 jam per hari"),
        "deductions": ("100 MYR", "150 MYR"),
    }
    for name, (english, indonesian) in wanted.items():
        assert (found[name, "en"], found[name, "id"]) == (english, indonesian), name


def test_columns_side_by_side_are_told_apart():
    rows = [[(0.08, left), (0.53, right)] for left, right in (
        ("Perjanjian kerja ini dibuat oleh kedua pihak.", "This contract is made by the two parties."),
        ("Pihak pertama wajib menyediakan kamar.", "The first party shall provide a room."),
        ("Pekerja dibayar upah setiap bulan dan", "The worker is paid a wage each month and"),
        ("mendapat makan tiga kali dalam sehari.", "receives food three times in a day."),
        ("Upah: RM 1.900,00 per bulan.", "Wage: RM 1,700.00 per month."),
        ("Pihak kedua wajib bekerja dengan baik.", "The second party shall work well."),
    )]  # fmt: skip

    found = said("PERJANJIAN KERJA / EMPLOYMENT CONTRACT", *rows)

    assert (found["wage_amount", "id"], found["wage_amount", "en"]) == ("1900", "1700")


def test_a_line_in_both_languages_is_of_neither():
    found = said("PERJANJIAN KERJA", "Upah pokok setiap bulan / Basic wage of the month : RM 1.900,00")

    assert not [key for key in found if key[0] == "wage_amount"]


def test_malay_is_not_called_indonesian():
    found = said(
        "KONTRAK PEKERJAAN",
        "Syarikat hendaklah membayar kepada pekerja dalam tempoh ini elaun rehat.",
        "Tarikh mula ialah 1 Julai 2026 dan jawatan mestilah sama. Penamatan bahawa syarikat.",
        "Majikan hendaklah membayar gaji kepada pekerja sebanyak RM 1,700.00 setiap bulan.",
    )

    assert found["wage_amount", "ms"] == "1700"


def test_the_places_lie_on_their_own_lines():
    field = extract([page_of(("PERJANJIAN KERJA", *ENGLISH, *BETWEEN, *INDONESIAN))], READERS)["translations"]

    tops = [item["region"]["y0"] for item in field.value if item["field"] == "wage_amount"]
    assert len(set(tops)) == 2
    assert all(item["confidence"] == 1.0 for item in field.value)


def judged(*rows):
    document = paper("work_contract").model_copy(update={"fields": extract([page_of(rows)], READERS)})
    return run(load()["LNG001"], replace(subject(document), document=document))


def test_from_the_page_to_the_finding():
    found = judged("EMPLOYMENT CONTRACT / PERJANJIAN KERJA", *ENGLISH, *BETWEEN, *INDONESIAN)

    assert found.outcome is Outcome.FLAGGED
    messages = [finding.message.en for finding in found.findings]
    assert "Wage: the English text says 1700 MYR, the Indonesian text 1900 MYR." in messages[0]
    assert len(messages) == 5
    for finding in found.findings:
        assert len({proof.region.y0 for proof in finding.evidence}) == 2


def test_two_texts_that_agree_pass():
    agreeing = (
        "Majikan membayar upah kepada Pekerja sebesar RM 1.700,00 setiap bulan.",
        "Masa perjanjian ini adalah 24 bulan.",
        "Pekerja bekerja selama 8 jam per hari dan mendapat 1 hari libur per minggu.",
        "Majikan memotong RM 100,00 setiap bulan untuk kamar dari upah.",
    )

    assert judged("EMPLOYMENT CONTRACT", *ENGLISH, *BETWEEN, *agreeing).outcome is Outcome.PASSED
