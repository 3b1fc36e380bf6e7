"""Faults on the other papers and between papers: another placement, days that do not fit, offices, visas."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bench.screening.planted.model import Change, Planted, on, saying
from bench.screening.printed import printed
from bench.screening.scene import Paper, Scene

_OTHER_FIRM: Final = "CONTOH HARBOUR LOGISTICS CO., LTD."
_OTHER_AGENCY: Final = "PT TIRTA CONTOH BAROKAH"
_VISITS: Final = ("TOURIST VISA", "SOCIAL VISIT PASS", "UMRAH VISA", "TRANSIT VISA", "VISA KUNJUNGAN WISATA")


def _other_country(_draw: random.Random, scene: Scene) -> str:
    return "BRN" if scene.file.contract.site["country"] != "BRN" else "TWN"


def _country(kind: str) -> Change:
    return saying(kind, lambda draw, scene: {"destination_country": _other_country(draw, scene)})


def _day(kind: str, name: str, of: Callable[[Scene], dt.date], first: int, last: int) -> Change:
    """Return the change by which a paper names a day ``first`` to ``last`` days after another one."""

    def values(draw: random.Random, scene: Scene) -> dict[str, str | None]:
        return {name: (of(scene) + dt.timedelta(days=draw.randint(first, last))).isoformat()}

    return saying(kind, values)


def _signed(scene: Scene) -> dt.date:
    return scene.file.contract.signed_on


def _start(scene: Scene) -> dt.date:
    return scene.file.contract.start_date


def _end(scene: Scene) -> dt.date:
    return _start(scene) + dt.timedelta(days=scene.file.contract.duration_months * 30)


def _old_clearance(draw: random.Random, scene: Scene) -> dict[str, str | None]:
    issued = _start(scene) - dt.timedelta(days=draw.randint(260, 400))
    return {"issued_on": issued.isoformat(), "expires_on": (issued + dt.timedelta(days=181)).isoformat()}


def _zone_of_visa(draw: random.Random, scene: Scene) -> Scene:
    """Print one wrong check digit in the visa's second MRZ line."""
    place = draw.choice([9, 19, 27])

    def of_paper(paper: Paper) -> Paper:
        sticker = replace(paper, design="sticker_a")
        line = str(printed(sticker)["mrz_line_2"])
        digit = str((int(line[place]) + draw.randint(1, 9)) % 10)
        return sticker.saying(mrz_line_2=line[:place] + digit + line[place + 1 :])

    return on(scene, "visa", of_paper)


def _sooner_than_issued(draw: random.Random, scene: Scene) -> dict[str, str | None]:
    early = scene.file.police.issued_on - dt.timedelta(days=draw.randint(10, 300))
    return {"expires_on": early.isoformat()}


def _licence_run_out(draw: random.Random, scene: Scene) -> Scene:
    ended = _day("agency_licence", "expires_on", _signed, -400, -60)(draw, scene)
    return replace(ended, silent={"p3mi": 503})


def _early_contract(draw: random.Random, scene: Scene) -> dict[str, str | None]:
    early = scene.file.passport.issued_on - dt.timedelta(days=draw.randint(40, 300))
    return {"signed_on": early.isoformat()}


def _local_clearance(_draw: random.Random, _scene: Scene) -> dict[str, str | None]:
    return {"office": "POLSEK CONTOH", "purpose": "MELAMAR PEKERJAAN"}


def _wage_of_order(draw: random.Random, scene: Scene) -> dict[str, str | None]:
    return {"wage_amount": str(int(scene.file.contract.wage * draw.uniform(1.15, 1.6)))}


def _is_whole(scene: Scene) -> bool:
    return not scene.groups & {"standard form", "direct contract", "old and new passport", "extension", "new employer"}


def _own_permission(_draw: random.Random, scene: Scene) -> dict[str, str | None]:
    return {"signer_name": scene.file.person.name, "signer_id_number": scene.file.person.nik}


def _old_visa(draw: random.Random, scene: Scene) -> dict[str, str | None]:
    ends = _start(scene) - dt.timedelta(days=draw.randint(45, 160))
    return {"issued_on": (ends - dt.timedelta(days=90)).isoformat(), "expires_on": ends.isoformat()}


def _other_job(_draw: random.Random, scene: Scene) -> dict[str, str | None]:
    return {"position": "FACTORY OPERATOR" if scene.file.contract.job["employer"] == "person" else "DOMESTIC HELPER"}


def _visit(draw: random.Random, _scene: Scene) -> dict[str, str | None]:
    return {"visa_type": draw.choice(_VISITS)}


_PAIR: Final = "work_contract"

