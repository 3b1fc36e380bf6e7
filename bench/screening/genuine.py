"""Draws genuine cases, the hard kinds of domain.md among them: nothing in them is wrong, whatever it looks like."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bench.screening import second
from bench.screening.scene import Paper, Scene, Terms
from bench.screening.sentences import GENUINE
from bench.screening.spelling import spelled
from samples.chance import chance
from samples.dossier import Dossier, tell_dossier
from samples.papers import Story, roman, tell
from samples.papers_set import design_names
from samples.specimen import Specimen, Traits

NUMBER: Final = 9
"""Number of every person of the bench, as of a specimen's."""

NOW: Final = dt.date(2026, 11, 28)

KINDS: Final[dict[str, float]] = {
    "single name": 0.14, "historic code": 0.09, "papuan code": 0.08, "nit": 0.13, "belief": 0.14, "born 1 July": 0.08,
    "born 31 December": 0.08, "thumbprint": 0.16, "moved": 0.12, "dated card": 0.12, "long name": 0.10,
    "titled name": 0.06, "turned name": 0.10, "old spelling": 0.08, "earlier time": 0.12, "standard form": 0.10,
    "wage at the floor": 0.10, "extension": 0.05, "new employer": 0.04, "spouse's card": 0.06, "direct contract": 0.04,
    "old and new passport": 0.04,
}  # fmt: skip
"""Hard genuine kind -> share of cases that are of it; a case may be of several."""
_NAMES: Final = ("single name", "long name", "titled name")
_CODES: Final = ("nit", "historic code", "papuan code")

_CAPTURES: Final[dict[str, dict[str, float]]] = {
    "card": {"flat": 4, "rotated": 1, "tilt": 2, "table": 2, "shadow": 1, "whatsapp": 3, "glare": 1, "photocopy": 1,
             "low_light": 1},
    "contract": {"digital": 6, "scan": 5, "tilt": 1, "table": 1, "shadow": 0.5, "whatsapp": 1.2, "glare": 0.3,
                 "photocopy": 0.5, "low_light": 0.2},
}  # fmt: skip
"""How often papers come in which capture; no portal has been counted, so this is a guess."""

_STAGES: Final[dict[str, tuple[float, tuple[str, ...], tuple[str, ...]]]] = {
    "registration": (
        0.15,
        ("ktp",),
        ("family_card", "family_permit", "marital_status_letter", "police_clearance", "passport", "health_certificate"),
    ),
    "passport": (
        0.08,
        ("ktp", "family_card"),
        ("passport", "family_permit", "placement_agreement", "agency_licence", "job_order", "marital_status_letter"),
    ),
    "pre_departure": (
        0.42,
        ("ktp", "passport", "work_contract"),
        ("family_card", "placement_agreement", "job_order", "agency_licence", "family_permit", "marital_status_letter",
         "health_certificate", "police_clearance", "competence_certificate", "social_security", "visa"),
    ),
    "departure": (
        0.15,
        ("ktp", "passport", "work_contract", "visa"),
        ("worker_card", "social_security", "placement_agreement", "health_certificate", "competence_certificate",
         "family_permit", "police_clearance", "job_order"),
    ),
    "abroad": (0.10, ("passport", "work_contract"), ("visa", "worker_card", "ktp", "social_security")),
    "returned": (0.04, ("passport", "ktp"), ("work_contract", "worker_card", "visa", "social_security")),
    "unknown": (0.06, ("ktp",), ("passport", "work_contract", "family_card", "visa", "health_certificate")),
}  # fmt: skip
"""Stage -> share of cases, papers that are there, papers of which some are."""

_SILENT: Final = {"": 0.80, "unavailable": 0.08, "not configured": 0.07, "denied": 0.03, "quota": 0.02}
_STATUS: Final = {"unavailable": 503, "not configured": 0, "denied": 403, "quota": 429}


def scene(seed: int) -> Scene:
    """Return the genuine case of ``seed``."""
    return case(seed, groups_of(chance(seed, "groups")))


def case(seed: int, groups: frozenset[str], traits: Mapping[str, object] | None = None) -> Scene:
    """Return the genuine case of ``seed`` that is of the kinds ``groups``; ``traits`` change the person's bounds."""
    stage = _stage(chance(seed, "stage"), groups)
    file = file_of(seed, groups, traits_of(groups, traits))
    papers = tuple(_papers(chance(seed, "papers"), file, stage, groups))
    today = day_of_check(chance(seed, "today"), file, papers, stage, groups)
    others = tuple(paper.file for paper in papers if paper.file is not file)
    for kind, build in second.BUILDERS.items():
        if kind in groups and any(paper.kind == "work_contract" for paper in papers):
            papers, other = build(chance(seed, kind), papers, file)
            others = (*others, *other)
            today = max(today, *(one.contract.signed_on + dt.timedelta(days=5) for one in other))
    groups |= {"women" if file.person.sex == "F" else "men"}
    silent = dict(_silent(chance(seed, "registries")))
    return Scene(seed, groups, file, papers, stage, today, silent, others)


