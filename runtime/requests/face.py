# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a face that is to get a voice."""

import math
from dataclasses import dataclass

from .option import Choice
from .options import REQUIRED, check_options, option


@dataclass(frozen=True)
class FaceRequest:
    """picture: a file. language: what the voice is to speak, None for ``DEFAULT_LANGUAGE``. variant:
    0 for what fits best, others for other voices. gender, age: what the voice is to be; None for what suits the
    face. mix: of two of the voices, in the place of a voice of the face's own. Raises UsageError for a gender, an age
    or a variant that cannot be."""

    picture: str = option(
        REQUIRED,
        "PNG, JPEG, WebP, ...: a face from the front",
        label="Picture",
        metavar="PICTURE",
        positional=True,
        path=True,
    )
    language: str | None = option(None, "what the voice is to speak", register="language")
    variant: int = option(0, "1, 2, ...: other voices that fit", label="Variant", limits=(0, math.inf), metavar="N")
    gender: str | None = option(
        None,
        "of the voice; by default what suits the face",
        choices=(Choice("female", "Female"), Choice("male", "Male")),
    )
    age: float | None = option(
        None, "of the voice; by default what suits the face", limits=(5.0, 100.0), unit="years", metavar="YEARS"
    )
    mix: bool = option(False, "a mix of two of the voices, in the place of a voice of the face's own")

    def __post_init__(self) -> None:
        check_options(self)
