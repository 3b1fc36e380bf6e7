"""Whose name, address or number it is: the party that a heading, a clause or the company of entries tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.labels import Label, canonical, label_words
from extractors.vocabulary.contract_terms import ORDINAL_ROLES, Role, Slot

_HEADINGS: Final = frozenset(
    [
        "data",
        "identitas",
        "detail",
        "of",
        "dari",
        "butiran",
        "maklumat",
        "details",
        "particulars",
        "keterangan",
        "informasi",
        "information",
        "bagian",
        "section",
        "part",
        "profil",
        "profile",
        "the",
        "para",
        "i",
        "ii",
        "iii",
        "iv",
        "untuk",
        "for",
    ]
)
_CALLING: Final = frozenset(
    {"sebutan", "selanjutnya", "hereinafter", "dalam", "perjanjian", "kerja", "ini", "as", "sebagai", "to", "untuk"}
)
_ADJACENT: Final = re.compile(r"[\s/()|:,\"“”'‘’-]*(?:sebagai|atau|or|as|the)?[\s(\"“'‘]*")
_QUOTED: Final = re.compile(
    r"(?:\(\s*(?:the\s+)?[\"“'‘]\s*|\(\s*the\s+|\bthe\s+[\"“]|^[\"“]\s*)(?:the\s+)?$", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"^(?:pasal|article)\s+[\divx]+\b", re.IGNORECASE)


class Kind(Enum):
    """What a marker does to the entries around it."""

    OPEN = "open"  # a heading: what follows is this party's
    NAME = "name"  # "Nama Pekerja": what follows is likely this party's
    CLOSE = "close"  # "hereinafter called": what stood before is this party's
    RESET = "reset"  # an article: nobody's


@dataclass(frozen=True)
class Marker:
    """A place where a party's part begins or ends."""

    kind: Kind
    cell: Cell
    token: int
    role: Role | None

    @property
    def place(self) -> tuple[int, int, int]:
        """Row, column and token: the order of reading."""
        return self.cell.row, self.cell.column, self.token


