"""Values changed inside a PDF's own text operators: another figure, another number, another name, by several tools.

The codes of a value's characters are looked up in the fonts' own maps, and changed to codes of characters that the
font holds: nothing is laid over the page and no font is added.
"""

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from bench.forgery.producers.papers import Missing, Unfit
from bench.forgery.producers.stories import Story

_STRING: Final = re.compile(rb"\((?:[^()\\]|\\.)*\)|<(?!<)[0-9A-Fa-f\s]*>|<<|>>", re.DOTALL)


@dataclass
class Letter:
    """One character that a page shows: its operator, the place in it, its font."""

    text: str
    operator: int
    part: int
    place: int
    font: Any
    wide: bool


class Shown:
    """The first page's text operators, with what they say."""

    def __init__(self, data: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(data))
        self.page = self.file.pages[0]
        self.instructions = list(pikepdf.parse_content_stream(self.page))
        self._maps: dict[object, dict[int, str]] = {}
        self.letters = list(self._letters())

    def _letters(self) -> Iterator[Letter]:
        font: Any = None
        fonts: Any = self.page.resources.get("/Font", {})
        for number, one in enumerate(self.instructions):
            operator = str(one.operator)
            if operator == "Tf":
                font = fonts.get(str(one.operands[0]))
            elif operator in {"Tj", "TJ", "'", '"'} and font is not None:
                parts = one.operands[-1] if operator == "TJ" else [one.operands[-1]]
                for part, shown in enumerate(parts):
                    if isinstance(shown, pikepdf.String):
                        yield from self._read(bytes(shown), number, part, font)

    def said(self, font: Any) -> dict[int, str]:
        """Return a font's map."""
        if font.objgen not in self._maps:
            self._maps[font.objgen] = said_by(font)
        return self._maps[font.objgen]

    def _read(self, data: bytes, number: int, part: int, font: Any) -> Iterator[Letter]:
        wide = font.get("/Subtype") == "/Type0"
        said = self.said(font)
        step = 2 if wide else 1
        for place in range(len(data) // step):
            code = int.from_bytes(data[place * step : place * step + step], "big")
            text = said.get(code, "" if said else bytes([code & 255]).decode("cp1252", "replace"))
            yield Letter(text, number, part, place, font, wide)

    def where(self, value: str) -> list[Letter]:
        """Return the characters of a value, none where it does not stand in one piece."""
        inked = [one for one in self.letters if not one.text.isspace()]
        whole, wanted = "".join(one.text for one in inked), value.replace(" ", "")
        if any(len(one.text) != 1 for one in inked) or wanted not in whole:
            return []
        start = whole.index(wanted)
        return inked[start : start + len(wanted)]

    def codes_of(self, font: Any) -> dict[str, int]:
        """Return the codes of the characters that a font shows on the page."""
        return {one.text: _code(self, one) for one in self.letters if one.font.objgen == font.objgen}


def _code(shown: Shown, one: Letter) -> int:
    data = bytes(_part(shown.instructions[one.operator], one.part))
    return int.from_bytes(data[2 * one.place : 2 * one.place + 2], "big") if one.wide else data[one.place]


def _part(instruction: Any, part: int) -> Any:
    last = instruction.operands[-1]
    return last[part] if str(instruction.operator) == "TJ" else last


def said_by(font: Any) -> dict[int, str]:
    """Return a font's map, as far as the bench's own producers write maps."""
    stream = font.get("/ToUnicode")
    if stream is None:
        return {}
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream.read_bytes(), re.DOTALL):
        parts = re.findall(rb"<([0-9A-Fa-f]+)>", block)
        found.update({int(c, 16): _utf16(t) for c, t in zip(parts[::2], parts[1::2], strict=False)})
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream.read_bytes(), re.DOTALL):
        for low, high, told in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(<\w+>|\[[^\]]*\])", block):
            texts = [_utf16(t) for t in re.findall(rb"<(\w+)>", told)]
            for at in range(int(high, 16) - int(low, 16) + 1):
                own = texts[at] if told[:1] == b"[" else chr(ord(texts[0][0]) + at)
                found[int(low, 16) + at] = own
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


# -- what is changed --------------------------------------------------------------------------------------------------


def changes(shown: Shown, story: Story, what: str, draw: random.Random) -> dict[tuple[int, int], bytes]:
    """Return the new strings by operator and part. ``what``: ``figure``, ``number`` or ``name``."""
    names = [story.rows[1][1]]
    values = names if what == "name" else [value for value in story.values if any(map(str.isdigit, value))]
    draw.shuffle(values)
    for value in values:
        letters = shown.where(value)
        if not letters:
            continue
        codes = shown.codes_of(letters[0].font)
        fit = [one for one in letters if one.text.isdigit() == (what != "name") and one.text in codes]
        pool = [c for c in codes if (c.isupper() and c.isalpha() if what == "name" else c.isdigit())]
        if len(fit) < 2 or len(pool) < 2:
            continue
        chosen = [draw.choice(fit)] if what == "figure" else fit if what == "number" else fit[: draw.randint(2, 5)]
        return _changed(
            shown, {id(one): (one, codes[draw.choice([c for c in pool if c != one.text])]) for one in chosen}
        )
    raise Unfit("no value that can be changed")


def _changed(shown: Shown, wanted: dict[int, tuple[Letter, int]]) -> dict[tuple[int, int], bytes]:
    found: dict[tuple[int, int], bytearray] = {}
    for one, code in wanted.values():
        data = found.setdefault(
            (one.operator, one.part), bytearray(bytes(_part(shown.instructions[one.operator], one.part)))
        )
        step = 2 if one.wide else 1
        data[one.place * step : one.place * step + step] = code.to_bytes(step, "big")
    return {key: bytes(data) for key, data in found.items()}


