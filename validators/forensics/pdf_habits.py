"""How a page's drawing instructions are written down: spaces, ends of lines, kinds of strings (ISO 32000-1, 7.8.2).

A program writes all pages of a file in one manner. A page that shares fonts with the others, and so was made in one
run with them, but is written in another manner, was written anew later, it alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

LEAST_OPERATORS: Final = 12
"""Operators of a page from which on its manner is known, if it is quite another one."""
MANY_OPERATORS: Final = 40
MOST_BYTES: Final = 4 * 1024 * 1024
ALIKE: Final = 0.95
"""Share of a page's operators that are written as on another, from which on both are in one manner."""
UNLIKE: Final = 0.7
"""The same up to which they are not. Measured (docs/screening.md)."""
QUITE_UNLIKE: Final = 0.3
"""The same where one of the pages has fewer than ``MANY_OPERATORS``."""
Manner = Counter[tuple[bytes, bytes, bytes]]
# Not those of paths: a drawn signature has a thousand, and a program writes lines in several manners.
_OPERATOR: Final = re.compile(
    rb"(\r\n|[\n\r\t ]|[)\]>])"
    rb"(BT|ET|Tf|Td|TD|Tm|Tj|TJ|Tc|Tw|TL|T\*|q|Q|cm|rg|RG|gs|scn|SCN|cs|CS|BDC|EMC|Do|[gG])"
    rb"(?=(\r\n|[\n\r\t \[(</]))"
)
_STRINGS: Final = {
    b"literal": re.compile(rb"\((?=[^()<>]{0,200}\))"),
    b"small": re.compile(rb"<[0-9]{0,200}[a-f][0-9a-f]{0,200}"),
    b"large": re.compile(rb"<[0-9]{0,200}[A-F][0-9A-F]{0,200}"),
    b"open": re.compile(rb"\[[(<]"),
    b"open, space": re.compile(rb"\[[ \n][ \n]?[(<]"),
    b"between": re.compile(rb"[)>]-?[\d.]"),
    b"between, space": re.compile(rb"[)>] -?[\d.]"),
}
"""How strings are written, and rows of them."""
_GENERATED: Final = re.compile(rb"\Aq\s[^()<>]{0,120}/FX[A-Z]\d+ gs\b")
"""How PDFium, and editors that are built on it, begin a content stream that they wrote: with a name of their own."""
_FONT_SET: Final = re.compile(rb"/([^\s/\[\]<>()]{1,80})\s+[-+.\d]{1,20}\s+Tf\b")
_TEXTS: Final = re.compile(rb"T[jJ]\b")
LEAST_TEXTS: Final = 8
_OWN: Final = ("pdfium", "foxit")
"""Producers whose own files are written so."""


@dataclass(frozen=True)
class Rewritten:
    """A page in another manner than those that it shares fonts with; ``likeness`` to the most similar of them.

    ``has_more`` tells that something may have been put on it besides: a picture or a font that no other page has.
    """

    page: int
    others: tuple[int, ...]
    likeness: float
    has_more: bool


def manner_of(content: bytes) -> Manner:
    """Return how often each operator stands between which marks, and what kinds of strings are shown."""
    found: Manner = Counter()
    for one in _OPERATOR.finditer(content[:MOST_BYTES]):
        found[one[2], one[1], one[3]] += 1
    for name, pattern in _STRINGS.items():
        found[b"string", name, b""] += len(pattern.findall(content[:MOST_BYTES]))
    return +found


def likeness(one: Manner, other: Manner) -> float:
    """Return the share of the operators on both pages that are written alike, the lower of both ways, 0..1."""
    common = {operator for operator, *_ in one} & {operator for operator, *_ in other}
    return min(_share(one, other, common), _share(other, one, common))


def _share(one: Manner, other: Manner, common: set[bytes]) -> float:
    counted = {key: many for key, many in one.items() if key[0] in common}
    alike = sum(many for key, many in counted.items() if key in other)
    return alike / max(sum(counted.values()), 1)


