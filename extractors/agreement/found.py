"""A value found in a passage's text, and what finds one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A value in a passage's text: ``value`` in normal form, where it stands, and whether its form is sound."""

    value: str
    start: int
    end: int
    sound: bool = True


Shape = Callable[[str, bool], Iterator[Found]]
"""Text and whether it comes from pixels -> what was found, in the order in which it stands."""
