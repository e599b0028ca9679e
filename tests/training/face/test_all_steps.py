# SPDX-License-Identifier: GPL-3.0-or-later
"""One command runs every step of the face encoder's training in turn, and ends where one of them fails."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from soliloquy.training.face import __main__ as whole

ORDER = ["examples", "train", "train_points", "export", "voice_axes", "evaluate", "ablate"]


@pytest.mark.parametrize(("failing", "expected"), [(None, ORDER), ("train_points", ORDER[:3])])
def test_every_step_is_run_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str | None, expected: list[str]
) -> None:
    run = []

    def started(command: list[str], **_: object) -> SimpleNamespace:
        step = command[2].rpartition(".")[2]
        run.append(step)
        assert find_spec(command[2]) is not None and command[command.index("--folder") + 1] == str(tmp_path)
        return SimpleNamespace(returncode=3 if step == failing else 0)

    monkeypatch.setattr(subprocess, "run", started)
    monkeypatch.setattr(sys, "argv", ["face", "--folder", str(tmp_path)])
    assert whole.main() == (3 if failing else 0)
    assert run == expected
