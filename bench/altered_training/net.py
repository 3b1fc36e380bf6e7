"""The network: fixed first filters measure each cell of 8 x 8 pixels, trained ones tell which cell is unlike the rest.

Filters that were learnt from the pixels up came to nothing in the time that one processor has (README.md); these say at
once what is known to differ: noise, flat ground, the steps and empty frequencies of an earlier JPEG, edges, ink.
"""

import math
from typing import Final, cast

import torch
from torch import nn
from torch.nn import functional

CELL: Final = 8
"""Pixels of a side of a cell: one answer each."""
LEAST_PRINT: Final = 12.0
"""Deviation of luminance (grey levels) within a cell from which on it surely counts as print."""
NOISE: Final = (2.0, 6.0, 18.0, 60.0)
"""Levels at which a residual is cut off before it is averaged: what is faint must not drown in what is strong."""
FREQUENCIES: Final = (1.0, 4.0, 16.0)
"""The same for the coefficients of a cell's DCT: an earlier JPEG has left many of them at nought."""
BANDS: Final = ((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 14))
"""Sums of a coefficient's row and column that make a band."""
MEASURES: Final = 3 * len(NOISE) + 1 + 2 * CELL + len(FREQUENCIES) * len(BANDS) + 7


class Front(nn.Module):
    """``(N, 3, H, W)`` RGB 0..255, sides multiples of 8, to ``MEASURES`` of each cell, about 0..1, and print 0..1."""

    def __init__(self) -> None:
        super().__init__()
        colours = torch.tensor([[0.299, 0.587, 0.114], [-0.169, -0.331, 0.5], [0.5, -0.419, -0.081]])
        rough = torch.tensor([[1.0, -2.0, 1.0], [-2.0, 4.0, -2.0], [1.0, -2.0, 1.0]]) / 2
        self.register_buffer("colours", colours[..., None, None])
        self.register_buffer("rough", rough.expand(3, 1, 3, 3).clone())
        self.register_buffer("columns", torch.eye(CELL)[:, None, None, :].expand(CELL, 1, CELL, CELL).clone() / CELL)
        self.register_buffer("rows", torch.eye(CELL)[:, None, :, None].expand(CELL, 1, CELL, CELL).clone() / CELL)
        self.register_buffer("waves", _waves())
        self.register_buffer("bands", _bands())

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the measures ``(N, MEASURES, H / 8, W / 8)`` and how surely each cell holds print."""
        seen = functional.conv2d(pictures, self.colours)
        light = seen[:, :1]
        residual = functional.conv2d(functional.pad(seen, (1, 1, 1, 1), mode="replicate"), self.rough, groups=3).abs()
        across = (light - functional.pad(light, (1, 0, 0, 0), mode="replicate")[..., :-1]).abs()
        down = (light - functional.pad(light, (0, 0, 1, 0), mode="replicate")[..., :-1, :]).abs()
        flat = torch.clamp(1 - across, min=0) * torch.clamp(1 - down, min=0)
        waves = functional.conv2d(light, self.waves, stride=CELL).abs()
        mean = functional.avg_pool2d(seen, CELL)
        measures = [
            *(functional.avg_pool2d(torch.clamp(residual / level, max=1), CELL) for level in NOISE),
            functional.avg_pool2d(flat, CELL),
            functional.conv2d(torch.clamp(across / 4, max=1), self.columns, stride=CELL),
            functional.conv2d(torch.clamp(down / 4, max=1), self.rows, stride=CELL),
            *(functional.conv2d(torch.clamp(waves / level, max=1), self.bands) for level in FREQUENCIES),
            mean / 128,
            functional.max_pool2d(light, CELL) / 128,
            -functional.max_pool2d(-light, CELL) / 128,
            functional.max_pool2d(across, CELL) / 128,
            functional.max_pool2d(down, CELL) / 128,
        ]
        square = functional.avg_pool2d(light * light, CELL)
        deviation = torch.sqrt(torch.clamp(square - mean[:, :1] * mean[:, :1], min=0))
        return torch.cat(measures, dim=1), torch.clamp(deviation / LEAST_PRINT - 0.5, 0, 1)


class Back(nn.Module):
    """Measures and print of the cells to ``(N, 1, H / 8, W / 8)`` logits: the cell was altered.

    Every measure is also told as deviations from the picture's own print, so that what is unlike the rest is judged and
    not what is unusual.
    """

    def __init__(self, wide: int = 48, last: int = 32):
        super().__init__()
        self.normal = nn.BatchNorm2d(3 * MEASURES)
        self.first = nn.Conv2d(3 * MEASURES, wide, 1)
        self.near = nn.Conv2d(wide, last, 3, padding=1)
        self.head = nn.Conv2d(last + wide, 1, 1)

    def forward(self, measures: torch.Tensor, ink: torch.Tensor) -> torch.Tensor:
        """Return the logits."""
        mean = _mean(measures, ink)
        away = measures - mean
        spread = torch.sqrt(_mean(away * away, ink) + 4e-4)
        told = torch.cat([measures, torch.clamp(away / spread, -6, 6), mean.expand_as(measures)], dim=1)
        cells = torch.relu(self.first(self.normal(told)))
        near = torch.relu(self.near(cells))
        return cast("torch.Tensor", self.head(torch.cat([near, cells], dim=1)))


class AlteredNet(nn.Module):
    """``(N, 3, H, W)`` RGB 0..255, sides multiples of 8, to ``(N, 1, H / 8, W / 8)`` logits."""

    def __init__(self, back: Back) -> None:
        super().__init__()
        self.front, self.back = Front(), back

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the logits."""
        return cast("torch.Tensor", self.back(*self.front(pictures)))


def _mean(measures: torch.Tensor, ink: torch.Tensor) -> torch.Tensor:
    return (measures * ink).sum(dim=(2, 3), keepdim=True) / (ink.sum(dim=(2, 3), keepdim=True) + 1)


def _waves() -> torch.Tensor:
    """Return the 64 filters of the 8 x 8 DCT (ISO/IEC 10918-1 A.3.3), ``(64, 1, 8, 8)``."""
    at = torch.arange(CELL, dtype=torch.float64)
    base = torch.cos((2 * at[None, :] + 1) * at[:, None] * math.pi / (2 * CELL)) * math.sqrt(2 / CELL)
    base[0] /= math.sqrt(2)
    return torch.einsum("uy,vx->uvyx", base, base).reshape(CELL * CELL, 1, CELL, CELL).float()


def _bands() -> torch.Tensor:
    """Return the means of bands of frequencies as a convolution, ``(bands, 64, 1, 1)``."""
    order = torch.arange(CELL)[:, None] + torch.arange(CELL)[None, :]
    inside = torch.stack([((order >= low) & (order <= high)).float().reshape(-1) for low, high in BANDS])
    return (inside / inside.sum(dim=1, keepdim=True))[..., None, None]
