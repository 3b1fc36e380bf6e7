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
from dataclasses import replace
from pathlib import Path
from typing import Final

from samples.chance import chance
from samples.dossier import Dossier, tell_dossier
from samples.media import KINDS, Part, bundle, together, upload
from samples.papers import tell
from samples.printing import PAPERS, print_paper
from samples.render.fonts import MissingFont
from samples.specimen import Specimen, Traits
from samples.truth import Entry, told

NUMBER: Final = 9
"""Number of the person of a single paper, as of a specimen's."""

CARDS: Final = frozenset({"ktp", "passport"})
"""Types that are never born digital."""

Written = tuple[dict[str, bytes], list[Entry]]
"""Files by name, and the truth about the papers in them."""

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
    return tell_dossier(tell(specimen, seed), seed + 1_000_003 * place, NUMBER)


def design_names(document_type: str, wanted: str) -> list[str]:
    """Return the designs of a type: ``open``, ``held_out``, ``all``, or the one that is named."""
    known = PAPERS[document_type]
    if wanted in known:
        return [wanted]
    return [name for name, design in known.items() if wanted == "all" or design.held_out == (wanted == "held_out")]


def single(seed: int, place: int, document_type: str, design: str, kind: str) -> Written:
    """Return one paper of person ``place`` captured as ``kind``: one file, or one a page for photographs.

    Raises:
        ValueError: a paper of this size is not captured so.
    """
    path = (seed, place, document_type, design, kind)
    drawn = print_paper(dossier(seed, place), document_type, design, chance(*path, "print"))
    shots = upload(Part(document_type, drawn), kind, chance(*path, "capture"))
    many = len(shots) > 1
    names = [f"{document_type}{f'-{page}' if many else ''}.{shot.extension}" for page, shot in enumerate(shots, 1)]
    marks = [replace(mark, page=page if many else mark.page) for page, shot in enumerate(shots) for mark in shot.marks]
    entry = Entry(tuple(names), document_type, tuple(marks), look=f"{design}/{kind}")
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


def looks(types: Sequence[str], wanted: str, kind: str, count: int) -> Iterator[tuple[str, str, str]]:
    """Yield type, design and capture of every paper of a set: ``count`` a type, or each design once when it is 0."""
    for document_type in types:
        names = design_names(document_type, wanted)
        for place in range(count or len(names)):
            design = names[place % len(names)]
            yield document_type, design, kind or ("digital" if document_type not in CARDS else "flat")


def make_set(options: argparse.Namespace) -> int:
    """Write the set that the command line asks for and return how many papers it has."""
    done = 0
    if options.together:
        for name in (*TOGETHER, *BUNDLES):
            for place in range(options.count or 1):
                write(options.out / f"{name}-{place}", options.seed, several(options.seed, place, name))
                done += 1
        return done
    types = options.type.split(",") if options.type else list(PAPERS)
    for place, (document_type, design, kind) in enumerate(looks(types, options.design, options.capture, options.count)):
        folder = options.out / f"{document_type}-{design}-{kind}-{place}"
        try:
            write(folder, options.seed, single(options.seed, place, document_type, design, kind))
        except ValueError as refused:
            sys.stderr.write(f"{folder.name}: {refused}\n")
            continue
        done += 1
    return done


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 1 when a font is missing, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m samples.papers_set", description="Make single synthetic papers.")
    parser.add_argument("--seed", type=int, required=True, help="any whole number; another seed gives other persons")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--type", default="", help=f"types, with commas between them: {', '.join(PAPERS)}")
    parser.add_argument("--design", default="open", help="a design's name, or open (default), held_out, all")
    parser.add_argument("--capture", default="", choices=["", *KINDS], help="default: digital, cards flat")
    parser.add_argument("--count", type=int, default=0, help="papers of each type (default: every design once)")
    parser.add_argument("--together", action="store_true", help="several papers on one picture and in one PDF")
    options = parser.parse_args(arguments)
    unknown = set(options.type.split(",")) - set(PAPERS) if options.type else set()
    if unknown:
        parser.error(f"no such type: {', '.join(sorted(unknown))}")
    try:
        done = make_set(options)
    except MissingFont as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    except KeyError as missing:
        parser.error(f"no such design: {missing}")
    sys.stdout.write(f"{done} papers of seed {options.seed} in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
