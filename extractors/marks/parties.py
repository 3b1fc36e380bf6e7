"""Whose place to sign is where: the labels of a signing block, and which of them a mark belongs to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from extractors.layout import Line, lines
from extractors.marks.ground import Ground

Box = tuple[float, float, float, float]

UNKNOWN: Final = "unknown"
PARTIES: Final[Mapping[str, str]] = {
    "official": r"mengetahui|menyaksikan|known\s+by|acknowledged|witnessed\s+by|disahkan|legali[sz]|verified\s+by"
    r"|attest"
    r"|kepala\s+(?:desa|dinas|balai|seksi|bidang|kelurahan|up[tp])|lurah\b|camat\b|disnaker|dinas\s+(?:tenaga|ketenaga)"
    r"|kbri|kjri|kdei|konsul|consul|embassy|kedutaan|perwakilan\s+ri|atase|attach[eé]|notar|pengantar\s+kerja"
    r"|\bk?bp[23]mi\b|\bk(?:emen)?p2mi\b"
    r"|pejabat|labou?r\s+(?:office|department)|jabatan\s+(?:buruh|tenaga)|村長|领事",
    "witness": r"\bsaksi|\bwitness|見證|见证|証人|증인|شاهد",
    "agency": r"\bp3mi\b|pptkis|pjtki|\bagency\b|\bagensi\b|\bagen\b|recruitment|placement|penempatan|仲介|中介|송출",
    "family": r"\b(?:suami|istri|isteri|orang\s*tua|ayah|ibu|wali|ahli\s+waris|husband|wife|parent|guardian|spouse)\b"
    r"|(?:pem|mem)beri\s+izin|yang\s+memberi",
    "employer": r"majikan|\bemployer|pemberi\s+kerja|pengguna(?:\s+jasa)?|\bhirer\b|first\s+part"
    r"|pihak\s+(?:pertama|i\b|1\b)|雇主|僱主|甲方|雇用|사용자|고용주|صاحب\s+العمل|الطرف\s+الأول",
    "worker": r"pekerja|\bworker|\bemployee|tenaga\s+kerja|\bhelper\b|\bburuh\b|\bc?pmi\b|\bc?tki\b|second\s+part"
    r"|pihak\s+(?:kedua|ii\b|2\b)|yang\s+menyatakan|pembuat\s+pernyataan|勞工|劳工|受僱|乙方|근로자|العامل|الطرف\s+الثاني",
}  # fmt: skip
"""Words of a label by party, those that name one beside another first: who knows of it, who witnesses, who places."""
_ORDER: Final = tuple((party, re.compile(pattern, re.IGNORECASE)) for party, pattern in PARTIES.items())
_NO_LABEL: Final = re.compile(
    r"^\s*(?:nama|name|alamat|address|no\b|nomor|number|tanggal|date|pasal|article|kantor\b|pemerintah\b)",
    re.IGNORECASE,
)
"""Beginnings of what is no label: an office in a letterhead has its emblem beside it, which is no thumbprint."""
MOST_WORDS: Final = 9
WIDE_GAP: Final = 1.6
"""Gap in heights of print that parts the labels of one line."""
REACH: Final = 13.0
"""Heights of print from a label within which a mark belongs to it."""
SAME_NAME: Final = 86.0
"""Least similarity (0..100) at which print is a name read elsewhere."""
LEAST_NAME: Final = 8
WIDE: Final = 18.0
"""Heights of print that a place to sign reaches to the right from its label's left end, up to the next label."""
DEEP: Final = 8.0
"""Heights of print that a place to sign reaches down from its label."""
FREE: Final = 2.2
"""Heights of print that are free beneath a label where one is to sign."""


@dataclass(frozen=True)
class Anchor:
    """A label of the signing block: its party and box (working pixels), and the free room beneath or above it."""

    party: str
    box: Box
    slot: Box | None

    @property
    def is_free(self) -> bool:
        """Whether there is room to sign."""
        return self.slot is not None


