# SPDX-License-Identifier: GPL-3.0-or-later
"""How people speak at an age, as the literature has measured it."""

import math

import numpy as np

_PITCH = {
    "female": ((6, 281), (8, 260), (12, 236), (16, 222), (21, 206), (45, 168.5), (80, 168.5)),
    "male": (
        (6, 262),
        (8, 262),
        (12, 236),
        (15, 125),
        (25, 120),
        (35, 112),
        (45, 107),
        (65, 112),
        (75, 132),
        (85, 146),
    ),
}
"""(age, Hz) of the speaking fundamental frequency, a median or mean of many people.

Six years: Sorenson 1989 (Journal of Communication Disorders 22; boys and girls of 6 to 10 hardly differ). Girls of 8 to
16: the curve of the choristers in the Voice Foundation's symposium of 2025, which boys share until their voices change
from 12 to 15 (Lee, Potamianos & Narayanan 1999, JASA 105). Women of 18 to 25: Pemberton, McCormack & Russell 1998
(Journal of Voice 12); of 40 to 79: Berg et al. 2017 (Journal of Voice 31; 1,318 women). Men: Hollien & Shipp 1972
(Journal of Speech and Hearing Research 15; 175 men of 20 to 89).
"""

_SLOWER_FROM, _SLOWEST_AT, _SLOWEST = 50.0, 80.0, 0.9
"""Men of 80 took half as long again to read a text as men of 20, mostly for their pauses (Shipp & Hollien 1972, JASA
51); a tenth is left for the words."""


def speaking_pitch(gender: str, age: float) -> float:
    """Hz at which people of a gender ("female", "male") and an age in years speak."""
    ages, hertz = zip(*_PITCH[gender], strict=True)
    return math.exp(float(np.interp(age, ages, np.log(hertz))))


def speaking_speed(age: float) -> float:
    """Times the speed of the young."""
    return float(np.interp(age, (_SLOWER_FROM, _SLOWEST_AT), (1.0, _SLOWEST)))
