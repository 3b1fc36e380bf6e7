"""Packs: dated rows with sources, checked when they are read."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.fixtures.paper_case import PACKS
from validators.model import DocumentFlag, ProtectionFlag
from validators.packs import FILES, Packs, Policy, in_force, parse

ROW = 'source = "UU 18/2017"\nretrieved = 2026-11-22\nyears = 18\n'


def files(**changed: str) -> dict[str, bytes]:
    from pathlib import Path

    import validators.packs

    folder = Path(validators.packs.__file__).parent
    return {
        name: changed[name].encode() if name in changed else (folder / f"{name}.toml").read_bytes() for name in FILES
    }


def test_every_row_carries_its_source_and_the_versions_are_hashes() -> None:
    assert isinstance(PACKS, Packs)
    rows = [*PACKS.minimum_age, *PACKS.passport_validity, PACKS.policy]
    assert all(row.source and row.retrieved for row in rows)
    assert set(PACKS.versions) == set(FILES)
    assert all(len(version) == 64 for version in PACKS.versions.values())


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


def test_two_rows_on_one_day_are_refused() -> None:
    twice = f"[[rows]]\nvalid_from = 2017-01-01\n{ROW}[[rows]]\nvalid_from = 2018-01-01\n{ROW}"
    with pytest.raises(ValueError, match="two rows hold on 2018-01-01"):
        parse(files(minimum_age=twice))


@pytest.mark.parametrize(
    "row",
    [
        'valid_from = 2017-01-01\nretrieved = 2026-11-22\nyears = 18\nsource = "-"',
        f"valid_from = 2017-01-01\n{ROW}more = 1",
        f"valid_from = 2017-01-01\nvalid_to = 2016-01-01\n{ROW}",
        "years = 18",
    ],
)
def test_a_row_without_source_or_with_odd_days_is_refused(row: str) -> None:
    with pytest.raises(ValidationError):
        parse(files(minimum_age=f"[[rows]]\n{row}\n"))


def test_a_missing_pack_is_an_error() -> None:
    with pytest.raises(KeyError):
        parse({name: data for name, data in files().items() if name != "policy"})


def test_the_policy_is_a_scale() -> None:
    policy = PACKS.policy
    worst = {"protection": dict.fromkeys(ProtectionFlag, 0), "document": dict.fromkeys(DocumentFlag, 0), "within": 0}
    for broken in (
        {**worst, "document": {**worst["document"], DocumentFlag.CLEAR: 1}},
        {**worst, "protection": {**worst["protection"], ProtectionFlag.NONE: 1}},
        {**worst, "within": 1001},
    ):
        with pytest.raises(ValidationError):
            Policy.model_validate({**policy.model_dump(), "priority": broken})
    assert policy.matters_of("ktp") is not None
    assert policy.matters_of("unknown") is None
