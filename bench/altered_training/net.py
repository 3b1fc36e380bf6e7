"""The network: what each cell of 8 x 8 pixels looks like, and how that differs from the print of the rest."""

import torch
from torch import nn
from torch.nn import functional

CELL = 8
"""Pixels of a side of a cell: one answer each."""
LEAST_PRINT = 12.0
"""Deviation of luminance (grey levels) within a cell and its neighbours from which on it counts as print."""


class Step(nn.Module):
    """Convolution, normalisation, ReLU; with what came in added where the shape stays."""

    def __init__(self, inside: int, outside: int, stride: int = 1, spread: int = 1):
        super().__init__()
        self.convolution = nn.Conv2d(inside, outside, 3, stride, spread, dilation=spread, bias=False)
        self.normal = nn.BatchNorm2d(outside)
        self.keeps = inside == outside and stride == 1

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return ``(N, outside, H / stride, W / stride)``."""
        y = self.normal(self.convolution(x))
        return torch.relu(x + y if self.keeps else y)


class AlteredNet(nn.Module):
    """``(N, 3, H, W)`` RGB 0..255, sides multiples of 8, to ``(N, 1, H / 8, W / 8)`` logits: the cell was altered.

    Two sets of first filters: one sees print at full contrast, one sees only faint differences (noise, traces of an
    earlier JPEG), because all that is strong is cut off behind it. The mean over all print of the picture is taken
    away before the last layers, so that they judge what is unlike the rest and not what is unusual.
    """

    def __init__(self, bold: int = 12, faint: int = 24, wide: int = 64):
        super().__init__()
        self.bold = nn.Conv2d(3, bold, 6, 2, 2)
        self.faint = nn.Conv2d(3, faint, 6, 2, 2)
        with torch.no_grad():  # faint filters start as high passes
            self.faint.weight -= self.faint.weight.mean(dim=(2, 3), keepdim=True)
        self.steps = nn.Sequential(
            Step(bold + 2 * faint, 48, stride=2),
            Step(48, wide, stride=2),
            Step(wide, wide),
            Step(wide, wide, spread=2),
            Step(wide, wide),
        )
        self.head = nn.Sequential(nn.Conv2d(3 * wide + 1, wide, 1), nn.ReLU(), nn.Conv2d(wide, 1, 1))
        luminance = torch.tensor([[0.299, 0.587, 0.114], [-0.169, -0.331, 0.5], [0.5, -0.419, -0.081]])
        self.register_buffer("colours", luminance[..., None, None])

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the logits."""
        seen = functional.conv2d(pictures, self.colours)
        faint = torch.clamp(self.faint(seen), -6.0, 6.0)
        bold = torch.relu(self.bold(seen / 64.0 - 1.0))
        cells = self.steps(torch.cat([bold, torch.relu(faint), torch.relu(-faint)], dim=1))
        ink = self.print_of(seen[:, :1])
        mean = self._mean(cells, ink)
        away = cells - mean
        spread = torch.sqrt(self._mean(away * away, ink) + 0.05)
        return self.head(torch.cat([cells, away / spread, mean.expand_as(cells), ink], dim=1))

    @staticmethod
    def print_of(luminance: torch.Tensor) -> torch.Tensor:
        """Return how surely each cell holds print, ``(N, 1, H / 8, W / 8)`` 0..1."""
        small = functional.avg_pool2d(luminance, CELL)
        square = functional.avg_pool2d(luminance * luminance, CELL)
        deviation = torch.sqrt(torch.clamp(square - small * small, min=0.0))
        return torch.clamp(deviation / LEAST_PRINT - 0.5, 0.0, 1.0)

    @staticmethod
    def _mean(cells: torch.Tensor, ink: torch.Tensor) -> torch.Tensor:
        return (cells * ink).sum(dim=(2, 3), keepdim=True) / (ink.sum(dim=(2, 3), keepdim=True) + 1.0)
