"""Faults about the work: wages, costs, destinations, clauses, sentences that bind, contracts exchanged."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bench.screening import second
from bench.screening.planted.model import Change, Planted, on, refiled, saying
from bench.screening.scene import ALL_CLAUSES, Paper, Scene
from bench.screening.sentences import BINDING
from samples.papers import Contract

_WAGE: Final = ("wage_amount", "wage_currency", "wage_period")
_SHOWN_BY: Final = {
    "C1": ("employer_address",),
    "C5": ("working_hours", "rest_days"),
    "C6": _WAGE,
    "C9": ("duration_months", "start_date"),
}
"""Clause of greater weight -> the fields that show it though no heading names it."""


def _contract(change: Callable[[random.Random, Contract], dict[str, Any]]) -> Change:
    """Return the change by which the contract, and all papers that follow it, say something else."""

    def changed(draw: random.Random, scene: Scene) -> Scene:
        contract = replace(scene.file.contract, **change(draw, scene.file.contract))
        return refiled(scene, replace(scene.file, story=replace(scene.file.story, contract=contract)))

    return changed


def _floor(contract: Contract) -> int:
    return second.floor_of(contract.site["country"], contract.job["employer"], contract.signed_on) or 0


def _has_floor(scene: Scene) -> bool:
    return _floor(scene.file.contract) > 0 and not scene.groups & {"earlier time", "wage at the floor"}


def _is_household(scene: Scene) -> bool:
    return bool(scene.file.contract.job["employer"] == "person")


def _is_firm(scene: Scene) -> bool:
    job = scene.file.contract.job
    return bool(job["employer"] == "firm" and job["position"] != "PLANTATION WORKER")


def _is_bilingual(scene: Scene) -> bool:
    return not scene.groups & {"standard form", "direct contract"}


def _moved(country: str, name: str, currency: str, position: str, **more: object) -> Change:
    """Return the change by which the work is in another country."""

    def change(_draw: random.Random, contract: Contract) -> dict[str, Any]:
        site = {**contract.site, "country": country, "id": name, "en": name, "currency": currency}
        return {"site": site, "job": {**contract.job, "position": position, "id": position.lower(), **more}}

    return _contract(change)


def _terms(kind: str, change: Callable[[random.Random, Scene, Paper], dict[str, Any]]) -> Change:
    """Return the change of what a paper says beside its particulars."""

    def changed(draw: random.Random, scene: Scene) -> Scene:
        def of_paper(paper: Paper) -> Paper:
            return replace(paper, terms=replace(paper.terms, **change(draw, scene, paper)))

        return on(scene, kind, of_paper)

    return changed


def _binding(kind: str, topic: str) -> Change:
    def change(draw: random.Random, _scene: Scene, paper: Paper) -> dict[str, Any]:
        return {"sentences": (*paper.terms.sentences, (topic, draw.choice(BINDING[topic])))}

    return _terms(kind, change)


def _deducting(*items: str) -> Change:
    def change(draw: random.Random, scene: Scene, _paper: Paper) -> dict[str, Any]:
        contract = scene.file.contract
        amount = max(contract.wage * draw.randint(8, 20) // 100, 10)
        return {"deductions": ((draw.choice(items), amount, contract.site["currency"]),)}

    return _terms("work_contract", change)


def _without_clause(codes: tuple[str, ...]) -> Change:
    """Return the change by which one of the clauses ``codes`` is missing, and what would show it."""

    def change(draw: random.Random, scene: Scene) -> Scene:
        gone = draw.choice(codes)
        kept = tuple(code for code in ALL_CLAUSES if code != gone)
        unsaid: dict[str, str | None] = dict.fromkeys(_SHOWN_BY.get(gone, ()))

        def of_paper(paper: Paper) -> Paper:
            shown = paper.saying(**unsaid)
            return replace(shown, terms=replace(shown.terms, clauses=kept))

        return on(scene, "work_contract", of_paper)

    return change


def _second_contract(change: Callable[[random.Random, Contract], dict[str, Any]]) -> Change:
    """Return the change by which a second contract for the same time, signed some weeks later, lies in the file."""

    def added(draw: random.Random, scene: Scene) -> Scene:
        first = next(paper for paper in scene.papers if paper.kind == "work_contract")
        contract = first.file.contract
        signed = contract.signed_on + dt.timedelta(days=draw.randint(10, 30))
        other = second.later_contract(first.file, signed_on=signed, **change(draw, contract))
        today = max(scene.today, signed + dt.timedelta(days=3))
        return replace(scene, papers=(*scene.papers, replace(first, file=other)), today=today)

    return added


def _worse(draw: random.Random, contract: Contract) -> dict[str, Any]:
    return draw.choice(
        [{"wage": int(contract.wage * draw.uniform(0.55, 0.9))}, {"hours_per_day": contract.hours_per_day + 4}]
    )  # fmt: skip


def _elsewhere(_draw: random.Random, contract: Contract) -> dict[str, Any]:
    site = {**contract.site, "country": "PNG", "id": "Papua Nugini", "en": "Papua New Guinea"}
    return {"site": site, "employer_name": "SPECIMEN HARBOUR SERVICES LTD.", "wage": contract.wage * 2}


def _costs(draw: random.Random, scene: Scene) -> Scene:
    costs = draw.randrange(3_000_000, 45_000_000, 500_000)
    return refiled(scene, replace(scene.file, placement=replace(scene.file.placement, costs=costs)))


def _training_body(draw: random.Random, _held: Contract) -> dict[str, Any]:
    return {"agency_name": draw.choice(["LPK CONTOH BINA BAHASA", "LEMBAGA PELATIHAN KERJA CONTOH MANDIRI"])}


def _lower_in_english(_draw: random.Random, scene: Scene, _paper: Paper) -> dict[str, Any]:
    return {"english": {"wage_amount": str(int(scene.file.contract.wage * 0.8))}}


def _other_number_in_english(_draw: random.Random, scene: Scene, _paper: Paper) -> dict[str, Any]:
    number = scene.file.contract.worker_passport_number
    return {"english": {"worker_passport_number": f"{number[:4]}{(int(number[4:]) + 1234) % 10000:04d}"}}


_OLD_WORKER: Final = {"age": (47, 54), "sex": "M"}
_BOTH: Final = ("work_contract",)

KINDS: Final = (
    Planted("wage below the floor", ("WAG001",),
            _contract(lambda draw, held: {"wage": int(_floor(held) * draw.uniform(0.6, 0.95))}), _BOTH,
            fits=_has_floor),
    Planted("wage far above", ("WAG002",), _contract(lambda draw, held: {"wage": _floor(held) * draw.randint(4, 8)}),
            _BOTH, fits=lambda scene: _has_floor(scene) and _is_household(scene)),
    Planted("moratorium", ("ROU001",), _moved("ARE", "Uni Emirat Arab", "AED", "HOUSEMAID"), _BOTH,
            fits=lambda scene: _is_household(scene) and _is_bilingual(scene)),
    Planted("closed country", ("ROU002",), _moved("KHM", "Kamboja", "USD", "CUSTOMER SERVICE", employer="firm"), _BOTH),
    Planted("country without cooperation", ("ROU002",), _moved("MMR", "Myanmar", "USD", "MARKETING", employer="firm"),
            ("job_order",), without=("work_contract",)),
    Planted("passport kept", ("PRO001",), _binding("work_contract", "papers"), _BOTH),
    Planted("debt", ("PRO002",), _binding("placement_agreement", "debt"), ("placement_agreement",)),
    Planted("penalty for leaving", ("PRO003",), _binding("work_contract", "penalty"), _BOTH),
    Planted("no day of rest", ("PRO004",), _binding("work_contract", "rest"), _BOTH),
    Planted("no copy", ("PRO005",), _binding("placement_agreement", "copies"), ("placement_agreement",)),
    Planted("payment before departure", ("FEE003",), _binding("placement_agreement", "payment"),
            ("placement_agreement",)),
    Planted("deduction for a free job", ("FEE001",),
            _deducting("potongan biaya visa", "placement fee", "potongan tiket pesawat", "biaya pelatihan"), _BOTH,
            fits=_is_household),
    Planted("deduction for another job", ("FEE002",), _deducting("potongan biaya visa", "agency service fee"), _BOTH,
            fits=_is_firm),
    Planted("costs of a free job", ("FEE001", "FEE003"), _costs, ("placement_agreement",), fits=_is_household),
    Planted("costs of another job", ("FEE002",), _costs, ("placement_agreement",), fits=_is_firm),
    Planted("missing clause of weight", ("CLA001",), _without_clause(tuple(_SHOWN_BY)), _BOTH, fits=_is_bilingual),
    Planted("missing clause", ("CLA002",), _without_clause(("C10", "C11", "C12", "C13", "C14", "C15")), _BOTH,
            fits=_is_bilingual),
    Planted("worse contract later", ("SUB001",), _second_contract(_worse), _BOTH),
    Planted("other contract later", ("SUB002",), _second_contract(_elsewhere), _BOTH),
    Planted("training body as agency", ("AGY004",), _contract(_training_body), ("placement_agreement",),
            fits=_is_bilingual),
    Planted("training body in the contract", ("AGY004",), _contract(_training_body), _BOTH, fits=_is_bilingual),
    Planted("less in English", ("LNG001",), _terms("work_contract", _lower_in_english), _BOTH, fits=_is_bilingual),
    Planted("other passport in English", ("LNG002",), _terms("work_contract", _other_number_in_english), _BOTH,
            fits=_is_bilingual),
    Planted("worker too old for the destination", ("AGE002",), lambda _draw, scene: scene, ("ktp", "work_contract"),
            traits=_OLD_WORKER, fits=lambda scene: scene.file.contract.site["country"] == "MYS"),
    Planted("contract without the worker's signature", ("SIG",),
            _terms("work_contract", lambda *_: {"unsigned": ("worker",)}), _BOTH),
    Planted("contract without the employer's signature", ("SIG",),
            _terms("work_contract", lambda *_: {"unsigned": ("employer",)}), _BOTH),
    Planted("name of an agency of later days", ("AGY002",),
            saying("agency_licence", lambda _draw, _scene: {
                "licence_number": "KEP.045/KP2MI/III/2022", "issued_on": "2022-03-14", "expires_on": "2027-03-13"}),
            ("agency_licence",)),
    Planted("name of an agency of earlier days", ("AGY003",),
            saying("agency_licence", lambda _draw, scene: {
                "licence_number": f"KEP.045/SIPPTKI/{scene.file.licence.issued_on.year}",
                "issued_on": scene.file.licence.issued_on.isoformat()}),
            ("agency_licence",), fits=lambda scene: scene.file.licence.issued_on.year >= 2022),
)  # fmt: skip
