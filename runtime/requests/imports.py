# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of curves that becomes a take."""

from dataclasses import dataclass

from .motion import head_option
from .options import REQUIRED, check_options, option


@dataclass(frozen=True)
class ImportRequest:
    """file: curves that another program wrote. sound: what is heard with them, from time 0 on; None for a silent take.
    source_fps: of the file, where it does not say it, or instead. head: an identity, None for the default one; for
    FLAME's parameters one of a FLAME file. Raises UsageError beyond the limits."""

    file: str = option(
        REQUIRED,
        "curves: Live Link Face or another .csv; .json of Audio2Face, BEAT or ours; .npz of FLAME's parameters",
        metavar="FILE",
        positional=True,
        path=True,
    )
    sound: str | None = option(
        None, "the sound that belongs to the curves, from their time 0 on", metavar="FILE", path=True
    )
    source_fps: float | None = option(
        None, "frames a second of the file, where it does not say them, or instead", limits=(1.0, 1000.0), metavar="N"
    )
    head: str | None = head_option()

    def __post_init__(self) -> None:
        check_options(self)
