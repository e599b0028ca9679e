# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: train the phone head on the frames of step 1 and pack it into models/phone_head.npz.

    python -m soliloquy.training.phone_head.train --encoder whisper

Held-out voices and held-out texts (training/data/recipe.py) are never trained on; their frame accuracy is printed.
"""

import argparse
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ...runtime.listen.phone_head import loudness_input
from ...runtime.phones import INVENTORY
from ...runtime.weights import MODELS_FOLDER
from .examples import ENCODERS, FOLDER

WIDTH = 224
REACH = (7, 5)
"""Frames that each of the convolutions sees: 11 together, 100 ms to both sides."""

_CHUNK = 200
_BATCH = 16
_RAREST = 40


class PhoneHead(nn.Module):
    """hidden layers and loudness (B, H + 1, T), normalised -> logits (B, classes, T)."""

    def __init__(self, inputs: int, classes: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Dropout(0.1), nn.Conv1d(inputs, WIDTH, 1), nn.ReLU()]
        for reach in REACH:
            layers += [nn.Dropout(0.2), nn.Conv1d(WIDTH, WIDTH, reach, padding=reach // 2), nn.ReLU()]
        layers += [nn.Dropout(0.2), nn.Conv1d(WIDTH, classes, 1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        return self.layers(hidden)


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the phone head.")
    parser.add_argument("--encoder", choices=sorted(ENCODERS), default="whisper")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=MODELS_FOLDER / "phone_head.npz")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    generator = np.random.default_rng(arguments.seed)
    examples = {split: _load(FOLDER / arguments.encoder, split) for split in ("t", "v", "x")}
    counts = np.bincount(np.concatenate([label for _, label in examples["t"]]), minlength=len(INVENTORY))
    classes = np.flatnonzero(counts >= _RAREST)
    mean, scale = _statistics([hidden for hidden, _ in examples["t"]])
    column = np.full(len(INVENTORY), -100)
    column[classes] = np.arange(len(classes))
    head = PhoneHead(len(mean), len(classes))
    steps = arguments.epochs * sum(len(label) for _, label in examples["t"]) // (_BATCH * _CHUNK)
    optimiser = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps + 1, pct_start=0.1)
    for step in range(steps):
        hidden, label = _batch(examples["t"], mean, scale, column, generator)
        with torch.autocast("cpu", torch.bfloat16):
            logits = head(hidden)
        loss = nn.functional.cross_entropy(logits.float(), label, ignore_index=-100, label_smoothing=0.02)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step}/{steps} loss {loss.item():.3f}", file=sys.stderr, flush=True)
    head.eval()
    for split, name in (("v", "held-out voices"), ("x", "held-out texts")):
        print(f"{name}: frame accuracy {_accuracy(head, examples[split], mean, scale, column):.3f}")
    _pack(head, mean, scale, classes, arguments.out)
    return 0


def _load(folder: Path, split: str) -> list[tuple[np.ndarray, np.ndarray]]:
    found = []
    for path in sorted(folder.glob(f"{split}*.npz")):
        with np.load(path) as archive:
            inputs = np.column_stack([archive["hidden"], loudness_input(archive["loudness"]).astype(np.float16)])
            found.append((inputs, archive["label"].astype(np.int64)))
    return found


def _statistics(examples: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    count = sum(len(hidden) for hidden in examples)
    mean = sum(hidden.sum(0, dtype=np.float64) for hidden in examples) / count
    square = sum(np.square(hidden, dtype=np.float64).sum(0) for hidden in examples) / count
    return mean.astype(np.float32), np.sqrt(np.maximum(square - mean**2, 1e-6)).astype(np.float32)


def _batch(
    examples: list[tuple[np.ndarray, np.ndarray]],
    mean: np.ndarray,
    scale: np.ndarray,
    column: np.ndarray,
    generator: np.random.Generator,
) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = np.array([len(label) for _, label in examples], float)
    hidden = np.tile(mean.astype(np.float16), (_BATCH, _CHUNK, 1))
    labels = np.full((_BATCH, _CHUNK), -100)
    for row, number in enumerate(generator.choice(len(examples), _BATCH, p=lengths / lengths.sum())):
        values, label = examples[number]
        start = int(generator.integers(max(1, len(label) - _CHUNK + 1)))
        piece = slice(start, start + _CHUNK)
        hidden[row, : len(label[piece])] = values[piece]
        labels[row, : len(label[piece])] = column[label[piece]]
    hidden = (hidden - mean) / scale
    return torch.from_numpy(hidden).transpose(1, 2), torch.from_numpy(labels)


@torch.no_grad()
def _accuracy(
    head: PhoneHead,
    examples: list[tuple[np.ndarray, np.ndarray]],
    mean: np.ndarray,
    scale: np.ndarray,
    column: np.ndarray,
) -> float:
    right = total = 0
    for hidden, label in examples:
        guess = head(torch.from_numpy(((hidden - mean) / scale).T[None].astype(np.float32)))[0].argmax(0).numpy()
        right += int((guess == column[label]).sum())
        total += len(label)
    return right / max(total, 1)


def _pack(head: PhoneHead, mean: np.ndarray, scale: np.ndarray, classes: np.ndarray, path: Path) -> None:
    """Layers as (reach, inputs, outputs) float16 with the normalisation folded into the first."""
    arrays: dict[str, np.ndarray] = {"symbols": np.array([INVENTORY[index] for index in classes])}
    for number, layer in enumerate(_convolutions(head)):
        weight = layer.weight.detach().numpy().transpose(2, 1, 0).astype(np.float64)
        bias = layer.bias.detach().numpy().astype(np.float64)
        if number == 0:
            weight = weight / scale[None, :, None]
            bias = bias - mean @ weight[0]
        arrays[f"weight{number}"] = weight.astype(np.float16 if number else np.float32)
        arrays[f"bias{number}"] = bias.astype(np.float32)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def _convolutions(head: PhoneHead) -> Iterator[nn.Conv1d]:
    return (layer for layer in head.layers if isinstance(layer, nn.Conv1d))


if __name__ == "__main__":
    sys.exit(main())
