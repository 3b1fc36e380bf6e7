"""Which words of a card belong to which label.

Labels are found fuzzily and in their printed order, so that a misread one is told from its neighbours; a row whose
label is lost altogether is told by its place between two that were found.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from rapidfuzz import fuzz

from extractors.layout import Line, lines, squeeze
from extractors.model import Region, Word
from extractors.vocabulary.ktp import BLOOD_LABELS, LABELS

PORTRAIT_START: Final = 2.75
"""Where the portrait's column starts, from the labels' edge, in widths of the label column: 2.9 on genuine cards."""
MULTILINE: Final = frozenset({"name", "address", "occupation"})
"""Fields whose value may run on to a second line."""
_ORDER: Final = tuple(LABELS)
_START_WORDS: Final = 3
"""A label starts within so many words of its row; what stands before is dirt of the card's edge."""


@dataclass(frozen=True)
class Row:
    """A line of the card with its label, if one was found: its words ``start`` to ``end``, and how well it fits."""

    line: Line
    label: str | None
    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Slots:
    """The words of each value, of the header's lines (top to bottom) and of the lines below the portrait."""

    values: Mapping[str, tuple[Word, ...]]
    header: tuple[tuple[Word, ...], ...]
    right: tuple[tuple[Word, ...], ...]
    labels: Mapping[str, Region]
    """Where each label stands that was found, ``blood_type`` among them."""
    edge: "Edge | None" = None
    """Where the values of the left column start, or None where too few were seen."""


@dataclass(frozen=True)
class Edge:
    """The left edge of the values' column, ``x`` at height 0 and moving by ``slope`` a height of the picture."""

    x: float
    slope: float

    def at(self, region: Region) -> float:
        """Return where a value on the line of ``region`` should start, a share of the width."""
        return self.x + self.slope * (region.y0 + region.y1) / 2


def find_slots(words: Sequence[Word]) -> Slots:
    """Return the words of ``words`` (one picture, level) by what they belong to; empty slots where nothing fits."""
    rows = _with_number(label_rows(lines(_clean(words))))
    found = [index for index, row in enumerate(rows) if row.label]
    if not found:
        return Slots({}, (), (), {})
    left, value_x = _columns([rows[index] for index in found])
    border = left + PORTRAIT_START * max(value_x - left, 0.05)
    body = rows[found[0] :]
    values: dict[str, tuple[Word, ...]] = {}
    right: list[tuple[Word, ...]] = []
    for row in _inferred(body, value_x):
        kept, beside = _parted_at(row.line.words[row.end :], border)
        if beside:
            right.append(beside)
        if row.label:
            values.update(_labelled(row.label, kept))
    values.update(_continued(body, values, value_x, border))
    header = tuple(row.line.words for row in rows[: found[0]])
    kept_values = {name: kept for name, kept in values.items() if kept}
    return Slots(kept_values, header, tuple(right), _labels(rows), _edge(kept_values))


