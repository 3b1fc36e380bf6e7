"""Print of other scripts on a page that was read for Latin letters: found, told apart and read again.

A reader of Latin letters makes unsure nonsense of Chinese, Japanese, Korean or Arabic print, while the Latin print
beside it reads well. Such runs are tried with the engines of the other scripts, a few of them first, and all of them
with the engine that makes sense of those. What none can read is told, so that nobody takes it for missing text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from extractors.engine import OcrEngine, Readers, ReadPage, View
from extractors.errors import UnreadableUpload
from extractors.layout import Line, lines
from extractors.model import ReadingSource, Region, Word
from extractors.rereading import Place, reread
from extractors.scripts import Script, letters
from extractors.straighten import strips

UNSURE: Final = 0.72
"""Confidence (0..1) below which a word may be of another script; Latin words of a legible page lie above it."""
LEGIBLE: Final = 0.85
"""Median confidence of the other words from which on a page is legible, so that unsure runs are not just blurred."""
LEAST_RUNS: Final = 3
"""So many runs make another script; fewer are a stamp, a signature or a logo."""
LEAST_UNREAD: Final = 0.4
"""Share of the runs, by their width, that stays unread where a script could not be read; less are a few bad lines."""
NEARLY: Final = 0.86
"""Confidence below which a short token right after a run belongs to it: brackets in nonsense read well."""
LEAST_WIDTH: Final = 2.2
"""Width of a run in heights of its line."""
MOST_RUNS: Final = 90
"""Runs of a page that are read again."""
TRIED: Final = 3
"""The longest runs, which are read by each engine in turn."""
FITS: Final = 0.55
"""Mean confidence (0..1) of an engine's reading in its own script from which on the script is told."""
OWN_SHARE: Final = 0.6
"""Share of a reading's letters that are of the engine's script."""
HANGUL_ROOM: Final = 0.2
"""Gap, in heights of the line, under which two syllables are of one Korean word: Korean prints spaces, narrow ones."""
_HINTS: Final[Mapping[Script, tuple[str, ...]]] = {
    Script.HAN: ("taiwan", "hong kong", "taipei", "macau", "nt$", "hk$", "china"),
    Script.HANGUL: ("korea", "krw", "won"),
    Script.KANA: ("japan", "jepang", "yen"),
    Script.ARABIC: (
        "saudi",
        "arab",
        "kuwait",
        "qatar",
        "emirat",
        "uae",
        "oman",
        "bahrain",
        "jordan",
        "yordania",
        "riyadh",
    ),
}


@dataclass(frozen=True)
class Foreign:
    """A page with its print of other scripts read, and where print stays unread (shares of the straightened page)."""

    page: ReadPage
    unread: tuple[Region, ...] = ()


@dataclass(frozen=True)
class _Run:
    """Unsure words of one line that stand together, or a line that nobody read."""

    region: Region
    words: tuple[Word, ...]


def read_foreign(page: ReadPage, readers: Readers) -> Foreign:
    """Return ``page`` with the print of other scripts read by ``readers.scripts``; a PDF's own text is left as it is.

    An engine that breaks leaves its print unread.
    """
    view = page.view
    if page.source is not ReadingSource.VISUAL or view is None or not view.words:
        return Foreign(page)
    runs = _runs(view)
    sure = [word.confidence for word in view.words if word.confidence >= UNSURE]
    if len(runs) < LEAST_RUNS or not sure or median(sure) < LEGIBLE or 2 * len(sure) < len(view.words):
        return Foreign(page)
    text = " ".join(word.text for word in view.words).lower()
    try:
        script = _script(view, runs, readers.scripts, text)
        read = _read(view, dict(enumerate(runs)), readers.scripts[script]) if script is not None else {}
        if script in (Script.HAN, Script.KANA) and readers.second is not None:
            left = {index: run for index, run in enumerate(runs) if index not in read}
            read |= _read(view, left, readers.second)  # it knows Chinese characters and kana too
    except UnreadableUpload:
        script, read = None, {}
    unread = [run.region for index, run in enumerate(runs) if not read.get(index)]
    rest = sum(region.width for region in unread) / sum(run.region.width for run in runs)
    words = _merged(view.words, runs, read)
    placed = tuple(word.model_copy(update={"region": view.on_page(word.region, page.pixels)}) for word in words)
    seen = replace(page, words=placed, view=View(view.pixels, words, view.to_page))
    return Foreign(seen, tuple(unread) if len(unread) >= LEAST_RUNS and rest >= LEAST_UNREAD else ())


def _runs(view: View) -> list[_Run]:
    """Return the unsure runs of a view, widest first, and the lines among its words that were not read at all."""
    high, wide = view.pixels.shape[:2]
    found = [run for line in lines(view.words) for run in _of_line(line)]
    found += [_Run(region, ()) for region in _skipped(view)]
    wider = [run for run in found if run.region.width * wide >= LEAST_WIDTH * run.region.height * high]
    return sorted(wider, key=lambda run: -run.region.width)[:MOST_RUNS]


