# SPDX-License-Identifier: GPL-3.0-or-later
"""Emotions as curves: keyed over a line they are seen at once, and stay when the take is made again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.edited_take import edits_on  # noqa: E402
from soliloquy.addon.take_text import as_take  # noqa: E402
from soliloquy.runtime.animate.measure import closures  # noqa: E402
from soliloquy.runtime.edits.edit import EmotionKey  # noqa: E402
from soliloquy.runtime.head.arkit import ARKIT_NAMES  # noqa: E402
from soliloquy.runtime.motion import ArkitCurves  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402
from soliloquy.tests.addon.test_take_sliders import all_frames, as_strips, shown  # noqa: E402

__all__ = ["stage"]
LINE = "My map, Bob, is big and blue."
SMILES = [ARKIT_NAMES.index(f"mouthSmile{side}") for side in ("Left", "Right")]


@pytest.fixture
def spoken(stage: TakeStage) -> Iterator[TakeStage]:
    bpy.ops.soliloquy.add_head()
    stage.head = bpy.context.scene.soliloquy.target
    stage.generate(LINE, seed=1, start_frame=11, emotion="happy=0.6")
    yield stage


def key(stage: TakeStage, slider: str, frame: int, value: float) -> None:
    bpy.context.scene.frame_set(frame)
    setattr(stage.takes[stage.head.soliloquy_take_chosen], slider, value)
    assert bpy.ops.soliloquy.key_slider(slider=slider) == {"FINISHED"}


def smile(stage: TakeStage, frames: Any) -> np.ndarray:
    return shown(stage.head, frames)[:, SMILES].mean(axis=1)


def keys_of(take: Any) -> list[tuple[str, str, float]]:
    return [
        (each.at.text, each.emotion, each.strength) for each in edits_on(take).edits if isinstance(each, EmotionKey)
    ]


def rises(stage: TakeStage, take: Any) -> np.ndarray:
    """The smile in the first and the last third of a take."""
    frames = np.arange(take.start, take.start + take.frames - 12)
    return np.array([smile(stage, part.tolist()).mean() for part in (frames[: len(frames) // 3], frames[-10:])])


def test_a_keyed_strength_is_seen_at_once_and_in_a_take_made_again(spoken: TakeStage, tmp_path: Path) -> None:
    first, last = all_frames(spoken)[0], all_frames(spoken)[-20]
    early, late = rises(spoken, spoken.takes[0])
    assert bpy.ops.soliloquy.split_emotion() == {"FINISHED"}
    key(spoken, "emotion", first, 0.0)
    key(spoken, "emotion", last, 1.5)
    key(spoken, "brows", last, 0.5)
    spoken.takes[0].head = 0.3
    low, high = rises(spoken, spoken.takes[0])
    assert low < 0.5 * early and high > 1.25 * late
    assert [each[1:] for each in keys_of(spoken.takes[0])] == [("", 0.0), ("", 1.5)]

    bpy.context.scene.soliloquy.speed = 0.8
    assert bpy.ops.soliloquy.regenerate() == {"FINISHED"}
    take = spoken.takes[1]
    assert take.head == pytest.approx(0.3) and len(json.loads(take.keyed)["brows"]) == 1
    assert keys_of(take) == keys_of(spoken.takes[0]) and json.loads(take.keyed)["emotion"][1][1] == 1.5
    assert np.allclose(rises(spoken, take), (low, high), atol=0.03)
    # What is played by its strips is what the take has as it was made.
    take.head = 1.0
    assert bpy.ops.soliloquy.free_slider(slider="brows") == {"FINISHED"}
    take.brows = 1.0
    played = shown(spoken.head, range(take.start, take.start + take.frames))
    spoken.head.soliloquy_takes_played_as = "KEYS"
    assert np.abs(shown(spoken.head, range(take.start, take.start + take.frames)) - played).max() < 1e-3
    made = closures(as_take(take).curves, as_take(take).lip_phones)
    assert all(made.bilabials) and len(made.bilabials) == 7

    as_strips(spoken)
    assert bpy.ops.soliloquy.another_take(seed=9) == {"FINISHED"}
    third = spoken.takes[2]
    assert json.loads(third.keyed)["emotion"] == json.loads(take.keyed)["emotion"]
    assert np.allclose(rises(spoken, third), (low, high), atol=0.03)
    path = tmp_path / "edits.json"
    assert bpy.ops.soliloquy.save_edits(filepath=str(path)) == {"FINISHED"}
    assert [each["strength"] for each in json.loads(path.read_text())["edits"]] == [0.0, 1.5]


def test_an_emotion_that_was_not_asked_for_is_added_keyed_and_made_again(spoken: TakeStage) -> None:
    brow = ARKIT_NAMES.index("browInnerUp")
    frames = all_frames(spoken)
    before = shown(spoken.head, frames)
    assert bpy.ops.soliloquy.add_emotion(emotion="surprised") == {"FINISHED"}
    assert np.abs(shown(spoken.head, frames) - before).max() < 1e-4
    key(spoken, "surprised", frames[0], 0.0)
    key(spoken, "surprised", frames[-15], 1.0)
    raised = shown(spoken.head, frames)
    assert (raised - before)[-16:-14, brow].mean() > 0.3 and np.abs((raised - before)[0]).max() < 0.05
    assert bpy.ops.soliloquy.regenerate() == {"FINISHED"}
    again = shown(spoken.head, frames)
    assert np.abs(again - raised)[:, brow].max() < 0.05
    assert [each[1:] for each in keys_of(spoken.takes[1])] == [("surprised", 0.0), ("surprised", 1.0)]
    made = closures(ArkitCurves(again[:, :52], again[:, 52:], 24.0), as_take(spoken.takes[1]).speech.phones)
    assert all(made.bilabials) and len(made.bilabials) == 7
    assert bpy.ops.soliloquy.bake_take(reduces=True) == {"FINISHED"}
    assert np.abs(shown(spoken.head, frames) - again).max() < 0.02


def test_an_edit_that_is_removed_takes_its_key_along_and_another_frame_rate_moves_it(spoken: TakeStage) -> None:
    frames = all_frames(spoken)
    assert bpy.ops.soliloquy.split_emotion() == {"FINISHED"}
    for frame, value in ((frames[0], 0.0), (frames[30], 1.0), (frames[-15], 0.3)):
        key(spoken, "emotion", frame, value)
    assert bpy.ops.soliloquy.remove_edit(number=1) == {"FINISHED"}
    assert [value for _frame, value in json.loads(spoken.takes[0].keyed)["emotion"]] == [0.0, 0.3]
    assert smile(spoken, [frames[30]]) < 0.3
    bpy.context.scene.render.fps = 48
    for _ in range(2):
        assert bpy.ops.soliloquy.show_take(number=0) == {"FINISHED"}
    (_, last) = json.loads(spoken.takes[0].keyed)["emotion"]
    assert last[0] == pytest.approx(11 + 2 * (frames[-15] - 11), abs=0.01)
    assert bpy.ops.soliloquy.remove_all_edits() == {"FINISHED"}
    assert not spoken.takes[0].keyed and spoken.takes[0].emotion == 1.0


def test_an_emotion_at_a_word_is_seen_where_it_has_a_slider_and_takes_the_place_of_what_was_there(
    spoken: TakeStage,
) -> None:
    bpy.ops.soliloquy.choose_word(word=2)
    assert bpy.ops.soliloquy.emotion_here(emotion="angry", strength=0.9) == {"FINISHED"}
    assert keys_of(spoken.takes[0]) == [("Bob", "angry", value) for value in (0.0, 0.9, 0.9, 0.0)]
    assert bpy.ops.soliloquy.emotion_here(emotion="angry", strength=0.6, words=2) == {"FINISHED"}
    assert [each[2] for each in keys_of(spoken.takes[0])] == [0.0, 0.6, 0.6, 0.0]
    assert bpy.ops.soliloquy.regenerate() == {"FINISHED"}
    take = spoken.takes[1]
    frames = range(take.start, take.start + take.frames)
    made = shown(spoken.head, frames)
    # Each slider is made with what the others need, which takes the place of what was kept.
    assert bpy.ops.soliloquy.split_emotion() == bpy.ops.soliloquy.add_emotion(emotion="angry") == {"FINISHED"}
    assert np.abs(shown(spoken.head, frames) - made).max() < 1e-4 and len(json.loads(take.keyed)["angry"]) == 4
    assert bpy.ops.soliloquy.emotion_here(emotion="angry", strength=0.0) == {"FINISHED"}
    less = shown(spoken.head, frames)
    frown = ARKIT_NAMES.index("browDownLeft")
    bob = json.loads(take.keyed)["angry"][1][0] - take.start
    assert less[round(bob), frown] < made[round(bob), frown] - 0.1
