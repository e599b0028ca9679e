# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of a picture of a face."""

from dataclasses import dataclass

from ..errors import UsageError
from ..text.languages import find_language

DEFAULT_LANGUAGE = "en-us"
GENDERS = ("female", "male")
_YOUNGEST, _OLDEST = 5.0, 100.0


@dataclass(frozen=True)
class FaceRequest:
    """picture: a file. language: what the voice is to speak. variant: 0 for what fits best, others for other voices.
    gender, age: what the voice is to be instead of what is seen; None for what is seen.

    Raises InputError for an unknown language, UsageError for a gender, an age or a variant that cannot be.
    """

    picture: str
    language: str = DEFAULT_LANGUAGE
    variant: int = 0
    gender: str | None = None
    age: float | None = None

    def __post_init__(self) -> None:
        find_language(self.language)
        if self.gender is not None and self.gender not in GENDERS:
            raise UsageError(f"gender {self.gender!r}", "has no voices", f"Use one of: {', '.join(GENDERS)}")
        if self.age is not None and not _YOUNGEST <= self.age <= _OLDEST:
            reason = f"is not between {_YOUNGEST:g} and {_OLDEST:g} years"
            raise UsageError(f"age {self.age:g}", reason, "Leave it out to take what is seen")
        if self.variant < 0:
            raise UsageError(f"variant {self.variant}", "is less than 0", "Give 0, 1, 2, ...")
