# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the face that moves to speech: engine, its options, direction, head."""

from dataclasses import dataclass, field, replace
from pathlib import PurePath

from .direction import Direction
from .option import Choice
from .options import check_options, option


def head_option() -> str | None:
    """A field for a head, alike wherever one may be named."""
    return option(
        None,
        "whose head: a name, a person (woman=0.8,age=55,asian=0.5), somebody (random=7), or the .json file of a person",
        metavar="WHO",
        register="head",
        path=True,
    )


@dataclass(frozen=True)
class FlowOptions:
    """What the learned motion may be asked for, beyond a direction.

    style: the name of a shipped style, or the path of a style file. guidance: how far speech, emotion and pitch are
    followed beyond what the data did (classifier-free guidance, in one pass). midpoint: of two evaluations a step, in
    place of Euler's. lip_noise: 0 draws the likeliest mouth, 1 one of many. Raises UsageError beyond the limits.
    """

    style: str = option(
        "plain",
        "whose mouth the learned motion has: plain, capture, or one of your own styles",
        label="Style",
        panel="motion",
        metavar="NAME|F",
        register="style",
        path=True,
    )
    guidance: float = option(
        1.0,
        "how far speech and emotion are followed: 1 as in the faces learned from, 2 the most marked",
        label="Guidance",
        panel="advanced",
        limits=(1.0, 2.0),
        metavar="G",
    )
    solver_steps: int = option(
        8,
        "of the learned motion: fewer are faster, more are a little surer",
        label="Solver Steps",
        panel="advanced",
        limits=(1, 50),
        metavar="N",
    )
    device: str = option(
        "cpu",
        "what the learned motion's networks run on; a device that is not there is an error",
        choices=(
            Choice("cpu", "CPU"),
            Choice("cuda", "CUDA"),
            Choice("directml", "DirectML"),
            Choice("coreml", "CoreML"),
        ),
    )
    midpoint: bool = False
    lip_noise: float = 0.0

    def __post_init__(self) -> None:
        check_options(self)

    @property
    def without_folder(self) -> "FlowOptions":
        """The same, a style file by its bare name: a take names no folder."""
        return replace(self, style=PurePath(self.style).name)


@dataclass(frozen=True)
class MotionRequest:
    """How the face is to move.

    engine: by its name in ``runtime.animate.engines``, None for the first. head: an identity, None for the default one.
    flow: options of the engine that has these; others refuse them. Raises UsageError beyond the limits.
    """

    engine: str | None = option(None, "what moves the face", label="Motion", panel="motion", register="engine")
    head: str | None = head_option()
    direction: Direction = field(default_factory=Direction)
    flow: FlowOptions = field(default_factory=FlowOptions)

    def __post_init__(self) -> None:
        check_options(self)
