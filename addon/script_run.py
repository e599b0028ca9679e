# SPDX-License-Identifier: GPL-3.0-or-later
"""A script becomes speech on the heads of a scene: what is there and current stays, the rest is made and put."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import bpy

from ..blender.rig import find_rig
from ..blender.script_lines import is_whole, lines_in
from ..blender.takes import frame_rate
from ..runtime.errors import InputError, SetupError, SoliloquyError, WriteError
from ..runtime.script.cast import known_as
from .script_casting import Casting, cast_lines, identities_of
from .script_plan import ScriptAsked, ScriptLine, ScriptPlan
from .script_put import ScriptOutcome, put_made
from .script_takes import MadeLine, kept_take

_STOPPING = (SetupError, WriteError)
"""Errors after which no other line could be made either."""


class ScriptRun:
    """Which lines are to be made and what has come of them. It holds plain values alone: while lines are made, the
    artist goes on working, and ``put`` looks at the scene anew."""

    def __init__(self, context: Any, asked: ScriptAsked, plan: ScriptPlan, chosen: str | None = None) -> None:
        """chosen: name of the head for lines of nobody. Raises InputError for a damaged record."""
        self.identities = identities_of(plan.lines)
        self.asked, self.plan = asked, plan
        self.wanted = tuple(filter(asked.wants, plan.lines))
        self.outcome = ScriptOutcome(plan, tuple(filter(asked.wants_row, plan.bad)))
        self.chosen = chosen
        self.made: dict[str, MadeLine] = {}
        self._again: list[ScriptLine] = []
        self._given_up = 0
        casting = self._cast(context.scene)
        current = self._current(context.scene, casting)
        self.waiting: list[ScriptLine] = []
        for line in self.wanted:
            refused = casting.refused.get(known_as(line.character))
            if refused is not None:
                self.outcome.failed.append((line, refused))
            elif line.key not in current or not asked.batch.resume:
                self.waiting.append(line)
        self.to_make = len(self.waiting)
        self._refused = len(self.outcome.failed)
        names = {known_as(line.character): line.character for line in plan.lines}
        self.heads = {names[key]: head for key, head in casting.heads.items()}
        self.heads |= {names[key]: "" for key in casting.missing}
        self.rate = frame_rate(context.scene)
        self.layouts = {name: _layout(context.scene, head) for name, head in self.heads.items()}

    def next(self) -> ScriptLine | None:
        """The next line that the worker has to make; None when all are done. A line that fails is tried once more when
        the others are done."""
        while self.waiting or self._again:
            line = self.waiting.pop(0) if self.waiting else self._again[0]
            kept = kept_take(line) if self.asked.batch.resume else None
            if kept is None:
                return line
            self.made[line.key] = kept
        return None

    def take_in(self, line: ScriptLine, found: MadeLine | SoliloquyError) -> None:
        """Note what came of a line. Raises what stops the whole run."""
        if isinstance(found, MadeLine):
            self.made[line.key] = found
            self.outcome.warnings += [f"{line.id}: {warning}" for warning in found.warnings]
            if line in self._again:
                self._again.remove(line)
        elif isinstance(found, _STOPPING):
            raise found
        elif line in self._again:
            self._again.remove(line)
            self._given_up += 1
            self.outcome.failed.append((line, found))
        else:
            self._again.append(line)

    @property
    def kept(self) -> int:
        """How many of the lines that are wanted need not be made."""
        return len(self.wanted) - self.to_make - self._refused

    @property
    def done(self) -> int:
        """How many of ``to_make`` are made, or have failed for good."""
        return len(self.made) + self._given_up

    def put(self, context: Any, tell: Callable[[str], None] = lambda key: None) -> ScriptOutcome:
        """Put what was made onto the scene's heads. tell: is told the key of each line that is put.

        Raises InputError, before anything has changed, where heads cannot be added.
        """
        put_made(context, self.asked, self._cast(context.scene), self.identities, self.made, self.outcome, tell)
        return self.outcome

    def _cast(self, scene: bpy.types.Scene) -> Casting:
        chosen = None if self.chosen is None else scene.objects.get(self.chosen)
        return cast_lines(scene, self.plan.lines, chosen)

    def _current(self, scene: bpy.types.Scene, casting: Casting) -> set[str]:
        """Keys of lines that are in the scene as they would be made now, on the head that is to say them."""
        lines = {line.key: line for line in self.plan.lines}
        found = set()
        for head, placed in lines_in(scene):
            line = lines.get(placed.key)
            cast = None if line is None else casting.heads.get(known_as(line.character))
            if line is None or cast is None:
                continue
            rig = find_rig(scene.objects[cast])
            same = (placed.rate, placed.layout) == (frame_rate(scene), rig.layout) and rig.object.data == head.data
            if same and self.plan.is_current(line, placed.hash, placed.models) and is_whole(scene, rig, placed):
                found.add(placed.key)
        return found


def _layout(scene: bpy.types.Scene, head: str) -> str:
    """Of a head by its name, empty for one that is to be added: ours have the usual one. Empty where that is not known,
    which is said when it is put."""
    with suppress(InputError):
        return find_rig(scene.objects[head]).layout if head else "arkit"
    return ""
