"""The printed forms of a contract's values in both languages, and the articles with the values in them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from samples.papers import Contract
from samples.render.ink import Run
from samples.words import words

MONTHS_ID: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Article:
    """One article: the code of its clause (domain.md 4.1), its headings, and its text as runs in both languages."""

    code: str
    heading_id: str
    heading_en: str
    text_id: tuple[Run, ...]
    text_en: tuple[Run, ...]


def printed_values(contract: Contract) -> dict[str, tuple[Run, ...]]:
    """Return the runs of every value by placeholder; ``_id`` and ``_en`` forms where the languages differ."""
    plain = {
        "contract_number": contract.number,
        "worker_name": contract.worker_name,
        "worker_id_number": contract.worker_nik,
        "worker_passport_number": contract.worker_passport_number,
        "worker_address": contract.worker_address,
        "employer_name": contract.employer_name,
        "employer_address": contract.employer_address,
        "agency_name": contract.agency_name,
        "agency_licence": contract.agency_licence,
        "job_order_number": contract.job_order_number,
        "signed_place": contract.signed_place,
        "position": f"{contract.job['id'].upper()} / {contract.job['position']}",
    }
    return {
        **{name: (Run(text, name),) for name, text in plain.items()},
        **_dates("birth", "worker_birth_date", contract.worker_birth_date),
        **_dates("start", "start_date", contract.start_date),
        **_dates("signed", "signed_on", contract.signed_on),
        **_terms(contract),
    }


def articles(contract: Contract, *, prose: bool) -> list[Article]:
    """Return all articles; with ``prose`` those that state the terms themselves instead of pointing to a table."""
    values = printed_values(contract)
    listed = []
    for entry in words("contract")["articles"]:
        kind = "prose" if prose and "prose_id" in entry else "body"
        texts = [_filled(entry[f"{kind}_{language}"], values) for language in ("id", "en")]
        listed.append(Article(entry["code"], entry["id"], entry["en"], texts[0], texts[1]))
    return listed


def _dates(key: str, field: str, day: dt.date) -> dict[str, tuple[Run, ...]]:
    months = {"id": MONTHS_ID, "en": MONTHS_EN}
    return {
        f"{key}_{language}": (Run(f"{day.day} {names[day.month - 1]} {day.year}", field, day.isoformat()),)
        for language, names in months.items()
    }


def _terms(contract: Contract) -> dict[str, tuple[Run, ...]]:
    site, hours = contract.site, contract.hours_per_day
    english = f"{contract.wage:,}.00"
    indonesian = english.translate(str.maketrans(",.", ".,"))
    second = [Run(site["en"], "destination_country", site["country"])]
    return {
        "wage_id": _wage(contract, indonesian),
        "wage_en": _wage(contract, english),
        "period_id": (Run("per bulan", "wage_period", "month"),),
        "period_en": (Run("per month", "wage_period", "month"),),
        "hours_id": (Run(f"{hours} jam per hari", "working_hours"),),
        "hours_en": (Run(f"{hours} hours per day", "working_hours"),),
        "rest_id": (Run("1 hari per minggu", "rest_days"),),
        "rest_en": (Run("1 day per week", "rest_days"),),
        "duration": (Run(str(contract.duration_months), "duration_months"),),
        "country": (Run(site["id"], "destination_country", site["country"]),),
        "country_second": tuple(second),
        "country_id": (Run(site["id"]),),
        "country_en": (Run(site["en"]),),
        "job_id": (Run(contract.job["id"]),),
        "job_en": (Run(contract.job["en"]),),
    }


def _wage(contract: Contract, amount: str) -> tuple[Run, ...]:
    return Run(contract.site["currency"], "wage_currency"), Run(" "), Run(amount, "wage_amount", str(contract.wage))


def _filled(text: str, values: dict[str, tuple[Run, ...]]) -> tuple[Run, ...]:
    """Return ``text`` with its placeholders as runs."""
    runs: list[Run] = []
    for place, part in enumerate(_PLACEHOLDER.split(text)):
        runs += values[part] if place % 2 else [Run(part)]
    return tuple(run for run in runs if run.text)
