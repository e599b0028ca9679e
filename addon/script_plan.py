# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of a script, and what the worker has found in it: plain values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..runtime.errors import UsageError
from ..runtime.requests import BatchRequest, MotionRequest
from ..runtime.requests.json_form import to_json
from ..runtime.script.choice import Choice


@dataclass(frozen=True)
class ScriptAsked:
    """script: a file. folder: in which it names sounds and styles. batch: what of it, and with which cast. motion: as
    of every line. start_frame: on which the script's time 0 lies. idles: whether heads idle where they say nothing."""

    script: Path
    folder: Path
    batch: BatchRequest
    motion: MotionRequest
    start_frame: int
    idles: bool = True

    @property
    def arguments(self) -> dict[str, Any]:
        """What the worker is sent: the whole script is planned, for a line's time hangs on those before it."""
        request = {**to_json(self.batch), "shard": None}
        return {
            "script": str(self.script),
            "folder": str(self.folder),
            "request": request,
            "motion": to_json(self.motion),
        }

    def wants(self, line: "ScriptLine") -> bool:
        """Whether ``--only`` asks for a line."""
        return Choice.of(self.batch.only).wants(line.character, line.id)

    def wants_row(self, row: Mapping[str, Any]) -> bool:
        """Whether it asks for a row that is none."""
        return Choice.of(self.batch.only).wants_row(row["id"])


@dataclass(frozen=True)
class ScriptLine:
    """A line that can be made. task: what the worker is sent for it; the rest are parts of it (``batch.task.Task``)."""

    task: Mapping[str, Any]
    key: str
    id: str
    row: int
    name: str
    character: str
    identity: str
    object: str
    start: float | None
    gap: float | None

    @property
    def recording(self) -> str | None:
        return self.task["recording"] if self.task["kind"] == "animate" else None


@dataclass(frozen=True)
class ScriptPlan:
    """lines: in the script's order. bad: rows that are none. models: sha256 of every model there is, by name. chosen,
    notes, unread: as of the batch. reads: files that are read."""

    lines: tuple[ScriptLine, ...]
    bad: tuple[Mapping[str, Any], ...]
    keys: frozenset[str]
    chosen: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...]
    reads: tuple[Path, ...]
    models: Mapping[str, str]
    unread: frozenset[str]

    def is_gone(self, key: str, name: str) -> bool:
        """Whether a line that was made has left the script; not where its row may only be bad today."""
        return key not in self._made_of_lines and not {name, ""} & self._bad_names

    @cached_property
    def _made_of_lines(self) -> set[str]:
        return {line.key for line in self.lines}

    @cached_property
    def _bad_names(self) -> set[str]:
        return {*self.unread, *(row["name"] for row in self.bad)}

    def is_current(self, line: ScriptLine, hashed: str, models: Mapping[str, str]) -> bool:
        """Whether what was made of ``hashed`` by ``models`` is what would be made now."""
        return hashed == line.identity and all(self.models.get(name) == digest for name, digest in models.items())


def read_plan(result: Mapping[str, Any]) -> ScriptPlan:
    """The plan that the worker has written. Its file is gone afterwards."""
    path = Path(result["plan"])
    told = json.loads(path.read_text(encoding="ascii"))
    path.unlink()
    kept = ("key", "id", "row", "name", "character", "identity", "object", "start", "gap")
    return ScriptPlan(
        lines=tuple(ScriptLine(task=task, **{name: task[name] for name in kept}) for task in told["tasks"]),
        bad=tuple(told["bad"]),
        keys=frozenset(told["keys"]),
        chosen=tuple(told["chosen"]),
        notes=tuple(told["notes"]),
        reads=tuple(map(Path, told["reads"])),
        models=told["models"],
        unread=frozenset(told["unread"]),
    )


def refuse_two_languages(plan: ScriptPlan) -> None:
    """Raise UsageError where the same line would be said in two languages on one timeline."""
    named: dict[str, str] = {}
    for line in plan.lines:
        language = line.key.partition("/")[0]
        other = named.setdefault(line.name, language)
        if other != language:
            reason = f"is in the script in {other} and in {language}, and one timeline has one language"
            raise UsageError(f"line {line.id}", reason, f"Give --languages {other}, or another")
