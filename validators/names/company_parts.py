"""What the name of a company is taken apart into (``company_names``)."""

from typing import NamedTuple


class Form(NamedTuple):
    """A legal form: its country and its kind, each empty where it may be of several."""

    country: str
    kind: str


class Company(NamedTuple):
    """A company's name made ready.

    ``words`` are in one language so far as known, several meanings parted by a slash; ``printed`` are the same words
    before that; ``every`` are all words of the text, ``written`` the same as one text; ``shortened`` are those that end
    in a full stop.
    """

    words: tuple[str, ...]
    printed: tuple[str, ...]
    every: tuple[str, ...]
    written: str
    shortened: frozenset[str]
    numbers: frozenset[str]
    country: str
    branch: str
    forms: tuple[Form, ...]


class Names(NamedTuple):
    """The names that one text holds: all of it as one, those it says to be one firm's, and those that may be."""

    whole: Company
    told: tuple[Company, ...]
    perhaps: tuple[str, ...]
    problem: str
