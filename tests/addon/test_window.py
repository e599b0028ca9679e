# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Blender window, driven by mouse and keys; only where there is one (tools/window_test says how)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("blender", "Xvfb", "xdotool", "import")
CHROOT = os.environ.get("SOLILOQUY_BLENDER_CHROOT")
MISSING = [program for program in PROGRAMS if CHROOT is None and shutil.which(program) is None]

_LONGEST = 1140
"""Seconds of the whole: 480 on a quiet machine, twice as many beside other work."""


@pytest.mark.timeout(_LONGEST + 60)
@pytest.mark.check
@pytest.mark.blender
@pytest.mark.skipif(
    bool(MISSING),
    reason=f"no Blender window: {', '.join(MISSING)} not installed, and SOLILOQUY_BLENDER_CHROOT names no other system",
)
def test_an_artist_in_a_window_gets_what_was_promised(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "soliloquy.tools.release.build_extension", "--platform", "linux-x64"]
    subprocess.run([*build, "--out", str(tmp_path)], check=True)
    drive = [sys.executable, str(ROOT / "tools" / "window_test" / "run.py"), "--zip", str(next(tmp_path.glob("*.zip")))]
    drive += ["--out", str(tmp_path / "found"), *(["--chroot", CHROOT] if CHROOT else [])]
    subprocess.run(drive, timeout=_LONGEST, check=False)
    found = json.loads((tmp_path / "found" / "results.json").read_text())
    assert found.get("finished"), found.get("error")
    assert [name for name, value in found.items() if value is False] == []
