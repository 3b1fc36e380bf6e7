"""Faults about who the worker is: identity card, passport, family card, and what papers say of one person."""

import datetime as dt
import random
from dataclasses import replace
from typing import Final

from bench.screening import genuine, second
from bench.screening.planted.model import Change, Planted, on, refiled, retold, saying
from bench.screening.scene import Scene
from samples import faults
from samples.chance import years_after
from samples.papers import mrz_lines

Values = dict[str, str | None]


def _of_samples(name: str) -> Change:
    def change(draw: random.Random, scene: Scene) -> Scene:
        return retold(scene, faults.FAULTS[name].change(draw, scene.file.story))

    return change


def _own_line(scene: Scene) -> int:
    return next(place for place, one in enumerate(scene.file.family_card.members) if one.nik == scene.file.person.nik)


def _earlier(day: dt.date, draw: random.Random) -> str:
    return years_after(day, -draw.randint(3, 6)).isoformat()


def _raised_on_passport(draw: random.Random, scene: Scene) -> Scene:
    """Give the passport, print and zone alike, an earlier birth year than the other papers have."""
    passport = replace(
        scene.file.passport, birth_date=years_after(scene.file.passport.birth_date, -draw.randint(3, 6))
    )  # fmt: skip
    story = replace(scene.file.story, passport=replace(passport, mrz_lines=mrz_lines(passport)))
    return refiled(scene, replace(scene.file, story=story))


def _minor_by_family_card(draw: random.Random, scene: Scene) -> Scene:
    """Let the family card tell that the worker is a child, while the other papers make an adult of her."""
    young = years_after(scene.file.contract.signed_on, -draw.randint(14, 16)).isoformat()
    line = _own_line(scene)
    return on(scene, "family_card", lambda paper: replace(paper, entries={(line, "birth_date"): young}))


def _member_says(part: str, value: str) -> Change:
    def change(draw: random.Random, scene: Scene) -> Scene:
        person, line = scene.file.person, _own_line(scene)
        said = {
            "other sex": "M" if person.sex == "F" else "F",
            "other name": second.other_person_name(draw, person.sex),
            "other day": _earlier(person.birth_date, draw),
        }[value]
        return on(scene, "family_card", lambda paper: replace(paper, entries={(line, part): said}))

    return change


def _strange_family(draw: random.Random, scene: Scene) -> Scene:
    """Put the family card of other people into the file."""
    other = genuine.file_of(scene.seed + 500_000, frozenset(), genuine.traits_of(frozenset()))
    del draw
    return on(scene, "family_card", lambda paper: replace(paper, file=other))


def _shared_nik(draw: random.Random, scene: Scene) -> Scene:
    """Put the card of another person with the worker's own NIK into the file."""
    paper = second.card_of_spouse(draw, scene.file)
    return replace(scene, papers=(*scene.papers, paper.saying(nik=scene.file.person.nik, birth_date="1988-03-03")))


def _zone(place: int, value: str) -> Change:
    def change(_draw: random.Random, scene: Scene) -> Scene:
        line = scene.file.passport.mrz_lines[1]
        changed = line[:place] + value + line[place + len(value) :]
        return on(scene, "passport", lambda paper: paper.saying(mrz_line_2=changed))

    return change


def _zone_name(draw: random.Random, scene: Scene) -> Values:
    other = second.other_person_name(draw, scene.file.person.sex).split()
    return {"mrz_line_1": f"P<IDN{other[1]}<<{other[0]}".ljust(44, "<")}


def _with_personal_number(_draw: random.Random, scene: Scene) -> Scene:
    """Print a personal number of fourteen digits in the zone that is not the NIK's beginning."""
    passport = replace(scene.file.passport, personal_number="11020000912345")
    story = replace(scene.file.story, passport=replace(passport, mrz_lines=mrz_lines(passport)))
    return refiled(scene, replace(scene.file, story=story))


def _expired(draw: random.Random, scene: Scene) -> Scene:
    passport = scene.file.passport
    issued = years_after(scene.today, -10) - dt.timedelta(days=draw.randint(40, 400))
    old = replace(passport, issued_on=issued, expires_on=years_after(issued, 5))
    story = replace(scene.file.story, passport=replace(old, mrz_lines=mrz_lines(old)))
    return refiled(scene, replace(scene.file, story=story))


