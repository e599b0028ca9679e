# SPDX-License-Identifier: GPL-3.0-or-later
"""Each option is told once, and everything that is made of it says the same."""

import dataclasses
from typing import Any

import pytest
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.requests import (
    EMOTIONS,
    AnimateRequest,
    Direction,
    ExportOptions,
    FaceRequest,
    FlowOptions,
    MotionRequest,
    SpeakRequest,
    VoiceRequest,
)
from soliloquy.runtime.requests.kinds import SWITCH, parse_strengths
from soliloquy.runtime.requests.options import (
    REQUIRED,
    OptionField,
    check_value,
    from_values,
    limits_of,
    option_of,
    options_of,
)

REQUESTS = (SpeakRequest, AnimateRequest, FaceRequest, ExportOptions)
OPTIONS = [(request, each) for request in REQUESTS for each in options_of(request)]


@pytest.mark.parametrize("request_class", REQUESTS)
def test_names_and_flags_of_a_request_are_its_own(request_class: type) -> None:
    fields = options_of(request_class)
    assert len({each.name for each in fields}) == len({each.flag for each in fields}) == len(fields) >= 4


@pytest.mark.parametrize(("request_class", "field"), OPTIONS, ids=lambda value: getattr(value, "name", ""))
def test_an_option_says_what_it_does_and_its_default_is_allowed(request_class: type, field: OptionField) -> None:
    assert field.option.help and not field.option.help.endswith(".")
    if field.default is not REQUIRED:
        check_value(request_class, field.name, field.default)


@pytest.mark.parametrize(("request_class", "field"), OPTIONS, ids=lambda value: getattr(value, "name", ""))
def test_beyond_its_limits_an_option_is_refused_by_its_name(request_class: type, field: OptionField) -> None:
    limits = field.option.limits
    if limits is None or field.kind.name == "curve":
        return
    with pytest.raises(UsageError) as refusal:
        check_value(request_class, field.name, limits[0] - 1)
    assert field.words in refusal.value.input_name
    with pytest.raises(UsageError, match=field.words):
        check_value(request_class, field.name, "much")


def test_a_request_is_made_of_values_by_name_wherever_they_belong() -> None:
    values = {"text": "Hi.", "pitch": 2.0, "seed": 7, "guidance": 1.5, "emotion_in_voice": False, "fps": 24.0}
    request = from_values(SpeakRequest, values)
    assert request == SpeakRequest(
        VoiceRequest("Hi.", pitch=2.0),
        MotionRequest(direction=Direction(seed=7), flow=FlowOptions(guidance=1.5)),
        emotion_in_voice=False,
    )
    assert from_values(ExportOptions, values) == ExportOptions(fps=24.0)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: VoiceRequest("Hi.", speed=0.2), "speed 0.2"),
        (lambda: VoiceRequest("Hi.", pitch=float("nan")), "pitch nan"),
        (lambda: VoiceRequest("Hi.", speed=True), "speed True"),
        (lambda: VoiceRequest("Hi.", manner="sung"), "manner 'sung'"),
        (lambda: VoiceRequest("Hi.", pitch_curve=((0.5, 0.0), (0.2, 0.0))), "pitch curve"),
        (lambda: VoiceRequest("Hi.", speed_curve=((0.0, 9.0),)), "speed 9"),
        (lambda: VoiceRequest(b"Hi."), "text b'Hi.'"),  # type: ignore[arg-type]
        (lambda: Direction({"bored": 1.0}), "emotion 'bored'"),
        (lambda: Direction({"happy": 1.5}), "emotion happy=1.5"),
        (lambda: Direction(seed=-1), "seed -1"),
        (lambda: Direction(blink_rate=4.0), "blink rate 4"),
        (lambda: FlowOptions(device="abacus"), "device 'abacus'"),
        (lambda: FaceRequest("a.png", age=3.0), "age 3"),
        (lambda: ExportOptions(fps=0.0), "fps 0"),
        (lambda: ExportOptions(layout="daz"), "layout 'daz'"),
    ],
)
def test_a_request_that_cannot_be_is_refused_when_it_is_made(make: Any, named: str) -> None:
    with pytest.raises(UsageError) as refusal:
        make()
    assert refusal.value.input_name == named
    assert refusal.value.reason and refusal.value.hint


def test_requests_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        VoiceRequest("Hi.").speed = 2.0  # type: ignore[misc]


def test_strengths_are_read_as_they_are_written() -> None:
    assert parse_strengths("happy=0.6, surprised") == {"happy": 0.6, "surprised": 1.0}
    assert parse_strengths("") == {}
    with pytest.raises(UsageError, match="no number"):
        parse_strengths("happy=much")


def test_what_is_told_can_be_looked_up() -> None:
    assert limits_of(VoiceRequest, "speed") == limits_of(SpeakRequest, "speed")
    emotions = option_of(Direction, "emotion").option.choices
    assert tuple(choice.name for choice in emotions) == EMOTIONS and len(EMOTIONS) == 8
    with pytest.raises(KeyError):
        option_of(VoiceRequest, "volume")


@pytest.mark.parametrize(("text", "value"), [("true", True), ("On", True), ("no", False), ("0", False)])
def test_a_switch_is_read_from_the_words_for_on_and_off(text: str, value: bool) -> None:
    assert SWITCH.read(text) is value


def test_a_switch_that_is_neither_on_nor_off_is_refused() -> None:
    with pytest.raises(UsageError, match="neither on nor off"):
        SWITCH.read("perhaps")
