# SPDX-License-Identifier: GPL-3.0-or-later
"""``blender -b SCENE.blend --command soliloquy batch LINES.csv (--timeline SPOKEN.blend | --per-line FOLDER)``."""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy

from ..blender.datablocks import current_scene
from ..runtime.counted import counted
from ..runtime.errors import SoliloquyError
from ..runtime.registers import choices_in
from ..runtime.requests import MOTION_OF_EVERY_LINE, BatchRequest, ExportOptions, MotionRequest
from ..runtime.requests.arguments import add_options
from ..runtime.requests.options import from_values
from ..runtime.script.casting import Chosen
from ..runtime.user_file import as_path
from . import session
from .properties import settings_of
from .saving import blend_path, check_place, no_folder_left, save_blend
from .script_plan import ScriptAsked, ScriptLine, ScriptPlan, read_plan, refuse_two_languages
from .script_put import ScriptOutcome
from .script_run import ScriptRun
from .script_takes import taken_in
from .waiting import result_of

_OF_BATCH = ("cast", "resume", "only", "languages", "dry_run", "prune")


def add_batch(command: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what runs it."""
    command.add_argument("script", type=Path, metavar="LINES", help="a .csv, .tsv, .jsonl, .json, .fountain or .txt")
    registers = {name: choices_in(name) for name in ("engine", "language")}
    add_options(command, BatchRequest, registers=registers, only=_OF_BATCH)
    add_options(command, MotionRequest, registers=registers, only=MOTION_OF_EVERY_LINE)
    add_options(command, ExportOptions, registers=registers, only=("start_frame",))
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("--timeline", type=Path, metavar="FILE", help="all lines in one .blend, one after the other")
    where.add_argument("--per-line", type=Path, metavar="DIR", help="a .blend for each line: DIR/LANGUAGE/ID.blend")
    command.add_argument("--no-idle", dest="idles", action="store_false", help="heads rest where they say nothing")
    command.add_argument("--json", action="store_true", help="what happens as JSON Lines on standard output")
    command.set_defaults(run=lambda parsed: _run(vars(parsed)))


def _run(values: Mapping[str, Any]) -> None:
    asked = _asked(values)
    if values["per_line"] is not None and not asked.batch.dry_run:
        from .script_files import speak_into_files

        raise SystemExit(speak_into_files(asked, values["per_line"], Told(values["json"])))
    raise SystemExit(_speak_on_timeline(asked, values["timeline"], Told(values["json"])))


def _asked(values: Mapping[str, Any]) -> ScriptAsked:
    script = as_path("script", values["script"]).absolute()
    batch = from_values(BatchRequest, values)
    if batch.cast is not None:
        batch = replace(batch, cast=str(Path(batch.cast).absolute()))
    start = from_values(ExportOptions, values).start_frame
    motion = from_values(MotionRequest, values)
    return ScriptAsked(script, script.parent, batch, motion, start, values["idles"])


def _speak_on_timeline(asked: ScriptAsked, out: Path | None, told: "Told") -> int:
    """Returns the exit code."""
    began = time.perf_counter()
    context: Any = bpy.context
    plan = plan_of(asked)
    refuse_two_languages(plan)
    run = ScriptRun(context, asked, plan, chosen_head(current_scene()))
    if asked.batch.dry_run or out is None:
        return told.dry_run(run)
    path = blend_path(out)
    with no_folder_left(path.parent):
        check_place(path)
        told.plan(run)
        before = set(bpy.data.sounds)
        make_lines(run, told)
        outcome = run.put(context)
        save_blend(path, [sound for sound in bpy.data.sounds if sound not in before])
    told.end(outcome, [path], time.perf_counter() - began)
    return outcome.exit_code


def chosen_head(scene: Any) -> str | None:
    """The name of the head that is set in the file; None where none is."""
    target = settings_of(scene).target
    return None if target is None else str(target.name)


def plan_of(asked: ScriptAsked) -> ScriptPlan:
    """The plan of a script, from the worker. Raises as ``batch.planning.make_plan``."""
    plan: ScriptPlan = result_of("script", asked.arguments, read_plan)
    return plan


def make_lines(run: ScriptRun, told: "Told | None" = None) -> None:
    """Let the worker make what is to be made, one line after the other. Raises what stops the whole run."""
    worker = session.worker()
    while (line := run.next()) is not None:
        request = worker.wait(worker.ask("line", {"task": line.task}, taken_in(line)))
        found = request.result if request.error is None else request.error
        run.take_in(line, found)
        if told is not None:
            told.line(line, found, request.seconds)


class Told:
    """What the command says: sentences, or the JSON Lines of docs/batch.md."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._to_make = self._done = 0

    def plan(self, run: ScriptRun) -> None:
        plan, self._to_make = run.plan, run.to_make
        self._event(
            "plan",
            format=1,
            lines=len(run.wanted),
            to_make=run.to_make,
            kept=run.kept,
            bad=list(run.outcome.bad),
            chosen=list(plan.chosen),
            notes=list(plan.notes),
        )

    def line(self, line: ScriptLine, found: Any, seconds: float) -> None:
        error = found if isinstance(found, SoliloquyError) else None
        state = {"state": "made"} if error is None else {"state": "failed", "error": error.as_json()}
        about = {"key": line.key, "id": line.id, "row": line.row, "character": line.character}
        self._event("line", **state, **about, seconds=round(seconds, 4))
        if not self._as_json:
            self._done += error is None
            print(f"{line.id} ({self._done} of {self._to_make})", file=sys.stderr)

    def end(self, outcome: ScriptOutcome, outputs: list[Path], seconds: float) -> None:
        self._event(
            "end",
            made=len(outcome.made),
            kept=len(outcome.kept),
            moved=outcome.moved,
            failed=_failed(outcome),
            bad=len(outcome.bad),
            left=outcome.left,
            removed=outcome.removed,
            lost=outcome.lost,
            added=outcome.added,
            warnings=outcome.warnings,
            outputs=[str(path) for path in outputs],
            seconds=round(seconds, 3),
            exit_code=outcome.exit_code,
        )
        if not self._as_json:
            _say_end(outcome, outputs, seconds)

    def dry_run(self, run: ScriptRun) -> int:
        """Returns the exit code."""
        plan = run.plan
        lines, bad = [line.key for line in run.wanted], run.outcome.bad
        self._event(
            "dry_run",
            format=1,
            lines=lines,
            bad=list(bad),
            chosen=list(plan.chosen),
            heads=run.heads,
            failed=_failed(run.outcome),
        )
        if not self._as_json:
            for character, head in run.heads.items():
                print(f"{character or '(nobody)'}: {head or 'a new head'}")
            print(f"{run.to_make} of {counted(len(lines), 'line')} would be made, {len(bad)} cannot be")
            _say_plan(run.outcome)
            _say_failed(run.outcome)
        return run.outcome.exit_code

    def _event(self, name: str, **fields: Any) -> None:
        if self._as_json:
            print(json.dumps({"event": name, **fields}), flush=True)


def _say_end(outcome: ScriptOutcome, outputs: list[Path], seconds: float) -> None:
    counts = f"{counted(len(outcome.made), 'line')} made, {len(outcome.kept)} kept, {len(outcome.failed)} failed"
    print(f"{counts}, {len(outcome.bad)} cannot be ({seconds:.1f} s)")
    for path in outputs:
        print(path)
    _say_plan(outcome)
    for warning in (
        *(f"{name} was added for its character" for name in outcome.added),
        *(f"{key} is said at another time than before" for key in outcome.moved),
        *(f"{key} has left the script; --prune removes it" for key in outcome.left),
        *(f"{key} was heard though its head is gone; its sound was removed" for key in outcome.lost),
        *outcome.warnings,
    ):
        print(f"warning: {warning}", file=sys.stderr)
    _say_failed(outcome)


def _failed(outcome: ScriptOutcome) -> list[dict[str, Any]]:
    return [{"key": line.key, "row": line.row, "error": error.as_json()} for line, error in outcome.failed]


def _say_failed(outcome: ScriptOutcome) -> None:
    for line, error in outcome.failed:
        print(f"soliloquy: {line.key} (row {line.row}): not made: {error}", file=sys.stderr)


def _say_plan(outcome: ScriptOutcome) -> None:
    plan = outcome.plan
    for note in plan.notes:
        print(f"warning: {note}", file=sys.stderr)
    for each in plan.chosen:
        print(f"warning: {Chosen(**each).note}", file=sys.stderr)
    for row in outcome.bad:
        about = ", ".join(str(row[name]) for name in ("id", "column", "language") if row[name])
        print(f"soliloquy: row {row['row']} ({about}): {row['reason']}. {row['hint']}", file=sys.stderr)
