# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes, made one after the other and written in the formats that are asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..exporters import export, known_formats
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.output_folder import locked, plain_name, staged
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .streams import error_stream
from .terminal import Finished, StepClock, show_result


@dataclass(frozen=True)
class Output:
    """Where the takes go and as what. name: of the files of the only take, None for its own. formats: with commas."""

    folder: Path
    name: str | None
    formats: str
    options: ExportOptions
    as_json: bool


@dataclass(frozen=True)
class Job:
    """One take to make. name: of its files, without ending. input_name: what the user named, for messages.

    recording: the sound file that is heard with it, None where the take's own speech is.
    """

    name: str
    input_name: str
    make: Callable[[Progress], Take]
    recording: Path | None = None


def produce(output: Output, jobs: list[Job]) -> None:
    """Make each take and write its files, all of them or none.

    With several jobs a bad one is reported and the others go on; the exit code is then that of the first bad one.
    """
    formats = known_formats([part.strip() for part in output.formats.split(",") if part.strip()])
    _check_names(jobs)
    clock = StepClock(bars=error_stream().isatty() and not output.as_json)
    finished = Finished()
    with locked(output.folder) as folder:
        for job in jobs:
            try:
                _write(job, output, formats, folder, clock, finished)
            except SoliloquyError as error:
                if len(jobs) == 1:
                    raise
                finished.fail(job.input_name, error)
            except KeyboardInterrupt:
                raise KeyboardInterrupt(_kept(finished, len(jobs))) from None
    show_result(finished, clock.finish(), output.as_json)
    if finished.failed:
        raise SystemExit(finished.failed[0][1].exit_code)


def _write(job: Job, output: Output, formats: list[str], folder: Path, clock: StepClock, finished: Finished) -> None:
    with staged(folder) as staging:
        take = job.make(clock)
        options = replace(output.options, recording=job.recording)
        written = export(take, formats, staging, job.name, options, clock)
    finished.add(take, [output.folder / path.relative_to(staging) for path in written])


def _kept(finished: Finished, jobs: int) -> str:
    """What of a run is there after it was interrupted; empty where nothing is."""
    if not finished.takes:
        return ""
    return f"{finished.takes} of {jobs} were finished, and their files are in place; run it again to make them all"


def _check_names(jobs: Iterable[Job]) -> None:
    inputs: dict[str, str] = {}
    for job in jobs:
        if plain_name(job.name) in inputs:
            reason = f"would be written under the same name as {inputs[job.name]}"
            raise InputError(job.input_name, reason, "Rename one of the two")
        inputs[job.name] = job.input_name
