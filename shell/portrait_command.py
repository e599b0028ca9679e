# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy portrait``: a picture of a face speaks a take, or a line of text."""

import argparse
from pathlib import Path
from typing import Any

from ..runtime import interrupts
from ..runtime.output_folder import Inputs
from ..runtime.perform import perform
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions, SpeakRequest
from ..runtime.requests.arguments import Registers, add_options
from ..runtime.requests.options import from_values
from ..runtime.requests.portrait import PortraitRequest
from ..runtime.take import Take, load_take
from ..runtime.take_ending import TAKE_ENDING
from .streams import error_stream
from .terminal import Finished, StepClock, show_result

_OF_TEXTS = ("voice", "language", "speed", "pitch", "emotion", "engine", "seed", "blink_rate", "head_motion")


def add_portrait(command: argparse.ArgumentParser, registers: Registers) -> None:
    """The command's arguments."""
    add_options(command, PortraitRequest, registers=registers)
    command.add_argument("said", metavar="TAKE|TEXT", help="a .take file, or a line of text that is spoken")
    add_options(command, SpeakRequest, registers=registers, only=_OF_TEXTS)
    add_options(command, ExportOptions, registers=registers, only=("mark",))
    where = "a film, .mp4 or .webm, or a folder for PNG pictures and the sound"
    command.add_argument("--out", type=Path, required=True, metavar="F.mp4|F.webm|FOLDER", help=where)
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=(portrait, (PortraitRequest,)))


def portrait(values: dict[str, Any]) -> None:
    """Write the film. Raises UsageError, InputError, SetupError, WriteError."""
    from ..exporters.portrait import write_portrait

    request, said = from_values(PortraitRequest, values), values["said"]
    read = Inputs.of([Path(request.picture), *([Path(said)] if _is_take(said) else [])])
    clock = StepClock(bars=error_stream().isatty() and not values["json"])
    options = from_values(ExportOptions, values)
    made = write_portrait(request, lambda: _take(values, clock), read, values["out"], options, _checking(clock))
    interrupts.too_late()
    finished = Finished(1, made.paths, made.warnings, duration=made.take.speech.duration)
    show_result(finished, clock.finish(), values["json"], _shown(made.paths))


def _is_take(said: str) -> bool:
    return said.endswith(TAKE_ENDING)


def _take(values: dict[str, Any], progress: Progress) -> Take:
    said = values["said"]
    if _is_take(said):
        return load_take(Path(said))
    return perform(from_values(SpeakRequest, {**values, "text": said}), progress)


def _checking(clock: StepClock) -> Progress:
    def progress(step: str, fraction: float) -> None:
        interrupts.check()
        clock(step, fraction)

    return progress


def _shown(paths: list[Path]) -> list[str]:
    return [str(paths[0])] if len(paths) == 1 else [f"{paths[0].parent}: {len(paths) - 1} pictures and the sound"]
