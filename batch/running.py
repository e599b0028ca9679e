# SPDX-License-Identifier: GPL-3.0-or-later
"""The run: what is complete stays, the rest is made by several processes, and everything is written down."""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..runtime import interrupts
from ..runtime.counted import counted
from ..runtime.errors import SetupError, SoliloquyError, WriteError
from ..runtime.output_folder import Inputs
from ..runtime.requests import BatchRequest
from ..runtime.weights import all_weights
from .asking import Asked
from .ledger import BAD, END, FAILED, MADE, REMOVED, RUN, Record, made_lines, outputs_of
from .planning import Plan
from .shard_folder import ShardFolder, shard_folder
from .task import HEADS, Task
from .workers import Handed, Listener, Performing, performed

_STOPPING = (SetupError.code, WriteError.code)
"""Errors after which no other line could be made either."""


@dataclass
class Outcome:
    """What a run came to. made, failed: records of this run. kept: lines that were complete. left: paths of files that
    no line of the script has any more. removed: those that were. report: its path, None where a file of the user's has
    that name."""

    plan: Plan
    made: list[Record] = field(default_factory=list)
    failed: list[Record] = field(default_factory=list)
    kept: int = 0
    left: tuple[str, ...] = ()
    removed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    report: Path | None = None

    @property
    def exit_code(self) -> int:
        """That of the first line that failed; of a bad row where none did; otherwise 0."""
        codes = [record["exit_code"] for record in sorted(self.failed, key=lambda record: record["row"])]
        return next(iter(codes), 3 if self.plan.bad else 0)


def run(plan: Plan, request: BatchRequest, asked: Asked, out: Path, jobs: int, tell: Listener) -> Outcome:
    """Make a plan's lines. tell: is told each event.

    Raises BusyError, WriteError (the disk is full), SetupError, KeyboardInterrupt; what is made by then stays.
    """
    outcome, began = Outcome(plan), time.perf_counter()
    shard = "{}of{}".format(*request.part)
    with shard_folder(out, shard, Inputs.of(plan.reads)) as folder:
        known = made_lines([*folder.others, *folder.ledger.records])
        waiting = [task for task in plan.tasks if not (request.resume and _is_complete(task, known, folder))]
        outcome.kept = len(plan.tasks) - len(waiting)
        outcome.left = tuple(left_over(plan, folder))
        folder.ledger.add(_about_run(request, asked, plan, waiting))
        for row in plan.bad:
            folder.ledger.add({"record": BAD, **asdict(row)})
        tell(_plan_event(outcome, waiting, jobs))
        try:
            with _performing(request) as performing:
                _make(waiting, jobs, folder, asked, outcome, tell, performing)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_kept(outcome, len(waiting))) from None
        if request.prune:
            _prune(folder, outcome)
        outcome.left = tuple(left_over(plan, folder))
        outcome.seconds = time.perf_counter() - began
        interrupts.too_late()
        folder.ledger.add(_end_record(outcome))
        outcome.report = folder.report()
    tell(_end_event(outcome))
    return outcome


def left_over(plan: Plan, folder: ShardFolder) -> dict[str, Record]:
    """Files that this shard wrote and no line of the script has any more, by path: those of lines that left it, and of
    formats that are no longer asked for. A split's heads belong to nobody and stay."""
    known = made_lines(folder.ledger.records)
    staying = (record for key, record in known.items() if not plan.is_gone(key, record["name"]))
    in_use = outputs_of([*folder.others, *staying])
    written = {output["path"]: output for each in folder.ledger.records for output in each.get("outputs", ())}
    return {
        path: output
        for path, output in written.items()
        if path not in in_use and not path.startswith(f"{HEADS}/") and folder.has(path)
    }


def _is_complete(task: Task, known: Mapping[str, Record], folder: ShardFolder) -> bool:
    """Whether a line was made of the same, by the models that there are, and its files are in their places."""
    record = known.get(task.key)
    if record is None or record["hash"] != task.identity:
        return False
    weights = all_weights()
    models = record["models"].items()
    same = all(name in weights and weights[name].sha256 == digest for name, digest in models)
    return same and folder.is_complete(record)


def _kept(outcome: Outcome, wanted: int) -> str:
    done = len(outcome.made)
    return (
        f"{done} of {counted(wanted, 'line')} were made, and their files are in place; run it again for the rest"
        if done
        else ""
    )


@contextmanager
def _performing(request: BatchRequest) -> Iterator[Performing]:
    """Where lines are made: in processes here, or on a cluster."""
    if request.scheduler is None:
        yield performed
        return
    from .cluster import cluster

    with cluster(request.scheduler) as workers:
        yield workers.performed


def _make(
    tasks: list[Task],
    jobs: int,
    folder: ShardFolder,
    asked: Asked,
    outcome: Outcome,
    tell: Listener,
    performing: Performing,
) -> None:
    heads = Heads(asked.export.split)
    again: list[Task] = []
    languages = tuple(sorted({task.language for task in tasks}))

    def handed(waiting: Iterable[Task]) -> Iterator[Handed]:
        for task in waiting:
            yield Handed(task, str(folder.staged()), heads.wanted_with(task), languages)

    for each, found in performing(handed(tasks), min(jobs, max(1, len(tasks)))):
        interrupts.check()
        record = _committed(each, found, folder, heads)
        if record["record"] == MADE:
            _note(record, folder, outcome, tell)
        else:
            again.append(each.task)
    # Alone: where memory or a file was short, it may be there now.
    for each, found in performing(handed(again), 1):
        _note(_committed(each, found, folder, heads), folder, outcome, tell)


