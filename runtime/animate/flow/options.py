# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user may choose of the flow engine."""

from dataclasses import dataclass, replace
from pathlib import Path

from ...errors import UsageError
from .styles import DEFAULT_STYLE

CPU = "cpu"
DEFAULT_STEPS, MOST_STEPS = 8, 50
DEFAULT_GUIDANCE, MOST_GUIDANCE = 1.0, 2.0


@dataclass(frozen=True)
class FlowOptions:
    """steps: of the solver, 1 to 50. style: one of ``style_names``, or the path of a style file. lip_noise: 0 draws
    the likeliest mouth, 1 one of many. guidance: 1 to 2, how far speech, emotion and pitch are followed beyond what the
    data did (classifier-free guidance, in one pass). device: one of ``networks.PROVIDERS``."""

    steps: int = DEFAULT_STEPS
    midpoint: bool = False
    style: str = DEFAULT_STYLE
    lip_noise: float = 0.0
    guidance: float = DEFAULT_GUIDANCE
    device: str = CPU

    def check(self) -> None:
        """Raises UsageError for steps or guidance out of range."""
        for name, value, most in (("steps", self.steps, MOST_STEPS), ("guidance", self.guidance, MOST_GUIDANCE)):
            if not 1 <= value <= most:
                raise UsageError(f"{name} {value:g}", f"is not within 1 to {most:g}", "Choose a number in between")

    @property
    def without_folder(self) -> "FlowOptions":
        """The same, a style file by its bare name."""
        return replace(self, style=Path(self.style).name)
