# SPDX-License-Identifier: GPL-3.0-or-later
"""A style of a user's own captures is learned, plays, and bad folders are refused. Needs torch."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.animate.flow.engine import animate
from soliloquy.runtime.animate.flow.styles import find_style
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.requests import Direction, FlowOptions
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.shell.cli import main

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "mocap_speech"


def test_train_learns_a_style_from_one_shared_take_that_then_plays(tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip("no shared recordings beside the repository")
    _cut_of_a_shared_take(tmp_path / "data")
    path = tmp_path / "me.style.npz"
    command = ["train", "--data", str(tmp_path / "data"), "--out", str(path), "--steps", "6"]
    assert main(command) == 0
    style, shipped = find_style(str(path)), find_style("capture")
    assert "flow_decoder" in style.networks and np.abs(style.vector - shipped.vector).max() > 1e-3
    speech = time_text("Papa was in the boat.")
    options = (FlowOptions(style=str(path)), FlowOptions(style="capture"))
    own, usual = (animate(speech, measure(speech), Direction(), each).weights for each in options)
    assert own.shape == usual.shape and np.abs(own - usual).max() > 1e-3


def test_train_refuses_a_folder_without_captures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--data", str(tmp_path), "--out", str(tmp_path / "me.style.npz")]) == 3
    assert "no pair" in capsys.readouterr().err
    assert not (tmp_path / "me.style.npz").exists()


def _cut_of_a_shared_take(folder: Path) -> None:
    """The first 15 seconds of the shortest shared take, as a user's own folder."""
    folder.mkdir()
    samples, rate = soundfile.read(SHARED / "1114_3_15.flac", dtype="float32", frames=15 * 48000)
    soundfile.write(folder / "a.wav", samples[: 15 * rate], rate)
    with np.load(SHARED / "1114_3_15.npz") as archive:
        frames = int(15 * float(archive["fps"]))
        np.savez(folder / "a.npz", fps=archive["fps"], names=archive["names"], weights=archive["weights"][:frames])
