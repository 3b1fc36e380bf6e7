"""Papers of the held-out set: contracts printed by a browser and letters set by LibreOffice, in other faces and words.

Words and fields come from the text layer of the PDFs themselves. Nothing here is drawn by ``samples``.
"""

import os
import random
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import sync_playwright

from bench.strangers.draw import DESIGNS, FORMS, html, story
from samples.render.printed import Box, Letters, Mark, around

LETTERS: Final = Path(__file__).parent / "letters"
FONTS: Final = Path(".venv-peers-forgery/debian/usr/share/fonts")
FACES: Final = ("Roboto", "Open Sans", "Carlito", "FreeSerif", "Liberation Serif")
_FONTS_CONFIG: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>"""


@dataclass(frozen=True)
class Paper:
    """A PDF of one paper, with its words and fields in shares of its pages."""

    name: str
    kind: str
    data: bytes
    words: tuple[Letters, ...]
    fields: tuple[Mark, ...]


def browser_papers(seed: int, count: int) -> Iterator[Paper]:
    """Yield ``count`` contracts, the forms in turn, as Chromium prints them."""
    names = list(DESIGNS)
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 794, "height": 1123})
        for number in range(count):
            name = names[number % len(names)]
            draw = random.Random(f"elsewhere {seed + number} {name}")
            values = story(DESIGNS[name], draw)
            page.set_content(html(DESIGNS[name], values, draw))
            data = page.pdf(prefer_css_page_size=True, print_background=True)
            yield _paper(f"chromium/{name}", "work_contract", data, values)
        browser.close()


def office_papers(seed: int, count: int) -> Iterator[Paper]:
    """Yield ``count`` letters as LibreOffice exports them, all set in one run."""
    machine = Environment(loader=FileSystemLoader([LETTERS, FORMS]), autoescape=False)  # noqa: S701  # our own files
    names = sorted(path.stem for path in LETTERS.glob("*.html"))
    forms = list(DESIGNS.values())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        told: dict[str, tuple[str, dict[str, Any]]] = {}
        for number in range(count):
            draw = random.Random(f"elsewhere office {seed + number}")
            name, values = names[number % len(names)], story(draw.choice(forms), draw)
            text = machine.get_template(f"{name}.html").render(
                c=values, face=draw.choice(FACES), size=draw.choice((10, 10.5, 11, 12))
            )
            (folder / f"{number}.html").write_text(text, "utf-8")
            told[f"{number}"] = name, values
        _exported(folder)
        for stem, (name, values) in told.items():
            kind = "work_contract" if name == "table" else "family_permit"
            yield _paper(f"libreoffice/{name}", kind, (folder / f"{stem}.pdf").read_bytes(), values)


def _exported(folder: Path) -> None:
    config = folder / "fonts.conf"
    config.write_text(_FONTS_CONFIG.format(FONTS.resolve()), "utf-8")
    files = sorted(str(path) for path in folder.glob("*.html"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "pdf:writer_web_pdf_Export", "--outdir", str(folder), *files],
        check=True, capture_output=True, env={**os.environ, "FONTCONFIG_FILE": str(config), "HOME": str(folder)},
    )  # fmt: skip


def _paper(name: str, kind: str, data: bytes, values: Mapping[str, Any]) -> Paper:
    words = tuple(words_of(data))
    return Paper(name, kind, data, words, tuple(_fields(words, values)))


_NAMES: Final = {
    "worker": "worker_name", "nik": "worker_id_number", "passport": "worker_passport_number", "wage": "wage_amount",
    "number": "contract_number", "job_order": "job_order_number", "employer": "employer_name", "licence":
    "agency_licence", "start": "start_date", "signed": "signed_on", "birth": "worker_birth_date",
}  # fmt: skip


def _fields(words: Sequence[Letters], values: Mapping[str, Any]) -> Iterator[Mark]:
    """Yield the values that stand in the text as they are, each where it stands first, on one line."""
    for key, name in _NAMES.items():
        value = values[key]
        forms = [str(value)] if not hasattr(value, "strftime") else [f"{value:%d-%m-%Y}", f"{value:%d %B %Y}"]
        for form in forms:
            found = _run_of(words, form.split())
            if found:
                yield Mark(name, form, found[0].page, around([word.box for word in found]))
                break


def _run_of(words: Sequence[Letters], wanted: Sequence[str]) -> Sequence[Letters]:
    for place in range(len(words) - len(wanted) + 1):
        run = words[place : place + len(wanted)]
        same = all(word.text.strip(".,:;()") == part.strip(".,:;()") for word, part in zip(run, wanted, strict=True))
        level = abs(run[0].box[3] - run[-1].box[3]) < 0.01 and run[0].page == run[-1].page
        if same and level:
            return run
    return ()


def words_of(data: bytes) -> Iterator[Letters]:
    """Yield the words of a PDF's text layer, boxes in shares of its pages."""
    document = pypdfium2.PdfDocument(data)
    for index, page in enumerate(document):
        wide, high = page.get_size()
        text = page.get_textpage()
        word: list[tuple[str, Box]] = []
        for place in range(text.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(text, place))
            left, bottom, right, top = text.get_charbox(place)
            box = (left / wide, 1 - top / high, right / wide, 1 - bottom / high)
            if letter.isspace() or not letter.isprintable():
                yield from _closed(word, index)
            elif box[2] > box[0] and box[3] > box[1]:
                word.append((letter, box))
        yield from _closed(word, index)
    document.close()


def _closed(word: list[tuple[str, Box]], page: int) -> Iterator[Letters]:
    if word:
        yield Letters("".join(letter for letter, _ in word), page, tuple(box for _, box in word))
    word.clear()
