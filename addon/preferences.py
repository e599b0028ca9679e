# SPDX-License-Identifier: GPL-3.0-or-later
"""What the extension's preferences hold, and where it may keep files."""

from pathlib import Path
from typing import Any

import bpy

from ..runtime.animate.flow.styles import FILE_ENDING
from ..runtime.requests import FlowOptions, VoiceRequest
from ..runtime.requests.options import option_of

PACKAGE = __package__.rpartition(".")[0]
DEFAULT_VOICE: str = option_of(VoiceRequest, "voice").default
DEVICE = option_of(FlowOptions, "device")
PACKED_BYTES = 20_000_000
"""So much sound a .blend holds itself by default, some five minutes of it; more would make each save slow. Chosen."""


def blender_preferences() -> Any:
    """Blender's own."""
    context: Any = bpy.context
    return context.preferences


def _preferences() -> Any:
    """None when Soliloquy is registered from a script instead of being enabled as an extension."""
    addon = blender_preferences().addons.get(PACKAGE)
    return None if addon is None else addon.preferences


def default_voice() -> str:
    return own_voice() or DEFAULT_VOICE


def own_voice() -> str:
    """The voice that the artist has made the default one; empty for none."""
    found = _preferences()
    return found.voice.strip() if found is not None else ""


def set_own_voice(voice: str) -> None:
    """Make it the default one; empty for none. Nothing, where there are no preferences to keep it."""
    found = _preferences()
    if found is not None:
        found.voice = voice


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
    return found.device if found is not None else DEVICE.default


def threads() -> int:
    """Threads for the models, 0 for one fewer than there are cores."""
    found = _preferences()
    return found.threads if found is not None else 0


def sound_place() -> str:
    """Where the speech of saved files is kept: "AUTO", "PACKED" or "BESIDE"."""
    found = _preferences()
    return found.sound_place if found is not None else "AUTO"


def marks_speech() -> bool:
    """Whether speech by our voices bears the mark."""
    found = _preferences()
    return found.mark_speech if found is not None else True


def files_folder(name: str) -> Path:
    """Where files go that are made here and lie in no .blend: beside it, or where it was never saved among Blender's
    own files of this user."""
    if bpy.data.filepath:
        return Path(bpy.data.filepath).parent / name
    return Path(bpy.utils.extension_path_user(PACKAGE, path=name, create=True))


def old_sound_folder() -> Path | None:
    """Where earlier versions kept the sound of files that were never saved; None when we are no extension."""
    try:
        return Path(bpy.utils.extension_path_user(PACKAGE, path="speech", create=False))
    except ValueError:
        return None
