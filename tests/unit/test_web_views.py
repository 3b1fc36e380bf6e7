"""What the review pages show is computed without HTML, HTTP or database; here is what a reader would notice."""

import datetime as dt
import string
from itertools import pairwise

import pytest

from extractors.errors import FailureCode
from extractors.model import FieldStatus, Page, Quality, ReadingSource, Region
from tests.fixtures.paper_case import paper
from tests.fixtures.review_case import review_case
from validators.model import (
    Cause,
    DocumentFlag,
    Element,
    Mode,
    NextStep,
    Overall,
    ProtectionFlag,
    Reason,
    Severity,
    Stage,
)
from worker.storage.records import CaseRow, UploadState
from worker.web.errors import STATUS, ApiCode, error_response
from worker.web.locale import Language, Translator, sentences
from worker.web.reasons import REASONS, DecisionOutcome, ReasonCode, problems
from worker.web.views.case import CaseFile, CaseView, case_view, worker_name
from worker.web.views.geometry import LABEL_PITCH_PX, SMALLEST_DISPLAY_PX, Box, Sheet, place_labels, upright
from worker.web.views.privacy import masked
from worker.web.views.tables import facts
from worker.web.views.times import age, clock_time
from worker.web.views.viewer import Wish

ID, EN = Translator(Language.ID), Translator(Language.EN)


def view_of(wish: Wish | None = None, t: Translator = ID) -> CaseView:
    made = review_case()
    row = CaseRow("c" * 24, "p", "PMI-2026-0417", Stage.PRE_DEPARTURE, None, None, made.case.case.received_at, 4, 1, 4)
    return case_view(CaseFile(row, made.case), wish or Wish(), t)


def test_a_finding_of_a_rule_on_trial_is_told_as_a_note() -> None:
    made = review_case().case
    worst = view_of().findings[0]
    tried = tuple(
        run.model_copy(update={"status": "preview"}) if run.rule == worst.rule else run for run in made.checks
    )
    row = CaseRow("c" * 24, "p", "PMI-2026-0417", Stage.PRE_DEPARTURE, None, None, made.case.received_at, 4, 1, 4)
    shown = case_view(CaseFile(row, made.model_copy(update={"checks": tried})), Wish(), ID)
    assert worst.rule not in {one.rule for one in shown.findings}
    assert worst.rule in {one.rule for one in shown.notes}


# -- the catalogues --------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_sentences() -> None:
    assert set(sentences(Language.ID)) == set(sentences(Language.EN))


def test_sentences_have_the_same_places_in_both_languages_and_none_is_empty() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, text in sentences(Language.ID).items():
        assert places(text) == places(sentences(Language.EN)[key]), key
        assert text.strip(), key
        assert sentences(Language.EN)[key].strip(), key


@pytest.mark.parametrize(
    ("section", "codes"),
    [
        ("flag", ["protection", *DocumentFlag]),
        ("flag_sentence", ["protection", *DocumentFlag]),
        ("document_axis", DocumentFlag),
        ("protection_axis", ProtectionFlag),
        ("next_step", NextStep),
        ("next_step_sentence", NextStep),
        ("severity", Severity),
        ("cause", Cause),
        ("reason", Reason),
        ("stage", Stage),
        ("overall", Overall),
        ("element", Element),
        ("mode", Mode),
        ("field_status", FieldStatus),
        ("reading_source", ReadingSource),
        ("files", UploadState),
        ("outcome", DecisionOutcome),
        ("outcome_hint", DecisionOutcome),
        ("reason_code", ReasonCode),
        ("api_error", ApiCode),
    ],
)
def test_every_code_has_its_word(section: str, codes: list[str]) -> None:
    missing = [code for code in codes if f"{section}.{code}" not in sentences(Language.ID)]
    assert missing == []


def test_no_sentence_calls_anyone_a_forger() -> None:
    for language in Language:
        told = " ".join(sentences(language).values()).lower()
        for word in ("pemalsu", "penipu", "pelaku", "forger", "fraudster", "criminal", "suspect", "palsu"):
            assert word not in told, (language, word)


def test_every_api_error_has_a_status_and_both_languages() -> None:
    assert set(STATUS) == set(ApiCode)
    for code in ApiCode:
        assert error_response(code).status_code == STATUS[code]


# -- geometry --------------------------------------------------------------------------------------------------------


