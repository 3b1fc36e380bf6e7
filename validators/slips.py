"""What may be one slip of a reader's or a clerk's: two values that differ in a single character.

Such a difference contradicts nothing by itself (pattern 37 of the study of frauds): it is shown by CON009 and raises no
flag, while the rules on the values themselves leave it open.
"""

from datetime import date

from rapidfuzz.distance import OSA


def is_slip(one: str, other: str) -> bool:
    """Whether one character was exchanged, lost, added or swapped with its neighbour; False for equal values."""
    return OSA.distance(one, other, score_cutoff=1) == 1


def is_slip_of_day(one: date, other: date) -> bool:
    """Whether two days of one year differ in a single figure. Another year is never a slip: it changes the age."""
    return one.year == other.year and is_slip(one.isoformat(), other.isoformat())
