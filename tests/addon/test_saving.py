# SPDX-License-Identifier: GPL-3.0-or-later
"""``blender --command soliloquy`` saves a .blend whole or not at all, and says why in one line."""

import json
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import commands, generation  # noqa: E402
from soliloquy.addon.properties import settings_of  # noqa: E402
from soliloquy.addon.saving import no_folder_left  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.blender.scene_end import fit_end  # noqa: E402
from soliloquy.blender.takes import RECORD, written_takes  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    error: dict[str, str] = json.loads(lines[0])["error"]
    return error


def test_a_scene_of_before_stays_where_nothing_can_be_made(
    head: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = tmp_path / "scene.blend"
    scene.write_bytes(b"from before")
    missing = ["animate", str(tmp_path / "missing.wav"), "--json"]
    assert commands.run([*missing, "--out", str(scene)]) == 3
    assert "missing.wav" in told(capsys)["input"]
    assert commands.run([*missing, "--out", str(tmp_path / "new" / "deep" / "x.blend")]) == 3
    assert scene.read_bytes() == b"from before" and list(tmp_path.iterdir()) == [scene]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("talk.wav", 2),
        ("x", 2),
        (".blend", 2),
        ("x\0.blend", 2),
        ("~nosuchuser/x.blend", 2),
        ("d/" * 600 + "x.blend", 2),
    ],
)
def test_what_is_no_blend_is_refused_before_speech_is_made(
    name: str, code: int, head: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "talk.wav").write_bytes(b"the user's own")
    out = name if name.startswith("~") else str(tmp_path / name)
    assert commands.run(["speak", "Hi.", "--out", out, "--json"]) == code
    assert "--out" in told(capsys)["input"]
    assert (tmp_path / "talk.wav").read_bytes() == b"the user's own" and len(list(tmp_path.iterdir())) == 1


def test_what_nobody_foresaw_is_one_line(
    head: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*arguments: Any) -> Any:
        raise KeyError("shape")

    monkeypatch.setattr(generation, "carry_out", broken)
    assert commands.run(["speak", "Hi.", "--out", "x.blend", "--target", "Hero"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "KeyError" in said and "SOLILOQUY_TRACEBACK" in said


@pytest.mark.parametrize(
    "record",
    ["{", "null", "[1]", "[{}]", '[{"name": "x", "start": NaN, "end": 1}]', '[{"name": 1, "start": 1, "end": 1}]', 7],
)
def test_a_damaged_record_of_earlier_speech_is_said(record: Any, head: Any) -> None:
    head[RECORD] = record
    with pytest.raises(InputError, match="record of earlier speech"):
        written_takes(find_rig(head))


def test_a_damaged_record_is_said_by_the_button_that_removes_speech(head: Any) -> None:
    settings_of(bpy.context.scene).target = head
    head[RECORD] = "{"
    with pytest.raises(RuntimeError, match="record of earlier speech"):
        bpy.ops.soliloquy.remove_speech()


@pytest.mark.parametrize("noted", ["x", 7, [1.5, 2.5], [1, 2, 3], [-5, 250]])
def test_a_damaged_note_of_the_scenes_end_is_none(noted: Any, head: Any) -> None:
    scene = bpy.context.scene
    scene["soliloquy_end"], scene.frame_end = noted, 250
    fit_end(scene, [10])
    assert scene.frame_end == 250


def test_folders_that_were_made_for_nothing_are_gone_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(ValueError), no_folder_left(tmp_path / "there" / "new" / "deep"):
        (tmp_path / "there" / "new" / "deep").mkdir(parents=True)
        raise ValueError
    assert list(tmp_path.iterdir()) == [tmp_path / "there"] and list((tmp_path / "there").iterdir()) == []