@dataclass(frozen=True)
class _Written:
    """A page's manner, the fonts that it uses, and what a stamp would bring."""

    manner: Manner
    fonts: frozenset[object]
    more: frozenset[object]


def rewritten_pages(file: pikepdf.Pdf, pages: int) -> list[Rewritten]:
    """Return the pages of a file that are written in another manner than all that they share fonts with.

    Of two pages one was written anew, and the first stands for both: which it was cannot be told.
    """
    written = {}
    for index in range(min(pages, len(file.pages))):
        one = _written(file.pages[index])
        if sum(one.manner.values()) >= LEAST_OPERATORS:
            written[index] = one
    found = []
    for index, one in written.items():
        others = [other for other in written if other != index and one.fonts & written[other].fonts]
        best = max((likeness(one.manner, written[other].manner) for other in others), default=1.0)
        fewest = min(sum(written[each].manner.values()) for each in (index, *others))
        if best <= (UNLIKE if fewest >= MANY_OPERATORS else QUITE_UNLIKE) and _agree(others, written):
            shared = frozenset[object]().union(*(written[other].more | written[other].fonts for other in others))
            found.append(Rewritten(index, tuple(others), best, bool(one.more - shared)))
            if len(others) == 1:
                break
    return found


def _written(page: Any) -> _Written:
    content = b"\n".join(one.read_bytes() for one in _contents(page))
    names = _FONT_SET.findall(content[:MOST_BYTES])
    return _Written(manner_of(content), frozenset(_fonts(page, names)), frozenset(_drawn(page, names)))


def generated_pages(file: pikepdf.Pdf, pages: int) -> list[int]:
    """Return the pages whose own text PDFium wrote anew, in a file that names another producer.

    PDFium leaves a stream alone until something in it is changed, moved or taken out; what is added goes into a stream
    of its own (measured). A stream of PDFium's with most of the page's text is therefore the page itself, changed.
    """
    producer = str(file.docinfo.get("/Producer", "")).lower()
    if not producer or any(name in producer for name in _OWN):
        return []
    return [index for index in range(min(pages, len(file.pages))) if _is_generated(file.pages[index])]


def _is_generated(page: Any) -> bool:
    streams = [one.read_bytes()[:MOST_BYTES] for one in _contents(page)]
    texts = [len(_TEXTS.findall(one)) for one in streams]
    own = sum(many for one, many in zip(streams, texts, strict=True) if _GENERATED.match(one))
    return own >= LEAST_TEXTS and 2 * own > sum(texts)


def _agree(others: Sequence[int], written: dict[int, _Written]) -> bool:
    """Tell whether the others are in one manner."""
    first = written[others[0]].manner
    return all(likeness(first, written[other].manner) >= ALIKE for other in others[1:])


def _contents(page: Any) -> Iterator[Any]:
    found = page.obj.get("/Contents")
    parts = found if isinstance(found, pikepdf.Array) else [found]
    yield from (one for one in parts if isinstance(one, pikepdf.Stream))


def _fonts(page: Any, names: Sequence[bytes]) -> Iterator[object]:
    """Yield the font objects that the page sets; its resources may name those of all pages."""
    fonts = page.resources.get("/Font", {})
    for name in set(names):
        found = fonts.get("/" + name.decode("latin-1"))
        if found is not None and found.objgen != (0, 0):
            yield found.objgen


def _drawn(page: Any, names: Sequence[bytes]) -> Iterator[object]:
    """Yield what a stamp would bring: pictures and forms, and the font in which the page ends and nothing else is."""
    for one in page.resources.get("/XObject", {}).values():
        yield one.objgen
    if names and len(set(names)) > 1:
        last = names[-1]
        if last not in names[: len(names) - 1 - _run(names)]:
            found = page.resources.get("/Font", {}).get("/" + last.decode("latin-1"))
            yield found.objgen if found is not None else last


def _run(names: Sequence[bytes]) -> int:
    """Return how many names before the last one are the same, side by side."""
    count = 0
    while count + 1 < len(names) and names[-2 - count] == names[-1]:
        count += 1
    return count
