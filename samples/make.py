"""Makes sample cases: ``python -m samples.make --seed 1 --out DIR`` writes uploads, truth and registry records.

The same seed gives the same bytes; another seed gives other persons. Each case is a folder with the files that a
portal would upload and ``truth.json``: every printed value with the place of its ink, and what the case must give.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from samples.chance import chance
from samples.faults import FAULTS, NO_FAULT, Fault
from samples.papers import Story, tell
from samples.registry_records import records
from samples.render import contract, ktp, passport
from samples.render.capture import Captured, capture
from samples.render.fonts import MissingFont
from samples.specimen import DocumentType, Look, Specimen, Traits, specimens
from samples.truth import Entry, truth

Variant = Mapping[str, Mapping[str, str]]
"""What to force instead of drawing it: looks by document type, and traits of the person as in ``specimen.Traits``.

``{"ktp": {"design": "arial", "capture": "phone"}, "person": {"name": "long"}}``.
"""

OWN: Final = "own"
"""Stands for the fault that the specimen names, if any."""

FILE_NAMES: Final = {"ktp": "ktp", "passport": "paspor", "work_contract": "perjanjian-kerja"}


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
    story = planted.change(chance(seed, case, "fault", planted.name), tell(specimen, seed))
    target = out / case
    target.mkdir(parents=True, exist_ok=True)
    files = []
    for document_type, captured in _uploads(specimen, story, seed, variant or {}):
        name = f"{FILE_NAMES[document_type]}.{captured.extension}"
        (target / name).write_bytes(captured.data)
        files.append(Entry((name,), document_type, captured.marks))
    written = truth(case, seed, specimen.expected, files)
    _write_json(target / "truth.json", written)
    return Made(target, story, written)


def make_all(seed: int, out: Path, cases: Sequence[str] = ()) -> list[Made]:
    """Write ``cases`` (all eight when empty) of ``seed`` and ``registries.json`` with the records of their persons."""
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


def _uploads(specimen: Specimen, story: Story, seed: int, variant: Variant) -> list[tuple[DocumentType, Captured]]:
    uploads = []
    for document_type, look in specimen.documents.items():
        path = (seed, specimen.case, document_type)
        forced = variant.get(document_type, {})
        design = forced.get("design") or chance(*path, "design").choice(look.designs)
        kind = forced.get("capture") or chance(*path, "capture kind").choice(look.captures)
        uploads.append((document_type, _upload(document_type, story, design, kind, path)))
    return uploads


def _upload(document_type: str, story: Story, design: str, kind: str, path: tuple[object, ...]) -> Captured:
    print_chance, capture_chance = chance(*path, "print"), chance(*path, "capture")
    if document_type == "work_contract":
        return contract.upload(story.contract, design, kind, print_chance, capture_chance)
    if document_type == "ktp":
        return capture(ktp.render(story.ktp, design, print_chance), kind, capture_chance)
    return capture(passport.render(story.passport, design, print_chance), kind, capture_chance)


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
