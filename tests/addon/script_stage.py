# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts for Blender's heads, and a worker that answers at once, in this process: not a test itself.

A pretended line has 0.3 s a word, in which the jaw opens once, between the usual rests.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.addon import commands
from soliloquy.addon.worker_client import Request
from soliloquy.batch.serving import HANDLERS
from soliloquy.blender import versions
from soliloquy.blender.line_record import PlacedLine
from soliloquy.blender.script_lines import lines_in
from soliloquy.runtime.errors import InputError, SoliloquyError
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.layout import motion_from_arkit
from soliloquy.runtime.motion import ArkitCurves, frame_count
from soliloquy.runtime.requests import SpeakRequest
from soliloquy.runtime.speech import SILENCE, Phone, Speech
from soliloquy.runtime.take import Take
from soliloquy.runtime.weights import all_weights

LEAD, WORD, TAIL, RATE = 0.25, 0.3, 0.4, 24_000


def pretended(request: Any, progress: Any) -> Take:
    """In the place of ``perform``."""
    assert isinstance(request, SpeakRequest)
    words = request.spoken.text.split()
    if "FAIL" in words:
        raise InputError("FAIL", "cannot be said", "Say something else")
    spoken = WORD * len(words)
    seconds = LEAD + spoken + TAIL
    times = np.arange(frame_count(seconds)) / 50
    weights = np.zeros((len(times), len(ARKIT_NAMES)), np.float32)
    inside = (times > LEAD) & (times < LEAD + spoken)
    weights[inside, ARKIT_INDEX["jawOpen"]] = np.abs(np.sin((times[inside] - LEAD) / WORD * np.pi)) * 0.5
    phones = [Phone("ɑ", LEAD + WORD * number, LEAD + WORD * (number + 1)) for number in range(len(words))]
    around = (Phone(SILENCE, 0.0, LEAD), *phones, Phone(SILENCE, LEAD + spoken, seconds))
    sound = np.sin(np.arange(round(seconds * RATE)) * 0.05 * len(words)).astype(np.float32) * 0.3
    speech = Speech(sound, RATE, around, (), text=request.spoken.text, language="en-us")
    curves = ArkitCurves(weights, np.zeros((len(times), 3), np.float32))
    weight = {"voices": all_weights()["voices"].sha256}
    return Take(speech, motion_from_arkit(curves), "rules", voice=request.spoken.voice, weights=weight)


@dataclass
class AtOnce:
    """A worker that has answered when it is asked. asked: what it was asked to say. dies: ids whose making kills it."""

    folder: Path
    asked: list[str] = field(default_factory=list)
    dies: set[str] = field(default_factory=set)
    process_id = None

    def ask(self, kind: str, arguments: Mapping[str, Any], convert: Callable[[Any], Any] | None = None) -> Request:
        request = Request(kind, convert)
        if kind == "line":
            self.asked.append(arguments["task"]["id"])
        path = self.folder / f"{len(self.asked)}-{kind}"
        try:
            if kind == "line" and arguments["task"]["id"] in self.dies:
                raise InputError("the worker", "has died", "Try again")
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
class Stage:
    """A folder with a script and a cast, and commands on the open file."""

    folder: Path
    worker: AtOnce
    read: Callable[[], str]
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "spoken.blend"

    @property
    def end(self) -> dict[str, Any]:
        """The last event, of the run's end."""
        return self.events[-1]

    def write(self, *rows: str, header: str = "id,character,text", cast: str | None = None) -> None:
        (self.folder / "lines.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
        if cast is not None:
            (self.folder / "CAST.toml").write_text(cast, encoding="utf-8")

    def run(self, *options: str) -> int:
        """The exit code; what it printed is in ``events``."""
        where = () if "--per-line" in options or "--timeline" in options else ("--timeline", str(self.out))
        cast = ("--cast", str(self.folder / "CAST.toml")) if (self.folder / "CAST.toml").exists() else ()
        self.worker.asked.clear()
        code = commands.run(["batch", str(self.folder / "lines.csv"), *cast, *where, *options, "--json"])
        self.events = [json.loads(line) for line in self.read().splitlines() if line.startswith("{")]
        return code

    @property
    def lines(self) -> dict[str, PlacedLine]:
        """The lines of the scene by name."""
        assert bpy.context.scene is not None
        return {line.name: line for _head, line in lines_in(bpy.context.scene)}

    @property
    def sounds(self) -> dict[str, int]:
        """First frame of each sound strip by name."""
        return {strip.name: round(versions.strip_start(strip)) for strip in versions.strips_of(bpy.context.scene)}

    @property
    def markers(self) -> dict[str, int]:
        assert bpy.context.scene is not None
        return {marker.name: marker.frame for marker in bpy.context.scene.timeline_markers}


@pytest.fixture
def stage(head: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Stage:
    """With the head Hero of the tests, at 25 frames a second."""
    from soliloquy.addon import session
    from soliloquy.batch import performing

    monkeypatch.setattr(performing, "perform", pretended)
    (tmp_path / "worker").mkdir()
    worker = AtOnce(tmp_path / "worker")
    monkeypatch.setattr(session, "worker", lambda: worker)
    monkeypatch.setattr(session, "temporary_folder", lambda: tmp_path / "worker")
    bpy.context.scene.render.fps = 25
    return Stage(tmp_path, worker, lambda: capsys.readouterr().out)
