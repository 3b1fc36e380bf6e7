"""Labels on a sheet: which words ask for a value, in any of their wordings, also misread.

Words are compared letter by letter without spaces, abbreviations spelled out (``No.`` and ``Nomor``, ``Tgl`` and
``Tanggal`` are one). A label is one only where it opens a cell or where a colon follows it: elsewhere it is prose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz, process

from extractors.agreement.cells import Cell, Sheet
from extractors.form.spec import Entry
from extractors.vocabulary.paper_labels import COMMON, NUMBERING, OTHERS, SHARED, SPELLINGS

LONGEST: Final = 8
"""Words of the longest label."""
SIMILAR: Final = 84.0
"""Least similarity (0..100) of a misread label of seven letters and more."""
SIMILAR_SHORT: Final = 75.0
"""The same for a shorter one, which then needs its colon."""
SIMILAR_ALONE: Final = 88.0
"""The same for a shorter one that fills its cell, as headings do."""
SHORTEST_BEGINNING: Final = 5
"""Letters of a label's first words from which on they are no value: ``Tempat`` of ``Tempat/Tanggal Lahir``."""
UNREAD: Final = 0.75
"""Confidence under which a word is taken for print that the engine has no letters for."""
MEMORY: Final = 20_000
"""Misread texts of which is remembered what label they are like."""
_MARKS: Final = frozenset(" ./()&,-–—*'|[]")


@dataclass(frozen=True, eq=False)
class Label:
    """A label in ``cell``: characters ``start`` to ``end`` of its text, its colon included; tokens up to ``last``.

    ``entries`` are the fields that its wording may belong to, none for a label that only ends the value before it.
    ``own`` are those of them that need no section. ``opens`` says that only numbering stands before it, ``sure`` that
    every word of it is known and none misread.
    """

    cell: Cell
    entries: tuple[Entry, ...]
    own: frozenset[str]
    start: int
    end: int
    first: int
    last: int
    opens: bool
    colon: bool
    sure: bool
    rare: bool
    """Whether few other papers print it."""

    def same(self, other: "Label") -> bool:
        """Whether both ask for the same: translations of one label."""
        return bool({entry.field for entry in self.entries} & {entry.field for entry in other.entries}) or (
            not self.entries and not other.entries
        )


@dataclass(frozen=True)
class _Hit:
    key: str
    last: int
    score: float


def plain(words: Iterable[str]) -> str:
    """Return words as labels are compared: lower case, abbreviations spelled out, no spaces."""
    return "".join(SPELLINGS.get(word, word) for word in words)


def phrase_words(phrase: str) -> list[str]:
    """Return the words of a wording, lower case, without marks."""
    return "".join(character.lower() if character.isalnum() else " " for character in phrase).split()


def _beginnings(phrase: str) -> Iterable[str]:
    words = phrase_words(phrase)
    return (begun for end in range(1, len(words)) if len(begun := plain(words[:end])) >= SHORTEST_BEGINNING)


_COMMON: Final = frozenset(plain(phrase_words(phrase)) for phrase in COMMON)


