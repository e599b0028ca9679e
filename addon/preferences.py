# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension's preferences, and where it may keep files."""

from pathlib import Path
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _
from bpy.props import EnumProperty, IntProperty, StringProperty
from bpy.types import AddonPreferences
from bpy.utils import register_class, unregister_class

from ..runtime.animate.flow.styles import FILE_ENDING
from ..runtime.errors import WriteError
from ..runtime.head.heads import head_names
from ..runtime.requests import FlowOptions, VoiceRequest
from ..runtime.requests.options import option_of
from . import voices
from .option_properties import choice_items, shown

PACKAGE = __package__.rpartition(".")[0]
DEFAULT_VOICE: str = option_of(VoiceRequest, "voice").default
_DEVICE = option_of(FlowOptions, "device")


def _voices(preferences: Any, context: Any, typed: str) -> list[str]:
    return voices.voice_names()


def _heads(preferences: Any, context: Any, typed: str) -> list[str]:
    return list(head_names())


class SoliloquyPreferences(AddonPreferences):
    bl_idname = PACKAGE

    voice: StringProperty(
        name="Default Voice",
        description="Voice of new scenes: a name, or a mix such as af_heart:0.6,bf_emma:0.4",
        default=DEFAULT_VOICE,
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
    cache_folder: StringProperty(
        name="Cache Folder",
        description="Where the sound of files that were never saved is kept; empty for the extension's own folder",
        subtype="DIR_PATH",
    )
    styles_folder: StringProperty(
        name="Styles Folder",
        description="Where your own styles lie, files called NAME.style.npz that `soliloquy train` wrote",
        subtype="DIR_PATH",
    )
    device: EnumProperty(
        name="Device",
        description=shown(_DEVICE.option.help),
        items=choice_items(_DEVICE.option.choices),
    )

    def draw(self, context: Any) -> None:
        from . import session

        layout = self.layout
        layout.use_property_split = True
        for name in ("voice", "head", "threads", "cache_folder", "styles_folder", "device"):
            layout.prop(self, name)
        layout.label(text=_worker_label(session.worker_process_id(), session.worker_memory()), icon="MEMORY")
        layout.operator("soliloquy.open_manual", icon="HELP")


def _worker_label(process: int | None, megabytes: float) -> str:
    if process is None:
        return _("The worker process is not running")
    if not megabytes:
        return _("Worker process {number}").format(number=process)
    return _("Worker process {number}, {memory:.0f} MB when idle").format(number=process, memory=megabytes)


def _preferences() -> Any:
    """None when Soliloquy is registered from a script instead of being enabled as an extension."""
    context: Any = bpy.context
    addon = context.preferences.addons.get(PACKAGE)
    return None if addon is None else addon.preferences


def default_voice() -> str:
    found = _preferences()
    return (found.voice.strip() if found is not None else "") or DEFAULT_VOICE


def default_head() -> str | None:
    """An identity's name, None for the first."""
    found = _preferences()
    return (found.head.strip() if found is not None else "") or None


def own_styles() -> dict[str, Path]:
    """The user's style files by name."""
    found = _preferences()
    folder = found.styles_folder.strip() if found is not None else ""
    files = sorted(Path(bpy.path.abspath(folder)).glob(f"*{FILE_ENDING}")) if folder else []
    return {path.name.removesuffix(FILE_ENDING): path for path in files}


def device() -> str:
    """What the learned motion runs on (``runtime.requests.FlowOptions``)."""
    found = _preferences()
    return found.device if found is not None else _DEVICE.default


def threads() -> int:
    """Threads for the models, 0 for one fewer than there are cores."""
    found = _preferences()
    return found.threads if found is not None else 0


def sound_folder() -> Path:
    """Where sound files go: ``speech`` beside the saved .blend, else the cache folder. Made when missing.

    Raises WriteError when it cannot be made.
    """
    folder = _sound_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(str(folder), reason, "Save the file elsewhere, or set a cache folder") from error
    return folder


def _sound_folder() -> Path:
    if bpy.data.filepath:
        return Path(bpy.data.filepath).parent / "speech"
    found = _preferences()
    if found is not None and found.cache_folder.strip():
        return Path(bpy.path.abspath(found.cache_folder)) / "speech"
    try:
        return Path(bpy.utils.extension_path_user(PACKAGE, path="speech", create=False))
    except ValueError:  # not installed as an extension
        return Path(bpy.app.tempdir) / "speech"


def register() -> None:
    register_class(SoliloquyPreferences)


def unregister() -> None:
    unregister_class(SoliloquyPreferences)
