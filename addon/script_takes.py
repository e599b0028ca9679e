# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes of lines that were made in this Blender, kept in its temporary folder: what was made before a stop, an undo or
a failure is not made again."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpy.app.translations import pgettext_iface as _

from ..blender.script_lines import Performance
from ..runtime.errors import SoliloquyError, WriteError
from ..runtime.motion import ArkitCurves, Motion
from ..runtime.speech import SILENCE
from ..runtime.take_ending import TAKE_ENDING
from . import preferences, session
from .generation import plays_sound
from .script_plan import ScriptLine
from .speech_file import speech_content, speech_file
from .worker_client import error_of

if TYPE_CHECKING:
    from ..runtime.take import Take


@dataclass(frozen=True)
class Ready:
    """What a line is put with, made beside the window as soon as its take is there. curves: in a layout at a frame
    rate. sound: a file with its ``speech_content``; None where no voice of ours is heard. marks: whether that bears
    the mark."""

    curves: ArkitCurves | Motion
    layout: str
    rate: float
    sound: Path | None
    marks: bool

    def content(self, marks: bool) -> bytes:
        """Of the sound; nothing where it has to be made anew."""
        with suppress(OSError):
            return self.sound.read_bytes() if self.sound is not None and self.marks == marks else b""
        return b""


@dataclass(frozen=True)
class MadeLine:
    """take: its file. models: sha256 by name. lead: seconds to its first sound; spoken: from that to its last. ready:
    None where the window has to wait for that."""

    take: Path
    models: Mapping[str, str]
    lead: float
    spoken: float
    duration: float
    warnings: tuple[str, ...]
    ready: Ready | None = None


def kept_take(line: ScriptLine) -> MadeLine | None:
    """What was made of the same earlier, in this Blender; None where nothing is there."""
    path = _path(line)
    with suppress(SoliloquyError):
        return _made(path) if path.is_file() else None
    return None


def taken_in(
    line: ScriptLine, layout: str = "", rate: float = 0.0
) -> Callable[[dict[str, Any]], MadeLine | SoliloquyError]:
    """What makes of the worker's result the line or its error, away from the main thread. layout, rate: of the head
    that it is likely to be put on, and the scene, for it to be ready; otherwise it is not made so."""
    kept, hint = _path(line), _("Give Blender another folder for temporary files")
    heard, marks = plays_sound() and line.recording is None, preferences.marks_speech()

    def convert(result: dict[str, Any]) -> MadeLine | SoliloquyError:
        folder = Path(result["folder"])
        try:
            if "error" in result:
                return error_of(result["error"])
            kept.parent.mkdir(exist_ok=True)
            (folder / f"{line.name}{TAKE_ENDING}").replace(kept)
        except OSError as error:
            return WriteError(str(kept), error.strerror or str(error), hint)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        made = _made(kept)
        # What fails here fails when it is put, where it is said.
        with suppress(SoliloquyError, OSError):
            return replace(made, ready=_ready(kept, layout, rate, heard, marks)) if layout else made
        return made

    return convert


def _ready(path: Path, layout: str, rate: float, heard: bool, marks: bool) -> Ready:
    """Raises SoliloquyError, OSError."""
    from ..runtime.layouts import curves_in_layout
    from ..runtime.take import load_take

    take, sound = load_take(path), path.with_suffix(".wav") if heard else None
    if sound is not None:
        sound.write_bytes(speech_content(take, marks))
    return Ready(curves_in_layout(take, layout, rate), layout, rate, sound, marks)


def performed(line: ScriptLine, made: MadeLine, layout: str, rate: float) -> Callable[[], Any]:
    """What gives a line's curves for a rig's layout and a frame rate, and its sound file."""

    @contextmanager
    def perform() -> Iterator[Performance]:
        from ..runtime.layouts import curves_in_layout
        from ..runtime.take import load_take

        take, ready = cache(partial(load_take, made.take)), made.ready
        if ready is not None and (ready.layout, ready.rate) == (layout, rate):
            curves = ready.curves
        else:
            curves = curves_in_layout(take(), layout, rate)
        if not plays_sound():
            yield Performance(curves, None, ours=False)
        elif line.recording is not None:
            yield Performance(curves, Path(line.recording), ours=False)
        else:
            marks = preferences.marks_speech()
            content = (ready.content(marks) if ready is not None else b"") or speech_content(take(), marks)
            with speech_file(content, f"{line.name}-") as sound:
                yield Performance(curves, sound, ours=True)

    return perform


def _made(path: Path) -> MadeLine:
    from ..runtime.take import load_take

    take = load_take(path)
    lead, spoken = _heard(take)
    return MadeLine(path, dict(take.weights), lead, spoken, take.speech.duration, take.warnings)


def _heard(take: "Take") -> tuple[float, float]:
    """Seconds to the first sound, and from that to the last; where none are told apart, all of it."""
    heard = [phone for phone in take.speech.phones if phone.symbol != SILENCE]
    if not heard:
        return 0.0, take.speech.duration
    return heard[0].start, heard[-1].end - heard[0].start


def _path(line: ScriptLine) -> Path:
    return session.temporary_folder() / "lines" / f"{line.identity}{TAKE_ENDING}"
