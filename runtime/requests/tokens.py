# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of syllable tokens that becomes a take."""

from dataclasses import dataclass, field
from typing import ClassVar

from .motion import MotionRequest
from .options import REQUIRED, check_options, option

FILE_ENDING = ".syl"
NO_TOKENS_HINT = "Give a file that `soliloquy encode` wrote"
"""Of a file of tokens that cannot be used."""


@dataclass(frozen=True)
class DecodeRequest:
    """tokens: a .syl. voice: who says it, a name or a mix; None for a voice of the tokens' language. edits: there are
    none of a take that was decoded: the tokens are what is edited. Raises UsageError beyond the limits."""

    tokens: str = option(
        REQUIRED,
        "a performance as syllable tokens",
        label="Tokens",
        metavar=f"FILE{FILE_ENDING}",
        positional=True,
        path=True,
    )
    voice: str | None = option(
        None, "who says it: a name, or a mix; by default a voice of its language", register="voice"
    )
    motion: MotionRequest = field(default_factory=MotionRequest)
    edits: ClassVar[None] = None

    def __post_init__(self) -> None:
        check_options(self)
