# SPDX-License-Identifier: GPL-3.0-or-later
"""Which formats a scene's character can be written in: whole files, and clips without it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...runtime.errors import UsageError
from ...runtime.presets import PRESETS
from ...runtime.requests import ExportOptions
from .. import FORMATS, known_formats
from .baked_files import WHOLE

_USUAL = "fbx"


@dataclass(frozen=True)
class SceneFormats:
    """of_lines: written for each line. head: of a split, the character without motion; None where each file has it."""

    of_lines: tuple[str, ...]
    head: str | None = None

    @staticmethod
    def suffix(name: str) -> str:
        """The ending of a format's files."""
        return WHOLE[name].suffix if name in WHOLE else FORMATS[name].suffix


def scene_formats(names: Sequence[str] | None, options: ExportOptions) -> SceneFormats:
    """``names``, or where None are given what the engine of ``options`` takes; of a split its clips, and ``names``
    besides.

    Raises UsageError for what cannot be made of a scene, SetupError when a package is missing.
    """
    preset = None if options.preset is None else PRESETS[options.preset]
    if options.split and preset is not None:
        return SceneFormats(_known([preset.clip, *(names or ())]), preset.head)
    if names is not None:
        return SceneFormats(_known(names))
    return SceneFormats((_USUAL if preset is None else preset.whole,))


def offered() -> list[str]:
    """Names of the formats that a scene's lines can be written in."""
    whole = [name for name, each in WHOLE.items() if each.animated]
    return [*whole, *(name for name, each in FORMATS.items() if each.clip_of is not None)]


def _known(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in offered():
            reason = "cannot be made of a scene" if name in FORMATS else "names no known format"
            raise UsageError(f"formats {name}", reason, f"Use some of: {','.join(offered())}")
    return tuple(known_formats(names))
