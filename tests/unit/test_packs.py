"""Packs: dated rows with sources, checked when they are read; faults named by file, row and column."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import validators.packs
from tests.fixtures.paper_case import PACKS
from validators.model import DocumentFlag, ProtectionFlag
from validators.packs import FILES, WrongPacks, all_in_force, in_force, parse
from validators.packs.ageing import Ageing, notices
from validators.packs.faults import Fault
from validators.packs.rows import Row

ROW = 'source = "UU 18/2017"\nretrieved = 2026-11-22\nyears = 18\n'
FLOORS = "destination,jobs,amount,currency,period,valid_from,valid_to,retrieved,source\n"
NAMES = [file.rpartition(".")[0] for file in FILES]


def files(**changed: str) -> dict[str, bytes]:
    """Our packs with some replaced, by pack name."""
    folder = Path(validators.packs.__file__).parent
    return {
        file: changed[name].encode() if (name := file.rpartition(".")[0]) in changed else (folder / file).read_bytes()
        for file in FILES
    }


def faults(**changed: str) -> tuple[Fault, ...]:
    with pytest.raises(WrongPacks) as caught:
        parse(files(**changed))
    return caught.value.faults


def first_of(**changed: str) -> str:
    return faults(**changed)[0].text.en


# what our own packs say


@pytest.mark.parametrize("name", NAMES)
def test_every_row_carries_its_source_and_day(name: str) -> None:
    rows = PACKS.rows(name)
    assert rows
    assert all(row.source and row.retrieved >= date(2026, 11, 22) for row in rows)
    assert len(PACKS.versions[name]) == 64


def test_the_folder_holds_the_packs_and_no_other_data() -> None:
    folder = Path(validators.packs.__file__).parent
    assert {path.name for path in folder.iterdir() if path.suffix in {".toml", ".csv"}} == set(FILES)
    assert set(PACKS.versions) == set(NAMES)


def test_an_unknown_pack_has_no_rows() -> None:
    with pytest.raises(KeyError):
        PACKS.rows("versions")


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2022, 10, 11), 5), (date(2022, 10, 12), 10), (date(2026, 11, 22), 10)],
)
def test_the_row_of_the_day_counts(day: date, years: int) -> None:
    row = in_force(PACKS.passport_validity, day)
    assert row is not None
    assert (row.adult_years, row.minor_years) == (years, 5)


def test_no_row_before_the_first() -> None:
    assert in_force(PACKS.passport_validity, date(2014, 10, 29)) is None
    assert in_force(PACKS.minimum_age, date(2017, 11, 21)) is None


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2017, 11, 21), 0), (date(2018, 1, 1), 9), (date(2021, 1, 1), 15)],
)
def test_clauses_are_asked_for_from_the_day_of_their_law(day: date, count: int) -> None:
    held = all_in_force(PACKS.contract_clauses, day)
    assert len(held) == count
    assert {row.code for row in held} <= {f"C{number}" for number in range(1, 16)}


def floor(destination: str, jobs: str, day: date, period: str = "month") -> Decimal | None:
    rows = [row for row in PACKS.wage_floors if (row.destination, row.jobs) == (destination, jobs)]
    row = in_force(rows, day)
    return row.per(period) if row else None


@pytest.mark.parametrize(
    ("destination", "jobs", "day", "amount"),
    [
        ("HKG", "household", date(2024, 9, 27), "4870"),
        ("HKG", "household", date(2024, 9, 28), "4990"),
        ("TWN", "household", date(2026, 6, 1), "20000"),
        ("TWN", "other", date(2026, 6, 1), "29500"),
        ("MYS", "other", date(2025, 7, 31), "1500"),
        ("MYS", "other", date(2025, 8, 1), "1700"),
        ("KOR", "other", date(2026, 6, 1), "2156880"),
    ],
)
def test_the_floor_of_the_day_of_signing(destination: str, jobs: str, day: date, amount: str) -> None:
    assert floor(destination, jobs, day) == Decimal(amount)


def test_a_floor_is_never_converted_without_the_source_s_hours() -> None:
    assert floor("KOR", "other", date(2024, 6, 1)) is None
    assert floor("KOR", "other", date(2024, 6, 1), "hour") == Decimal(9860)
    assert floor("HKG", "household", date(2026, 6, 1), "day") is None


def test_an_unsourced_row_is_kept_and_holds_on_no_day() -> None:
    assert any(row.status == "unsourced" for row in PACKS.wage_floors)
    assert floor("KOR", "other", date(2025, 6, 1), "hour") is None
    assert floor("SGP", "household", date(2026, 6, 1)) is None


def test_placement_limits_of_a_day() -> None:
    limits = {(row.destination, row.jobs) for row in all_in_force(PACKS.placement_limits, date(2026, 11, 22))}
    assert {("KHM", "all"), ("MMR", "all"), ("THA", "all"), ("LAO", "all"), ("SAU", "household")} <= limits
    assert not all_in_force(PACKS.placement_limits, date(2015, 6, 30))
    assert not [row for row in all_in_force(PACKS.placement_limits, date(2025, 3, 17)) if row.jobs == "all"]


def test_ten_jobs_are_free() -> None:
    assert sum(job.free for job in PACKS.jobs) == 10


def test_the_policy_is_a_scale() -> None:
    policy = PACKS.policy
    worst = {"protection": dict.fromkeys(ProtectionFlag, 0), "document": dict.fromkeys(DocumentFlag, 0), "within": 0}
    for broken in (
        {**worst, "document": {**worst["document"], DocumentFlag.CLEAR: 1}},
        {**worst, "protection": {**worst["protection"], ProtectionFlag.NONE: 1}},
        {**worst, "within": 1001},
    ):
        with pytest.raises(ValueError, match=r"a worse flag must not weigh less|the worst case would have"):
            type(policy).model_validate({**policy.model_dump(), "priority": broken})
    assert policy.matters_of("ktp") is not None
    assert policy.matters_of("unknown") is None


# what is wrong with a pack


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("HKG,household,5100,HKD,month,2025-13-01,,2026-11-22,the gazette", "line 2, column valid_from: is no date"),
        ("HKG,household,5.100.00,HKD,month,2025-01-01,,2026-11-22,the gazette", "line 2, column amount: does not have"),
        ("HKG,household,5100,HKD,year,2025-01-01,,2026-11-22,the gazette", "line 2, column period: must be one of"),
        ("HKG,household,5100,HK$,month,2025-01-01,,2026-11-22,the gazette", "line 2, column currency: does not have"),
        ("HKG,household,5100,HKD,month,2025-01-01,,2026-11-22,", "line 2, column source: is missing"),
        ("HKG,household,5100,HKD,month,2025-01-01,,2026-11-22,x", "line 2, column source: is too short"),
        ("HKG,household,5100,HKD,month,2025-01-01,2024-01-01,2026-11-22,the gazette", "line 2: valid_to lies before"),
        ("HKG,household,5,100,HKD,month,2025-01-01,,2026-11-22,the gazette", "line 2: has 10 cells, not 9"),
        ('HKG,household,"5100,HKD', "no proper CSV"),
    ],
)
def test_a_wrong_cell_is_named_by_file_line_and_column(line: str, said: str) -> None:
    fault = first_of(wage_floors=f"{FLOORS}{line}\n")
    assert fault.startswith("wage_floors.csv")
    assert said in fault


def test_the_line_is_the_file_s_own_past_comments_and_broken_cells() -> None:
    good = 'HKG,household,5100,HKD,month,2025-01-01,2025-02-01,2026-11-22,"a source\nof two lines"\n'
    bad = "HKG,household,x,HKD,month,2026-01-01,,2026-11-22,the gazette\n"
    assert "line 6, column amount" in first_of(wage_floors=f"# a comment\n{FLOORS}{good}\n{bad}")


def test_every_fault_of_every_file_is_told_at_once() -> None:
    bad = "HKG,household,x,HKD,month,2026-01-01,,2026-11-22,\n"
    told = faults(wage_floors=f"{FLOORS}{bad}", minimum_age="[[rows]]\nyears = 18\n")
    assert {fault.file for fault in told} == {"wage_floors.csv", "minimum_age.toml"}
    assert {fault.column for fault in told} == {"amount", "source", "valid_from", "retrieved"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('valid_from = 2017-01-01\nretrieved = 2026-11-22\nyears = 18\nsource = "-"', "column source: is too short"),
        (f"valid_from = 2017-01-01\n{ROW}more = 1", "column more: is no column of this pack"),
        (f"valid_from = 2017-01-01\nvalid_to = 2016-01-01\n{ROW}", "[[rows]] 1: valid_to lies before valid_from"),
        (f"valid_from = 2017-01-01\n{ROW}status = 'sure'", "column status: must be one of"),
        (f"valid_from = soon\n{ROW}", "is no proper TOML"),
    ],
)
def test_a_wrong_table_is_named_by_its_number(row: str, said: str) -> None:
    assert said in first_of(minimum_age=f"[[rows]]\n{row}\n")


def test_two_rows_on_one_day_are_refused() -> None:
    twice = f"[[rows]]\nvalid_from = 2017-01-01\n{ROW}[[rows]]\nvalid_from = 2018-01-01\n{ROW}"
    (fault,) = faults(minimum_age=twice)
    assert "two rows hold on 2018-01-01" in fault.text.en
    assert "[[rows]] 2" in fault.text.en
    assert "berlaku pada 2018-01-01" in fault.text.id


def test_rows_about_different_things_may_hold_on_one_day() -> None:
    line = "{},household,5100,HKD,month,2025-01-01,,2026-11-22,the gazette\n"
    packs = parse(files(wage_floors=FLOORS + line.format("HKG") + line.format("TWN")))
    assert len(packs.wage_floors) == 2
    assert "two rows hold" in first_of(wage_floors=FLOORS + line.format("HKG") + line.format("HKG"))


def test_a_wrong_pattern_is_named() -> None:
    row = (
        '[[rows]]\ncode = "a"\nindicator = "debt"\nname_id = "ab"\nname_en = "ab"\nsource = "a source"\n'
        "valid_from = 2020-01-01\nretrieved = 2026-11-22\npatterns = ['a(']\n"
    )
    assert "column patterns: wrong pattern: a(" in first_of(binding_wordings=row)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("a,b", "line 1, column a: is no column of this pack"),
        (FLOORS.replace("amount", "wage").strip(), "line 1, column wage: is no column of this pack"),
        (FLOORS.replace(",amount", "").strip(), "line 1, column amount: this column is missing"),
        (FLOORS.strip() + ",amount", "line 1, column amount: stands there twice"),
    ],
)
def test_a_wrong_header_is_told_even_without_rows(header: str, said: str) -> None:
    assert said in first_of(wage_floors=f"{header}\n")


def test_a_table_without_rows_holds_nothing() -> None:
    assert parse(files(wage_floors=FLOORS)).wage_floors == ()


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_a_table_without_a_header_is_told(text: str) -> None:
    assert "has no line that names the columns" in first_of(wage_floors=text)


def test_a_wrong_place_inside_the_policy_is_named() -> None:
    text = files()["policy.toml"].decode().replace('required = ["kk_number"]', "required = 1", 1)
    assert "policy.toml, column matters 5 required" in first_of(policy=text)


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(WrongPacks, match=r"jobs\.csv: is no UTF-8 text"):
        parse({**files(), "jobs.csv": b"\xff\xfe"})


def test_a_missing_and_an_unknown_pack_are_told() -> None:
    held = {name: data for name, data in files().items() if name != "policy.toml"}
    with pytest.raises(WrongPacks) as caught:
        parse({**held, "wages.csv": b""})
    assert [fault.file for fault in caught.value.faults] == ["wages.csv", "policy.toml"]
    assert "paket" in caught.value.report


# what grows old


def row(valid_to: date | None = None, retrieved: date = date(2026, 11, 1), **more: object) -> Row:
    return Row(source="a source", valid_from=date(2020, 1, 1), valid_to=valid_to, retrieved=retrieved, **more)


TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (row(date(2026, 11, 28)), [Ageing.EXPIRED]),
        (row(TODAY), [Ageing.EXPIRES]),
        (row(date(2027, 2, 27)), [Ageing.EXPIRES]),
        (row(date(2027, 2, 28)), []),
        (row(), []),
        (row(retrieved=date(2025, 11, 29)), []),
        (row(retrieved=date(2025, 11, 28)), [Ageing.NOT_LOOKED_AT]),
        (row(date(2026, 1, 1), date(2020, 1, 1)), [Ageing.EXPIRED]),
        (row(date(2026, 11, 28), status="unsourced"), []),
    ],
)
def test_what_ends_or_was_long_not_looked_at_is_told(held: Row, said: list[Ageing]) -> None:
    assert [notice.ageing for notice in notices((held,), TODAY)] == said


def test_a_row_that_another_follows_has_not_expired() -> None:
    told = [(notice.ageing, notice.day) for notice in notices(PACKS.wage_floors, TODAY)]
    assert told == [
        (Ageing.EXPIRED, date(2026, 9, 30)),
        (Ageing.EXPIRES, date(2026, 12, 31)),
        (Ageing.EXPIRES, date(2026, 12, 31)),
    ]


def test_a_name_that_is_history_needs_no_successor() -> None:
    assert not list(notices(PACKS.issuer_names, TODAY))
