# SPDX-License-Identifier: GPL-3.0-or-later
"""The tongue of speech: sixteen weights beside tongueOut, from the phones, for every engine.

Where the tongue goes for each phone is textbook phonetics (Ladefoged and Johnson 2014, A Course in Phonetics, chapters
1, 4 and 7: place of consonants; height and backness of vowels). The single figures were chosen by eye in a cut through
the head; how far the tip is from the ridge is measured (``_TIP_REST``).
"""

from collections.abc import Sequence

import numpy as np

from ..arrays import Array
from ..head.arkit import ARKIT_INDEX
from ..head.tongue import TONGUE_INDEX, TONGUE_NAMES
from ..motion import ArkitCurves
from ..phones import DIPHTHONGS, VOWELS
from ..speech import SILENCE, Phone
from .rules.articulation import DIPHTHONG_TURN
from .rules.dominance import Targets, blend
from .rules.targets import CORE, rest_share, timed_parts

_TIP_UP, _BODY_UP = TONGUE_INDEX["tongueTipUp"], TONGUE_INDEX["tongueUp"]
_TIP_REST, _TIP_PER_JAW = 0.55, 1.13
"""Weights of tongueTipUp at which the tip meets the ridge: with the jaw shut, and what jawOpen 1 adds. Measured on the
default head: 12 mm, and 25 mm, of the shape's 22."""
_BODY_REST, _BODY_PER_JAW = 0.75, 0.6
"""The same of tongueUp and the palate; chosen by eye."""
_FREE = 0.005
"""Importance of the tongue in a phone that is made without it: it goes on to the next."""
_CONTACT, _CONSONANT, _VOWEL, _REST = 6.0, 2.0, 1.0, 0.8
_REACH = 0.045
"""Seconds in which a target's importance falls to 1/e outside of its phone."""

Gesture = tuple[float, dict[str, float]]
"""How much a phone wants its tongue, and where: tongueTipUp 1 is at the ridge, tongueUp 1 at the palate, at any jaw."""

# fmt: off
_ROWS: tuple[tuple[str, Gesture], ...] = (
    (SILENCE, (_REST, {})),
    # Vowels by height and place.
    ("i ĩ y ɪ ɨ", (_VOWEL, {"tongueUp": 0.60, "tongueStretch": 0.35, "tongueWide": 0.30})),
    ("e ẽ ø", (_VOWEL, {"tongueUp": 0.40, "tongueStretch": 0.25, "tongueWide": 0.20})),
    ("ɛ ɛ̃ œ œ̃", (_VOWEL, {"tongueUp": 0.20, "tongueStretch": 0.10, "tongueWide": 0.20})),
    ("æ a ã", (_VOWEL, {"tongueDown": 0.50, "tongueWide": 0.30})),
    ("ɑ ɑ̃ ɒ", (_VOWEL, {"tongueDown": 0.70, "tongueIn": 0.35})),
    ("ɔ ɔ̃ ʌ ɐ", (_VOWEL, {"tongueDown": 0.35, "tongueIn": 0.30})),
    ("o õ ɤ", (_VOWEL, {"tongueUp": 0.25, "tongueIn": 0.45})),
    ("u ũ ʉ ʊ ɯ", (_VOWEL, {"tongueUp": 0.45, "tongueIn": 0.50})),
    ("ə", (0.5 * _VOWEL, {})),
    ("ɜ ɚ", (_VOWEL, {"tongueRollUp": 0.30, "tongueUp": 0.25, "tongueIn": 0.20})),
    # Made with the lips: the tongue is free.
    ("p b m ɸ β f v ʋ", (_FREE, {})),
    # Tip between the teeth.
    ("θ ð", (_CONTACT, {"tongueTipUp": 0.12, "tongueStretch": 0.60, "tongueWide": 0.10})),
    # Tip to the ridge; behind it for the retroflex ones.
    ("t d n", (_CONTACT, {"tongueTipUp": 1.0, "tongueWide": 0.20})),
    ("l", (_CONTACT, {"tongueTipUp": 1.0, "tongueNarrow": 0.45})),
    ("ɾ r", (_CONTACT, {"tongueTipUp": 0.95})),
    ("ɽ ʈ ɖ ɳ", (_CONTACT, {"tongueTipUp": 0.80, "tongueRollUp": 0.45, "tongueIn": 0.20})),
    # Near to the ridge: a groove along the tongue.
    ("s z", (_CONSONANT, {"tongueTipUp": 0.75, "tongueUp": 0.20, "tongueNarrow": 0.25})),
    # The blade up, the tip behind the ridge.
    ("ʃ ʒ ɕ ʑ ʂ ʐ", (_CONSONANT, {"tongueTipUp": 0.55, "tongueUp": 0.55, "tongueIn": 0.15, "tongueWide": 0.15})),
    ("ɹ ɻ", (_CONSONANT, {"tongueRollUp": 0.50, "tongueUp": 0.30, "tongueIn": 0.30, "tongueNarrow": 0.20})),
    # The body up: to the hard palate, to the soft one, behind it.
    ("c ɟ ɲ ʎ", (_CONTACT, {"tongueUp": 1.0, "tongueStretch": 0.20, "tongueTipDown": 0.30})),
    ("ç ʝ j ɥ", (_CONSONANT, {"tongueUp": 0.80, "tongueStretch": 0.25, "tongueTipDown": 0.20})),
    ("k ɡ ŋ", (_CONTACT, {"tongueUp": 1.0, "tongueIn": 0.50, "tongueTipDown": 0.40})),
    ("x ɣ ɰ w", (_CONSONANT, {"tongueUp": 0.75, "tongueIn": 0.50, "tongueTipDown": 0.20})),
    ("q χ ʁ ɴ", (_CONSONANT, {"tongueUp": 0.60, "tongueIn": 0.80})),
    ("h ɦ ʔ", (_FREE, {})),
)
# fmt: on

