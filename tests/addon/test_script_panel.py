# SPDX-License-Identifier: GPL-3.0-or-later
"""The section Script: a text block or a file is spoken, in one undo step, and a stop loses nothing."""

import math
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import script_run, session  # noqa: E402
from soliloquy.addon.script_operators import _Series  # noqa: E402
from soliloquy.addon.script_request import script_from_panel, script_reason  # noqa: E402
from soliloquy.runtime import layouts  # noqa: E402
from soliloquy.runtime import take as runtime_take  # noqa: E402
from soliloquy.tests.addon.script_stage import Stage, stage  # noqa: E402

__all__ = ["stage"]


def write(name: str, text: str) -> Any:
    """The scene's script settings with a text block."""
    block = bpy.data.texts.new(name)
    block.write(text)
    settings = bpy.context.scene.soliloquy_script
    settings.text_block = block
    return settings


def tick(times: int = 1000) -> None:
    """What Blender's timer does in a window."""
    for _ in range(times):
        if session.task() is None:
            return
        session._tick()


def begin() -> None:
    _Series(bpy.context, script_from_panel(bpy.context))


def test_a_text_block_is_spoken(stage: Stage) -> None:
    settings = write("Talk", "HERO: One two.\nHERO (shouting): Three.\n")
    settings.start_frame = 10
    assert bpy.ops.soliloquy.speak_script() == {"FINISHED"}
    lines = list(stage.lines.values())
    assert [line.start for line in lines] == [10, 10 + round((0.6 + 0.5) * 25)]
    assert bpy.ops.soliloquy.speak_script() == {"FINISHED"} and len(stage.worker.asked) == 2


@pytest.mark.parametrize("changed", ["nothing", "rate", "sound"])
def test_what_lines_are_put_with_is_ready_before(changed: str, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window waits while all are put: each line was read, brought to the frame rate and marked there, too."""
    written, put, asked = [], script_run.put_made, []
    for name in ("curves_in_layout", "load_take"):
        module: Any = {"curves_in_layout": layouts, "load_take": runtime_take}[name]
        own = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, name=name, own=own: (asked.append(name), own(*given))[1])

    def put_made(*given: Any) -> None:
        if changed == "rate":
            bpy.context.scene.render.fps = 50
        for sound in stage.worker.folder.glob("lines/*.wav") if changed == "sound" else ():
            sound.unlink()
        asked.clear()
        put(*given)
        written.extend(asked)

    monkeypatch.setattr(script_run, "put_made", put_made)
    write("Talk", "HERO: One two.\nHERO: Three.\n")
    begin()
    tick()
    line = next(iter(stage.lines.values()))
    assert line.frames == math.ceil((0.25 + 0.6 + 0.4) * bpy.context.scene.render.fps) + 1 and len(stage.sounds) == 2
    again = {"nothing": [], "rate": ["load_take", "curves_in_layout"], "sound": ["load_take"]}[changed]
    assert written == 2 * again


@pytest.mark.parametrize(
    ("name", "text"), [("Text", "id;character;text\na1;HERO;One.\n"), ("x.jsonl", '{"id": "a1", "text": "One."}\n')]
)
def test_a_table_is_told_by_its_name_or_its_first_row(name: str, text: str, stage: Stage) -> None:
    write(name, text)
    assert bpy.ops.soliloquy.speak_script() == {"FINISHED"} and stage.lines.keys() == {"a1"}


def test_a_file_with_a_cast_is_spoken_with_the_engine_of_the_motion(stage: Stage) -> None:
    stage.write("a1,ANNA,One.", cast='[characters.ANNA]\nobject = "Hero"\n')
    bpy.context.scene.soliloquy.engine = "rules"
    settings = bpy.context.scene.soliloquy_script
    settings.file, settings.cast = str(stage.folder / "lines.csv"), str(stage.folder / "CAST.toml")
    assert script_from_panel(bpy.context).motion.engine == "rules"
    assert bpy.ops.soliloquy.speak_script() == {"FINISHED"} and stage.lines.keys() == {"a1"}


def test_without_a_script_the_button_says_why(stage: Stage) -> None:
    assert "Choose a script" in script_reason(bpy.context)
    with pytest.raises(RuntimeError, match="Choose a script"):
        bpy.ops.soliloquy.speak_script()


def test_in_a_window_lines_are_made_one_after_the_other_and_put_at_once(stage: Stage) -> None:
    write("Talk", "HERO: One.\nHERO: FAIL\nHERO: Two.\nTHEM\n")
    begin()
    tick(4)
    assert stage.worker.asked and stage.lines == {}, "nothing is put before all are made"
    task = session.task()
    assert task is not None and task.step_of is not None and task.step_of.count == 3
    tick()
    assert len(stage.lines) == 2 and session.task() is None
    said = session.message()
    assert said is not None and said.kind == "warning"
    assert "Lines made: 2" in said.text and "Could not be made: 2" in said.text and "Row 4" in said.text


def test_a_worker_that_dies_takes_its_line_along_and_no_other(stage: Stage) -> None:
    stage.write("a1,HERO,One.", "a2,HERO,Two.", "a3,HERO,Three.")
    bpy.context.scene.soliloquy_script.file = str(stage.folder / "lines.csv")
    stage.worker.dies.add("a2")
    begin()
    tick()
    assert stage.lines.keys() == {"a1", "a3"}


def test_a_stop_writes_nothing_and_what_was_made_is_not_made_again(stage: Stage) -> None:
    write("Talk", "HERO: One.\nHERO: Two.\nHERO: Three.\n")
    begin()
    tick(2)
    made = list(stage.worker.asked)
    session.cancel("Stopped")
    said = session.message()
    assert stage.lines == {} and len(made) == 2 and said is not None and "not made again" in said.text
    begin()
    tick()
    assert len(stage.lines) == 3 and len(stage.worker.asked) == 3, "the two that were made are not made again"


def test_one_undo_takes_a_script_back(stage: Stage) -> None:
    write("Talk", "HERO: One.\nBOB: Two.\n")
    bpy.ops.ed.undo_push(message="before")
    begin()
    tick()
    assert len(stage.lines) == 2 and "BOB" in bpy.data.objects
    bpy.ops.ed.undo()
    assert stage.lines == {} and "BOB" not in bpy.data.objects and len(bpy.data.actions) == 0


def test_another_scene_than_the_one_that_was_shown_is_not_written_to(stage: Stage) -> None:
    write("Talk", "HERO: One.\n")
    begin()
    tick(1)
    bpy.context.window.scene = bpy.data.scenes.new("Other")
    tick()
    said = session.message()
    assert said is not None and said.kind == "error" and stage.lines == {}
