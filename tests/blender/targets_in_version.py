# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints, as JSON, how far each fabricated rig parts its lips at the phones given, and which picture each drawn mouth
shows. Run by a Python of any bpy."""

import json
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import bpy
import numpy as np
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import Rig, find_rig
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.bone_rigs import BONE_RIGS
from soliloquy.tests.blender.drawn_rigs import DRAWN_RIGS
from soliloquy.tests.blender.fabricated_rigs import build, measure
from soliloquy.tests.blender.hidden_rigs import BOARD_RIGS
from soliloquy.tests.blender.rig_tables import RIGS
from soliloquy.tests.runtime.rigs.phones_said import spoken


def main(phones: list[str]) -> None:
    found = {}
    builders = {family: partial(build, shapes) for family, shapes in RIGS.items()} | BONE_RIGS | BOARD_RIGS
    for family, builder in builders.items():
        bpy.ops.wm.read_factory_settings(use_empty=True)
        face = builder()
        write_motion(find_rig(face), spoken(" ".join(phones)), 0, "line")
        found[family] = measure(face, range(len(phones))).gap.tolist()
    print(json.dumps({"gaps": found, "drawn": {kind: drawn(kind, phones) for kind in DRAWN_RIGS}}))


def drawn(kind: str, phones: list[str]) -> list[str]:
    """The picture that is shown at each phone, which lasts for three frames."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    with TemporaryDirectory() as folder:
        rig = find_rig(DRAWN_RIGS[kind](Path(folder)))
        curves = spoken(" ".join(phones))
        held = ArkitCurves(np.repeat(curves.weights, 3, axis=0), np.repeat(curves.head, 3, axis=0), 24.0)
        write_motion(rig, held, 0, "line")
        return [picture(rig, 3 * number + 1) for number in range(len(phones))]


def picture(rig: Rig, frame: int) -> str:
    assert bpy.context.scene is not None
    bpy.context.scene.frame_set(frame)
    values = {name: one.places[0][0].path_resolve(one.places[0][1]) for name, one in rig.drawn.items()}
    seen = [one.name[-1] for name, one in rig.drawn.items() if one.channel == "seen" and not values[name]]
    numbers = [one.numbers.index(values[name]) for name, one in rig.drawn.items() if one.channel == "number"]
    return "".join([*seen, *("ABCDEFGHX"[number] for number in numbers)])


if __name__ == "__main__":
    main(sys.argv[1:])
