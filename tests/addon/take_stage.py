# SPDX-License-Identifier: GPL-3.0-or-later
"""A head of the tests with a worker that answers at once, in this process, by the real models: not a test itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import pytest
from soliloquy.addon.take_list import takes_kept
from soliloquy.addon.worker_client import Request
from soliloquy.blender import versions
from soliloquy.blender.keyframes import read_curve
from soliloquy.blender.takes import takes_on
from soliloquy.runtime.errors import SoliloquyError
from soliloquy.runtime.serving import HANDLERS


@dataclass
class InProcess:
    """asked: what it was asked for, kind and request."""

    folder: Path
    asked: list[tuple[str, Any]] = field(default_factory=list)
    process_id = None

    def ask(self, kind: str, arguments: Mapping[str, Any], convert: Callable[[Any], Any] | None = None) -> Request:
        request = Request(kind, convert)
        self.asked.append((kind, arguments.get("request")))
        path = self.folder / str(len(self.asked))
        try:
            found = HANDLERS[kind](dict(arguments), path, lambda step, fraction: None)
            request.state, request.result = "done", found if convert is None else convert(found)
        except SoliloquyError as error:
            request.state, request.error = "failed", error
        return request

    def wait(self, request: Request, on_progress: Any = None) -> Request:
        return request

    def drain(self, timeout: float = 0.0) -> None:
        pass

    def cancel(self) -> None:
        pass

    stop = cancel


@dataclass
class TakeStage:
    head: Any
    worker: InProcess
    folder: Path

    @property
    def takes(self) -> Any:
        return takes_kept(self.head)

    @property
    def names(self) -> list[str]:
        return [take.name for take in self.takes]

    @property
    def shown(self) -> list[str]:
        """Names of the takes that play."""
        keys = [take.name for take in takes_on(self.head)]
        return [take.name for take in self.takes if take.key in keys]

    @property
    def strips(self) -> list[str]:
        scene: Any = bpy.context.scene
        return [strip.sound.name for strip in versions.strips_of(scene)]

    def keys(self, shape: str = "jawOpen") -> list[tuple[int, float]]:
        """Frames and values of a shape that the head plays."""
        channels = versions.channels_of(self.head.data.shape_keys)
        for curve in channels.fcurves if channels is not None else ():
            if f'"{shape}"' in curve.data_path:
                frames, values = read_curve(curve)
                return [
                    (round(float(frame)), round(float(value), 4)) for frame, value in zip(frames, values, strict=True)
                ]
        return []

    def generate(self, text: str = "Papa.", **options: Any) -> None:
        assert bpy.ops.soliloquy.generate(text=text, engine="rules", **options) == {"FINISHED"}


@pytest.fixture
def stage(head: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TakeStage]:
    """With the head Hero of the tests, at 24 frames a second."""
    from soliloquy.addon import session

    worker = InProcess(tmp_path)
    monkeypatch.setattr(session, "worker", lambda: worker)
    monkeypatch.setattr(session, "temporary_folder", lambda: tmp_path)
    scene: Any = bpy.context.scene
    scene.render.fps = 24
    yield TakeStage(head, worker, tmp_path)


@pytest.fixture
def two(stage: TakeStage) -> TakeStage:
    """Two takes of one line, the second of which plays."""
    stage.generate(seed=1, variation=1.0, start_frame=11)
    stage.generate(seed=2, variation=1.0, start_frame=11)
    return stage
