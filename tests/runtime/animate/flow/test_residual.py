# SPDX-License-Identifier: GPL-3.0-or-later
"""What sets a person's face apart is added to it, whatever an emotion holds, and lips that must meet still do."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.flow import residual as residual_module
from soliloquy.runtime.animate.flow.engine import animate
from soliloquy.runtime.animate.flow.residual import (
    CONTENT,
    CONTENT_AT,
    CURVES,
    HEARD_AT,
    MOVED,
    SEEN_AT,
    Residual,
    first_components,
    with_residual,
)
from soliloquy.runtime.animate.flow.styles import find_style, write_style
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.lips import narrowness, opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.long_arrays import blocks
from soliloquy.runtime.requests import Direction, FlowOptions
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.voice.synthesis import time_text

JAW, SMILE, BLINK = (ARKIT_INDEX[name] for name in ("jawOpen", "mouthSmileLeft", "eyeBlinkLeft"))
NOTHING = Residual(np.zeros((13, 64, 52), np.float32), np.zeros((3, 52, 52), np.float32), np.zeros(52, np.float32))


def test_it_hears_and_sees_around_each_frame_and_leaves_the_emotion_alone() -> None:
    residual = replace(NOTHING, heard=NOTHING.heard.copy(), seen=NOTHING.seen.copy())
    residual.heard[HEARD_AT.index(2), 5, JAW] = 0.5
    residual.seen[SEEN_AT.index(0), SMILE, SMILE] = -1.0
    feature, weights = np.zeros((20, 64), np.float32), np.zeros((20, 52), np.float32)
    feature[10, 5], weights[:, SMILE] = 1.0, 0.5
    emotion = np.zeros((20, 52), np.float32)
    emotion[:, SMILE] = 0.3
    moved = with_residual(weights, emotion, feature, residual)
    assert np.flatnonzero(moved[:, JAW]).tolist() == [8] and moved[8, JAW] == 0.5
    assert np.allclose(moved[:, SMILE], 0.3)  # the neutral smile of 0.2 is taken away, the happy one stays
    untouched = np.setdiff1d(np.arange(52), [JAW, SMILE])
    assert np.array_equal(moved[:, untouched], weights[:, untouched])


def test_content_is_heard_around_each_frame_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = replace(NOTHING, content=np.zeros((5, CONTENT, 52), np.float32))
    assert heard.content is not None
    heard.content[CONTENT_AT.index(4), 7, JAW] = 0.5
    content, still = np.zeros((40, 384), np.float16), np.zeros((40, 52), np.float32)
    content[22, 7], content[22, 7 + 48] = 1.0, 9.0  # the second is none of the first depth's that are heard
    monkeypatch.setattr(residual_module, "blocks", lambda count: blocks(count, 20))
    moved = with_residual(still, still, np.zeros((40, 64), np.float32), heard, first_components(content))
    assert np.flatnonzero(moved[:, JAW]).tolist() == [18] and moved[18, JAW] == 0.5


def test_the_mouth_is_as_narrow_as_its_own_slopes_say_and_keeps_its_smile(
    tmp_path: Path,
) -> None:
    rest = np.zeros(CURVES, np.float32)
    rest[ARKIT_INDEX["mouthFunnel"]], rest[-1] = 0.2, 0.1
    residual = Residual(np.zeros((13, 64, CURVES), np.float32), np.zeros((3, CURVES, CURVES), np.float32), rest)
    weights, emotion = np.zeros((5, 52), np.float32), np.zeros((5, 52), np.float32)
    weights[:, ARKIT_INDEX["mouthPucker"]] = [0.0, 0.1, 0.3, 0.5, 0.95]
    before = narrowness(weights)
    emotion[:, SMILE] = 0.6
    moved = with_residual(weights + emotion, emotion, np.zeros((5, 64), np.float32), residual)
    assert np.allclose(narrowness(moved - emotion), np.minimum(before + 0.1, 1.0), atol=1e-6)
    assert np.allclose(moved[:, SMILE], 0.6) and moved.max() <= 1.0
    write_style(tmp_path / "own.style.npz", replace(find_style("plain"), residual=residual))
    kept = find_style(str(tmp_path / "own.style.npz")).residual
    assert kept is not None and np.allclose(kept.rest, rest, atol=1e-3)


def test_a_recording_is_played_by_what_hears_its_content_and_older_files_as_before(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    speech = Speech(samples=0.1 * random.standard_normal(24_000).astype(np.float32), sample_rate=24_000)
    features, played = measure(speech), {}
    for name, recorded in (("older", None), ("newer", smiling(0.4))):
        path = tmp_path / f"{name}.style.npz"
        write_style(path, replace(find_style("plain"), residual=NOTHING, recorded=recorded))
        played[name] = animate(speech, features, Direction(), FlowOptions(style=str(path))).weights
    plain = animate(speech, features, Direction()).weights
    assert np.allclose(played["older"][:, SMILE], plain[:, SMILE], atol=1e-3)
    assert np.allclose(played["newer"][:, SMILE], np.minimum(plain[:, SMILE] + 0.4, 1.0), atol=1e-3)


def smiling(smile: float) -> Residual:
    rest = np.zeros(52, np.float32)
    rest[SMILE] = smile
    return replace(NOTHING, rest=rest, content=np.zeros((5, CONTENT, 52), np.float32))


def test_a_style_keeps_its_residual_and_closes_its_lips(tmp_path: Path) -> None:
    """A residual that throws the mouth open: P, B and M are shut nevertheless."""
    path, rest = tmp_path / "own.style.npz", np.zeros(52, np.float32)
    rest[JAW] = 0.4
    write_style(path, replace(find_style("plain"), residual=replace(NOTHING, rest=rest)))
    kept = find_style(str(path)).residual
    assert kept is not None and np.allclose(kept.rest, rest, atol=1e-3)
    speech = time_text("Papa Bob made a map.")
    features = measure(speech)
    played = [animate(speech, features, Direction(), FlowOptions(style=style)) for style in (str(path), "plain")]
    own, plain = (curves.weights for curves in played)
    assert opening(own).mean() > opening(plain).mean() + 0.05
    eyes = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith("eye")]
    assert not MOVED[eyes].any() and np.array_equal(own[:, eyes], plain[:, eyes])
    shut = closures(played[0], speech.phones).bilabials
    assert len(shut) >= 5 and all(shut)
