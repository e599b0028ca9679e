# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips without a head, and cue points: Unity's by PyYAML, Godot's by its grammar, a WAV's by wavinfo."""

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.mark.embedding import marked
from soliloquy.runtime.phones import ARPABET, BILABIALS
from soliloquy.runtime.speech import SILENCE

from .conftest import KEPT_WITHIN, RATE, Line
from .godot_resource import GodotAnimation, read_animation
from .turns import turns_apart
from .unity_clip import UnityClip, read_clip
from .wav_cues import WavFindings, read_cues

pytestmark = [pytest.mark.check, pytest.mark.blender]

UNITY_FIELDS = {
    "m_ObjectHideFlags",
    "m_Name",
    "serializedVersion",
    "m_Legacy",
    "m_Compressed",
    "m_UseHighQualityCurve",
    "m_RotationCurves",
    "m_CompressedRotationCurves",
    "m_EulerCurves",
    "m_PositionCurves",
    "m_ScaleCurves",
    "m_FloatCurves",
    "m_PPtrCurves",
    "m_SampleRate",
    "m_WrapMode",
    "m_Bounds",
    "m_ClipBindingConstant",
    "m_AnimationClipSettings",
    "m_EditorCurves",
    "m_EulerEditorCurves",
    "m_HasGenericRootTransform",
    "m_HasMotionFloatCurves",
    "m_Events",
}
"""Of an AnimationClip that Unity 2019 to 6 saves."""
SKINNED_MESH_RENDERER, ANIMATION_CLIP = 137, 74


@pytest.fixture(scope="module")
def unity(line: Line) -> UnityClip:
    return read_clip(line.file("anim"))


@pytest.fixture(scope="module")
def godot(line: Line) -> GodotAnimation:
    return read_animation(line.file("tres"))


@pytest.fixture(scope="module")
def cues(line: Line) -> WavFindings:
    return read_cues(line.file("wav"))


def test_unity_finds_the_fields_that_it_writes_itself(unity: UnityClip, line: Line) -> None:
    assert (unity.class_id, unity.file_id, unity.name, unity.legacy) == (ANIMATION_CLIP, 7400000, "line", False)
    assert UNITY_FIELDS - set(unity.fields) == set()
    assert unity.sample_rate == RATE
    assert (unity.settings["m_StartTime"], unity.settings["m_LoopTime"]) == (0, 0)
    assert unity.stop == pytest.approx(line.seconds, abs=1e-4)


def test_unity_moves_the_shapes_as_the_take_says(unity: UnityClip, line: Line) -> None:
    assert {curve.class_id for curve in unity.shapes} == {SKINNED_MESH_RENDERER}
    for column, name in enumerate(ARKIT_NAMES):
        expected = line.curves.weights[:, column]
        curves = [curve for curve in unity.shapes if curve.attribute == f"blendShape.{name}"]
        assert curves or np.abs(expected).max() < KEPT_WITHIN, name
        for curve in curves[:1]:
            np.testing.assert_allclose(curve.at(line.times)[:, 0] / 100, expected, atol=KEPT_WITHIN, err_msg=name)


def test_unity_turns_the_head_in_its_left_handed_axes(unity: UnityClip, line: Line) -> None:
    (head,) = (curve for curve in unity.turns if curve.path.endswith("head"))
    found = head.at(line.times) * [1, -1, -1, 1]
    assert turns_apart(found, line.curves.head).max() < 5e-3


def test_godot_moves_shapes_and_head_as_the_take_says(godot: GodotAnimation, line: Line) -> None:
    assert (godot.format, godot.name) == (3, "line")
    assert godot.length == pytest.approx(line.seconds, abs=1e-4)
    shapes = {track.path.rpartition(":")[2]: track for track in godot.tracks if track.kind == "blend_shape"}
    for column, name in enumerate(ARKIT_NAMES):
        expected = line.curves.weights[:, column]
        found = shapes[name].at(line.times)[:, 0] if name in shapes else np.zeros(len(expected))
        np.testing.assert_allclose(found, expected, atol=KEPT_WITHIN, err_msg=name)
    (head,) = (track for track in godot.tracks if track.kind == "rotation_3d")
    assert head.path.endswith(":head")
    assert turns_apart(head.at(line.times), line.curves.head).max() < 5e-3
    assert all(track.enabled and np.all(track.transitions == 1) for track in godot.tracks)


def test_cues_mark_words_phones_and_closures(cues: WavFindings, line: Line) -> None:
    speech, rate = line.take.speech, cues.sample_rate
    marked = {kind: [cue for cue in cues.cues if cue.label.startswith(f"{kind}:")] for kind in ("word", "phone")}
    assert [cue.label for cue in marked["word"]] == [f"word:{word.text}" for word in speech.words]
    phones = [phone for phone in speech.phones if phone.symbol != SILENCE]
    assert [cue.label for cue in marked["phone"]] == [f"phone:{ARPABET[phone.symbol]}" for phone in phones]
    spans = [(word.start, word.end) for word in speech.words] + [(phone.start, phone.end) for phone in phones]
    for cue, (start, end) in zip(marked["word"] + marked["phone"], spans, strict=True):
        assert cue.start == pytest.approx(start * rate, abs=1)
        assert cue.start + cue.length == pytest.approx(end * rate, abs=1)
    closures = [cue for cue in cues.cues if cue.label.startswith("closure:")]
    bilabials = [phone for phone in phones if phone.symbol in BILABIALS]
    assert len(cues.cues) == len(speech.words) + len(phones) + len(closures)
    for cue, phone in zip(closures, bilabials, strict=True):
        assert phone.start * rate - 1 <= cue.start <= phone.end * rate + 1
        assert cue.length == 0


def test_cues_leave_the_sound_as_it_is(cues: WavFindings, line: Line) -> None:
    samples, rate = soundfile.read(line.file("wav"), dtype="float32")
    assert (cues.sample_rate, cues.channels, cues.bits, cues.samples) == (rate, 1, 16, len(line.take.speech.samples))
    np.testing.assert_allclose(samples, marked(line.take.speech.samples, rate), atol=1 / 32767)
