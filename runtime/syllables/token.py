# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens of a performance: syllables with what is said, how high and how loud, and the pauses between them."""

from dataclasses import dataclass
from typing import TypeAlias

FRAMES_PER_SECOND = 40
"""A token lasts a whole number of frames of 25 ms, the voice model's own."""

MARKS = ("", ",", ".", "!", "?", ";", ":", "—", "…")
"""What may be written where a pause is, by its number in the file."""

LONGEST_SYLLABLE = 64
"""Frames, as the file's six bits have them."""
LONGEST_PAUSE = 511
"""Frames of one token. What lasts longer is followed by a pause."""

PITCH_STEP, PITCH_MOST = 0.5, 15.5
RISE_STEP, RISE_LEAST, RISE_MOST = 1.5, -12.0, 10.5
LOUDNESS_STEP, LOUDNESS_LEAST = 2.0, -30.0
SWELL_STEP, SWELL_LEAST, SWELL_MOST = 3.0, -12.0, 9.0
"""Semitones and decibels, and the steps in which the file has them. Chosen by ear: half a semitone and a step of 2 dB
are hardly heard in running speech."""


@dataclass(frozen=True)
class Syllable:
    """One syllable.

    head, rhyme: numbers in the tables of ``units.py``: the consonants before the vowel, and the vowel with what follows
    it. spelled: the voice model's own token of each letter instead, where the tables lack the syllable; else empty.
    stress: 0 none, 1 primary, 2 secondary. starts_word. frames: 1..64. pitch: the mean, in semitones from the speaker's
    median, None without a voice; rise: how much higher its end is than its start. loudness: the mean in dB below the
    speech's loud parts; swell: how much louder its end is.
    """

    head: int
    rhyme: int
    frames: int
    stress: int = 0
    starts_word: bool = False
    pitch: float | None = None
    rise: float = 0.0
    loudness: float = 0.0
    swell: float = 0.0
    spelled: tuple[int, ...] = ()


@dataclass(frozen=True)
class Pause:
    """Silence of 0..511 frames. mark: one of ``MARKS``. ends_line: what follows is said as a sentence of its own."""

    frames: int
    mark: str = ""
    ends_line: bool = False


Token: TypeAlias = Syllable | Pause


@dataclass(frozen=True)
class Tokens:
    """A performance. language: a code of ``runtime.text.languages``, empty where a later version knows one that this
    one does not. from_sound: it was heard, not read."""

    tokens: tuple[Token, ...]
    language: str
    from_sound: bool = False

    @property
    def frames(self) -> int:
        return sum(token.frames for token in self.tokens)

    @property
    def seconds(self) -> float:
        return self.frames / FRAMES_PER_SECOND
