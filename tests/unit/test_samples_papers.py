"""Every paper of a file in every design: truth says where the ink is, and the papers tell one worker's story."""

import json
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageOps

from extractors.document_type import document_types
from samples.chance import chance
from samples.make import make
from samples.papers_set import BUNDLES, TOGETHER, Wanted, dossier, main, several, single
from samples.persons import UNKNOWN_DISTRICTS
from samples.printing import PAPERS
from samples.render.sheet import Sheets
from samples.render.wear import WEAR
from samples.truth import told

OTHERS = sorted(set(PAPERS) - {"ktp", "passport", "work_contract"})
FIELDS = {
    "visa": "visa_number visa_type name passport_number nationality birth_date issued_on expires_on entries"
    " destination_country",
    "family_card": "kk_number head_name address village district regency province members issued_on",
    "placement_agreement": "agreement_number worker_name worker_id_number agency_name agency_licence"
    " destination_country position costs signed_on",
    "job_order": "job_order_number employer_name agency_name destination_country position quota_male quota_female"
    " wage_amount wage_currency legalised_on legalisation_number expires_on",
    "agency_licence": "licence_number agency_name address responsible_person issued_on expires_on",
    "family_permit": "worker_name worker_id_number signer_name signer_id_number relation village letter_number"
    " signed_on",
    "health_certificate": "certificate_number name birth_date facility_name destination_country examined_on result"
    " doctor_name doctor_licence",
    "police_clearance": "letter_number name nik birth_date purpose office issued_on expires_on",
    "competence_certificate": "certificate_number name scheme issuer issued_on expires_on",
    "social_security": "participant_number name nik programme starts_on expires_on",
    "worker_card": "card_number name passport_number employer_name destination_country issued_on expires_on",
    "unknown": "",
}
DESIGNS = [(kind, name) for kind in OTHERS for name in PAPERS[kind]]


def fields_of(kind: str) -> set[str]:
    """Return the fields that a paper prints: those listed above, else all that its type reads but signatures."""
    return set(FIELDS[kind].split()) if kind in FIELDS else set(document_types()[kind].fields) - {"signatures"}


def pages(name: str, data: bytes) -> list[Image.Image]:
    if name.endswith("pdf"):
        document = pypdfium2.PdfDocument(data)
        return [document[index].render(scale=2).to_pil().convert("L") for index in range(len(document))]
    return [ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("L")]


def holds_ink(image: Image.Image, region: dict[str, float]) -> bool:
    w, h = image.size
    pad = 0.15 * (region["y1"] - region["y0"]) * h
    box = (region["x0"] * w - pad, region["y0"] * h - pad, region["x1"] * w + pad, region["y1"] * h + pad)
    inside = np.asarray(image.crop(tuple(round(value) for value in box)), float)
    return inside.min() < inside.max() - 60


def places(entry):
    for name, field in entry["fields"].items():
        cells = [region for cell in field.get("cells", []) for region in cell.values()]
        for region in cells or [field["region"], *field.get("also", [])]:
            yield name, region


@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_every_design_prints_its_fields_where_truth_says(kind, design):
    files, (entry,) = single(51, 0, Wanted(kind, design, "digital"))
    ((name, data),) = files.items()
    images, truth = pages(name, data), told(entry)
    wanted, optional = fields_of(kind), {"employer_name", "mrz_line_1", "mrz_line_2", "nib"}
    assert set(truth["fields"]) - optional == wanted - optional
    for field, region in places(truth):
        assert holds_ink(images[region["page"]], region), field
    for mark in truth.get("signatures", []):
        assert holds_ink(images[mark["region"]["page"]], mark["region"]), mark


@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_nothing_is_printed_beyond_the_edge_of_the_paper(kind, design):
    for seed in range(2):
        drawn = PAPERS[kind][design].draw(dossier(60, seed), chance(60, seed, kind, design))
        is_text = isinstance(drawn, Sheets)
        width, height = (drawn.width, drawn.height) if is_text else drawn.pages[0].size
        for mark in drawn.marks() if is_text else drawn.marks:
            x0, y0, x1, y1 = mark.box
            assert x0 > 0, mark
            assert y0 > 0, mark
            assert x1 < width, mark
            assert y1 < height, mark


def test_bad_printing_leaves_the_marks_where_they_are():
    plain = told(single(52, 0, Wanted("job_order", "form", "crop"))[1][0])
    for wear in WEAR:
        files, (entry,) = single(52, 0, Wanted("job_order", "form", "crop", wear))
        truth = told(entry)
        assert truth["fields"] == plain["fields"]
        ((name, data),) = files.items()
        (image,) = pages(name, data)
        assert all(holds_ink(image, region) for _, region in places(truth)), wear


@pytest.mark.parametrize("kind", OTHERS)
def test_a_paper_has_designs_that_are_tuned_on_and_one_that_is_not(kind):
    held_out = [design.held_out for design in PAPERS[kind].values()]
    assert any(held_out)
    assert held_out.count(False) >= 2


