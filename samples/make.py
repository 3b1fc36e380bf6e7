"""Makes sample cases: ``python -m samples.make --seed 1 --out DIR`` writes uploads, truth and registry records.

The same seed gives the same bytes; another seed gives other persons. Each case is a folder with the files that a
portal would upload and ``truth.json``: every printed value with the place of its ink, and what the case must give.
"""

import argparse
import json
import random
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from samples.chance import chance
from samples.dossier import Dossier, tell_dossier
from samples.faults import FAULTS, NO_FAULT, Fault
from samples.media import Part, bundle, upload
from samples.papers import Story, tell
from samples.printing import print_paper
from samples.registry_records import records
from samples.render import contract
from samples.render.fonts import MissingFont
from samples.render.optics import Captured
from samples.specimen import DocumentType, Look, Specimen, Traits, specimens
from samples.truth import Entry, truth

Variant = Mapping[str, Mapping[str, str]]
"""What to force instead of drawing it: looks by document type, and traits of the person as in ``specimen.Traits``.

``{"ktp": {"design": "arial", "capture": "phone"}, "person": {"name": "long"}}``.
"""

OWN: Final = "own"
"""Stands for the fault that the specimen names, if any."""

FILE_NAMES: Final[Mapping[str, str]] = {
    "ktp": "ktp",
    "passport": "paspor",
    "work_contract": "perjanjian-kerja",
    "visa": "visa",
    "family_card": "kartu-keluarga",
    "placement_agreement": "perjanjian-penempatan",
    "job_order": "job-order",
    "agency_licence": "sip3mi",
    "family_permit": "izin-keluarga",
    "health_certificate": "surat-sehat",
    "police_clearance": "skck",
    "competence_certificate": "sertifikat-kompetensi",
    "social_security": "bpjs",
    "worker_card": "kartu-pmi",
    "unknown": "lain",
}
"""What people call the file of a paper; one that is not listed bears its type's name."""
JOINED_NAME: Final = "berkas.pdf"
"""File of the papers that come as one PDF."""

Written = tuple[dict[str, bytes], list[Entry]]
"""Files by name, and the truth about the papers in them."""


@dataclass(frozen=True)
class Made:
    """A case as written: its folder, the story that its papers tell, and the content of its truth.json."""

    folder: Path
    story: Story
    truth: dict[str, Any]


def make(case: str, seed: int, out: Path, *, fault: str | None = OWN, variant: Variant | None = None) -> Made:
    """Write the sample case ``case`` of ``seed`` into ``out`` and return it.

    Args:
        case: Name of a specimen (a file under ``specimens/``); KeyError for an unknown one.
        seed: Any whole number; it draws the persons.
        out: Folder that gets the case's folder.
        fault: ``OWN`` plants the specimen's fault, None plants none, a name of ``faults.FAULTS`` plants that one.
        variant: Designs, captures and traits to force instead of drawing them.
    """
    specimen, planted = _planted(specimens()[case], fault, (variant or {}).get("person", {}))
    return _written(specimen, planted, seed, out, variant or {})


def make_only(
    papers: Collection[DocumentType], case: str, seed: int, out: Path, variant: Variant | None = None
) -> Made:
    """Write as ``make`` does, of the case only these papers; each looks as it does beside the others."""
    specimen, planted = _planted(specimens()[case], OWN, (variant or {}).get("person", {}))
    few = {name: look for name, look in specimen.documents.items() if name in papers}
    return _written(specimen.model_copy(update={"documents": few}), planted, seed, out, variant or {})


def _written(specimen: Specimen, planted: Fault, seed: int, out: Path, variant: Variant) -> Made:
    case = specimen.case
    story = planted.change(chance(seed, case, "fault", planted.name), tell(specimen, seed))
    target = out / case
    target.mkdir(parents=True, exist_ok=True)
    entries = []
    for files, told in _uploads(specimen, story, seed, variant):
        for name, data in files.items():
            (target / name).write_bytes(data)
        entries += told
    written = truth(case, seed, specimen.expected, entries)
    _write_json(target / "truth.json", written)
    return Made(target, story, written)


