"""Parts of a paper that are about one party: whose name, number or address a label asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.form.spec import Section

_FLAGS: Final = re.IGNORECASE


@dataclass(frozen=True)
class _Marker:
    at: int
    name: str
    opens: bool


class Sections:
    """The sections of one paper's running text."""

    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        markers = [
            _Marker(match.end() if opens else match.start(), section.name, opens)
            for section in sections
            for opens, patterns in ((True, section.opens), (False, section.closes))
            for pattern in patterns
            for match in re.finditer(pattern, text, _FLAGS)
        ]
        self._markers = sorted(markers, key=lambda marker: (marker.at, marker.opens))

    def at(self, offset: int) -> str:
        """Return the section that ``offset`` lies in, "" when the paper does not tell.

        The last opening before it tells, unless another part was closed in between; else the next closing after it.
        """
        before = [marker for marker in self._markers if marker.at <= offset]
        if before and before[-1].opens:
            return before[-1].name
        after = next((marker for marker in self._markers if marker.at > offset), None)
        return after.name if after is not None and not after.opens else ""
