"""What a check is given: one upload's bytes and decoded pages, with what was read on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.model import Region, Word
from validators.forensics.strata import Stratum

Pixels = NDArray[np.uint8]
"""``(H, W, 3)`` BGR or ``(H, W)`` grey, uint8."""


Homography = NDArray[np.float64]
"""3 x 3, from shares of one plane to shares of another."""


@dataclass(frozen=True)
class Mark:
    """What somebody has put under a paper: ``kind`` hand, thumb, stamp or electronic, as the reader told them."""

    party: str
    kind: str
    region: Region


@dataclass(frozen=True)
class Sheet:
    """One page of an upload as stored, with the paper on it.

    Regions are in shares of this page. ``document`` is the paper's place among the upload's documents, ``rotation`` how
    far the page is turned clockwise to stand upright. A picture of several papers has one sheet for each of them, all
    with the same ``page`` and ``pixels``; ``part`` is then where the paper lies.

    ``to_stored`` leads from shares of the upright paper (straightened along its outline where that was seen) to shares
    of this page; None where only ``rotation`` is known. ``marks`` are the signatures and stamps on it.
    """

    page: int
    pixels: Pixels
    document: int = 0
    kind: str = "unknown"
    rotation: int = 0
    part: Region | None = None
    words: tuple[Word, ...] = ()
    fields: Mapping[str, Region] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[tuple[str, Region], ...] = ()
    """What the printed codes on the paper say, and where they stand."""
    to_stored: Homography | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Exhibit:
    """One upload. ``sheets`` are in the order of its pages; ``stratum`` is how its picture came about.

    ``trusted`` are the certificates (DER) of the authorities that the operator trusts to issue electronic signatures.
    ``orientation`` says of a picture inside a PDF how the page turns it (1..8, as EXIF does); else its file says.
    """

    data: bytes
    media_type: str
    stratum: Stratum
    sheets: tuple[Sheet, ...] = ()
    trusted: tuple[bytes, ...] = ()
    orientation: int | None = None

    @property
    def is_pdf(self) -> bool:
        """Whether the upload is a PDF."""
        return self.media_type == "application/pdf"
