# SPDX-License-Identifier: GPL-3.0-or-later
"""Which phone each 20 ms frame is: a small network on the content encoder's hidden layers.

The recogniser itself fires once for each phone, early and for a frame or two; this head was trained on the exact
times of our own voices (training/phone_head), so that its posteriors last as long as the phones do.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..errors import SetupError
from ..phones import INVENTORY
from ..weights import weight_path


@dataclass(frozen=True)
class Head:
    """layers: (weight (reach, inputs, outputs), bias (outputs,)); columns: where each output lies in INVENTORY."""

    layers: tuple[tuple[Array, Array], ...]
    columns: Array


def phone_posteriors(hidden: Array, loudness: Array, head: Head | None = None) -> Array:
    """(n, H) hidden features and (n,) loudness (dB relative to the clip), both at 50 a second ->
    (n, len(INVENTORY)) float32 probabilities, rows summing to 1. head: the shipped one, for Whisper's layers, if None.

    Frames within 100 ms of the ends see zeros beyond them. Phones that the head never met stay at 0.
    """
    head = head or _shipped()
    values = np.column_stack([hidden, loudness_input(loudness)]).astype(np.float32)
    for weight, bias in head.layers[:-1]:
        values = np.maximum(_convolved(values, weight, bias), 0.0)
    scores = _convolved(values, *head.layers[-1])
    scores = np.exp(scores - scores.max(1, keepdims=True))
    posteriors = np.zeros((len(hidden), len(INVENTORY)), np.float32)
    posteriors[:, head.columns] = scores / scores.sum(1, keepdims=True)
    return posteriors


def loudness_input(loudness: Array) -> Array:
    """Loudness as the head takes it: 60 dB and more below the clip's loud parts are alike."""
    return np.maximum(loudness, -60.0) / 20.0


def _convolved(values: Array, weight: Array, bias: Array) -> Array:
    """(n, inputs) -> (n, outputs), zeros beyond the ends."""
    reach = len(weight)
    if reach == 1:
        return values @ weight[0] + bias
    padded = np.pad(values, ((reach // 2, reach // 2), (0, 0)))
    return sum((padded[step : step + len(values)] @ weight[step] for step in range(reach)), start=bias)


@cache
def _shipped() -> Head:
    return load_head(weight_path("phone_head"))


def load_head(path: Path) -> Head:
    """A head that training/phone_head/train.py packed. Raises SetupError when it cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as archive:
            symbols = [str(symbol) for symbol in archive["symbols"]]
            count = sum(name.startswith("weight") for name in archive.files)
            layers = tuple(
                # Rows in a row: BLAS takes no others, and numpy's own product is fifty times slower.
                (np.ascontiguousarray(archive[f"weight{number}"], np.float32), archive[f"bias{number}"])
                for number in range(count)
            )
    except (OSError, ValueError, KeyError) as error:
        raise SetupError(str(path), f"cannot be read ({error})", "Install Soliloquy again") from error
    return Head(layers, np.array([INVENTORY.index(symbol) for symbol in symbols]))
