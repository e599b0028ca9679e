# SPDX-License-Identifier: GPL-3.0-or-later
"""A take becomes files: one module a format, each with ``write(take, path, options, progress)``, or, for an animation
without a head, ``write_clip(clip, path, options)``.

To add a format: its module, and a line in ``FORMATS``.

A format's module is imported when the format is asked for, so that bpy and the renderer are loaded for
those alone that need them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol, cast

from ..runtime.errors import UsageError
from ..runtime.head.heads import head_title
from ..runtime.interrupts import ending_at_once
from ..runtime.limits import MAKEHUMAN_BYTES, VIDEO_BYTES
from ..runtime.long_arrays import long_arrays_in
from ..runtime.presets import PRESETS
from ..runtime.progress import Progress, silent
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from ..runtime.take_ending import TAKE_ENDING
from ..runtime.threads import fixed_order_of_sums
from ..runtime.user_file import check_file
from .clip import Clip, clip_of
from .metahuman_clip import metahuman_clip
from .packages import BLENDER, USD, check_packages
from .shown_head import shown_head

ClipOf = Callable[[Take, str, ExportOptions], Clip]
"""Takes a take, the clip's name and the options."""


class Write(Protocol):
    """Write ``take`` to ``path``. Steps are reported under the format's name. Raises OSError, InputError."""

    def __call__(self, take: Take, path: Path, options: ExportOptions, progress: Progress) -> None: ...


class WriteClip(Protocol):
    """Write ``clip`` to ``path``. Raises OSError, InputError."""

    def __call__(self, clip: Clip, path: Path, options: ExportOptions) -> None: ...


@dataclass(frozen=True)
class Format:
    """suffix: the file's ending. module: the one below this package that writes it, by its function ``writer``.

    companions: files written before it, because it would be of less use alone. plays_sound_beside: it plays the sound
    from a file beside it, unless the sound is packed into it. sounds: it asks for the take's samples. packages: what it
    needs besides. clip_of: makes of a take the clip that the module writes; None where the module writes the take.
    places: of the face and of the head's bone of our own heads, where the clip names them; ``{head}`` stands for what
    they are called. rig_places: the same of a rig in an artist's scene; ``{mesh}`` and ``{armature}`` stand for its
    main mesh and what moves it, ``{path}`` for the mesh with the objects above it.
    """

    suffix: str
    module: str
    companions: tuple["Format", ...] = ()
    plays_sound_beside: bool = False
    sounds: bool = False
    packages: tuple[str, ...] = ()
    clip_of: ClipOf | None = None
    places: tuple[str, str] = ("", "")
    rig_places: tuple[str, str] = ("{path}", "")
    writer: str = "write"


_IN_UNITY = ("{head}_LOD0, {head}_LOD1, {head}_LOD2", "Armature/root/neck/head")
_IN_GODOT = ("{head} rig/Skeleton3D/{head}", "{head} rig/Skeleton3D")
_RIG_IN_GODOT = ("{armature}/Skeleton3D/{mesh}", "{armature}/Skeleton3D")
_WAV = Format(".wav", "wav", sounds=True)

