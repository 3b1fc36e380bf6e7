"""Month names as printed on Indonesian, Malay and English papers.

Source: Kamus Besar Bahasa Indonesia (names), domain.md section 2 (passport: MEI/MAY, AGU/AUG, OKT/OCT, DES/DEC),
common abbreviations on Indonesian forms (AGS, AGT, NOP, PEB) and Malay names (Mac, Julai, Ogos, Disember); 2026-11.
"""

from typing import Final

_NAMES: Final[tuple[tuple[str, ...], ...]] = (
    ("JANUARI", "JANUARY", "JAN"),
    ("FEBRUARI", "FEBRUARY", "PEBRUARI", "FEB", "PEB"),
    ("MARET", "MARCH", "MAC", "MAR", "MRT"),
    ("APRIL", "APR"),
    ("MEI", "MAY"),
    ("JUNI", "JUNE", "JUN"),
    ("JULI", "JULY", "JULAI", "JUL"),
    ("AGUSTUS", "AUGUST", "OGOS", "AGU", "AGS", "AGT", "AUG"),
    ("SEPTEMBER", "SEP", "SEPT"),
    ("OKTOBER", "OCTOBER", "OKT", "OCT"),
    ("NOVEMBER", "NOPEMBER", "NOV", "NOP"),
    ("DESEMBER", "DECEMBER", "DISEMBER", "DES", "DEC", "DIS"),
)

MONTHS: Final[dict[str, int]] = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
"""Month number (1..12) by printed name or abbreviation, upper case."""
