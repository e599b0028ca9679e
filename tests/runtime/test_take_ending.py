# SPDX-License-Identifier: GPL-3.0-or-later
"""How a take's file ends is told once."""

import ast
from pathlib import Path

import pytest
import soliloquy
from soliloquy.exporters import FORMATS
from soliloquy.runtime.take_ending import TAKE_ENDING

ROOT = Path(soliloquy.__file__).parent


@pytest.mark.parametrize("room", ["addon", "batch", "blender", "exporters", "runtime", "shell"])
def test_no_other_module_has_it_again(room: str) -> None:
    assert FORMATS["take"].suffix == TAKE_ENDING
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == TAKE_ENDING
    ]
    assert found == (["runtime/take_ending.py"] if room == "runtime" else [])
