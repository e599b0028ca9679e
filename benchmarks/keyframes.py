# SPDX-License-Identifier: GPL-3.0-or-later
"""How long 20 minutes of keyframes take: 52 shape keys and the head bone at 30 frames a second.

    python benchmarks/keyframes.py [--minutes 20] [--fps 30]

Needs the bpy module. Prints the seconds of the fastest of three runs, and checks one value.
"""

import argparse
import time

import bpy
import numpy as np
from soliloquy.blender import versions
from soliloquy.blender.keyframes import read_curve
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import put_take
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.motion import ArkitCurves


def fabricated_head() -> bpy.types.Object:
    """A triangle with 52 shape keys: the time of keyframes does not depend on the mesh."""
    mesh = bpy.data.meshes.new("Head")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 0, 1)], [], [(0, 1, 2)])
    head = bpy.data.objects.new("Head", mesh)
    bpy.context.scene.collection.objects.link(head)
    for name in ("Basis", *ARKIT_NAMES):
        head.shape_key_add(name=name)
    return head


def seconds_to_write(curves: ArkitCurves) -> float:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    rig = find_rig(fabricated_head())
    started = time.perf_counter()
    put_take(bpy.context.scene, rig, curves, "benchmark", start_frame=1)
    seconds = time.perf_counter() - started
    _, values = read_curve(versions.channels_of(rig.object.data.shape_keys).fcurves[17])
    np.testing.assert_array_equal(values, curves.weights[:, 17])
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--fps", type=float, default=30.0)
    arguments = parser.parse_args()
    frames = round(arguments.minutes * 60 * arguments.fps) + 1
    weights = np.random.default_rng(0).random((frames, len(ARKIT_NAMES)), dtype=np.float32)
    curves = ArkitCurves(weights, np.zeros((frames, 3), np.float32), arguments.fps)
    best = min(seconds_to_write(curves) for _ in range(3))
    print(f"Blender {bpy.app.version_string}: 52 curves x {frames} frames in {best:.2f} s")


if __name__ == "__main__":
    main()
