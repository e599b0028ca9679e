# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines that turn speech into a face, by name."""

from collections.abc import Callable

from ..direction import Direction
from ..errors import UsageError
from ..motion import ArkitCurves
from ..speech import Speech, SpeechFeatures
from .flow import engine as flow
from .rules import engine as rules

Engine = Callable[[Speech, SpeechFeatures, Direction], ArkitCurves]

ENGINES: dict[str, Engine] = {"rules": rules.animate, "flow": flow.animate}


def animate(engine: str, speech: Speech, features: SpeechFeatures, direction: Direction) -> ArkitCurves:
    """Curves at 50 frames a second by the named engine. Raises UsageError for an unknown one."""
    if engine not in ENGINES:
        raise UsageError(f"engine {engine!r}", "is not known", f"Use one of: {', '.join(ENGINES)}")
    return ENGINES[engine](speech, features, direction)
