"""One name in another spelling: the reforms of 1947 (oe, u) and 1972 (dj, tj, nj, sj, ch, j), and short forms."""

import random
from typing import Final

_SHORT: Final = {
    "MUHAMMAD": "MOH.",
    "MUHAMAD": "MOH",
    "MOCHAMAD": "M.",
    "MOHAMAD": "MUH.",
    "SITI": "ST.",
    "AHMAD": "ACHMAD",
}
_OLD: Final = (("SY", "SJ"), ("NY", "NJ"), ("J", "DJ"), ("C", "TJ"), ("KH", "CH"), ("U", "OE"), ("Y", "J"))


def spelled(name: str, draw: random.Random) -> str:
    """Return ``name`` as an older paper may spell it; the same where no letter of it was reformed."""
    words = name.split()
    ways = [(place, _SHORT[word]) for place, word in enumerate(words) if word in _SHORT]
    ways += [(place, word.replace(new, old, 1)) for place, word in enumerate(words) for new, old in _OLD if new in word]
    if not ways:
        return name
    place, other = draw.choice(ways)
    return " ".join([*words[:place], other, *words[place + 1 :]])
