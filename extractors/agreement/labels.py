"""Labels in cells: which words ask for a value, of which party, and where the value begins.

Words are mapped to canonical ones first, misread ones to the most similar word of the vocabulary, and phrases are
then matched exactly. ``Nomor Paspor / Passport No.`` is one label: parts that ask for the same are joined.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from extractors.agreement.cells import Cell
from extractors.vocabulary.contract_terms import FILLERS, LABELS, LONGEST, ORDINALS, ROLES, SPELLED, WORDS, Role, Slot

V = TypeVar("V")

SIMILAR: Final = 84.0
"""Least similarity (0..100) at which a misread word is taken for a word of the vocabulary."""
NONSENSE: Final = 0.5
"""Confidence (0..1) below which a word before a label is print of another script, or a line, misread as letters."""
LONGEST_TRANSLATION: Final = 12
"""Letters of another script that may end a label's cell as its translation."""
_AND: Final = re.compile(r"\s*(?:dan|and|serta|,|&|/)\s*")
_SEPARATORS: Final = frozenset(" /()|:,&-–.*")
_OPENING: Final = frozenset("0123456789abcdefghijivx")


@dataclass(frozen=True)
class Label:
    """A label in ``cell``: characters ``start`` to ``end`` of its text, tokens ``first`` to ``last`` (excluded).

    ``role`` is the party it names itself (``Worker's name``), ``ordinal`` the party by number (``Nama Pihak
    Pertama``), 0 for none. ``opens`` says that nothing but a number stands before it, ``colon`` that one follows.
    """

    cell: Cell
    slot: Slot
    role: Role | None
    ordinal: int
    start: int
    end: int
    first: int
    last: int
    opens: bool
    colon: bool


@dataclass(frozen=True)
class _Piece:
    slot: Slot
    role: Role | None
    ordinal: int
    last: int


