# SPDX-License-Identifier: GPL-3.0-or-later
"""Three takes from the panel: the window stays free, all are written at once, and a stop or a failure writes none."""

from typing import Any

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon import session  # noqa: E402
from soliloquy.addon.more_takes_operators import _go_on, more_requests  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402
from soliloquy.tests.addon.take_stage import TakeStage, stage, two  # noqa: E402

__all__ = ["stage", "two"]


def _tick(times: int = 100) -> None:
    """What Blender's timer does in a window."""
    for _ in range(times):
        if session.task() is None:
            return
        session._tick()


def _begin(count: int = 3) -> None:
    _go_on(more_requests(bpy.context, count, 30), [], "Three Takes")


def test_three_are_asked_for_one_by_one_and_written_at_once(two: TakeStage) -> None:
    asked = len(two.worker.asked)
    _begin()
    assert len(two.worker.asked) == asked + 1 and len(two.takes) == 2
    _tick(1)
    assert len(two.worker.asked) == asked + 2 and len(two.takes) == 2
    _tick()
    assert len(two.takes) == 5 and two.shown == ["Papa 5"]
    told = session.message(two.head)
    assert told is not None and told.kind in ("done", "warning")


def test_no_turn_leaves_some_of_three(two: TakeStage) -> None:
    """Between two turns the artist may undo, or do something whose undo step would hold what is there then."""
    _begin()
    seen = set()
    for _ in range(100):
        _tick(1)
        seen.add(len(two.takes))
    assert session.task() is None and seen == {2, 5}


def test_a_stop_writes_none(two: TakeStage) -> None:
    keys = two.keys()
    _begin()
    _tick(2)
    session.cancel("Stopped")
    _tick()
    assert len(two.takes) == 2 and two.keys() == keys


def test_a_head_that_is_gone_is_said(two: TakeStage) -> None:
    _begin()
    bpy.data.objects.remove(two.head)
    _tick()
    told = session.message()
    assert told is not None and told.kind == "error" and "removed" in told.text


def test_a_failure_is_said_and_writes_none(two: TakeStage, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = two.worker.ask

    def fail(kind: str, arguments: Any, convert: Any = None) -> Any:
        request = ask(kind, arguments, convert)
        if len(two.worker.asked) == 4:
            request.state, request.error = "failed", InputError("voice", "is gone", "Choose another")
        return request

    monkeypatch.setattr(two.worker, "ask", fail)
    _begin()
    _tick()
    told = session.message(two.head)
    assert len(two.takes) == 2 and told is not None and "is gone" in told.text


def test_an_idle_has_other_takes_too(stage: TakeStage) -> None:
    assert bpy.ops.soliloquy.generate(seconds=3.0, seed=1) == {"FINISHED"}
    assert bpy.ops.soliloquy.another_take(seed=2) == {"FINISHED"}
    asked = [request for kind, request in stage.worker.asked if kind == "idle"]
    assert [request["direction"]["seed"] for request in asked] == [1, 2]
    assert stage.names == ["Idle", "Idle 2"]


def test_seeds_by_chance_differ(two: TakeStage) -> None:
    seeds = [each.request.motion.direction.seed for each in more_requests(bpy.context, 3)]
    assert len(set(seeds)) == 3