KINDS: Final = (
    Planted("visa for a visit", ("ROU003",), saying("visa", _visit),
            ("visa", _PAIR), fits=_is_whole),
    Planted("visa of another country", ("VIS001",), _country("visa"), ("visa", _PAIR), fits=_is_whole),
    Planted("visa ends before the work", ("VIS002",), saying("visa", _old_visa), ("visa", _PAIR),
            fits=_is_whole),
    Planted("check digit of the visa", ("VIS003",), _zone_of_visa, ("visa",)),
    Planted("health certificate too old", ("DAT004",), _day("health_certificate", "examined_on", _start, -260, -140),
            ("health_certificate", _PAIR), fits=_is_whole),
    Planted("police letter run out", ("DAT004",), saying("police_clearance", _old_clearance),
            ("police_clearance", _PAIR),
            fits=_is_whole),
    Planted("health certificate for another country", ("HLT001",), _country("health_certificate"),
            ("health_certificate", _PAIR), fits=_is_whole),
    Planted("not fit", ("HLT002",), saying("health_certificate", lambda _draw, _scene: {"result": "UNFIT"}),
            ("health_certificate",)),
    Planted("Polsek for work abroad", ("POL001",), saying("police_clearance", lambda _draw, scene: {
        "office": f"POLSEK {scene.file.person.district}"}), ("police_clearance",)),
    Planted("Polsek for another purpose", ("POL002",), saying("police_clearance", _local_clearance),
            ("police_clearance",)),
    Planted("agreement with another agency", ("CON010",), saying("placement_agreement", lambda _draw, _scene: {
        "agency_name": _OTHER_AGENCY}), ("placement_agreement", _PAIR), fits=_is_whole),
    Planted("agreement for another country", ("CON010",), _country("placement_agreement"),
            ("placement_agreement", _PAIR),
            fits=_is_whole),
    Planted("licence of another agency", ("CON011",), saying("agency_licence", lambda _draw, _scene: {
        "agency_name": _OTHER_AGENCY}), ("agency_licence", _PAIR), fits=_is_whole),
    Planted("licence run out, registry silent", ("CON016",), _licence_run_out,
            ("agency_licence", _PAIR), fits=lambda scene: _is_whole(scene) and _licence_is_old(scene)),
    Planted("worker card of another employer", ("CON012",), saying("worker_card", lambda _draw, _scene: {
        "employer_name": _OTHER_FIRM}), ("worker_card", _PAIR), fits=_is_whole, stage="departure"),
    Planted("cover begins late", ("CON013",), _day("social_security", "starts_on", _start, 20, 90),
            ("social_security", _PAIR), fits=_is_whole),
    Planted("cover ends early", ("CON014",), _day("social_security", "expires_on", _end, -400, -200),
            ("social_security", _PAIR), fits=_is_whole),
    Planted("job order of another employer", ("JOB001",), saying("job_order", lambda _draw, _scene: {
        "employer_name": _OTHER_FIRM}), ("job_order", _PAIR), fits=_is_whole),
    Planted("job order run out", ("JOB002",), _day("job_order", "expires_on", _signed, -200, -20), ("job_order", _PAIR),
            fits=_is_whole),
    Planted("job order with a higher wage", ("JOB003",), saying("job_order", _wage_of_order), ("job_order", _PAIR),
            fits=_is_whole),
    Planted("job order for another job", ("JOB004",), saying("job_order", _other_job),
            ("job_order", _PAIR), fits=_is_whole),
    Planted("letter ends before it begins", ("DAT001",), saying("police_clearance", _sooner_than_issued),
            ("police_clearance",)),
    Planted("passport named before it was issued", ("DAT002",), saying(_PAIR, _early_contract), ("passport", _PAIR),
            fits=_is_whole),
    Planted("permission of the worker's own", ("PER001",), saying("family_permit", _own_permission),
            ("family_permit",)),
    Planted("visa long before the contract", ("VIS005",), _day("visa", "issued_on", _signed, -200, -60),
            ("visa", _PAIR),
            fits=_is_whole),
    Planted("contract signed after work began", ("DAT003",), _day(_PAIR, "signed_on", _start, 10, 60), (_PAIR,),
            fits=_is_whole),
    Planted("address of another home", ("CON007",), saying(_PAIR, lambda _draw, _scene: {
        "worker_address": "DUSUN MERANTI KIDUL, KAHU, KABUPATEN BONE, SULAWESI SELATAN"}),
            ("ktp", _PAIR), fits=lambda scene: _is_whole(scene) and scene.file.person.address.startswith("JL")),
)  # fmt: skip


def _licence_is_old(scene: Scene) -> bool:
    """Whether the licence began long enough before the signing to have run out by then."""
    return (scene.file.contract.signed_on - scene.file.licence.issued_on).days > 480
