# SPDX-License-Identifier: GPL-3.0-or-later
"""From an artist's open scene to files: sampled as it plays, written all or none, and the scene left as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bpy

from ...blender.baked_scene import baked_scene
from ...blender.character import Character
from ...blender.kept_scene import kept_scene
from ...blender.pictures import shrink_pictures
from ...blender.rig import Rig
from ...blender.scene_clip import SceneClip, scene_clip
from ...blender.scene_lines import SceneLine
from ...blender.strip_sound import StripSound
from ...runtime.output_folder import Inputs, check_targets, locked, staged
from ...runtime.presets import padding, rate_warning
from ...runtime.progress import Progress, silent
from ...runtime.requests import ExportOptions
from ...runtime.safe_names import safe_names
from .baked_files import WHOLE, Motion
from .line_sound import write_line_sound
from .rig_places import is_own_head
from .scene_clips import RigClips, write_clips
from .scene_formats import SceneFormats
from .skin_for_files import skin_maps


@dataclass(frozen=True)
class SceneExport:
    """What is to be written. lines: with the sound of each, None where it has none or none is wanted. rig: what a take
    moves of the character; None where none is known."""

    character: Character
    lines: Sequence[tuple[SceneLine, StripSound | None]]
    formats: SceneFormats
    options: ExportOptions
    rig: Rig | None = None


@dataclass(frozen=True)
class Exported:
    """files: in the order of the lines, the head of a split last."""

    files: tuple[Path, ...]
    warnings: tuple[str, ...]


def export_scene(context: bpy.types.Context, asked: SceneExport, folder: Path, progress: Progress = silent) -> Exported:
    """Write each line in each format into ``folder``, all of them or none. Steps are "frames" and "files".

    Raises BusyError, WriteError, InputError, UsageError; nothing has changed then.
    """
    assert context.scene is not None
    names = safe_names(line.name for line, _ in asked.lines)
    (head_name,) = safe_names([asked.character.name])
    inputs = Inputs.of([Path(each) for each in _read_files(asked)])
    writer = _Writer(context, asked, names, head_name, progress)
    with locked(folder) as full, kept_scene(context.scene):
        check_targets(full, writer.file_names(), inputs)
        with staged(full, inputs) as staging:
            writer.write(staging)
        return Exported(tuple(full / name for name in writer.file_names()), tuple(writer.warnings()))


def _read_files(asked: SceneExport) -> Iterable[str]:
    yield from (str(sound.path) for _, sound in asked.lines if sound is not None and sound.packed is None)
    if bpy.data.filepath:
        yield bpy.data.filepath


@dataclass
class _Writer:
    context: bpy.types.Context
    asked: SceneExport
    names: list[str]
    head_name: str
    progress: Progress

    def __post_init__(self) -> None:
        self._said: list[str] = []
        self._is_own_head = is_own_head(self.asked.character)
        self._rig_clips = RigClips(self.asked.character, self.asked.rig, self.asked.options, self._is_own_head)

    def file_names(self) -> list[str]:
        found = []
        for name, (_, sound) in zip(self.names, self.asked.lines, strict=True):
            found += [name + self.asked.formats.suffix(each) for each in self.asked.formats.of_lines]
            found += [name + ".wav"] if sound is not None else []
        head = self.asked.formats.head
        return found + ([] if head is None else [self.head_name + WHOLE[head].suffix])

    def warnings(self) -> list[str]:
        options = self.asked.options
        rate = rate_warning(options.fps, options.preset, "set the scene to {rate} frames a second")
        return [*dict.fromkeys([*self._said, *([rate] if rate else [])])]

    def write(self, folder: Path) -> None:
        formats = self.asked.formats
        wholes = [each for each in formats.of_lines if each in WHOLE]
        of_clips = [each for each in formats.of_lines if each not in WHOLE]
        clips: list[SceneClip] = []
        for number, (name, (line, sound)) in enumerate(zip(self.names, self.asked.lines, strict=True)):
            self.progress("frames", number / len(self.names))
            clip = self._sampled(line)
            self._said += write_clips(clip, name, self._rig_clips, of_clips, folder)
            if wholes or (formats.head is not None and not clips):
                clips.append(clip)
            if sound is not None:
                write_line_sound(sound, folder / f"{name}.wav")
        if clips:
            self._write_wholes(wholes, clips, folder)

    def _write_wholes(self, wholes: list[str], clips: list[SceneClip], folder: Path) -> None:
        head, options = self.asked.formats.head, self.asked.options
        smaller = options.texture_size
        with (
            baked_scene(self.context, self.asked.character, own_pictures=smaller is not None) as baked,
            skin_maps(baked.materials, smaller),
        ):
            shrink_pictures(smaller, baked.pictures)
            for number, each in enumerate(wholes):
                self.progress("files", number / len(wholes))
                for name, clip in zip(self.names, clips, strict=True):
                    path = folder / (name + WHOLE[each].suffix)
                    WHOLE[each].write(baked, Motion(clip, name, self._is_own_head), path, options)
            if head is not None:
                path = folder / (self.head_name + WHOLE[head].suffix)
                WHOLE[head].write(baked, Motion(clips[0], None, self._is_own_head), path, options)

    def _sampled(self, line: SceneLine) -> SceneClip:
        options = self.asked.options
        clip = scene_clip(self.context, self.asked.character, line.start, line.end)
        if options.mouth_close == "fold" and self.asked.rig is not None:
            clip = clip.folded(self.asked.rig)
        return clip.held(padding(len(clip), options.fps, options.preset))