def _committed(each: Handed, found: Mapping[str, Any], folder: ShardFolder, heads: "Heads") -> Record:
    """The record of a line, whose files are in their places where it was made. Raises what stops the whole run."""
    record = {"record": MADE, **each.task.about, "hash": each.task.identity, **found}
    error = found.get("error")
    if error is None:
        try:
            folder.commit(record, Path(each.folder))
            heads.made_with(each)
            return record
        except SoliloquyError as raised:
            if isinstance(raised, WriteError) and not folder.folder.is_dir():
                raise
            error = raised.as_json()
            record = {name: value for name, value in record.items() if name not in ("outputs", "models", "mouths")}
            record |= {"error": error, "exit_code": raised.exit_code}
    elif error["code"] in _STOPPING:
        if Path(error["input"]).is_relative_to(folder.folder):
            raise WriteError(str(folder.folder), error["reason"], error["hint"])
        kind = SetupError if error["code"] == SetupError.code else WriteError
        raise kind(error["input"], error["reason"], error["hint"])
    heads.not_made_with(each)
    return {**record, "record": FAILED}


def _note(record: Record, folder: ShardFolder, outcome: Outcome, tell: Listener) -> None:
    if record["record"] == MADE:
        outcome.made.append(record)
    else:
        folder.ledger.add(record)
        outcome.failed.append(record)
    kept = ("key", "id", "row", "character", "error", "warnings", "speech_seconds", "seconds", "fits", "over_seconds")
    about = {name: record[name] for name in kept if name in record}
    outputs = [output["path"] for output in record.get("outputs", ())]
    tell({"event": "line", "state": "made" if record["record"] == MADE else "failed", **about, "outputs": outputs})


def _prune(folder: ShardFolder, outcome: Outcome) -> None:
    """Remove what is left over; what was changed since it was made stays, and stays listed."""
    left = left_over(outcome.plan, folder)
    outcome.removed = [path for path, output in left.items() if folder.remove(output)]
    known = made_lines(folder.ledger.records)
    gone = [key for key, record in known.items() if outcome.plan.is_gone(key, record["name"])]
    if gone or outcome.removed:
        folder.ledger.add({"record": REMOVED, "keys": gone, "paths": outcome.removed})


class Heads:
    """Which heads of a split this run has written, so that each is written once. Without a split there are none."""

    def __init__(self, split: bool) -> None:
        self._split = split
        self._there: set[str] = set()

    def wanted_with(self, task: Task) -> bool:
        """Whether the head of a task's clip is to be made with it; the next that asks is told no."""
        head = self._head(task)
        if not self._split or head in self._there:
            return False
        self._there.add(head)
        return True

    def made_with(self, each: Handed) -> None:
        self._there.add(self._head(each.task))

    def not_made_with(self, each: Handed) -> None:
        if each.with_head:
            self._there.discard(self._head(each.task))

    def _head(self, task: Task) -> str:
        return str(task.export["head"] or task.request["motion"]["head"])


def _about_run(request: BatchRequest, asked: Asked, plan: Plan, waiting: list[Task]) -> Record:
    return {
        "record": RUN,
        "options": asdict(request),
        "formats": list(asked.formats),
        "lines": len(plan.tasks),
        "to_make": len(waiting),
        "names": {task.id: task.name for task in plan.tasks if task.id != task.name},
        "chosen": [asdict(each) for each in plan.chosen],
        "notes": list(plan.notes),
    }


def _plan_event(outcome: Outcome, waiting: list[Task], jobs: int) -> dict[str, Any]:
    plan = outcome.plan
    return {
        "event": "plan",
        "format": 1,
        "lines": len(plan.tasks),
        "to_make": len(waiting),
        "kept": outcome.kept,
        "jobs": jobs,
        "bad": [asdict(row) for row in plan.bad],
        "left": list(outcome.left),
        "chosen": [asdict(each) for each in plan.chosen],
        "notes": list(plan.notes),
    }


def _counts(outcome: Outcome) -> dict[str, Any]:
    speech = sum(record["speech_seconds"] for record in outcome.made)
    return {
        "made": len(outcome.made),
        "kept": outcome.kept,
        "failed": len(outcome.failed),
        "bad": len(outcome.plan.bad),
        "seconds": round(outcome.seconds, 3),
        "speech_seconds": round(speech, 3),
    }


def _end_record(outcome: Outcome) -> Record:
    return {"record": END, **_counts(outcome), "left": list(outcome.left)}


def _end_event(outcome: Outcome) -> dict[str, Any]:
    misfits = [record["key"] for record in outcome.made if record.get("fits") is False]
    more: dict[str, Any] = {"left": list(outcome.left), "removed": outcome.removed, "misfits": misfits}
    more["report"] = None if outcome.report is None else outcome.report.name
    return {"event": "end", **_counts(outcome), **more, "exit_code": outcome.exit_code}