def anchors(ground: Ground, names: Mapping[str, str] | None = None) -> tuple[Anchor, ...]:
    """Return the labels on a page that say who signs there.

    ``names`` (party -> name as read elsewhere) adds the places where that name stands by itself.
    """
    rows = lines(ground.words)
    cells = [cell for line in rows for cell in _cells(line, ground)]
    boxes = [ground.box(cell.region) for cell in cells]
    found = []
    for cell, box in zip(cells, boxes, strict=True):
        party = party_of(cell.text) or _named(cell.text, names or {})
        if party is not None and len(cell.words) <= MOST_WORDS:
            found.append(Anchor(party, box, _slot(box, boxes, ground.unit)))
    return tuple(_with_room(label, found, ground.unit) for label in found)


def _with_room(label: Anchor, labels: Sequence[Anchor], unit: float) -> Anchor:
    """Return a label with its place to sign, as deep as that of its neighbours on the line and as wide as it may be.

    Where somebody signed, an engine may have read words into the ink, so that no room seems to be left.
    """
    beside = [one for one in labels if abs(one.box[1] - label.box[1]) <= 1.2 * unit]
    slots = [one.slot for one in beside if one.slot is not None]
    if not slots:
        return label
    right = min((one.box[0] for one in beside if one.box[0] > label.box[2]), default=label.box[0] + WIDE * unit)
    model = label.slot or slots[0]
    end = min(right, label.box[0] + WIDE * unit)
    return Anchor(label.party, label.box, (label.box[0], model[1], max(end, label.box[2]), model[3]))


def party_of(text: str) -> str | None:
    """Return the party that a label names, None when it names none or is the label of something else."""
    if _NO_LABEL.match(text) or re.search(r":\s*\S", text):
        return None
    return next((party for party, pattern in _ORDER if pattern.search(text)), None)


def _named(text: str, names: Mapping[str, str]) -> str | None:
    said = _letters(text)
    for party, name in names.items():
        whole = _letters(name)
        begins = len(said) >= LEAST_NAME and fuzz.ratio(said, whole[: len(said)]) >= SAME_NAME  # a long name is wrapped
        if whole and (begins or fuzz.ratio(said, whole) >= SAME_NAME):
            return party
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))


def _cells(line: Line, ground: Ground) -> Iterator[Line]:
    part = [line.words[0]]
    for left, right in pairwise(line.words):
        if ground.box(right.region)[0] - ground.box(left.region)[2] > WIDE_GAP * ground.unit:
            yield Line(tuple(part))
            part = []
        part.append(right)
    yield Line(tuple(part))


def _slot(box: Box, boxes: Sequence[Box], unit: float) -> Box | None:
    """Return the room beneath a label, else above it, where nothing is printed for some lines; None when there is none.

    It is as wide as the label, and eight heights of print at least.
    """
    right = max(box[2], box[0] + 8 * unit)
    column = (box[0], 0.0, right, 0.0)
    others = [other for other in boxes if other is not box and _above(column, other)]
    below = min((other[1] for other in others if other[1] > box[1]), default=box[3] + DEEP * unit)
    if below - box[3] >= FREE * unit:
        return box[0], box[3], right, min(below, box[3] + DEEP * unit)
    above = max((other[3] for other in others if other[3] < box[3]), default=box[1] - DEEP * unit)
    if box[1] - above >= FREE * unit:
        return box[0], max(above, box[1] - DEEP * unit), right, box[1]
    return None


def _above(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0])


def party_at(mark: Box, labels: Iterable[Anchor], unit: float) -> tuple[str, float]:
    """Return the party whose label a mark belongs to, and its distance in heights of print; unknown when none is near.

    The usual label stands above; one below or to the left is further away than it looks.
    """
    costs = sorted((_cost(mark, label.box, unit), label.party) for label in labels)
    return (costs[0][1], costs[0][0]) if costs and costs[0][0] <= REACH else (UNKNOWN, float("inf"))


def _cost(mark: Box, label: Box, unit: float) -> float:
    aside = max(label[0] - mark[2], mark[0] - label[2], 0.0) / unit
    middle = (mark[1] + mark[3]) / 2
    if middle >= label[3] - 0.5 * unit:
        return max(mark[1] - label[3], 0.0) / unit + 0.7 * aside
    if abs(middle - (label[1] + label[3]) / 2) <= 2.0 * unit and mark[0] >= label[2] - unit:
        return 2.0 + aside
    return max(label[1] - mark[3], 0.0) / unit + 4.0 + 0.7 * aside
