# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech is written in one turn of Blender's, with its undo step, and looked after in the next: whatever an artist does
between the two, nothing is lost and nothing is said that is not so."""

from collections.abc import Callable
from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy import addon  # noqa: E402
from soliloquy.addon import generation, session  # noqa: E402
from soliloquy.addon.scene_request import request_from_panel  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage  # noqa: E402

__all__ = ["stage"]


def _write(stage: TakeStage) -> None:
    """Up to the end of the turn that writes."""
    bpy.ops.ed.undo_push(message="Before")
    generation.begin(request_from_panel(bpy.context, {"text": "Papa.", "engine": "rules"}))
    while not stage.takes:
        session._tick()
    assert session.task() is not None, "it is looked after in another turn"


def _rest() -> None:
    while session.task() is not None:
        session._tick()


def test_what_is_done_between_is_undone_alone(stage: TakeStage) -> None:
    _write(stage)
    stage.head.location.x = 3.0
    bpy.ops.ed.undo_push(message="Move")
    _rest()
    told = session.message(stage.head)
    assert told is not None and told.kind in ("done", "warning")
    bpy.ops.ed.undo()
    head = bpy.context.scene.soliloquy.target
    assert head.location.x == 0.0 and len(TakeStage(head, stage.worker, stage.folder).keys()) > 10
    bpy.ops.ed.undo()
    head = bpy.context.scene.soliloquy.target
    assert not TakeStage(head, stage.worker, stage.folder).keys() and not head.soliloquy_takes_kept


def test_speech_that_is_undone_between_comes_back_by_redo(stage: TakeStage) -> None:
    _write(stage)
    bpy.ops.ed.undo()
    _rest()
    assert session.message() is None and not bpy.context.scene.soliloquy.target.soliloquy_takes_kept
    bpy.ops.ed.redo()
    head = bpy.context.scene.soliloquy.target
    assert len(head.soliloquy_takes_kept) == 1 and TakeStage(head, stage.worker, stage.folder).keys()


def _delete(stage: TakeStage) -> None:
    bpy.data.objects.remove(stage.head)


def _edit(stage: TakeStage) -> None:
    bpy.context.view_layer.objects.active = stage.head
    bpy.ops.object.mode_set(mode="EDIT")


@pytest.mark.parametrize(
    "happens",
    [
        _delete,
        _edit,
        lambda _stage: bpy.ops.wm.read_homefile(use_empty=True),
        lambda _stage: bpy.data.scenes.remove(bpy.context.scene),
        lambda _stage: (addon.unregister(), addon.register()),
    ],
    ids=["head deleted", "edit mode", "another file", "scene deleted", "switched off and on"],
)
def test_whatever_goes_between_no_error_is_said(stage: TakeStage, happens: Callable[[TakeStage], Any]) -> None:
    bpy.data.scenes.new("Other")
    _write(stage)
    happens(stage)
    _rest()
    told = session.message()
    assert told is None or told.kind != "error"
