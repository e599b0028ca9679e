# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports a folder of lines into Unreal Engine 5.3 or later: head, animations, sounds, level sequences.

In the editor's Output Log, with Python Editor Script Plugin and Sequencer Scripting switched on:

    py "C:/soliloquy/soliloquy_import.py" "C:/game/lines"

The folder is what ``soliloquy export --for unreal --split --formats wav`` (or ``--for metahuman``) wrote. A file
``soliloquy_import.json`` in it changes what stands in the table of ``Settings``. Each call of the engine that is made
here stands in docs/export/unreal-api.md with its page of Epic's documentation. The script was never run in the engine.
"""

import json
import re
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import unreal

SETTINGS_FILE = "soliloquy_import.json"
MOST_BYTES = 100_000
"""Of the settings, which are a few lines."""
NO_PART_OF_A_NAME = re.compile(r"""["' ,/.:|&!~@#(){}\[\]=;^%$`\\*?<>\x00-\x1f]""")
"""Of an asset's, by Unreal's own rule; each becomes an underscore there."""


class ImportFailed(Exception):
    """One line for the log: what, why, and the way out."""


@dataclass(frozen=True)
class Settings:
    """What may be changed, by the same names in soliloquy_import.json.

    In names {line} stands for the line's own. content: a path of the content browser, in which the folders are. head: a
    skeletal mesh that is there already; empty imports HEAD_head.fbx of the folder. skeleton: empty takes the head's.
    metahuman: import LINE_metahuman.fbx, for which head or skeleton must be given; without head no sequences are made.
    """

    content: str = "/Game/Soliloquy"
    head: str = ""
    skeleton: str = ""
    metahuman: bool = False
    head_folder: str = "Head"
    animation_folder: str = "Animations"
    sound_folder: str = "Sounds"
    sequence_folder: str = "Sequences"
    animation_name: str = "{line}_clip"
    sound_name: str = "{line}"
    sequence_name: str = "LS_{line}"
    frames_per_second: int = 30
    make_sequences: bool = True
    replace_existing: bool = True


@dataclass(frozen=True)
class Line:
    """sound: None where no WAV lies beside the animation."""

    name: str
    animation: Path
    sound: "Path | None"


def read_settings(folder: Path) -> Settings:
    """Those of the folder, the usual ones where it has none. Raises ImportFailed."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return Settings()
    if path.stat().st_size > MOST_BYTES:
        raise ImportFailed(
            f"{path}: it has more than {MOST_BYTES} bytes. Write settings as docs/export/unreal.md shows"
        )
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ImportFailed(f"{path}: it is no JSON ({error}). Correct it, or take it away") from error
    if not isinstance(said, dict):
        raise ImportFailed(f"{path}: it holds no object. Write {{...}}, as docs/export/unreal.md shows")
    known = {each.name: type(each.default) for each in fields(Settings)}
    for name, value in said.items():
        if name not in known:
            raise ImportFailed(f"{path}: there is no setting {name!r}. There are: {', '.join(known)}")
        if type(value) is not known[name]:
            raise ImportFailed(f"{path}: {name} is {value!r}. It must be a {known[name].__name__}")
    return _checked(Settings(**said), path)


def _checked(settings: Settings, path: Path) -> Settings:
    if not re.fullmatch(r"/[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*", settings.content):
        raise ImportFailed(
            f"{path}: content is {settings.content!r}. Write a path of the content browser, /Game/Speech"
        )
    if not 1 <= settings.frames_per_second <= 240:
        raise ImportFailed(f"{path}: frames_per_second is {settings.frames_per_second}. It may be 1 to 240")
    if settings.metahuman and not (settings.head or settings.skeleton):
        raise ImportFailed(f"{path}: metahuman needs the face's skeletal mesh (head) or its skeleton. Give its path")
    for name in ("animation_name", "sound_name", "sequence_name"):
        if "{line}" not in getattr(settings, name):
            raise ImportFailed(f"{path}: {name} has no {{line}}. All lines would have one name: write it in")
    return settings


def find_lines(folder: Path, metahuman: bool) -> "list[Line]":
    """By their names. Raises ImportFailed where there are none, or where two would have one name in Unreal."""
    ending = "_metahuman.fbx" if metahuman else "_clip.fbx"
    found: dict[str, Line] = {}
    for path in sorted(folder.glob(f"*{ending}")):
        spoken = path.name[: -len(ending)]
        sound = folder / f"{spoken}.wav"
        line = Line(asset_name(spoken), path, sound if sound.is_file() else None)
        if line.name.lower() in found:
            other = found[line.name.lower()].animation.name
            raise ImportFailed(f"{path.name} and {other} would both be {line.name} in Unreal. Rename one of them")
        found[line.name.lower()] = line
    if not found:
        raise ImportFailed(
            f"{folder}: no file ends with {ending}. Export with --for unreal --split, or --for metahuman"
        )
    return list(found.values())


def asset_name(name: str) -> str:
    """What Unreal itself makes of a file's name."""
    return NO_PART_OF_A_NAME.sub("_", name)