@lru_cache(maxsize=65536)
def canonical(word: str, *, misread: bool) -> str:
    """Return the canonical word for ``word`` (lower case); a long unknown one may be ``misread``."""
    if word in WORDS:
        return WORDS[word]
    if word in SPELLED or not misread or len(word) < 5:
        return word
    best = process.extractOne(word, _LONG, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return WORDS.get(best[0], best[0]) if best else word


_LONG: Final = tuple(sorted(word for word in SPELLED if len(word) >= 5))


def find_labels(cell: Cell, *, misread: bool) -> tuple[Label, ...]:
    """Return the labels of ``cell`` from left to right; ``misread`` says that the words come from pixels."""
    words = [canonical(token.norm, misread=misread) for token in cell.tokens]
    found: list[Label] = []
    at = 0
    while at < len(words):
        run = words[: _run_end(cell, at)]
        piece = None if _inside_code(cell, at) else _piece(run, at)
        if piece is None:
            at += 1
            continue
        label = _joined(cell, run, at, piece)
        found.append(label)
        at = label.last
    return tuple(_sharing(cell, found))


def _sharing(cell: Cell, labels: Sequence[Label]) -> Iterator[Label]:
    """Yield ``labels``; two that share a colon, ``Jam kerja dan hari libur:``, share what follows it."""
    for label, following in pairwise((*labels, None)):
        assert label is not None  # noqa: S101  # only the last of them is followed by none
        between = cell.text[label.end : following.start] if following is not None else ""
        if following is not None and following.colon and not label.colon and _AND.fullmatch(between):
            yield replace(label, last=following.last, end=following.end, colon=True)
        else:
            yield label


def _inside_code(cell: Cell, at: int) -> bool:
    """Whether token ``at`` is a part of a reference such as ``249/SIP3MI/2024``."""
    token = cell.tokens[at]
    return (
        at > 0
        and cell.tokens[at - 1].norm.isdigit()
        and cell.text[cell.tokens[at - 1].end : token.start] in {"/", "-", "."}
    )


def _run_end(cell: Cell, at: int) -> int:
    """Return the index after the last token before the next colon: no label goes on behind its colon."""
    for index in range(at + 1, len(cell.tokens)):
        if _colon_at(cell, index) is not None:
            return index
    return len(cell.tokens)


def label_words(label: Label, *, misread: bool) -> frozenset[str]:
    """Return the canonical words of ``label``."""
    return frozenset(canonical(token.norm, misread=misread) for token in label.cell.tokens[label.first : label.last])


def _joined(cell: Cell, words: Sequence[str], at: int, piece: _Piece) -> Label:
    """Return the label that begins with ``piece``, with the translations of it that follow."""
    role, ordinal, last, slot = piece.role, piece.ordinal, piece.last, piece.slot
    while last < len(words) and _colon_at(cell, last) is None:
        following = _piece(words, last)
        if following is None or not _same(slot, role, following):
            break
        if not _separated(cell, last) and not (slot is following.slot is Slot.PARTY and role is following.role):
            break
        role, ordinal, last = role or following.role, ordinal or following.ordinal, following.last
        slot = following.slot if slot is Slot.PARTY else slot
    tokens = cell.tokens
    opens = all(
        is_number(token.norm) or token.norm == "the" or token.foreign or cell.confidence_of(token) < NONSENSE
        for token in tokens[:at]
    )
    if opens:
        last = _up_to_colon(cell, words, last, slot)
        last = _over_translation(cell, last)
    colon = _colon_at(cell, last)
    end = colon + 1 if colon is not None else tokens[last - 1].end
    return Label(cell, slot, role, ordinal, tokens[at].start, end, at, last, opens, colon is not None)


def _over_translation(cell: Cell, last: int) -> int:
    """Return ``last``, moved to the end of a cell whose few last words say the label in another script."""
    tail = cell.tokens[last:]
    short = sum(len(token.norm) for token in tail) <= LONGEST_TRANSLATION
    return len(cell.tokens) if tail and short and all(token.foreign for token in tail) else last


def _up_to_colon(cell: Cell, words: Sequence[str], last: int, slot: Slot) -> int:
    """Return ``last``, moved over unknown words that the label has before its colon: ``Nama (huruf besar) :``."""
    for ahead in range(last, min(last + 5, len(words)) + 1):
        if _colon_at(cell, ahead) is not None:
            return ahead
        piece = _piece(words, ahead) if ahead < len(words) else None
        own = (slot, Slot.PARTY, Slot.COUNTRY) if slot is Slot.ADDRESS else (slot, Slot.PARTY)  # "Address in country …"
        foreign = piece is not None and piece.slot not in own
        if foreign or ahead == len(words) or any(character.isdigit() for character in words[ahead]):
            return last
    return last


def _same(slot: Slot, role: Role | None, following: _Piece) -> bool:
    roles_fit = role is None or following.role is None or role is following.role
    # "Nomor SIP3MI/NIB", "Nomor dan masa berlaku paspor": what is not read may share a label with what is
    shared = following.slot is Slot.OTHER or (following.slot is Slot.PARTY and slot in _PERSONAL)
    return roles_fit and (following.slot is slot or shared)


_PERSONAL: Final = frozenset({Slot.NAME, Slot.ADDRESS, Slot.PASSPORT, Slot.NATIONAL_ID, Slot.LICENCE})


def is_number(word: str) -> bool:
    """Whether ``word`` only counts: ``1``, ``a``, ``iv``."""
    return word.isdigit() or (len(word) <= 4 and set(word) <= _OPENING and word not in ("di", "i"))


def _separated(cell: Cell, token: int) -> bool:
    """Whether only marks, at least one of them, stand between the token before and ``token``."""
    between = cell.text[cell.tokens[token - 1].end : cell.tokens[token].start]
    return set(between) <= _SEPARATORS and between.strip() != ""


def _colon_at(cell: Cell, last: int) -> int | None:
    """Return where a colon stands right after token ``last - 1``, or None."""
    tokens = cell.tokens
    begin = tokens[last - 1].end
    end = tokens[last].start if last < len(tokens) else len(cell.text)
    offset = cell.text[begin:end].find(":")
    return begin + offset if offset >= 0 else None


def _piece(words: Sequence[str], at: int) -> _Piece | None:
    """Return the longest label that begins at ``at``: entry, entry and party, party and entry, or party alone."""
    if words[at] in FILLERS:
        return None
    best: _Piece | None = None
    for piece in _pieces(words, at):
        if best is None or piece.last > best.last:
            best = piece
    return best


def _pieces(words: Sequence[str], at: int) -> Iterator[_Piece]:
    """Yield what may begin at ``at``; of two that end alike the first counts, so an entry comes before a party."""
    for slot, last in _phrases(words, at, LABELS):
        yield _Piece(slot, None, 0, last)
        if slot in _PERSONAL:
            yield from (_Piece(slot, party.role, party.ordinal, party.last) for party in _parties(words, last))
    for party in _parties(words, at):
        yield party
        for slot, last in _phrases(words, party.last, LABELS):
            if slot in _PERSONAL or slot is Slot.OTHER:
                yield _Piece(slot, party.role, party.ordinal, last)


def _parties(words: Sequence[str], at: int) -> Iterator[_Piece]:
    for role, last in _phrases(words, at, ROLES):
        yield _Piece(Slot.PARTY, role, 0, last)
    for ordinal, last in _phrases(words, at, ORDINALS):
        yield _Piece(Slot.PARTY, None, ordinal, last)


def _phrases(words: Sequence[str], at: int, table: Mapping[tuple[str, ...], V]) -> Iterator[tuple[V, int]]:
    """Yield each phrase of ``table`` that begins at ``at``, longest first, with the index after it."""
    found: list[tuple[V, int]] = []
    phrase: list[str] = []
    for index in range(at, min(at + LONGEST + 3, len(words))):
        if words[index] in FILLERS:
            continue
        phrase.append(words[index])
        value = table.get(tuple(phrase))
        if value is not None:
            found.append((value, index + 1))
    yield from reversed(found)
