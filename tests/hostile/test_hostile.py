# SPDX-License-Identifier: GPL-3.0-or-later
"""Every hostile case of every class keeps the rule, in a process that has 4 GB of address space and 30 s."""

import json
import os
import subprocess
import sys

import pytest

from .suite import CLASSES, IN_BLENDER

pytestmark = [
    pytest.mark.check,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the cases run in copies (fork) of a process that is warm"),
]


ONE_IN = {"files": 4, "curves": 8, "options": 4, "takes": 4, "python": 8, "blender": 8, "panel": 8}
USUALLY_ONE_IN = 2
"""Of each class, so that some 1,500 cases are run in a few minutes: benchmarks/reliability.py runs all of them."""


@pytest.mark.parametrize("name", CLASSES)
def test_every_case_of_a_class_keeps_the_rule(name: str) -> None:
    if name in IN_BLENDER:
        pytest.importorskip("bpy")
    command = [
        sys.executable,
        "-m",
        "soliloquy.tests.hostile.suite",
        name,
        "--every",
        str(ONE_IN.get(name, USUALLY_ONE_IN)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) >= 15
    failed = {
        result["name"]: (result["broken"], result["shown"], result["said"]) for result in results if result["broken"]
    }
    assert failed == {}
