"""Sample cases: the same seed gives the same bytes, another seed other persons, and truth says where the ink is."""

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageOps

from samples import mrz
from samples.faults import FAULTS
from samples.make import main, make, make_only
from samples.papers import tell
from samples.registry_records import records
from samples.render.contract import DESIGNS as CONTRACT_DESIGNS
from samples.render.fonts import FACES, MissingFont, font_path
from samples.specimen import specimens
from samples.truth import file_names

CASES = list(specimens())
CONTRACT = {"work_contract"}
FIELDS = {
    "ktp": "nik name birth_place birth_date sex blood_type address rt_rw village district religion marital_status"
    " occupation citizenship valid_until province regency issued_place issued_on",
    "passport": "mrz_line_1 mrz_line_2 passport_number country_code name nationality birth_date sex birth_place"
    " issued_on expires_on issuing_office registration_number",
    "work_contract": "contract_number worker_name worker_id_number worker_passport_number worker_birth_date"
    " worker_address employer_name employer_address agency_name agency_licence job_order_number position"
    " destination_country wage_amount wage_currency wage_period working_hours rest_days start_date duration_months"
    " signed_on signed_place",
}


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def pages(path: Path) -> list[Image.Image]:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        return [document[index].render(scale=2).to_pil().convert("L") for index in range(len(document))]
    return [ImageOps.exif_transpose(Image.open(path)).convert("L")]


def cut(image: Image.Image, region: dict[str, float], margin: float = 0.0) -> np.ndarray:
    w, h = image.size
    pad = margin * (region["y1"] - region["y0"]) * h
    box = (region["x0"] * w - pad, region["y0"] * h - pad, region["x1"] * w + pad, region["y1"] * h + pad)
    return np.asarray(image.crop(tuple(round(value) for value in box)), float)


def test_the_cases_stand_in_the_order_of_their_numbers():
    assert CASES[:2] == ["clean", "nik_birth_date"]
    assert {"minor", "unreadable", "hard_genuine", "full_file"} <= set(CASES)
    numbers = [specimen.number for specimen in specimens().values()]
    assert numbers == sorted(set(numbers))


def test_same_seed_gives_the_same_bytes_and_a_paper_drawn_alone_too(tmp_path):
    for name in ("one", "two"):
        whole = make("nik_birth_date", 11, tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    (entry,) = make_only({"passport"}, "nik_birth_date", 11, tmp_path / "alone").truth["files"]
    assert entry == whole.truth["files"][1]
    path = Path("nik_birth_date") / entry["file"]
    assert (tmp_path / "alone" / path).read_bytes() == (tmp_path / "one" / path).read_bytes()


def test_command_line_writes_a_case_with_registry_records(tmp_path, capsys):
    assert main(["--seed", "5", "--out", str(tmp_path), "--case", "clean"]) == 0
    assert "1 cases of seed 5" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "registries.json"]
    truth = json.loads((tmp_path / "clean" / "truth.json").read_text("utf-8"))
    assert {entry["file"] for entry in truth["files"]} == {
        path.name for path in (tmp_path / "clean").iterdir() if path.name != "truth.json"
    }


def test_command_line_names_the_package_of_a_missing_font(tmp_path, capsys, monkeypatch):
    font_path.cache_clear()
    monkeypatch.setattr("samples.render.fonts.FOLDERS", (tmp_path,))
    with pytest.raises(MissingFont, match="apt-get install fonts-ocr-b"):
        font_path("ocrb")
    font_path.cache_clear()


def test_every_face_is_found_where_its_package_puts_it():
    assert all(font_path(face).is_file() for face in FACES)


@pytest.mark.parametrize("seed", range(20))
def test_all_cases_of_a_seed_bear_numbers_of_their_own(seed):
    stories = [tell(specimen, seed) for specimen in specimens().values()]
    assert len({story.person.nik for story in stories}) == len(CASES)
    assert len({story.passport.number for story in stories}) == len(CASES)
    assert len({story.contract.agency_licence for story in stories}) == len(CASES)
    others = {tell(specimen, seed + 1000).person.nik for specimen in specimens().values()}
    assert not others & {story.person.nik for story in stories}
    held = records(stories)
    assert [len(held[name]) for name in ("dukcapil", "immigration", "p3mi")] == [len(CASES)] * 3


