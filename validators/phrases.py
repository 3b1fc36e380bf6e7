"""Phrases of a pack looked for in what a paper says: whole words, without regard to case or spacing."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar


class Worded(Protocol):
    """A row of a pack with words."""

    @property
    def words(self) -> tuple[str, ...]:
        """The phrases that name it."""


W = TypeVar("W", bound=Worded)


def first_phrase(text: str, phrases: Iterable[str]) -> str | None:
    """Return the first of ``phrases`` that stands in ``text`` as whole words, or None.

    >>> first_phrase("BIAYA  VISA KERJA", ("ticket", "visa kerja")), first_phrase("VISAKU", ("visa",))
    ('visa kerja', None)
    """
    return next((phrase for phrase in phrases if _pattern(phrase).search(text)), None)


def without(text: str, phrases: Iterable[str]) -> str:
    """Return ``text`` without ``phrases``.

    >>> without("TOURIST, WORK PROHIBITED", ("work prohibited",))
    'TOURIST,  '
    """
    for phrase in phrases:
        text = _pattern(phrase).sub(" ", text)
    return text


def named_in(text: str, rows: Sequence[W]) -> tuple[W, ...]:
    """Return the rows of which a phrase stands in ``text``."""
    return tuple(row for row in rows if first_phrase(text, row.words))


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(word) for word in phrase.split())
    # Words of scripts without spaces stand inside longer runs of letters.
    edge = ("", "") if not phrase.isascii() else (r"(?<!\w)", r"(?!\w)")
    return re.compile(f"{edge[0]}{spaced}{edge[1]}", re.IGNORECASE)
