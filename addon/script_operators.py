# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that lets the heads of a scene say a script."""

from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator
from bpy.utils import register_class, unregister_class

from ..runtime.errors import InputError, SoliloquyError
from . import session
from .panel_words import allowed, in_panel_words, refused
from .script_command import chosen_head, make_lines, plan_of
from .script_plan import ScriptAsked, ScriptPlan, read_plan, refuse_two_languages
from .script_put import ScriptOutcome
from .script_request import script_from_panel, script_reason
from .script_run import ScriptRun
from .script_takes import taken_in
from .waiting import begun

Result = Any
"""A set of one of Blender's words: {"FINISHED"}, {"CANCELLED"}, ..."""
_SHOWN = 3
"""Lines that failed of which the panel says why; the console says it of all."""


class SpeakScript(Operator):
    """The window stays free while lines are made; in background the call returns when all are in the scene."""

    bl_idname = "soliloquy.speak_script"
    bl_label = "Speak Script"
    bl_description = (
        "Let each character's head say its lines, one after the other; lines that are there already and unchanged stay"
    )
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, script_reason(context))

    def execute(self, context: Any) -> Result:
        try:
            asked = script_from_panel(context)
            run = _begun(context, asked, plan_of(asked))
            make_lines(run)
            outcome = run.put(context)
        except SoliloquyError as error:
            return refused(self, error)
        self.report({"WARNING"} if outcome.exit_code else {"INFO"}, _said(outcome))
        return {"FINISHED"}

    def invoke(self, context: Any, event: Any) -> Result:
        return begun(self, context, lambda: _Series(context, script_from_panel(context)))

    def modal(self, context: Any, event: Any) -> Result:
        return session.wait_for_escape(event)


class _Series:
    """The tasks of the session that a script is made by: its plan, each line, and at the end all of them into the scene
    at once."""

    def __init__(self, context: Any, asked: ScriptAsked) -> None:
        self._asked, self._scene = asked, context.scene.session_uid
        self._run: ScriptRun | None = None
        session.start("script", asked.arguments, self._planned, read_plan)

    def _planned(self, plan: ScriptPlan) -> None:
        with session.main_window():
            self._run = _begun(self._context(), self._asked, plan)
        self._go_on(self._run)

    def _go_on(self, run: ScriptRun) -> None:
        line = run.next()
        if line is None:
            # What has only to be written waits, like any speech, until the artist is in a mode whose undo keeps it.
            session.start("ping", {}, lambda answer: self._put(run))
            return

        def take_in(found: Any) -> None:
            run.take_in(line, found)
            self._go_on(run)

        stopped = _("Lines that are made already are not made again")
        series = session.Series(run.done, run.to_make, take_in, False, stopped)
        convert = taken_in(line, run.layouts.get(line.character, ""), run.rate)
        session.start("line", {"task": line.task}, take_in, convert, step_of=series)

    def _put(self, run: ScriptRun) -> None:
        with session.main_window():
            outcome = run.put(self._context())
            bpy.ops.ed.undo_push(message=_("Speak Script"))
        session.say(_said(outcome), "warning" if outcome.exit_code else "done")

    def _context(self) -> Any:
        context = bpy.context
        if context.scene is None or context.scene.session_uid != self._scene:
            reason = _("another one is shown than when its script was begun; nothing was written")
            raise InputError(_("Scene"), reason, _("Show it again, and speak the script anew"))
        return context


def _begun(context: Any, asked: ScriptAsked, plan: ScriptPlan) -> ScriptRun:
    refuse_two_languages(plan)
    return ScriptRun(context, asked, plan, chosen_head(context.scene))


def _said(outcome: ScriptOutcome) -> str:
    """What became of a script, for the artist."""
    for line, error in outcome.failed:
        print(f"Soliloquy: {line.key} (row {line.row}): {error}")
    counts = _("Lines made: {made}, kept: {kept}").format(made=len(outcome.made), kept=len(outcome.kept))
    said = [counts]
    if outcome.moved:
        said.append(_("Moved to another time: {count}").format(count=len(outcome.moved)))
    if outcome.removed:
        said.append(_("Lines removed: {count}").format(count=len(outcome.removed)))
    if outcome.lost:
        said.append(_("Removed, for their heads are gone: {names}").format(names=", ".join(outcome.lost)))
    if outcome.left:
        said.append(_("Left the script and stay: {count}").format(count=len(outcome.left)))
    failed = [f"{line.id}: {error.reason}. {error.hint}" for line, error in outcome.failed]
    failed += [f"{_('Row {number}').format(number=row['row'])}: {row['reason']}. {row['hint']}" for row in outcome.bad]
    if failed:
        said.append(_("Could not be made: {count}").format(count=len(failed)))
        said += failed[:_SHOWN]
    return in_panel_words(". ".join(said))


def register() -> None:
    register_class(SpeakScript)


def unregister() -> None:
    unregister_class(SpeakScript)
