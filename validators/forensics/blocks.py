"""A JPEG's own 8 x 8 blocks: its grey picture as the file holds it, and the blocks' DCT."""

from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics import grids, jpeg, metadata
from validators.forensics.check import NotMeasurable
from validators.forensics.exhibit import Exhibit, Pixels

Grey = NDArray[np.float32]

SIDE: Final = 8
ZIGZAG: Final = tuple(
    sorted(
        ((row, column) for row in range(SIDE) for column in range(SIDE)),
        key=lambda at: (at[0] + at[1], at[1] if (at[0] + at[1]) % 2 else at[0], at),
    )
)
"""Row and column of each coefficient in the order of ISO/IEC 10918-1 figure A.6."""
_UNTURNED: Final = {3: 2, 6: 1, 8: 3}
"""EXIF orientation -> quarter turns anticlockwise that lead from the upright picture back to the stored one."""
_SHOWN: Final = {
    1: (False, 0), 2: (True, 0), 3: (False, 2), 4: (True, 2), 5: (True, 1), 6: (False, 3), 7: (True, 3), 8: (False, 1),
}  # fmt: skip
"""EXIF orientation -> whether the stored picture is mirrored, then how many quarters it is turned anticlockwise."""


def parsed(exhibit: Exhibit) -> jpeg.Jpeg:
    """Return what the JPEG says of itself; raises ``NotMeasurable`` (failed) where its segments do not add up."""
    try:
        return jpeg.parse(exhibit.data)
    except jpeg.NotAJpegError:
        raise NotMeasurable("unparsable", failed=True) from None


def turns(exhibit: Exhibit, seen: jpeg.Jpeg | None = None) -> int:
    """Return the quarter turns anticlockwise from the picture as shown back to the one that the file holds.

    Args:
        exhibit: The upload, or a picture inside it.
        seen: What its JPEG says of itself; None of another format.

    Raises:
        NotMeasurable: the file's picture is mirrored.
    """
    orientation = _orientation(exhibit, seen)
    if orientation not in {1, *_UNTURNED}:
        raise NotMeasurable("mirrored")
    return _UNTURNED.get(orientation, 0)


def _orientation(exhibit: Exhibit, seen: jpeg.Jpeg | None) -> int:
    return exhibit.orientation or (metadata.of_jpeg(seen).turned if seen is not None else 1)


def own_steps(exhibit: Exhibit, seen: jpeg.Jpeg) -> tuple[int, ...]:
    """Return a JPEG's own steps at ``grids.PLACES``, in the picture as it is shown; those of no loss without a table.

    Args:
        exhibit: The upload, or a picture inside it.
        seen: What its JPEG says of itself.
    """
    if not seen.tables:
        return grids.NO_LOSS
    _, quarters = _SHOWN.get(_orientation(exhibit, seen), (False, 0))
    return grids.turned_steps(grids.steps_at(seen.tables[min(seen.tables)]), 90 * quarters)


def oriented(stored: Pixels, orientation: int) -> Pixels:
    """Return a stored picture as it is shown by an EXIF orientation (1..8)."""
    mirrored, quarters = _SHOWN[orientation]
    return np.ascontiguousarray(np.rot90(stored[:, ::-1] if mirrored else stored, quarters))


def grey(exhibit: Exhibit, turned: int) -> Grey:
    """Return the first page's luminance (0..255), ``turned`` quarters anticlockwise.

    Raises:
        NotMeasurable: there is no picture.
    """
    if not exhibit.sheets or not exhibit.sheets[0].pixels.size:
        raise NotMeasurable("no_picture")
    pixels = exhibit.sheets[0].pixels
    plain = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    return np.ascontiguousarray(np.rot90(plain, turned)).astype(np.float32)


def coefficients(picture: Grey) -> NDArray[np.float32]:
    """Return the DCT of every whole 8 x 8 block, level shifted: shape ``(rows, columns, 8, 8)``."""
    rows, columns = picture.shape[0] // SIDE, picture.shape[1] // SIDE
    cut = picture[: rows * SIDE, : columns * SIDE] - 128.0
    cells = cut.reshape(rows, SIDE, columns, SIDE).swapaxes(1, 2)
    base = _basis()
    return cast("NDArray[np.float32]", base @ cells @ base.T)


def _basis() -> NDArray[np.float32]:
    at = np.arange(SIDE)
    base = np.cos((2 * at[None, :] + 1) * at[:, None] * np.pi / (2 * SIDE)) * np.sqrt(2 / SIDE)
    base[0] /= np.sqrt(2)
    return cast("NDArray[np.float32]", base.astype(np.float32))
