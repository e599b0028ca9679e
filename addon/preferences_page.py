# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the extension's preferences."""

import os
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import BoolProperty, EnumProperty, IntProperty, StringProperty
from bpy.types import AddonPreferences
from bpy.utils import register_classes_factory

from ..runtime.head.heads import head_names
from . import session, voices
from .option_properties import choice_items, shown
from .preferences import DEVICE, PACKAGE
from .preferences_operators import ClearTemporary, temporary_megabytes
from .voice_menus import DefaultVoiceMenu


def _voices(preferences: Any, context: Any, typed: str) -> list[str]:
    return voices.voice_names()


def _is_automatic(preferences: Any) -> bool:
    return bool(preferences.threads == 0)


def _set_automatic(preferences: Any, automatic: bool) -> None:
    preferences.threads = 0 if automatic else preferences.threads or threads_used(0)


def threads_used(wanted: int) -> int:
    """As the worker uses them."""
    return wanted or max(1, (os.cpu_count() or 2) - 1)


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
    automatic_threads: BoolProperty(
        name="Automatic Threads",
        description="One processor thread fewer than there are cores, so that Blender stays quick. "
        "Takes effect when Blender starts",
        get=_is_automatic,
        set=_set_automatic,
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
    mark_speech: BoolProperty(
        name="Mark Speech",
        description="Lay an inaudible mark into what the voices say, by which it can be told from recordings "
        "(soliloquy detect). Recordings are never marked",
        default=True,
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
        row = layout.row(heading="Default Voice")
        chosen = voices.voice_description(self.voice.strip()) or _("One that fits each head")
        row.menu(DefaultVoiceMenu.bl_idname, text=chosen, translate=False, icon="USER")
        layout.prop(self, "head")
        layout.prop(self, "automatic_threads")
        if not self.automatic_threads:
            layout.prop(self, "threads")
        used = _("Speech uses {count} of {cores} processor cores")
        used = used.format(count=threads_used(self.threads), cores=os.cpu_count() or 1)
        layout.label(text=used, icon="INFO", translate=False)
        for name in ("sound_place", "mark_speech", "styles_folder", "device"):
            layout.prop(self, name)
        layout.label(text=_worker_label(session.worker_process_id(), session.worker_memory()), icon="MEMORY")
        row = layout.row()
        size = _("Temporary files: {size:.1f} MB").format(size=temporary_megabytes())
        row.label(text=size, icon="FILE_CACHE", translate=False)
        row.operator(ClearTemporary.bl_idname, icon="TRASH")
        layout.operator("soliloquy.open_manual", icon="HELP")


def _worker_label(process: int | None, megabytes: float) -> str:
    if process is None:
        return _("The worker process is not running")
    if not megabytes:
        return _("Worker process {number}").format(number=process)
    return _("Worker process {number}, {memory:.0f} MB when idle").format(number=process, memory=megabytes)


_CLASSES = (ClearTemporary, SoliloquyPreferences)
register, unregister = register_classes_factory(_CLASSES)
