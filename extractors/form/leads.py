"""Patterns of running text behind which values of many papers stand."""

from typing import Final

LEGAL_FORM: Final = (
    r"\n\W{0,3}(?=(?!PT\b|P\.T)[A-Z][A-Z0-9&.,'() -]{3,60}?"
    r"\b(?:SDN\.? ?BHD|BHD|LTD|CO\.,? ?LTD|CO\.|INC|CORP|LLC|EST|PTE|GMBH|LIMITED|COMPANY)\b)"
)
"""A line that is the name of a foreign company, known by its legal form."""
