# SPDX-License-Identifier: GPL-3.0-or-later
"""Every recording that cannot be animated is refused in the shell with its reason, exit code 3, and nothing written."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.shell.cli import main

RATE = 24_000
TEXT = "Bob moved five big maps above the lamp."


@pytest.fixture(scope="module")
def said() -> np.ndarray:
    return synthesise(TEXT).samples


def _no_sound(path: Path, said: np.ndarray) -> None:
    path.write_text("This is no sound.\n" * 100)


def _cut_off(path: Path, said: np.ndarray) -> None:
    soundfile.write(path, said, RATE)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _zero_length(path: Path, said: np.ndarray) -> None:
    soundfile.write(path, said[:0], RATE)


def _not_numbers(path: Path, said: np.ndarray) -> None:
    spoiled = said.copy()
    spoiled[RATE] = np.nan
    soundfile.write(path, spoiled, RATE, subtype="FLOAT")


def _surround(path: Path, said: np.ndarray) -> None:
    soundfile.write(path, np.repeat(said[:, None], 8, 1), RATE, format="FLAC")


def _video(path: Path, said: np.ndarray) -> None:
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    track = box(b"hdlr", bytes(8) + b"vide" + bytes(13))
    path.write_bytes(box(b"ftyp", b"isom" + bytes(4)) + box(b"mdat", bytes(1000)) + box(b"moov", track))


def _good(path: Path, said: np.ndarray) -> None:
    soundfile.write(path, said, RATE)


BAD = [
    (_no_sound, (), "no sound that can be read"),
    (_cut_off, (), "cut off"),
    (_zero_length, (), "its length is zero"),
    (_not_numbers, (), "not numbers (NaN or infinite), first at 1.00 s"),
    (_surround, (), "7.1 surround sound"),
    (_video, (), "a video without sound"),
    (_good, ("--transcript", "The ship sailed slowly across the quiet southern sea."), "not what is said"),
    (_good, ("--transcript", "Mañana vamos a la playa con los niños.", "--language", "es"), "not what is said"),
]


@pytest.mark.parametrize(("make", "options", "reason"), BAD, ids=[case[2] for case in BAD])
def test_it_is_refused_with_its_reason_and_nothing_is_written(
    make: Callable[[Path, np.ndarray], None],
    options: tuple[str, ...],
    reason: str,
    said: np.ndarray,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, out = tmp_path / "a.wav", tmp_path / "out"
    make(path, said)
    assert main(["animate", str(path), "--out", str(out), "--json", *options]) == 3
    error = json.loads(capsys.readouterr().out)["error"]
    assert reason in error["reason"]
    assert error["hint"]
    assert not [made for made in out.glob("*") if not made.name.startswith(".")]
