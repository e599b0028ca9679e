# SPDX-License-Identifier: GPL-3.0-or-later
"""How a voice is to be made another one."""

from dataclasses import dataclass

from .options import check_options, option


@dataclass(frozen=True)
class VoiceChange:
    """pitch: semitones. brightness: dB of the upper range against the lower. age: years, None for as it is. Raises
    UsageError for what is beyond the limits."""

    pitch: float = option(
        0.0, "semitones that it is to speak higher by itself, its timbre along", limits=(-6.0, 6.0), unit="semitones"
    )
    brightness: float = option(0.0, "decibels that its upper range is to be louder", limits=(-6.0, 6.0), unit="dB")
    age: float | None = option(
        None, "as old as it is to sound, in pitch and pace", limits=(13.0, 90.0), unit="years", metavar="YEARS"
    )

    def __post_init__(self) -> None:
        check_options(self)
