# SPDX-License-Identifier: GPL-3.0-or-later
"""What the visible articulators do for each phone: targets, importance, lead and lag.

All numbers of the mouth stand here. Sources:

- The scheme (a target and a dominance for each articulator of each phone, with its own time before and after):
  Cohen, M. M. and Massaro, D. W. (1993), Modeling coarticulation in synthetic visual speech.
- Which phones share a mouth, and the split into jaw and lips: Edwards, P. et al. (2016), JALI: an
  animator-centric viseme model for expressive lip synchronization, table of visemes and coarticulation rules
  (bilabials must close, labiodentals must touch the teeth, sibilants narrow the jaw, rounding starts early).
- Order of jaw heights over vowels and the high jaw of sibilants: Lindblom, B. and Sundberg, J. (1971), Acoustical
  consequences of lip, tongue, jaw and larynx movement; Keating, P., Lindblom, B. et al. (1994), Variability in jaw
  height for segments in English and Swedish VCVs.
- Rounding that starts up to 0.1 to 0.2 s before a rounded vowel: Bell-Berti, F. and Harris, K. S. (1981), A
  temporal model of speech production.
- Size: opening of a real speaker's face in ARKit weights (90th percentile 0.29 to 0.41 over 6 minutes of capture,
  99th percentile 0.46 to 0.60; pucker 99th percentile 0.53 to 0.60, funnel 0.26 to 0.64).

- /w/ against /u/: at /w/ the mouth is narrower by half than at /u/, on a man on film and on a captured actress (his
  clips that are not scored, her takes; docs/measured/strangers.md).
- Lips that come near each other at /ɹ/ and /w/: King, H. and Ferragne, E. (2020), Loose lips and tongue tips: the
  central role of the /r/-typical labial gesture in Anglo-English. How near was set by hand on the man's clips that are
  not scored, where in /ɹ/ the lips are as near as in /b/, nearly; she has no /ɹ/, and is followed as closely at /w/.

The sources give order and size. The single figures, of dominances and targets alike, were chosen by eye within them.
"""

from dataclasses import dataclass

import numpy as np

from ...arrays import Array
from ...phones import DIPHTHONGS, INVENTORY
from ...speech import SILENCE

ARTICULATORS: tuple[str, ...] = (
    "jaw",  # jaw lowered, in weights of jawOpen
    "closure",  # lips shut, 1 sealed
    "teeth",  # lower lip to upper teeth, 1 touching
    "funnel",  # lips rounded and open, in weights of mouthFunnel
    "pucker",  # lips protruded and narrow, in weights of mouthPucker
    "spread",  # mouth corners drawn out
    "upper",  # upper lip raised, in weights of mouthUpperUp
    "lower",  # lower lip lowered, in weights of mouthLowerDown
    "tongue",  # tongue tip between the teeth, in weights of tongueOut
)
JAW, CLOSURE, TEETH, FUNNEL, PUCKER, SPREAD, UPPER, LOWER, TONGUE = range(len(ARTICULATORS))


@dataclass(frozen=True)
class Dominance:
    """How strongly and how early a kind of phone rules the articulators.

    jaw, round, spread, lips: importance over the jaw; over funnel and pucker; over spreading; over upper lip, lower lip
    and tongue. before, after: seconds in which the dominance of jaw, spread and lips falls to 1/e outside the
    phone. round_before, round_after: the same for funnel and pucker.
    """

    jaw: float
    round: float
    spread: float
    lips: float
    before: float = 0.045
    after: float = 0.045
    round_before: float = 0.060
    round_after: float = 0.055


