# SPDX-License-Identifier: GPL-3.0-or-later
"""A style of a user's own captures is learned, plays, and bad folders are refused."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.animate.flow.engine import animate
from soliloquy.runtime.animate.flow.residual import CONTENT, MOVED, with_residual
from soliloquy.runtime.animate.flow.styles import find_style
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import narrowness
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.requests import Direction, FlowOptions
from soliloquy.runtime.voice.synthesis import time_text
from soliloquy.shell.cli import main
from soliloquy.training.steps.residual import Example, fitted_residuals

pytestmark = pytest.mark.check

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "mocap_speech"
JAW, SMILE, BROW, FROWN = (ARKIT_INDEX[name] for name in ("jawOpen", "mouthSmileLeft", "browInnerUp", "mouthFrownLeft"))


def examples(clips: int = 20, frames: int = 300) -> list[Example]:
    """A person whose jaw follows what is heard 80 ms before and half of what is seen, whose smile follows
    the content of 80 ms after, whose brow says nothing, and whose mouth is seen narrow, which no shape of it says."""
    found, random = [], np.random.default_rng(1)
    for _ in range(clips):
        feature, content = (random.standard_normal((frames, width)).astype(np.float32) for width in (64, CONTENT))
        plain = np.zeros((frames, 52), np.float32)
        plain[:, JAW] = 0.3 + 0.1 * random.standard_normal(frames)
        wanted = plain.copy()
        wanted[:, JAW] = 0.2 + 0.5 * plain[:, JAW] + 0.05 * np.roll(feature[:, 3], 4)
        wanted[:, SMILE] = 0.3 + 0.05 * np.roll(content[:, 7], -4)
        wanted[:, BROW] = 0.1 * random.random(frames)
        narrow = 0.2 + 0.05 * np.roll(feature[:, 9], -4)
        found.append(Example(feature, content.astype(np.float16), plain, wanted, narrow))
    return found


def test_what_a_person_does_is_found_and_what_is_chance_is_not() -> None:
    learned_from, unseen = examples()[:-1], examples()[-1]
    for residual in fitted_residuals(learned_from):
        moved = with_residual(unseen.plain, np.zeros_like(unseen.plain), unseen.feature, residual, unseen.content)
        assert follows(moved, unseen, JAW) > 0.98
        assert moved[:, JAW].std() == pytest.approx(unseen.wanted[:, JAW].std(), rel=0.1)
        assert moved[:, BROW].mean() == pytest.approx(0.05, abs=0.01) and moved[:, BROW].std() < 0.01
        assert np.corrcoef(narrowness(moved)[20:-20], unseen.narrow[20:-20])[0, 1] > 0.98
        never = np.setdiff1d(np.arange(52), [JAW, SMILE, BROW])
        assert not residual.heard[:, :, never].any() and not residual.rest[never].any()
        assert not residual.heard[:, :, :52][:, :, ~MOVED].any() and not residual.seen[:, :, :52][:, :, ~MOVED].any()


def test_the_content_of_recordings_is_heard_and_our_own_voices_have_none() -> None:
    learned_from, unseen = examples()[:-1], examples()[-1]
    voice, recorded = fitted_residuals(learned_from)
    still = np.zeros_like(unseen.plain)
    smiling = with_residual(unseen.plain, still, unseen.feature, recorded, unseen.content)
    assert voice.content is None and follows(smiling, unseen, SMILE) > 0.98
    assert with_residual(unseen.plain, still, unseen.feature, voice)[:, SMILE].std() < 0.01


def test_a_shape_that_hardly_moves_in_neutral_speech_throws_no_face_when_an_emotion_moves_it() -> None:
    """A frown trembles by 0.001 with the smile; an emotion that the networks hold by 0.05 more than it is shown does
    not make 50 such smiles."""
    learned_from = examples()
    for example in learned_from:
        example.plain[:, FROWN] = 0.05 + 0.001 * example.feature[:, 20]
        example.wanted[:, SMILE] += 0.05 * example.feature[:, 20]
    voice, _ = fitted_residuals(learned_from[:-1])
    unseen, emotion = learned_from[-1], np.zeros_like(learned_from[-1].plain)
    emotion[:, FROWN] = 0.9
    held = emotion.copy()
    held[:, FROWN] = 0.95
    moved = with_residual(unseen.plain + held, emotion, unseen.feature, voice)
    usual = with_residual(unseen.plain, np.zeros_like(emotion), unseen.feature, voice)
    assert abs(moved[:, SMILE] - usual[:, SMILE]).max() < 0.1
    assert follows(usual, unseen, SMILE) > 0.6


def follows(moved: np.ndarray, example: Example, shape: int) -> float:
    return float(np.corrcoef(moved[20:-20, shape], example.wanted[20:-20, shape])[0, 1])


def test_train_learns_a_style_from_one_shared_take_that_then_plays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not SHARED.is_dir():
        pytest.skip("no shared recordings beside the repository")
    _cut_of_a_shared_take(tmp_path / "data")
    path = tmp_path / "me.style.npz"
    assert main(["train", "--data", str(tmp_path / "data"), "--out", str(path)]) == 0
    assert "opening r" in capsys.readouterr().out
    learned = find_style(str(path))
    assert learned.residual is not None and learned.recorded is not None and path.stat().st_size < 300_000
    speech = time_text("Papa was in the boat.")
    options = (FlowOptions(style=str(path)), FlowOptions(style="plain"))
    own, usual = (animate(speech, measure(speech), Direction(), each).weights for each in options)
    assert own.shape == usual.shape and np.abs(own - usual).max() > 0.02


def test_train_refuses_a_folder_without_captures_and_a_film_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["train", "--data", str(tmp_path), "--out", str(tmp_path / "me.style.npz")]
    assert main(command) == 3
    assert "no film and no pair" in capsys.readouterr().err
    (tmp_path / "a.mp4").write_bytes(b"no film")
    assert main(command) == 3
    assert "a.mp4" in capsys.readouterr().err
    assert not (tmp_path / "me.style.npz").exists()


def _cut_of_a_shared_take(folder: Path) -> None:
    """The first 15 seconds of the shortest shared take, as a user's own folder."""
    folder.mkdir()
    samples, rate = soundfile.read(SHARED / "1114_3_15.flac", dtype="float32", frames=15 * 48000)
    soundfile.write(folder / "a.wav", samples[: 15 * rate], rate)
    with np.load(SHARED / "1114_3_15.npz") as archive:
        frames = int(15 * float(archive["fps"]))
        np.savez(folder / "a.npz", fps=archive["fps"], names=archive["names"], weights=archive["weights"][:frames])