# -- how it is saved --------------------------------------------------------------------------------------------------

Change = dict[tuple[int, int], bytes]


def by_hand(shown: Shown, change: Change) -> bytes:
    """The bytes of the strings alone are changed, as in a text editor; the stream is packed again, and so the file."""
    content = shown.page.obj.Contents
    whole = b"\n".join(one.read_bytes() for one in (content if isinstance(content, pikepdf.Array) else [content]))
    shown.page.obj.Contents = shown.file.make_stream(_spliced(shown, change, whole))
    return saved(shown.file)


def _spliced(shown: Shown, change: Change, whole: bytes) -> bytes:
    tokens = [one for one in _STRING.finditer(whole) if one[0] not in {b"<<", b">>"}]
    at, pieces, done = 0, [], 0
    for number, instruction in enumerate(shown.instructions):
        for part, old in enumerate(_strings(instruction)):
            if old is None:
                continue
            while bytes(pikepdf.Object.parse(tokens[at][0])) != old:
                at += 1
            token = tokens[at]
            at += 1
            new = change.get((number, part))
            if new is not None:
                pieces += [whole[done : token.start()], _written(token[0], new)]
                done = token.end()
    return b"".join((*pieces, whole[done:]))


def _strings(instruction: Any) -> list[bytes | None]:
    if str(instruction.operator) not in {"Tj", "TJ", "'", '"'}:
        return []
    last = instruction.operands[-1]
    parts = last if str(instruction.operator) == "TJ" else [last]
    return [bytes(one) if isinstance(one, pikepdf.String) else None for one in parts]


def _written(old: bytes, new: bytes) -> bytes:
    if old[:1] == b"<":
        digits = new.hex()
        return b"<" + (digits if old == old.lower() else digits.upper()).encode() + b">"
    return b"(" + re.sub(rb"([()\\])", rb"\\\1", new).replace(b"\r", b"\\r").replace(b"\n", b"\\n") + b")"


def by_pikepdf(shown: Shown, change: Change) -> bytes:
    """The page's operators are written anew by pikepdf."""
    for (number, part), new in change.items():
        one = shown.instructions[number]
        operands = list(one.operands)
        if str(one.operator) == "TJ":
            row = list(operands[-1])
            row[part] = pikepdf.String(new)
            operands[-1] = pikepdf.Array(row)
        else:
            operands[-1] = pikepdf.String(new)
        shown.instructions[number] = pikepdf.ContentStreamInstruction(operands, one.operator)
    shown.page.obj.Contents = shown.file.make_stream(pikepdf.unparse_content_stream(shown.instructions))
    return saved(shown.file)


def by_pypdf(shown: Shown, change: Change) -> bytes:
    """The page's operators are written anew by pypdf, which leaves the file's information as it was."""
    try:
        import pypdf
        from pypdf.generic import ByteStringObject, ContentStream, NameObject
    except ImportError as error:
        raise Missing("Python package pypdf") from error
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(saved(shown.file)))
    page = writer.pages[0]
    stream = ContentStream(page.get_contents(), writer)
    for (number, part), new in change.items():
        operands = stream.operations[number][0]
        row, at = (operands[0], part) if str(shown.instructions[number].operator) == "TJ" else (operands, -1)
        row[at] = ByteStringObject(new)
    page[NameObject("/Contents")] = writer._add_object(stream)  # pypdf has no public way
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def by_pdfium(shown: Shown, change: Change) -> bytes:
    """The text objects are given other text by PDFium."""
    runs = [n for n, one in enumerate(shown.instructions) if any(_strings(one))]
    document = pypdfium2.PdfDocument(saved(shown.file))
    page = document[0]
    objects = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    if len(objects) != len(runs):
        raise Unfit("PDFium counts other text objects")
    for number in {number for number, _ in change}:
        old = [one for one in shown.letters if one.operator == number]
        data = {part: change.get((number, part)) for part in {one.part for one in old}}
        text = "".join(_said(shown, one, data[one.part]) for one in old)
        set_text(objects[runs.index(number)], text)
    pdfium.FPDFPage_GenerateContent(page)
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def set_text(shown: Any, text: str) -> None:
    """Give a text object of PDFium another text."""
    units = (text + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(shown, (pdfium.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units))


def _said(shown: Shown, one: Letter, data: bytes | None) -> str:
    if data is None:
        return one.text
    step = 2 if one.wide else 1
    code = int.from_bytes(data[one.place * step : one.place * step + step], "big")
    return shown.said(one.font).get(code, chr(code))


def saved(file: pikepdf.Pdf) -> bytes:
    """Return the file as pikepdf writes it."""
    target = io.BytesIO()
    file.save(target, deterministic_id=True)
    return target.getvalue()


SAVED: Final[dict[str, Callable[[Shown, Change], bytes]]] = {
    "by hand": by_hand, "pikepdf": by_pikepdf, "pypdf": by_pypdf, "PDFium": by_pdfium,
}  # fmt: skip
CHANGED: Final = ("figure", "number", "name")


def edited(data: bytes, story: Story, what: str, how: str, seed: int) -> bytes:
    """Return a PDF with a value changed. Raises ``Unfit`` or ``Missing``."""
    shown = Shown(data)
    return SAVED[how](shown, changes(shown, story, what, random.Random(f"operators {seed} {what}")))