VOWEL = Dominance(jaw=1.0, round=1.1, spread=0.7, lips=0.7, before=0.050, after=0.055)
ROUND_VOWEL = Dominance(jaw=0.9, round=1.6, spread=0.9, lips=0.7, before=0.050, after=0.055, round_before=0.110)
SPREAD_VOWEL = Dominance(jaw=0.9, round=1.0, spread=1.2, lips=0.8, before=0.050, after=0.055)
SHORT_VOWEL = Dominance(jaw=0.6, round=0.35, spread=0.4, lips=0.4)
BILABIAL = Dominance(jaw=1.5, round=0.10, spread=0.10, lips=1.0, before=0.040, after=0.035)
LABIODENTAL = Dominance(jaw=1.6, round=0.25, spread=0.15, lips=1.2, before=0.040, after=0.035)
SIBILANT = Dominance(jaw=2.8, round=0.35, spread=0.5, lips=1.2, before=0.040, after=0.040)
ROUND_SIBILANT = Dominance(jaw=2.8, round=1.5, spread=0.9, lips=1.2, before=0.040, after=0.040, round_before=0.080)
TONGUE_TIP = Dominance(jaw=0.9, round=0.12, spread=0.15, lips=0.5, before=0.035, after=0.035)
TONGUE_BODY = Dominance(jaw=0.55, round=0.10, spread=0.12, lips=0.25, before=0.035, after=0.035)
GLIDE = Dominance(jaw=0.9, round=0.8, spread=0.9, lips=0.6)
ROUND_GLIDE = Dominance(jaw=1.1, round=3.5, spread=1.0, lips=0.8, round_before=0.100, round_after=0.085)
GLOTTAL = Dominance(jaw=0.06, round=0.04, spread=0.04, lips=0.04)
REST = Dominance(jaw=2.2, round=1.0, spread=0.8, lips=1.2, before=0.045, after=0.050, round_before=0.050)


@dataclass(frozen=True)
class Gesture:
    """The mouth of one phone: its dominance, and the targets (9,) in the order of ``ARTICULATORS``."""

    dominance: Dominance
    targets: Array


def _gesture(dominance: Dominance, **targets: float) -> Gesture:
    return Gesture(dominance, np.array([targets.get(name, 0.0) for name in ARTICULATORS]))


