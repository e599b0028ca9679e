# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices, heads and styles as files are found beside the table or the cast that names them, wherever the command runs,
and lines hang on what they hold."""

from pathlib import Path

import pytest
from soliloquy.runtime.script.cast import read_cast
from soliloquy.runtime.voice.voice_file import VoiceFile, write_voice

from .conftest import Studio

SHARES = (("af_heart", 0.7), ("bf_emma", 0.3))
CAST = """
[characters.ANNA]
voice = "voices/anna.voice.npz"
head = "anna.json"
[characters.BOB]
voice = "am_adam:0.5, voices/anna.voice.npz:0.5"
style = "bob.style.npz"
"""
LINES = (
    "id,character,text,voice,head\n"
    "a1,ANNA,Hi.,,\nb1,BOB,Hi.,am_adam,\nb2,CARL,Hi.,row.voice.npz,row.json\nb3,DORA,Hi.,af_heart,Mei\n"
)


@pytest.fixture
def elsewhere(studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder; the files lie beside table and cast."""
    (tmp_path / "voices").mkdir()
    write_voice(tmp_path / "voices" / "anna.voice.npz", VoiceFile(SHARES, "en-us"))
    write_voice(tmp_path / "row.voice.npz", VoiceFile(SHARES, "en-us"))
    for name, age in (("anna", 55), ("row", 30)):
        (tmp_path / f"{name}.json").write_text(f'{{"woman": 0.8, "age": {age}}}', encoding="utf-8")
    studio.write(LINES, CAST.replace('style = "bob.style.npz"', ""))
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_files_are_found_beside_who_names_them(studio: Studio, elsewhere: Path) -> None:
    plan = studio.plan()
    assert plan.bad == ()
    said = {task.id: task.request for task in plan.tasks}
    assert "age=55" in said["a1"]["motion"]["head"] and "age=30" in said["b2"]["motion"]["head"]
    assert said["b3"]["motion"]["head"] == "Mei"
    # A voice travels in its line, to machines that have no such file.
    assert "af_heart:0.7" in said["a1"]["spoken"]["voice"] and str(elsewhere.parent) not in str(said)
    cast = elsewhere.parent / "CAST.toml"
    cast.write_text(CAST, encoding="utf-8")
    part = read_cast(cast).part("BOB", "en-us")
    assert part.style == str(elsewhere.parent / "bob.style.npz")
    assert part.voice == f"am_adam:0.5,{elsewhere.parent / 'voices' / 'anna.voice.npz'}:0.5"


def test_a_line_hangs_on_what_its_voice_file_holds(studio: Studio, elsewhere: Path) -> None:
    before = {task.id: task.identity for task in studio.plan().tasks}
    write_voice(elsewhere.parent / "row.voice.npz", VoiceFile(SHARES[::-1], "en-us"))
    write_voice(
        elsewhere.parent / "voices" / "anna.voice.npz", VoiceFile((("af_heart", 0.2), ("bf_emma", 0.8)), "en-us")
    )
    after = {task.id: task.identity for task in studio.plan().tasks}
    assert {name for name in before if before[name] != after[name]} >= {"a1"}
    assert {name for name in before if before[name] == after[name]} >= {"b1", "b3"}
