# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes, made one after the other and written in the formats that are asked for."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..exporters import chosen_formats, export, file_names, head_of_split, recordings_of
from ..runtime import interrupts
from ..runtime.errors import InputError, WriteError
from ..runtime.output_folder import Inputs, check_targets, locked, plain_name, staged
from ..runtime.presets import rate_warning
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.requests.kinds import between_commas
from ..runtime.take import Take
from .faults import as_error
from .starting import tell_interrupted
from .streams import error_stream
from .terminal import Finished, StepClock, show_result


@dataclass(frozen=True)
class Output:
    """Where the takes go and as what. name: of the files of the only take, None for its own. formats: with commas, None
    for the usual ones.

    reads: files that the run reads besides recordings, and that it therefore never replaces.
    """

    folder: Path
    name: str | None
    formats: str | None
    options: ExportOptions
    as_json: bool
    reads: tuple[Path, ...] = ()

    @property
    def chosen(self) -> list[str]:
        """Names of the formats. Raises as ``exporters.known_formats``."""
        names = None if self.formats is None else between_commas(self.formats)
        return chosen_formats(names, self.options)


@dataclass(frozen=True)
class Job:
    """One take to make. name: of its files, without ending. input_name: what the user named, for messages.

    recording: the sound file that is listened to. whole: all of it, so that it is heard with the take, where otherwise
    the take's own speech is.
    """

    name: str
    input_name: str
    make: Callable[[Progress], Take]
    recording: Path | None = None
    whole: bool = True


@dataclass
class _Run:
    """What the jobs of a run share, and what has come of them. names: of takes that are written, with their input.
    heads: those of a split that are written."""

    output: Output
    formats: list[str]
    inputs: Inputs
    clock: StepClock
    finished: Finished = field(default_factory=Finished)
    names: dict[str, str] = field(default_factory=dict)
    heads: set[tuple[str, str]] = field(default_factory=set)

    def progress(self, step: str, fraction: float) -> None:
        interrupts.check()
        self.clock(step, fraction)


def produce(output: Output, jobs: Sequence[Job], warnings: Iterable[str] = ()) -> None:
    """Make each take and write its files, all of them or none; of a split the head with the first that it belongs to.

    With several jobs a bad one is reported and the others go on; the exit code is then that of the first bad one. An
    interrupt says how many are finished.
    """
    formats = output.chosen
    if len(jobs) == 1:
        plain_name(jobs[0].name)
    inputs = Inputs.of(output.reads, [job.recording for job in jobs if job.recording is not None])
    clock = StepClock(bars=error_stream().isatty() and not output.as_json)
    run = _Run(output, formats, inputs, clock)
    run.finished.warnings += filter(None, (*warnings, rate_warning(output.options.fps, output.options.preset)))
    try:
        with (
            locked(output.folder) as folder,
            interrupts.on_end(lambda: tell_interrupted(_kept(run.finished, len(jobs)))),
        ):
            for job in jobs:
                _try(job, run, folder, alone=len(jobs) == 1)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_kept(run.finished, len(jobs))) from None
    interrupts.too_late()
    show_result(run.finished, clock.finish(), output.as_json)
    if run.finished.failed:
        raise SystemExit(run.finished.failed[0][1].exit_code)


def _try(job: Job, run: _Run, folder: Path, alone: bool) -> None:
    """Make one take, or note why it cannot be made; raise that where no other take would be made either."""
    try:
        _check_name(job, run.names)
        _write(job, run, folder)
        run.names[_as_the_system_sees(job.name)] = job.input_name
    except Exception as error:
        interrupts.check()
        if alone or (isinstance(error, WriteError) and not folder.is_dir()):
            raise
        run.finished.fail(job.input_name, as_error(error))


def _write(job: Job, run: _Run, folder: Path) -> None:
    options = replace(run.output.options, recording=job.recording if job.whole else None)
    names = file_names(run.formats, job.name, options)
    check_targets(folder, names, run.inputs)
    # An interrupt waits until the files that are in place are counted as well.
    with ExitStack() as until_counted:
        with staged(folder, run.inputs) as staging:
            take = job.make(run.progress)
            check_targets(folder, names, run.inputs | Inputs.beside(recordings_of(take, folder)))
            written = export(take, run.formats, staging, job.name, options, run.progress)
            head = head_of_split(take, options)
            if head is not None and head not in run.heads:
                written += export(take, [head[0]], staging, head[1], options, run.progress)
            interrupts.check()
            until_counted.enter_context(interrupts.held())
        run.heads |= set() if head is None else {head}
        run.finished.add(take, [run.output.folder / path.name for path in written])


def _kept(finished: Finished, jobs: int) -> str:
    """What of a run is there after it was interrupted; empty where nothing is."""
    if not finished.takes:
        return ""
    again = "" if finished.takes == jobs else "; run it again to make them all"
    return f"{finished.takes} of {jobs} were finished, and their files are in place{again}"


def _check_name(job: Job, names: dict[str, str]) -> None:
    """Raises UsageError, InputError for a name that cannot be a file's or is taken by an earlier job."""
    name = _as_the_system_sees(plain_name(job.name))
    if name in names:
        reason = f"would be written under the same name as {names[name]}"
        raise InputError(job.input_name, reason, "Rename one of the two")


def _as_the_system_sees(name: str) -> str:
    """One spelling for all the names that are one file's on macOS and Windows."""
    if sys.platform in ("darwin", "win32"):
        return unicodedata.normalize("NFC", name).casefold()
    return name
