"""The records that the reference registries hold about sample persons: what is true of them, whatever paper says."""

from collections.abc import Iterable
from typing import Any

from samples.papers import Story


def records(stories: Iterable[Story]) -> dict[str, Any]:
    """Return the content of ``registries.json``: persons by NIK, passports by number, licences by number.

    A person is held with her true name, birth and sex; a passport as issued; a licence as a timeline of states.
    """
    held: dict[str, Any] = {"dukcapil": {}, "immigration": {}, "p3mi": {}}
    for story in stories:
        person, passport, contract = story.person, story.passport, story.contract
        held["dukcapil"][person.nik] = {
            "name": f"{person.title} {person.name}".strip(),
            "birth_place": person.birth_place,
            "birth_date": person.birth_date.isoformat(),
            "sex": person.sex,
        }
        held["immigration"][passport.number] = {
            "name": passport.name,
            "birth_date": passport.birth_date.isoformat(),
            "sex": passport.sex,
            "expires_on": passport.expires_on.isoformat(),
        }
        held["p3mi"][contract.agency_licence] = {
            "agency_name": contract.agency_name,
            "states": [
                {"since": state.since.isoformat(), "status": state.status, "decree": state.decree}
                for state in story.licence
            ],
        }
    return held