def groups_of(draw: random.Random) -> frozenset[str]:
    """Return the hard kinds that a case is of, drawn by their shares; kinds that exclude each other never together."""
    found = [kind for kind, share in KINDS.items() if draw.random() < share]
    for exclusive in (_NAMES, _CODES, ("born 1 July", "born 31 December"), ("extension", "new employer")):
        both = [kind for kind in found if kind in exclusive]
        found = [kind for kind in found if kind not in both[1:]]
    return frozenset(found)


def _stage(draw: random.Random, groups: frozenset[str]) -> str:
    if groups & {"extension", "new employer"}:
        return "abroad"
    if "earlier time" in groups:
        return draw.choice(["abroad", "abroad", "returned", "unknown"])
    if groups & {"standard form", "wage at the floor", "direct contract", "thumbprint"}:
        return draw.choice(["pre_departure", "pre_departure", "departure", "abroad"])
    return draw.choices(list(_STAGES), [entry[0] for entry in _STAGES.values()])[0]


def traits_of(groups: frozenset[str], more: Mapping[str, object] | None = None) -> Traits:
    """Return the bounds in which the person of a case of these kinds is drawn, changed by ``more``."""
    signed = (dt.date(2026, 1, 12), dt.date(2026, 9, 18))
    if groups & {"earlier time", "extension", "new employer"}:
        signed = (dt.date(2022, 4, 4), dt.date(2023, 6, 20) if "extension" in groups else dt.date(2024, 9, 20))
    name = next((kind.split()[0] for kind in _NAMES if kind in groups), "any")
    region = next((kind.split()[0] for kind in _CODES if kind in groups), "current")
    values: dict[str, Any] = {
        "age": (31, 41) if "dated card" in groups else (21, 41),
        "name": name,
        "home": "moved" if "moved" in groups else "origin",
        "nik_region": region,
        "religion": "belief" if "belief" in groups and name != "titled" else "any",
        "born": next((kind.removeprefix("born ") for kind in groups if kind.startswith("born ")), "any"),
        "card": "dated" if "dated card" in groups else "lifelong",
        "signed_on": signed,
    }
    return Traits.model_validate({**values, **(more or {})})


def file_of(seed: int, groups: frozenset[str], traits: Traits) -> Dossier:
    """Return the file of the person of ``seed``, its story fitted to the kinds of case that it is of."""
    draw = chance(seed, "story")
    return tell_dossier(_fitted(story_of(seed, traits), groups, draw), seed, NUMBER)


def story_of(seed: int, traits: Traits, case: str = "bench") -> Story:
    """Return the story of the person of ``seed`` within ``traits``."""
    expected = {"document": "clear", "protection": "none", "next_step": "none"}
    values = {"case": case, "number": NUMBER, "title": {"id": "", "en": ""}, "documents": {}, "expected": expected}
    return tell(Specimen.model_validate({**values, "traits": traits}), seed)


def _fitted(story: Story, groups: frozenset[str], draw: random.Random) -> Story:
    """Return the story with the wage and names that its kinds ask for."""
    contract = story.contract
    if "wage at the floor" in groups:
        floor = second.floor_of(contract.site["country"], contract.job["employer"], contract.signed_on)
        contract = replace(contract, wage=floor or contract.wage)
    if "turned name" in groups:
        contract = replace(contract, worker_name=" ".join(reversed(contract.worker_name.split())))
    if "old spelling" in groups:
        contract = replace(contract, worker_name=spelled(contract.worker_name, draw))
    return replace(story, contract=contract)


# -- the papers of the case ------------------------------------------------------------------------------------------


def _papers(draw: random.Random, file: Dossier, stage: str, groups: frozenset[str]) -> Iterator[Paper]:
    _, fixed, rest = _STAGES[stage]
    kinds = [*fixed, *draw.sample(rest, min(len(rest), draw.randint(max(3 - len(fixed), 1), 9 - len(fixed))))]
    if "thumbprint" in groups and not {"work_contract", "placement_agreement", "family_permit"} & set(kinds):
        kinds.append("work_contract")
    # A second card or book is handed in beside the worker's own.
    beside = {"old and new passport": "passport", "spouse's card": "ktp"}
    kinds += [own for kind, own in beside.items() if kind in groups and own not in kinds]
    for kind in kinds:
        if kind == "agency_licence" and "direct contract" in groups:
            continue
        yield fitted_paper(draw, kind, file, groups)
    if draw.random() < 0.08:
        yield Paper("unknown", "school_certificate", "flat", file)
    if "spouse's card" in groups:
        yield second.card_of_spouse(draw, file)
    if "old and new passport" in groups:
        yield second.older_passport(draw, file)


