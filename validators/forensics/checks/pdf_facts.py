"""What a PDF says of itself and what it holds beside its pages: context, nothing more."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2.raw as pdfium

from validators.forensics.check import Measured, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_bytes import count, is_signed, readable, revision_ends
from validators.forensics.pdf_file import PdfFile, opened

ACTIVE: Final = 0.5
_PATTERNS: Final = {
    "scripts": re.compile(rb"/JavaScript\b|/S[ \r\n]{0,2}/JS\b"),
    "launches": re.compile(rb"/S[ \r\n]{0,2}/Launch\b"),
    "attachments": re.compile(rb"/EmbeddedFile\b"),
    "submits": re.compile(rb"/S[ \r\n]{0,2}/(?:SubmitForm|ImportData)\b"),
}
_XMP_ACTIONS: Final = re.compile(rb"<stEvt:action>|stEvt:action=")
_XMP_AGENT: Final = re.compile(rb"stEvt:softwareAgent[=>]\"?([ -~]{1,60}?)[\"<]")
_ID: Final = re.compile(rb"/ID[ \r\n]{0,3}\[[ \r\n]{0,3}(<[0-9A-Fa-f]{2,64}>)[ \r\n]{0,3}(<[0-9A-Fa-f]{2,64}>)")
_WRITERS: Final = {
    b"%\xbf\xf7\xa2\xfe": "qpdf", b"%\xc2\xb5\xc2\xb6": "MuPDF", b"%\xc2\xb5\xc2\xa0": "MuPDF",
    b"%\xe2\xe3\xcf\xd3": "Adobe or iText", b"%\xc3\xa4\xc3\xbc\xc3\xb6\xc3\x9f": "LibreOffice",
    b"%\xd3\xeb\xe9\xe1": "Skia", b"%\xb5\xed\xae\xfb": "cairo", b"%\xc7\xec\x8f\xa2": "Ghostscript",
    b"%\xf0\x9f\x96\xa4": "WeasyPrint", b"%\x93\x8c\x8b\x9e": "ReportLab",
}  # fmt: skip
"""What programs write into the second line of a file, as found in files that they made."""
_KINDS: Final = {
    pdfium.FPDF_ANNOT_FREETEXT: "free text",
    pdfium.FPDF_ANNOT_STAMP: "stamp",
    pdfium.FPDF_ANNOT_REDACT: "redaction",
    pdfium.FPDF_ANNOT_INK: "drawing",
    pdfium.FPDF_ANNOT_SQUARE: "rectangle",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium.FPDF_ANNOT_STRIKEOUT: "strike-out",
    pdfium.FPDF_ANNOT_TEXT: "note",
    pdfium.FPDF_ANNOT_WIDGET: "form field",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "attached file",
}
_MOST_MARKS: Final = 300


def _is_pdf(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf


@check(opens_file=True, wants=_is_pdf)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """The programs and days that the file names, its revisions, marks, forms, scripts and attachments, as facts.

    Score 0.5 where the file starts or sends something (``scripts``, ``launches``, ``submits``), else 0. Programs, days
    and revisions never count: 27 % of genuine files were changed after they were made (forgery.md section 3.5).
    """
    file, data = opened(exhibit.data), exhibit.data
    pieces = list(readable(data))
    facts = {name: str(found) for name, pattern in _PATTERNS.items() if (found := count(pieces, pattern, 999))}
    active = bool(facts.keys() & {"scripts", "launches", "submits"})
    facts |= _names(file) | _history(data)
    facts["revisions"] = str(len(revision_ends(data)))
    if marks := _marks(file):
        facts["marks"] = marks
    if file.document.get_formtype():
        facts["form"] = "1"
    if is_signed(data):
        facts["signed"] = "1"
    yield Measured(score=ACTIVE if active else 0.0, facts=facts)


def _names(file: PdfFile) -> dict[str, str]:
    said = file.document.get_metadata_dict(skip_empty=True)
    names = {"Producer": "producer", "Creator": "creator", "CreationDate": "made", "ModDate": "changed"}
    return {name: str(said[key])[:120] for key, name in names.items() if key in said}


def _history(data: bytes) -> dict[str, str]:
    """Return what the bytes tell of the programs that wrote them."""
    facts = {}
    second = data[:40].replace(b"\r", b"\n").split(b"\n")[1:3]
    writer = next((name for mark, name in _WRITERS.items() if any(line.startswith(mark) for line in second)), "")
    if writer:
        facts["writer"] = writer
    if actions := count([data], _XMP_ACTIONS, 999):
        facts["history"] = str(actions)
        agents = dict.fromkeys(found[1].decode("ascii") for found in _XMP_AGENT.finditer(data))
        facts["agents"] = ", ".join(list(agents)[:5])
    ids = [found.groups() for found in _ID.finditer(data)]
    if ids and ids[-1][0].lower() != ids[-1][1].lower():
        facts["id_changed"] = "1"
    return facts


def _marks(file: PdfFile) -> str:
    """Return how many marks of each kind lie on the pages, in words."""
    kinds: Counter[str] = Counter()
    for index in range(file.count):
        page: Any = file.page(index).raw
        for place in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_MARKS)):
            handle = pdfium.FPDFPage_GetAnnot(page, place)
            if not handle:
                continue
            kind = _KINDS.get(pdfium.FPDFAnnot_GetSubtype(handle))
            pdfium.FPDFPage_CloseAnnot(handle)
            if kind is not None:
                kinds[kind] += 1
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