def import_lines(folder: Path, settings: Settings) -> "list[str]":
    """What went wrong, a line each; a line that fails leaves the others alone. Raises ImportFailed before the first."""
    lines = find_lines(folder, settings.metahuman)
    mesh = _load(settings.head, unreal.SkeletalMesh) if settings.head else None
    if mesh is None and not settings.metahuman:
        mesh = _import_head(folder, settings)
    skeleton = _load(settings.skeleton, unreal.Skeleton) if settings.skeleton else mesh.get_editor_property("skeleton")
    wrong = []
    with unreal.ScopedSlowTask(len(lines), "Importing lines") as task:
        task.make_dialog(True)
        for line in lines:
            if task.should_cancel():
                wrong.append(f"stopped before {line.name}")
                break
            task.enter_progress_frame(1, line.name)
            try:
                _import_line(line, mesh, skeleton, settings)
            except ImportFailed as error:
                wrong.append(f"{line.name}: {error}")
    return wrong


def _import_line(line: Line, mesh, skeleton, settings: Settings) -> None:
    options = _animation_options(skeleton)
    place = (settings.animation_folder, settings.animation_name.format(line=line.name))
    animation = _import(line.animation, place, unreal.AnimSequence, options, settings)
    sound = None
    if line.sound is not None:
        place = (settings.sound_folder, settings.sound_name.format(line=line.name))
        sound = _import(line.sound, place, unreal.SoundWave, None, settings)
    if settings.make_sequences and mesh is not None:
        _make_sequence(line, mesh, animation, sound, settings)


def _import_head(folder: Path, settings: Settings):
    heads = sorted(folder.glob("*_head.fbx"))
    if len(heads) != 1:
        found = ", ".join(path.name for path in heads) or "none"
        raise ImportFailed(
            f"{folder}: one *_head.fbx is needed, and there are: {found}. Name the mesh by the setting head"
        )
    place = (settings.head_folder, asset_name(heads[0].stem))
    return _import(heads[0], place, unreal.SkeletalMesh, _head_options(), settings)


def _head_options():
    options = unreal.FbxImportUI()
    _set(options, automated_import_should_detect_type=False, import_as_skeletal=True, import_mesh=True)
    _set(options, mesh_type_to_import=unreal.FBXImportType.FBXIT_SKELETAL_MESH, import_animations=False)
    _set(options, create_physics_asset=False, import_materials=True, import_textures=True)
    _set(options.get_editor_property("skeletal_mesh_import_data"), import_morph_targets=True)
    return options


def _animation_options(skeleton):
    options = unreal.FbxImportUI()
    _set(options, automated_import_should_detect_type=False, import_mesh=False, import_animations=True)
    _set(options, mesh_type_to_import=unreal.FBXImportType.FBXIT_ANIMATION, skeleton=skeleton)
    # Without its curve a shape that rests in a line would let through what plays below the line.
    curves = options.get_editor_property("anim_sequence_import_data")
    _set(curves, do_not_import_curve_with_zero=False, import_custom_attribute=True, import_bone_tracks=True)
    # Without its entry on the skeleton a curve moves no morph target.
    _set(curves, add_curve_metadata_to_skeleton=True)
    return options


