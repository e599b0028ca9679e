# SPDX-License-Identifier: GPL-3.0-or-later
"""What is exported comes back within what docs/import.md says that each format loses."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.exporters import export
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.flame.flame_head import FlameHead
from soliloquy.runtime.flame.kept import keep_head
from soliloquy.runtime.flame.own_space import OwnSpace
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.perform import perform
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.requests.imports import ImportRequest
from soliloquy.runtime.rotations import of_yaw_pitch_roll, yaw_pitch_roll
from soliloquy.runtime.take import Take, load_take
from soliloquy.tests.exporters.conftest import b_phone, demo_take, synthetic_take

__all__ = ["b_phone", "demo_take", "synthetic_take"]


@dataclass(frozen=True)
class Loss:
    """The most that a weight, and a turn of the head in radians, may be away at 50 frames a second."""

    suffix: str
    weight: float
    turn: float | None


LOSSES = {
    "csv": Loss(".csv", 1e-6, 1e-6),
    "a2f": Loss(".a2f.json", 2e-6, None),
    "beat": Loss(".beat.json", 2e-6, None),
    "curves": Loss(".curves.json", 0.01, 0.006),
}


def imported(path: Path, **options: object) -> Take:
    return perform(ImportRequest(str(path), **options))  # type: ignore[arg-type]


def written(take: Take, name: str, folder: Path, **options: object) -> Path:
    paths = export(take, [name], folder, "line", ExportOptions(**options))  # type: ignore[arg-type]
    return paths[-1]


@pytest.mark.parametrize("name", LOSSES)
def test_the_same_face_comes_back(name: str, synthetic_take: Take, tmp_path: Path) -> None:
    loss = LOSSES[name]
    path = written(synthetic_take, name, tmp_path, fps=50.0, tongue=name == "csv")
    take = imported(path)
    ours = [column for shape, column in ARKIT_INDEX.items() if name != "beat" or shape != "tongueOut"]
    written_weights = arkit_curves(synthetic_take, 50.0).weights
    np.testing.assert_allclose(take.curves.weights[:, ours], written_weights[:, ours], atol=loss.weight)
    if loss.turn is None:
        assert not take.motion.head.any()
    else:
        np.testing.assert_allclose(take.motion.head, synthetic_take.motion.head, atol=loss.turn)
    assert (take.engine, take.request["file"], take.speech.phones) == ("import", path.name, ())
    assert take.speech.duration == synthetic_take.speech.duration and not take.speech.samples.any()


def test_the_tongue_comes_back_from_a_table_that_has_it(synthetic_take: Take, tmp_path: Path) -> None:
    take = imported(written(synthetic_take, "csv", tmp_path, fps=50.0, tongue=True))
    assert take.motion.tongue is not None and synthetic_take.motion.tongue is not None
    np.testing.assert_allclose(take.motion.tongue, synthetic_take.motion.tongue, atol=1e-6)
    assert imported(written(synthetic_take, "csv", tmp_path, fps=50.0)).motion.tongue is None


@pytest.mark.parametrize("name", ["csv", "a2f", "beat"])
def test_closures_of_a_line_come_back_at_60_frames_a_second(name: str, demo_take: Take, tmp_path: Path) -> None:
    take = imported(written(demo_take, name, tmp_path, fps=60.0))
    before, after = (closures(each.curves, demo_take.speech.phones) for each in (demo_take, take))
    assert len(before.bilabials) > 5 and all(before.bilabials) and after == before


def test_a_take_with_sound_is_heard_and_saved(synthetic_take: Take, tmp_path: Path) -> None:
    path = written(synthetic_take, "csv", tmp_path)
    sound = tmp_path / "said.wav"
    soundfile.write(sound, np.full(4 * 16_000, 0.1), 16_000)
    take = imported(path, sound=str(sound))
    assert (take.speech.duration, take.speech.sample_rate) == (4.0, 16_000)
    # The last frame is held to the end of a sound that is longer.
    np.testing.assert_array_equal(take.curves.weights[-1], take.curves.weights[105])
    take.save(tmp_path / "it.take")
    again = load_take(tmp_path / "it.take")
    np.testing.assert_array_equal(again.curves.weights, take.curves.weights)
    assert again.request["sound"] == "said.wav"


def test_silence_follows_a_sound_that_is_too_short(synthetic_take: Take, tmp_path: Path) -> None:
    sound = tmp_path / "said.wav"
    soundfile.write(sound, np.full(8_000, 0.1), 16_000)
    take = imported(written(synthetic_take, "csv", tmp_path), sound=str(sound))
    assert take.speech.duration == 2.0 and "1.50 s shorter" in take.warnings[-1]


@pytest.mark.check
def test_flame_parameters_come_back_through_the_users_own_head(
    synthetic_take: Take, own_folder: Path, flame_head: FlameHead, tmp_path: Path
) -> None:
    keep_head("Anna", flame_head)
    take = imported(written(synthetic_take, "flame", tmp_path, fps=50.0, head="Anna"), head="Anna")
    np.testing.assert_allclose(take.motion.head, synthetic_take.motion.head, atol=1e-6)
    # Both are the weights nearest to what FLAME's expressions can show of the take.
    space = OwnSpace.of(flame_head)
    nearest, _ = space.arkit(space.motion(arkit_curves(synthetic_take, 50.0))[0])
    np.testing.assert_allclose(take.curves.weights, nearest.weights, atol=2e-3)


def test_turns_of_a_head_come_back_from_yaw_pitch_and_roll() -> None:
    turns = np.random.default_rng(5).normal(0, 0.5, (100, 3))
    np.testing.assert_allclose(of_yaw_pitch_roll(yaw_pitch_roll(turns)), turns, atol=1e-9)


def test_a_recorded_table_is_read_by_its_names(tmp_path: Path) -> None:
    """Rows as the app writes them: right before left, a moment twice, midnight between."""
    rows = [
        "Timecode,BlendShapeCount,JawRight,JawLeft,JawOpen,MouthClose,MouthPucker,EyeBlinkLeft,HeadYaw,HeadPitch,HeadRoll"
    ]
    for moment, jaw in (("23:59:59:58.000", 0.1), ("23:59:59:58.000", 0.9), ("00:00:00:00.000", 0.3)):
        rows.append(f"{moment},61,0.5,0,{jaw},0,0,0,0.1,0,0")
    (tmp_path / "it.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    take = imported(tmp_path / "it.csv")
    assert take.speech.duration == pytest.approx(1 / 30, abs=1e-4)
    first = dict(zip(ARKIT_NAMES, take.curves.weights[0], strict=True))
    assert first["jawOpen"] == pytest.approx(0.1, abs=1e-4) and first["jawRight"] == pytest.approx(0.5, abs=1e-4)
    assert first["jawLeft"] == pytest.approx(0, abs=1e-4)
    np.testing.assert_allclose(take.motion.head[0], [0, 0.1, 0], atol=1e-6)
    assert "46 shapes not in the file" in take.warnings[0]


def test_tables_of_audio2face_3d_have_seconds_and_a_prefix(tmp_path: Path) -> None:
    names = ["JawOpen", "MouthClose", "MouthFunnel", "EyeBlinkLeft", "EyeBlinkRight"]
    head = ",".join(["", "timeCode", *(f"blendShapes.{name}" for name in names)])
    rows = [f"{place},{place / 30},0.{place},0,0,0,0" for place in range(5)]
    (tmp_path / "animation_frames.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    take = imported(tmp_path / "animation_frames.csv")
    assert take.curves.weights[-1, ARKIT_INDEX["jawOpen"]] == pytest.approx(0.4, abs=0.02)


def test_halves_are_one_shape_and_what_means_none_is_named(tmp_path: Path) -> None:
    names = ["browInnerUp_L", "browInnerUp_R", "jawOpen", "mouthClose", "mouthFunnel", "mouthPucker", "tailWag"]
    said = {"exportFps": 50, "facsNames": names, "weightMat": [[0.2, 0.4, 0.5, 0, 0, 0, 9e9]] * 3}
    (tmp_path / "it.json").write_text(json.dumps(said), encoding="utf-8")
    take = imported(tmp_path / "it.json")
    assert take.curves.weights[0, ARKIT_INDEX["browInnerUp"]] == pytest.approx(0.3, abs=1e-4)
    assert any("tailWag" in warning for warning in take.warnings)