GESTURES: dict[str, Gesture] = {symbol: gesture for symbols, gesture in _ROWS for symbol in symbols.split()}
"""Every phone of one target."""

PARTS: dict[str, tuple[str, str]] = {
    **DIPHTHONGS,
    **{"ts": ("t", "s"), "dz": ("d", "z"), "tʃ": ("t", "ʃ"), "dʒ": ("d", "ʒ")},
    **{"tʂ": ("ʈ", "ʂ"), "tɕ": ("t", "ɕ"), "dʑ": ("d", "ʑ")},
}
"""The two targets of each diphthong and affricate."""


def tongue_curves(curves: ArkitCurves, phones: Sequence[Phone]) -> Array:
    """Weights (T,16) of the tongue's shapes, 0..1, at the frames of ``curves``, whose jaw it is carried by; zeros where
    no phone is known."""
    times = np.arange(len(curves)) / curves.frames_per_second
    shares = blend(_targets(phones), times)
    jaw = curves.weights[:, ARKIT_INDEX["jawOpen"]]
    shares[:, _TIP_UP] *= _TIP_REST + _TIP_PER_JAW * jaw
    shares[:, _BODY_UP] *= _BODY_REST + _BODY_PER_JAW * jaw
    return np.clip(shares, 0.0, 1.0).astype(np.float32)


def _targets(phones: Sequence[Phone]) -> Targets:
    rows = [row for phone in phones for row in _rows(phone)]
    if not rows:
        empty = np.zeros((0, len(TONGUE_NAMES)))
        return Targets(np.zeros(0), np.zeros(0), empty, empty, empty, empty)
    starts, ends, values, importance = (np.array(part) for part in zip(*rows, strict=True))
    edge = 0.5 * (1 - CORE) * (ends - starts)
    reach = np.full_like(values, _REACH)
    return Targets(starts + edge, ends - edge, values, np.broadcast_to(importance[:, None], values.shape), reach, reach)


def _rows(phone: Phone) -> list[tuple[float, float, Array, float]]:
    rows = []
    for part, start, end in timed_parts(phone, PARTS, DIPHTHONG_TURN if phone.symbol in VOWELS else 0.5):
        importance, weights = GESTURES[part]
        if part == SILENCE:
            importance *= float(rest_share(end - start))
        value = np.array([weights.get(name, 0.0) for name in TONGUE_NAMES])
        # A phone that was hardly heard moves less, as the rest of the mouth does.
        rows.append((start, end, value * (0.5 + 0.5 * phone.confidence), max(importance, 1e-3)))
    return rows
