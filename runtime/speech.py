# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said, and when: phones, words, samples and the voice model's inner features."""

from dataclasses import dataclass

import numpy as np

from .arrays import Array

SILENCE = "sil"
_SILENT_RATE = 16_000
"""Samples a second of a clip without sound. Any would do; listening takes this one."""
CONTENT_DEPTHS = (128, 128, 128)
"""Numbers of the low, the middle and the high layer in a frame of content, in this order."""


@dataclass(frozen=True)
class Phone:
    """One phone in time.

    symbol: IPA, one of ``runtime.phones.INVENTORY``, or ``SILENCE``. start, end: seconds.
    stress: 0 none, 1 primary, 2 secondary (on vowels). word: index into ``Speech.words``, -1 in silence.
    confidence: 0..1, 1 where the time is exact.
    """

    symbol: str
    start: float
    end: float
    stress: int = 0
    word: int = -1
    confidence: float = 1.0


@dataclass(frozen=True)
class Word:
    """One word in time (seconds), as it was written, with the punctuation that follows it.

    confidence: 0..1, how sure the times are.
    """

    text: str
    start: float
    end: float
    punctuation: str = ""
    confidence: float = 1.0


@dataclass(frozen=True)
class TtsFeatures:
    """Inner representations of the voice model, on the same clock as the samples.

    text (T,512), prosody (T,512): float32, 40 frames a second (600 samples at 24 kHz each).
    pitch (2T,) in Hz, 0 where unvoiced, and energy (2T,), 80 frames a second.
    """

    text: Array
    prosody: Array
    pitch: Array
    energy: Array


@dataclass(frozen=True)
class Speech:
    """A clip of speech.

    samples (N,) float32 in -1..1, mono; sample_rate in Hz. phones cover 0..duration without a gap,
    silences included, when the speech is ours or was aligned; they are empty when nothing is known.
    """

    samples: Array
    sample_rate: int
    phones: tuple[Phone, ...] = ()
    words: tuple[Word, ...] = ()
    tts: TtsFeatures | None = None
    text: str = ""
    language: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / self.sample_rate


def silent_speech(seconds: float, warnings: tuple[str, ...] = ()) -> Speech:
    """What is heard of a face that says nothing, or of which no sound is known."""
    return Speech(np.zeros(round(seconds * _SILENT_RATE), np.float32), _SILENT_RATE, warnings=warnings)


@dataclass(frozen=True)
class SpeechFeatures:
    """Frame features at 50 a second, frame i at i/50 s, T = ceil(50 * duration) + 1 frames.

    pitch (T,) in Hz, 0 where unvoiced. loudness (T,) in dB RMS over 25 ms, relative to the clip's 95th
    percentile; of a clip that was listened to less its noise, and relative to the loud parts of its speech.
    phone_posteriors (T, P) over ``runtime.phones.INVENTORY`` (P its length, silence first), when the clip was listened
    to; formant_loudness (T,) then too: as loudness, of 1 to 3 kHz alone, which follows an opening mouth more closely.
    content (T, 384) float16: hidden layers of the encoder at a low, a middle and a high depth (``CONTENT_DEPTHS``),
    for the learned motion.
    """

    pitch: Array
    loudness: Array
    phone_posteriors: Array | None = None
    content: Array | None = None
    formant_loudness: Array | None = None
