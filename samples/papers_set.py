"""Single papers for engineers and measurements, any type in any design and capture, each with its truth.

    python -m samples.papers_set --seed 7 --out DIR                       # every type once, in all its designs
    python -m samples.papers_set --seed 7 --out DIR --type visa --capture phone --count 20
    python -m samples.papers_set --seed 7 --out DIR --together            # several papers on one picture, in one PDF

Each paper is a folder ``DIR/TYPE-DESIGN-CAPTURE-N`` with its files and a ``truth.json`` like that of a case. The same
seed gives the same bytes. A design that is held out is drawn only when it is asked for by name or with
``--design held_out`` or ``all``.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from samples.chance import chance
from samples.dossier import Dossier, tell_dossier
from samples.make import Written
from samples.media import KINDS, Part, bundle, together, upload
from samples.papers import tell
from samples.printing import PAPERS, flatten, print_paper
from samples.render.fonts import MissingFont
from samples.render.wear import WEAR, worn
from samples.specimen import Specimen, Traits
from samples.truth import Entry, told

NUMBER: Final = 9
"""Number of the person of a single paper, as of a specimen's."""

CARDS: Final = frozenset({"ktp", "passport"})
"""Types that are never born digital."""

TOGETHER: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "cards_scan": (("ktp", "passport"), "scan"),
    "cards_photo": (("passport", "ktp"), "phone"),
    "family_photo": (("ktp", "family_card"), "phone"),
    "family_flat": (("family_card", "ktp"), "flat"),
    "visa_scan": (("passport", "visa"), "flat"),
}
"""Papers that people put on one picture, and how they capture it."""

BUNDLES: Final[dict[str, tuple[str, ...]]] = {
    "file_pdf": ("ktp", "passport", "family_card", "work_contract"),
    "letters_pdf": ("police_clearance", "health_certificate", "family_permit", "unknown", "placement_agreement"),
    "twice_pdf": ("work_contract", "ktp", "passport"),
}
"""Papers that people scan into one PDF, in their order."""


def dossier(seed: int, place: int) -> Dossier:
    """Return the file of person ``place`` of ``seed``: of any age, name and home within a specimen's bounds."""
    draw = chance(seed, "papers set", place)
    traits = Traits(
        name=draw.choice(["any", "any", "any", "single", "long"]), home=draw.choice(["origin", "origin", "moved"])
    )
    expected = {"document": "clear", "protection": "none", "next_step": "none"}
    values = {"case": f"set_{place}", "number": NUMBER, "title": {"id": "", "en": ""}, "documents": {}}
    specimen = Specimen.model_validate({**values, "traits": traits, "expected": expected})
    return tell_dossier(tell(specimen, seed), seed + 1_000_003 * place, NUMBER, free=False)


def design_names(document_type: str, wanted: str) -> list[str]:
    """Return the designs of a type: ``open``, ``held_out``, ``all``, or the one that is named."""
    known = PAPERS[document_type]
    if wanted not in {"open", "held_out", "all"}:
        return [wanted] if wanted in known else []
    return [name for name, design in known.items() if wanted == "all" or design.held_out == (wanted == "held_out")]


@dataclass(frozen=True)
class Wanted:
    """One paper of a set: its type, design and capture (``media.KINDS``).

    ``wear`` is a key of ``wear.WEAR``: the paper is badly printed then, and has no text of its own.
    """

    type: str
    design: str
    kind: str
    wear: str = ""


def single(seed: int, place: int, wanted: Wanted) -> Written:
    """Return one paper of person ``place``: one file, or one a page for photographs.

    Raises:
        ValueError: a paper of this size is not captured so.
    """
    path = (seed, place, wanted.type, wanted.design, wanted.kind)
    drawn = print_paper(dossier(seed, place), wanted.type, wanted.design, chance(*path, "print"))
    if wanted.wear:
        drawn = worn(flatten(drawn), wanted.wear, chance(*path, wanted.wear))
    shots = upload(Part(wanted.type, drawn), wanted.kind, chance(*path, "capture"))
    many = len(shots) > 1
    names = [f"{wanted.type}{f'-{page}' if many else ''}.{shot.extension}" for page, shot in enumerate(shots, 1)]
    marks = [replace(mark, page=page if many else mark.page) for page, shot in enumerate(shots) for mark in shot.marks]
    look = "/".join(filter(None, (wanted.design, wanted.kind, wanted.wear)))
    entry = Entry(tuple(names), wanted.type, tuple(marks), look=look)
    return {name: shot.data for name, shot in zip(names, shots, strict=True)}, [entry]


