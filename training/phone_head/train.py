# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 2: train the phone head on the frames of step 1 and pack it into models/phone_head.npz.

    python -m soliloquy.training.phone_head.train --encoder whisper

Held-out voices and held-out texts (training/data/recipe.py) are never trained on; their frame accuracy is printed.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ...runtime.listen.phone_head import loudness_input
from ...runtime.phones import INVENTORY
from ...runtime.weights import MODELS_FOLDER
from ...tools.weights.npz_files import write_arrays
from ..networks.phone_head import PhoneHead
from .examples import ENCODERS, FOLDER

_CHUNK, _BATCH = 200, 16
"""Frames of a piece, and pieces of a batch. Chosen by eye."""
_RAREST = 40
"""Frames in which a phone must occur to be a class of its own. Chosen by eye."""
_LEARNING_RATE, _SMOOTHING = 2e-3, 0.02
"""Highest rate, and of the labels. Chosen by eye."""
_NO_CLASS = -100
"""What torch's cross entropy ignores."""

Examples = list[tuple[np.ndarray, np.ndarray]]
"""Of each clip: hidden layers and loudness (T, H + 1) float16, and label (T,), an index in ``INVENTORY``."""


@dataclass(frozen=True)
class Coding:
    """What the head's inputs and outputs mean. mean, scale (H + 1,): of the inputs. classes (C,): index in
    ``INVENTORY`` of each output."""

    mean: np.ndarray
    scale: np.ndarray
    classes: np.ndarray

    @classmethod
    def of(cls, examples: Examples) -> "Coding":
        """Over all frames; phones that hardly occur are no class."""
        counts = np.bincount(np.concatenate([label for _, label in examples]), minlength=len(INVENTORY))
        return cls(*_statistics([hidden for hidden, _ in examples]), np.flatnonzero(counts >= _RAREST))

    @property
    def outputs(self) -> np.ndarray:
        """(P,) the head's output by index in ``INVENTORY``."""
        outputs = np.full(len(INVENTORY), _NO_CLASS)
        outputs[self.classes] = np.arange(len(self.classes))
        return outputs

    def normalised(self, hidden: np.ndarray) -> np.ndarray:
        return (hidden - self.mean) / self.scale


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the phone head.")
    parser.add_argument("--encoder", choices=sorted(ENCODERS), default="whisper")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=MODELS_FOLDER / "phone_head.npz")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    trained, voices, texts = (_load(FOLDER / arguments.encoder, split) for split in ("t", "v", "x"))
    coding = Coding.of(trained)
    head = _train(trained, coding, arguments.epochs, arguments.seed)
    for examples, name in ((voices, "held-out voices"), (texts, "held-out texts")):
        print(f"{name}: frame accuracy {_accuracy(head, examples, coding):.3f}")
    _pack(head, coding, arguments.out)
    return 0


def _load(folder: Path, split: str) -> Examples:
    found = []
    for path in sorted(folder.glob(f"{split}*.npz")):
        with np.load(path) as archive:
            inputs = np.column_stack([archive["hidden"], loudness_input(archive["loudness"]).astype(np.float16)])
            found.append((inputs, archive["label"].astype(np.int64)))
    return found


def _statistics(hidden: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation (H + 1,) over all frames."""
    count = sum(len(each) for each in hidden)
    mean = sum(each.sum(0, dtype=np.float64) for each in hidden) / count
    square = sum(np.square(each, dtype=np.float64).sum(0) for each in hidden) / count
    return mean.astype(np.float32), np.sqrt(np.maximum(square - mean**2, 1e-6)).astype(np.float32)


def _train(examples: Examples, coding: Coding, epochs: int, seed: int) -> PhoneHead:
    """One cycle of AdamW, in bfloat16."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    head = PhoneHead(len(coding.mean), len(coding.classes))
    steps = epochs * sum(len(label) for _, label in examples) // (_BATCH * _CHUNK)
    optimiser = torch.optim.AdamW(head.parameters(), lr=_LEARNING_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _LEARNING_RATE, total_steps=steps + 1, pct_start=0.1)
    for step in range(steps):
        inputs, targets = _batch(examples, coding, generator)
        with torch.autocast("cpu", torch.bfloat16):
            logits = head(inputs)
        loss = nn.functional.cross_entropy(logits.float(), targets, ignore_index=_NO_CLASS, label_smoothing=_SMOOTHING)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step}/{steps} loss {loss.item():.3f}", file=sys.stderr, flush=True)
    return head.eval()


def _batch(examples: Examples, coding: Coding, generator: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs (B, H + 1, F) and targets (B, F) of pieces of clips that are drawn by their length."""
    lengths = np.array([len(label) for _, label in examples], float)
    hidden = np.tile(coding.mean.astype(np.float16), (_BATCH, _CHUNK, 1))
    targets = np.full((_BATCH, _CHUNK), _NO_CLASS)
    outputs = coding.outputs
    for row, number in enumerate(generator.choice(len(examples), _BATCH, p=lengths / lengths.sum())):
        values, label = examples[number]
        start = int(generator.integers(max(1, len(label) - _CHUNK + 1)))
        piece = slice(start, start + _CHUNK)
        hidden[row, : len(label[piece])] = values[piece]
        targets[row, : len(label[piece])] = outputs[label[piece]]
    return torch.from_numpy(coding.normalised(hidden)).transpose(1, 2), torch.from_numpy(targets)


@torch.no_grad()
def _accuracy(head: PhoneHead, examples: Examples, coding: Coding) -> float:
    """Share of frames whose likeliest class is the true one."""
    right = total = 0
    for hidden, label in examples:
        inputs = torch.from_numpy(coding.normalised(hidden).T[None].astype(np.float32))
        right += int((head(inputs)[0].argmax(0).numpy() == coding.outputs[label]).sum())
        total += len(label)
    return right / max(total, 1)


def _pack(head: PhoneHead, coding: Coding, path: Path) -> None:
    """Layers as (reach, inputs, outputs) float16 with the normalisation folded into the first."""
    arrays: dict[str, np.ndarray] = {"symbols": np.array([INVENTORY[index] for index in coding.classes])}
    for number, layer in enumerate(_convolutions(head)):
        assert layer.bias is not None
        weight = layer.weight.detach().numpy().transpose(2, 1, 0).astype(np.float64)
        bias = layer.bias.detach().numpy().astype(np.float64)
        if number == 0:
            weight = weight / coding.scale[None, :, None]
            bias = bias - coding.mean @ weight[0]
        arrays[f"weight{number}"] = weight.astype(np.float16 if number else np.float32)
        arrays[f"bias{number}"] = bias.astype(np.float32)
    write_arrays(path, arrays)


def _convolutions(head: PhoneHead) -> Iterator[nn.Conv1d]:
    return (layer for layer in head.layers if isinstance(layer, nn.Conv1d))


if __name__ == "__main__":
    sys.exit(main())
