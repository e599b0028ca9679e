# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy batch``: a script becomes a thousand performances."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..batch.asking import Asked
from ..batch.ledger import names_in
from ..batch.merging import merge
from ..batch.planning import Plan, make_plan, voices_by_character
from ..batch.running import Outcome, run
from ..batch.state import misfits
from ..exporters import DEFAULT_FORMATS, FORMATS, chosen_formats
from ..runtime import interrupts
from ..runtime.animate.engines import find_engine
from ..runtime.counted import counted
from ..runtime.errors import UsageError
from ..runtime.head.heads import head_called
from ..runtime.presets import rate_warning
from ..runtime.requests import MOTION_OF_EVERY_LINE, BatchRequest, ExportOptions, MotionRequest
from ..runtime.requests.arguments import Registers, add_options
from ..runtime.requests.kinds import between_commas
from ..runtime.requests.options import from_values
from ..runtime.threads import usable_cores
from ..runtime.user_file import as_path
from .batch_progress import BatchProgress
from .streams import answer, show, tell
from .terminal import in_one_line, shortened


def add_batch(command: argparse.ArgumentParser, registers: Registers) -> None:
    """Give the command its arguments."""
    command.add_argument(
        "script",
        nargs="?",
        type=Path,
        metavar="LINES",
        help="a .csv, .tsv, .tab, .xlsx, .jsonl, .json, .fountain or .txt",
    )
    add_options(command, BatchRequest, registers=registers)
    add_options(command, MotionRequest, registers=registers, only=MOTION_OF_EVERY_LINE)
    add_options(command, ExportOptions, registers=registers)
    command.add_argument("--out", type=Path, metavar="DIR", help="folder for the outputs: DIR/LANGUAGE/ID.*")
    usual = f"{', '.join(FORMATS)}; by default {','.join(DEFAULT_FORMATS)}, of a split its clip alone"
    command.add_argument("--formats", metavar="A,B,...", help=usual)
    command.add_argument("--resume", action="store_true", default=argparse.SUPPRESS, help="go on; as it is by default")
    command.add_argument("--merge", type=Path, metavar="DIR", help="join the ledgers and reports of shards")
    command.add_argument("--json", action="store_true", help="what happens as JSON Lines on standard output")
    command.set_defaults(run=(_run, ()))


def _run(values: dict[str, Any]) -> None:
    if values["merge"] is not None:
        named = [str(values[name]) for name in ("script", "out") if values[name] is not None]
        if named:
            reason = "goes with no script and no --out: it joins what was made, and makes nothing"
            raise UsageError("--merge", reason, f"Leave out {' and '.join(named)}")
        _merge(as_path("--merge", values["merge"]), values["json"])
        return
    if values["script"] is None or values["out"] is None:
        raise UsageError("LINES --out DIR", "are both needed", "For instance: soliloquy batch LINES.csv --out takes")
    script, out = as_path("script", values["script"]), as_path("--out", values["out"])
    request = from_values(BatchRequest, values)
    asked = _asked(values, script)
    plan = make_plan(script, request, asked, before=names_in(out))
    jobs = request.jobs or usable_cores()
    if request.dry_run:
        _show_plan(plan, values["json"])
        return
    progress = BatchProgress(as_json=values["json"])
    try:
        outcome = run(plan, request, asked, out, jobs, progress)
    finally:
        progress.close()
    if not values["json"]:
        _show_outcome(outcome, out)
    raise SystemExit(outcome.exit_code)


def _asked(values: dict[str, Any], script: Path) -> Asked:
    options = from_values(ExportOptions, values)
    formats = values["formats"]
    names = None if formats is None else between_commas(formats)
    warning = rate_warning(options.fps, options.preset)
    if warning:
        tell(f"warning: {warning}")
    motion = from_values(MotionRequest, values)
    # What is wrong with every line is wrong with the command. Files show each take's own head, so the cast decides.
    find_engine(motion.engine)
    motion = replace(motion, head=head_called(motion.head))
    chosen = tuple(chosen_formats(names, options))
    return Asked(motion, chosen, replace(options, head=None), script.absolute().parent)


def _merge(folder: Path, as_json: bool) -> None:
    merged = merge(folder)
    state = merged.state
    if as_json:
        counts = {"made": len(state.made), "failed": len(state.failed), "bad": len(state.bad)}
        files = [str(path) for path in merged.files]
        answer({"event": "merge", "format": 1, **counts, "missing": list(state.missing), "outputs": files})
    else:
        for path in merged.files:
            show(str(path))
        show(f"{counted(len(state.made), 'line')} made, {len(state.failed)} failed, {len(state.bad)} cannot be")
        _tell([f"soliloquy: {clause}" for clause in state.missing], "missing")
    raise SystemExit(merged.exit_code)


def _show_plan(plan: Plan, as_json: bool) -> None:
    voices = voices_by_character(plan.tasks)
    if as_json:
        chosen = [f"{each.language}/{each.character}" for each in plan.chosen]
        bad = [vars(row) for row in plan.bad]
        lines = [task.key for task in plan.tasks]
        answer({"event": "dry_run", "format": 1, "lines": lines, "voices": voices, "chosen": chosen, "bad": bad})
    else:
        _tell_notes(plan)
        for character, named in voices.items():
            show(in_one_line(f"{character or '(nobody)'}: {'; '.join(named)}"))
        show(f"{counted(len(plan.tasks), 'line')} would be made, {len(plan.bad)} cannot be")
    if plan.bad:
        raise SystemExit(3)


def _show_outcome(outcome: Outcome, out: Path) -> None:
    plan = outcome.plan
    interrupts.too_late()
    speech = sum(record["speech_seconds"] for record in outcome.made)
    rate = speech / outcome.seconds if outcome.seconds else 0.0
    show(str(out if outcome.report is None else outcome.report))
    show(
        f"{counted(len(outcome.made), 'line')} made, {outcome.kept} kept, {len(outcome.failed)} failed, "
        f"{len(plan.bad)} cannot be; {speech:.0f} s of speech in {outcome.seconds:.0f} s, {rate:.2f} s a second"
    )
    _tell_notes(plan)
    _tell([f"warning: {key}" for key in misfits(outcome.made)], "lines that do not fit")
    if outcome.removed:
        show(f"{counted(len(outcome.removed), 'file')} removed, for they had left the script")
    _tell([f"warning: {path} has left the script; --prune removes it" for path in outcome.left], "files left over")
    failed = [
        f"soliloquy: {record['key']} (row {record['row']}): not made: {_said(record)}" for record in outcome.failed
    ]
    _tell(failed, "failed")


def _said(record: dict[str, Any]) -> str:
    error = record["error"]
    return f"{error['input']}: {error['reason']}. {error['hint']}"


def _tell_notes(plan: Plan) -> None:
    _tell([f"warning: {note}" for note in plan.notes], "notes")
    _tell([f"warning: {each.note}" for each in plan.chosen], "voices chosen")
    _tell([f"soliloquy: row {row.row}{_where(row)}: {row.reason}. {row.hint}" for row in plan.bad], "cannot be made")


def _where(row: Any) -> str:
    parts = [f"id {row.id}" if row.id else "", f"column {row.column}" if row.column else "", row.language]
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""


def _tell(lines: list[str], what: str) -> None:
    for line in shortened(lines, what):
        tell(line)
