# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line is made of the options: every flag is there, with its limits, and nothing else decides a default."""

from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError, UsageError
from soliloquy.runtime.registers import choices_in
from soliloquy.runtime.requests import AnimateRequest, Direction, ExportOptions, SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.arguments import Parser, add_options, given_values
from soliloquy.runtime.requests.json_form import from_json, to_json
from soliloquy.runtime.requests.options import from_values, options_of

REGISTERS = {name: choices_in(name) for name in ("engine", "language")}


@pytest.fixture
def parser() -> Parser:
    parser = Parser(prog="test")
    add_options(parser, SpeakRequest, ExportOptions, registers=REGISTERS)
    return parser


def test_every_option_has_its_flag_and_its_limits_in_the_help(parser: Parser) -> None:
    text = " ".join(parser.format_help().split())
    for field in (*options_of(SpeakRequest), *options_of(ExportOptions)):
        assert (field.option.metavar if field.option.positional else field.flag) in text
        if field.option.limits is not None and field.option.limits[1] < 1e6:
            assert f"{field.option.limits[0]:g} to {field.option.limits[1]:g}" in text
    assert "flow, rules, by default flow" in text


def test_what_is_not_given_is_not_there(parser: Parser) -> None:
    assert given_values(parser.parse_args(["Hi."]), SpeakRequest) == {"text": "Hi."}


def test_what_is_given_arrives_in_the_request(parser: Parser, tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_text("\ufeffHello.", encoding="utf-8")
    words = ["--text-file", str(tmp_path / "line.txt"), "--emotion", "happy=0.5,calm", "--face-emotion", "--fps", "24"]
    words += ["--wear", "glasses.mhclo", "--pitch-curve", "0:0 1:3", "--say-emoji", "--wear", "skin.mhmat"]
    values = given_values(parser.parse_args(words), SpeakRequest)
    request = from_values(SpeakRequest, values)
    assert request.spoken == VoiceRequest("Hello.", pitch_curve=((0.0, 0.0), (1.0, 3.0)), say_emoji=True)
    assert request.motion.direction == Direction({"happy": 0.5, "calm": 1.0})
    assert request.emotion_in_voice is False
    export = from_values(ExportOptions, values)
    assert (export.fps, export.wear) == (24.0, ("glasses.mhclo", "skin.mhmat"))
    assert from_json(ExportOptions, to_json(export)) == export


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["Hi.", "--speed", "fast"], "--speed fast"),
        (["Hi.", "--seed", "1.5"], "--seed 1.5"),
        (["Hi.", "--emotion", "happy=x"], "--emotion happy=x"),
        (["Hi.", "--wrong"], "command line"),
        ([], "TEXT"),
        (["Hi.", "--text-file", "line.txt"], "TEXT"),
    ],
)
def test_wrong_usage_names_the_flag(parser: Parser, words: list[str], named: str) -> None:
    with pytest.raises(UsageError) as refusal:
        given_values(parser.parse_args(words), SpeakRequest)
    assert refusal.value.input_name == named


def test_a_transcript_is_read_from_its_file_or_left_out(tmp_path: Path) -> None:
    parser = Parser(prog="test")
    add_options(parser, AnimateRequest, registers=REGISTERS)
    assert "transcript" not in given_values(parser.parse_args(["a.wav"]), AnimateRequest)
    with pytest.raises(InputError, match="no such file"):
        given_values(parser.parse_args(["a.wav", "--transcript-file", str(tmp_path / "none.txt")]), AnimateRequest)


def test_some_options_alone() -> None:
    parser = Parser(prog="test")
    add_options(parser, SpeakRequest, registers=REGISTERS, only=("emotion",))
    assert "--emotion" in parser.format_help() and "--speed" not in parser.format_help()
