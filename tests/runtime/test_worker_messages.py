# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a line to the worker holds, it is answered by an error that is the sender's, and the next one is read."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.addon.interpreter import package_folders
from soliloquy.runtime.limits import WORKER_LINE_BYTES
from soliloquy.runtime.requests import AnimateRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.json_form import to_json

WORKER = Path(__file__).resolve().parents[2] / "runtime" / "worker_main.py"
STRANGE: tuple[Any, ...] = (None, [], {}, "x" * 5000, -1, 1e300, True, 10**400, [[1]], {"a": None}, "\ud800", "a\nb")


def strange_lines(seed: int = 0) -> Iterator[bytes]:
    """None is a request that can be done."""
    yield from (
        *(b" ", b"{", b"}", b"null", b"3", b'"text"', b"[]", b"[1, 2]", b"{}", b"\xff\xfe", b"\0" * 100, b"speak"),
        *(b'{"id": 1', b'{"kind": "ping"}', b'{"id": null, "kind": "ping"}', b'{"id": 1}', b'{"id": 1, "kind": null}'),
        *(b'{"id": NaN, "kind": "ping"}', b'{"id": 1e9, "kind": "ping"}', b'{"id": "../../x", "kind": "ping"}'),
        *(b'{"id": -1, "kind": "ping"}', b'{"id": true, "kind": "ping"}', b'{"id": 1, "kind": ["speak"]}'),
        *(b'{"id": [1], "kind": "ping"}', b'{"id": 1, "kind": {}}', b'{"id": 1, "kind": "__class__"}'),
        *(b"[" * 200_000, b'{"a":' * 100_000, b'{"id": ' + b"9" * 10_000 + b"}", b'{"id": 1, "kind": "warm"}'),
        *(b'{"id": 1, "kind": "speak", "request": ' + b"[" * 900 + b"]" * 900 + b"}", b"[" + b"0," * 2_000_000 + b"0]"),
        b"x" * (WORKER_LINE_BYTES + 5_000_000),
        '{"id": 1, "kind": "ping"}'.encode("utf-16").replace(b"\n", b""),
    )
    whole = {
        "speak": to_json(SpeakRequest(VoiceRequest("Hi."))),
        "animate": to_json(AnimateRequest("none.wav")),
        "sample": to_json(VoiceRequest("Hi.", "nobody")),
        "voice_from_face": {"picture": "none.png"},
    }
    for kind, request in whole.items():
        for value in STRANGE:
            yield json.dumps({"id": 1, "kind": kind, "request": value}).encode()
            yield json.dumps({"id": 1, "kind": kind, "request": {**request, "voice": value}}).encode()
    speak = whole["speak"]
    for part in ("spoken", "motion"):
        for name in speak[part]:
            for value in STRANGE[3:10]:
                changed = {**speak, part: {**speak[part], name: value}, "unknown": 1}
                yield json.dumps({"id": 1, "kind": "speak", "request": changed}).encode()
    for name in ("speed", "pitch_curve", "lexicon", "manner", "energy_curve"):
        for value in (*STRANGE[3:9], [[0, 10**400]], [["a", 1]], [[0]], [1, 2], [[0, 0], [0, 1]]):
            spoken = {**speak["spoken"], "voice": "nobody", name: value}
            yield json.dumps({"id": 1, "kind": "speak", "request": {**speak, "spoken": spoken}}).encode()
    generator = np.random.default_rng(seed)
    line = json.dumps({"id": 1, "kind": "sing", "request": speak}).encode()
    for _ in range(30):
        damaged = bytearray(line)
        for place in generator.integers(0, len(line), 5):
            damaged[place] = generator.integers(11, 256)
        yield bytes(damaged)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """To each strange line and then to a ping, after a first line that does not say how to start."""
    folder = tmp_path_factory.mktemp("worker")
    start = {"packages": package_folders(), "threads": 1, "parent": os.getpid(), "folder": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-I", str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("wb"),
    )
    assert process.stdin is not None and process.stdout is not None
    found = []
    for line in (b"no start", b"[" * 100_000, b'{"threads": 1}', json.dumps(start).encode(), *strange_lines(), b""):
        process.stdin.write((line or b'{"id": 7, "kind": "ping"}') + b"\n")
        process.stdin.flush()
        found.append(_final(process.stdout))
    process.stdin.close()
    assert process.wait(timeout=10) == 0
    process.stdout.close()
    return found


def _final(replies: Any) -> dict[str, Any]:
    while True:
        reply: dict[str, Any] = json.loads(replies.readline())
        if reply["type"] != "progress":
            return reply


def test_every_line_is_answered_and_the_next_one_read(answers: list[dict[str, Any]]) -> None:
    assert len(answers) > 300
    assert answers[3]["type"] == "ready"
    assert answers[-1]["type"] == "result" and answers[-1]["id"] == 7


def test_no_answer_calls_it_a_fault_of_ours(answers: list[dict[str, Any]]) -> None:
    refused = [answer for answer in answers if answer["type"] == "error"]
    assert len(refused) >= len(answers) - 5
    assert {answer["error"]["code"] for answer in refused} == {"usage", "input"}, [
        answer for answer in refused if answer["error"]["code"] not in ("usage", "input")
    ]
    assert all("\n" not in text and len(text) < 1500 for answer in refused for text in answer["error"].values())


def test_what_has_no_id_is_answered_without_one(answers: list[dict[str, Any]]) -> None:
    assert all(answer["id"] is None for answer in answers[:3])
    assert {answer["id"] for answer in answers[4:-1]} == {None, 1}
