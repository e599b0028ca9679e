# SPDX-License-Identifier: GPL-3.0-or-later
"""soliloquy encode and decode: a text becomes tokens, tokens a take; and what is refused."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soliloquy
from soliloquy.runtime.syllables.syl_file import from_bytes, to_bytes
from soliloquy.runtime.syllables.token import Pause, Tokens
from soliloquy.runtime.take import load_take
from soliloquy.shell.cli import main
from soliloquy.tests.shell.test_cli import run, visible

COMMAND = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())"]


def test_a_text_becomes_tokens_and_tokens_a_take(tmp_path: Path) -> None:
    syl, out = tmp_path / "in" / "hi.syl", tmp_path / "out"
    done = run("encode", "Papa came.", "--voice", "bf_emma", "--out", str(syl), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["outputs"] == [str(syl)] and set(told["seconds"]) == {"total"}
    assert told["bytes"] == syl.stat().st_size < 60
    assert from_bytes(syl.read_bytes()).language == "en-gb"
    options = ("--voice", "am_adam", "--engine", "rules", "--head", "Daniel", "--formats", "take", "--seed", "3")
    done = run("decode", str(syl), "--out", str(out), *options)
    assert done.returncode == 0, done.stderr
    assert visible(out) == {"hi.take", "hi.phones.json"}
    take = load_take(out / "hi.take")
    assert (take.head, take.voice, take.seed, take.request["tokens"]) == ("Daniel", "am_adam", 3, "hi.syl")
    assert take.speech.duration == pytest.approx(told["duration"], abs=0.06)
    assert "syllable_units" in take.weights


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["Hi.", "--out", "x.wav"], 2, "NAME.syl"),
        (["Hi.", "--transcript", "Hi.", "--out", "x.syl"], 2, "--transcript"),
        (["none.wav", "--out", "x.syl"], 3, "no such file"),
        (["none.wav", "--voice", "bf_emma", "--out", "x.syl"], 2, "--voice"),
        (["", "--out", "x.syl"], 3, "empty"),
    ],
)
def test_what_cannot_be_encoded_is_refused(
    options: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["encode", *options]) == code
    assert said in capfd.readouterr().err
    assert not (tmp_path / "x.syl").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no .syl file"),
        (to_bytes(Tokens((Pause(9),), "en-us"))[:-1], "cut off"),
        (to_bytes(Tokens((Pause(9),), "en-us")).replace(b"SYL\x01", b"SYL\x07"), "version 7"),
        (to_bytes(Tokens((Pause(9),), "en-us")), "nothing that can be said"),
    ],
)
def test_what_cannot_be_decoded_is_refused(
    content: bytes, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.syl").write_bytes(content)
    assert main(["decode", str(tmp_path / "x.syl"), "--out", str(tmp_path / "out")]) == 3
    told = capfd.readouterr().err
    assert said in told
    assert "x.syl" in told
    assert not visible(tmp_path / "out")


def test_tokens_are_said_while_their_sound_is_made(tmp_path: Path) -> None:
    (tmp_path / "long.syl").write_bytes(soliloquy.encode("One short sentence to begin with. " * 2))
    command = [*COMMAND, "decode", str(tmp_path / "long.syl"), "--voice", "am_adam", "--streaming"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        begun = process.stdout.read(44 + 2 * 24_000)
        first = time.perf_counter()
        rest = process.stdout.read()
        assert time.perf_counter() - first > 0.2, "the first second was there before the last"
    assert process.returncode == 0
    assert begun[:4] == b"RIFF"
    assert len(rest) > 2 * 24_000


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ([], 2, "--out"),
        (["--streaming", "--out", "x"], 2, "--out"),
        (["--streaming", "--engine", "rules"], 2, "--engine"),
        (["--streaming", "--voice", "nobody"], 3, "nobody"),
        (["--streaming"], 3, "nothing that can be said"),
        (["--streaming", "--json"], 3, "nothing that can be said"),
    ],
)
def test_a_stream_that_cannot_be_is_refused_beside_the_sound(
    options: list[str], code: int, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.syl").write_bytes(to_bytes(Tokens((Pause(9),), "en-us")))
    assert main(["decode", str(tmp_path / "x.syl"), *options]) == code
    told = capfd.readouterr()
    assert said in told.err and told.out == ""
