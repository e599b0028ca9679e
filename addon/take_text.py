# SPDX-License-Identifier: GPL-3.0-or-later
"""The text in which a take of the list is kept: what is known of it as JSON, its motion and a recording's samples."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError

if TYPE_CHECKING:
    from ..runtime.take import Take

MOTION, SOUND = "soliloquy_motion", "soliloquy_sound"
"""Custom properties of a take's text: bytes."""
ASKED = "asked"
"""In the text, beside what take.json has: what the take was asked of the worker with."""


def about(take: Any) -> dict[str, Any]:
    """What is known of a take. Raises InputError where its text is gone or was changed to something else."""
    from ..runtime.take_parts import about_of

    if take.text is None:
        raise InputError(take.name, _("its text was deleted"), _("Delete the take, and generate it again"))
    return about_of(take.text.as_string())


def as_take(take: Any, motion_name: str = MOTION) -> "Take":
    """A take of the list as the runtime knows it, without edits of its keys. motion_name: of the property of its text
    that holds the motion. Raises InputError for a damaged one."""
    from ..runtime.take_parts import TakeParts, take_of

    about(take)
    motion, sound = (bytes_in(take.text, name) for name in (motion_name, SOUND))
    if not sound and take.sound is not None:
        sound = _bytes_of(take.sound)
    if not sound:
        raise InputError(take.name, _("its sound was deleted"), _("Delete the take, and generate it again"))
    return take_of(TakeParts(take.text.as_string(), motion, sound), {ASKED}, take.name)


def bytes_in(text: Any, name: str) -> bytes:
    """Those of a custom property, which another's .blend may have made anything."""
    value = text.get(name)
    return value if isinstance(value, bytes) else b""


def _bytes_of(sound: Any) -> bytes:
    if sound.packed_file is not None:
        return bytes(sound.packed_file.data)
    try:
        return Path(bpy.path.abspath(sound.filepath, library=sound.library)).read_bytes()
    except OSError as error:
        raise InputError(sound.filepath, error.strerror or str(error), _("Put the sound back")) from error
