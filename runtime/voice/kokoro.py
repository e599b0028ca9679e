# SPDX-License-Identifier: GPL-3.0-or-later
"""Kokoro-82M through ONNX Runtime, in two steps: tokens to features, and features to sound.

Model: hexgrad/Kokoro-82M v1.0 (Apache-2.0), int8, cut in two (see tools/weights/build_voice.py), so that what lies
between can be changed (``shaping.py``) and so that sound can be made in pieces (``rendering.py``).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Array
from ..onnx_session import Tuning, session
from ..speech import TtsFeatures
from .glottal_source import SAMPLE_RATE, VOICED_ABOVE_HZ, harmonic_source

# The model's own: frame, longest input, and the token at both ends.
SAMPLES_PER_FRAME = 600
FRAMES_PER_SECOND = SAMPLE_RATE // SAMPLES_PER_FRAME
MAXIMUM_TOKENS = 510
BOUNDARY_TOKEN = 0

_TUNING = Tuning(spinning=False, highest_level=False)
"""Waiting threads that spin cost a third of the CPU time (two threads) and gave no speed. The highest level moves
channels last around the integer convolutions, and its transpositions cost 6 % (both measured)."""

# fmt: off
VOCABULARY: dict[str, int] = {
    ";": 1, ":": 2, ",": 3, ".": 4, "!": 5, "?": 6, "—": 9, "…": 10, '"': 11, "(": 12, ")": 13, "“": 14, "”": 15,
    " ": 16, "\u0303": 17, "ʣ": 18, "ʥ": 19, "ʦ": 20, "ʨ": 21, "ᵝ": 22, "ꭧ": 23, "A": 24, "I": 25, "O": 31,
    "Q": 33, "S": 35, "T": 36, "W": 39, "Y": 41, "ᵊ": 42, "a": 43, "b": 44, "c": 45, "d": 46, "e": 47, "f": 48,
    "h": 50, "i": 51, "j": 52, "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58, "q": 59, "r": 60, "s": 61,
    "t": 62, "u": 63, "v": 64, "w": 65, "x": 66, "y": 67, "z": 68, "ɑ": 69, "ɐ": 70, "ɒ": 71, "æ": 72, "β": 75,
    "ɔ": 76, "ɕ": 77, "ç": 78, "ɖ": 80, "ð": 81, "ʤ": 82, "ə": 83, "ɚ": 85, "ɛ": 86, "ɜ": 87, "ɟ": 90, "ɡ": 92,
    "ɥ": 99, "ɨ": 101, "ɪ": 102, "ʝ": 103, "ɯ": 110, "ɰ": 111, "ŋ": 112, "ɳ": 113, "ɲ": 114, "ɴ": 115, "ø": 116,
    "ɸ": 118, "θ": 119, "œ": 120, "ɹ": 123, "ɾ": 125, "ɻ": 126, "ʁ": 128, "ɽ": 129, "ʂ": 130, "ʃ": 131, "ʈ": 132,
    "ʧ": 133, "ʊ": 135, "ʋ": 136, "ʌ": 138, "ɣ": 139, "ɤ": 140, "χ": 142, "ʎ": 143, "ʒ": 147, "ʔ": 148, "ˈ": 156,
    "ˌ": 157, "ː": 158, "ʰ": 162, "ʲ": 164, "↓": 169, "→": 171, "↗": 172, "↘": 173, "ᵻ": 177,
}
# fmt: on
"""Kokoro's symbols and their tokens (config.json of the model)."""


@dataclass(frozen=True)
class Encoded:
    """What the voice model knows of a line before its sound exists; T frames of 600 samples, 40 a second.

    durations (tokens,): frames of each token, boundary tokens included; their sum is T. text (512, T) and prosody
    (T, 512): float32. pitch (2T,) Hz, unvoiced at or below 10, and energy (2T,): 80 a second. embedding (1, 256): whose
    voice it is, Kokoro's style vector.
    """

    durations: Array
    text: Array
    prosody: Array
    pitch: Array
    energy: Array
    embedding: Array

    @property
    def frames(self) -> int:
        """T."""
        return self.text.shape[1]

    @property
    def features(self) -> TtsFeatures:
        """The same, as the face reads it."""
        return TtsFeatures(
            text=np.ascontiguousarray(self.text.T),
            prosody=self.prosody,
            pitch=np.where(self.pitch > VOICED_ABOVE_HZ, self.pitch, 0.0).astype(np.float32),
            energy=self.energy,
        )


def encode(tokens: list[int], embedding: Array, speed: float, threads: int | None = None) -> Encoded:
    """Time at most 510 tokens (the boundary tokens are added here) and shape their melody. embedding (1,256): whose
    voice."""
    if len(tokens) > MAXIMUM_TOKENS:
        raise ValueError(f"{len(tokens)} tokens are more than the {MAXIMUM_TOKENS} of one call")
    feed = {
        "tokens": np.array([[BOUNDARY_TOKEN, *tokens, BOUNDARY_TOKEN]], np.int64),
        "style": embedding,
        "speed": np.array([speed], np.float32),
    }
    names = ["durations", "text_features", "prosody_features", "pitch", "energy"]
    durations, text, prosody, pitch, energy = session("kokoro_encoder", _TUNING, threads=threads).run(names, feed)
    return Encoded(
        durations, text[0], prosody.reshape(len(prosody), -1), pitch.reshape(-1), energy.reshape(-1), embedding
    )


def sound(encoded: Encoded, threads: int | None = None) -> Array:
    """The line's samples (600 T,) float32 at 24 kHz."""
    return sound_of_part(encoded, 0, encoded.frames, threads)


def sound_of_part(encoded: Encoded, first: int, last: int, threads: int | None = None) -> Array:
    """The samples (N,), float32 at 24 kHz, of frames first..last as the generator makes them when it sees no more than
    these."""
    feed = {
        "text_features": np.ascontiguousarray(encoded.text[np.newaxis, :, first:last]),
        "pitch": encoded.pitch[np.newaxis, np.newaxis, 2 * first : 2 * last],
        "energy": encoded.energy[np.newaxis, np.newaxis, 2 * first : 2 * last],
        "style": encoded.embedding,
        "source": harmonic_source(encoded.pitch, 2 * first, 2 * last)[np.newaxis, np.newaxis],
    }
    (audio,) = session("kokoro_generator", _TUNING, threads=threads).run(["audio"], feed)
    return audio.reshape(-1)
