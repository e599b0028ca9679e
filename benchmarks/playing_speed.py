# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Blender works at a frame of a head that plays, before it is drawn: docs/measured/playing-speed.md.

From the repository's root: .venv/bin/python benchmarks/playing_speed.py --before CHECKOUT

CHECKOUT is another working tree with its heads built. Shapes, bones, and the nodes by which hair follows, as a viewport
has them in Material Preview; drawing them is the graphics card's.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "measured" / "playing-speed.md"
HEADS = ("Clara", "Kofi", "Mei")
_FRAMES, _ROUNDS = 40, 5
_PLAY = """
import sys, time
import bpy
from soliloquy.blender.head import build_head
name, frames, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
bpy.ops.wm.read_factory_settings(use_empty=True)
built = build_head(name, "arkit")
scene, keys, bone = bpy.context.scene, built.mesh.data.shape_keys.key_blocks, built.armature.pose.bones["head"]
for frame, share in ((1, 0.0), (frames, 1.0)):
    for shape in ("jawOpen", "mouthSmileLeft", "browInnerUp"):
        keys[shape].value = 0.5 * share
        keys[shape].keyframe_insert("value", frame=frame)
    bone.rotation_euler = (0.0, 0.3 * share, 0.0)
    bone.keyframe_insert("rotation_euler", frame=frame)
took = []
for _ in range(rounds):
    for frame in range(1, frames + 1):
        began = time.process_time()
        scene.frame_set(frame)
        took.append(time.process_time() - began)
print("took", sorted(took)[len(took) // 4])
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--before", type=Path, required=True, help="another checkout, with its heads built")
    before = parser.parse_args().before.resolve()
    rows = [f"| {name} | {1000 * _seconds(name, before):.1f} | {1000 * _seconds(name, ROOT):.1f} |" for name in HEADS]
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h of %ad", "--date=short"],
        cwd=before,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    PAGE.write_text(
        "# How long Blender works at a frame of a head that plays\n\n"
        f"Written by `benchmarks/playing_speed.py` on {os.cpu_count()} cores ({platform.machine()}); "
        f"{os.getloadavg()[0]:.1f} processes were running.\n"
        "Milliseconds of the processor, of all cores together, from one frame to the next: shapes, bones, and the\n"
        "nodes by which hair follows, as a viewport has them in Material Preview. Drawing is the graphics card's,\n"
        f"and there is none here. Of {_FRAMES * _ROUNDS} frames the slowest of the quickest quarter.\n"
        f"Before: {commit}.\n\n"
        "| head | before | now |\n|---|---|---|\n" + "\n".join(rows) + "\n",
        encoding="utf-8",
    )
    print(PAGE.read_text(encoding="utf-8"))


def _seconds(name: str, checkout: Path) -> float:
    """For a frame, with the code and the heads of a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "soliloquy").symlink_to(checkout)
        command = [sys.executable, "-c", _PLAY, name, str(_FRAMES), str(_ROUNDS)]
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": folder}
        )
    return float(next(line for line in done.stdout.splitlines() if line.startswith("took")).split()[1])


if __name__ == "__main__":
    main()
