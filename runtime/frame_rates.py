# SPDX-License-Identifier: GPL-3.0-or-later
"""Frame rates as programs mean them."""

from fractions import Fraction

_NTSC = Fraction(1000, 1001)


def exact_rate(frames_per_second: float) -> Fraction:
    """23.976, 29.97 and 59.94 mean the broadcast rates, 24, 30 and 60 over 1.001; the difference is a millisecond in 20
    minutes. Any other rate is what it says."""
    broadcast = round(frames_per_second / float(_NTSC)) * _NTSC
    if abs(float(broadcast) / frames_per_second - 1) < 2e-6:
        return broadcast
    return Fraction(frames_per_second).limit_denominator(1_000_000)