def page(rotation: int, wide: int = 400, high: int = 300) -> Page:
    quality = Quality(sharpness=1, glare=0, card_width_px=None)
    return Page(
        index=0, width_px=wide, height_px=high, dpi=None, image_sha256="a" * 64, rotation=rotation, quality=quality
    )


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (0, Box(0.1, 0.2, 0.3, 0.6)),
        (90, Box(0.4, 0.1, 0.8, 0.3)),  # the left edge of the stored page is the top of the upright one
        (180, Box(0.7, 0.4, 0.9, 0.8)),
        (270, Box(0.2, 0.7, 0.6, 0.9)),
    ],
)
def test_a_stored_region_turns_with_its_page(rotation: int, expected: Box) -> None:
    turned = upright(Region(page=0, x0=0.1, y0=0.2, x1=0.3, y1=0.6), rotation)
    for name in ("x0", "y0", "x1", "y1"):
        assert getattr(turned, name) == pytest.approx(getattr(expected, name))


def test_a_turned_sheet_has_its_sides_swapped() -> None:
    assert (Sheet.of(page(90)).width, Sheet.of(page(90)).height) == (300, 400)
    assert (Sheet.of(page(180)).width, Sheet.of(page(180)).height) == (400, 300)


def test_labels_of_close_boxes_do_not_cover_each_other_on_a_telephone() -> None:
    sheet = Sheet.of(page(0, 1000, 630))
    labels = place_labels([Box(0.1, 0.20 + step / 100, 0.3, 0.21 + step / 100) for step in range(5)], sheet)
    heights = sorted(label.y * SMALLEST_DISPLAY_PX * sheet.height / sheet.width for label in labels)
    assert {label.side for label in labels} == {"left"}
    assert all(after - before >= LABEL_PITCH_PX - 0.1 for before, after in pairwise(heights))
    assert all(0 <= label.y <= 1 for label in labels)


def test_more_labels_than_a_page_has_room_for_stay_on_the_page_in_order() -> None:
    labels = place_labels([Box(0.1, 0.9, 0.2, 0.95) for _ in range(40)], Sheet.of(page(0, 1000, 500)))
    heights = [label.y for label in labels]
    assert heights == sorted(heights)
    assert heights[0] >= 0
    assert heights[-1] <= 1


# -- one case --------------------------------------------------------------------------------------------------------


def test_findings_come_protection_first_and_notes_apart() -> None:
    view = view_of()
    assert [one.rule for one in view.findings] == ["AGY001", "CON003", "NIK003"]
    assert [one.number for one in view.findings] == [1, 2, 3]
    assert [one.rule for one in view.notes] == ["TYP001", "NIK005"]


def test_a_case_bears_the_name_of_whatever_paper_names_the_worker() -> None:
    case = review_case().case
    letter = paper("police_clearance", "D001", name="SITI NUR AMINAH")
    assert worker_name(case.model_copy(update={"documents": (letter,)})) == "SITI NUR AMINAH"
    assert worker_name(case.model_copy(update={"documents": ()})) == ""


def test_what_agrees_is_told_as_plainly_as_what_does_not() -> None:
    view = view_of()
    assert {check.rule for check in view.passed} == {"NIK001", "NIK004", "MRZ001", "CON001", "AGE001"}
    assert {check.rule: check.reason for check in view.unchecked} == {
        "REG002": ID("reason.registry_unavailable"),
        "NIK002": ID("reason.unreadable"),
    }
    assert (view.checked, view.applicable) == (10, 12)


def test_the_viewer_opens_at_the_first_finding_and_follows_the_wish() -> None:
    assert view_of().viewer.picture is not None
    assert [mark.label for mark in view_of().viewer.picture.marks] == ["1a", "2a"]
    wished = view_of(Wish(document="D003", page=1)).viewer
    assert [mark.label for mark in wished.picture.marks] == ["1b"]
    assert wished.following is None
    assert wished.previous is not None


def test_two_findings_on_one_value_have_frames_of_two_sizes() -> None:
    marks = {mark.label: mark.box for mark in view_of(Wish(document="D001")).viewer.picture.marks}
    assert marks["3a"] != marks["5"]
    assert marks["5"].x0 < marks["3a"].x0
    assert marks["3a"].x1 < marks["5"].x1


