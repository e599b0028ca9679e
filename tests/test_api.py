# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Python program gets from ``import soliloquy``: docs/python.md does what it says, and the shell's checks "
"hold."""

import re
from pathlib import Path
from typing import Any

import pytest
import soliloquy
from soliloquy.runtime.errors import InputError, UsageError, WriteError

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
