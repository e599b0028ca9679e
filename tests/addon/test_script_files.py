# SPDX-License-Identifier: GPL-3.0-or-later
"""A .blend for each line of a script, with the ledger of a batch."""

import json
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.blender.line_record import placed_lines  # noqa: E402
from soliloquy.tests.addon.script_stage import Stage, stage  # noqa: E402

__all__ = ["stage"]
TALK = ("a1,HERO,One two.", "b1,BOB,Three.", "a2,HERO,Four.")


def run(stage: Stage, *options: str) -> int:
    return stage.run("--per-line", str(stage.folder / "out"), *options)


def files(stage: Stage) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (stage.folder / "out" / "en-us").glob("*.blend")}


def contents() -> tuple[Any, ...]:
    groups = (bpy.data.objects, bpy.data.actions, bpy.context.scene.timeline_markers)
    return (*([each.name for each in group] for group in groups), bpy.context.scene.frame_end)


def test_each_file_holds_its_line_alone_and_the_open_scene_stays(stage: Stage) -> None:
    before = contents()
    stage.write(*TALK)
    assert run(stage) == 0 and files(stage).keys() == {"a1", "b1", "a2"} and contents() == before
    assert not list((stage.folder / "out").rglob("speech")), "the sound is in the file"
    for name, owner, heads in (("b1", "BOB", {"Hero", "BOB", "BOB rig"}), ("a2", "Hero", {"Hero"})):
        bpy.ops.wm.open_mainfile(filepath=str(stage.folder / "out" / "en-us" / f"{name}.blend"))
        assert {each.name for each in bpy.data.objects} == heads and stage.sounds == stage.markers == {name: 1}
        assert [line.name for line in placed_lines(bpy.data.objects[owner])] == [name]
        assert [bool(sound.packed_file) for sound in bpy.data.sounds] == [True]


def test_a_second_run_makes_what_changed(stage: Stage) -> None:
    stage.write(*TALK)
    run(stage)
    before = files(stage)
    assert run(stage) == 0 and stage.worker.asked == [] and stage.end["kept"] == 3
    stage.write("a1,HERO,One.", *TALK[1:])
    assert run(stage) == 0 and stage.worker.asked == ["a1"]
    after = files(stage)
    assert after["b1"] == before["b1"] and after["a1"] != before["a1"]
    (stage.folder / "out" / "en-us" / "b1.blend").unlink()
    assert run(stage) == 0 and stage.worker.asked == ["b1"] and files(stage).keys() == before.keys()


def test_the_ledger_is_that_of_a_batch(stage: Stage) -> None:
    stage.write(*TALK, "x1,HERO,FAIL", "y1,HERO,")
    assert run(stage) == 3
    records = [json.loads(line) for line in (stage.folder / "out" / "ledger-1of1.jsonl").read_text().splitlines()]
    assert [each["record"] for each in records] == ["ledger", "run", "bad", "line", "line", "line", "failed", "end"]
    assert records[3]["outputs"][0]["path"] == "en-us/a1.blend" and records[3]["said"] == "One two."
    assert (stage.folder / "out" / "report.html").is_file()


def test_files_of_lines_that_left_are_listed_and_removed_by_prune(stage: Stage) -> None:
    stage.write(*TALK)
    run(stage)
    stage.write(*TALK[:2])
    assert run(stage) == 0 and stage.end["left"] == ["en-us/a2.blend"]
    assert run(stage, "--prune") == 0 and files(stage).keys() == {"a1", "b1"}


def test_a_row_that_cannot_be_read_today_removes_no_file(stage: Stage) -> None:
    stage.write(*TALK)
    run(stage)
    stage.write(TALK[0], f"{TALK[1]},a stray cell", *TALK[2:])
    assert run(stage, "--prune") == 3 and stage.end["removed"] == [] and files(stage).keys() == {"a1", "a2", "b1"}


def test_a_file_that_lies_in_the_way_stays(stage: Stage) -> None:
    stage.write(*TALK)
    place = stage.folder / "out" / "en-us" / "a1.blend"
    place.parent.mkdir(parents=True)
    place.write_text("mine")
    assert run(stage) == 3 and place.read_text() == "mine" and files(stage).keys() == {"a1", "b1", "a2"}


def test_the_open_file_is_never_replaced(stage: Stage) -> None:
    scene = stage.folder / "out" / "en-us" / "a1.blend"
    scene.parent.mkdir(parents=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(scene))
    before = scene.read_bytes()
    stage.write(*TALK)
    assert run(stage) == 2 and scene.read_bytes() == before
    assert stage.end["failed"][0]["key"] == "en-us/a1"


def test_relative_paths_still_lead_where_they_led(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "skin.png").write_bytes(b"")
    bpy.ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    image = bpy.data.images.new("skin", 4, 4)
    image.source, image.filepath = "FILE", "//skin.png"
    image.use_fake_user = True
    stage.write(TALK[0])
    assert run(stage) == 0
    bpy.ops.wm.open_mainfile(filepath=str(stage.folder / "out" / "en-us" / "a1.blend"))
    path = Path(bpy.path.abspath(bpy.data.images["skin"].filepath))
    assert path.resolve() == (tmp_path / "skin.png").resolve()
