"""Trains the network on altered print, watches it on other pages, writes ONNX, and checks what onnxruntime answers.

python -m bench.altered_training.train --crops /tmp/altered --watch /tmp/altered-watch --out MODEL.onnx
"""

import argparse
import json
import math
import time
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from bench.altered_training.net import CELL, AlteredNet

BATCH: Final = 12
"""Pairs a step."""
PART: Final = (96, 208)
"""Height and width of what is cut from a crop, so that a pair is never seen twice just so."""
STRONGEST: Final = 5
"""Cells whose mean is a crop's score."""
ALTERED: Final = 0.35
"""Share of a cell that was altered from which on it counts; cells with less, but some, are passed over."""

Pictures = NDArray[np.uint8]
Masks = NDArray[np.bool_]


def loaded(folder: Path) -> tuple[Pictures, Pictures, Masks]:
    """Return what ``crops`` kept: altered ``(N, H, W, 3)``, twins, masks ``(N, H, W)``."""
    altered, twin, mask = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("altered", "twin", "mask"))
    return altered, twin, mask


def batch_of(
    data: tuple[Pictures, Pictures, Masks], which: NDArray[np.intp], draw: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return pictures ``(2 N, 3, H, W)``, altered first, and the share of each cell that was altered."""
    altered, twin, mask = data
    pictures: list[Any] = [[], []]
    shares = []
    for place in which:
        y, x = _corner(mask[place], draw)
        cut = (slice(y, y + PART[0]), slice(x, x + PART[1]))
        turn = (slice(None, None, int(draw.choice([1, -1]))), slice(None, None, int(draw.choice([1, -1]))))
        for kept, source in zip(pictures, (altered, twin), strict=True):
            kept.append(np.array(source[place][cut][turn]).transpose(2, 0, 1))
        shares.append(np.array(mask[place][cut][turn], np.float32)[None])
    seen = torch.from_numpy(np.stack(pictures[0] + pictures[1]).astype(np.float32))
    share = functional.avg_pool2d(torch.from_numpy(np.stack(shares)), CELL)
    return seen, torch.cat([share, torch.zeros_like(share)])


def _corner(mask: Masks, draw: np.random.Generator) -> tuple[int, int]:
    """Return a place that holds the middle of what was altered, at a multiple of a cell."""
    corner = []
    for axis, length in ((0, PART[0]), (1, PART[1])):
        middle = int(np.nonzero(mask.any(axis=1 - axis))[0].mean())
        most = mask.shape[axis] - length
        low, high = (min(max(place, 0), most) for place in (middle - length + 24, middle - 24))
        corner.append(int(draw.integers(low, max(low, high) + 1)) // CELL * CELL)
    return corner[0], corner[1]


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


def watched(net: AlteredNet, data: tuple[Pictures, Pictures, Masks]) -> dict[str, float]:
    """Return how well crops of pages that training does not see are told apart, and how many at 1 % false alarms."""
    net.eval()
    scores: list[NDArray[Any]] = []
    with torch.no_grad():
        for pictures in data[:2]:
            got = [
                score_of(net(torch.from_numpy(pictures[at : at + 8].astype(np.float32).transpose(0, 3, 1, 2))))
                for at in range(0, len(pictures), 8)
            ]
            scores.append(torch.cat(got).numpy())
    net.train()
    altered, twin = scores
    order = np.concatenate([twin, altered]).argsort().argsort()[len(twin) :] + 1
    area = (order.sum() - len(altered) * (len(altered) + 1) / 2) / len(altered) / len(twin)
    limit = np.sort(twin)[-max(1, len(twin) // 100) - 1]
    return {"auc": round(float(area), 4), "at_1": round(float((altered > limit).mean()), 4)}


def train(crops: Path, watch: Path, steps: int, seed: int, out: Path) -> AlteredNet:
    """Return the trained network: a slowly moving mean of the weights."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    draw = np.random.default_rng(seed)
    data, other = loaded(crops), loaded(watch)
    net, kept = AlteredNet().to(memory_format=torch.channels_last), AlteredNet()
    kept.load_state_dict(net.state_dict())
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.02)
    order: list[int] = []
    started = time.process_time()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 2.5e-3 * min(1.0, (step + 1) / 60) * 0.5 * (1 + math.cos(math.pi * step / steps)) + 1e-5
        if len(order) < BATCH:
            order = draw.permutation(len(data[0])).tolist()
        which, order = np.array(order[:BATCH]), order[BATCH:]
        pictures, shares = batch_of(data, which, draw)
        loss = loss_of(net(pictures.contiguous(memory_format=torch.channels_last)), shares)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        follow(kept, net, min(0.99, step / (step + 20)))
        if step % 25 == 24:
            print(json.dumps({"step": step + 1, "loss": round(loss.item(), 4),
                              "cpu_s": round(time.process_time() - started)}), flush=True)  # fmt: skip
        if step % 250 == 249:
            print(json.dumps(watched(kept, other)), flush=True)
            torch.save(kept.state_dict(), out.with_suffix(".pt"))
    return kept


def follow(kept: AlteredNet, net: AlteredNet, share: float) -> None:
    """Move the kept weights towards the net's."""
    with torch.no_grad():
        for name, value in kept.state_dict().items():
            now = net.state_dict()[name]
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
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--seed", type=int, default=20261)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    net = train(asked.crops, asked.watch, asked.steps, asked.seed, asked.out)
    export(net, asked.out)
    print(json.dumps(watched(net, loaded(asked.watch))))


if __name__ == "__main__":
    main()
