# SPDX-License-Identifier: GPL-3.0-or-later
"""Captured faces are read by name and time, and bad ones are refused."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.progress import Progress
from soliloquy.runtime.requests import CaptureRequest
from soliloquy.runtime.speech import Speech
from soliloquy.training.data import real_faces
from soliloquy.training.data.real_faces import load_captures
from soliloquy.training.evaluation.metrics import against_capture

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "mocap_speech"
RATE = 16000


def _sound(path: Path, seconds: float = 2.0) -> None:
    soundfile.write(path, np.random.default_rng(0).standard_normal(int(seconds * RATE)) * 0.1, RATE)


def _jaw(times: np.ndarray) -> np.ndarray:
    return 0.3 + 0.2 * np.sin(2 * np.pi * times)


def test_csv_of_live_link_face_is_read_by_column_name_and_timecode(tmp_path: Path) -> None:
    _sound(tmp_path / "a.wav")
    names = [name[:1].upper() + name[1:] for name in reversed(ARKIT_NAMES)]
    rows = [",".join(["Timecode", "BlendshapeCount", *names])]
    for frame in range(120):
        values = ["0.0"] * 52
        values[names.index("JawOpen")] = f"{_jaw(np.array(frame / 60)):.5f}"
        rows.append(",".join([f"12:59:{59 + frame // 60:02d}:{frame % 60:02d}.000", "61", *values]))
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    (capture,) = load_captures(tmp_path)
    jaw = capture.weights[:, ARKIT_INDEX["jawOpen"]]
    assert np.allclose(jaw[:95], _jaw(np.arange(95) / 50), atol=0.01)
    assert capture.known.sum() == 1


def test_a_recording_that_goes_past_midnight_and_repeats_a_row_is_read(tmp_path: Path) -> None:
    _sound(tmp_path / "a.wav")
    frames = [*range(60), 59, *range(60, 120)]
    clock = [f"{'23:59:59' if frame < 60 else '00:00:00'}:{frame % 60:02d}.000" for frame in frames]
    rows = [f"{time},{_jaw(np.array(frame / 60)):.5f}" for time, frame in zip(clock, frames, strict=True)]
    (tmp_path / "a.csv").write_text("\n".join(["Timecode,JawOpen", *rows]), encoding="utf-8")
    (capture,) = load_captures(tmp_path)
    assert np.allclose(capture.weights[:95, ARKIT_INDEX["jawOpen"]], _jaw(np.arange(95) / 50), atol=0.01)


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    _sound(tmp_path / "a.wav")
    with pytest.raises(InputError, match="no pair"):
        load_captures(tmp_path)
    with pytest.raises(InputError, match="not a folder"):
        load_captures(tmp_path / "nothing")


def test_a_film_is_captured_and_one_without_sound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = np.zeros((101, 52), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = _jaw(np.arange(101) / 50)
    motion = motion_from_arkit(ArkitCurves(weights, np.zeros((101, 3), np.float32)))
    loudness, asked = [0.1], []

    def captured(request: CaptureRequest, _: Progress) -> SimpleNamespace:
        asked.append(request.video)
        samples = np.full(2 * RATE, loudness[0], np.float32)
        take = SimpleNamespace(speech=Speech(samples, RATE), motion=motion)
        return SimpleNamespace(take=take, width=np.arange(101.0))

    monkeypatch.setattr(real_faces, "captured_face", captured)
    (tmp_path / "me.MP4").touch()
    (capture,) = load_captures(tmp_path)
    assert asked == [str(tmp_path / "me.MP4")] and capture.name == "me" and len(capture.weights) == 101
    assert np.allclose(capture.weights, weights, atol=1e-3) and capture.known.sum() == 1
    assert capture.width is not None and np.array_equal(capture.width, np.arange(101))
    loudness[0] = 0.0
    with pytest.raises(InputError, match="has no sound"):
        load_captures(tmp_path)


def test_a_face_whose_jaw_never_moves_is_refused(tmp_path: Path) -> None:
    _sound(tmp_path / "a.wav")
    np.savez(tmp_path / "a.npz", fps=30, names=np.array(ARKIT_NAMES), weights=np.zeros((60, 52), np.float32))
    with pytest.raises(InputError, match="jawOpen"):
        load_captures(tmp_path)


def test_how_wide_a_mouth_was_seen_is_read_at_our_rate_and_refused_where_frames_lack_it(tmp_path: Path) -> None:
    _sound(tmp_path / "a.wav")
    jaw = _jaw(np.arange(60) / 30)[:, None]
    np.savez(tmp_path / "a.npz", fps=30, names=["jawOpen"], weights=jaw, width=np.arange(60.0))
    (capture,) = load_captures(tmp_path)
    assert capture.width is not None and len(capture.width) == len(capture.weights)
    assert np.allclose(capture.width[:95], np.arange(95) * 30 / 50)
    np.savez(tmp_path / "a.npz", fps=30, names=["jawOpen"], weights=jaw, width=np.arange(59.0))
    with pytest.raises(InputError, match="width is not a finite number for each frame"):
        load_captures(tmp_path)


def test_a_face_in_the_flame_layout_is_read(tmp_path: Path) -> None:
    _sound(tmp_path / "a.wav")
    weights = np.zeros((100, 52), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = _jaw(np.arange(100) / 50)
    motion = motion_from_arkit(ArkitCurves(weights, np.zeros((100, 3), np.float32)))
    width = np.arange(100.0)
    np.savez(tmp_path / "a.npz", expression=motion.expression, jaw=motion.jaw, width=width)
    (capture,) = load_captures(tmp_path)
    assert np.allclose(capture.weights[:95], weights[:95], atol=1e-3)
    assert capture.width is not None and np.array_equal(capture.width[:95], width[:95])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"Timecode,JawOpen\nyesterday,0.5\n", "the time 'yesterday'"),
        ("a.csv", b"Timecode,JawOpen\n12:00:00:00.0,0.5\n12:00:00:01.0,0.4\n", "fewer than 10 frames"),
        ("a.csv", b"", "cannot be read as face curves"),
        ("a.npz", b"PK\x03\x04 not a zip", "cannot be read as face curves"),
    ],
)
def test_a_broken_face_is_refused_by_its_name(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    _sound(tmp_path / "a.wav")
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=reason) as caught:
        load_captures(tmp_path)
    assert name in str(caught.value)


def test_a_sound_that_is_none_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"no sound")
    np.savez(tmp_path / "a.npz", fps=30, names=np.array(ARKIT_NAMES), weights=np.ones((60, 52), np.float32))
    with pytest.raises(InputError, match=r"a\.wav"):
        load_captures(tmp_path)


def test_shared_takes_have_a_live_mouth_and_nothing_else() -> None:
    if not SHARED.is_dir():
        pytest.skip("no shared recordings beside the repository")
    captures = load_captures(SHARED)
    assert len(captures) == 4
    for capture in captures:
        assert len(capture.weights) > 2000
        assert capture.known[ARKIT_INDEX["jawOpen"]] and not capture.known[ARKIT_INDEX["browInnerUp"]]
        scores = against_capture(capture.weights, capture.weights, capture.speech)
        assert scores["opening r"] == pytest.approx(1.0) and scores["lag ms"] == 0.0


def test_lag_is_positive_when_the_made_face_is_late() -> None:
    if not SHARED.is_dir():
        pytest.skip("no shared recordings beside the repository")
    capture = load_captures(SHARED)[3]
    late = np.roll(capture.weights, 3, axis=0)
    assert against_capture(late, capture.weights, capture.speech)["lag ms"] == 60.0