def _odd_number(_draw: random.Random, scene: Scene) -> Scene:
    """Give the passport a number without its letter, on all papers and in the registry."""
    passport = replace(scene.file.passport, number="00900000")
    contract = replace(scene.file.contract, worker_passport_number="00900000")
    story = replace(scene.file.story, passport=replace(passport, mrz_lines=mrz_lines(passport)), contract=contract)
    return refiled(scene, replace(scene.file, story=story))


def _other_sex(draw: random.Random, scene: Scene) -> Scene:
    """Print the other sex in both zones of the passport."""
    del draw
    passport = replace(scene.file.passport, sex="M" if scene.file.passport.sex == "F" else "F")
    story = replace(scene.file.story, passport=replace(passport, mrz_lines=mrz_lines(passport)))
    file = replace(scene.file, story=story)
    return on(scene, "passport", lambda paper: replace(paper, file=file))


def _nik(change: str) -> Change:
    def values(_draw: random.Random, scene: Scene) -> Values:
        number = scene.file.person.nik
        return {"nik": {"day": f"{number[:6]}72{number[8:]}", "regency": f"3299{number[4:]}"}[change]}

    return saying("ktp", values)


def _home_elsewhere(_draw: random.Random, scene: Scene) -> Values:
    """Say a regency of another island than the province's."""
    is_java = "JAWA" in scene.file.person.province or scene.file.person.province == "BANTEN"
    return {"regency": "KABUPATEN BONE" if is_java else "KABUPATEN MALANG"}


def _born_elsewhere(_draw: random.Random, scene: Scene) -> Values:
    return {"birth_place": "MALANG" if scene.file.person.birth_place == "BONE" else "BONE"}


def _is_born_in_a_regency(scene: Scene) -> bool:
    """Whether the place of birth is a regency's name; SINGARAJA is a town in one."""
    return _is_ordinary(scene) and scene.file.person.birth_place != "SINGARAJA"


def _is_ordinary(scene: Scene) -> bool:
    return not scene.groups & {"nit", "historic code", "papuan code", "spouse's card", "old and new passport"}


def _card_too_early(_draw: random.Random, scene: Scene) -> Values:
    return {"issued_on": years_after(scene.file.person.birth_date, 14).isoformat()}


def _other_marriage(_draw: random.Random, scene: Scene) -> Values:
    return {"marital_status": "BELUM KAWIN" if scene.file.person.marital_status != "BELUM KAWIN" else "KAWIN"}


def _kk(number: str) -> Change:
    def values(_draw: random.Random, scene: Scene) -> Values:
        card = scene.file.family_card
        later = card.issued_on + dt.timedelta(days=400)
        return {
            "kk_number": f"{card.number[:6]}{'451322' if number == 'month' else f'{later:%d%m%y}'}{card.number[12:]}"
        }

    return saying("family_card", values)


def _held_otherwise(what: str) -> Change:
    """Return the change by which a registry holds something else than the papers say."""

    def change(draw: random.Random, scene: Scene) -> Scene:
        story = scene.file.story
        person, passport, contract = story.person, story.passport, story.contract
        changed = {
            "name": lambda: replace(story, person=replace(person, name=second.other_person_name(draw, person.sex))),
            "expiry": lambda: replace(
                story, passport=replace(passport, expires_on=passport.expires_on - dt.timedelta(days=700))
            ),
            "agency": lambda: replace(story, contract=replace(contract, agency_name="PT TIRTA BAROKAH CONTOH")),
            "no nik": lambda: replace(story, person=replace(person, nik="0" * 16)),
            "no passport": lambda: replace(story, passport=replace(passport, number="X0099999")),
            "no licence": lambda: replace(story, contract=replace(contract, agency_licence="0")),
        }[what]()
        return replace(scene, file=replace(scene.file, story=changed))

    return change


def _of_samples_kinds() -> tuple[Planted, ...]:
    names = (
        "nik_birth_date", "mrz_check_digit", "passport_number", "revoked_licence", "nik_sex", "mrz_against_print",
        "passport_validity", "contract_nik", "contract_birth_date",
    )  # fmt: skip
    three = ("ktp", "passport", "work_contract")
    return tuple(
        Planted(
            name,
            tuple(faults.FAULTS[name].expected.flagged_rules[:1]),
            _of_samples(name),
            three,
            fits=_is_whole,
            needs_registries=name == "revoked_licence",
        )
        for name in names
    )


def _is_whole(scene: Scene) -> bool:
    """Whether the contract names what the fault changes: standard forms and direct contracts leave it out."""
    return _is_ordinary(scene) and not scene.groups & {"standard form", "direct contract"}


