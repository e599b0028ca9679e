# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints, as JSON, how far each fabricated rig parts its lips at the phones given. Run by a Python of any bpy."""

import json
import sys

import bpy
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import find_rig
from soliloquy.tests.blender.fabricated_rigs import build, measure, spoken
from soliloquy.tests.blender.rig_tables import RIGS


def main(phones: list[str]) -> None:
    found = {}
    for family, shapes in RIGS.items():
        bpy.ops.wm.read_factory_settings(use_empty=True)
        face = build(shapes)
        write_motion(find_rig(face), spoken(" ".join(phones)), 0, "line")
        found[family] = measure(face, range(len(phones))).gap.tolist()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
