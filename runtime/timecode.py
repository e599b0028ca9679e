# SPDX-License-Identifier: GPL-3.0-or-later
"""Timecode as Live Link Face records it: HH:MM:SS:FF.mmm of the day, with frames counted at 60 a second whatever the
rate, and mmm thousandths of such a frame."""

import re

import numpy as np

from .arrays import Array

_RATE = 60
_DAY, _HALF_A_DAY = 86_400.0, 43_200.0
_TIMECODE = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})[:;](\d{1,3}(?:\.\d{1,9})?)", re.ASCII)


def timecode(seconds: float) -> str:
    """Of a moment after midnight."""
    thousandths = round(seconds * _RATE * 1000)
    whole_seconds, thousandths = divmod(thousandths, _RATE * 1000)
    minutes, second = divmod(whole_seconds, 60)
    hours, minute = divmod(minutes, 60)
    frame, thousandth = divmod(thousandths, 1000)
    return f"{hours:02}:{minute:02}:{second:02}:{frame:02}.{thousandth:03}"


def seconds_of(timecode: str) -> float:
    """After midnight. Raises ValueError for what is no timecode."""
    found = _TIMECODE.fullmatch(timecode.strip())
    if found is None:
        raise ValueError(f"the time {timecode[:30]!a}")
    hours, minutes, seconds, frames = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(frames) / _RATE


def past_midnight(seconds: Array) -> Array:
    """Moments (T,) of one recording, where the clock may have begun anew: it goes on."""
    return np.asarray(seconds + np.where(seconds < seconds[:1] - _HALF_A_DAY, _DAY, 0.0))