def make_all(seed: int, out: Path, cases: Sequence[str] = ()) -> list[Made]:
    """Write ``cases`` (all when empty) of ``seed`` and ``registries.json`` with the records of their persons."""
    made = [make(case, seed, out) for case in cases or specimens()]
    write_registries(out, [entry.story for entry in made])
    return made


def write_registries(out: Path, stories: Sequence[Story]) -> Path:
    """Write ``registries.json`` about ``stories`` into ``out`` and return its path."""
    path = out / "registries.json"
    _write_json(path, records(stories))
    return path


def _planted(specimen: Specimen, fault: str | None, person: Mapping[str, str]) -> tuple[Specimen, Fault]:
    """Return the specimen with the traits, captures and expectations of the fault that is planted."""
    name = specimen.fault if fault == OWN else fault
    planted = FAULTS[name] if name else NO_FAULT
    documents: dict[DocumentType, Look] = {**specimen.documents}
    for document_type, kind in dict(planted.captures).items():
        documents[document_type] = documents[document_type].model_copy(update={"captures": (kind,)})
    changed = {
        "traits": planted.traits(Traits.model_validate({**specimen.traits.model_dump(), **person})),
        "documents": documents,
        "expected": specimen.expected if fault == OWN else planted.expected,
    }
    return specimen.model_copy(update=changed), planted


def _uploads(specimen: Specimen, story: Story, seed: int, variant: Variant) -> Iterator[Written]:
    """Yield the files of every paper of the case with the truth about them; papers that come joined are one PDF."""
    file = tell_dossier(story, seed, specimen.number)
    joined: list[Part] = []
    for document_type, look in specimen.documents.items():
        path = (seed, specimen.case, document_type)
        forced = variant.get(document_type, {})
        design = forced.get("design") or chance(*path, "design").choice(look.designs)
        kind = forced.get("capture") or chance(*path, "capture kind").choice(look.captures)
        if document_type in specimen.joined:
            joined.append(Part(document_type, print_paper(file, document_type, design, chance(*path, "print"))))
            continue
        shots = _captured(file, document_type, design, kind, path)
        yield _named(document_type, shots, chance(*path, "order") if look.shuffled else None)
    if joined:
        data, placed = bundle(joined, chance(seed, specimen.case, "joined"))
        entries = [Entry((JOINED_NAME,), part.type, part.marks, part.first_page, part.pages) for part in placed]
        yield {JOINED_NAME: data}, entries


def _captured(
    file: Dossier, document_type: str, design: str, kind: str, path: tuple[object, ...]
) -> tuple[Captured, ...]:
    print_chance, capture_chance = chance(*path, "print"), chance(*path, "capture")
    if document_type == "work_contract" and kind in {"digital", "scan"}:
        return (contract.upload(file.contract, design, kind, print_chance, capture_chance),)
    return upload(Part(document_type, print_paper(file, document_type, design, print_chance)), kind, capture_chance)


def _named(document_type: str, shots: tuple[Captured, ...], order: random.Random | None) -> Written:
    """Return the shots of one paper by file name; photographs of several pages are one paper's, a file a page.

    Files are numbered as they are sent: page by page, or in the ``order`` that chance draws.
    """
    stem, many = FILE_NAMES.get(document_type, document_type.replace("_", "-")), len(shots) > 1
    numbers = list(range(1, len(shots) + 1))
    if order is not None:
        order.shuffle(numbers)
    names = [
        f"{stem}{f'-{number}' if many else ''}.{shot.extension}" for number, shot in zip(numbers, shots, strict=True)
    ]
    marks = [replace(mark, page=page if many else mark.page) for page, shot in enumerate(shots) for mark in shot.marks]
    files = {name: shot.data for name, shot in zip(names, shots, strict=True)}
    return files, [Entry(tuple(names), document_type, tuple(marks))]


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 1 when a font is missing, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description="Make synthetic sample cases.")
    parser.add_argument("--seed", type=int, required=True, help="any whole number; another seed gives other persons")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--case", choices=list(specimens()), help="make only this case")
    options = parser.parse_args(arguments)
    try:
        made = make_all(options.seed, options.out, [options.case] if options.case else ())
    except MissingFont as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"{len(made)} cases of seed {options.seed} in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
