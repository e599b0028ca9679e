# SPDX-License-Identifier: GPL-3.0-or-later
"""soliloquy voice, voices, and voice-from-face --out: voices become files, are listed, and speak."""

import json
from pathlib import Path

import pytest
from soliloquy.runtime.take import load_take
from soliloquy.runtime.voice.voice_file import read_voice
from soliloquy.runtime.voice.voice_space import voice_space
from soliloquy.tests.shell.test_cli import run


def test_a_voice_is_changed_into_a_file_that_speaks(tmp_path: Path) -> None:
    out = tmp_path / "voices" / "old.voice.npz"
    done = run("voice", "am_michael", "--age", "75", "--brightness", "-1", "--pitch", "1", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"--voice={out}\n"
    spoken = run(
        "speak", "Bob.", "--voice", str(out), "--out", str(tmp_path / "out"), "--formats", "take", "--name", "b"
    )
    assert spoken.returncode == 0, spoken.stderr
    take = load_take(tmp_path / "out" / "b.take")
    assert take.voice.startswith("@en-us ") and take.synthetic


def test_files_are_mixed_and_listed(tmp_path: Path) -> None:
    first, second = tmp_path / "a.voice.npz", tmp_path / "b.voice.npz"
    assert run("voice", "af_heart", "--pitch", "-2", "--out", str(first)).returncode == 0
    done = run("voice", f"{first}:0.5,bf_emma:0.5", "--out", str(second), "--json")
    assert json.loads(done.stdout) == {"outputs": [str(second)]}
    space = voice_space()
    points = [space.point_of(dict(read_voice(path).parts)) for path in (first, second)]
    emma = space.points[space.names.index("bf_emma")]
    assert points[1] == pytest.approx(0.5 * (points[0] + emma), abs=1e-2)
    listed = json.loads(run("voices", str(tmp_path), "--json").stdout)
    assert listed[-2:] == [{"name": str(path), "language": "en-us", "gender": "own"} for path in (first, second)]
    assert len(listed) == 2 + len(space.names)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["voice", "af_heart", "--out", "x.npz"], 2, "not the name of a voice"),
        (["voice", "af_heart", "--pitch", "99", "--out", "x.voice.npz"], 2, "pitch"),
        (["voice", "nobody", "--out", "x.voice.npz"], 3, "not known"),
        (["voice", "none.voice.npz", "--out", "x.voice.npz"], 3, "none.voice.npz"),
        (["voice", "bad.voice.npz", "--out", "x.voice.npz"], 3, "cannot be used as a voice"),
        (["voices", "nowhere"], 3, "nowhere"),
        (["voices", "."], 3, "bad.voice.npz"),
        (["voice-from-face", "none.png", "--out", "x.npz"], 2, "not the name of a voice"),
        (["voice-from-face", "none.png", "--variants", "3", "--out", "x.voice.npz"], 2, "several voices"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    arguments: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.voice.npz").write_text("no voice")
    refused = run(*arguments)
    assert refused.returncode == code and said in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bad.voice.npz"]


def test_a_voice_is_never_changed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.voice.npz"
    assert run("voice", "af_heart", "--out", str(path)).returncode == 0
    before = path.read_bytes()
    refused = run("voice", str(path), "--pitch", "1", "--out", str(path))
    assert refused.returncode == 2 and path.read_bytes() == before
