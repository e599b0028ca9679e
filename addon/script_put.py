# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines that were made come onto the timeline, each at its time, and those that are there already to theirs."""

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..blender import versions
from ..blender.idle_strips import lift_idles
from ..blender.line_record import OF_LINE, PlacedLine
from ..blender.lost_sounds import lost_sounds, remove_lost
from ..blender.rig import Rig, find_rig
from ..blender.script_lines import NewLine, lines_in, overlapping, set_lines
from ..blender.takes import frame_rate
from ..runtime.errors import InputError, SoliloquyError
from ..runtime.script.cast import known_as
from ..runtime.script.timeline import Clock, Timed
from .script_casting import CHARACTER, Casting, add_heads
from .script_idles import idle_between_lines
from .script_plan import ScriptAsked, ScriptLine, ScriptPlan
from .script_takes import MadeLine, performed
from .take_keeping import bring_edits_back


@dataclass
class ScriptOutcome:
    """What became of a script.

    bad: rows of it that were asked for and are no lines. made, kept, moved, left, removed: keys of lines. failed: why
    lines were not made, with them. lost: those that were heard of heads that are gone, and are so no more. added: names
    of heads.
    """

    plan: ScriptPlan
    bad: tuple[Mapping[str, Any], ...] = ()
    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    failed: list[tuple[ScriptLine, SoliloquyError]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """That of the first line that failed; of a bad row where none did; otherwise 0."""
        codes = [error.exit_code for _line, error in sorted(self.failed, key=lambda one: one[0].row)]
        return next(iter(codes), 3 if self.bad else 0)

    def fail(self, errors: Mapping[str, SoliloquyError]) -> None:
        self.failed += [(line, errors[line.key]) for line in self.plan.lines if line.key in errors]


@dataclass
class _OnHead:
    """What a head is to say: lines that were made, and such that are there."""

    new: dict[str, NewLine] = field(default_factory=dict)
    kept: dict[str, PlacedLine] = field(default_factory=dict)
    _in_time: list[PlacedLine] = field(default_factory=list)

    @property
    def lines(self) -> list[PlacedLine]:
        return [*(one.line for one in self.new.values()), *self.kept.values()]

    def place(self, line: PlacedLine) -> PlacedLine | None:
        """Take the time of ``line``, or give the line that has it."""
        at = bisect_left(self._in_time, line.first_sound, key=lambda other: other.first_sound)
        meets = next(overlapping([*self._in_time[max(at - 1, 0) : at + 1], line]), None)
        if meets is not None:
            return meets[0] if meets[1] is line else meets[1]
        self._in_time.insert(at, line)
        return None


def put_made(
    context: Any,
    asked: ScriptAsked,
    casting: Casting,
    identities: Mapping[str, str],
    made: Mapping[str, MadeLine],
    outcome: ScriptOutcome,
    tell: Callable[[str], None],
) -> None:
    """Put ``made`` onto the heads of the context's scene, and note in ``outcome`` what became of each line.

    Heads that are missing are added. Raises InputError, before anything has changed, where they cannot be.
    """
    scene, plan = context.scene, outcome.plan
    there, copies = _said_by(scene, casting, plan)
    speaking = {known_as(line.character) for line in plan.lines if line.key in made}
    missing = {name: line for name, line in casting.missing.items() if name in speaking}
    added = add_heads(context, missing, identities)
    outcome.added = list(added.values())
    lost = [strip for strip in lost_sounds(scene) if strip.get(OF_LINE) is not None]
    outcome.lost = [strip[OF_LINE] for strip in lost]
    remove_lost(scene, lost)
    heads = _placed(scene, asked, {**casting.heads, **added}, made, there, outcome)
    _keep_what_left(there, asked, heads, outcome)
    _give_way(heads, outcome)
    _take_off_other_heads(scene, [*there.values(), *copies], heads)
    names = sorted({*heads, *(head for head, _line in (*there.values(), *copies))})
    idles = {name: lift_idles(_rig(scene, name)) for name in names}
    _mark_heads(scene, casting, plan)
    for name in names:
        on = heads.get(name, _OnHead())
        rig = _rig(scene, name)
        bring_edits_back(rig)
        changes = set_lines(scene, rig, list(on.kept.values()), list(on.new.values()), tell)
        outcome.moved += changes.moved
        outcome.made += [key for key in on.new if key not in changes.failed]
        outcome.fail(changes.failed)
    idle_between_lines(scene, asked, idles)
    if outcome.made:
        versions.show_sequencer_of(scene, everywhere=False)


_Said = tuple[str, PlacedLine]
"""The name of the object that remembers a line, and the line."""


def _said_by(scene: bpy.types.Scene, casting: Casting, plan: ScriptPlan) -> tuple[dict[str, _Said], list[_Said]]:
    """Each line of the scene by its key, on the head that is to say it where that does; and what heads that were copied
    from another remember of its lines."""
    holders = {name: _rig(scene, head).object.name for name, head in casting.heads.items()}
    cast = {line.key: holders.get(known_as(line.character)) for line in plan.lines}
    found: dict[str, _Said] = {}
    copies: list[_Said] = []
    for head, line in sorted(lines_in(scene), key=lambda said: said[0].name != cast.get(said[1].key)):
        if found.setdefault(line.key, (head.name, line))[0] != head.name:
            copies.append((head.name, line))
    return found, copies


def _mark_heads(scene: bpy.types.Scene, casting: Casting, plan: ScriptPlan) -> None:
    """A head that is called as its character remembers it, in case that it is renamed."""
    told = {known_as(line.character) for line in plan.lines if line.object}
    for name, head in casting.heads.items():
        if name and name not in told and scene.objects[head].get(CHARACTER) is None:
            scene.objects[head][CHARACTER] = name


def _placed(
    scene: bpy.types.Scene,
    asked: ScriptAsked,
    cast: Mapping[str, str],
    made: Mapping[str, MadeLine],
    there: Mapping[str, _Said],
    outcome: ScriptOutcome,
) -> dict[str, _OnHead]:
    """Each line on the frame that is its own now, by the name of the object that remembers it. One that its head would
    say while it says an earlier one of the script is refused, and takes no time."""
    rate = frame_rate(scene)
    failed = {line.key for line, _error in outcome.failed}
    heads: dict[str, _OnHead] = {}
    speaking = {known_as(line.character) for line in outcome.plan.lines if line.key in made}
    rigs = {name: _rig(scene, cast[name]) for name in speaking}
    clock = Clock()
    for line in outcome.plan.lines:
        if line.key not in made and line.key not in there:
            continue
        known = made.get(line.key) or there[line.key][1]
        timed = Timed(known.lead, known.spoken, line.start, line.gap)
        start = asked.start_frame + round(clock.beginning(timed) * rate)
        new = made.get(line.key)
        if new is not None:
            rig = rigs[known_as(line.character)]
            head, placed = rig.object.name, _as_placed(line, new, start, rate, rig.layout)
        else:
            head, placed = there[line.key][0], replace(there[line.key][1], start=start)
        on = heads.setdefault(head, _OnHead())
        other = on.place(placed)
        if other is not None:
            outcome.failed.append((line, _overlap(head, placed, other)))
            continue
        clock.say(timed)
        if new is not None:
            on.new[line.key] = NewLine(placed, performed(line, new, rig.layout, rate))
        else:
            on.kept[line.key] = placed
            if line.key not in failed and asked.wants(line):
                outcome.kept.append(line.key)
    return heads


def _overlap(head: str, late: PlacedLine, other: PlacedLine) -> InputError:
    reason = _("would be said while {name} still says {other}").format(name=head, other=other.name)
    return InputError(late.name, reason, _("Give it a later start or a gap, or another head"))


def _as_placed(line: ScriptLine, made: MadeLine, start: int, rate: float, layout: str) -> PlacedLine:
    return PlacedLine(
        key=line.key,
        name=line.name,
        hash=line.identity,
        models=made.models,
        start=start,
        frames=math.ceil(made.duration * rate) + 1,
        first=round(made.lead * rate),
        last=round((made.lead + made.spoken) * rate),
        lead=made.lead,
        spoken=made.spoken,
        rate=rate,
        layout=layout,
    )


def _keep_what_left(
    there: Mapping[str, _Said], asked: ScriptAsked, heads: dict[str, _OnHead], outcome: ScriptOutcome
) -> None:
    """Lines that left the script stay where they are, unless they are to be removed, as do those whose rows are only
    bad today."""
    said = {line.key for line in outcome.plan.lines}
    for head, line in there.values():
        if line.key in said:
            continue
        gone = outcome.plan.is_gone(line.key, line.name)
        if gone and asked.batch.prune:
            outcome.removed.append(line.key)
            continue
        if gone:
            outcome.left.append(line.key)
        heads.setdefault(head, _OnHead()).kept[line.key] = line


def _give_way(heads: Mapping[str, _OnHead], outcome: ScriptOutcome) -> None:
    """A line that left the script gives way to one of it, as the earlier words of a line without an id do."""
    said = {line.key for line in outcome.plan.lines}
    for on in heads.values():
        while pair := next(overlapping(on.lines), None):
            gone = next(line.key for line in pair if line.key not in said)
            del on.kept[gone]
            outcome.left = [key for key in outcome.left if key != gone]
            outcome.removed.append(gone)


def _take_off_other_heads(scene: bpy.types.Scene, there: Sequence[_Said], heads: Mapping[str, _OnHead]) -> None:
    """Lines that another head says go from the one that said them too, before their namesakes come."""
    home = {line.key: name for name, on in heads.items() for line in on.lines}
    leaving = {(head, line.key) for head, line in there if home.get(line.key, head) != head}
    for name in sorted({head for head, _key in leaving}):
        rest = [line for head, line in there if head == name and (head, line.key) not in leaving]
        set_lines(scene, _rig(scene, name), rest)


def _rig(scene: bpy.types.Scene, name: str) -> Rig:
    return find_rig(scene.objects[name])
