# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Python program gets from ``import soliloquy``: docs/python.md does what it says, and the shell's checks "
"hold."""

import re
from pathlib import Path
from typing import Any

import pytest
import soliloquy
from PIL import Image
from soliloquy.runtime.errors import InputError, UsageError, WriteError

HEADS = Path(__file__).resolve().parent.parent / "docs" / "images" / "heads.jpg"
PAGE = Path(__file__).resolve().parent.parent / "docs" / "python.md"


def test_every_example_of_the_manual_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert len(examples) >= 6
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), {})
    assert {path.name for path in (tmp_path / "out").glob("morning.*")} == {
        "morning.wav",
        "morning.csv",
        "morning.TextGrid",
    }


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"speed": 9}, "speed 9"),
        ({"sped": 1.0}, "option 'sped'"),
        ({"emotion": {"bored": 1.0}}, "bored"),
        ({"seed": -1}, "seed -1"),
        ({"engine": "magic"}, "magic"),
        ({"head": "nobody"}, "nobody"),
    ],
)
def test_what_the_shell_refuses_is_refused_here(options: dict[str, Any], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        soliloquy.speak("Hi.", **options)


def test_options_beside_a_request_are_refused() -> None:
    request = soliloquy.SpeakRequest(soliloquy.VoiceRequest("Hi."))
    with pytest.raises(UsageError, match="speed"):
        soliloquy.speak(request, speed=1.5)


@pytest.mark.parametrize("options", [{"fps": 0}, {"fps": float("nan")}, {"formats": ("doc",)}, {"name": "../x"}])
def test_an_export_that_cannot_be_writes_nothing(options: dict[str, Any], tmp_path: Path) -> None:
    take = soliloquy.speak("Hi.", engine="rules")
    with pytest.raises(UsageError):
        soliloquy.export(take, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_a_take_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    take = soliloquy.speak("Hi.", engine="rules")
    take.save(tmp_path / "a.take")
    assert soliloquy.load_take(tmp_path / "a.take").request == take.request
    with pytest.raises(WriteError):
        take.save(tmp_path / "missing" / "a.take")
    with pytest.raises(InputError):
        soliloquy.load_take(tmp_path / "b.take")
    assert [path.name for path in tmp_path.iterdir()] == ["a.take"]


def test_a_picture_speaks_as_pictures_with_sound(tmp_path: Path) -> None:
    picture, out = tmp_path / "clara.png", tmp_path / "out"
    with Image.open(HEADS) as strip:
        strip.crop((0, 0, strip.height, strip.height)).save(picture)
    take = soliloquy.speak("Hi.", engine="rules")
    paths = soliloquy.portrait(picture, take, out, size=256, fps=8)
    assert paths[0] == out / "frame_00001.png" and paths[-1] == out / "sound.wav"
    assert sorted(paths) == sorted(out.glob("[!.]*")) and len(paths) > 4
    sounds = []
    for mark in (True, False):
        soliloquy.portrait(picture, take, tmp_path / f"{mark}", mark=mark, size=256, fps=1)
        sounds.append((tmp_path / f"{mark}" / "sound.wav").read_bytes())
    assert len(sounds[0]) > len(sounds[1]), "the mark's tag stands in the metadata"


def test_a_picture_that_cannot_speak_leaves_nothing(tmp_path: Path) -> None:
    take = soliloquy.speak("Hi.", engine="rules")
    with pytest.raises(InputError, match="none"):
        soliloquy.portrait(tmp_path / "none.png", take, tmp_path / "out")
    with pytest.raises(UsageError, match="size"):
        soliloquy.portrait(HEADS, take, tmp_path / "out", size=64)
    with pytest.raises(UsageError, match="no take"):
        soliloquy.portrait(HEADS, "Hi.", tmp_path / "out", face=1)  # type: ignore[arg-type]
    assert list((tmp_path / "out").glob("[!.]*")) == []
