# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips for Unity, Godot and the web hold the take's curves at their times."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.spatial.transform import Rotation, Slerp
from soliloquy.exporters import export
from soliloquy.exporters.clip import Clip, clip_of
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

RATES = (24.0, 29.97, 30.0, 60.0)


def _written(take: Take, name: str, folder: Path, **options: Any) -> tuple[str, Clip]:
    asked = ExportOptions(**options)
    (path,) = export(take, [name], folder, "line", asked)
    return path.read_text(encoding="utf-8"), clip_of(take, "line", asked)


def _unity_shapes(text: str, path: str) -> dict[str, np.ndarray]:
    """Shape -> (keys, 4): time, value, slope in, slope out."""
    found = {}
    floats = text.partition("m_FloatCurves:")[2].partition("m_PPtrCurves")[0]
    for block in floats.split("  - serializedVersion: 2\n    curve:"):
        place = re.search(r'attribute: "blendShape\.(\w+)"\n    path: "([^"]*)"\n    classID: 137', block)
        if place is not None and place[2] == path:
            keys = re.findall(r"time: (\S+), value: (\S+), inSlope: (\S+), outSlope: (\S+)\}", block)
            found[place[1]] = np.array(keys, dtype=float)
    return found


def _unity_plays(keys: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Weights at ``times``: cubics that leave a key with its one slope and come to the next with its other."""
    time, value, arriving, leaving = keys.T
    place = np.clip(np.searchsorted(time, times, side="right") - 1, 0, max(len(time) - 2, 0))
    after = np.minimum(place + 1, len(time) - 1)
    length = np.maximum(time[after] - time[place], 1e-9)
    t = np.clip((times - time[place]) / length, 0, 1)
    made = (2 * t**3 - 3 * t**2 + 1) * value[place] + (3 * t**2 - 2 * t**3) * value[after]
    made += length * ((t**3 - 2 * t**2 + t) * leaving[place] + (t**3 - t**2) * arriving[after])
    return made / 100


@pytest.mark.parametrize("rate", RATES)
def test_unity_plays_each_shape_as_near_as_is_seen(synthetic_take: Take, rate: float, tmp_path: Path) -> None:
    text, clip = _written(synthetic_take, "anim", tmp_path, fps=rate, mesh_path="face")
    shapes = _unity_shapes(text, "face")
    for name, values in clip.shapes.items():
        off = np.abs(_unity_plays(shapes[name], clip.times) - values)
        assert (off <= clip.bounds.of(name, 0.0) + 5e-4).all(), name
    assert f"m_SampleRate: {rate:g}\n" in text
    stop = re.search(r"m_StopTime: (\S+)", text)
    assert stop is not None
    assert float(stop[1]) == pytest.approx(clip.times[-1], abs=1e-5)


def test_unity_closes_the_lips_between_frames_too(demo_take: Take, tmp_path: Path) -> None:
    text, _ = _written(demo_take, "anim", tmp_path, mesh_path="face")
    shapes = _unity_shapes(text, "face")
    times = np.arange(0.003, demo_take.speech.duration, 1 / 60)
    weights = np.zeros((len(times), 52), np.float32)
    for name, keys in shapes.items():
        weights[:, ARKIT_INDEX[name]] = np.clip(_unity_plays(keys, times), 0.0, 1.0)
    shown = ArkitCurves(weights, np.zeros((len(times), 3), np.float32), 60.0)
    made = closures(shown, demo_take.speech.phones)
    assert np.mean(made.bilabials) >= 0.98
    assert not any(made.false_closures)


def test_unity_turns_the_head_as_it_mirrors_what_it_imports(synthetic_take: Take, tmp_path: Path) -> None:
    text, clip = _written(synthetic_take, "anim", tmp_path, bone_path="root/neck/head")
    turns = text.partition("m_RotationCurves:")[2].partition("m_CompressedRotationCurves")[0]
    assert 'path: "root/neck/head"' in turns
    vector = r"\{x: (\S+), y: (\S+), z: (\S+), w: (\S+)\}\n"
    found = re.findall(rf"time: (\S+)\n *value: {vector} *inSlope: {vector} *outSlope: {vector}", turns)
    keys = np.array(found, dtype=float)
    ours = Rotation.from_quat(clip.turns["head"], scalar_first=True)
    mirror = np.diag([-1.0, 1.0, 1.0])
    wanted = Rotation.from_matrix(mirror @ ours.as_matrix() @ mirror)
    parts = [_unity_plays(keys[:, [0, 1 + axis, 5 + axis, 9 + axis]], clip.times) for axis in range(4)]
    assert (Rotation.from_quat(np.stack(parts, axis=1)) * wanted.inv()).magnitude().max() < 0.006


def test_unity_gives_farther_levels_of_detail_fewer_keys(synthetic_take: Take, tmp_path: Path) -> None:
    text, _ = _written(synthetic_take, "anim", tmp_path, mesh_path="a,b,c")
    counts = [sum(map(len, _unity_shapes(text, path).values())) for path in "abc"]
    assert counts[0] > counts[1] > counts[2] > 0


def _godot_tracks(text: str) -> dict[str, np.ndarray]:
    """Path -> its keys as one row of numbers."""
    found = re.findall(r'tracks/\d+/path = NodePath\("([^"]*)"\).*?PackedFloat32Array\(([^)]*)\)', text, re.DOTALL)
    return {path: np.array(keys.split(","), dtype=float) for path, keys in found}


@pytest.mark.parametrize("rate", RATES)
def test_godot_plays_each_shape_and_the_head(synthetic_take: Take, rate: float, tmp_path: Path) -> None:
    options = {"mesh_path": "Face", "bone_path": "Skeleton3D"}
    text, clip = _written(synthetic_take, "tres", tmp_path, fps=rate, **options)
    tracks = _godot_tracks(text)
    for name, values in clip.shapes.items():
        time, transition, value = tracks[f"Face:{name}"].reshape(-1, 3).T
        assert set(transition) == {1.0}
        off = np.abs(np.interp(clip.times, time, value) - values)
        assert (off <= clip.bounds.of(name, 0.0) + 1e-3).all(), name
    keys = tracks["Skeleton3D:head"].reshape(-1, 6)
    shown = Slerp(keys[:, 0], Rotation.from_quat(keys[:, 2:]))(np.clip(clip.times, keys[0, 0], keys[-1, 0]))
    wanted = Rotation.from_quat(clip.turns["head"], scalar_first=True)
    assert (shown * wanted.inv()).magnitude().max() < 0.006
    assert 'type="Animation" format=3' in text


@pytest.mark.parametrize("rate", RATES)
def test_json_plays_each_shape_and_the_head(synthetic_take: Take, rate: float, tmp_path: Path) -> None:
    text, clip = _written(synthetic_take, "curves", tmp_path, fps=rate)
    said = json.loads(text)
    assert (said["format_version"], said["name"], said["fps"], said["frames"]) == (1, "line", rate, len(clip))
    for name, values in clip.shapes.items():
        keys = said["shapes"][name]
        off = np.abs(np.interp(np.arange(len(clip)), keys["frames"], keys["values"]) - values)
        assert (off <= clip.bounds.of(name, 0.0) + 1e-3).all(), name
    turns = np.array(said["turns"]["head"]["values"])
    np.testing.assert_allclose(np.linalg.norm(turns, axis=1), 1.0, atol=3e-4)


@pytest.mark.parametrize("name", ["anim", "tres", "curves"])
@pytest.mark.parametrize("layout", ["arkit", "flame"])
def test_clips_have_the_same_bytes_twice_and_every_bone(
    synthetic_take: Take, name: str, layout: str, tmp_path: Path
) -> None:
    first, clip = _written(synthetic_take, name, tmp_path, layout=layout)
    again, _ = _written(synthetic_take, name, tmp_path, layout=layout)
    assert first == again
    assert all(bone in first for bone in clip.turns)
    assert set(clip.turns) == ({"head"} if layout == "arkit" else {"head", "jaw", "eye_L", "eye_R"})


def test_names_of_every_kind_stay_inside_their_quotes(synthetic_take: Take, tmp_path: Path) -> None:
    odd = 'a"b{0}\\n你好'
    for name in ("anim", "tres", "curves"):
        (path,) = export(synthetic_take, [name], tmp_path, "x", ExportOptions(mesh_path=odd, bone_path=odd))
        text = path.read_text(encoding="utf-8")
        assert name == "curves" or json.dumps(odd, ensure_ascii=False)[1:-1] in text


def test_a_folded_clip_opens_as_far_and_has_no_mouth_close(demo_take: Take) -> None:
    kept = clip_of(demo_take, "x", ExportOptions()).shapes
    folded = clip_of(demo_take, "x", ExportOptions(mouth_close="fold")).shapes
    assert not np.any(folded["mouthClose"])
    opening = kept["jawOpen"] - np.minimum(kept["mouthClose"], kept["jawOpen"])
    np.testing.assert_allclose(folded["jawOpen"], opening, atol=1e-6)
