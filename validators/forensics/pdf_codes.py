"""The character codes that a PDF's text operators show, in painting order, and what each font's character map lists.

PDFium tells characters, not codes; the codes are read with pikepdf (ISO 32000-1, 9.4.3 text showing, 9.10.3 ToUnicode).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf

DEEPEST_FORM: Final = 6
MOST_OPERATORS: Final = 150_000
"""Operators of a file that are read; a drawing of more is no paper that people fill in."""
MOST_CODES: Final = 400_000
MOST_MAP: Final = 1024 * 1024
BROKEN: Final = (
    pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, KeyError, IndexError, TypeError,
    AttributeError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What pikepdf raises on broken files; RuntimeError is qpdf's."""
_SHOWN: Final = frozenset({"Tj", "TJ", "'", '"'})
_HEX: Final = re.compile(rb"<([0-9A-Fa-f]{2,512})>")
_SPAN: Final = re.compile(rb"<([0-9A-Fa-f]{2,8})>\s*<([0-9A-Fa-f]{2,8})>\s*(<[0-9A-Fa-f]{2,512}>|\[[^\]]{0,4000}\])")


@dataclass(frozen=True)
class Shown:
    """One use of a code: its page, the number of the text operator on it, and the code."""

    page: int
    run: int
    code: int


@dataclass
class CodedFont:
    """A font of the file: what its map lists, in the map's order, and every use of its codes in painting order.

    ``pages`` are those that it is used on.
    """

    name: str
    wide: bool
    listed: dict[int, str]
    shown: list[Shown] = field(default_factory=list)

    @property
    def pages(self) -> set[int]:
        """The pages that it is used on."""
        return {one.page for one in self.shown}


class TooMuch(Exception):  # noqa: N818  # an outcome, not an error
    """The file holds more operators or codes than are read."""


class Reading:
    """The fonts of a file with the uses of their codes; ``runs`` counts the text operators that show something."""

    def __init__(self, file: pikepdf.Pdf, pages: int) -> None:
        """Read the first ``pages`` pages. Raises ``TooMuch``, or one of ``BROKEN``."""
        self.fonts: dict[object, CodedFont] = {}
        self.runs: list[int] = []
        self._left, self._codes_left = MOST_OPERATORS, MOST_CODES
        for index in range(min(pages, len(file.pages))):
            self.runs.append(0)
            page = file.pages[index]
            self._walk(page, page.obj.get("/Resources", page.resources), 0)

    def _walk(self, holder: Any, resources: Any, depth: int) -> None:
        font: CodedFont | None = None
        kept: list[CodedFont | None] = []
        for operands, operator in _instructions(holder):
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            if operator == "Tf":
                font = self._font(resources, str(operands[0]))
            elif operator in _SHOWN:
                self._show(font, operands[-1])
            elif operator == "q":
                kept.append(font)
            elif operator == "Q" and kept:
                font = kept.pop()
            elif operator == "Do" and depth < DEEPEST_FORM:
                self._form(resources, str(operands[0]), depth)

    def _form(self, resources: Any, name: str, depth: int) -> None:
        found = resources.get("/XObject", {}).get(name)
        if found is not None and found.get("/Subtype") == "/Form":
            self._walk(found, found.get("/Resources", resources), depth + 1)

    def _show(self, font: CodedFont | None, shown: Any) -> None:
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        codes = [code for part in parts if isinstance(part, pikepdf.String) for code in _codes(font, bytes(part))]
        if not codes:
            return
        self._codes_left -= len(codes)
        if self._codes_left < 0:
            raise TooMuch
        page = len(self.runs) - 1
        if font is not None:
            font.shown += [Shown(page, self.runs[page], code) for code in codes]
        self.runs[page] += 1

    def _font(self, resources: Any, name: str) -> CodedFont | None:
        found = resources.get("/Font", {}).get(name)
        if found is None:
            return None
        key: object = found.objgen if found.objgen != (0, 0) else (str(found.get("/BaseFont")), name)
        if key not in self.fonts:
            wide = found.get("/Subtype") == "/Type0"
            known = not wide or str(found.get("/Encoding")) == "/Identity-H"
            self.fonts[key] = CodedFont(str(found.get("/BaseFont", "/?"))[1:], wide, _listed(found) if known else {})
        return self.fonts[key]


def _instructions(holder: Any) -> Iterator[tuple[Any, str]]:
    wanted = "Tf Tj TJ ' \" q Q Do"
    for one in pikepdf.parse_content_stream(holder, wanted):
        yield one.operands, str(one.operator)


def _codes(font: CodedFont | None, shown: bytes) -> list[int]:
    if font is not None and font.wide:
        return [shown[place] << 8 | shown[place + 1] for place in range(0, len(shown) - 1, 2)]
    return list(shown)


def _listed(font: Any) -> dict[int, str]:
    """Return what a font's ToUnicode map lists, in its order; empty where it has none or one that is too long."""
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    listed: dict[int, str] = {}
    for part in stream.read_bytes()[:MOST_MAP].split(b"beginbf")[1:]:
        block = part.partition(b"endbf")[0]
        listed.update(_spans(block) if block.startswith(b"range") else _chars(block))
    return {code: text for code, text in listed.items() if code and text.strip("\0")}


def _chars(block: bytes) -> Iterator[tuple[int, str]]:
    parts = _HEX.findall(block)
    for code, text in zip(parts[::2], parts[1::2], strict=False):
        yield int(code, 16), _text(text)


def _spans(block: bytes) -> Iterator[tuple[int, str]]:
    for first, last, told in _SPAN.findall(block):
        texts = [_text(one) for one in _HEX.findall(told)]
        for place in range(min(int(last, 16) - int(first, 16) + 1, 256)):
            if told[:1] == b"[":
                yield int(first, 16) + place, texts[place] if place < len(texts) else ""
            elif texts and texts[0]:
                yield int(first, 16) + place, texts[0][:-1] + chr(ord(texts[0][-1]) + place)


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode() + "0" * (len(digits) % 2)).decode("utf-16-be", "replace")