class Parties:
    """The parties of one paper, and whose each label is."""

    def __init__(self, sheet: Sheet, labels: Sequence[Label], *, misread: bool) -> None:
        self._sheet = sheet
        self._misread = misread
        self._named = [label for label in labels if label.slot is Slot.PARTY]
        self._owned = [label for label in labels if label.slot is Slot.NAME and label.role and label.opens]
        self._ordinals = self._learn()
        self._by_evidence(labels)
        self.markers = sorted(self._find(), key=lambda marker: marker.place)
        self._company = self._by_company(labels)

    def of(self, label: Label) -> Role | None:
        """Return whose ``label`` is, None when the paper does not tell."""
        own = label.role or self._ordinals.get(label.ordinal)
        if own is not None:
            return own
        return self._told(label) or self._company.get(id(label))

    def closers(self) -> tuple[Marker, ...]:
        """Return the places that say what the party just described is called."""
        return tuple(marker for marker in self.markers if marker.kind is Kind.CLOSE)

    def _learn(self) -> dict[int, Role]:
        """Return who the first, second and third party is: as the paper says it, else as it usually is."""
        known = dict(ORDINAL_ROLES)
        for label in self._named:
            if label.ordinal and label.role:
                known[label.ordinal] = label.role
        by_cell: dict[int, list[Label]] = {}
        for label in self._named:
            by_cell.setdefault(id(label.cell), []).append(label)
        for group in by_cell.values():
            roles = {label.role for label in group if label.role}
            ordinals = {label.ordinal for label in group if label.ordinal}
            if len(roles) == 1 and len(ordinals) == 1 and self._one_phrase(group):
                known[ordinals.pop()] = roles.pop()
        return known

    def _one_phrase(self, group: Sequence[Label]) -> bool:
        """Whether labels of one cell name the same party: in a heading, or with nothing but marks between them."""
        cell = group[0].cell
        own = {index for label in group for index in range(label.first, label.last)}
        rest = [
            canonical(cell.tokens[index].norm, misread=self._misread)
            for index in range(len(cell.tokens))
            if index not in own
        ]
        if "sebutan" in rest or all(
            word in _HEADINGS or word in _CALLING or len(word) == 1 or word.isdigit() for word in rest
        ):
            return True
        return any(_ADJACENT.fullmatch(cell.text[one.end : two.start]) is not None for one, two in pairwise(group))

    def _by_evidence(self, labels: Sequence[Label]) -> None:
        """Correct who a numbered party is by the entries before it is called so: a passport is the worker's."""
        blocks = self._blocks(labels)
        for slots in (frozenset({Slot.PASSPORT}), frozenset({Slot.BIRTH_DATE, Slot.NATIONAL_ID})):
            owners = [ordinal for ordinal, seen in blocks.items() if seen & slots]
            if len(owners) == 1 and len(blocks) > 1:
                self._make_worker(owners[0], blocks)
                return

    def _make_worker(self, ordinal: int, blocks: dict[int, set[Slot]]) -> None:
        if self._ordinals.get(ordinal) is Role.WORKER:
            return
        for other, role in list(self._ordinals.items()):
            if role is Role.WORKER:
                self._ordinals[other] = Role.AGENCY if Slot.LICENCE in blocks.get(other, set()) else Role.EMPLOYER
        self._ordinals[ordinal] = Role.WORKER

    def _blocks(self, labels: Sequence[Label]) -> dict[int, set[Slot]]:
        """Return by party number the entries that stand between the last party's calling and its own."""
        called = sorted(
            (label.cell.row, label.cell.column, label.first, label.ordinal)
            for label in self._named
            if label.ordinal and self._is_called(label)
        )
        found: dict[int, set[Slot]] = {}
        before = (-1, 0, 0)
        for row, column, first, ordinal in called:
            place = row, column, first
            inside = {
                label.slot for label in labels if before < (label.cell.row, label.cell.column, label.first) < place
            }
            found.setdefault(ordinal, set()).update(inside)
            before = place
        return found

    def _find(self) -> list[Marker]:
        found = [Marker(Kind.RESET, cell, 0, None) for cell in self._sheet.cells if _ARTICLE.match(cell.text)]
        found += [Marker(Kind.NAME, label.cell, label.first, label.role) for label in self._owned]
        for label in self._named:
            role = label.role or self._ordinals.get(label.ordinal)
            if self._is_called(label):
                found.append(Marker(Kind.CLOSE, label.cell, label.first, role))
            elif self._is_heading(label, role):
                found.append(Marker(Kind.OPEN, label.cell, label.first, role))
        return found

    def _is_called(self, label: Label) -> bool:
        """Whether the words before say that this is how a party is called from here on."""
        before = [token.norm for token in label.cell.tokens[: label.first]][-9:]
        if len(before) < 6:
            before = self._words_above(label.cell)[len(before) - 9 :] + before
        if any(canonical(word, misread=self._misread) == "sebutan" for word in before):
            return True
        return _QUOTED.search(label.cell.text[: label.start]) is not None

    def _words_above(self, cell: Cell) -> list[str]:
        """Return the words of the line above in the same column."""
        for row in reversed(self._sheet.rows[max(0, cell.row - 2) : cell.row]):
            for other in row:
                if self._sheet.below(other) is cell:
                    return [token.norm for token in other.tokens]
        return []

    def _is_heading(self, label: Label, role: Role | None) -> bool:
        """Whether the label stands at the head of a party's part, not in a sentence and not beside another party."""
        tokens = label.cell.tokens
        words = [canonical(token.norm, misread=self._misread) for token in tokens[: label.first]]
        led = all(word in _HEADINGS or word.isdigit() or len(word) == 1 for word in words)
        if not (label.opens or led or self._is_translation(label)):
            return False
        others = [other for other in self._named if other.cell is label.cell and other is not label]
        if any((other.role or self._ordinals.get(other.ordinal)) is not role for other in others):
            return False
        after = label.cell.text[label.end :].strip(" :.,()/")
        return label.colon or (len(tokens) - label.last <= 4 and not after[:1].islower())

    def _is_translation(self, label: Label) -> bool:
        """Whether the label ends a short line behind a stroke, whose first half was misread: ``KERJA / EMPLOYER``."""
        before, tokens = label.cell.text[: label.start].rstrip(), label.cell.tokens
        few = label.first <= 3 and label.last == len(tokens)
        return self._misread and few and before.endswith("/") and not any(map(str.isdigit, before))

    def _told(self, label: Label) -> Role | None:
        """Return the party whose heading stands above ``label``, or whose closing words stand below it."""
        place = label.cell.row, label.cell.column, label.first
        near = [marker for marker in self.markers if _one_column(marker.cell, label.cell)]
        before = [marker for marker in near if marker.place <= place]
        after = [marker for marker in near if marker.place > place]
        if after and after[0].kind is Kind.CLOSE and self._closes(near) and not _headed(before, label):
            return after[0].role  # a preamble: each party is named before it is called so
        if before and before[-1].kind is Kind.OPEN:
            return self._beside(before, label)
        if before and before[-1].kind is Kind.NAME:
            return Role.WORKER if label.slot in _WORKERS else before[-1].role
        return after[0].role if after and after[0].kind is Kind.CLOSE else None

    @staticmethod
    def _closes(near: Sequence[Marker]) -> bool:
        """Whether the paper says of several parties how each is called from here on."""
        return len({marker.role for marker in near if marker.kind is Kind.CLOSE}) > 1

    def _beside(self, before: Sequence[Marker], label: Label) -> Role | None:
        """Return the party of the last heading, or of the one above ``label`` where several stand on one row."""
        row = [marker for marker in before if marker.cell.row == before[-1].cell.row and marker.kind is Kind.OPEN]
        left = [marker for marker in row if marker.cell.region.x0 <= label.cell.region.x0 + 0.03]
        return (left or row)[-1].role

    def _by_company(self, labels: Sequence[Label]) -> dict[int, Role]:
        """Return the party of entries that no heading tells, by what stands with the name.

        Entries run from one name to the next; a passport, an identity number or a birth date is the worker's, a
        licence the agency's, the name of a company the employer's.
        """
        found: dict[int, Role] = {}
        for group in self._groups(labels):
            slots = {label.slot for label in group}
            company = any("perusahaan" in label_words(label, misread=self._misread) for label in group)
            role: Role | None = None
            if slots & _WORKERS:
                role = Role.WORKER
            elif Slot.LICENCE in slots:
                role = Role.AGENCY
            elif company:
                role = Role.EMPLOYER
            if role is not None:
                found.update((id(label), role) for label in group if label.slot is not Slot.LICENCE)
        return found

    def _groups(self, labels: Sequence[Label]) -> list[list[Label]]:
        """Return runs of untold personal entries that stand close together, each from one name to the next."""
        groups: list[list[Label]] = []
        for label in labels:
            if label.slot not in _PERSONAL or label.role or label.ordinal or self._told(label) is not None:
                continue
            last = groups[-1][-1] if groups else None
            named = last is not None and any(other.slot is Slot.NAME for other in groups[-1])
            fresh = last is None or last.cell.page != label.cell.page or label.cell.row - last.cell.row > 8
            renamed = label.slot is Slot.NAME and named and last is not None and last.cell.row != label.cell.row
            if fresh or renamed:
                groups.append([])
            groups[-1].append(label)
        return groups


def _headed(before: Sequence[Marker], label: Label) -> bool:
    """Whether a party's heading stands right above ``label``."""
    last = before[-1] if before else None
    return last is not None and last.kind is Kind.OPEN and label.cell.row - last.cell.row <= 2


def _one_column(one: Cell, other: Cell) -> bool:
    return not one.side or not other.side or one.side == other.side


_PERSONAL: Final = frozenset({Slot.NAME, Slot.ADDRESS, Slot.PASSPORT, Slot.NATIONAL_ID, Slot.BIRTH_DATE, Slot.LICENCE})
_WORKERS: Final = frozenset({Slot.PASSPORT, Slot.BIRTH_DATE, Slot.NATIONAL_ID})
