"""Job titles: whether two papers name one job, as far as a list of equal titles tells.

Made to be safe as ``validators.names`` is: two titles are different only when each is on the list with all of its
words, and no paper is known to use one for the other. What the list does not know stays open.

>>> same_job("PENATA LAKSANA RUMAH TANGGA", "Domestic Helper")
True
>>> same_job("PEKERJA PERKEBUNAN", "CUSTOMER SERVICE")
False
>>> same_job("PEKERJA RUMAH TANGGA", "CAREGIVER") is None
True
"""

import tomllib
from importlib.resources import files
from typing import Final

from validators.names import normal

MOST_WORDS: Final = 30
"""More words than this are no title but a description of the work, or a misread block of text."""
_DATA: Final = tomllib.loads((files("validators") / "job_titles.toml").read_text("utf-8"))
_TITLES: Final = sorted(
    ((tuple(title.split()), group) for group, titles in _DATA["groups"].items() for title in titles),
    key=lambda entry: -len(entry[0]),
)
_FILLERS: Final = frozenset(_DATA["fillers"].split())
_NEAR: Final = frozenset(frozenset(pair.split()) for pair in _DATA["near"]["pairs"])


def same_job(one: str, other: str) -> bool | None:
    """Return whether two titles name one job; None where that cannot be told."""
    words = [normal(title).split() for title in (one, other)]
    if not words[0] or not words[1] or max(map(len, words)) > MOST_WORDS:
        return None
    if sorted(words[0]) == sorted(words[1]):
        return True
    (left, left_rest), (right, right_rest) = map(_groups, words)
    if left & right:
        return True
    if not left or not right or left_rest or right_rest:
        return None
    is_near = any(frozenset((a, b)) in _NEAR for a in left for b in right)
    return None if is_near else False


def _groups(words: list[str]) -> tuple[set[str], bool]:
    """Return the jobs that ``words`` name, and whether words are left over that may make it another job."""
    left, found = list(words), set()
    for title, group in _TITLES:
        for place in range(len(left) - len(title) + 1):
            if tuple(left[place : place + len(title)]) == title:
                found.add(group)
                # Empty words keep the words before and behind the title apart.
                left[place : place + len(title)] = [""] * len(title)
    return found, any(word and word not in _FILLERS for word in left)
