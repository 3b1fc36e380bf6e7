"""Words of police record letters (SKCK): which office issued one, and for what.

Source: Antara Mataram (2023) and Tirto (2022) on the offices; the words are those that letters print, no official list
was found.
"""

import re
from typing import Final

_SECTOR: Final = re.compile(r"\W*(?:POLSEK\w*|POLISI SEKTOR|KEPOLISIAN SEKTOR)\b", re.IGNORECASE)
_ABROAD: Final = re.compile(
    r"\b(?:LUAR NEGERI|KE LN|VISA|PASPOR|PASSPORT|ABROAD|OVERSEAS|FOREIGN|IMIGRASI|IMMIGRATION"
    r"|C?PMI|C?TKI|PEKERJA MIGRAN|MIGRANT)\b",
    re.IGNORECASE,
)


def is_of_sector(office: str) -> bool:
    """Whether the office that issued a letter is that of a district (Polsek), the lowest one."""
    return _SECTOR.match(office) is not None


def is_for_abroad(purpose: str) -> bool:
    """Whether a letter says that it is for work or a visa abroad."""
    return _ABROAD.search(purpose) is not None
