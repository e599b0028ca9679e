# SPDX-License-Identifier: GPL-3.0-or-later
"""The plainest thing that learns a face from its sound: a ridge regression on log-mel frames. A baseline, no engine."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...runtime.animate.flow.inputs import log_mel
from ...runtime.speech import Speech

_NEIGHBOURS = range(-12, 13, 2)
"""Frames of 20 ms around each one."""
_STIFFNESS = 0.1
"""Added to the inputs' correlations, which are 1 with themselves."""


@dataclass(frozen=True)
class Ridge:
    """centre, scale (F,): of the inputs. slopes (F,52), rest (52,): of the weights."""

    centre: np.ndarray
    scale: np.ndarray
    slopes: np.ndarray
    rest: np.ndarray

    @classmethod
    def fitted(cls, clips: Sequence[tuple[Speech, np.ndarray]]) -> "Ridge":
        """On sounds and the weights (T,52) that go with them."""
        pairs = [(_inputs(speech)[: len(weights)], weights) for speech, weights in clips]
        inputs = np.concatenate([heard for heard, _ in pairs])
        wanted = np.concatenate([weights[: len(heard)] for heard, weights in pairs])
        centre, scale, rest = inputs.mean(axis=0), inputs.std(axis=0) + 1e-3, wanted.mean(axis=0)
        normal = (inputs - centre) / scale
        gram = normal.T @ normal / len(normal) + _STIFFNESS * np.eye(normal.shape[1], dtype=np.float32)
        return cls(centre, scale, np.linalg.solve(gram, normal.T @ (wanted - rest) / len(normal)), rest)

    def played(self, speech: Speech) -> np.ndarray:
        """(T,52) weights within 0..1."""
        return np.clip((_inputs(speech) - self.centre) / self.scale @ self.slopes + self.rest, 0.0, 1.0)


def _inputs(speech: Speech) -> np.ndarray:
    """(T,F)"""
    mel = log_mel(speech)
    reach = max(_NEIGHBOURS)
    padded = np.pad(mel, ((reach, reach), (0, 0)), mode="edge")
    return np.concatenate([padded[reach + step : reach + step + len(mel)] for step in _NEIGHBOURS], axis=1)
