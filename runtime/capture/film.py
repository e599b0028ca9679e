# SPDX-License-Identifier: GPL-3.0-or-later
"""A film's pictures and sound, whatever reads them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from ..limits import VIDEO_SECONDS

MOST_RATE = 60.0
"""Pictures a second that are looked at: lips are not faster. Chosen by hand."""
LONGEST_SIDE = 960
"""Pixels to which larger pictures are scaled: the mesh looks at 192 across a face. Chosen by hand."""
HINT = "Give a film of a face that talks, such as an MP4, MOV, WEBM or MKV"
_SHORT_SHARE, _SHORT_SECONDS = 0.05, 0.5
"""A film that ends earlier than it says, by so much of it and by so many seconds, is broken. Chosen by hand."""


@dataclass(frozen=True)
class Film:
    """seconds: how long it says that it is, None where it does not say. rate: pictures a second that are looked at.

    pictures: gives one after another, upright, at an even rate, the first at 0 s, of 960 pixels at most; of a broken
    film those before the break. write_sound: writes its sound as a WAV file that begins with the pictures, and raises
    InputError where it cannot be read; None where there is none in it.
    """

    path: Path
    seconds: float | None
    rate: float
    pictures: Callable[[], Iterator[Image.Image]]
    write_sound: Callable[[Path], None] | None

    def is_short(self, seconds: float) -> bool:
        """Whether pictures that end there are fewer than the film says it has."""
        missing = 0.0 if self.seconds is None else min(self.seconds, VIDEO_SECONDS) - seconds
        return missing > max(_SHORT_SECONDS, _SHORT_SHARE * (self.seconds or 0.0))
