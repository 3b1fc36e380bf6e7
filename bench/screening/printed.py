"""What stands on a paper, in the normal form of the case schema: the values that ``truth.json`` tells of a drawing.

One function a type, kept true by ``tests/unit/test_bench_screening.py``, which draws a paper of each type and compares.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from bench.screening.scene import Paper, Terms
from samples import mrz
from samples.papers import roman

Values = dict[str, Any]
"""Field -> a text, or a list of entries."""


def printed(paper: Paper) -> Values:
    """Return what the paper says, by field; a field that its design does not print is missing."""
    values = _TYPES[paper.kind](paper)
    for (line, part), value in paper.entries.items():
        values["members"][line][part] = value
    said = {**values, **paper.spelled}
    return {name: value for name, value in said.items() if value and name in _fields_of(paper.kind)}


@cache
def _fields_of(kind: str) -> frozenset[str]:
    """Return the fields that the reader of a type can give."""
    from extractors.document_type import document_types

    return frozenset(document_types()[kind].fields)


def _ktp(paper: Paper) -> Values:
    ktp, person = paper.file.story.ktp, paper.file.person
    return {
        "nik": ktp.nik,
        "name": ktp.name,
        "birth_place": person.birth_place,
        "birth_date": ktp.birth_date.isoformat(),
        "sex": ktp.sex,
        "blood_type": person.blood_type,
        "address": person.address,
        "rt_rw": person.rt_rw,
        "village": person.village,
        "district": person.district,
        "religion": person.religion,
        "marital_status": person.marital_status,
        "occupation": person.occupation,
        "citizenship": "WNI",
        "valid_until": ktp.valid_until.isoformat() if ktp.valid_until else "SEUMUR HIDUP",
        "province": person.province,
        "regency": person.regency,
        "issued_place": ktp.issued_place,
        "issued_on": ktp.issued_on.isoformat(),
    }


def _passport(paper: Paper) -> Values:
    passport = paper.file.passport
    return {
        "mrz_line_1": passport.mrz_lines[0],
        "mrz_line_2": passport.mrz_lines[1],
        "passport_number": passport.number,
        "country_code": "IDN",
        "name": passport.name,
        "nationality": "IDN",
        "birth_date": passport.birth_date.isoformat(),
        "sex": passport.sex,
        "birth_place": passport.birth_place,
        "issued_on": passport.issued_on.isoformat(),
        "expires_on": passport.expires_on.isoformat(),
        "issuing_office": passport.office,
        "registration_number": passport.registration_number,
        "personal_number": passport.personal_number,
    }


def _work_contract(paper: Paper) -> Values:
    contract = paper.file.contract
    return {
        "contract_number": contract.number,
        "worker_name": contract.worker_name,
        "worker_id_number": contract.worker_nik,
        "worker_passport_number": contract.worker_passport_number,
        "worker_birth_date": contract.worker_birth_date.isoformat(),
        "worker_address": contract.worker_address,
        "employer_name": contract.employer_name,
        "employer_address": contract.employer_address,
        "agency_name": contract.agency_name,
        "agency_licence": contract.agency_licence,
        "job_order_number": contract.job_order_number,
        "position": f"{contract.job['id'].upper()} / {contract.job['position']}",
        "destination_country": contract.site["country"],
        "wage_amount": str(contract.wage),
        "wage_currency": contract.site["currency"],
        "wage_period": "month",
        "working_hours": f"{contract.hours_per_day} jam per hari",
        "rest_days": "1 hari per minggu",
        "start_date": contract.start_date.isoformat(),
        "duration_months": str(contract.duration_months),
        "signed_on": contract.signed_on.isoformat(),
        "signed_place": contract.signed_place,
        **_terms(
            paper.terms,
            {
                "wage_amount": str(contract.wage),
                "wage_currency": contract.site["currency"],
                "duration_months": str(contract.duration_months),
                "start_date": contract.start_date.isoformat(),
                "worker_passport_number": contract.worker_passport_number,
            },
        ),
    }


def _terms(terms: Terms, stated: Mapping[str, str]) -> Values:
    """Return the lists of a contract; ``stated`` is what both of its languages state."""
    items = [{"item": item, "amount": str(amount), "currency": money} for item, amount, money in terms.deductions]
    parties = [("employer", "hand"), ("worker", "thumb" if terms.thumb else "hand"), ("agency", "hand")]
    marks = [*parties, ("agency", "stamp")]
    both = [(name, value, "id") for name, value in stated.items()]
    both += [(name, terms.english.get(name, value), "en") for name, value in stated.items()]
    return {
        "clauses": [{"code": code} for code in terms.clauses],
        "deductions": items or None,
        "sentences": [{"topic": topic, "text": text} for topic, text in terms.sentences] or None,
        "signatures": [{"party": party, "kind": kind} for party, kind in marks if party not in terms.unsigned],
        "languages": "en" if terms.form else "id,en",
        "standard_form": terms.form or None,
        "translations": [{"field": name, "value": value, "language": code} for name, value, code in both],
    }


def _visa(paper: Paper) -> Values:
    visa, contract, passport = paper.file.visa, paper.file.contract, paper.file.passport
    values = {
        "visa_number": visa.number,
        "visa_type": visa.visa_type,
        "name": passport.name,
        "passport_number": passport.number,
        "nationality": "IDN",
        "birth_date": paper.file.person.birth_date.isoformat(),
        "issued_on": visa.issued_on.isoformat(),
        "expires_on": visa.expires_on.isoformat(),
        "entries": visa.entries,
        "destination_country": contract.site["country"],
    }
    if paper.design in {"evisa", "approval"}:
        return {**values, "employer_name": contract.employer_name}
    by_passport = paper.design in {"sticker_a", "sticker_c"}
    holder = mrz.Holder(
        passport.name,
        passport.number if by_passport else visa.number,
        f"{paper.file.person.birth_date:%y%m%d}",
        paper.file.person.sex,
        f"{visa.expires_on:%y%m%d}",
        state=contract.site["country"],
    )
    lines = mrz.visa(holder, large=paper.design != "sticker_b")
    return {**values, "mrz_line_1": lines[0], "mrz_line_2": lines[1]}


_COLUMNS: Final = (
    "name", "nik", "sex", "birth_place", "religion", "education", "occupation", "marital_status", "relation", "father",
    "mother",
)  # fmt: skip


def _family_card(paper: Paper) -> Values:
    card, person = paper.file.family_card, paper.file.person
    return {
        "kk_number": card.number,
        "head_name": card.members[0].name,
        "address": person.address,
        "village": person.village,
        "district": person.district,
        "regency": person.regency.removeprefix("KABUPATEN "),
        "province": person.province,
        "members": [
            {
                **{column: getattr(member, column) for column in _COLUMNS},
                "birth_date": member.birth_date.isoformat(),
                "citizenship": "WNI",
            }
            for member in card.members
        ],
        "issued_on": card.issued_on.isoformat(),
    }


def _placement_agreement(paper: Paper) -> Values:
    placement, contract, person = paper.file.placement, paper.file.contract, paper.file.person
    terms = paper.terms
    return {
        "agreement_number": placement.number,
        "worker_name": person.name,
        "worker_id_number": person.nik,
        "agency_name": contract.agency_name,
        "agency_licence": contract.agency_licence,
        "destination_country": contract.site["country"],
        "position": contract.job["position"],
        "costs": str(placement.costs),
        "signed_on": placement.signed_on.isoformat(),
        "sentences": [{"topic": topic, "text": text} for topic, text in terms.sentences] or None,
        "signatures": [
            {"party": "agency", "kind": "hand"},
            {"party": "agency", "kind": "stamp"},
            {"party": "worker", "kind": "thumb" if terms.thumb else "hand"},
            {"party": "official", "kind": "hand"},
            {"party": "official", "kind": "stamp"},
        ],
    }


def _job_order(paper: Paper) -> Values:
    order, contract = paper.file.job_order, paper.file.contract
    return {
        "job_order_number": contract.job_order_number,
        "employer_name": contract.employer_name,
        "agency_name": contract.agency_name,
        "destination_country": contract.site["country"],
        "position": contract.job["position"],
        "quota_male": str(order.quota_male),
        "quota_female": str(order.quota_female),
        "wage_amount": str(contract.wage),
        "wage_currency": contract.site["currency"],
        "legalised_on": order.legalised_on.isoformat(),
        "legalisation_number": order.legalisation_number,
        "expires_on": order.expires_on.isoformat(),
    }


def _agency_licence(paper: Paper) -> Values:
    licence, is_old = paper.file.licence, paper.design == "decree"
    days: tuple[dt.date, dt.date] = (licence.issued_on, licence.expires_on)
    if is_old:
        days = (licence.decree_on, licence.decree_until)
    return {
        "licence_number": licence.decree if is_old else licence.number,
        "nib": None if is_old else licence.nib,
        "agency_name": paper.file.contract.agency_name,
        "address": licence.address,
        "responsible_person": licence.director,
        "issued_on": days[0].isoformat(),
        "expires_on": days[1].isoformat(),
    }


def _family_permit(paper: Paper) -> Values:
    permit, person = paper.file.permit, paper.file.person
    hand = "thumb" if paper.terms.thumb else "hand"
    parties = [("worker", "hand"), ("signer", hand), ("official", "hand"), ("official", "stamp")]
    return {
        "worker_name": person.name,
        "worker_id_number": person.nik,
        "signer_name": permit.signer.name,
        "signer_id_number": permit.signer.nik,
        "relation": permit.relation,
        "village": person.village,
        "letter_number": permit.letter_number,
        "signed_on": permit.signed_on.isoformat(),
        "signatures": [{"party": party, "kind": kind} for party, kind in parties],
    }


def _health_certificate(paper: Paper) -> Values:
    health = paper.file.health
    return {
        "certificate_number": health.number,
        "name": paper.file.person.name,
        "birth_date": paper.file.person.birth_date.isoformat(),
        "facility_name": health.facility,
        "destination_country": paper.file.contract.site["country"],
        "examined_on": health.examined_on.isoformat(),
        "result": "FIT",
        "doctor_name": health.doctor.upper(),
        "doctor_licence": health.doctor_licence,
    }


def _police_clearance(paper: Paper) -> Values:
    police, person = paper.file.police, paper.file.person
    return {
        "letter_number": police.number,
        "name": person.name,
        "nik": person.nik,
        "birth_date": person.birth_date.isoformat(),
        "purpose": police.purpose,
        "office": police.office,
        "issued_on": police.issued_on.isoformat(),
        "expires_on": police.expires_on.isoformat(),
    }


def _competence_certificate(paper: Paper) -> Values:
    held = paper.file.competence
    return {
        "certificate_number": held.number,
        "name": paper.file.person.name,
        "scheme": held.scheme,
        "issuer": held.issuer,
        "issued_on": held.issued_on.isoformat(),
        "expires_on": held.expires_on.isoformat(),
    }


def _social_security(paper: Paper) -> Values:
    held = paper.file.security
    return {
        "participant_number": held.number,
        "name": paper.file.person.name,
        "nik": paper.file.person.nik,
        "programme": held.programme,
        "starts_on": held.starts_on.isoformat(),
        "expires_on": held.expires_on.isoformat(),
    }


def _worker_card(paper: Paper) -> Values:
    card, contract = paper.file.card, paper.file.contract
    return {
        "card_number": card.number,
        "name": paper.file.person.name,
        "passport_number": paper.file.passport.number,
        "employer_name": contract.employer_name,
        "destination_country": contract.site["country"],
        "issued_on": card.issued_on.isoformat(),
        "expires_on": card.expires_on.isoformat(),
    }


def _marital_status_letter(paper: Paper) -> Values:
    person, day = paper.file.person, paper.file.permit.signed_on
    return {
        "letter_number": f"474.2/{int(person.nik[6:9]) % 400 + 1:03d}/{roman(day.month)}/{day.year}",
        "name": person.name,
        "nik": person.nik,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "marital_status": person.marital_status,
        "village": person.village,
        "signer_name": paper.file.permit.village_head,
        "issued_on": day.isoformat(),
        "signatures": [{"party": "signer", "kind": "hand"}, {"party": "signer", "kind": "stamp"}],
    }


_TYPES: Final[Mapping[str, Callable[[Paper], Values]]] = MappingProxyType(
    {
        "ktp": _ktp,
        "passport": _passport,
        "work_contract": _work_contract,
        "visa": _visa,
        "family_card": _family_card,
        "placement_agreement": _placement_agreement,
        "job_order": _job_order,
        "agency_licence": _agency_licence,
        "family_permit": _family_permit,
        "marital_status_letter": _marital_status_letter,
        "health_certificate": _health_certificate,
        "police_clearance": _police_clearance,
        "competence_certificate": _competence_certificate,
        "social_security": _social_security,
        "worker_card": _worker_card,
    }
)
TYPES: Final = tuple(_TYPES)
"""Every type of paper that a case may hold, but ``unknown``."""