def _edge(values: Mapping[str, tuple[Word, ...]]) -> Edge | None:
    """Return the line through the starts of the values: medians, so that a value whose start was lost moves it not."""
    starts = [(words[0].region.y0, words[0].region.x0) for name, words in values.items() if name != "blood_type"]
    if len(starts) < 5:
        return None
    pairs = itertools.combinations(starts, 2)
    slope = median([(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs if abs(b[0] - a[0]) > 0.1] or [0.0])
    return Edge(median(x - slope * y for y, x in starts), slope)


def _with_number(rows: list[Row]) -> list[Row]:
    """Return the rows, the one above all labels that is mostly a long number taken for the NIK's if none is."""
    first = next((index for index, row in enumerate(rows) if row.label), 0)
    if any(row.label == "nik" for row in rows):
        return rows
    for index in range(first):
        words = rows[index].line.words
        long = [at for at, word in enumerate(words) if sum(map(str.isdigit, word.text)) >= 8]
        if long:
            rows[index] = Row(rows[index].line, "nik", 0, long[0], 0.0)
            return rows
    return rows


def _labels(rows: Sequence[Row]) -> dict[str, Region]:
    found = {
        row.label: around(row.line.words[row.start : row.end]) for row in rows if row.label and row.end > row.start
    }
    for row in rows:
        words = row.line.words[row.end :]
        at = _blood_at(words) if row.label == "sex" else None
        if at is not None:
            found["blood_type"] = around(words[at[0] : at[1]])
    return found


def _clean(words: Sequence[Word]) -> list[Word]:
    """Return the words parted at colons, without blobs that are no print: much too high or too low, nothing in them."""
    if not words:
        return []
    usual = median(word.region.height for word in words)
    parted = [part for word in words for part in split_at_colons(word)]
    return [
        word
        for word in parted
        if 0.3 * usual <= word.region.height <= 2.8 * usual or (len(squeeze(word.text)) >= 3 and word.confidence > 0.5)
    ]


def split_at_colons(word: Word) -> list[Word]:
    """Return the parts of a word that colons separate (``NIK:3171`` is label, colon, value), each with its share."""
    text = word.text
    if ":" not in text or len(text) == 1:
        return [word]
    parts: list[Word] = []
    start = 0
    for piece in text.replace(":", "\0:\0").split("\0"):
        if piece:
            width = word.region.width / len(text)
            x0 = word.region.x0 + start * width
            region = word.region.model_copy(update={"x0": x0, "x1": min(x0 + len(piece) * width, word.region.x1)})
            parts.append(word.model_copy(update={"text": piece, "region": region}))
        start += len(piece)
    return parts


def label_rows(page_lines: Sequence[Line]) -> list[Row]:
    """Return one row a line; labels are given so that their printed order holds and they fit best in sum."""
    fits = [_fits(line) for line in page_lines]
    best = [[0.0] * (len(_ORDER) + 1) for _ in range(len(fits) + 1)]
    for row in range(len(fits) - 1, -1, -1):
        for label in range(len(_ORDER) - 1, -1, -1):
            here = fits[row].get(_ORDER[label])
            taken = here[2] - 50 + best[row + 1][label + 1] if here else -1.0
            best[row][label] = max(best[row + 1][label], best[row][label + 1], taken)
    rows: list[Row] = []
    label = 0
    for row, line in enumerate(page_lines):
        chosen = _next_label(fits[row], best, row, label)
        if chosen is None:
            rows.append(Row(line, None, 0, 0, 0.0))
            continue
        start, end, score = fits[row][_ORDER[chosen]]
        rows.append(Row(line, _ORDER[chosen], start, end, score))
        label = chosen + 1
    return rows


def _next_label(
    fits: Mapping[str, tuple[int, int, float]], best: Sequence[Sequence[float]], row: int, label: int
) -> int | None:
    """Return the label that the best arrangement gives to ``row``, when labels before ``label`` are spent."""
    for candidate in range(label, len(_ORDER)):
        here = fits.get(_ORDER[candidate])
        if here and here[2] - 50 + best[row + 1][candidate + 1] >= best[row][label] - 1e-9 > best[row + 1][label]:
            return candidate
    return None


def _fits(line: Line) -> dict[str, tuple[int, int, float]]:
    """Return for each label that fits the line's start: its words ``start`` to ``end``, and the score 0..100."""
    found: dict[str, tuple[int, int, float]] = {}
    weights: dict[str, float] = {}
    for name, variants in LABELS.items():
        for variant in variants:
            fit = _fit(line, variant)
            # A long label misread fits better than its first word alone: Status Perkamanan.
            weight = fit[2] + 2 * len(squeeze(variant)) if fit else 0.0
            if fit is not None and (name not in found or weight > weights[name]):
                found[name], weights[name] = fit, weight
    return found


def _fit(line: Line, variant: str) -> tuple[int, int, float] | None:
    wanted = squeeze(variant)
    least = 100.0 if len(wanted) <= 3 else 74.0 if len(wanted) <= 6 else 70.0
    best: tuple[int, int, float] | None = None
    for start in range(min(_START_WORDS, len(line.words))):
        for end in range(start + 1, min(start + len(variant.split()) + 2, len(line.words)) + 1):
            if line.words[end - 1].text == ":" and end - 1 > start:
                break  # a colon ends the label
            text = squeeze("".join(word.text for word in line.words[start:end]))
            score = fuzz.ratio(text, wanted) if text else 0.0
            if score >= least and (best is None or score > best[2]):
                best = (start, end, score)
    return best


def _columns(rows: Sequence[Row]) -> tuple[float, float]:
    """Return where the labels and where the values start, shares of the width, by the middle of what was found."""
    left = median(row.line.words[row.start].region.x0 for row in rows)
    starts = [value[0].region.x0 for row in rows if (value := behind_colon(row.line.words[row.end :]))]
    widest = max(row.line.words[row.end - 1].region.x1 for row in rows)
    return left, max(median(starts), left + 0.05) if starts else widest


def behind_colon(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words behind the colon, if one is near, from the first on that has a letter, a digit or is a dash.

    What stands before the colon is the rest of the label, misread.
    """
    colon = next((index for index, word in enumerate(words[:3]) if word.text == ":"), -1)
    words = words[colon + 1 :]
    for index, word in enumerate(words):
        if squeeze(word.text) or (word.text == "-" and index + 1 == len(words)):
            return tuple(words[index:])
    return ()


def without_colon(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words of a value's crop without the colon before it and signs that stand for one."""
    return behind_colon([part for word in words for part in split_at_colons(word)])


def _parted_at(words: Sequence[Word], border: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part a row's words where the portrait's column starts: beyond ``border`` and after a gap."""
    for index, word in enumerate(words):
        gap = word.region.x0 - words[index - 1].region.x1 if index else 1.0
        if word.region.x0 >= border and gap > 0.02:
            return tuple(words[:index]), tuple(words[index:])
    return tuple(words), ()


def _labelled(label: str, words: Sequence[Word]) -> dict[str, tuple[Word, ...]]:
    """Return the values of one labelled row: the sex's row also holds the blood type."""
    if label != "sex":
        return {label: behind_colon(words)}
    at = _blood_at(words)
    if at is None:
        return {label: behind_colon(words)}
    return {label: behind_colon(words[: at[0]]), "blood_type": behind_colon(words[at[1] :])}


def behind_blood_label(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words behind the blood type's label on a line that begins with it; none where it is not found."""
    parts = [part for word in words for part in split_at_colons(word)]
    at = _blood_at(parts)
    return behind_colon(parts[at[1] :]) if at else ()


def _blood_at(words: Sequence[Word]) -> tuple[int, int] | None:
    """Return the words ``start`` to ``end`` of the blood type's label on the sex's row."""
    best: tuple[float, int, int] = (70.0, 0, 0)
    for start in range(len(words)):
        for end in range(start + 1, min(start + 3, len(words)) + 1):
            text = squeeze("".join(word.text for word in words[start:end]))
            score = max(fuzz.ratio(text, squeeze(label)) for label in BLOOD_LABELS)
            best = max(best, (score, start, -end))
    return (best[1], -best[2]) if best[2] else None


def _inferred(rows: Sequence[Row], value_x: float) -> list[Row]:
    """Return the rows, those without a label given the ones that are missing between their neighbours, if as many."""
    given = list(rows)
    known = [index for index, row in enumerate(rows) if row.label]
    for before, after in itertools.pairwise(known):
        missing = _ORDER[_place(rows[before]) + 1 : _place(rows[after])]
        empty = [index for index in range(before + 1, after) if _reaches(rows[index], value_x)]
        if missing and len(missing) == len(empty):
            for label, index in zip(missing, empty, strict=True):
                given[index] = _told_by_place(rows[index], label, value_x)
    return given


def _place(row: Row) -> int:
    return _ORDER.index(row.label) if row.label else -1


def _reaches(row: Row, value_x: float) -> bool:
    """Whether a row has words in the values' column."""
    return any(value_x - 0.03 <= word.region.x0 <= value_x + 0.12 for word in row.line.words)


def _told_by_place(row: Row, label: str, value_x: float) -> Row:
    end = next(index for index, word in enumerate(row.line.words) if word.region.x0 >= value_x - 0.03)
    return Row(row.line, label, 0, end, 0.0)


def _continued(
    rows: Sequence[Row], values: Mapping[str, tuple[Word, ...]], value_x: float, border: float
) -> dict[str, tuple[Word, ...]]:
    """Return the values that run on to the next line, which has no label and starts in the values' column."""
    longer: dict[str, tuple[Word, ...]] = {}
    for row, after in itertools.pairwise(rows):
        if row.label not in MULTILINE or after.label or row.label not in values:
            continue
        kept, _ = _parted_at(after.line.words, border)
        starts = [word for word in kept if word.region.x0 >= value_x - 0.02]
        close = after.line.region.y0 - row.line.region.y1 < 1.2 * row.line.region.height
        if starts and len(starts) == len(kept) and abs(starts[0].region.x0 - value_x) < 0.03 and close:
            longer[row.label] = (*values[row.label], *starts)
    return longer


def around(words: Sequence[Word]) -> Region:
    """Return the smallest region that holds ``words`` (at least one)."""
    return Region.around(word.region for word in words)
