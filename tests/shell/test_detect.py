# SPDX-License-Identifier: GPL-3.0-or-later
"""soliloquy detect: what is synthetic is said to be, and what cannot be heard is refused."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from soliloquy.api import detect
from soliloquy.runtime.mark.detection import find_mark
from soliloquy.runtime.mark.embedding import marked
from soliloquy.runtime.mark.tag import TAG
from soliloquy.tests.runtime.mark.like_speech import RATE, like_speech
from soliloquy.tests.shell.test_cli import COMMAND, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sounds")
    clean = like_speech(4.0)
    soundfile.write(folder / "clean.wav", clean, RATE)
    soundfile.write(folder / "marked.flac", np.stack([marked(clean, RATE)] * 2, axis=1), RATE)
    soundfile.write(folder / "short.wav", clean[: RATE // 2], RATE)
    with soundfile.SoundFile(folder / "tagged.wav", "w", RATE, 1) as tagged:
        tagged.comment = TAG
        tagged.write(clean)
    (folder / "text.wav").write_text("no sound")
    (folder / "film.mp4").write_text("no film")
    return folder


def test_each_file_gets_a_line(folder: Path) -> None:
    done = run("detect", *(str(folder / name) for name in ("clean.wav", "marked.flac", "tagged.wav", "short.wav")))
    assert done.returncode == 0, done.stderr
    clean, with_mark, tagged, short = done.stdout.splitlines()
    assert "clean.wav: no mark is found" in clean and "no mark is found" in short
    assert "marked.flac: synthetic speech, marked from 0 to 4.0 s" in with_mark
    assert "its metadata say that it is synthetic" in tagged
    assert "0.5 s: below 3 s a mark may be missed" in done.stderr


def test_json_says_the_same(folder: Path) -> None:
    done = run("detect", str(folder / "marked.flac"), str(folder / "clean.wav"), "--json")
    first, second = json.loads(done.stdout)
    assert (first["marked"], first["tagged"], first["spans"]) == (True, False, [[0.0, 4.0]])
    assert not second["marked"] and second["chance"] > 1e-3 and second["spans"] == []


@pytest.mark.parametrize("name", ["none.wav", "text.wav", "film.mp4"])
def test_what_cannot_be_heard_is_refused(folder: Path, name: str) -> None:
    refused = run("detect", str(folder / name))
    assert refused.returncode == 3 and name in refused.stderr


def test_python_asks_the_same(folder: Path) -> None:
    assert detect(folder / "marked.flac").mark.found and not detect(str(folder / "clean.wav")).mark.found


@pytest.mark.check
@pytest.mark.parametrize(("options", "expected"), [([], True), (["--no-mark"], False)])
def test_what_is_said_while_it_is_made_is_marked_too(options: list[str], expected: bool) -> None:
    text = "The quick brown fox jumps over the lazy dog, and then it sleeps."
    said = subprocess.run([*COMMAND, "say", text, *options], capture_output=True, timeout=120, check=True).stdout
    samples = np.frombuffer(said[said.index(b"data") + 8 :], "<i2") / 32768
    assert find_mark(samples, RATE).found is expected
    assert (TAG.encode() in said[:200]) is expected