def fitted_paper(draw: random.Random, kind: str, file: Dossier, groups: frozenset[str]) -> Paper:
    """Return a paper of the worker's own, with what its kinds of case change on it."""
    card = kind in {"ktp", "passport", "visa", "worker_card"}
    shares = _CAPTURES["card" if card else "contract"]
    paper = Paper(kind, draw.choice(designs_of(kind)), draw.choices(list(shares), list(shares.values()))[0], file)
    if kind in {"work_contract", "placement_agreement", "family_permit"}:
        paper = replace(paper, terms=terms_of(draw, groups))
    if "earlier time" in groups:
        paper = _of_its_time(draw, paper)
    if kind == "work_contract" and "standard form" in groups:
        return _on_standard_form(paper)
    if kind == "work_contract" and "direct contract" in groups:
        return paper.saying(agency_name=None, agency_licence=None, job_order_number=None)
    if "old spelling" in groups and kind == "family_card":
        return replace(paper, entries=_old_line(draw, file))
    return paper


def designs_of(kind: str) -> Sequence[str]:
    """Return the designs in which a worker's own paper of this type comes; the orange KTP is a foreigner's."""
    return [name for name in design_names(kind, "open") if name != "foreign"]


def terms_of(draw: random.Random, groups: frozenset[str]) -> Terms:
    """Return what a genuine contract says beside its particulars."""
    said = tuple(sorted(draw.sample(GENUINE, draw.randint(1, 6))))
    return Terms(sentences=said, thumb="thumbprint" in groups)


_FORMS: Final = {"HKG": "HK_ID407", "TWN": "TW_HOUSEHOLD", "MYS": "MY_DOMESTIC"}
"""Destination -> its standard form for households; other jobs keep the bilingual contract."""


def _on_standard_form(paper: Paper) -> Paper:
    """Return the contract on its destination's standard form: no number, no NIK, no licence, and few headings."""
    contract = paper.file.contract
    form = _FORMS.get(contract.site["country"], "")
    if not form or contract.job["employer"] != "person":
        return paper
    changed = replace(paper, terms=replace(paper.terms, form=form))
    return changed.saying(
        contract_number=None, worker_id_number=None, agency_licence=None, job_order_number=None, worker_address=None,
        working_hours=None, position=contract.job["position"],
    )  # fmt: skip


def _of_its_time(draw: random.Random, paper: Paper) -> Paper:
    """Return the paper with the name of the agency or card of its day in its number (domain.md, names by date)."""
    file, number = paper.file, draw.randint(100, 9999)
    if paper.kind == "placement_agreement":
        day = file.placement.signed_on
        return paper.saying(agreement_number=f"PP.{number}/BP2MI/{roman(day.month)}/{day.year}")
    if paper.kind == "worker_card":
        day = file.card.issued_on
        return paper.saying(card_number=f"{'KTKLN' if day.year < 2023 else 'E-PMI'}-{day:%y%m}0000{number:05d}")
    if paper.kind == "agency_licence" and paper.design == "decree":
        return paper.saying(licence_number=f"KEP.{number}/SIPPTKI/{file.licence.decree_on.year}")
    return paper


def _old_line(draw: random.Random, file: Dossier) -> dict[tuple[int, str], str]:
    lines = [place for place, member in enumerate(file.family_card.members) if member.nik == file.person.nik]
    return {(place, "name"): spelled(file.person.name, draw) for place in lines}


# -- the day of the check, the registries ----------------------------------------------------------------------------


def day_of_check(
    draw: random.Random, file: Dossier, papers: Sequence[Paper], stage: str, groups: frozenset[str]
) -> dt.date:
    """Return the day of the check: soon after the newest paper; of an earlier time, some day of this year."""
    if "earlier time" in groups or groups & {"extension", "new employer"}:
        return NOW - dt.timedelta(days=draw.randint(0, 200))
    made = {
        "ktp": file.story.ktp.issued_on,
        "work_contract": file.contract.signed_on,
        "passport": file.passport.issued_on,
        "visa": file.visa.issued_on,
        "health_certificate": file.health.examined_on,
        "social_security": file.security.starts_on,
        "worker_card": file.card.issued_on,
        "placement_agreement": file.placement.signed_on,
        "job_order": file.job_order.legalised_on,
        "police_clearance": file.police.issued_on,
        "family_permit": file.permit.signed_on,
        "marital_status_letter": file.permit.signed_on,
        "competence_certificate": file.competence.issued_on,
        "agency_licence": file.licence.issued_on,
    }
    newest = max([file.family_card.issued_on, *(made[paper.kind] for paper in papers if paper.kind in made)])
    if stage in {"abroad", "returned"}:
        newest = max(newest, file.contract.start_date + dt.timedelta(days=30))
    return newest + dt.timedelta(days=draw.randint(1, 14))


def _silent(draw: random.Random) -> Iterator[tuple[str, int]]:
    """Yield the registries that do not answer, with the status that they give; 0: not configured."""
    whole = draw.choices(list(_SILENT), list(_SILENT.values()))[0]
    names = ["dukcapil", "immigration", "p3mi"]
    if whole == "not configured":
        yield from ((name, 0) for name in names)
    elif whole:
        yield from ((name, _STATUS[whole]) for name in draw.sample(names, draw.randint(1, 3)))