MINOR: Final = {"age": (17, 17), "card": "lifelong"}

KINDS: Final = (
    *_of_samples_kinds(),
    Planted("minor", ("AGE001",), _of_samples("minor"), ("ktp", "work_contract"), traits=MINOR),
    Planted("minor by the family card", ("AGE001", "CON002"), _minor_by_family_card,
            ("ktp", "family_card", "work_contract")),
    Planted("raised year on the passport", ("CON002",), _raised_on_passport, ("ktp", "passport"), fits=_is_ordinary),
    Planted("other birth date on the family card", ("CON002",), _member_says("birth_date", "other day"),
            ("ktp", "family_card")),
    Planted("other sex on the family card", ("CON006",), _member_says("sex", "other sex"), ("ktp", "family_card")),
    Planted("other name on the family card", ("CON001",), _member_says("name", "other name"),
            ("ktp", "family_card")),
    Planted("family card of strangers", ("KKR002",), _strange_family, ("ktp", "family_card")),
    Planted("two persons, one NIK", ("NIK006",), _shared_nik, ("ktp",), fits=_is_ordinary),
    Planted("impossible NIK", ("NIK001",), _nik("day"), ("ktp",), fits=_is_ordinary),
    Planted("unknown regency in the NIK", ("NIK002",), _nik("regency"), ("ktp",), fits=_is_ordinary),
    Planted("regency of another province", ("KTP001",), saying("ktp", _home_elsewhere), ("ktp",)),
    Planted("card before the age of 17", ("KTP002",), saying("ktp", _card_too_early), ("ktp",),
            fits=lambda scene: scene.file.person.marital_status == "BELUM KAWIN"),
    Planted("foreigner's card for life", ("KTP003",), saying("ktp", lambda _draw, _scene: {"citizenship": "MYS"}),
            ("ktp",)),
    Planted("impossible KK number", ("KKR001",), _kk("month"), ("family_card",)),
    Planted("KK number later than the card", ("KKR003",), _kk("later"), ("family_card",)),
    Planted("born in another province", ("CON005",), saying("passport", _born_elsewhere), ("ktp", "passport"),
            fits=_is_born_in_a_regency),
    Planted("other sex on the passport", ("CON006", "REG002"), _other_sex, ("ktp", "passport"), fits=_is_ordinary),
    Planted("other marital status", ("CON008",), saying("marital_status_letter", _other_marriage),
            ("ktp", "marital_status_letter")),
    Planted("name of another person in the zone", ("MRZ003",), saying("passport", _zone_name), ("passport",),
            fits=_is_ordinary),
    Planted("letter in the zone's filler", ("MRZ004",), _zone(8, "K"), ("passport",), fits=_is_ordinary),
    Planted("another state in the zone", ("MRZ005",), _zone(10, "MYS"), ("passport",), fits=_is_ordinary),
    Planted("personal number of another NIK", ("MRZ006",), _with_personal_number, ("ktp", "passport"),
            fits=_is_ordinary),
    Planted("passport run out", ("PAS002",), _expired, ("passport",), fits=_is_ordinary),
    Planted("odd passport number", ("PAS003",), _odd_number, ("passport",), fits=_is_ordinary),
    Planted("name of another person", ("CON001",),
            saying("health_certificate", lambda draw, scene: {"name": second.other_person_name(draw,
            scene.file.person.sex)}),
            ("ktp", "health_certificate")),
    Planted("registry holds another name", ("REG001",), _held_otherwise("name"), ("ktp",), needs_registries=True,
            fits=_is_ordinary),
    Planted("registry holds another expiry", ("REG002",), _held_otherwise("expiry"), ("passport",),
            needs_registries=True,
            fits=_is_ordinary),
    Planted("registry holds another agency", ("REG003",), _held_otherwise("agency"), ("work_contract",),
            needs_registries=True, fits=_is_whole),
    Planted("NIK is not held", ("REG011",), _held_otherwise("no nik"), ("ktp",), needs_registries=True,
            fits=_is_ordinary),
    Planted("passport is not held", ("REG012",), _held_otherwise("no passport"), ("passport",), needs_registries=True,
            fits=_is_ordinary),
    Planted("licence is not held", ("REG013",), _held_otherwise("no licence"), ("work_contract",),
            needs_registries=True,
            fits=_is_whole),
)  # fmt: skip
