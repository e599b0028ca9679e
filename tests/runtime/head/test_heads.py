# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded heads are whole: one topology, adults of several ancestries, nothing out of range."""

import numpy as np
import pytest
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import DEFAULT_HEAD, head_names, load_head
from soliloquy.runtime.head.layout_columns import EYE_TURN, EYE_TURNS


@pytest.fixture(params=head_names())
def head(request):
    return load_head(request.param)


def test_there_are_at_least_six_people_and_the_default_is_first():
    assert len(head_names()) >= 6
    assert head_names()[0] == DEFAULT_HEAD


def test_all_people_share_one_topology(head):
    first = load_head()
    assert np.array_equal(head.quads, first.quads)
    assert np.array_equal(head.uv, first.uv)
    assert head.shape_deltas.shape == (len(ARKIT_NAMES), len(head.vertices), 3)


def test_people_differ_by_more_than_a_millimetre():
    faces = [load_head(name).vertices for name in head_names()]
    for index, one in enumerate(faces):
        for other in faces[index + 1 :]:
            assert np.sqrt(((one - other) ** 2).sum(axis=1).mean()) > 0.001


def test_every_quad_has_four_corners_and_every_vertex_a_face(head):
    assert all(len(set(quad)) == 4 for quad in head.quads.tolist())
    assert np.array_equal(np.unique(head.quads), np.arange(len(head.vertices)))


def test_texture_places_lie_in_the_unit_square(head):
    assert head.uv.min() >= 0.0
    assert head.uv.max() <= 1.0


def test_bone_weights_are_whole_and_the_eyes_hang_on_their_bones_alone(head):
    assert np.allclose(head.bone_weights.sum(axis=1), 1.0, atol=1e-5)
    eye = head.vertices_of("eye")
    bones = [head.bone_names.index("eye.L"), head.bone_names.index("eye.R")]
    assert np.array_equal(head.bone_weights[eye][:, bones].max(axis=1), np.ones(len(eye)))


def test_the_head_stands_in_the_frame_of_the_conventions(head):
    joints = dict(zip(head.bone_names, head.joints, strict=True))
    assert joints["eye.L"][0] > 0.02 > -0.02 > joints["eye.R"][0]
    assert joints["eye.L"][1] > joints["head"][1] > joints["neck"][1]
    nose = head.vertices[head.vertices[:, 2].argmax()]
    assert nose[2] > joints["eye.L"][2]
    assert 0.18 < np.ptp(head.vertices[head.vertices[:, 1] > joints["neck"][1], 1]) < 0.35


def test_eyeballs_turn_by_the_agreed_angle_about_their_bone(head):
    for name, (side, _) in EYE_TURNS.items():
        bone = head.bone_names.index(("eye.L", "eye.R")[side])
        ball = np.flatnonzero(head.bone_weights[:, bone] == 1.0)
        before = head.vertices[ball] - head.joints[bone]
        after = before + head.shape_deltas[ARKIT_INDEX[name], ball]
        radius = np.linalg.norm(before, axis=1)
        assert np.abs(np.linalg.norm(after, axis=1) - radius).max() < 1e-6
        front = before[:, 2].argmax()
        angle = np.arccos((before[front] @ after[front]) / radius[front] ** 2)
        assert angle == pytest.approx(EYE_TURN, abs=1e-3)


def test_only_eye_look_moves_the_eyeballs(head):
    ball = np.flatnonzero(head.bone_weights[:, [head.bone_names.index("eye.L"), head.bone_names.index("eye.R")]].sum(1))
    for name in ARKIT_NAMES:
        if name not in EYE_TURNS:
            assert not head.shape_deltas[ARKIT_INDEX[name], ball].any(), name


def test_upper_teeth_stay_and_lower_teeth_go_with_the_jaw(head):
    teeth = head.vertices_of("teeth")
    moved = np.linalg.norm(head.shape_deltas[ARKIT_INDEX["jawOpen"], teeth], axis=1)
    still, carried = moved < 1e-7, moved > 0.01
    assert np.all(still | carried)
    assert 0.4 < still.mean() < 0.6


def test_names_are_found_whatever_their_capitals_and_unknown_ones_are_refused():
    assert load_head(DEFAULT_HEAD.upper()).name == DEFAULT_HEAD
    with pytest.raises(UsageError, match=DEFAULT_HEAD):
        load_head("Nobody")


def test_a_loaded_head_cannot_be_altered():
    with pytest.raises(ValueError, match="read-only"):
        load_head().vertices[0] = 0.0