class LabelBook:
    """Every label of one type of paper."""

    def __init__(self, entries: Sequence[Entry], others: Sequence[str]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._own: dict[str, set[str]] = {}
        for entry in entries:
            for phrase in (*entry.labels, *entry.own):
                key = plain(phrase_words(phrase))
                held = self._entries.setdefault(key, [])
                if entry not in held:
                    held.append(entry)
                if phrase in entry.own:
                    self._own.setdefault(key, set()).add(entry.field)
        for phrase in (*others, *OTHERS, *SHARED):
            self._entries.setdefault(plain(phrase_words(phrase)), [])
        wordings = (*self._wordings(entries), *others, *OTHERS)
        self._words = frozenset(word for phrase in wordings for word in phrase_words(phrase))
        self._begun = frozenset(begun for phrase in (*wordings, *SHARED) for begun in _beginnings(phrase))
        self._keys = tuple(sorted(self._entries))
        self._memory: dict[tuple[str, bool], tuple[str, float] | None] = {}

    @staticmethod
    def _wordings(entries: Sequence[Entry]) -> Iterable[str]:
        return (phrase for entry in entries for phrase in (*entry.labels, *entry.own))

    def is_label(self, text: str) -> bool:
        """Whether a text is a label and no value: whole, or its first words, as a line across the paper leaves them."""
        key = plain(phrase_words(text))
        return key in self._entries or key in self._begun

    def is_rare(self, phrase: str) -> bool:
        """Whether few other papers print ``phrase`` as a label."""
        return plain(phrase_words(phrase)) not in _COMMON

    def find(self, sheet: Sheet, *, misread: bool) -> tuple[Label, ...]:
        """Return the labels of ``sheet`` in reading order; ``misread`` says that its words come from pixels."""
        found: list[Label] = []
        for cell in sheet.cells:
            following = sheet.right_of(cell)
            beside = following is not None and any(map(str.isalnum, following.text))
            colon = following is not None and following.text.lstrip().startswith(":")
            found += self._in_cell(cell, misread=misread, colon_beside=colon, value_beside=beside or colon)
        return tuple(found)

    def _in_cell(self, cell: Cell, *, misread: bool, colon_beside: bool, value_beside: bool) -> Iterable[Label]:
        tokens = cell.tokens
        at = 0
        while at < len(tokens):
            hit = self._hit(cell, at, misread=misread)
            label = self._label(cell, at, hit, colon_beside=colon_beside) if hit is not None else None
            if label is None or hit is None:
                at += 1
                continue
            label = self._with_translations(label, misread=misread)
            label = self._to_end(label) if value_beside else self._to_capitals(label)
            yield label
            at = label.last

    def _hit(self, cell: Cell, at: int, *, misread: bool) -> _Hit | None:
        """Return the best label that begins with token ``at``: the longest of those that fit well."""
        best: _Hit | None = None
        tokens = cell.tokens
        for last in range(at + 1, min(at + LONGEST, _run_end(cell, at)) + 1):
            text = plain(token.norm for token in tokens[at:last])
            found = self._match(text, misread)
            if found is None or _in_number(cell, last):
                continue
            hit = _Hit(found[0], last, found[1])
            if best is None or hit.score + 3 * (hit.last - best.last) >= best.score:
                best = hit
        return best

    def _match(self, text: str, misread: bool) -> tuple[str, float] | None:  # key of the memory
        if text in self._entries:
            return text, 100.0
        if not misread or len(text) < 4:
            return None
        if (text, misread) not in self._memory:
            least = SIMILAR if len(text) >= 7 else SIMILAR_SHORT
            best = process.extractOne(text, self._keys, scorer=fuzz.ratio, score_cutoff=least)
            fits = best is not None and len(best[0]) >= 4 and text[0].isalpha() and _heads_alike(text, best[0])
            if len(self._memory) >= MEMORY:
                self._memory.clear()
            self._memory[text, misread] = (best[0], min(best[1], 99.0)) if best is not None and fits else None
        return self._memory[text, misread]

    def _label(self, cell: Cell, at: int, hit: _Hit, *, colon_beside: bool) -> Label | None:
        opens = all(_counts(token.norm) for token in cell.tokens[:at])
        opens = opens or (hit.score == 100.0 and hit.last == len(cell.tokens) and _is_unread(cell, at))
        last, sure = hit.last, hit.score == 100.0
        colon = _colon(cell, last)
        if colon is None and opens:
            last, colon = _to_colon(cell, last, colon_beside=colon_beside)
            sure = sure and last == hit.last
        fills = last == len(cell.tokens)
        told = colon is not None or (colon_beside and fills)
        if not opens and not told:
            return None
        if not sure and len(hit.key) < 7 and not told and not (fills and hit.score >= SIMILAR_ALONE):
            return None
        end = colon + 1 if colon is not None else cell.tokens[last - 1].end
        return Label(
            cell=cell,
            entries=tuple(self._entries[hit.key]),
            own=frozenset(self._own.get(hit.key, ())),
            start=cell.tokens[at].start,
            end=end,
            first=at,
            last=last,
            opens=opens,
            colon=told,
            sure=sure,
            rare=hit.key not in _COMMON,
        )

    def _to_end(self, label: Label) -> Label:
        """Return ``label`` with the rest of its cell, where that holds nothing but words that labels are made of."""
        tokens = label.cell.tokens
        rest = tokens[label.last :]
        if not rest or not label.opens or label.colon or not all(token.norm in self._words for token in rest):
            return label
        return replace(label, end=tokens[-1].end, last=len(tokens))

    def _to_capitals(self, label: Label) -> Label:
        """Return ``label`` with more of a label's words, where capitals or digits begin right behind them.

        ``Nama Lengkap Peserta SITI AMINAH``: forms without colons set values in capitals.
        """
        tokens, last = label.cell.tokens, label.last
        while last < len(tokens) and _in_small(label.cell, last) and tokens[last].norm in self._words:
            last += 1
        if label.colon or not label.opens or not label.last < last < len(tokens) or _in_small(label.cell, last):
            return label
        return replace(label, end=tokens[last - 1].end, last=last)

    def _with_translations(self, label: Label, *, misread: bool) -> Label:
        """Return ``label`` with what follows it and asks for the same: ``Nama / Name``, ``Alamat (Address)``."""
        tokens = label.cell.tokens
        while not label.colon and label.last < len(tokens):
            between = label.cell.text[tokens[label.last - 1].end : tokens[label.last].start]
            if not set(between) <= _MARKS:
                break
            hit = self._hit(label.cell, label.last, misread=misread)
            entries = self._entries[hit.key] if hit is not None else []
            fields = {entry.field for entry in entries}
            if hit is None or not (fields & {entry.field for entry in label.entries} or not entries):
                break
            if not between.strip() and hit.last < len(tokens) and _colon(label.cell, hit.last) is None:
                break  # words of a value, not the label's translation
            colon = _colon(label.cell, hit.last)
            kept = tuple(entry for entry in label.entries if entry.field in fields) if entries else label.entries
            label = Label(
                cell=label.cell,
                entries=kept,
                own=label.own | frozenset(self._own.get(hit.key, ())),
                start=label.start,
                end=colon + 1 if colon is not None else tokens[hit.last - 1].end,
                first=label.first,
                last=hit.last,
                opens=label.opens,
                colon=colon is not None,
                sure=label.sure and hit.score == 100.0,
                rare=label.rare or hit.key not in _COMMON,
            )
        return label


def _heads_alike(one: str, other: str) -> bool:
    """Whether two labels begin and end alike, as a misread one does: KARTU PEKERJA is no NAMA PEKERJA."""
    edge = min(5, len(one), len(other))
    return fuzz.ratio(one[:edge], other[:edge]) >= 60 and fuzz.ratio(one[-edge:], other[-edge:]) >= 60


def _is_unread(cell: Cell, at: int) -> bool:
    """Whether what stands before token ``at`` was read badly: the label in a script that the engine cannot read."""
    begin = cell.tokens[at].start
    before = [word for word, offset in zip(cell.words, cell.starts, strict=True) if offset + len(word.text) <= begin]
    return all(word.confidence < UNREAD for word in before)


def _in_small(cell: Cell, token: int) -> bool:
    """Whether a token has small letters."""
    printed = cell.text[cell.tokens[token].start : cell.tokens[token].end]
    return any(character.islower() for character in printed)


def _in_number(cell: Cell, last: int) -> bool:
    """Whether token ``last - 1`` is the head of a number: the SKCK of SKCK/YANMAS/0123."""
    rest = cell.text[cell.tokens[last - 1].end :].split(" ")[0]
    return rest[:1] in {"/", "-", "."} and any(character.isdigit() for character in rest)


def _counts(word: str) -> bool:
    """Whether a word only numbers what follows: ``1``, ``a``, ``iv``."""
    return (word.isdigit() and len(word) <= 2) or word in NUMBERING


def _colon(cell: Cell, last: int) -> int | None:
    """Return where a colon stands right behind token ``last - 1``, or None."""
    begin = cell.tokens[last - 1].end
    end = cell.tokens[last].start if last < len(cell.tokens) else len(cell.text)
    offset = cell.text[begin:end].find(":")
    return begin + offset if offset >= 0 else None


def _to_colon(cell: Cell, last: int, *, colon_beside: bool) -> tuple[int, int | None]:
    """Return ``last`` moved over up to three more words of the label before its colon: ``Nama (huruf besar) :``.

    The colon may stand in a cell of its own (``colon_beside``); it then has no place in this one.
    """
    count = len(cell.tokens)
    for ahead in range(last + 1, min(last + 3, count) + 1):
        if any(character.isdigit() for character in cell.tokens[ahead - 1].norm):
            break
        colon = _colon(cell, ahead)
        if colon is not None:
            return ahead, colon
        if colon_beside and ahead == count:
            return ahead, None
    return last, None


def _run_end(cell: Cell, at: int) -> int:
    """Return the index behind the last token before the next colon: no label goes on behind its colon."""
    for index in range(at + 1, len(cell.tokens)):
        if _colon(cell, index) is not None:
            return index
    return len(cell.tokens)