def _of_line(line: Line) -> Iterator[_Run]:
    """Yield the runs of unsure words; a short sure token between two of them, a number or a mark, belongs to them."""
    run: list[Word] = []
    for index, word in enumerate(line.words):
        following = line.words[index + 1 : index + 2]
        between = bool(run) and len(word.text) <= 3 and any(next_.confidence < UNSURE for next_ in following)
        near = not run or word.region.x0 - run[-1].region.x1 < 2.5 * max(run[-1].region.height, word.region.height)
        tail = bool(run) and len(word.text) <= 5 and word.confidence < NEARLY
        if (word.confidence < UNSURE or between or tail) and near:
            run.append(word)
            continue
        yield from _closed(run)
        run = [word] if word.confidence < UNSURE else []
    yield from _closed(run)


def _closed(run: Sequence[Word]) -> Iterator[_Run]:
    if run and sum(map(str.isalnum, "".join(word.text for word in run))) >= 2:
        yield _Run(Region.around(word.region for word in run), tuple(run))


def _skipped(view: View) -> Iterator[Region]:
    """Yield the lines seen between the words of a view that no word lies on."""
    high, wide = view.pixels.shape[:2]
    side = max(high, wide)
    around = Region.around(word.region for word in view.words)
    usual = median(word.region.height for word in view.words)
    for strip in strips(view.pixels):
        x, y = strip.x * side / wide, strip.y * side / high
        reach, half = strip.length * side / wide / 2, strip.height * side / high / 2
        inside = around.x0 <= x <= around.x1 and around.y0 <= y <= around.y1
        if not inside or not 0.4 * usual <= 2 * half <= 2.2 * usual:
            continue
        taken = any(
            word.region.y0 - half <= y <= word.region.y1 + half
            and word.region.x0 <= x + reach
            and word.region.x1 >= x - reach
            for word in view.words
        )
        if not taken:
            yield Region.clipped(view.words[0].region.page, x - reach, y - half, x + reach, y + half)


def _script(view: View, runs: Sequence[_Run], engines: Mapping[Script, OcrEngine], text: str) -> Script | None:
    """Return the script whose engine makes sense of the longest runs; those that the Latin text hints at come first."""
    hinted = sorted(engines, key=lambda script: -sum(text.count(hint) for hint in _HINTS.get(script, ())))
    places = [Place((run.region,), left=0.2, right=0.2) for run in runs[:TRIED]]
    best: tuple[float, Script] | None = None
    for script in hinted:
        read = reread(engines[script], view.pixels, places)
        fit = _fit([word for words in read for word in words], script)
        if fit >= FITS and (best is None or fit > best[0]):
            best = fit, script
        if best is not None and best[0] >= 1.35 * FITS:
            break
    return best[1] if best else None


def _fit(words: Sequence[Word], script: Script) -> float:
    """Return how well words are of ``script``: their mean confidence by letters, 0 where other letters prevail."""
    text = "".join(word.text for word in words)
    seen = letters(text)
    own = seen[script] + (seen[Script.HAN] if script in (Script.KANA, Script.HANGUL) else 0)
    total = sum(seen.values())
    if total < 2 or own < OWN_SHARE * total or (script is Script.KANA and not seen[Script.KANA]):
        return 0.0
    return sum(len(word.text) * word.confidence for word in words) / max(len(text), 1)


def _read(view: View, runs: Mapping[int, _Run], engine: OcrEngine) -> dict[int, tuple[Word, ...]]:
    """Return by run what the engine reads there, where it is surer than the first reading and of another script."""
    read = reread(engine, view.pixels, [Place((run.region,), left=0.2, right=0.2) for run in runs.values()])
    kept = {}
    for index, words in zip(runs, read, strict=True):
        text = "".join(word.text for word in words)
        seen = letters(text)
        other = sum(seen.values()) - seen[Script.LATIN]
        before = [word.confidence for word in runs[index].words]
        sure = sum(len(word.text) * word.confidence for word in words) / max(len(text), 1)
        if other and other >= seen[Script.LATIN] and sure > (sum(before) / len(before) if before else 0.3):
            kept[index] = tuple(_together(words))
    return kept


def _together(words: Sequence[Word]) -> Iterator[Word]:
    """Yield words with the characters of Chinese and Japanese joined, which are printed without spaces."""
    run: list[Word] = []
    for word in sorted(words, key=lambda word: word.region.x0):
        seen = letters(word.text)
        dense = bool(seen[Script.HAN] or seen[Script.KANA] or seen[Script.HANGUL])
        room = HANGUL_ROOM if seen[Script.HANGUL] else 0.8
        if run and not (dense and word.region.x0 - run[-1].region.x1 < room * word.region.height):
            yield _joined(run)
            run = []
        run.append(word)
        if not dense:
            yield _joined(run)
            run = []
    if run:
        yield _joined(run)


def _joined(run: Sequence[Word]) -> Word:
    total = sum(len(word.text) for word in run)
    return Word(
        text="".join(word.text for word in run),
        region=Region.around(word.region for word in run),
        confidence=sum(len(word.text) * word.confidence for word in run) / total,
    )


def _merged(words: Sequence[Word], runs: Sequence[_Run], read: Mapping[int, tuple[Word, ...]]) -> tuple[Word, ...]:
    """Return ``words`` with those of the runs that were read again replaced."""
    gone = {id(word) for index in read for word in runs[index].words}
    page = words[0].region.page
    fresh = [
        word.model_copy(update={"region": word.region.model_copy(update={"page": page})})
        for words_read in read.values()
        for word in words_read
    ]
    return (*(word for word in words if id(word) not in gone), *fresh)
