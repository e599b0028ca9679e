# SPDX-License-Identifier: GPL-3.0-or-later
"""A request goes to JSON and back unchanged, and nothing that it does not know is passed over."""

import json
from typing import Any

import pytest
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.requests import (
    AnimateRequest,
    Direction,
    FaceRequest,
    FlowOptions,
    MotionRequest,
    SpeakRequest,
    VoiceRequest,
)
from soliloquy.runtime.requests.json_form import from_json, to_json

MOTION = MotionRequest("rules", "Kofi", Direction({"happy": 0.5}, 3, 0.0), FlowOptions(style="capture", midpoint=True))


@pytest.mark.parametrize(
    "request_itself",
    [
        SpeakRequest(VoiceRequest("Hi.")),
        SpeakRequest(
            VoiceRequest(
                "Salut.", "ff_siwis", "fr", 1.2, pitch_curve=((0.0, 1.0), (1.0, -2.5)), lexicon={"fr:a": "/a/"}
            ),
            MOTION,
            emotion_in_voice=False,
        ),
        AnimateRequest("a.wav", "Hello.", "en-gb", 0.5, 2.0, 1, MOTION),
        FaceRequest("a.png", variant=2, gender="male", age=40.0),
    ],
)
def test_a_request_comes_back_as_it_went(request_itself: Any) -> None:
    sent = json.loads(json.dumps(to_json(request_itself)))
    assert from_json(type(request_itself), sent) == request_itself


def test_what_is_left_out_has_its_default() -> None:
    assert from_json(SpeakRequest, {"spoken": {"text": "Hi."}}) == SpeakRequest(VoiceRequest("Hi."))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (None, "request"),
        ([], "request"),
        ({}, "request.spoken"),
        ({"spoken": {}}, "request.spoken.text"),
        ({"spoken": {"text": "Hi.", "sped": 1}}, "request.spoken.sped"),
        ({"spoken": {"text": "Hi."}, "way_out": ""}, "request.way_out"),
        ({"spoken": {"text": "Hi.", "speed": 9}}, "request.spoken: speed 9"),
        ({"spoken": {"text": "Hi.", "speed": "1"}}, "request.spoken: speed '1'"),
        ({"spoken": {"text": "Hi.", "pitch_curve": [[0, 1, 2]]}}, "request.spoken: pitch curve"),
        ({"spoken": {"text": "Hi.", "lexicon": {"a": 1}}}, "request.spoken: lexicon {'a': 1}"),
        ({"spoken": {"text": "Hi."}, "motion": {"direction": {"seed": 0.5}}}, "request.motion.direction: seed 0.5"),
        ({"spoken": {"text": "Hi."}, "motion": {"flow": {"midpoint": 1}}}, "request.motion.flow.midpoint 1"),
        ({"spoken": {"text": "Hi."}, "emotion_in_voice": "yes"}, "request: face emotion 'yes'"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(data: Any, named: str) -> None:
    with pytest.raises(UsageError) as refusal:
        from_json(SpeakRequest, data)
    assert refusal.value.input_name == named
