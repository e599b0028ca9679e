# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a face that is to speak."""

import math
from dataclasses import dataclass

from .options import REQUIRED, check_options, option

SIZES = (256, 1024)


@dataclass(frozen=True)
class PortraitRequest:
    """picture: a file. size: pixels of the film's longer side. face: which one, from the left from 1 on; None where
    there is one. whole: all of the picture, and not head and shoulders alone. alpha: keep its transparency. turning:
    share of the head's turn that is shown. fps: frames a second. Raises UsageError beyond the limits."""

    picture: str = option(
        REQUIRED,
        "PNG, JPEG, WebP, ...: a face from the front, which is yours to use",
        label="Picture",
        metavar="PICTURE",
        positional=True,
        path=True,
    )
    size: int = option(512, "of the film's longer side", label="Size", limits=SIZES, unit="pixels", metavar="N")
    face: int | None = option(
        None, "this face, counted from the left of the picture", limits=(1, math.inf), metavar="N"
    )
    whole: bool = option(False, "show all of the picture, and not head and shoulders alone", label="Whole Picture")
    alpha: bool = option(
        False, "keep the transparency of a picture that is cut out (WebM and PNG)", label="Transparency"
    )
    turning: float = option(
        0.5, "share of the head's turn that is shown", label="Head's Turn", limits=(0.0, 1.0), metavar="0..1"
    )
    fps: float = option(25.0, "frames a second", limits=(1.0, 60.0), metavar="N")

    def __post_init__(self) -> None:
        check_options(self)
