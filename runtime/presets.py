# SPDX-License-Identifier: GPL-3.0-or-later
"""What each engine wants of an export, beyond what every file has (``--for``).

Sources: docs/export/, a page an engine.
"""

from dataclasses import dataclass, replace

from .arrays import Array
from .frame_rates import exact_rate
from .long_arrays import blocks, long_like


@dataclass(frozen=True)
class Preset:
    """name: as users write it. whole: the format of a head with its animation. clip: that of each line in a split.
    import_rate: frames a second at which the engine takes clips, if it refuses those that end between two frames. lods:
    meshes of falling detail in a file with a head, 1 where the engine makes its own. armature: what an armature must be
    called so that the engine makes no bone of it; empty for its own name. linear_colours: it reads an FBX's
    colours as linear, not as sRGB. groups_levels: it wants levels of detail under a node of their own. (Unity goes by
    names, and the node would be in every path.) in_blender: Blender's panel offers it.
    """

    name: str
    label: str
    description: str
    whole: str
    clip: str
    import_rate: int | None = None
    lods: int = 1
    armature: str = ""
    linear_colours: bool = False
    groups_levels: bool = False
    in_blender: bool = True

    @property
    def head(self) -> str:
        """The format of the one head in a split."""
        return f"head_{self.whole}"


_UNREAL = Preset(
    "unreal",
    "Unreal",
    "whole frames at 30 a second, levels of detail",
    "fbx",
    "clip_fbx",
    import_rate=30,
    lods=3,
    armature="Armature",
    linear_colours=True,
    groups_levels=True,
)
_METAHUMAN = replace(
    _UNREAL,
    name="metahuman",
    label="MetaHuman",
    description="its own controls in place of ARKit's shapes",
    clip="clip_metahuman",
)
PRESETS: dict[str, Preset] = {
    each.name: each
    for each in (
        _UNREAL,
        _METAHUMAN,
        Preset("unity", "Unity", "levels of detail; a split writes .anim", "fbx", "anim", lods=3),
        Preset("godot", "Godot", "a split writes .tres", "glb", "tres"),
        Preset("maya", "Maya", "the head with its animation, no levels of detail", "fbx", "clip_fbx"),
        Preset(
            "usd", "USD", "a character of UsdSkel; a split writes its animation", "usd", "clip_usd", in_blender=False
        ),
        Preset("web", "Web", "for three.js and the like; a split writes JSON", "glb", "curves"),
    )
}


def padding(frames: int, frames_per_second: float, preset: str | None) -> int:
    """Frames to add at the end, so that the engine takes the clip; 0 where no second's length would do."""
    block = _block(frames_per_second, preset)
    return 0 if block is None else -(frames - 1) % block


def rate_warning(frames_per_second: float, preset: str | None, way_out: str = "export with --fps {rate}") -> str:
    """What a user should know of this rate in that engine; empty where there is nothing. way_out: to another rate."""
    if preset is None or PRESETS[preset].import_rate is None or _block(frames_per_second, preset) is not None:
        return ""
    label, rate = PRESETS[preset].label, PRESETS[preset].import_rate
    return (
        f"{label} imports at {rate} frames a second and refuses clips that end between two frames, as those at "
        f"{frames_per_second:g} do: {way_out.format(rate=rate)}, or set that rate in its import options"
    )


def _block(frames_per_second: float, preset: str | None) -> int | None:
    """Frames after which a frame falls on one of the engine's; None where that is not within a second."""
    import_rate = None if preset is None else PRESETS[preset].import_rate
    if import_rate is None:
        return 1
    block = (import_rate / exact_rate(frames_per_second)).denominator
    return block if block <= frames_per_second else None


def held(values: Array, frames: int) -> Array:
    """``values`` (T, ...) with the last one held for so many frames more."""
    if not frames:
        return values
    made = long_like(values, len(values) + frames)
    for block in blocks(len(values)):
        made[block] = values[block]
    made[len(values) :] = values[-1:]
    return made
