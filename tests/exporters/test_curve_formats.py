# SPDX-License-Identifier: GPL-3.0-or-later
"""Audio2Face, BEAT and FLAME files hold the take's curves at their times."""

import json
from pathlib import Path

import numpy as np
import pytest
from openfacefx.edits import sample
from openfacefx.export_a2f import read_a2f
from soliloquy.exporters import export
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.flame.flame_head import FlameHead
from soliloquy.runtime.flame.kept import keep_head
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.motion import Motion
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take
from soliloquy.tests.runtime.flame.conftest import flame_head, flame_npz, model, own_folder

__all__ = ["flame_head", "flame_npz", "model", "own_folder"]
BEAT = [
    "browDownLeft",
    "browDownRight",
    "browInnerUp",
    "browOuterUpLeft",
    "browOuterUpRight",
    "cheekPuff",
    "cheekSquintLeft",
    "cheekSquintRight",
    "eyeBlinkLeft",
    "eyeBlinkRight",
    "eyeLookDownLeft",
    "eyeLookDownRight",
    "eyeLookInLeft",
    "eyeLookInRight",
    "eyeLookOutLeft",
    "eyeLookOutRight",
    "eyeLookUpLeft",
    "eyeLookUpRight",
    "eyeSquintLeft",
    "eyeSquintRight",
    "eyeWideLeft",
    "eyeWideRight",
    "jawForward",
    "jawLeft",
    "jawOpen",
    "jawRight",
    "mouthClose",
    "mouthDimpleLeft",
    "mouthDimpleRight",
    "mouthFrownLeft",
    "mouthFrownRight",
    "mouthFunnel",
    "mouthLeft",
    "mouthLowerDownLeft",
    "mouthLowerDownRight",
    "mouthPressLeft",
    "mouthPressRight",
    "mouthPucker",
    "mouthRight",
    "mouthRollLower",
    "mouthRollUpper",
    "mouthShrugLower",
    "mouthShrugUpper",
    "mouthSmileLeft",
    "mouthSmileRight",
    "mouthStretchLeft",
    "mouthStretchRight",
    "mouthUpperUpLeft",
    "mouthUpperUpRight",
    "noseSneerLeft",
    "noseSneerRight",
]
"""As the dataset's files name them."""


def written(take: Take, name: str, folder: Path, options: ExportOptions) -> Path:
    (path,) = export(take, [name], folder, "line", options)
    return path


def test_audio2face_is_read_by_openfacefx(synthetic_take: Take, tmp_path: Path) -> None:
    path = written(synthetic_take, "a2f", tmp_path, ExportOptions(30.0))
    curves = arkit_curves(synthetic_take, 30.0)
    track, warnings = read_a2f(str(path), epsilon=1e-6)
    assert warnings == []
    assert track.fps == 30.0
    times = np.arange(len(curves)) / 30
    for channel in track.channels:
        found = [sample(channel.keys, time) for time in times]
        np.testing.assert_allclose(found, curves.weights[:, ARKIT_INDEX[channel.name]], atol=1e-4)
    assert {channel.name for channel in track.channels} >= {"jawOpen", "mouthClose", "mouthSmileLeft"}


def test_audio2face_counts_its_rows_and_has_the_tongue_where_it_is_asked_for(
    synthetic_take: Take, tmp_path: Path
) -> None:
    path = written(synthetic_take, "a2f", tmp_path, ExportOptions(23.976, tongue=True))
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said["facsNames"] == [*ARKIT_NAMES, *TONGUE_NAMES] and said["numPoses"] == 52 + 16
    assert said["numFrames"] == len(said["weightMat"]) == len(arkit_curves(synthetic_take, 23.976))
    assert (said["exportFps"], said["trackPath"]) == (23.976, "line.wav")


def test_beat_has_the_datasets_names_and_times(synthetic_take: Take, tmp_path: Path) -> None:
    path = written(synthetic_take, "beat", tmp_path, ExportOptions(60.0))
    said = json.loads(path.read_text(encoding="utf-8"))
    curves = arkit_curves(synthetic_take, 60.0)
    assert said["names"] == BEAT
    np.testing.assert_allclose([frame["time"] for frame in said["frames"]], np.arange(len(curves)) / 60, atol=1e-6)
    rows = np.array([frame["weights"] for frame in said["frames"]])
    np.testing.assert_allclose(rows, curves.weights[:, [ARKIT_INDEX[name] for name in BEAT]], atol=1e-6)


@pytest.mark.check
def test_flame_parameters_move_the_users_own_head(
    synthetic_take: Take, own_folder: Path, flame_head: FlameHead, tmp_path: Path
) -> None:
    keep_head("Anna", flame_head)
    options = ExportOptions(25.0, head="Anna")
    with np.load(written(synthetic_take, "flame", tmp_path, options), allow_pickle=False) as found:
        arrays = dict(found)
    frames = len(arkit_curves(synthetic_take, 25.0))
    shapes = {name: values.shape for name, values in arrays.items()}
    assert shapes == {
        "expression": (frames, 50),
        "jaw_pose": (frames, 3),
        "neck_pose": (frames, 3),
        "eye_pose": (frames, 6),
        "eyelids": (frames, 2),
        "shape": (1, 300),
        "fps": (),
    }
    assert arrays["fps"] == 25.0 and {values.dtype.name for values in arrays.values()} == {"float32"}
    names = ("expression", "jaw_pose", "neck_pose", "eye_pose", "eyelids")
    head, some = load_head("Anna"), slice(0, frames)
    shown = deform(head, Motion(*(arrays[name] for name in names)), some)
    wanted = deform(head, arkit_curves(synthetic_take, 25.0), some)
    moved = np.linalg.norm(wanted - head.vertices, axis=2).max(axis=0) > 0.001
    away = np.linalg.norm(shown - wanted, axis=2)[:, moved]
    # Fifty expressions cannot show all of 52 shapes that move at once.
    assert np.sqrt((away**2).mean()) < 0.4 * np.sqrt(((wanted - head.vertices)[:, moved] ** 2).sum(axis=2).mean())


def test_flame_of_another_head_is_refused(synthetic_take: Take, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no FLAME file"):
        export(synthetic_take, ["flame"], tmp_path, "line", ExportOptions())


@pytest.mark.parametrize("name", ["a2f", "beat", "oculus", "rhubarb", "rhubarb_tsv", "moho", "talkinghead", "eaf"])
def test_the_same_take_gives_the_same_bytes(name: str, synthetic_take: Take, tmp_path: Path) -> None:
    folders = [tmp_path / each for each in "ab"]
    for folder in folders:
        folder.mkdir()
        export(synthetic_take, [name], folder, "line", ExportOptions())
    (first, second) = ([path.read_bytes() for path in sorted(folder.iterdir())] for folder in folders)
    assert first == second
