# SPDX-License-Identifier: GPL-3.0-or-later
"""One line becomes files: the function that every process calls, here, on a farm or in Blender."""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..exporters import export, head_of_split
from ..runtime.disk_room import NO_ROOM, room_hint
from ..runtime.errors import WriteError
from ..runtime.faults import as_error
from ..runtime.output_folder import write_error
from ..runtime.perform import perform
from ..runtime.progress import Progress, silent
from ..runtime.requests import AnimateRequest, ExportOptions, SpeakRequest
from ..runtime.requests.json_form import KINDS, from_json
from ..runtime.requests.tokens import DecodeRequest
from ..runtime.take import Take
from .length import fitted, misfit
from .mouths import mouths
from .task import HEADS, Task


def perform_line(plain: Mapping[str, Any], folder: Path, with_head: bool = False, progress: Progress = silent) -> Any:
    """Make the files of one task (``Task.as_plain``) in an empty folder; plain data says what came of it.

    with_head: of a split the head too, in its folder ``HEADS``. Returns {"outputs": [{"path", "bytes", "sha256"}],
    "models": {name: sha256}, "speech_seconds", "seconds", "cpu_seconds", "warnings", ...}, its paths relative to the
    output folder that is to be, or {"error": {...}, "exit_code"}. The files lie on the disk when it returns. Raises
    nothing but what ends the process.
    """
    began, cpu = time.perf_counter(), time.process_time()
    try:
        found = _performed(Task.from_plain(plain), folder, with_head, progress)
    except Exception as raised:
        error = as_error(raised, f"line {plain.get('key')}")
        found = {"error": error.as_json(), "exit_code": error.exit_code}
    spent = {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - cpu}
    return {**found, **{name: round(value, 4) for name, value in spent.items()}}


def _performed(task: Task, folder: Path, with_head: bool, progress: Progress) -> dict[str, Any]:
    request: SpeakRequest | AnimateRequest | DecodeRequest = from_json(KINDS[task.kind], task.request)
    faster = 1.0
    if task.length is not None and isinstance(request, SpeakRequest):
        request, faster = fitted(request, task.length)
    take = perform(request, progress)
    recording = None if task.recording is None else Path(task.recording)
    options = replace(from_json(ExportOptions, task.export), recording=recording)
    head = head_of_split(take, options) if with_head else None
    with _room_in(folder):
        made = {path: task.language for path in export(take, task.formats, folder, task.name, options, progress)}
        if head is not None:
            (folder / HEADS).mkdir()
            made |= {path: HEADS for path in export(take, [head[0]], folder / HEADS, head[1], options, progress)}
        outputs = [_written(path, below) for path, below in made.items()]
        _sync(folder)
    found = {
        "outputs": outputs,
        "models": dict(take.weights),
        "speech_seconds": round(take.speech.duration, 3),
        "warnings": list(take.warnings),
        "mouths": mouths(take),
        "soliloquy": take.version,
    }
    return found | _length(task, take, faster)


@contextmanager
def _room_in(folder: Path) -> Iterator[None]:
    """The system's error for a disk that takes no more names no file: it is the disk of ``folder``."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            reason, hint = write_error(folder, error).reason, room_hint(error, "write into another folder")
            raise WriteError(str(folder), reason, hint) from error
        raise


def _length(task: Task, take: Take, faster: float) -> dict[str, Any]:
    if task.length is None:
        return {}
    over = misfit(take.speech, task.length)
    return {"faster": round(faster, 4), "over_seconds": round(over, 3), "fits": over == 0.0}


def _written(path: Path, below: str) -> dict[str, Any]:
    """What the ledger says of a file, which lies safely on the disk now."""
    # Windows flushes only what is open for writing.
    with path.open("r+b") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        os.fsync(file.fileno())
    return {"path": f"{below}/{path.name}", "bytes": size, "sha256": found}


def _sync(folder: Path) -> None:
    if os.name != "nt":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