@pytest.mark.parametrize("case", CASES)
def test_numbers_are_impossible(case):
    story = tell(specimens()[case], 3)
    assert story.person.nik.endswith("0000")
    assert story.person.nik[4:6] >= "90"
    assert story.passport.number.startswith("X00")
    assert "CONTOH" in story.contract.agency_name


@pytest.mark.parametrize("kind", ["crop", "exif", "flat", "grey", "phone", "rotated", "unreadable"])
@pytest.mark.parametrize(("card", "passport"), [("ocra", "turquoise"), ("arial", "red")])
def test_truth_boxes_hold_the_ink_of_cards_in_every_capture(tmp_path, kind, card, passport):
    variant = {"ktp": {"design": card, "capture": kind}, "passport": {"design": passport, "capture": kind}}
    made = make_only({"ktp", "passport"}, "clean", 31, tmp_path, variant=variant)
    assert len(made.truth["files"]) == 2
    for entry in made.truth["files"]:
        image = pages(made.folder / entry["file"])[0]
        assert set(FIELDS[entry["type"]].split()) <= set(entry["fields"])
        for name, field in entry["fields"].items():
            region = field["region"]
            assert region["x0"] < region["x1"]
            assert region["y0"] < region["y1"]
            if kind != "unreadable":
                inside = cut(image, region)
                assert inside.min() < inside.max() - 60, f"{name} holds no ink"


@pytest.mark.parametrize("design", sorted(CONTRACT_DESIGNS))
@pytest.mark.parametrize("kind", ["digital", "scan"])
def test_truth_boxes_hold_the_ink_of_contracts(tmp_path, design, kind):
    made = make_only(CONTRACT, "clean", 32, tmp_path, variant={"work_contract": {"design": design, "capture": kind}})
    (entry,) = made.truth["files"]
    images = pages(made.folder / entry["file"])
    assert len(images) == 4 if design == "short" else 1 <= len(images) <= 3
    assert set(FIELDS["work_contract"].split()) == set(entry["fields"])
    for name, field in entry["fields"].items():
        for region in [field["region"], *field.get("also", [])]:
            inside = cut(images[region["page"]], region, margin=0.1)
            assert inside.min() < inside.max() - 90, f"{name} holds no ink"
    assert [clause["code"] for clause in entry["clauses"]] == [f"C{number}" for number in range(1, 16)]
    marks = {(mark["party"], mark["kind"]) for mark in entry["signatures"]}
    assert marks >= {("employer", "hand"), ("agency", "hand"), ("agency", "stamp")}
    assert len(marks & {("worker", "hand"), ("worker", "thumb")}) == 1
    for mark in entry["signatures"]:
        inside = cut(images[mark["region"]["page"]], mark["region"])
        assert inside.min() < inside.max() - 60, f"{mark['party']} {mark['kind']} holds no ink"


@pytest.mark.slow
def test_photos_of_a_contract_are_numbered_as_they_are_sent(tmp_path):
    orders = set()
    for seed in range(4):
        made = make_only(CONTRACT, "photographed_contract", seed, tmp_path / str(seed))
        (entry,) = made.truth["files"]
        assert len(entry["files"]) == 4
        assert {field["region"]["page"] for field in entry["fields"].values()} <= set(range(4))
        orders.add(tuple(entry["files"]))
        sent = file_names(made.truth)
        assert sent == sorted(entry["files"])
        if len(orders) > 1:  # drawing four photographs takes long
            break
    assert len(orders) > 1


