# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes of lines that were made in this Blender, kept in its temporary folder: what was made before a stop, an undo or
a failure is not made again."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpy.app.translations import pgettext_iface as _

from ..blender.script_lines import Performance
from ..runtime.errors import SoliloquyError, WriteError
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
class MadeLine:
    """take: its file. models: sha256 by name. lead: seconds to its first sound; spoken: from that to its last."""

    take: Path
    models: Mapping[str, str]
    lead: float
    spoken: float
    duration: float
    warnings: tuple[str, ...]


def kept_take(line: ScriptLine) -> MadeLine | None:
    """What was made of the same earlier, in this Blender; None where nothing is there."""
    path = _path(line)
    with suppress(SoliloquyError):
        return _made(path) if path.is_file() else None
    return None


def taken_in(line: ScriptLine) -> Callable[[dict[str, Any]], MadeLine | SoliloquyError]:
    """What makes of the worker's result the line or its error, away from the main thread."""
    kept, hint = _path(line), _("Give Blender another folder for temporary files")

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
        return _made(kept)

    return convert


def performed(line: ScriptLine, made: MadeLine, layout: str, rate: float) -> Callable[[], Any]:
    """What gives a line's curves for a rig's layout and a frame rate, and its sound file."""

    @contextmanager
    def perform() -> Iterator[Performance]:
        from ..runtime.layouts import curves_in_layout
        from ..runtime.take import load_take

        take = load_take(made.take)
        curves = curves_in_layout(take, layout, rate)
        if not plays_sound():
            yield Performance(curves, None, ours=False)
        elif line.recording is not None:
            yield Performance(curves, Path(line.recording), ours=False)
        else:
            content = speech_content(take, preferences.marks_speech())
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