def several(seed: int, place: int, name: str) -> Written:
    """Return several papers of person ``place`` in one file; ``name`` is a key of ``TOGETHER`` or ``BUNDLES``."""
    file, path = dossier(seed, place), (seed, place, name)
    types, kind = TOGETHER.get(name) or (BUNDLES[name], "")
    parts, looks = [], []
    for document_type in types:
        design = chance(*path, document_type, "design").choice(design_names(document_type, "open"))
        parts.append(Part(document_type, print_paper(file, document_type, design, chance(*path, document_type))))
        looks.append(f"{design}/{name}")
    draw = chance(*path, "capture")
    if kind:
        shot, placed = together(parts, kind, draw)
        data, extension = shot.data, shot.extension
    else:
        data, placed = bundle(parts, draw)
        extension = "pdf"
    return {f"{name}.{extension}": data}, [
        Entry((f"{name}.{extension}",), part.type, part.marks, part.first_page, part.pages, part.area, look)
        for part, look in zip(placed, looks, strict=True)
    ]


def write(folder: Path, seed: int, written: Written) -> None:
    """Write files and their truth into ``folder``."""
    files, entries = written
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    content = {"seed": seed, "files": [told(entry) for entry in entries]}
    (folder / "truth.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def wanted_papers(options: argparse.Namespace) -> Iterator[Wanted]:
    """Yield every paper that the command line asks for: ``count`` a type, or each design once when it is 0."""
    wears = list(WEAR) if options.wear == "any" else [options.wear]
    for document_type in options.type.split(",") if options.type else list(PAPERS):
        names = design_names(document_type, options.design)
        kind = options.capture or ("flat" if document_type in CARDS else "digital")
        for place in range(options.count or len(names)):
            yield Wanted(document_type, names[place % len(names)], kind, wears[place % len(wears)])


def make_set(options: argparse.Namespace) -> int:
    """Write the set that the command line asks for and return how many papers it has."""
    done = 0
    for place, wanted in enumerate(wanted_papers(options)):
        folder = options.out / f"{wanted.type}-{wanted.design}-{wanted.kind}-{place}"
        try:
            write(folder, options.seed, single(options.seed, place, wanted))
        except ValueError as refused:
            sys.stderr.write(f"{folder.name}: {refused}\n")
            continue
        done += 1
    return done


def make_together(options: argparse.Namespace) -> int:
    """Write ``count`` of everything that holds several papers and return how many files that are."""
    asked = [(name, place) for name in (*TOGETHER, *BUNDLES) for place in range(options.count or 1)]
    for name, place in asked:
        write(options.out / f"{name}-{place}", options.seed, several(options.seed, place, name))
    return len(asked)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 1 when a font is missing, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m samples.papers_set", description="Make single synthetic papers.")
    parser.add_argument("--seed", type=int, required=True, help="any whole number; another seed gives other persons")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--type", default="", help=f"types, with commas between them: {', '.join(PAPERS)}")
    parser.add_argument("--design", default="open", help="a design's name, or open (default), held_out, all")
    parser.add_argument("--capture", default="", choices=["", *KINDS], help="default: digital, cards flat")
    parser.add_argument("--count", type=int, default=0, help="papers of each type (default: every design once)")
    parser.add_argument("--wear", default="", choices=["", "any", *WEAR], help="badly printed or handled paper")
    parser.add_argument("--together", action="store_true", help="several papers on one picture and in one PDF")
    options = parser.parse_args(arguments)
    unknown = set(options.type.split(",")) - set(PAPERS) if options.type else set()
    if unknown:
        parser.error(f"no such type: {', '.join(sorted(unknown))}")
    for document_type in options.type.split(",") if options.type else []:
        if not design_names(document_type, options.design):
            parser.error(f"{document_type} has no design {options.design}")
    try:
        done = make_together(options) if options.together else make_set(options)
    except MissingFont as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"{done} papers of seed {options.seed} in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
