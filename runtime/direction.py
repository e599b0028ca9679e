# SPDX-License-Identifier: GPL-3.0-or-later
"""How a line is to be played: the emotions and the seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import UsageError

EMOTIONS: tuple[str, ...] = ("happy", "angry", "sad", "afraid", "disgusted", "melancholic", "surprised", "calm")


@dataclass(frozen=True)
class Direction:
    """emotion: name in ``EMOTIONS`` -> 0..1, mixed freely; absent means 0. seed: any integer >= 0."""

    emotion: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        for name, strength in self.emotion.items():
            if name not in EMOTIONS:
                raise UsageError(f"emotion {name!r}", "is not known", f"Use one of: {', '.join(EMOTIONS)}")
            if not 0.0 <= strength <= 1.0:
                raise UsageError(f"emotion {name}={strength}", "is not between 0 and 1", "Give a strength from 0 to 1")
        if self.seed < 0:
            raise UsageError(f"seed {self.seed}", "is negative", "Give a whole number from 0 up")


def parse_emotion(text: str) -> dict[str, float]:
    """The emotion of "happy=0.6,surprised=0.2"; a name alone means 1. Raises UsageError."""
    emotion = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, strength = part.partition("=")
        try:
            emotion[name.strip()] = float(strength or "1")
        except ValueError as error:
            raise UsageError(f"emotion {part!r}", "has no number", "Write happy=0.6") from error
    return emotion
