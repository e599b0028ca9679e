# SPDX-License-Identifier: GPL-3.0-or-later
"""The voices: who there is, and mixes of them."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..text.languages import Language, language_of_voice
from ..weights import weight_path

_GENDERS = {"f": "female", "m": "male"}


@dataclass(frozen=True)
class Voice:
    """name: Kokoro's ("bf_emma"). language: code of what it speaks. gender: "female" or "male"."""

    name: str
    language: str
    gender: str


@dataclass(frozen=True)
class VoiceMix:
    """parts: voice name -> share, the shares summing to 1."""

    parts: tuple[tuple[str, float], ...]

    @property
    def language(self) -> Language:
        """What the largest part speaks."""
        return language_of_voice(max(self.parts, key=lambda part: part[1])[0])

    def embedding(self, token_count: int) -> Array:
        """The speaker embedding (1, 256) float32, Kokoro's style vector, for a line of ``token_count`` tokens (without
        the two at its ends).

        Mixing is linear in the style space (as the authors of Kokoro mix voices).
        """
        names, styles = _packed()
        row = min(max(token_count - 1, 0), styles.shape[1] - 1)
        parts = [share * styles[names[name], row].astype(np.float32) for name, share in self.parts]
        return np.sum(parts, axis=0, dtype=np.float32)[np.newaxis]


def list_voices() -> tuple[Voice, ...]:
    """All voices, by name."""
    names, _ = _packed()
    return tuple(Voice(name, language_of_voice(name).code, _GENDERS[name[1]]) for name in names)


def parse_voice(text: str) -> VoiceMix:
    """ "af_heart", or "af_heart:0.6,bf_emma:0.4" (shares are scaled to sum to 1).

    Raises InputError for an unknown voice or a share that is no positive number.
    """
    names, _ = _packed()
    shares: dict[str, float] = {}
    for part in text.split(","):
        name, _, share = (piece.strip() for piece in part.partition(":"))
        if name not in names:
            near = ", ".join(known for known in names if known[:2] == name[:2])
            hint = f"Use one of: {near}" if near else "`soliloquy voices` lists those that there are"
            raise InputError(f"voice {name!r}", "is not known", hint)
        try:
            value = float(share or "1")
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value > 0):
            raise InputError(f"voice {part.strip()!r}", "has no positive share", "Write af_heart:0.6,bf_emma:0.4")
        shares[name] = shares.get(name, 0.0) + value
    total = sum(shares.values())
    return VoiceMix(tuple((name, share / total) for name, share in shares.items()))


@cache
def _packed() -> tuple[dict[str, int], Array]:
    with np.load(weight_path("voices"), allow_pickle=False) as arrays:
        return {str(name): index for index, name in enumerate(arrays["names"])}, arrays["styles"]
