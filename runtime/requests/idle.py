# SPDX-License-Identifier: GPL-3.0-or-later
"""A face that says nothing and is alive."""

from dataclasses import dataclass, field

from .direction import Direction
from .motion import head_option
from .options import REQUIRED, check_options, option


@dataclass(frozen=True)
class IdleRequest:
    """seconds: how long, to the nearest fiftieth; the end is the beginning again. direction: its mood and its seed.
    head: an identity, None for the default one. Raises UsageError beyond the limits."""

    seconds: float = option(
        REQUIRED,
        "how long the face idles; it ends as it begins, so that it loops",
        label="Seconds",
        metavar="SECONDS",
        limits=(2.0, 600.0),
        unit="seconds",
        positional=True,
    )
    direction: Direction = field(default_factory=Direction)
    head: str | None = head_option()

    def __post_init__(self) -> None:
        check_options(self)
