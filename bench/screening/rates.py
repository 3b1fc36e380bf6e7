"""How often the reader is unsure of a field, does not see it, or is sure and wrong: by kind of paper and of capture.

Source: docs/reading.md (drawn specimens, 29 November 2026), which gives fields right and "sure, wrong":
KTP 1 of 188 sure fields (under blur), passport 0 of 128; eleven other papers 1 of 262 and 0 of 88, with 0.86 to 1.00 of
the fields seen; contracts 0 of 101 on the five clear captures, 1 of 20 by messenger, 9 of 48 under glare, in low light
and photocopied, with 0.64 to 0.96 of the fields right. NIK: 0 of 317 sure ones. Each rate lies between the share that
was seen and the upper end of its interval, rounded; where nothing was wrong it is not nothing. Digital papers carry
their own text: what goes wrong there is which line a value is taken from.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Rates:
    """Shares (0..1) of a paper's fields: ``unsure`` (doubtful), ``unseen`` (missing), ``wrong`` (and sure of it)."""

    unsure: float
    unseen: float
    wrong: float

    def times(self, factor: float) -> "Rates":
        """Return the rates multiplied by ``factor``."""
        return Rates(self.unsure * factor, self.unseen * factor, self.wrong * factor)


CARDS: Final = frozenset({"ktp", "passport", "visa", "worker_card"})

CAPTURES: Final = MappingProxyType(
    {
        "digital": "digital",
        "flat": "clear",
        "scan": "clear",
        "rotated": "clear",
        "tilt": "photo",
        "table": "photo",
        "shadow": "photo",
        "whatsapp": "chat",
        "glare": "poor",
        "photocopy": "poor",
        "low_light": "poor",
    }
)
"""Capture -> how hard it is on the reader."""

_RATES: Final = MappingProxyType(
    {
        ("card", "clear"): Rates(0.004, 0.002, 0.0005),
        ("card", "photo"): Rates(0.008, 0.004, 0.001),
        ("card", "chat"): Rates(0.008, 0.004, 0.001),
        ("card", "poor"): Rates(0.03, 0.02, 0.008),
        ("form", "digital"): Rates(0.003, 0.003, 0.0005),
        ("form", "clear"): Rates(0.015, 0.01, 0.001),
        ("form", "photo"): Rates(0.02, 0.015, 0.003),
        ("form", "chat"): Rates(0.02, 0.015, 0.003),
        ("form", "poor"): Rates(0.06, 0.05, 0.015),
        ("contract", "digital"): Rates(0.002, 0.002, 0.0005),
        ("contract", "clear"): Rates(0.015, 0.03, 0.004),
        ("contract", "photo"): Rates(0.03, 0.05, 0.006),
        ("contract", "chat"): Rates(0.02, 0.10, 0.02),
        ("contract", "poor"): Rates(0.10, 0.20, 0.12),
    }
)

IDENTITY: Final = frozenset(
    {
        "nik", "worker_id_number", "signer_id_number", "passport_number", "worker_passport_number", "kk_number",
        "mrz_line_1", "mrz_line_2", "birth_date", "worker_birth_date",
    }
)  # fmt: skip
"""Values that identify a person; they are always read by both engines, which must agree."""
_AMOUNTS: Final = frozenset({"wage_amount", "duration_months", "quota_male", "quota_female", "costs"})
_TEXTS: Final = frozenset({"position", "working_hours", "rest_days", "scheme", "programme"})


def _weight(name: str) -> float:
    """Return how often a field is wrong, measured by all fields of its paper together.

    Of thirteen sure and wrong values on 21 photographs of contracts (another seed, 29 November 2026), nine were long
    texts (5 of 22 fields), two names (4 fields), two reference numbers (3 fields), and none an identity number, a date
    or an amount (the other fields; of 317 sure NIKs none was wrong either). None seen is not none: those get a
    fraction.
    """
    if name in IDENTITY:
        return 0.1
    if name in _AMOUNTS or name.endswith("_on"):
        return 0.15
    if name in _TEXTS or name.endswith("address"):
        return 3.0
    return 1.1 if name.endswith(("number", "licence", "nib")) else 0.85


LISTED: Final = frozenset(
    {
        "sex", "country_code", "nationality", "citizenship", "religion", "marital_status", "wage_currency",
        "wage_period", "result", "destination_country", "entries", "languages", "standard_form", "relation",
        "blood_type", "occupation", "province", "purpose",
    }
)  # fmt: skip
"""Values out of closed lists: no misreading makes one of another, so they are unsure or unseen and never wrong."""

SIGNATURE_UNSEEN: Final = MappingProxyType({"digital": 0.0, "clear": 0.02, "photo": 0.12, "chat": 0.30, "poor": 0.35})
"""Share of signatures that are not found (docs/reading.md, lists: F1 from 1.00 flat to 0.46 in low light)."""
CLAUSE_UNSEEN: Final = MappingProxyType({"digital": 0.0, "clear": 0.001, "photo": 0.002, "chat": 0.003, "poor": 0.04})
"""The same for clauses (F1 1.00, on photocopies and in low light 0.93 to 0.97)."""


def rates_of(kind: str, capture: str, name: str) -> Rates:
    """Return the rates of field ``name`` on a paper of type ``kind`` that was captured so."""
    family = "card" if kind in CARDS else "contract" if kind == "work_contract" else "form"
    found = _RATES[family, "clear" if family == "card" and capture == "digital" else CAPTURES[capture]]
    wrong = 0.0 if name in LISTED else found.wrong * _weight(name)
    return Rates(found.unsure, found.unseen, wrong)
