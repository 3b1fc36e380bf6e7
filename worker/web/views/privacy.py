"""Numbers of persons are masked wherever many cases stand together."""

import re
from typing import Final

_PERSONAL_NUMBER: Final = re.compile(r"(?<!\d)\d{16}(?!\d)|(?<![A-Z0-9])[A-Z]{1,2}\d{6,7}(?![A-Z0-9])", re.IGNORECASE)
"""NIK and family card numbers (16 digits) and Indonesian passport numbers (one or two letters, 6 or 7 digits)."""
_SHOWN: Final = 3


def masked(text: str) -> str:
    """Return ``text`` with every NIK, family card and passport number cut to its last three characters."""
    return _PERSONAL_NUMBER.sub(lambda number: "•••" + number.group()[-_SHOWN:], text)
