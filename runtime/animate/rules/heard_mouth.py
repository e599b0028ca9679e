# SPDX-License-Identifier: GPL-3.0-or-later
"""How people's mouths stand at the phones that are heard, beside what ``TARGETS`` says: half of what a man on film and
an actress share. Written by ``python -m soliloquy.training.export.heard_mouth``; phones that neither says often are not
here, nor is silence.

A mouth that follows the sound is open where vowels are loud and shut at consonants by the table that moves a text; real
ones open less in open vowels and more at /d/ and /s/, close further at /m/, /l/ and /w/, and are spread less.
"""

from collections.abc import Mapping

import numpy as np

from ...arrays import Array
from ...phones import INVENTORY

# fmt: off
_OPENER: Mapping[str, float] = {
    "i": -0.02, "ɪ": -0.02, "e": -0.07, "ɛ": -0.12, "æ": -0.03, "a": -0.12, "ɑ": -0.08, "ɒ": -0.14, "ʌ": -0.12,
    "ə": -0.03, "ɜ": -0.05, "ɔ": -0.04, "o": -0.05, "ʊ": -0.20, "u": -0.08, "y": -0.09, "ø": -0.03, "ɨ": -0.04,
    "ɯ": -0.02, "ɤ": -0.02, "ɔ̃": -0.02, "ã": -0.01, "ũ": -0.03, "aɪ": -0.09, "aʊ": -0.02, "ɔɪ": -0.01, "eɪ": -0.05,
    "oʊ": -0.03, "əʊ": -0.08, "p": -0.17, "b": -0.11, "m": -0.23, "f": -0.05, "v": -0.11, "ʋ": -0.04, "ð": -0.08,
    "t": 0.04, "d": 0.05, "s": 0.06, "z": 0.01, "l": -0.16, "ɹ": -0.21, "r": -0.03, "ɾ": -0.06, "ts": 0.01,
    "ʃ": 0.03, "tʃ": 0.04, "dʒ": 0.03, "ʂ": -0.02, "tʂ": -0.02, "ɻ": -0.05, "ɕ": 0.03, "tɕ": 0.01, "ɥ": -0.04,
    "k": 0.03, "ŋ": -0.02, "x": -0.02, "w": -0.17, "ʁ": -0.02,
}
_NARROWER: Mapping[str, float] = {
    "i": 0.08, "ɪ": -0.02, "e": 0.03, "ɛ": 0.03, "æ": 0.03, "a": 0.03, "ɑ": 0.02, "ɒ": 0.02, "ɐ": 0.01, "ʌ": 0.09,
    "ə": 0.03, "ɜ": 0.03, "ɔ": -0.03, "o": -0.07, "ʊ": 0.01, "u": -0.14, "y": -0.06, "ø": -0.02, "ɨ": 0.02,
    "ɯ": -0.01, "ɛ̃": -0.01, "ɔ̃": 0.01, "ã": -0.01, "ĩ": -0.01, "õ": 0.01, "ũ": 0.03, "aɪ": 0.08, "aʊ": -0.11,
    "eɪ": 0.02, "oʊ": -0.09, "p": 0.02, "b": 0.04, "m": 0.01, "f": -0.07, "v": 0.03, "θ": -0.01, "ð": 0.01,
    "d": 0.03, "n": 0.02, "s": 0.06, "z": -0.03, "l": 0.07, "ɹ": -0.09, "ɾ": 0.02, "ts": 0.08, "ʃ": -0.17,
    "ʒ": -0.05, "tʃ": -0.11, "dʒ": -0.06, "ʂ": 0.04, "tʂ": -0.04, "ɻ": 0.08, "ɕ": 0.07, "tɕ": 0.10, "dʑ": -0.02,
    "j": 0.09, "ɥ": -0.01, "k": 0.05, "ŋ": 0.03, "x": 0.03, "w": -0.17, "ʁ": 0.02, "ɴ": -0.02,
}
# fmt: on


def _by_phone(changes: Mapping[str, float]) -> Array:
    return np.array([changes.get(phone, 0.0) for phone in INVENTORY], np.float32)


OPENER = _by_phone(_OPENER)
"""(P,) weights of jawOpen."""
NARROWER = _by_phone(_NARROWER)
"""(P,) of narrowness (docs/conventions.md)."""
