# SPDX-License-Identifier: GPL-3.0-or-later
"""What the extension's preferences hold, and where it may keep files."""

from pathlib import Path
from typing import Any

import bpy

from ..runtime.animate.flow.styles import FILE_ENDING
from ..runtime.requests import FlowOptions, VoiceRequest
from ..runtime.requests.options import option_of

SOUNDS = "speech"
"""The folder of the sound files."""
PACKAGE = __package__.rpartition(".")[0]
DEFAULT_VOICE: str = option_of(VoiceRequest, "voice").default
DEVICE = option_of(FlowOptions, "device")


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
    return found.device if found is not None else DEVICE.default


def threads() -> int:
    """Threads for the models, 0 for one fewer than there are cores."""
    found = _preferences()
    return found.threads if found is not None else 0


def sound_folder() -> Path:
    """Where sound files go: ``speech`` beside the saved .blend, else in the cache folder."""
    if bpy.data.filepath:
        return Path(bpy.data.filepath).parent / SOUNDS
    found = _preferences()
    if found is not None and found.cache_folder.strip():
        return Path(bpy.path.abspath(found.cache_folder)) / SOUNDS
    try:
        return Path(bpy.utils.extension_path_user(PACKAGE, path=SOUNDS, create=False))
    except ValueError:  # not installed as an extension
        return Path(bpy.app.tempdir) / SOUNDS
