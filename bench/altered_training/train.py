"""Trains the network on altered print, watches it on other pages, writes ONNX, and checks what onnxruntime answers.

README.md has the command.
"""

import argparse
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from bench.altered_training.net import CELL, AlteredNet, Back, Front

BATCH: Final = 12
"""Pairs a step."""
STRONGEST: Final = 5
"""Cells whose mean is a crop's score."""
ALTERED: Final = 0.35
"""Share of a cell that was altered from which on it counts; cells with less, but some, are passed over."""


@dataclass(frozen=True)
class Pairs:
    """Measures of cells of altered crops and of their twins ``(N, 2, measures, H, W)``, print, and shares altered."""

    measures: torch.Tensor
    ink: torch.Tensor
    shares: torch.Tensor

    def batch(self, which: NDArray[np.intp]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return measures, print and shares of some pairs: the altered crops first, then their twins."""
        measures = self.measures[which].float().transpose(0, 1).flatten(0, 1)
        ink = self.ink[which].float().transpose(0, 1).flatten(0, 1)
        shares = self.shares[which].float()
        return measures, ink, torch.cat([shares, torch.zeros_like(shares)])


def measured(folder: Path, most: int) -> Pairs:
    """Measure the cells of what ``crops`` kept, once: the first filters are fixed. At most so many pairs, evenly."""
    altered, twin, mask = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("altered", "twin", "mask"))
    places = np.unique(np.linspace(0, len(altered) - 1, min(most, len(altered))).round().astype(int))
    front, measures, ink, shares = Front(), [], [], []
    with torch.no_grad():
        for place in places:
            pair = np.stack([altered[place], twin[place]]).transpose(0, 3, 1, 2)
            got, print_ = front(torch.from_numpy(pair.astype(np.float32)))
            measures.append(got.half())
            ink.append(print_.half())
            shares.append(functional.avg_pool2d(torch.from_numpy(mask[place].astype(np.float32))[None], CELL).half())
    return Pairs(torch.stack(measures), torch.stack(ink), torch.stack(shares))


def score_of(logits: torch.Tensor) -> torch.Tensor:
    """Return the mean of the strongest cells, ``(N,)``."""
    return logits.flatten(1).topk(STRONGEST, dim=1).values.mean(dim=1)


def loss_of(logits: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
    """Return the loss of cells and of whole crops; both halves of the batch count alike."""
    target = (shares >= ALTERED).float()
    known = ((shares == 0) | (target > 0)).float()
    weight = known * (1 + 5 * target)
    cells = functional.binary_cross_entropy_with_logits(logits, target, weight, reduction="sum") / weight.sum()
    score = score_of(logits)
    half = len(score) // 2
    whole = functional.softplus(-score[:half]).mean() + functional.softplus(score[half:]).mean()
    return cells + 0.3 * whole


def watched(back: Back, pairs: Pairs) -> dict[str, float]:
    """Return how well crops of pages that training does not see are told apart, and how many at 1 % false alarms."""
    back.eval()
    scores: list[NDArray[Any]] = []
    with torch.no_grad():
        for side in (0, 1):
            got = score_of(back(pairs.measures[:, side].float(), pairs.ink[:, side].float()))
            scores.append(got.numpy())
    back.train()
    altered, twin = scores
    order = np.concatenate([twin, altered]).argsort().argsort()[len(twin) :] + 1
    area = (order.sum() - len(altered) * (len(altered) + 1) / 2) / len(altered) / len(twin)
    limit = np.sort(twin)[-max(1, len(twin) // 100) - 1]
    return {"auc": round(float(area), 4), "at_1": round(float((altered > limit).mean()), 4)}


def train(pairs: Pairs, other: Pairs, steps: int, seed: int, out: Path) -> Back:
    """Return the trained part of the network: a slowly moving mean of the weights."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    back, kept = Back(), Back()
    kept.load_state_dict(back.state_dict())
    optimiser = torch.optim.AdamW(back.parameters(), lr=1e-3, weight_decay=0.02)
    order: list[int] = []
    started = time.process_time()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 4e-3 * min(1.0, (step + 1) / 40) * 0.5 * (1 + math.cos(math.pi * step / steps)) + 1e-5
        if len(order) < BATCH:
            order = draw.permutation(len(pairs.measures)).tolist()
        which, order = np.array(order[:BATCH]), order[BATCH:]
        measures, ink, shares = pairs.batch(which)
        loss = loss_of(back(measures, ink), shares)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(back.parameters(), 2.0)
        optimiser.step()
        follow(kept, back, min(0.99, step / (step + 20)))
        if step % 60 == 59:
            told = {"step": step + 1, "loss": round(loss.item(), 4), "cpu_s": round(time.process_time() - started)}
            print(json.dumps(told | watched(kept, other)), flush=True)
            torch.save(kept.state_dict(), out.with_suffix(".pt"))
    return kept


def follow(kept: Back, back: Back, share: float) -> None:
    """Move the kept weights towards the trained ones."""
    with torch.no_grad():
        for name, value in kept.state_dict().items():
            now = back.state_dict()[name]
            value.copy_(value * share + now * (1 - share) if value.is_floating_point() else now)


def export(net: AlteredNet, out: Path) -> None:
    """Write ONNX, and see that onnxruntime answers alike."""
    import onnxruntime

    net.eval()
    sample = torch.rand(1, 3, 128, 224) * 255
    torch.onnx.export(
        net, (sample,), str(out), input_names=["picture"], output_names=["logits"],
        dynamic_axes={"picture": {2: "height", 3: "width"}, "logits": {2: "rows", 3: "columns"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    for high, wide in ((128, 224), (64, 320), (8, 8)):
        sample = torch.rand(1, 3, high, wide) * 255
        with torch.no_grad():
            wanted = net(sample).numpy()
        got = cast("NDArray[np.float32]", session.run(None, {"picture": sample.numpy()})[0])
        if not np.allclose(wanted, got, atol=1e-2):
            raise SystemExit(f"the exported model differs by {np.abs(wanted - got).max()}")


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crops", type=Path, required=True)
    parser.add_argument("--watch", type=Path, required=True)
    parser.add_argument("--most", type=int, default=4000, help="pairs of crops to train on")
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    start = time.process_time()
    pairs, other = measured(asked.crops, asked.most), measured(asked.watch, 160)
    print(json.dumps({"pairs": len(pairs.measures), "cpu_s": round(time.process_time() - start)}), flush=True)
    back = train(pairs, other, asked.steps, asked.seed, asked.out)
    export(AlteredNet(back), asked.out)


if __name__ == "__main__":
    main()