def _import(file: Path, place: "tuple[str, str]", wanted, options, settings: Settings):
    """The asset of class ``wanted`` that ``file`` became, under the name of ``place``. Raises ImportFailed."""
    folder, name = f"{settings.content}/{place[0]}", place[1]
    task = unreal.AssetImportTask()
    _set(task, filename=str(file), destination_path=folder, destination_name=name, automated=True, save=True)
    _set(task, replace_existing=settings.replace_existing, replace_existing_settings=settings.replace_existing)
    if options is not None:
        _set(task, options=options)
    unreal.AssetToolsHelpers.get_asset_tools().import_asset_tasks([task])
    for path in task.get_editor_property("imported_object_paths"):
        asset = unreal.EditorAssetLibrary.load_asset(path)
        if isinstance(asset, wanted):
            return _renamed(asset, str(path), f"{folder}/{name}")
    raise ImportFailed(f"Unreal made no {wanted.__name__} of {file.name}. Its Output Log says why")


def _renamed(asset, path: str, wanted: str):
    """Interchange, Unreal's newer importer, names assets after the file, whatever the task says; the usual names are
    those of the files, so that it finds them again."""
    if path.split(".", maxsplit=1)[0] != wanted and not unreal.EditorAssetLibrary.rename_asset(path, wanted):
        raise ImportFailed(
            f"{path} could not be renamed to {wanted}. Delete what has that name, or keep the usual names"
        )
    return asset


def _make_sequence(line: Line, mesh, animation, sound, settings: Settings) -> None:
    folder, name = f"{settings.content}/{settings.sequence_folder}", settings.sequence_name.format(line=line.name)
    if unreal.EditorAssetLibrary.does_asset_exist(f"{folder}/{name}"):
        # It plays what was imported anew by itself, and an artist may have worked on it.
        unreal.log(f"Soliloquy: {folder}/{name} is there and stays as it is")
        return
    tools, factory = unreal.AssetToolsHelpers.get_asset_tools(), unreal.LevelSequenceFactoryNew()
    sequence = tools.create_asset(name, folder, unreal.LevelSequence, factory)
    if sequence is None:
        raise ImportFailed(f"{folder}/{name} could not be made. Unreal's Output Log says why")
    seconds = animation.get_play_length()
    sequence.set_display_rate(unreal.FrameRate(settings.frames_per_second, 1))
    sequence.set_playback_end_seconds(seconds)
    binding = sequence.add_spawnable_from_class(unreal.SkeletalMeshActor)
    component = binding.get_object_template().get_editor_property("skeletal_mesh_component")
    component.set_skeletal_mesh_asset(mesh)
    section = binding.add_track(unreal.MovieSceneSkeletalAnimationTrack).add_section()
    section.set_range_seconds(0.0, seconds)
    params = section.get_editor_property("params")
    _set(params, animation=animation)
    # A struct is a copy until it is set.
    _set(section, params=params)
    if sound is not None:
        heard = sequence.add_track(unreal.MovieSceneAudioTrack).add_section()
        heard.set_range_seconds(0.0, seconds)
        heard.set_sound(sound)
    unreal.EditorAssetLibrary.save_asset(f"{folder}/{name}")


def _load(path: str, wanted):
    asset = unreal.EditorAssetLibrary.load_asset(path)
    if not isinstance(asset, wanted):
        raise ImportFailed(
            f"{path}: there is no {wanted.__name__} of that path. Copy its reference in the content browser"
        )
    return asset


def _set(target, **values) -> None:
    for name, value in values.items():
        target.set_editor_property(name, value)


def main(arguments: "list[str]") -> None:
    """Says in the log what was done, and in one line what was not."""
    if len(arguments) != 1:
        unreal.log_error('Soliloquy: give the folder of lines: py "soliloquy_import.py" "C:/game/lines"')
        return
    folder = Path(arguments[0])
    try:
        if not folder.is_dir():
            raise ImportFailed(f"{folder} is no folder. Give the one that soliloquy export wrote")
        wrong = import_lines(folder, read_settings(folder))
    except ImportFailed as error:
        unreal.log_error(f"Soliloquy: {error}")
        return
    for each in wrong:
        unreal.log_error(f"Soliloquy: {each}")
    unreal.log(f"Soliloquy: done, {len(wrong)} failed" if wrong else "Soliloquy: done")


if __name__ == "__main__":
    main(sys.argv[1:])
