# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parts of the extension's scenario share: what was found, and how the scene and a refusal are looked at."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np

ZIP, WORK = Path(sys.argv[1]), Path(sys.argv[2])
MODULE = "bl_ext.user_default.soliloquy"
LINE = "My map, Bob."
RESULTS: dict[str, Any] = {"blender": bpy.app.version_string}
Refusal = dict[str, str]
"""The "code" and the "input" of an error of Soliloquy; empty when there was none."""

_made: list[Any] = []


def part(name: str) -> Any:
    return sys.modules[f"{MODULE}.{name}"]


def curves_of(target: Any) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Frames and values of each keyed shape key, by its name."""
    found = {}
    channels = part("blender.versions").channels_of(target.data.shape_keys)
    for curve in channels.fcurves if channels is not None else ():
        frames, values = part("blender.keyframes").read_curve(curve)
        found[curve.data_path.split('"')[1]] = (frames, values)
    return found


def strips() -> list[Any]:
    editor = bpy.context.scene.sequence_editor
    return [] if editor is None else list(part("blender.versions").strips_of(bpy.context.scene))


def contents() -> dict[str, Any]:
    """What a generation may change."""
    return {
        "actions": len(bpy.data.actions),
        "strips": len(strips()),
        "sounds": len(bpy.data.sounds),
        "frame_end": bpy.context.scene.frame_end,
        "objects": sorted(each.name for each in bpy.data.objects),
    }


def remember_errors() -> None:
    """Keep every error of Soliloquy that is made: of an error, an operator hands a script no more than its text."""
    base = part("runtime.errors").SoliloquyError
    make = base.__init__

    def remember(error: Any, *arguments: str) -> None:
        make(error, *arguments)
        _made.append(error)

    base.__init__ = remember


def generate(**properties: Any) -> Refusal:
    """The operator as a script calls it, with an undo step."""
    return refusal(lambda: bpy.ops.soliloquy.generate("EXEC_DEFAULT", True, **properties))


def refusal(call: Callable[[], Any]) -> Refusal:
    """Which of Soliloquy's errors an operator reported, all that the error says included."""
    _made.clear()
    try:
        call()
    except RuntimeError as report:
        told = next((error for error in reversed(_made) if str(error) in str(report)), None)
        return (
            {"code": "fault", "input": str(report)} if told is None else {"code": told.code, "input": told.input_name}
        )
    return {}


def seals(target: Any, names: dict[str, str]) -> dict[str, float]:
    """How open the mouth gets, and how shut: jawOpen less mouthClose over the keyed frames."""
    curves = curves_of(target)
    jaw, close = curves[names["jawOpen"]][1], curves[names["mouthClose"]][1]
    opening = jaw - np.minimum(close, jaw)
    return {"keyed": len(curves), "frames": len(jaw), "widest": float(opening.max()), "narrowest": float(opening.min())}
