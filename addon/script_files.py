# SPDX-License-Identifier: GPL-3.0-or-later
"""``--per-line``: a .blend for each line of a script, with the ledger of ``soliloquy batch`` in their folder."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import bpy

from ..batch.ledger import BAD, END, FAILED, MADE, REMOVED, RUN, made_lines, outputs_of
from ..batch.shard_folder import ONLY, ShardFolder, shard_folder
from ..batch.task import Task, digest_of
from ..blender.datablocks import current_scene
from ..blender.rig import find_rig
from ..blender.script_lines import lines_in, set_lines
from ..blender.takes import remove_take, written_takes
from ..runtime.errors import SoliloquyError, WriteError
from ..runtime.output_folder import Inputs
from . import session
from .saving import reason_of
from .script_command import Told, chosen_head, plan_of
from .script_plan import ScriptAsked, ScriptLine
from .script_run import ScriptRun
from .script_takes import MadeLine, taken_in
from .sound_keeping import sounds_inside


def speak_into_files(asked: ScriptAsked, folder: Path, told: Told) -> int:
    """Make the files; returns the exit code. Raises what stops the whole run."""
    began = time.perf_counter()
    plan = plan_of(asked)
    # In a file of its own a line begins on the start frame, whenever it is said in the script.
    plan = replace(plan, lines=tuple(replace(line, start=None, gap=None) for line in plan.lines))
    reads = [*plan.reads, *([Path(bpy.data.filepath)] if bpy.data.filepath else [])]
    with shard_folder(folder, ONLY, Inputs.of(reads)) as shard:
        files = _Files(ScriptRun(bpy.context, asked, plan, chosen_head(current_scene())), shard)
        files.make(told)
        outcome = files.run.outcome
        outputs = [shard.folder / each["path"] for each in files.written]
    told.end(outcome, outputs, time.perf_counter() - began)
    return outcome.exit_code


class _Files:
    """The run over a folder. run: what is to be made of the open scene. written: what the ledger says of each file."""

    def __init__(self, run: ScriptRun, shard: ShardFolder) -> None:
        self.run, self._shard = run, shard
        self.written: list[Mapping[str, Any]] = []
        scene = bpy.data.filepath
        self._scene = hashlib.sha256(Path(scene).read_bytes()).hexdigest() if scene else ""
        known = made_lines([*shard.others, *shard.ledger.records])
        asked = run.asked
        refused = {line.key for line, _error in run.outcome.failed}
        lines = [line for line in run.wanted if line.key not in refused]
        run.waiting = [line for line in lines if not (asked.batch.resume and self._is_complete(line, known))]
        run.to_make = len(run.waiting)
        run.outcome.kept = [line.key for line in lines if line not in run.waiting]

    def make(self, told: Told) -> None:
        """Make every file that is not complete, and tell of each."""
        run, ledger = self.run, self._shard.ledger
        ledger.add(self._about_run())
        for row in run.outcome.bad:
            ledger.add({"record": BAD, **row})
        told.plan(run)
        _empty(current_scene(), run.heads.values())
        worker = session.worker()
        while (line := run.next()) is not None:
            request = worker.wait(worker.ask("line", {"task": line.task}, taken_in(line)))
            found = request.result if request.error is None else request.error
            run.take_in(line, found)
            if isinstance(found, MadeLine):
                found = self._write(line, found, request.seconds)
            told.line(line, found, request.seconds)
        for line, error in run.outcome.failed:
            told_of = {"error": error.as_json(), "exit_code": error.exit_code, "seconds": 0.0}
            ledger.add({"record": FAILED, **_about(line), **told_of})
        self._look_after_what_left()
        counts = {"made": len(run.outcome.made), "kept": len(run.outcome.kept), "failed": len(run.outcome.failed)}
        ledger.add({"record": END, **counts, "bad": len(run.outcome.bad), "left": run.outcome.left})
        self._shard.report()

    def _about_run(self) -> dict[str, Any]:
        plan, asked = self.run.plan, self.run.asked
        return {
            "record": RUN,
            "options": {**asdict(asked.batch), "start_frame": asked.start_frame},
            "formats": ["blend"],
            "lines": len(self.run.wanted),
            "to_make": self.run.to_make,
            "names": {line.id: line.name for line in plan.lines if line.id != line.name},
            "chosen": list(plan.chosen),
            "notes": list(plan.notes),
        }

    def _is_complete(self, line: ScriptLine, known: Mapping[str, Any]) -> bool:
        record = known.get(line.key)
        if record is None or record["hash"] != self._identity(line):
            return False
        current = self.run.plan.is_current(line, line.identity, record["models"])
        return current and self._shard.is_complete(record)

    def _identity(self, line: ScriptLine) -> str:
        """Of all that its file hangs on: the line, the scene, and where in it."""
        head = self.run.heads.get(line.character, "")
        return digest_of([line.identity, self._scene, self.run.asked.start_frame, head])

    def _write(self, line: ScriptLine, made: MadeLine, seconds: float) -> SoliloquyError | MadeLine:
        """Write the file of a line, and leave the scene as it was. Returns what it came to."""
        outcome = self.run.outcome
        try:
            with _said_alone(self.run, line):
                staged, about = self._save(line)
            record = {"record": MADE, **_about(line), "hash": self._identity(line), "models": dict(made.models)}
            record |= {"outputs": [about], "warnings": list(made.warnings), "seconds": round(seconds, 4)}
            record |= {"speech_seconds": round(made.duration, 3)}
            self._shard.commit(record, staged)
        except SoliloquyError as error:
            if isinstance(error, WriteError):
                raise
            outcome.failed.append((line, error))
            return error
        finally:
            made.take.unlink(missing_ok=True)
        outcome.made.append(line.key)
        self.written.append(about)
        return made

    def _save(self, line: ScriptLine) -> tuple[Path, dict[str, Any]]:
        """The folder of the staged file, and what the ledger says of it. Raises WriteError."""
        staged = self._shard.staged()
        # As deep below the output folder as its place is, for the paths in it are relative.
        path = staged.parent / f"{line.name}.blend"
        try:
            with sounds_inside():
                bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
            with path.open("r+b") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
                os.fsync(file.fileno())
            path.replace(staged / path.name)
        except (OSError, RuntimeError) as error:
            raise WriteError(str(path), reason_of(error), "Give another --per-line") from error
        below = line.key.partition("/")[0]
        return staged, {"path": f"{below}/{path.name}", "bytes": size, "sha256": sha256}

    def _look_after_what_left(self) -> None:
        """List the files of lines that left the script, or remove them."""
        run, shard = self.run, self._shard
        known = made_lines(shard.ledger.records)
        plan = run.plan
        gone = [each for key, each in known.items() if key not in plan.keys and plan.is_gone(key, each["name"])]
        left = {output["path"]: output for record in gone for output in record["outputs"]}
        left = {path: output for path, output in left.items() if path not in outputs_of(shard.others)}
        if run.asked.batch.prune and gone:
            run.outcome.removed = [path for path, output in left.items() if shard.remove(output)]
            keys = [record["key"] for record in gone]
            shard.ledger.add({"record": REMOVED, "keys": keys, "paths": run.outcome.removed})
        run.outcome.left = [path for path in left if shard.has(path)]


@contextmanager
def _said_alone(run: ScriptRun, line: ScriptLine) -> Iterator[None]:
    """The open scene while a line is said in it, and no other. Raises what ``ScriptRun.put`` does."""
    scene = current_scene()
    alone = replace(run.plan, lines=(line,))
    one = ScriptRun(bpy.context, run.asked, alone, run.chosen)
    one.identities = run.identities
    one.made[line.key] = run.made.pop(line.key)
    try:
        outcome = one.put(bpy.context)
        for _line, error in outcome.failed:
            raise error
        yield
    finally:
        heads = [scene.objects[name] for name in one.outcome.added]
        _empty(scene, ())
        for head in heads:
            _remove(head)


def _empty(scene: bpy.types.Scene, heads: Iterable[str]) -> None:
    """Take out the lines of all heads, and other speech of those that are named."""
    for head in {head for head, _line in lines_in(scene)}:
        set_lines(scene, find_rig(head), [])
    for name in filter(None, heads):
        rig = find_rig(scene.objects[name])
        for take in written_takes(rig):
            remove_take(scene, rig, take)


def _remove(head: bpy.types.Object) -> None:
    """A head that was added, with its armature."""
    armature = head.parent
    for each in (head, armature):
        if each is not None:
            bpy.data.objects.remove(each)


def _about(line: ScriptLine) -> dict[str, Any]:
    """What the ledger keeps of every line."""
    return Task.from_plain(line.task).about
