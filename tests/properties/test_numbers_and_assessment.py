"""Laws that hold for every number and every case."""

from datetime import date

from hypothesis import given, settings, strategies as st

from tests.fixtures.paper_case import PACKS, agreeing, answer, contract, ktp, paper, passport
from validators.assessment import assess
from validators.model import Cause, DocumentFlag, Outcome, Overall, Reason, RuleRun, Severity
from validators.names import Likeness, compare
from validators.numbers import mrz, nik, passport_number

POLICY = PACKS.policy
CALM = settings(deadline=None)  # the machine may be busy; time is measured in bench/
LINE_2 = "X0000000<1IDN9508152F3401011<<<<<<<<<<<<<<<2"
CHECKED = [place for place in range(44) if place not in {10, 11, 12, 20}]
DOCUMENTS = (ktp(), passport(), contract())
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"


def _value(character: str) -> int:
    return 0 if character == "<" else ALPHABET.index(character)


@CALM
@given(st.text(max_size=60))
def test_compact_is_idempotent_and_nothing_but_a_number_error_is_raised(text: str) -> None:
    for module in (nik, passport_number, mrz):
        compact = module.compact(text)
        assert module.compact(compact) == compact
        assert module.is_valid(text) == module.is_valid(compact)


@CALM
@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.booleans(), st.integers(1, 9999))
def test_every_nik_that_a_registrar_can_issue_is_valid(birth: date, woman: bool, serial: int) -> None:
    number = f"327601{birth.day + 40 * woman:02}{birth:%m%y}{serial:04}"
    parts = nik.parts(number)
    assert birth in parts.births
    assert (parts.sex is nik.Sex.FEMALE) == woman
    assert nik.birth_date(number, printed=birth, today=date(2026, 11, 22)) == birth


@CALM
@given(st.sampled_from(CHECKED), st.sampled_from(ALPHABET))
def test_every_change_of_a_checked_column_shows_unless_both_weigh_alike(place: int, character: str) -> None:
    changed = LINE_2[:place] + character + LINE_2[place + 1 :]
    alike = (_value(character) - _value(LINE_2[place])) % 10 == 0
    is_check_digit = place in {9, 19, 27, 42, 43}
    if changed != LINE_2 and (is_check_digit or not alike):
        # The digit of an unused optional part may be a filler or a zero.
        assert mrz.is_valid(changed) == (place == 42 and character == "0")


@CALM
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ '.-,<", max_size=50), st.text("ABIUOEHSTRN '.,", max_size=40))
def test_names_compare_alike_in_both_directions_and_with_themselves(one: str, other: str) -> None:
    assert compare(one, other).likeness is compare(other, one).likeness
    assert compare(one, one).likeness is not Likeness.DIFFERENT


@CALM
@given(st.lists(st.text("ABCDEIKLMNORSTUWY", min_size=4, max_size=9), min_size=2, max_size=4, unique=True), st.data())
def test_the_order_of_words_never_makes_a_name_different(words: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(words))
    assert compare(" ".join(words), "<".join(shuffled)).likeness in {Likeness.SAME, Likeness.COMPATIBLE}


def _run(  # noqa: PLR0917  # hypothesis draws each part by its place
    code: int, outcome: Outcome, severity: Severity, cause: Cause, reason: Reason, documents: list[str]
) -> RuleRun:
    return RuleRun(
        rule=f"TST{code:03}",
        version=1,
        status="stable",
        title={"id": "-", "en": "-"},  # type: ignore[arg-type]  # pydantic makes the text
        outcome=outcome,
        severity=severity,
        cause=cause,
        reason=reason if outcome is Outcome.INDETERMINATE else None,
        documents=tuple(documents),
        basis=(),
        innocent=(),
    )


RUN = st.builds(
    _run,
    st.integers(0, 99),
    st.sampled_from(Outcome),
    st.sampled_from(Severity),
    st.sampled_from(Cause),
    st.sampled_from(Reason),
    st.lists(st.sampled_from(["D001", "D002", "D003"]), min_size=1, max_size=3, unique=True),
)
RUNS = st.lists(RUN, max_size=8)
PAPERS = st.sampled_from(
    [
        DOCUMENTS,
        (ktp(nik=None), *DOCUMENTS[1:]),
        (paper("unknown"),),
        (),
        (*DOCUMENTS, paper("ktp", "D004", failed="damaged")),
    ]
)
ORDER = list(DocumentFlag)


@CALM
@given(RUNS, PAPERS, st.randoms())
def test_the_order_of_runs_does_not_matter(runs: list[RuleRun], papers: tuple, random) -> None:  # type: ignore[type-arg, no-untyped-def]
    shuffled = list(runs)
    random.shuffle(shuffled)
    assert assess(runs, papers, agreeing(), POLICY) == assess(shuffled, papers, agreeing(), POLICY)


@CALM
@given(RUNS, PAPERS, RUN)
def test_a_passed_run_never_makes_anything_worse(runs: list[RuleRun], papers: tuple, one: RuleRun) -> None:  # type: ignore[type-arg]
    passed = one.model_copy(update={"outcome": Outcome.PASSED, "reason": None})
    before, after = (assess(each, papers, agreeing(), POLICY) for each in (runs, [*runs, passed]))
    assert ORDER.index(after.document) >= ORDER.index(before.document)
    assert after.protection == before.protection
    assert after.priority <= before.priority
    assert (after.coverage or 0) >= (before.coverage or 0)


@CALM
@given(RUNS, PAPERS, RUN)
def test_a_flagged_run_never_makes_anything_better(runs: list[RuleRun], papers: tuple, one: RuleRun) -> None:  # type: ignore[type-arg]
    passed = one.model_copy(update={"outcome": Outcome.PASSED, "reason": None, "rule": "TST999"})
    flagged = one.model_copy(update={"outcome": Outcome.FLAGGED, "reason": None})
    # A passed run stands on both sides, so that only the flag differs.
    before, after = (assess(each, papers, agreeing(), POLICY) for each in ([passed, *runs], [passed, *runs, flagged]))
    assert ORDER.index(after.document) <= ORDER.index(before.document)
    assert after.priority >= before.priority


@CALM
@given(RUNS, PAPERS.filter(bool), st.sampled_from([Overall.UNAVAILABLE, Overall.NOT_CONFIGURED, Overall.QUOTA]))
def test_a_silent_registry_makes_a_case_neither_clear_nor_suspect(
    runs: list[RuleRun], papers: tuple, how: Overall
) -> None:  # type: ignore[type-arg]
    told = agreeing()
    silent = (answer("immigration", "D002", how), told[0], told[2])
    with_answer, without = (assess(runs, papers, each, POLICY) for each in (told, silent))
    assert without.document is not DocumentFlag.CLEAR
    assert without.document in {with_answer.document, DocumentFlag.UNVERIFIED}
    assert without.protection == with_answer.protection


@CALM
@given(RUNS, PAPERS)
def test_bad_photos_and_missing_papers_never_exceed_unreadable(runs: list[RuleRun], papers: tuple) -> None:  # type: ignore[type-arg]
    soft = [run for run in runs if run.cause in {Cause.CAPTURE_QUALITY, Cause.COMPLETENESS}]
    found = assess(soft, papers, agreeing(), POLICY)
    assert found.document in {DocumentFlag.UNREADABLE, DocumentFlag.UNVERIFIED, DocumentFlag.CLEAR}
    assert found.protection == "none"
