# SPDX-License-Identifier: GPL-3.0-or-later
"""What the worker answers: a take for a request, and for what it cannot do an error with its code."""

from pathlib import Path
from typing import Any

import pytest
import soundfile
from soliloquy.runtime.requests import AnimateRequest, FaceRequest, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.json_form import to_json
from soliloquy.runtime.serving import HANDLERS
from soliloquy.runtime.take import load_take
from soliloquy.runtime.worker import _answer, _Stopped
from soliloquy.runtime.worker_protocol import encode

BY_RULES = MotionRequest("rules")


def ask(folder: Path, kind: str, **arguments: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The worker's answer, and what it said on the way."""
    sent: list[dict[str, Any]] = []
    return _answer(encode({"id": 1, "kind": kind, **arguments}), folder, HANDLERS, sent.append, _Stopped()), sent


def test_a_request_becomes_a_take_with_its_progress(tmp_path: Path) -> None:
    request = SpeakRequest(VoiceRequest("Papa."), BY_RULES)
    answer, sent = ask(tmp_path, "speak", request=to_json(request))
    assert answer["type"] == "result" and answer["seconds"] > 0
    take = load_take(Path(answer["result"]["take"]))
    assert take.request == to_json(request) | {"spoken": {**to_json(request)["spoken"], "lexicon": {}}}
    assert [message["step"] for message in sent if message["fraction"] == 1.0] == ["voice", "motion"]


def test_a_recording_becomes_a_take(tmp_path: Path) -> None:
    sample, _ = ask(tmp_path, "sample", request=to_json(VoiceRequest("Papa.")))
    sound = sample["result"]["sound"]
    assert soundfile.info(sound).duration > 0.5
    answer, _ = ask(tmp_path, "animate", request=to_json(AnimateRequest(sound, "Papa.", motion=BY_RULES)))
    assert [word.text for word in load_take(Path(answer["result"]["take"])).speech.words] == ["Papa"]


def test_the_voices_are_listed(tmp_path: Path) -> None:
    answer, _ = ask(tmp_path, "voices")
    assert len(answer["result"]["voices"]) == 54


@pytest.mark.parametrize(
    ("kind", "arguments", "code", "named"),
    [
        ("sing", {}, "usage", "request 'sing'"),
        ("speak", {}, "usage", "request"),
        ("speak", {"request": {"spoken": {"text": "Hi.", "sped": 1}}}, "usage", "request.spoken.sped"),
        ("speak", {"request": to_json(SpeakRequest(VoiceRequest("Hi.", "af_nobody")))}, "input", "voice 'af_nobody'"),
        ("animate", {"request": to_json(AnimateRequest("none.wav"))}, "input", "none.wav"),
        ("voice_from_face", {"request": to_json(FaceRequest("none.png"))}, "input", "none.png"),
    ],
)
def test_what_cannot_be_done_is_answered_with_its_code(
    kind: str, arguments: dict[str, Any], code: str, named: str, tmp_path: Path
) -> None:
    answer, _ = ask(tmp_path, kind, **arguments)
    assert answer["type"] == "error" and answer["id"] == 1
    assert answer["error"].keys() == {"code", "input", "reason", "hint"}
    assert (answer["error"]["code"], answer["error"]["input"]) == (code, named)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_our_own_is_told_as_one(tmp_path: Path) -> None:
    def broken(*arguments: Any) -> dict[str, Any]:
        raise RuntimeError("the tensor has the wrong shape")

    answer = _answer(b'{"id": 2, "kind": "broken"}', tmp_path, {"broken": broken}, lambda message: None, _Stopped())
    assert answer["error"]["code"] == "internal" and "wrong shape" in answer["error"]["reason"]
