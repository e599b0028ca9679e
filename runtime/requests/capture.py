# SPDX-License-Identifier: GPL-3.0-or-later
"""A film of a face that becomes a take."""

import math
from dataclasses import dataclass

from .motion import head_option
from .options import REQUIRED, check_options, option


@dataclass(frozen=True)
class CaptureRequest:
    """video: a film file with one face that talks. face: which one where there are several, counted from the left of
    the picture from 1 on; None where there is one. head: an identity, None for the default one. Raises UsageError
    beyond the limits."""

    video: str = option(
        REQUIRED, "a film of one face that talks", label="Video", metavar="VIDEO", positional=True, path=True
    )
    face: int | None = option(
        None, "follow this face, counted from the left of the picture", limits=(1, math.inf), metavar="N"
    )
    head: str | None = head_option()

    def __post_init__(self) -> None:
        check_options(self)
