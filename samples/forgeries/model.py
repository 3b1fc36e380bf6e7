"""What a forgery is: an upload, what was done to it and where, and the same paper left as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from samples.render.printed import Box, Letters, Mark

Pixels = npt.NDArray[np.uint8]
"""``(H, W, 3)`` RGB, uint8."""
Grid = npt.NDArray[np.float64]
"""A homography, ``(3, 3)``."""
Mask = npt.NDArray[np.bool_]
"""``(H, W)``, true where a pixel was set by the editor."""


@dataclass(frozen=True)
class Edit:
    """One thing done to a page: ``box`` in shares of the page with index ``page``, ``field`` empty for none.

    ``detail`` says how in a word or two (``feathered``, ``dejavu 1.04``); ``value`` is what the field says now, empty
    when that is what it said before.
    """

    kind: str
    page: int
    box: Box
    field: str = ""
    detail: str = ""
    value: str = ""


@dataclass(frozen=True)
class Upload:
    """One file as a portal would get it, with the truth about it.

    ``marks`` and ``words`` are in shares of the page; ``first_quality`` is the JPEG quality of the file that was
    edited or saved again, None where the picture was never a JPEG before. ``to_page`` leads from shares of the upright
    paper to shares of the page, None where it is not known.
    """

    data: bytes
    media_type: str
    marks: tuple[Mark, ...]
    words: tuple[Letters, ...]
    first_quality: int | None = None
    to_page: Grid | None = None


@dataclass(frozen=True)
class Forgery:
    """An edited upload and its twin: the paper of the same person, not edited, through the same last encoder.

    ``mask`` is the edited picture's, of the size at which it was edited; None for a PDF that is no picture. ``facts``
    are codes of ``extractors.model.Quality.facts`` that a reader would find on the picture, ``trusted`` the
    certificates (DER) of the authorities that the operator of the portal trusts.
    """

    kind: str
    final: str
    seed: int
    paper: str
    design: str
    capture: str
    edited: Upload
    twin: Upload
    edits: tuple[Edit, ...]
    mask: Mask | None = None
    facts: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    trusted: tuple[bytes, ...] = ()

    @property
    def data(self) -> bytes:
        """The edited file."""
        return self.edited.data

    @property
    def media_type(self) -> str:
        """The edited file's media type."""
        return self.edited.media_type


class NotMade(Exception):  # noqa: N818  # an outcome: this paper has no place for this edit
    """The paper that chance drew has nothing that this kind of edit could be done to."""
