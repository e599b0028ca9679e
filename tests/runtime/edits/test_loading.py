# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's own process reads and places edits without the voice and its networks."""

import subprocess
import sys

_LOADED = """
import sys
import soliloquy.runtime.take, soliloquy.runtime.edits.changing, soliloquy.runtime.edits.edits_file
import soliloquy.runtime.animate.engines
print([name for name in sys.modules if name.startswith(("onnxruntime", "PIL", "soliloquy.runtime.voice."))])
"""


def test_what_blender_loads_of_edits_has_no_networks() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