def test_the_papers_tell_one_story_in_a_plausible_order():
    for place in range(25):
        file = dossier(3, place)
        contract = file.contract
        assert file.health.examined_on <= file.visa.issued_on <= contract.start_date <= file.visa.expires_on
        assert contract.start_date.toordinal() - file.health.examined_on.toordinal() <= 92
        assert file.permit.signed_on <= file.placement.signed_on <= contract.signed_on
        assert file.police.issued_on <= file.placement.signed_on
        assert contract.start_date <= file.police.expires_on
        assert file.job_order.legalised_on <= contract.signed_on <= file.job_order.expires_on
        assert contract.signed_on < file.card.issued_on <= contract.start_date < file.card.expires_on
        assert file.security.starts_on <= contract.start_date < file.security.expires_on
        assert file.licence.issued_on <= contract.signed_on <= file.licence.expires_on
        assert file.competence.issued_on <= contract.signed_on <= file.competence.expires_on
        assert file.passport.issued_on <= file.visa.issued_on < file.passport.expires_on


def test_a_household_holds_the_worker_one_head_and_children_younger_than_their_parents():
    for place in range(40):
        file = dossier(4, place)
        members = file.family_card.members
        (own,) = [member for member in members if member.nik == file.person.nik]
        assert (own.name, own.sex) == (file.person.name, file.person.sex)
        assert [member.relation for member in members].count("KEPALA KELUARGA") == 1
        assert members[0].relation == "KEPALA KELUARGA"
        assert len({member.nik for member in members}) == len(members)
        children = [member for member in members if member.relation == "ANAK"]
        for child in children:
            assert child.birth_date.year - members[0].birth_date.year >= 17
            assert child.birth_date <= file.family_card.issued_on
        assert file.permit.signer.nik != file.person.nik or len([member for member in members if member.adult]) == 1


def test_numbers_of_the_other_papers_are_impossible():
    file = dossier(5, 0)
    numbers = [file.family_card.number, *(member.nik for member in file.family_card.members)]
    assert all(number.endswith("0000") and int(number[4:6]) >= UNKNOWN_DISTRICTS for number in numbers)
    assert file.licence.nib.startswith("00002")
    assert "CONTOH" in file.health.facility or "SPECIMEN" in file.health.facility


@pytest.mark.parametrize("name", ["cards_photo", pytest.param("family_flat", marks=pytest.mark.slow)])
def test_papers_on_one_picture_have_their_places(name):
    files, entries = several(6, 0, name)
    ((file, data),) = files.items()
    (image,) = pages(file, data)
    truths = [told(entry) for entry in entries]
    assert [truth["type"] for truth in truths] == list(TOGETHER[name][0])
    for truth in truths:
        area = truth["area"]
        for field, region in places(truth):
            assert area["x0"] - 0.01 <= region["x0"] <= region["x1"] <= area["x1"] + 0.01, field
            assert area["y0"] - 0.01 <= region["y0"] <= region["y1"] <= area["y1"] + 0.01, field
            assert holds_ink(image, region), field
    first, second = (truth["area"] for truth in truths)
    assert first["y1"] < second["y0"]


@pytest.mark.slow
def test_papers_in_one_pdf_follow_each_other_without_a_gap():
    files, entries = several(6, 0, "file_pdf")
    ((_, data),) = files.items()
    truths = [told(entry) for entry in entries]
    assert [truth["type"] for truth in truths] == list(BUNDLES["file_pdf"])
    assert [page for truth in truths for page in truth["pages"]] == list(range(len(pypdfium2.PdfDocument(data))))
    for truth in truths:
        assert {region["page"] for _, region in places(truth)} <= set(truth["pages"])


@pytest.mark.slow
def test_photographs_of_several_pages_are_one_paper(tmp_path):
    files, (entry,) = single(7, 0, Wanted("work_contract", "table", "phone"))
    truth = told(entry)
    assert truth["files"] == list(files)
    assert len(files) >= 2
    assert {region["page"] for _, region in places(truth)} <= set(range(len(files)))


def test_the_command_line_writes_papers_of_one_type_with_their_truth(tmp_path, capsys):
    command = ["--seed", "9", "--out", str(tmp_path), "--type", "worker_card,unknown", "--design", "all"]
    assert main([*command, "--capture", "crop"]) == 0
    count = len(PAPERS["worker_card"]) + len(PAPERS["unknown"])
    assert f"{count} papers of seed 9" in capsys.readouterr().out
    folders = sorted(tmp_path.iterdir())
    assert len(folders) == count
    for folder in folders:
        (told_file,) = json.loads((folder / "truth.json").read_text("utf-8"))["files"]
        assert (folder / told_file["file"]).is_file()
        assert told_file["look"].split("/")[0] in folder.name
        assert bool(told_file["fields"]) == (told_file["type"] == "worker_card")


def test_the_command_line_names_what_it_does_not_know(tmp_path, capsys):
    for wrong in (["--type", "nothing"], ["--type", "visa", "--design", "nothing"]):
        with pytest.raises(SystemExit) as stopped:
            main(["--seed", "1", "--out", str(tmp_path), *wrong])
        assert stopped.value.code == 2
    assert "no such type: nothing" in capsys.readouterr().err


@pytest.mark.slow
def test_the_full_file_holds_every_type_and_a_pdf_of_several(tmp_path):
    truth = make("full_file", 3, tmp_path).truth
    assert {entry["type"] for entry in truth["files"]} == set(PAPERS) - {"unknown"}
    joined = [entry for entry in truth["files"] if "pages" in entry]
    assert len({entry["file"] for entry in joined}) == 1
    assert [entry["pages"] for entry in joined] == [[number] for number in range(len(joined))]
