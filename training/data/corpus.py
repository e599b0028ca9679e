# SPDX-License-Identifier: GPL-3.0-or-later
"""All frames of the training clips on the device that trains, and windows cut out of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..steps.loop import Batch, device
from .dataset import Clip

PER_FRAME = frozenset(
    {"tts", "content", "mel", "source", "lips", "face", "articulation", "sealed", "weights", "feature", "latent"}
)


@dataclass(frozen=True)
class Corpus:
    """banks: per name the frames (N,C) of all clips, what several clips share once; firsts (clips,): where each clip
    begins in them. still: per name what belongs to a whole clip (clips,C). lengths (clips,): frames."""

    banks: dict[str, Tensor]
    firsts: dict[str, Tensor]
    still: dict[str, Tensor]
    lengths: np.ndarray

    def places(self, count: int, frames: int, generator: np.random.Generator, among: slice = slice(None)) -> Batch:
        """``count`` windows of ``frames`` frames out of the clips ``among``, drawn by their length: clip (B,) and frame
        (B,F) of each. A short clip is continued by its last frame."""
        ends = np.cumsum(self.lengths[among])
        clip = np.searchsorted(ends, generator.random(count) * ends[-1], side="right") + (among.start or 0)
        lengths = self.lengths[clip]
        first = (generator.random(count) * np.maximum(lengths - frames + 1, 1)).astype(int)
        frame = np.minimum(first[:, None] + np.arange(frames), lengths[:, None] - 1)
        return {"clip": torch.as_tensor(clip), "frame": torch.as_tensor(frame)}

    def windows(self, places: Batch) -> Batch:
        """Everything the corpus holds at the places, batch first, in single precision (sealed stays bool)."""
        clip, frame = places["clip"], places["frame"]
        found = {name: values[clip] for name, values in self.still.items()}
        for name, bank in self.banks.items():
            values = bank[self.firsts[name][clip][:, None] + frame]
            found[name] = values if values.dtype == torch.bool else values.float()
        return found


def corpus_of(clips: Sequence[Clip], names: Sequence[str]) -> Corpus:
    """The named parts of the clips, which all of them must have, on ``device()``."""
    banks, firsts, still = {}, {}, {}
    for name in names:
        values = [getattr(clip, name) for clip in clips]
        if name in PER_FRAME:
            bank, first = _without_copies(values)
            banks[name], firsts[name] = torch.as_tensor(bank, device=device()), torch.as_tensor(first, device=device())
        else:
            still[name] = torch.as_tensor(np.stack(values), device=device())
    return Corpus(banks, firsts, still, np.array([len(clip) for clip in clips]))


def joined(*batches: Batch) -> Batch:
    """Several batches as one."""
    return {name: torch.cat([batch[name] for batch in batches]) for name in batches[0]}


def _without_copies(arrays: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """All frames, an array that stands there twice only once, and the row where each array begins."""
    rows: dict[int, int] = {}
    kept: list[np.ndarray] = []
    total = 0
    for array in arrays:
        if id(array) not in rows:
            rows[id(array)] = total
            kept.append(array)
            total += len(array)
    return np.concatenate(kept), np.array([rows[id(array)] for array in arrays])