FORMATS: dict[str, Format] = {
    "take": Format(TAKE_ENDING, "take_file", sounds=True, companions=(Format(".phones.json", "phones_json"),)),
    "wav": _WAV,
    "csv": Format(".csv", "livelink_csv"),
    "fbx": Format(".fbx", "through_blender.fbx", packages=(BLENDER,)),
    "glb": Format(".glb", "through_blender.gltf", packages=(BLENDER,)),
    "head_fbx": Format("_head.fbx", "through_blender.fbx", packages=(BLENDER,), writer="write_head"),
    "head_glb": Format("_head.glb", "through_blender.gltf", packages=(BLENDER,), writer="write_head"),
    "blend": Format(".blend", "through_blender.blend", plays_sound_beside=True, sounds=True, packages=(BLENDER,)),
    "mp4": Format(".mp4", "mp4", sounds=True, packages=("pyvista", "imageio_ffmpeg")),
    "png": Format(".png", "contact_sheet", packages=("pyvista",)),
    "textgrid": Format(".TextGrid", "textgrid"),
    "srt": Format(".srt", "srt"),
    "vtt": Format(".vtt", "vtt"),
    "words": Format(".words.json", "words_json"),
    "ogg": Format(".ogg", "vorbis", sounds=True),
    "opus": Format(".opus", "opus", sounds=True),
    "anim": Format(".anim", "unity_anim", clip_of=clip_of, places=_IN_UNITY),
    "tres": Format(".tres", "godot_tres", clip_of=clip_of, places=_IN_GODOT, rig_places=_RIG_IN_GODOT),
    "clip_glb": Format(
        "_clip.glb", "glb_file.clip_glb", clip_of=clip_of, places=("{head}", ""), rig_places=("{mesh}", "")
    ),
    "clip_fbx": Format("_clip.fbx", "fbx_file.clip_fbx", packages=(BLENDER,), clip_of=clip_of),
    "clip_metahuman": Format("_metahuman.fbx", "fbx_file.clip_fbx", packages=(BLENDER,), clip_of=metahuman_clip),
    "curves": Format(".curves.json", "clip_json", clip_of=clip_of),
    "web": Format(".html", "through_blender.web_page", sounds=True, packages=(BLENDER,)),
    "usd": Format(".usdz", "usd_file.usd", packages=(USD,)),
    "head_usd": Format("_head.usdz", "usd_file.usd", packages=(USD,), writer="write_head"),
    "clip_usd": Format("_clip.usdc", "usd_file.usd", packages=(USD,), writer="write_animation"),
    "tres_vrm": Format("_vrm.tres", "godot_tres", writer="write_vrm"),
    "vrma": Format(".vrma", "glb_file.vrma"),
    "a2f": Format(".a2f.json", "audio2face_json"),
    "beat": Format(".beat.json", "beat_json"),
    "flame": Format("_flame.npz", "flame_npz"),
    "oculus": Format(".oculus.json", "oculus_json"),
    "talkinghead": Format(".talkinghead.json", "talkinghead_json"),
    "rhubarb": Format(".rhubarb.json", "rhubarb", writer="write_json"),
    "rhubarb_tsv": Format(".rhubarb.tsv", "rhubarb", writer="write_tsv"),
    "moho": Format(".dat", "rhubarb", writer="write_switch"),
    "eaf": Format(".eaf", "elan_eaf", companions=(_WAV,)),
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
    with long_arrays_in(folder):
        for format_name in known_formats(formats):
            progress(format_name, 0.0)
            for file_format in _files(FORMATS[format_name], options):
                path = folder / (name + file_format.suffix)
                if path not in written:
                    _write(file_format, take, name, path, options, progress)
                    written.append(path)
            progress(format_name, 1.0)
    return written


def file_names(formats: Sequence[str], name: str, options: ExportOptions) -> list[str]:
    """Names of the files that ``export`` writes."""
    wanted = (file_format for each in formats for file_format in _files(FORMATS[each], options))
    return list(dict.fromkeys(name + file_format.suffix for file_format in wanted))


def sounding(formats: Sequence[str], options: ExportOptions) -> bool:
    """Whether a file of ``formats`` asks for a take's samples."""
    return any(each.sounds for name in formats for each in _files(FORMATS[name], options))


def recordings_of(take: Take, folder: Path) -> list[Path]:
    """The recording that ``take`` was made from, where ``folder`` has a file of its name."""
    name = take.request.get("recording")
    return [folder / name] if isinstance(name, str) and name else []


def chosen_formats(names: Sequence[str] | None, options: ExportOptions) -> list[str]:
    """What a run writes of each take: ``names``, or what is usual where None are given; of a split the clip, and what
    was asked for besides.

    Raises as ``known_formats``, and InputError where ``options`` name a file that is not there, whether one of the
    formats needs it or not.
    """
    for each in options.wear:
        check_file(Path(each), MAKEHUMAN_BYTES, "Give a .mhclo or a .mhmat of MakeHuman's")
    if options.beside is not None:
        check_file(Path(options.beside), VIDEO_BYTES, "Give the film that was captured, or another")
    if not options.split or options.preset is None:
        return known_formats(DEFAULT_FORMATS if names is None else names)
    return known_formats([PRESETS[options.preset].clip, *(names or ())])


def head_of_split(take: Take, options: ExportOptions) -> tuple[str, str] | None:
    """The format and the name of the head that a split writes once; None where each file has its own."""
    if not options.split or options.preset is None:
        return None
    return PRESETS[options.preset].head, head_title(shown_head(take, options))


def known_formats(names: Sequence[str]) -> list[str]:
    """``names``, each once.

    Raises UsageError for an unknown one, SetupError when a package that one needs is missing.
    """
    formats = list(dict.fromkeys(names)) if isinstance(names, Sequence) else []
    unknown = [str(name) for name in formats if name not in FORMATS]
    if not formats or unknown:
        shown = ",".join(unknown) if unknown else names
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


def _write(wanted: Format, take: Take, name: str, path: Path, options: ExportOptions, progress: Progress) -> None:
    if wanted.clip_of is None:
        cast(Write, getattr(_module(wanted), wanted.writer))(take, path, options, progress)
    else:
        mesh, bone = (place.format(head=head_title(shown_head(take, options))) for place in wanted.places)
        write_clip(wanted, wanted.clip_of(take, name, options), path, options, (mesh, bone))


def write_clip(wanted: Format, clip: Clip, path: Path, options: ExportOptions, places: tuple[str, str]) -> None:
    """Write ``clip``. places: of the face and of the head's bone, where ``options`` gives none.

    Raises OSError, InputError.
    """
    mesh, bone = places
    placed = replace(
        options,
        mesh_path=mesh if options.mesh_path is None else options.mesh_path,
        bone_path=bone if options.bone_path is None else options.bone_path,
    )
    cast(WriteClip, _module(wanted).write_clip)(clip, path, placed)


def _module(wanted: Format) -> ModuleType:
    # Blender prints an interrupt that comes while it is loaded, and goes on.
    with ending_at_once():
        return import_module(f".{wanted.module}", __package__)
