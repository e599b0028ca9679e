# SPDX-License-Identifier: GPL-3.0-or-later
"""What the preferences can do: clear what only this Blender uses."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.types import Operator

from . import session
from .panel_words import allowed


def temporary_megabytes() -> float:
    """Of our own files in the temporary folder of this Blender."""
    return sum(path.stat().st_size for path in _temporary_files()) / 1e6


def _temporary_files() -> list[Path]:
    return [path for path in session.temporary_folder().rglob("*") if path.is_file()]


class ClearTemporary(Operator):
    bl_idname = "soliloquy.clear_temporary"
    bl_label = "Clear"
    bl_description = "Delete the temporary files of this Blender, and let the worker process give its memory back"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, context: Any) -> bool:
        return allowed(cls, session.busy_reason())

    def execute(self, context: Any) -> Any:
        before = temporary_megabytes()
        session.end_worker()
        for path in _temporary_files():
            with suppress(OSError):
                path.unlink()
        said = _("{size:.1f} MB of temporary files were deleted")
        self.report({"INFO"}, said.format(size=before - temporary_megabytes()))
        return {"FINISHED"}
