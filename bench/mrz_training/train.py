"""Trains the line reader of machine readable zones and writes it as ONNX. See README.md for the command.

PyTorch is needed here only; it lives in an environment of its own and never in the lock.
"""

import argparse
import json
import math
import time
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import torch
from torch.nn import functional

from bench.mrz_training.lines import ALPHABET, HEIGHT, STRIDE, WIDTH, Drawn, Floats, draw_line
from bench.mrz_training.net import LineNet

BATCH = 32
WARM_UP = 700
"""Steps with the columns of the characters told, after which the reader finds them itself."""


def normal(picture: Floats) -> Floats:
    """Return a picture as the reader wants it: mean 0, deviation 1, but no noise blown up on blank paper."""
    return cast("Floats", (picture - picture.mean()) / max(float(picture.std()), 6.0))


def batch_of(drawn: list[Drawn]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return pictures ``(N, 1, 32, WIDTH)``, a class for every column ``(N, WIDTH / 4)``, texts in a row, lengths."""
    pictures = np.zeros((len(drawn), 1, HEIGHT, WIDTH), np.float32)
    columns = np.zeros((len(drawn), WIDTH // STRIDE), np.int64)
    targets: list[int] = []
    for row, line in enumerate(drawn):
        part = line.picture[:, :WIDTH]
        if part.shape[1] < WIDTH:
            missing = WIDTH - part.shape[1]
            part = cast("Floats", cv2.copyMakeBorder(part, 0, 0, 0, missing, cv2.BORDER_REPLICATE))
        pictures[row, 0] = normal(part)
        for letter, middle in zip(line.text, line.middles, strict=True):
            kind = 1 + ALPHABET.index(letter)
            columns[row, min(max(int(middle / STRIDE), 0), columns.shape[1] - 1)] = kind
            targets.append(kind)
    lengths = torch.tensor([len(line.text) for line in drawn])
    return torch.from_numpy(pictures), torch.from_numpy(columns), torch.tensor(targets), lengths


def loss_of(
    logits: torch.Tensor, columns: torch.Tensor, targets: torch.Tensor, lengths: torch.Tensor, step: int
) -> torch.Tensor:
    """Return the loss: told columns at first, then any columns in the right order."""
    if step < WARM_UP:
        weights = torch.ones(logits.shape[2])
        weights[0] = 0.5
        return functional.cross_entropy(logits.flatten(0, 1), columns.flatten(), weight=weights)
    chances = logits.log_softmax(2).permute(1, 0, 2)
    widths = torch.full((logits.shape[0],), logits.shape[1])
    return functional.ctc_loss(chances, targets, widths, lengths, zero_infinity=True)


def read(net: LineNet, picture: Floats) -> str:
    """Return the text of one line by the best class of every column."""
    with torch.no_grad():
        best = net(torch.from_numpy(normal(picture))[None, None]).argmax(2)[0].tolist()
    return "".join(
        ALPHABET[kind - 1] for place, kind in enumerate(best) if kind and (place == 0 or kind != best[place - 1])
    )


def distance(one: str, other: str) -> int:
    """Return the edits from one text to the other."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1]


def measured(net: LineNet, seed: int, count: int = 150) -> dict[str, float]:
    """Return error rates on whole lines of seeds that training does not use."""
    net.eval()
    figures: dict[str, float] = {}
    for name, hardness in (("easy", 0.3), ("middle", 0.6), ("hard", 1.0)):
        draw = np.random.default_rng([seed, int(hardness * 10)])
        wrong = letters = exact = 0
        for _ in range(count):
            text = "".join(draw.choice(list(ALPHABET), int(draw.choice([30, 36, 44]))))
            line = draw_line(draw, text=text, hardness=hardness, face="OCRB.otf")
            off = distance(text, read(net, line.picture))
            wrong, letters, exact = wrong + off, letters + len(text), exact + (off == 0)
        figures |= {f"{name}_cer": round(wrong / letters, 5), f"{name}_lines": round(exact / count, 4)}
    net.train()
    return figures


def train(steps: int, seed: int, out: Path) -> LineNet:
    """Return the trained reader: a slowly moving mean of the weights."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    draw = np.random.default_rng(seed)
    net, kept = LineNet().to(memory_format=torch.channels_last), LineNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.01)
    started = time.monotonic()
    for step in range(steps):
        hardness = min(1.0, 0.35 + 0.65 * step / (0.2 * steps))
        share = 2.2e-3 * min(1.0, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * step / steps)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = share
        drawn = [
            draw_line(draw, hardness=hardness * float(draw.uniform(0.4, 1)), text="" if draw.random() < 0.03 else None)
            for _ in range(BATCH)
        ]
        pictures, columns, targets, lengths = batch_of(drawn)
        loss = loss_of(net(pictures.contiguous(memory_format=torch.channels_last)), columns, targets, lengths, step)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        follow(kept, net, 0.0 if step < WARM_UP else 0.998)
        if step % 100 == 99:
            print(
                json.dumps({"step": step + 1, "loss": round(loss.item(), 4), "s": round(time.monotonic() - started)}),
                flush=True,
            )
        if step % 1000 == 999:
            print(json.dumps(measured(kept, seed + 1)), flush=True)
            torch.save(kept.state_dict(), out.with_suffix(".pt"))
            export(kept, out)
    return kept


def follow(kept: LineNet, net: LineNet, share: float) -> None:
    """Move the kept weights towards the net's."""
    with torch.no_grad():
        for name, value in kept.state_dict().items():
            now = net.state_dict()[name]
            value.copy_(value * share + now * (1 - share) if value.is_floating_point() else now)


def export(net: LineNet, out: Path) -> None:
    """Write the reader as ONNX with its alphabet in the metadata, and see that onnxruntime answers alike."""
    import onnx
    import onnxruntime

    net.eval()
    sample = torch.randn(1, 1, HEIGHT, 640)
    torch.onnx.export(
        net,
        (sample,),
        str(out),
        input_names=["line"],
        output_names=["logits"],
        dynamic_axes={"line": {3: "width"}, "logits": {1: "columns"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(out))
    onnx.helper.set_model_props(model, {"character": ALPHABET})
    onnx.save(model, str(out))
    session = onnxruntime.InferenceSession(str(out), providers=["CPUExecutionProvider"])
    for width in (640, 1000):
        sample = torch.randn(1, 1, HEIGHT, width)
        with torch.no_grad():
            wanted = net(sample).numpy()
        got = session.run(None, {"line": sample.numpy()})[0]
        if not np.allclose(wanted, got, atol=1e-3):
            raise SystemExit(f"the exported model differs by {np.abs(wanted - got).max()}")
    net.train()


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=20261)
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args()
    net = train(wanted.steps, wanted.seed, wanted.out)
    export(net, wanted.out)
    print(json.dumps(measured(net, wanted.seed + 2, count=400)))


if __name__ == "__main__":
    main()
