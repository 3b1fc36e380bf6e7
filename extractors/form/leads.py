"""Patterns of running text behind which values of many papers stand."""

from typing import Final

BIRTH: Final = (r"\b(?:lahir|born)\b[^.;:\d]{0,40}(?=\d)",)
"""A birth date in a sentence: lahir di Malang pada tanggal 3 April 1998."""

LEGAL_FORM: Final = (
    r"\n\W{0,3}(?=(?!PT\b|P\.T)[A-Z][A-Z0-9&.,'() -]{3,60}?"
    r"\b(?:SDN\.? ?BHD|BHD|LTD|CO\.,? ?LTD|CO\.|INC|CORP|LLC|EST|PTE|GMBH|LIMITED|COMPANY)\b)"
)
"""A line that is the name of a foreign company, known by its legal form."""
