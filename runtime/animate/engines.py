# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines that turn speech into a face, by name."""

from dataclasses import asdict

from ..direction import Direction
from ..errors import UsageError
from ..motion import ArkitCurves
from ..speech import Speech, SpeechFeatures
from .engine_names import ENGINES
from .flow import engine as flow
from .flow.options import FlowOptions
from .rules import engine as rules


def animate(
    engine: str,
    speech: Speech,
    features: SpeechFeatures,
    direction: Direction,
    options: FlowOptions | None = None,
) -> ArkitCurves:
    """Curves at 50 frames a second by the named engine. options are the flow engine's alone.

    Raises UsageError (engine, or an option that is unknown, out of range or given to an engine that has none),
    InputError (style file), SetupError (device not there; weights missing or altered).
    """
    options = options or FlowOptions()
    if engine == "flow":
        return flow.animate(speech, features, direction, options)
    if engine != "rules":
        raise UsageError(f"engine {engine!r}", "is not known", f"Use one of: {', '.join(ENGINES)}")
    for name, usual in asdict(FlowOptions()).items():
        if (value := getattr(options, name)) != usual:
            raise UsageError(
                f"{name} {value!r}", "is for the learned motion alone", "Choose the engine flow, or leave it out"
            )
    return rules.animate(speech, features, direction)
