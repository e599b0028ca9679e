# SPDX-License-Identifier: GPL-3.0-or-later
"""The process in which cases run in Blender: no test itself.

python -m soliloquy.tests.hostile.blender_session CLASS SEED SAMPLES

Reads a case's name and folder, a JSON object a line, and answers each with what came of it.
"""

import json
import os
import re
import resource
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

import bpy
from soliloquy import addon
from soliloquy.addon import commands, session

from .blender_scenes import GOOD, SCENE, contents, open_scene, write_scenes
from .case import Case
from .running import ADDRESS_SPACE
from .samples import Samples
from .suite import cases_of

_OF_BLENDER = re.compile(
    r"\d\d:\d\d\.\d{3} |Info: |Error: |soliloquy worker: (?!Traceback)|(listen|voice|face|motion) \d+%$"
)
"""Lines that Blender adds to both streams, what the worker's libraries say in its console, and steps."""


def main() -> None:
    group, seed, folder = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    samples = Samples(Path(folder))
    cases = {case.name: case for case in cases_of(group, int(seed), samples)}
    _register()
    if not (samples.folder / GOOD).exists():
        write_scenes(samples.folder)
    session.worker().wait(session.worker().ask("ping"))
    _answer(answers, {})
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        _answer(answers, _run(cases[asked["name"]], Path(asked["folder"])))
    addon.unregister()


def _answer(answers: TextIO, found: dict[str, Any]) -> None:
    answers.write(json.dumps(found) + "\n")
    answers.flush()


def _register() -> None:
    """As an extension is, with its preferences."""
    bpy.context.preferences.addons.new().module = "soliloquy"
    addon.register()


def _run(case: Case, folder: Path) -> dict[str, Any]:
    os.chdir(folder)
    with _caught([]):
        open_scene(folder / SCENE)
    if case.inside is not None:
        case.inside()
    before = contents()
    _forget_peak()
    said: list[str] = []
    with _caught(said):
        code = _outcome(case)
        if case.call is not None and code != 0 and contents() != before:
            print("the scene was changed", file=sys.stderr)
    output, errors = (_without_blender(text) for text in said)
    return {"code": code, "output": output, "errors": errors, "megabytes": _peak()}


def _outcome(case: Case) -> int:
    try:
        if case.call is None:
            return commands.run(case.arguments)
        case.call()
    except RuntimeError as told:  # what an operator reports
        print(f"soliloquy: {str(told).strip().removeprefix('Error: ')}", file=sys.stderr)
        return 3
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


@contextmanager
def _caught(said: list[str]) -> Iterator[None]:
    """Both standard streams of the body, of C too, into ``said``."""
    kept = {number: os.dup(number) for number in (1, 2)}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        try:
            for number, file in ((1, output), (2, errors)):
                os.dup2(file.fileno(), number)
            yield
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            for number, before in kept.items():
                os.dup2(before, number)
                os.close(before)
            for file in (output, errors):
                file.seek(0)
                said.append(file.read().decode(errors="replace"))


def _without_blender(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not _OF_BLENDER.match(line))


def _processes() -> Iterator[Path]:
    yield from (Path(f"/proc/{number}") for number in (os.getpid(), session.worker_process_id()) if number)


def _forget_peak() -> None:
    for process in _processes():
        with suppress(OSError):
            (process / "clear_refs").write_text("5")


def _peak() -> float:
    """The most memory in megabytes that Blender or its worker held."""
    found = [0.0]
    for process in _processes():
        with suppress(OSError):
            line = re.search(r"VmHWM:\s*(\d+) kB", (process / "status").read_text())
            found.append(int(line[1]) * 1024 / 1e6 if line else 0.0)
    return max(found)


if __name__ == "__main__":
    main()
