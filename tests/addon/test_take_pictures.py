# SPDX-License-Identifier: GPL-3.0-or-later
"""Thumbnails: the take's widest vowel, as the head is, and nothing of the scene is touched."""

import json
import threading
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import take_pictures  # noqa: E402
from soliloquy.blender.face_picture import SIZE, face_picture  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402

__all__ = ["stage", "two"]


def test_a_face_is_drawn_in_a_pose_of_its_shapes(head: Any) -> None:
    bpy.ops.soliloquy.add_head()
    face = bpy.context.scene.soliloquy.target
    rig, number = find_rig(face), face.data.shape_keys.session_uid
    shut = face_picture(rig, {})
    opened = face_picture(rig, {number: {"jawOpen": 0.8}})
    assert shut is not None and opened is not None and shut.shape == (SIZE, SIZE, 4)
    assert shut[SIZE // 2, SIZE // 2, 3] == 1.0 and shut.min() >= 0.0 and shut.max() <= 1.0
    changed = np.abs(opened - shut).max(axis=2) > 0.1
    below = changed[: SIZE // 2].sum()
    assert below > 40 and changed.sum() < 1.2 * below, "the mouth changes, and little above it"


def test_eyes_are_seen_behind_their_clear_corneas(head: Any) -> None:
    bpy.ops.soliloquy.add_head()
    face = bpy.context.scene.soliloquy.target
    picture = face_picture(find_rig(face), {})
    clear = {each.name for each in face.data.materials if each.diffuse_color[3] < 0.5}
    assert clear >= {"cornea", "shade"} and picture is not None
    for each in face.data.materials:
        if each.name in clear:
            each.diffuse_color = (*each.diffuse_color[:3], 1.0)
    covered = face_picture(find_rig(face), {})
    assert covered is not None
    brighter = (picture - covered)[..., :3].max(axis=2) > 0.2
    assert 20 < brighter.sum() < 400, "the eyes' pixels, and no others"


def test_the_widest_vowel_is_shown_as_the_take_has_it(two: TakeStage) -> None:
    take = two.takes[0]
    frame = take_pictures.widest_frame(take)
    phones = json.loads(take.text.as_string())["phones"]
    vowel = next(each for each in phones if each["start"] * 24 <= frame + 0.5 and frame - 0.5 <= each["end"] * 24)
    assert vowel["symbol"] not in ("p", " ")
    two.head.soliloquy_take_chosen = 0
    jaw = dict(two.keys())
    assert jaw[take.start + frame] > 0.5 * max(jaw.values())
    before = (bpy.context.scene.frame_current, two.keys())
    assert take_pictures._face(two.head.session_uid, take.key) is not None
    assert (bpy.context.scene.frame_current, two.keys()) == before


def test_the_window_does_not_wait_for_a_picture(two: TakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, paint = threading.Event(), take_pictures.painted

    def painted(face: Any) -> Any:
        assert go_on.wait(60.0)
        return paint(face)

    monkeypatch.setattr(take_pictures, "painted", painted)
    name = f"{two.head.session_uid} {two.takes[0].key}"
    take_pictures._wanted[name] = (two.head.session_uid, two.takes[0].key)
    assert take_pictures._draw_next() is not None and not go_on.is_set()
    assert take_pictures._draw_next() is not None and name not in take_pictures._collections[0]
    go_on.set()
    painting = take_pictures._painter.pixels
    assert painting is not None
    pixels = painting.result(60.0)
    take_pictures._draw_next()
    icon = take_pictures._collections[0][name]
    assert tuple(icon.icon_size) == (SIZE, SIZE)
    assert np.allclose(np.array(icon.icon_pixels_float), pixels.ravel(), atol=1 / 255)
    assert take_pictures._draw_next() is None


def test_what_was_damaged_or_is_gone_has_no_picture_and_does_no_harm(two: TakeStage) -> None:
    bpy.data.texts.remove(two.takes[0].text)
    assert take_pictures.widest_frame(two.takes[0]) == two.takes[0].frames // 2
    assert take_pictures._face(two.head.session_uid, "none") is None
    assert take_pictures._face(-1, two.takes[0].key) is None


def test_a_colour_goes_along_with_a_double(two: TakeStage) -> None:
    two.takes[1].colour = "3"
    assert bpy.ops.soliloquy.duplicate_take() == {"FINISHED"} and two.takes[2].colour == "3"