# fmt: off
_ROWS: tuple[tuple[str, Gesture], ...] = (
    (SILENCE, _gesture(REST)),
    # Unrounded vowels, from high to low jaw.
    ("i ĩ", _gesture(SPREAD_VOWEL, jaw=0.15, spread=0.34, upper=0.10, lower=0.26)),
    ("ɪ ɨ", _gesture(VOWEL, jaw=0.22, spread=0.18, upper=0.06, lower=0.16)),
    ("ɯ", _gesture(SPREAD_VOWEL, jaw=0.16, spread=0.12, lower=0.12)),
    ("e ẽ", _gesture(SPREAD_VOWEL, jaw=0.30, spread=0.24, upper=0.08, lower=0.18)),
    ("ɤ", _gesture(VOWEL, jaw=0.26, lower=0.10)),
    ("ə", _gesture(SHORT_VOWEL, jaw=0.24, lower=0.08)),
    ("ɜ ɚ", _gesture(VOWEL, jaw=0.24, funnel=0.16, pucker=0.16, lower=0.14)),
    ("ɛ ɛ̃", _gesture(VOWEL, jaw=0.42, spread=0.14, upper=0.08, lower=0.14)),
    ("ʌ ɐ", _gesture(VOWEL, jaw=0.42, lower=0.12)),
    ("æ", _gesture(VOWEL, jaw=0.50, spread=0.20, upper=0.12, lower=0.18)),
    ("a ã", _gesture(VOWEL, jaw=0.51, spread=0.06, upper=0.05, lower=0.14)),
    ("ɑ ɑ̃", _gesture(VOWEL, jaw=0.52, upper=0.02, lower=0.14)),
    # Rounded vowels.
    ("u ũ ʉ", _gesture(ROUND_VOWEL, jaw=0.12, funnel=0.16, pucker=0.50)),
    ("y", _gesture(ROUND_VOWEL, jaw=0.10, funnel=0.14, pucker=0.72)),
    ("ʊ", _gesture(ROUND_VOWEL, jaw=0.18, funnel=0.22, pucker=0.44, lower=0.04)),
    ("o õ", _gesture(ROUND_VOWEL, jaw=0.28, funnel=0.34, pucker=0.46)),
    ("ø", _gesture(ROUND_VOWEL, jaw=0.22, funnel=0.28, pucker=0.46)),
    ("œ œ̃", _gesture(ROUND_VOWEL, jaw=0.34, funnel=0.32, pucker=0.30)),
    ("ɔ ɔ̃", _gesture(ROUND_VOWEL, jaw=0.40, funnel=0.42, pucker=0.20)),
    ("ɒ", _gesture(ROUND_VOWEL, jaw=0.44, funnel=0.30, pucker=0.08)),
    # Lips together, lips near, lip to teeth.
    ("p b m", _gesture(BILABIAL, jaw=0.05, closure=1.0)),
    ("ɸ β", _gesture(BILABIAL, jaw=0.10, closure=0.55)),
    ("f v", _gesture(LABIODENTAL, jaw=0.08, teeth=1.0, upper=0.14)),
    ("ʋ", _gesture(LABIODENTAL, jaw=0.10, teeth=0.6, upper=0.08)),
    # Tongue to teeth and ridge.
    ("θ ð", _gesture(TONGUE_TIP, jaw=0.13, upper=0.06, lower=0.18, tongue=0.22)),
    ("t d n", _gesture(TONGUE_TIP, jaw=0.11, upper=0.03, lower=0.14)),
    ("l", _gesture(TONGUE_TIP, jaw=0.18, lower=0.14)),
    ("ɾ", _gesture(TONGUE_BODY, jaw=0.13, lower=0.10)),
    ("r", _gesture(TONGUE_TIP, jaw=0.13, lower=0.12)),
    ("s z ts dz", _gesture(SIBILANT, jaw=0.045, spread=0.20, upper=0.14, lower=0.36)),
    ("ɕ ʑ tɕ dʑ", _gesture(SIBILANT, jaw=0.05, spread=0.16, funnel=0.14, upper=0.14, lower=0.30)),
    # Behind the ridge, retroflex, palatal.
    ("ɹ", _gesture(GLIDE, jaw=0.14, closure=0.40, funnel=0.24, pucker=0.34, lower=0.08)),
    ("ɻ", _gesture(GLIDE, jaw=0.14, funnel=0.24, pucker=0.34, lower=0.08)),
    ("ʃ ʒ tʃ dʒ ʂ ʐ tʂ", _gesture(ROUND_SIBILANT, jaw=0.05, funnel=0.44, pucker=0.30, upper=0.12, lower=0.18)),
    ("ɽ ʈ ɖ ɳ", _gesture(TONGUE_TIP, jaw=0.12, lower=0.12)),
    ("c ɟ ɲ ç ʝ ʎ", _gesture(TONGUE_BODY, jaw=0.14, spread=0.12, lower=0.12)),
    ("j", _gesture(GLIDE, jaw=0.13, spread=0.22, lower=0.16)),
    ("ɥ", _gesture(ROUND_GLIDE, jaw=0.09, funnel=0.10, pucker=0.70)),
    # Velar, uvular, glottal.
    ("k ɡ ŋ x ɣ q χ ʁ ɴ", _gesture(TONGUE_BODY, jaw=0.17, lower=0.10)),
    ("w", _gesture(ROUND_GLIDE, jaw=0.08, closure=0.20, funnel=0.10, pucker=0.85)),
    ("ɰ", _gesture(GLIDE, jaw=0.14, lower=0.08)),
    ("h ɦ ʔ", _gesture(GLOTTAL, jaw=0.22, lower=0.08)),
)
# fmt: on

ARTICULATION: dict[str, Gesture] = {symbol: gesture for symbols, gesture in _ROWS for symbol in symbols.split()}
"""Every phone of one target. A diphthong has the two of its parts (``runtime.phones.DIPHTHONGS``)."""

DIPHTHONG_TURN = 0.55
"""Share of a diphthong's time that belongs to its first target (the first is longer: Lehiste and Peterson, 1961)."""


def _mean_targets(symbol: str) -> Array:
    parts = DIPHTHONGS.get(symbol, (symbol,))
    return np.mean([ARTICULATION[part].targets for part in parts], axis=0)


TARGETS: Array = np.stack([_mean_targets(symbol) for symbol in INVENTORY])
"""(P, 9): the targets of each symbol of ``INVENTORY``, a diphthong's as the mean of its two; for soft evidence."""


def lips_apart(articulators: Array) -> Array:
    """What the lips (T, 9) add to a jaw's opening (T,), as ``head.lips.opening`` counts it."""
    apart: Array = 0.5 * (articulators[:, LOWER] + articulators[:, UPPER])
    return apart