def test_a_wish_for_what_is_not_there_shows_what_is() -> None:
    assert view_of(Wish(document="D999", page=77)).viewer.picture is not None
    assert view_of(Wish(document="D001", page=77)).viewer.picture is not None


def test_a_file_that_failed_says_why_instead_of_a_picture() -> None:
    shown = view_of(Wish(document="D004"), EN).viewer
    assert shown.picture is None
    assert shown.failure == "The file is empty. Send the document again."
    assert FailureCode.EMPTY_FILE == "empty_file"


def test_answers_carry_mode_date_and_words() -> None:
    dukcapil, immigration, p3mi = view_of().answers
    assert dukcapil.mode is Mode.FIXTURE
    assert dukcapil.as_of == "4 Mei 2026, 09.15 WIB"
    assert (immigration.overall, immigration.as_of) == (Overall.UNAVAILABLE, "")
    assert ("Status izin", "Dicabut") in p3mi.details
    assert ("Sejak", "3 Mar 2026") in p3mi.details


# -- small words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PMI-3201014109900000", "PMI-•••000"),
        ("3201014109900001", "•••001"),
        ("paspor X0000417.jpg", "paspor •••417.jpg"),
        ("PMI-2026-0417", "PMI-2026-0417"),
        ("SITI CONTOH", "SITI CONTOH"),
    ],
)
def test_personal_numbers_are_masked_in_lists(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("seconds", "indonesian", "english"),
    [
        (5, "baru saja", "just now"),
        (61, "1 menit lalu", "1 minute ago"),
        (7200, "2 jam lalu", "2 hours ago"),
        (3 * 86400 + 5, "3 hari lalu", "3 days ago"),
    ],
)
def test_ages_in_words(seconds: int, indonesian: str, english: str) -> None:
    now = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
    then = now - dt.timedelta(seconds=seconds)
    assert age(then, now, ID) == indonesian
    assert age(then, now, EN) == english


def test_times_are_told_in_western_indonesian_time() -> None:
    late = dt.datetime(2026, 12, 31, 18, 5, tzinfo=dt.UTC)
    assert clock_time(late, Language.ID) == "1 Jan 2027, 01.05 WIB"
    assert clock_time(late, Language.EN) == "1 Jan 2027, 01:05 WIB"


# -- decisions -------------------------------------------------------------------------------------------------------


def test_every_reason_belongs_to_a_conclusion() -> None:
    offered = {code for codes in REASONS.values() for code in codes}
    assert offered | {ReasonCode.OTHER} == set(ReasonCode)


@pytest.mark.parametrize(
    ("outcome", "reason", "note", "wrong"),
    [
        ("accept", "FALSE_ALARM_OCR", "", []),
        ("refer_protection", "OTHER", "telepon atase", []),
        ("accept", "OTHER", "  ", ["decision.error_note"]),
        ("accept", "PROTECTION_REFERRAL", "", ["decision.error_pair"]),
        ("", "", "", ["decision.error_outcome", "decision.error_reason"]),
        ("accept", "ALL_IN_ORDER", "x" * 2001, ["decision.error_note_long"]),
        ("guilty", "ALL_IN_ORDER", "", ["decision.error_outcome"]),
    ],
)
def test_a_decision_needs_a_conclusion_and_a_reason_that_fit(
    outcome: str, reason: str, note: str, wrong: list[str]
) -> None:
    assert problems(outcome, reason, note) == wrong


def test_what_a_picture_is_stands_beside_its_quality() -> None:
    quality = Quality(sharpness=1, glare=0, card_width_px=None, reasons=("blur",), facts=("screen",))
    page = Page(index=0, width_px=9, height_px=9, dpi=None, image_sha256="a" * 64, rotation=0, quality=quality)
    assert facts(page, Translator(Language.EN)) == ("photo of a screen",)
    assert facts(page, Translator(Language.ID)) == ("foto dari layar",)


@pytest.mark.parametrize("language", list(Language))
def test_every_status_of_a_field_has_a_plain_word(language: Language) -> None:
    t = Translator(language)
    words = [t(f"field_status.{status}") for status in FieldStatus]
    assert len(set(words)) == len(FieldStatus)
    assert not any("field_status" in word for word in words)


def test_what_held_two_sources_against_each_other_agrees_first() -> None:
    assert view_of().passed[0].rule == "CON001"
