# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the extension's preferences."""

from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty, IntProperty, StringProperty
from bpy.types import AddonPreferences
from bpy.utils import register_class, unregister_class

from ..runtime.head.heads import head_names
from . import session, voices
from .option_properties import choice_items, shown
from .preferences import DEVICE, PACKAGE


def _voices(preferences: Any, context: Any, typed: str) -> list[str]:
    return voices.voice_names()


def _heads(preferences: Any, context: Any, typed: str) -> list[str]:
    return list(head_names())


class SoliloquyPreferences(AddonPreferences):
    bl_idname = PACKAGE

    voice: StringProperty(
        name="Default Voice",
        description="Voice of new heads and scenes: a name, or a mix such as af_heart:0.6,bf_emma:0.4. "
        "Empty: of our heads one that fits each",
        search=_voices,
    )
    head: StringProperty(
        name="Default Head",
        description="Identity that Add Head offers first; empty for the first of all",
        search=_heads,
    )
    threads: IntProperty(
        name="Threads",
        description="Processor threads that speech may use; 0 for one fewer than there are cores. "
        "Takes effect when Blender starts",
        default=0,
        min=0,
        max=64,
    )
    sound_place: EnumProperty(
        name="Sound",
        description="Where the speech of a saved file is kept. Until the first save it is packed into the file",
        items=(
            (
                "AUTO",
                "Beside, and Packed while Small",
                "A file sent alone can be heard up to 20 MB of sound, about 5 min",
            ),
            ("PACKED", "Packed", "In the file alone, however large"),
            ("BESIDE", "Beside", "In the folder speech beside the file alone"),
        ),
    )
    styles_folder: StringProperty(
        name="Styles Folder",
        description="Where your own styles lie, files called NAME.style.npz that `soliloquy train` wrote",
        subtype="DIR_PATH",
    )
    device: EnumProperty(
        name="Device",
        description=shown(DEVICE.option.help),
        items=choice_items(DEVICE.option.choices),
    )

    def draw(self, context: Any) -> None:
        layout = self.layout
        layout.use_property_split = True
        for name in ("voice", "head", "threads", "sound_place", "styles_folder", "device"):
            layout.prop(self, name)
        layout.label(text=_worker_label(session.worker_process_id(), session.worker_memory()), icon="MEMORY")
        layout.operator("soliloquy.open_manual", icon="HELP")


def _worker_label(process: int | None, megabytes: float) -> str:
    if process is None:
        return _("The worker process is not running")
    if not megabytes:
        return _("Worker process {number}").format(number=process)
    return _("Worker process {number}, {memory:.0f} MB when idle").format(number=process, memory=megabytes)


def register() -> None:
    register_class(SoliloquyPreferences)


def unregister() -> None:
    unregister_class(SoliloquyPreferences)
