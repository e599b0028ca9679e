# SPDX-License-Identifier: GPL-3.0-or-later
"""A take becomes files: one module a format, each with ``write(take, path, options, progress)``.

To add a format: its module, and a line in ``FORMATS``.

A format's module is imported when the format is asked for, so that bpy and the renderer are loaded for
those alone that need them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ..runtime.errors import UsageError
from ..runtime.interrupts import ending_at_once
from ..runtime.progress import Progress, silent
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from ..runtime.threads import fixed_order_of_sums
from .packages import BLENDER, check_packages


class Write(Protocol):
    """Write ``take`` to ``path``. Steps are reported under the format's name. Raises OSError, InputError."""

    def __call__(self, take: Take, path: Path, options: ExportOptions, progress: Progress) -> None: ...


@dataclass(frozen=True)
class Format:
    """suffix: the file's ending. module: the one below this package that writes it.

    companions: files written before it, because it would be of less use alone. plays_sound_beside: it plays the sound
    from a file beside it, unless the sound is packed into it. packages: what it needs besides.
    """

    suffix: str
    module: str
    companions: tuple["Format", ...] = ()
    plays_sound_beside: bool = False
    packages: tuple[str, ...] = ()


_WAV = Format(".wav", "wav")

FORMATS: dict[str, Format] = {
    "take": Format(".take", "take_file", companions=(Format(".phones.json", "phones_json"),)),
    "wav": _WAV,
    "csv": Format(".csv", "livelink_csv"),
    "fbx": Format(".fbx", "through_blender.fbx", packages=(BLENDER,)),
    "glb": Format(".glb", "through_blender.gltf", packages=(BLENDER,)),
    "blend": Format(".blend", "through_blender.blend", plays_sound_beside=True, packages=(BLENDER,)),
    "mp4": Format(".mp4", "mp4", packages=("pyvista", "imageio_ffmpeg")),
    "png": Format(".png", "contact_sheet", packages=("pyvista",)),
    "textgrid": Format(".TextGrid", "textgrid"),
}

DEFAULT_FORMATS: tuple[str, ...] = ("take", "wav", "csv")


@fixed_order_of_sums()
def export(
    take: Take, formats: Sequence[str], folder: Path, name: str, options: ExportOptions, progress: Progress = silent
) -> list[Path]:
    """Write ``take`` in each of ``formats`` (names in ``FORMATS``) as ``folder/name.suffix``.

    Returns the files written, companions included, in the order asked for. Each format is a step of
    ``progress``. The folder should be one that nobody reads yet (``runtime.output_folder``): when a format
    fails, the files before it are already there. Raises SetupError before anything is written when a format's package
    is not installed, and what the writers raise: OSError, InputError.
    """
    written: list[Path] = []
    for format_name in known_formats(formats):
        progress(format_name, 0.0)
        for file_format in _files(FORMATS[format_name], options):
            path = folder / (name + file_format.suffix)
            if path not in written:
                _writer(file_format)(take, path, options, progress)
                written.append(path)
        progress(format_name, 1.0)
    return written


def file_names(formats: Sequence[str], name: str, options: ExportOptions) -> list[str]:
    """Names of the files that ``export`` writes."""
    wanted = (file_format for each in formats for file_format in _files(FORMATS[each], options))
    return list(dict.fromkeys(name + file_format.suffix for file_format in wanted))


def recordings_of(take: Take, folder: Path) -> list[Path]:
    """The recording that ``take`` was made from, where ``folder`` has a file of its name."""
    name = take.request.get("recording")
    return [folder / name] if isinstance(name, str) and name else []


def known_formats(names: Sequence[str]) -> list[str]:
    """``names``, each once.

    Raises UsageError for an unknown one, SetupError when a package that one needs is missing.
    """
    formats = list(dict.fromkeys(names)) if isinstance(names, Sequence) else []
    if not formats or any(name not in FORMATS for name in formats):
        shown = ",".join(map(str, formats)) if formats else names
        raise UsageError(f"formats {shown}", "names no known format", f"Use some of: {','.join(FORMATS)}")
    for name in formats:
        check_packages(name, FORMATS[name].packages)
    return formats


def _files(wanted: Format, options: ExportOptions) -> tuple[Format, ...]:
    sound = (_sound(options),) if wanted.plays_sound_beside and not options.pack else ()
    return (*wanted.companions, *sound, wanted)


def _sound(options: ExportOptions) -> Format:
    """What a scene plays, from the file beside it."""
    suffix = options.sound_suffix
    return _WAV if suffix == _WAV.suffix else Format(suffix, "recording")


def _writer(file_format: Format) -> Write:
    # Blender prints an interrupt that comes while it is loaded, and goes on.
    with ending_at_once():
        module = import_module(f".{file_format.module}", __package__)
    return cast(Write, module.write)
