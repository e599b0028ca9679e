# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices as files in the panel: chosen, saved higher or older, and refused where they are none."""

from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import voices  # noqa: E402
from soliloquy.addon.settings_values import voice_of  # noqa: E402
from soliloquy.runtime.voice.voice_file import read_voice  # noqa: E402
from soliloquy.runtime.voice.voice_space import voice_space  # noqa: E402
from soliloquy.runtime.voice.voices import parse_voice  # noqa: E402


def test_a_voice_is_saved_higher_and_speaks_from_then_on(head: Any, tmp_path: Path) -> None:
    settings = bpy.context.scene.soliloquy
    settings.voice, settings.second_voice, settings.second_share = "bf_emma", "bf_alice", 0.5
    path = tmp_path / "higher.voice.npz"
    assert bpy.ops.soliloquy.save_voice(filepath=str(path), pitch=2.0) == {"FINISHED"}
    assert voice_of(settings) == str(path) and settings.second_voice == ""
    space = voice_space()
    before = space.measured(space.point_of(dict(parse_voice("bf_emma:0.5,bf_alice:0.5").parts)))
    after = space.measured(space.point_of(dict(read_voice(path).parts)))
    assert after["pitch"] == pytest.approx(before["pitch"] + 2.0, abs=0.6)
    assert voices.language_code(str(path)) == "en-gb" and voices.voice_description(str(path)) == "higher"


def test_a_file_beside_the_blend_is_chosen_by_its_relative_path(head: Any, tmp_path: Path) -> None:
    settings = bpy.context.scene.soliloquy
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    bpy.ops.soliloquy.save_voice(filepath=str(tmp_path / "old.voice.npz"), by_age=True, age=80.0)
    assert bpy.ops.soliloquy.choose_voice_file(filepath="//old.voice.npz") == {"FINISHED"}
    assert settings.voice == "//old.voice.npz" and Path(voice_of(settings)).samefile(tmp_path / "old.voice.npz")
    assert parse_voice(voice_of(settings)).language.code == "en-us"


def test_what_is_no_voice_is_refused_and_the_voice_stays(head: Any, tmp_path: Path) -> None:
    settings = bpy.context.scene.soliloquy
    settings.voice = "bf_emma"
    (tmp_path / "bad.voice.npz").write_text("no voice")
    for name in ("bad.voice.npz", "none.voice.npz"):
        with pytest.raises(RuntimeError, match=name):
            bpy.ops.soliloquy.choose_voice_file(filepath=str(tmp_path / name))
    with pytest.raises(RuntimeError, match="nowhere"):
        bpy.ops.soliloquy.save_voice(filepath=str(tmp_path / "nowhere" / "x.voice.npz"))
    assert settings.voice == "bf_emma"
