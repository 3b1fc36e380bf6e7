"""Plane geometry of a capture: homographies of 3 x 3, points and boxes carried through them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from samples.render.printed import Box

Matrix = npt.NDArray[np.float64]
Point = tuple[float, float]


def homography(source: Sequence[Point], target: Sequence[Point]) -> Matrix:
    """Return the matrix that carries the four ``source`` points to the four ``target`` points."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    solved = np.linalg.solve(np.array(rows, float), np.array(right, float))
    return np.append(solved, 1.0).reshape(3, 3)


def carry(matrix: Matrix, point: Point) -> Point:
    """Return where ``matrix`` carries ``point``."""
    x, y, w = matrix @ np.array([point[0], point[1], 1.0])
    return float(x / w), float(y / w)


def carry_box(matrix: Matrix, box: Box) -> Box:
    """Return the upright box around the four carried corners of ``box``."""
    x0, y0, x1, y1 = box
    corners = [carry(matrix, point) for point in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
