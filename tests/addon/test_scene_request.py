# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel's settings, or a script's call in their stead, become one request with its place in the scene."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.option_properties import generation_options, panel_options  # noqa: E402
from soliloquy.addon.scene_request import disabled_reason, request_from_panel, take_name  # noqa: E402
from soliloquy.runtime.animate.engines import ENGINES  # noqa: E402
from soliloquy.runtime.errors import InputError, UsageError  # noqa: E402
from soliloquy.runtime.requests import (  # noqa: E402
    AnimateRequest,
    CaptureRequest,
    Direction,
    FlowOptions,
    IdleRequest,
    MotionRequest,
    SpeakRequest,
    VoiceRequest,
)

DEFAULT = ENGINES[0].name


def settings() -> Any:
    return bpy.context.scene.soliloquy


def asked(**changes: Any) -> Any:
    return request_from_panel(bpy.context, changes)


def test_settings_as_they_come_are_the_defaults_of_a_request(head: Any) -> None:
    settings().text = "Hello."
    assert asked().request == SpeakRequest(VoiceRequest("Hello."), MotionRequest(DEFAULT))
    assert disabled_reason(bpy.context) == ""


def test_every_option_with_a_label_is_a_setting_with_its_limits(head: Any) -> None:
    properties = settings().bl_rna.properties
    for name, field in generation_options().items():
        if field.option.label:
            assert name in properties
            if field.option.limits is not None and field.option.limits[1] < 1e6:
                assert (properties[name].hard_min, properties[name].hard_max) == pytest.approx(field.option.limits)
    operator = bpy.ops.soliloquy.generate.get_rna_type().properties
    assert set(generation_options()) <= set(operator.keys())
    assert {field.name for panel in ("voice", "motion", "emotion") for field in panel_options(panel)} <= set(
        properties.keys()
    )


def test_what_the_artist_sets_is_asked_for(head: Any) -> None:
    chosen = settings()
    chosen.text, chosen.voice, chosen.second_voice, chosen.second_share = "Hello.", "af_heart", "bf_emma", 0.25
    chosen.pitch, chosen.blink_rate, chosen.seed, chosen.style, chosen.emotion.sad = 2.0, 0.5, 4, "capture", 0.5
    chosen.start_frame, chosen.mode, chosen.emotion_in_voice = 11, "ADD", False
    found = asked()
    assert found.request.spoken.voice == "af_heart:0.750,bf_emma:0.250" and found.request.spoken.pitch == 2.0
    assert found.request.motion.direction.emotion == {"sad": 0.5}
    assert (found.request.motion.direction.seed, found.request.motion.direction.blink_rate) == (4, 0.5)
    assert found.request.motion.flow == FlowOptions(style="capture")
    assert found.request.emotion_in_voice is False
    assert (found.start_frame, found.replaces, found.target_name, found.layout) == (11, False, "Hero", "arkit")


def test_a_script_may_give_anything_instead(head: Any) -> None:
    settings().text = "Hello."
    found = asked(text="Bye.", speed=1.5, energy_curve=((0.0, 0.0), (1.0, -3.0)), start_frame=5)
    assert found.request.spoken == VoiceRequest("Bye.", speed=1.5, energy_curve=((0.0, 0.0), (1.0, -3.0)))
    assert found.start_frame == 5


def test_a_recording_is_asked_for_with_its_transcript(head: Any) -> None:
    chosen = settings()
    chosen.source, chosen.recording, chosen.transcript = "AUDIO", "/sounds/line.wav", " Hello. "
    assert asked().request == AnimateRequest("/sounds/line.wav", "Hello.", "en-us", motion=MotionRequest(DEFAULT))
    chosen.source = "TEXT"
    assert isinstance(asked(recording="/sounds/other.wav").request, AnimateRequest)


def test_a_film_is_asked_for_with_the_face_to_follow(head: Any) -> None:
    chosen = settings()
    chosen.source, chosen.video = "VIDEO", "/films/line.mp4"
    assert asked().request == CaptureRequest("/films/line.mp4")
    chosen.face = 2
    assert asked().request == CaptureRequest("/films/line.mp4", face=2)
    assert (asked().kind, take_name(asked()).partition("-")[0]) == ("capture", "line")


def test_an_idle_is_asked_for_with_its_length_and_mood(head: Any) -> None:
    chosen = settings()
    chosen.source, chosen.seconds, chosen.seed, chosen.emotion.calm = "IDLE", 6.0, 3, 1.0
    assert asked().request == IdleRequest(6.0, Direction({"calm": 1.0}, seed=3))
    assert (asked().kind, take_name(asked()).partition("-")[0]) == ("idle", "Idle")
    assert disabled_reason(bpy.context) == ""


def test_options_of_another_engine_stay_in_the_panel(head: Any) -> None:
    settings().text, settings().style, settings().engine = "Hello.", "capture", ENGINES[-1].name
    assert asked().request.motion == MotionRequest(ENGINES[-1].name)


@pytest.mark.parametrize(
    ("changes", "error", "named"),
    [
        ({"text": "  "}, InputError, "Text"),
        ({"recording": " "}, InputError, "Recording"),
        ({"video": " "}, InputError, "Video"),
        ({"text": "Hi.", "target": None}, InputError, "Head"),
        ({"text": "Hi.", "engine": "magic"}, UsageError, "engine 'magic'"),
        ({"text": "Hi.", "speed": 9.0}, UsageError, "speed 9"),
    ],
)
def test_what_cannot_be_made_is_refused_by_name(
    head: Any, changes: dict[str, Any], error: type[Exception], named: str
) -> None:
    with pytest.raises(error) as refusal:
        asked(**changes)
    assert refusal.value.input_name == named


def test_the_same_request_has_the_same_name_and_another_has_another(head: Any) -> None:
    first, again, other = (
        asked(text="One two three four five."),
        asked(text="One two three four five."),
        asked(text="One"),
    )
    assert take_name(first) == take_name(again) != take_name(other)
    assert take_name(first).startswith("One-two-three-four-")
    assert not take_name(asked(text="*")).startswith("-"), "a shell would take such a file's name for an option"


def test_a_reason_is_given_while_nothing_can_be_generated(head: Any) -> None:
    reasons = [disabled_reason(bpy.context)]
    settings().source = "AUDIO"
    reasons.append(disabled_reason(bpy.context))
    settings().source = "VIDEO"
    reasons.append(disabled_reason(bpy.context))
    settings().video, settings().target = "line.mp4", None
    reasons.append(disabled_reason(bpy.context))
    assert all(reasons) and len(set(reasons)) == 4
