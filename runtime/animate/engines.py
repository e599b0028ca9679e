# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines that turn speech into a face, by name."""

from ..direction import Direction
from ..errors import UsageError
from ..motion import ArkitCurves
from ..speech import Speech, SpeechFeatures
from .flow import engine as flow
from .flow.networks import CPU
from .flow.styles import DEFAULT_STYLE
from .rules import engine as rules

ENGINES: tuple[str, ...] = ("rules", "flow")


def animate(
    engine: str,
    speech: Speech,
    features: SpeechFeatures,
    direction: Direction,
    style: str = DEFAULT_STYLE,
    device: str = CPU,
) -> ArkitCurves:
    """Curves at 50 frames a second by the named engine. style and device are the flow engine's alone
    (``flow.engine.FlowOptions``).

    Raises UsageError (engine, style or device unknown, or given to an engine that has none), InputError (style
    file), SetupError (device not there; weights missing or altered).
    """
    if engine == "flow":
        return flow.animate(speech, features, direction, flow.FlowOptions(style=style, device=device))
    if engine != "rules":
        raise UsageError(f"engine {engine!r}", "is not known", f"Use one of: {', '.join(ENGINES)}")
    for name, value, usual in (("style", style, DEFAULT_STYLE), ("device", device, CPU)):
        if value != usual:
            raise UsageError(
                f"{name} {value!r}", "is for the learned motion alone", "Choose the engine flow, or leave it out"
            )
    return rules.animate(speech, features, direction)
