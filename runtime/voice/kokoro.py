# SPDX-License-Identifier: GPL-3.0-or-later
"""Kokoro-82M through ONNX Runtime: tokens and a style in, sound and its inner features out.

Model: hexgrad/Kokoro-82M v1.0 (Apache-2.0), int8, with taps (see tools/build_voice.py).
"""

import os
from dataclasses import dataclass
from functools import cache

import numpy as np
import onnxruntime

from ..errors import SetupError
from ..speech import TtsFeatures
from ..threads import thread_count
from ..weights import weight_path

SAMPLE_RATE = 24_000
SAMPLES_PER_FRAME = 600
FRAMES_PER_SECOND = SAMPLE_RATE // SAMPLES_PER_FRAME
MAXIMUM_TOKENS = 510
BOUNDARY_TOKEN = 0
# SineGen of the iSTFTNet vocoder takes anything below this as unvoiced (yl4579/StyleTTS2, Modules/istftnet.py).
_VOICED_ABOVE_HZ = 10.0

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
class Spoken:
    """One call's result. samples (N,) float32; durations (tokens,) frames of 600 samples; tts at 40 and 80 a second."""

    samples: np.ndarray
    durations: np.ndarray
    tts: TtsFeatures


def say(tokens: list[int], style: np.ndarray, speed: float, threads: int | None = None) -> Spoken:
    """Speak at most 510 tokens (the boundary tokens are added here)."""
    outputs = _run("kokoro", tokens, style, speed, threads)
    return Spoken(outputs["audio"].reshape(-1), outputs["durations"], _features(outputs))


def time_tokens(tokens: list[int], style: np.ndarray, speed: float, threads: int | None = None) -> Spoken:
    """Durations and features of what ``say`` would speak, from the encoder alone; the samples are zeros."""
    outputs = _run("kokoro_encoder", tokens, style, speed, threads)
    silence = np.zeros(int(outputs["durations"].sum()) * SAMPLES_PER_FRAME, np.float32)
    return Spoken(silence, outputs["durations"], _features(outputs))


def _run(name: str, tokens: list[int], style: np.ndarray, speed: float, threads: int | None) -> dict[str, np.ndarray]:
    if len(tokens) > MAXIMUM_TOKENS:
        raise ValueError(f"{len(tokens)} tokens are more than the {MAXIMUM_TOKENS} of one call")
    session = _session(name, threads or thread_count())
    feed = {
        "tokens": np.array([[BOUNDARY_TOKEN, *tokens, BOUNDARY_TOKEN]], np.int64),
        "style": style,
        "speed": np.array([speed], np.float32),
    }
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, feed), strict=True))


def _features(outputs: dict[str, np.ndarray]) -> TtsFeatures:
    pitch = outputs["pitch"].reshape(-1)
    prosody = outputs["prosody_features"]
    return TtsFeatures(
        text=np.ascontiguousarray(outputs["text_features"][0].T),
        prosody=prosody.reshape(len(prosody), -1),
        pitch=np.where(pitch > _VOICED_ABOVE_HZ, pitch, 0.0).astype(np.float32),
        energy=outputs["energy"].reshape(-1),
    )


@cache
def _session(name: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads that spin cost a third of the CPU time (two threads) and gave no speed.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    path = weight_path(name)
    try:
        return onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own untyped exceptions
        raise SetupError(str(path), f"ONNX Runtime cannot load it ({error})", "Run `make` again") from error
