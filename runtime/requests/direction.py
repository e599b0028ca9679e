# SPDX-License-Identifier: GPL-3.0-or-later
"""How a line is to be played: the emotions, the seed, how much the mouth varies, how often the eyes blink."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .kinds import STRENGTHS
from .option import Choice
from .options import check_options, option

EMOTION_CHOICES = (
    Choice("happy", "Happy", "Smile, raised cheeks, quick head"),
    Choice("angry", "Angry", "Lowered brows, pressed lips, hard head accents"),
    Choice("sad", "Sad", "Raised inner brows, lowered corners and gaze"),
    Choice("afraid", "Afraid", "Wide eyes, raised brows, stretched lips"),
    Choice("disgusted", "Disgusted", "Wrinkled nose, raised upper lip"),
    Choice("melancholic", "Melancholic", "Quiet sadness, slow, turned inward"),
    Choice("surprised", "Surprised", "Raised brows, wide eyes"),
    Choice("calm", "Calm", "Small, slow movements"),
)
EMOTIONS: tuple[str, ...] = tuple(choice.name for choice in EMOTION_CHOICES)
"""In the order in which the networks were trained on them."""


@dataclass(frozen=True)
class Direction:
    """emotion: name in ``EMOTIONS`` -> 0..1, mixed freely; absent means 0. seed: any integer >= 0. blink_rate: 0..3
    times as many blinks as people have, 0 for none. variation: 0..1, how much the mouth differs between seeds. Raises
    UsageError beyond these."""

    emotion: Mapping[str, float] = option(
        {}, "for instance happy=0.6,surprised=0.2", kind=STRENGTHS, choices=EMOTION_CHOICES, metavar="NAME=0..1,..."
    )
    seed: int = option(
        0,
        "another seed, another performance of face and head; the voice and its timing stay",
        label="Seed",
        panel="motion",
        limits=(0, math.inf),
        metavar="N",
    )
    blink_rate: float = option(
        1.0,
        "how often the eyes blink: 1 as people do, 0 never",
        label="Blink Rate",
        panel="motion",
        limits=(0.0, 3.0),
        unit="times",
    )
    variation: float = option(
        0.0,
        "how much the mouth differs from seed to seed: 0 not at all, 1 as one person's does at most; lips close at any",
        label="Variation",
        panel="motion",
        limits=(0.0, 1.0),
    )

    def __post_init__(self) -> None:
        check_options(self)
