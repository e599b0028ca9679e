# SPDX-License-Identifier: GPL-3.0-or-later
"""soliloquy live-link: what arrives is what the take says, at its time, and nowhere else than it was told."""

import io
import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters.livelink_packets import Stream, stream_of
from soliloquy.exporters.livelink_player import Clock, play
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.layouts import arkit_curves
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take, save_take
from soliloquy.tests.exporters.conftest import b_phone, synthetic_take
from soliloquy.tests.shell.test_cli import run

__all__ = ["b_phone", "synthetic_take"]


@dataclass(frozen=True)
class Packet:
    """One datagram, and when it came."""

    version: int
    device: str
    subject: str
    frame: int
    part: float
    rate: tuple[int, int]
    values: np.ndarray
    at: float = 0.0


def parsed(packet: bytes, at: float = 0.0) -> Packet:
    """By the published layout, field by field; nothing may be left over."""
    place = 0

    def take(form: str) -> tuple[float, ...]:
        nonlocal place
        found = struct.unpack_from(">" + form, packet, place)
        place += struct.calcsize(">" + form)
        return found

    def text() -> str:
        nonlocal place
        (length,) = take("i")
        place += int(length)
        return packet[place - int(length) : place].decode()

    (version,) = take("B")
    device, subject = text(), text()
    frame, part, numerator, denominator = take("ifii")
    (count,) = take("B")
    values = np.array(take(f"{int(count)}f"))
    assert place == len(packet)
    return Packet(int(version), device, subject, int(frame), part, (int(numerator), int(denominator)), values, at)


class Listener:
    """A receiver on this computer."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.05)
        self.to = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.came: list[Packet] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                packet = self.socket.recv(4096)
            except TimeoutError:
                continue
            self.came.append(parsed(packet, time.perf_counter()))

    def close(self) -> list[Packet]:
        time.sleep(0.1)
        self._over.set()
        self._thread.join()
        self.socket.close()
        return self.came


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    if one.socket.fileno() >= 0:
        one.close()


@pytest.fixture(scope="module")
def saved(synthetic_take: Take, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("take") / "Bob.take"
    save_take(synthetic_take, path)
    return path


def test_a_packet_is_as_long_as_the_apps(synthetic_take: Take) -> None:
    # 312 bytes for the subject iPhone: what people have measured on the app's own.
    stream = stream_of(synthetic_take, ExportOptions(60.0), "iPhone")
    assert len(stream.packet(0, 0)) == 312
    found = parsed(stream.packet(7, 1234))
    assert (found.version, len(found.device), found.subject, found.frame) == (6, 36, "iPhone", 1234)
    assert (found.part, found.rate, len(found.values)) == (0.0, (60, 1), 61)
    assert parsed(stream_of(synthetic_take, ExportOptions(29.97), "x").packet(0, 0)).rate == (30000, 1001)


def test_values_stand_in_the_enums_order(synthetic_take: Take) -> None:
    stream, curves = stream_of(synthetic_take, ExportOptions(60.0), "x"), arkit_curves(synthetic_take, 60.0)
    found = np.stack([parsed(stream.packet(frame, frame)).values for frame in range(len(stream))])
    np.testing.assert_allclose(found[:, :52], curves.weights, atol=1e-6)
    # The order that is sent: left before right, where a recorded CSV has right before left.
    assert ARKIT_NAMES[14:23] == (
        "jawForward", "jawLeft", "jawRight", "jawOpen",
        "mouthClose", "mouthFunnel", "mouthPucker", "mouthLeft", "mouthRight",
    )  # fmt: skip
    turn = found[:, 52:55]
    np.testing.assert_allclose(turn[0], [curves.head[0][1], curves.head[0][0], curves.head[0][2]], atol=0.02)


def test_a_take_may_come_by_standard_input(saved: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    for content, code in ((saved.read_bytes(), 0), (b"", 3), (saved.read_bytes()[:-99], 3)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        done = run("live-link", "-", "--to", listener.to, "--seek", "1.9", "--json")
        assert done.returncode == code, done.stderr
    assert {packet.subject for packet in listener.close()} == {"soliloquy"}


def test_the_take_arrives_whole_and_in_time(saved: Path, listener: Listener, synthetic_take: Take) -> None:
    done = run("live-link", str(saved), "--to", listener.to, "--json")
    came = listener.close()
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["sent"] == len(came) and report["sent"] + report["left_out"] == len(arkit_curves(synthetic_take, 60))
    assert {packet.subject for packet in came} == {"Bob"}
    assert came[-1].frame == report["sent"] + report["left_out"] - 1
    # On a busy machine single packets come late: the middle one tells whether the clock is right.
    apart = np.array([packet.at - came[0].at - (packet.frame - came[0].frame) / 60 for packet in came])
    assert np.median(np.abs(apart - np.median(apart))) < 0.005


def test_it_begins_where_it_is_told(saved: Path, listener: Listener) -> None:
    assert run("live-link", str(saved), "--to", listener.to, "--seek", "1.9", "--subject", "Ann").returncode == 0
    came = listener.close()
    assert came[0].frame == 114 and {packet.subject for packet in came} == {"Ann"}


class Simulated:
    """A clock that stands still but for sleeps, and jumps once."""

    def __init__(self, jump_at: float = 1e9, jump: float = 0.0) -> None:
        self.time, self.jump_at, self.jump = 0.0, jump_at, jump

    def now(self) -> float:
        self.time += 0.0001
        if self.time > self.jump_at:
            self.time, self.jump_at = self.time + self.jump, 1e9
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


def _stream(frames: int = 60) -> Stream:
    return Stream(np.zeros((frames, 61), np.float32), 60.0, "x")


def test_what_comes_too_late_is_left_out_and_the_last_is_not() -> None:
    sent: list[bytes] = []
    clock = Simulated(jump_at=0.5, jump=0.2)
    played = play(_stream(), sent.append, clock=Clock(clock.now, clock.sleep))
    assert 10 <= played.left_out <= 13 and played.sent == len(sent) == 60 - played.left_out
    clock = Simulated(jump_at=0.5, jump=5.0)
    sent.clear()
    assert play(_stream(), sent.append, clock=Clock(clock.now, clock.sleep)).left_out > 20
    assert parsed(sent[-1]).frame == 59


def test_a_loop_goes_on_and_its_frames_count_on() -> None:
    sent: list[int] = []

    def send(packet: bytes) -> None:
        sent.append(parsed(packet).frame)
        if len(sent) == 150:
            raise KeyboardInterrupt

    clock = Simulated()
    with pytest.raises(KeyboardInterrupt):
        play(_stream(), send, loop=True, first=50, clock=Clock(clock.now, clock.sleep))
    assert sent == list(range(50, 200)) and clock.time == pytest.approx(149 / 60, abs=0.02)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--to", "localhost"], 2, "no HOST:PORT"),
        (["--to", "127.0.0.1:0"], 2, "no HOST:PORT"),
        (["--to", "127.0.0.1:99999"], 2, "no HOST:PORT"),
        (["--to", ":11111"], 2, "no HOST:PORT"),
        (["--to", "no..such..name:11111"], 5, "cannot be sent to"),
        (["--seek", "99"], 2, "outside the take"),
        (["--seek", "nan"], 2, "outside the take"),
        (["--fps", "1000"], 2, "fps"),
        (["--subject", "a\nb"], 2, "subject"),
    ],
)
def test_what_cannot_be_is_said(saved: Path, options: list[str], code: int, said: str) -> None:
    done = run("live-link", str(saved), *options)
    assert done.returncode == code and said in done.stderr