@pytest.mark.parametrize("design", sorted(CONTRACT_DESIGNS))
def test_boxes_of_a_digital_contract_hold_its_text(tmp_path, design):
    variant = {"work_contract": {"design": design, "capture": "digital"}}
    made = make_only(CONTRACT, "clean", 33, tmp_path, variant=variant)
    (entry,) = made.truth["files"]
    document = pypdfium2.PdfDocument(made.folder / entry["file"])
    for name in ("worker_passport_number", "worker_id_number", "agency_licence", "contract_number", "worker_name"):
        region = entry["fields"][name]["region"]
        page = document[region["page"]]
        width, height = page.get_size()
        text = page.get_textpage().get_text_bounded(
            region["x0"] * width - 1,
            height - region["y1"] * height - 2,
            region["x1"] * width + 1,
            height - region["y0"] * height + 2,
        )
        assert text.strip() == entry["fields"][name]["value"]


def test_ink_boxes_of_a_flat_card_are_tight(tmp_path):
    made = make_only({"ktp"}, "clean", 34, tmp_path, variant={"ktp": {"design": "arial", "capture": "crop"}})
    entry = made.truth["files"][0]
    image = pages(made.folder / entry["file"])[0]
    for name in ("nik", "name", "district"):
        region = entry["fields"][name]["region"]
        inside = cut(image, region) < 110
        assert inside[:3].any(), name
        assert inside[-3:].any(), name
        assert inside[:, :4].any(), name
        assert inside[:, -4:].any(), name


def test_pictures_turned_by_exif_lie_sideways_and_come_out_upright(tmp_path):
    made = make_only({"passport"}, "clean", 35, tmp_path, variant={"passport": {"capture": "exif"}})
    picture = Image.open(made.folder / made.truth["files"][0]["file"])
    assert picture.getexif()[0x0112] in {3, 6, 8}
    upright = ImageOps.exif_transpose(picture)
    assert upright.width > upright.height
    lines = made.truth["files"][0]["fields"]
    assert lines["mrz_line_1"]["region"]["y1"] < lines["mrz_line_2"]["region"]["y0"]


def test_an_unreadable_photo_is_small_and_without_edges(tmp_path):
    made = make_only({"ktp"}, "unreadable", 36, tmp_path)
    picture = Image.open(io.BytesIO((made.folder / "ktp.jpg").read_bytes())).convert("L")
    assert picture.width < 600
    assert made.truth["expected"]["next_step"] == "ask_new_photo"
    assert not made.truth["expected"]["flagged_rules"]


def test_variants_change_the_look_and_never_the_person(tmp_path):
    first = make_only({"ktp"}, "clean", 37, tmp_path / "a", variant={"ktp": {"design": "ocra", "capture": "flat"}})
    second = make_only({"ktp"}, "clean", 37, tmp_path / "b", variant={"ktp": {"design": "arial", "capture": "phone"}})
    values = [{name: field["value"] for name, field in m.truth["files"][0]["fields"].items()} for m in (first, second)]
    assert values[0] == values[1]
    assert first.story == second.story


def test_a_forced_trait_gives_a_name_that_the_passport_cuts(tmp_path):
    story = make_only({"ktp"}, "clean", 38, tmp_path, variant={"person": {"name": "long"}}).story
    assert len(story.ktp.name.split()) == 5
    assert story.ktp.name.startswith(story.passport.name)
    assert story.passport.name != story.ktp.name


def test_unknown_names_are_refused(tmp_path):
    with pytest.raises(KeyError):
        make("nothing", 1, tmp_path)
    with pytest.raises(KeyError):
        make("clean", 1, tmp_path, fault="nothing")
    assert "none" not in FAULTS


def test_mrz_of_the_icao_specimen():
    assert mrz.second_line("L898902C3", "740812", "F", "120415", "ZE184226B") == (
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10".replace("UTO", "IDN")
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("SUMIATI", "P<IDNSUMIATI"),
        ("MUCHAMMAD ABDUROHIM", "P<IDNABDUROHIM<<MUCHAMMAD"),
        ("NI WAYAN SRI ARIANI", "P<IDNARIANI<<NI<WAYAN<SRI"),
        ("ST. NUR'AINI", "P<IDNNURAINI<<ST"),
    ],
)
def test_names_in_the_mrz(name, line):
    assert mrz.first_line(name) == line.ljust(44, "<")
    assert len(mrz.first_line(name * 9)) == 44
