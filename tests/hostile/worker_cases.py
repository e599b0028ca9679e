# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's protocol: lines that are malformed, huge, nested or half there; each gets an answer, and the next is
served."""

import io
import json
import os
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .case import DONE, Case
from .samples import Samples

_SECONDS = 25.0
_PING = b'{"id": 77, "kind": "ping"}\n'
_KINDS = (
    *("ping", "voices", "warm", "speak", "animate", "capture", "idle", "decode", "encode"),
    *("sample", "voice_from_face", "import_flame"),
)
_WRONG: tuple[Any, ...] = (None, 0, -1, 1e308, "", "x", "\ud800", [], [[]], {}, {"x": 1}, True, "../../x", "x" * 10_000)


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each line is sent before a ping, which must be answered whatever the line was."""
    for name, line in _lines(random.Random(seed)):
        yield Case(name, (), _prepare, _serving(line), frozenset({DONE}), anywhere=True, free_streams=True)


def _prepare(folder: Path, samples: Samples) -> None:
    for ending in (".wav", ".png"):
        samples.give(folder, ending)


def _serving(line: bytes) -> Callable[[], None]:
    """Serve the line and a ping after it, in a thread as the worker ends its process; fails where no pong comes."""

    def call() -> None:
        from soliloquy.runtime.serving import HANDLERS
        from soliloquy.runtime.worker import serve

        asking, requests = os.pipe()
        replies = _Replies()
        start = {"threads": 1, "parent": os.getppid(), "folder": str(Path.cwd())}
        arguments = (os.fdopen(asking, "rb"), replies, start, HANDLERS)
        threading.Thread(target=serve, args=arguments, daemon=True).start()
        threading.Thread(target=_send, args=(requests, line + b"\n" + _PING), daemon=True).start()
        if not replies.pong.wait(_SECONDS):
            raise AssertionError("no answer after the line")
        if replies.faults:
            raise AssertionError(f"called a fault: {replies.faults[0]}")

    return call


def _send(stream: int, content: bytes) -> None:
    while content:
        content = content[os.write(stream, content) :]


class _Replies(io.RawIOBase):
    """Takes the worker's replies, a line each."""

    def __init__(self) -> None:
        self.pong = threading.Event()
        self.faults: list[str] = []

    def write(self, content: Any) -> int:
        message = json.loads(bytes(content))
        error = message.get("error", {})
        if error.get("code") == "internal":
            self.faults.append(error["reason"])
        if message.get("id") == 77:
            self.pong.set()
        return len(content)


def _lines(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    yield from _MALFORMED.items()
    for name in ("id", "kind", "request"):
        for number, wrong in enumerate(_WRONG):
            message = {"id": 1, "kind": "speak", "request": {"spoken": {"text": "Hi."}}, name: wrong}
            yield f"{name} is value {number}", json.dumps(message).encode()
    for kind in _KINDS:
        yield f"{kind} without anything", json.dumps({"kind": kind}).encode()
        for number, wrong in enumerate(_WRONG):
            yield (
                f"{kind} of value {number}",
                json.dumps({"id": 1, "kind": kind, "request": wrong, "voice": wrong}).encode(),
            )
    for number in range(20):
        good = bytearray(b'{"id": 1, "kind": "speak", "request": {"spoken": {"text": "Hi."}}}')
        for _ in range(3):
            good[chance.randrange(len(good))] = chance.choice(b'{}[]",:\\x0\xff\x00')
        yield f"characters changed {number}", bytes(good)
    for part in range(1, 60, 6):
        yield f"cut off at {part}", b'{"id": 1, "kind": "speak", "request": {"spoken": {"text": "Hi."}}}'[:part]


_MALFORMED: dict[str, bytes] = {
    "an empty line": b"",
    "spaces": b"   \t",
    "no JSON": b"hello",
    "a list": b"[1, 2]",
    "null": b"null",
    "a number": b"1e999",
    "NaN": b'{"id": NaN, "kind": "ping"}',
    "no UTF-8": b"\xff\xfe{}",
    "UTF-16": '{"id": 1, "kind": "ping"}'.encode("utf-16"),
    "a byte-order mark": b'\xef\xbb\xbf{"id": 1, "kind": "ping"}',
    "zero bytes": bytes(100),
    "nested a hundred thousand deep": b"[" * 100_000,
    "objects nested deep": b'{"id":' * 50_000,
    "an integer of a megabyte": b'{"id": ' + b"9" * 1_000_000 + b', "kind": "ping"}',
    "a text of eight megabytes": b'{"id": 1, "kind": "speak", "request": "' + b"x" * 8_000_000 + b'"}',
    "a hundred thousand fields": json.dumps({"id": 1, "kind": "ping", **{str(n): n for n in range(100_000)}}).encode(),
    "twice the same field": b'{"id": 1, "id": 2, "kind": "ping", "kind": "voices"}',
    "two messages in a line": b'{"id": 1, "kind": "ping"} {"id": 2, "kind": "ping"}',
    "no id": b'{"kind": "ping"}',
    "no kind": b'{"id": 1}',
    "an unknown kind": b'{"id": 1, "kind": "exec", "request": "true"}',
    "nothing in it": b"{}",
}
