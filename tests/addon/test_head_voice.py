# SPDX-License-Identifier: GPL-3.0-or-later
"""From This Head: the head is drawn as one would see it, a face is found in it, and nothing of the scene changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

bpy = pytest.importorskip("bpy")

from soliloquy.addon import head_voice_operators, voices  # noqa: E402
from soliloquy.addon.settings_values import voice_of  # noqa: E402
from soliloquy.blender.head_portrait import SIDE, head_portrait  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.runtime.face.voice_from_face import voice_from_face  # noqa: E402
from soliloquy.runtime.requests import FaceRequest  # noqa: E402


@pytest.fixture
def target(head: Any) -> Any:
    bpy.ops.soliloquy.add_head(identity="Daniel")
    return bpy.context.scene.soliloquy.target


def test_a_face_is_found_in_the_drawn_head_and_the_scene_stays(target: Any, tmp_path: Path) -> None:
    target.data.shape_keys.key_blocks["jawOpen"].value = 0.7
    counts = [len(each) for each in (bpy.data.objects, bpy.data.images, bpy.data.scenes, bpy.data.cameras)]
    pixels = head_portrait(find_rig(target))
    assert pixels is not None and pixels.shape == (SIDE, SIDE, 3) and pixels.dtype == np.uint8
    assert [len(each) for each in (bpy.data.objects, bpy.data.images, bpy.data.scenes, bpy.data.cameras)] == counts
    assert target.data.shape_keys.key_blocks["jawOpen"].value == pytest.approx(0.7)
    Image.fromarray(pixels).save(tmp_path / "head.png")
    fitted = voice_from_face(FaceRequest(str(tmp_path / "head.png")))
    left, top, right, bottom = fitted.face.box
    assert 0.25 * SIDE < right - left < 0.75 * SIDE and abs((left + right) / 2 - SIDE / 2) < 0.1 * SIDE
    assert fitted.gender == "male" and abs(fitted.face.turned) < 10.0 and top > 0 and bottom < SIDE


def test_both_eyes_are_drawn_with_all_their_lashes(target: Any) -> None:
    pixels = head_portrait(find_rig(target))
    assert pixels is not None
    dark = pixels.max(axis=2) < 30
    upper, lower = dark[SIDE // 4 : 3 * SIDE // 10], dark[3 * SIDE // 10 : SIDE // 3]
    for band in (upper, lower):
        left, right = band[:, SIDE // 3 : SIDE // 2].sum(), band[:, SIDE // 2 : 2 * SIDE // 3].sum()
        assert min(left, right) > 20 and max(left, right) < 2 * min(left, right)


def test_a_head_that_is_turned_in_the_scene_is_seen_from_its_own_front(target: Any) -> None:
    before = head_portrait(find_rig(target))
    (target.parent or target).rotation_euler = (0.0, 0.0, 1.2)
    bpy.context.view_layer.update()
    after = head_portrait(find_rig(target))
    assert before is not None and after is not None
    assert np.abs(before.astype(int) - after).mean() < 2.0


def test_the_operator_asks_the_worker_with_what_is_known_of_the_person(
    target: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[FaceRequest] = []
    monkeypatch.setattr(head_voice_operators, "fit_voice", lambda *given: asked.append(given[2]) or {"FINISHED"})
    assert bpy.ops.soliloquy.voice_from_head(variant=2) == {"FINISHED"}
    (request,) = asked
    assert (request.gender, request.variant) == ("male", 2) and 18 <= (request.age or 0) <= 80
    with Image.open(request.picture) as picture:
        assert picture.size == (SIDE, SIDE)


def test_without_a_head_there_is_no_button(head: Any) -> None:
    bpy.context.scene.soliloquy.target = None
    assert not bpy.ops.soliloquy.voice_from_head.poll()


def test_a_head_gets_a_voice_of_its_own_that_the_panel_names(target: Any) -> None:
    settings = bpy.context.scene.soliloquy
    settings.second_voice = "af_heart"
    assert bpy.ops.soliloquy.voice_from_head() == {"FINISHED"}
    assert settings.voice.startswith("@en-us ") and settings.second_voice == "" and settings.pitch == 0.0
    assert voices.voice_label(settings.voice) == "A Voice of Its Own"
    assert voices.language_code(settings.voice) == "en-us" and voice_of(settings) == settings.voice
