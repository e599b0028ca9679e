# SPDX-License-Identifier: GPL-3.0-or-later
"""A WAV that is written while it is made can be read while it is made."""

import io
import struct
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
import pytest
from soliloquy.runtime.voice.wave_stream import write_wave_stream

COMMAND = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())"]


def test_pieces_follow_a_header_of_unknown_length() -> None:
    out = io.BytesIO()
    write_wave_stream(iter([np.array([0.0, 0.5, -1.0, 2.0], np.float32), np.zeros(2, np.float32)]), 24_000, out)
    content = out.getvalue()
    assert content[:4] == b"RIFF"
    assert content[8:16] == b"WAVEfmt "
    assert struct.unpack("<HHIIHH", content[20:36]) == (1, 1, 24_000, 48_000, 2, 16)
    assert np.frombuffer(content[44:], "<i2").tolist() == [0, 16384, -32767, 32767, 0, 0]


def test_nothing_is_written_for_what_cannot_be_said() -> None:
    def refused() -> Iterator[np.ndarray]:
        raise ValueError("nothing")
        yield

    out = io.BytesIO()
    with pytest.raises(ValueError, match="nothing"):
        write_wave_stream(refused(), 24_000, out)
    assert out.getvalue() == b""


def test_the_shell_says_a_text_while_it_is_made() -> None:
    text = "One short sentence to begin with. " * 4
    command = [*COMMAND, "say", text]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(44 + 2 * 24_000)
        first = time.perf_counter()
        rest = process.stdout.read()
        assert time.perf_counter() - first > 0.2, "the first second was there before the last"
    assert process.returncode == 0
    assert len(rest) > 4 * 24_000


def test_a_listener_may_leave() -> None:
    command = [*COMMAND, "say", "A line. And another one. And one more."]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(44)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_what_cannot_be_said_is_reported_when_all_is_said() -> None:
    text = b"Up \xff and ".decode(errors="surrogateescape") + "Привет 🎈."
    said = subprocess.run([*COMMAND, "say", text], capture_output=True, check=True)
    warnings = said.stderr.decode().splitlines()
    assert len(warnings) == 3
    assert all(warning.startswith("warning: ") for warning in warnings)
    assert any("U+DCFF" in warning for warning in warnings)
