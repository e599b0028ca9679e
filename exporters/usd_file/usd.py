# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats: a head with its animation and sound, the head alone, the animation alone.

Sources: OpenUSD, "UsdSkel Schemas" (joints, blend shapes, SkelAnimation), "UsdPreviewSurface Specification", "UsdMedia:
SpatialAudio", "USDZ File Format Specification".
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pxr import Sdf, Usd, UsdGeom, UsdMedia

from ...runtime.frame_rates import exact_rate
from ...runtime.head.heads import load_head
from ...runtime.progress import Progress
from ...runtime.requests import ExportOptions
from ...runtime.take import Take
from .. import wav
from ..clip import Clip, clip_of
from ..shown_head import shown_head
from .animation import add_animation, add_light_animation
from .character import Character, add_character, joints_of
from .looks import pictures_of
from .names import prim_name
from .package import write_package

_SOUND = "sound.wav"


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A .usdz: the head in ``options.layout``, one SkelAnimation, and the sound. Frame k is time code k.

    Raises OSError, and as ``clip_of``.
    """
    head, clip = load_head(shown_head(take, options)), clip_of(take, path.stem, options)
    with _folder(path) as folder:
        stage = _stage(clip)
        character = add_character(stage, head, options)
        add_animation(stage, f"{character.path}/{prim_name(clip.name)}", clip, joints_of(head, options.layout))
        character.play(f"{character.path}/{prim_name(clip.name)}")
        wav.write(take, folder / _SOUND, options, progress)
        _add_sound(stage, character)
        files = {**pictures_of(head, options), _SOUND: (folder / _SOUND).read_bytes()}
        write_package(stage, path, folder, files)


def write_head(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """The head at rest, without an animation. Raises as ``write``."""
    head = load_head(shown_head(take, options))
    with _folder(path) as folder:
        stage = _empty_stage()
        add_character(stage, head, options)
        write_package(stage, path, folder, pictures_of(head, options))


def write_animation(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A .usdc that holds a SkelAnimation, its default prim, and nothing else. Raises as ``write``."""
    clip, head = clip_of(take, path.stem, options), load_head(shown_head(take, options))
    stage = _stage(clip)
    root = add_light_animation(stage, f"/{prim_name(clip.name)}", clip, joints_of(head, options.layout))
    stage.SetDefaultPrim(root)
    stage.GetRootLayer().Export(str(path))


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """Beside ``path``, for what is on its way."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".usd-") as name:
        yield Path(name)


def _empty_stage() -> Usd.Stage:
    stage = Usd.Stage.CreateInMemory("line.usdc")
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    return stage


def _stage(clip: Clip) -> Usd.Stage:
    stage, rate = _empty_stage(), float(exact_rate(clip.frames_per_second))
    stage.SetTimeCodesPerSecond(rate)
    stage.SetFramesPerSecond(rate)
    stage.SetStartTimeCode(0)
    stage.SetEndTimeCode(len(clip) - 1)
    return stage


def _add_sound(stage: Usd.Stage, character: Character) -> None:
    # It begins at 0 by itself.
    sound = UsdMedia.SpatialAudio.Define(stage, f"{character.path}/Voice")
    sound.CreateFilePathAttr(Sdf.AssetPath(_SOUND))
    sound.CreateAuralModeAttr(UsdMedia.Tokens.nonSpatial)
    sound.CreatePlaybackModeAttr(UsdMedia.Tokens.onceFromStart)
