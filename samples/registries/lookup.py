"""What the reference registries say about a question: per element, never a record (domain.md section 6)."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

Fields = Mapping[str, str]
Records = Mapping[str, Any]
Answer = dict[str, Any]
"""``overall``, ``elements`` and ``details`` of an answer."""


def dukcapil(records: Records, fields: Fields) -> Answer:
    """Compare each element sent with the person who bears the NIK."""
    return _compare(records["dukcapil"].get(fields.get("nik", "")), fields, without="nik")


def immigration(records: Records, fields: Fields) -> Answer:
    """Compare each element sent with the passport of that number."""
    return _compare(records["immigration"].get(fields.get("passport_number", "")), fields, without="passport_number")


def p3mi(records: Records, fields: Fields) -> Answer:
    """Say in what state the licence was on the day ``on`` (today when none is sent) and whether it is that agency's."""
    licence = records["p3mi"].get(fields.get("licence_number", ""))
    if licence is None:
        return {"overall": "not_found", "elements": {}, "details": {}}
    day = fields.get("on")
    state = _state(licence["states"], day or dt.datetime.now(dt.UTC).date().isoformat())
    elements = {"licence_number": "match"}
    if "agency_name" in fields:
        elements["agency_name"] = _said(folded(fields["agency_name"]) == folded(licence["agency_name"]))
    if day is not None:
        elements["active_on_date"] = _said(state is not None and state["status"] == "active")
    details = {"agency_name": licence["agency_name"]}
    if state is not None:
        details |= {"status": state["status"], "status_since": state["since"], "decree": state["decree"]}
    return {"overall": "found", "elements": elements, "details": details}


PATHS: Final[Mapping[str, tuple[str, Callable[[Records, Fields], Answer]]]] = {
    "dukcapil": ("/dukcapil/verify", dukcapil),
    "immigration": ("/immigration/passports/verify", immigration),
    "p3mi": ("/p3mi/licences/status", p3mi),
}
"""Path and look-up of each registry by name."""


def folded(text: str) -> str:
    """Return letters and digits of ``text`` in upper case without accents: what agencies compare."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain.upper() if character.isalnum())


def _compare(record: Mapping[str, str] | None, fields: Fields, *, without: str) -> Answer:
    if record is None:
        return {"overall": "not_found", "elements": {}, "details": {}}
    elements = {
        name: _said(folded(value) == folded(record[name])) if name in record else "not_held"
        for name, value in fields.items()
        if name != without
    }
    return {"overall": "found", "elements": elements, "details": {}}


def _said(agrees: bool) -> str:  # the one thing it is about
    return "match" if agrees else "no_match"


def _state(states: list[dict[str, str]], day: str) -> dict[str, str] | None:
    """Return the state that held on ``day`` (ISO), None before the first."""
    held = [state for state in states if state["since"] <= day]
    return max(held, key=lambda state: state["since"]) if held else None
