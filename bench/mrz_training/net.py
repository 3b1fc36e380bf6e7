"""The line reader's network: convolutions only, with sight of about three characters, so that it can know no names."""

from typing import cast

import torch
from torch import nn

CLASSES = 38
"""The blank of connectionist temporal classification, then the 37 characters of ``lines.ALPHABET``."""


class Step(nn.Module):
    """Convolution, normalisation, ReLU; with what came in added where the shape stays."""

    def __init__(
        self, inside: int, outside: int, kernel: tuple[int, int], stride: tuple[int, int], pad: tuple[int, int]
    ):
        super().__init__()
        self.convolution = nn.Conv2d(inside, outside, kernel, stride, pad, bias=False)
        self.normal = nn.BatchNorm2d(outside)
        self.keeps = inside == outside and stride == (1, 1) and pad != (0, 0)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return ``(N, outside, H', W')``."""
        y = self.normal(self.convolution(x))
        return torch.relu(x + y if self.keeps else y)


class LineNet(nn.Module):
    """``(N, 1, 32, W)`` pictures to ``(N, W / 4, 38)`` logits, one row for every four columns of pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Sequential(
            Step(1, 16, (3, 3), (2, 2), (1, 1)),
            Step(16, 32, (3, 3), (1, 2), (1, 1)),
            Step(32, 48, (3, 3), (2, 1), (1, 1)),
            Step(48, 64, (3, 3), (1, 1), (1, 1)),
            Step(64, 80, (3, 3), (2, 1), (1, 1)),
            Step(80, 128, (4, 3), (1, 1), (0, 1)),
            Step(128, 128, (1, 5), (1, 1), (0, 2)),
            Step(128, 128, (1, 5), (1, 1), (0, 2)),
        )
        self.head = nn.Conv2d(128, CLASSES, 1)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the logits."""
        return cast("torch.Tensor", self.head(self.steps(pictures)).squeeze(2).permute(0, 2, 1))
