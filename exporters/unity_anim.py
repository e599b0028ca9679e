# SPDX-License-Identifier: GPL-3.0-or-later
"""An AnimationClip as Unity keeps it in a project: YAML that opens without any script.

Sources: Unity manual, "Text-based scene files" (UnityYAML, the class identifiers) and "Animation clips"; scripting
reference, AnimationCurve, Keyframe and WrapMode. A key of a shape is a flow mapping on one line, as Unity itself writes
the materials of a list; a key of a turn, which holds mappings, is a block. Keys say no serializedVersion, as in clips
that Unity 5.4 wrote and projects of later ones hold unchanged (Microsoft's MixedRealityToolkit, CursorIdleAnim.anim):
then their cubics are plain ones, without weights. Checked by format, never run in Unity.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.key_reduction import ReducedCurve, reduced
from ..runtime.requests import ExportOptions
from .clip import Clip
from .keys import stays_within
from .short_numbers import short_number

_SKINNED_MESH_RENDERER = 137
"""Unity's class ID."""
_FULL = 100.0
"""Of a shape in Unity, where weights are percent."""
_TURN_TOLERANCE = 1.8e-3
"""Of each part of a quaternion; a turn is some 0.3 degrees off at most. Chosen by hand."""
BETWEEN_FRAMES = 4
"""Steps of a frame at which the first level is held to the lines between frames, by which contacts last as long as a
player needs. By frames alone a quarter of short seals were open between them, by halves two of a hundred."""
_AFAR_MM = (1.1, 2.2)
"""Of the farther levels of detail: how far the face may be from the frames. A shape that moves it by less than twice as
much is not there at all. Chosen: where Unity first shows them, a head of 300 mm is half and a quarter of 1080 lines
high, and it is two pixels."""
_LEVELS = (0.007, 0.03, 0.05)
"""Of each level, for a shape of which no bound is known: of its weight. Chosen by eye."""
_LIPS = 0.003
"""The same of the first level's shapes that may move lips: at 0.007 two of a hundred seals were open."""
_NO_LIPS = ("brow", "cheek", "eye", "nose")
_HEAD = """%YAML 1.1
%TAG !u! tag:unity3d.com,2011:
--- !u!74 &7400000
AnimationClip:
  m_ObjectHideFlags: 0
  m_CorrespondingSourceObject: {{fileID: 0}}
  m_PrefabInstance: {{fileID: 0}}
  m_PrefabAsset: {{fileID: 0}}
  m_Name: {name}
  serializedVersion: 7
  m_Legacy: 0
  m_Compressed: 0
  m_UseHighQualityCurve: 1
"""
_BETWEEN = """  m_CompressedRotationCurves: []
  m_EulerCurves: []
  m_PositionCurves: []
  m_ScaleCurves: []
"""
_TAIL = """  m_PPtrCurves: []
  m_SampleRate: {rate}
  m_WrapMode: 0
  m_Bounds:
    m_Center: {{x: 0, y: 0, z: 0}}
    m_Extent: {{x: 0, y: 0, z: 0}}
  m_ClipBindingConstant:
    genericBindings: []
    pptrCurveMapping: []
  m_AnimationClipSettings:
    serializedVersion: 2
    m_AdditiveReferencePoseClip: {{fileID: 0}}
    m_AdditiveReferencePoseTime: 0
    m_StartTime: 0
    m_StopTime: {stop}
    m_OrientationOffsetY: 0
    m_Level: 0
    m_CycleOffset: 0
    m_HasAdditiveReferencePose: 0
    m_LoopTime: 0
    m_LoopBlend: 0
    m_LoopBlendOrientation: 0
    m_LoopBlendPositionY: 0
    m_LoopBlendPositionXZ: 0
    m_KeepOriginalOrientation: 0
    m_KeepOriginalPositionY: 1
    m_KeepOriginalPositionXZ: 0
    m_HeightFromFeet: 0
    m_Mirror: 0
  m_EditorCurves: []
  m_EulerEditorCurves: []
  m_HasGenericRootTransform: 0
  m_HasMotionFloatCurves: 0
  m_Events: []
"""


def write_clip(clip: Clip, path: Path, options: ExportOptions) -> None:
    """Curves ``blendShape.NAME`` on the meshes of ``options.mesh_path`` (several with commas, of falling detail), and
    the turns of the bones: where the clip does not say their places, ``options.bone_path`` ends with the head's bone,
    and the others lie below it.

    Raises OSError.
    """
    meshes = [each.strip() for each in (options.mesh_path or "").split(",")]
    floats = (
        part for level, mesh in enumerate(meshes) for part in _shape_curves(clip, mesh, min(level, len(_AFAR_MM)))
    )
    turns = (_turn_curve(clip, bone, clip.bone_paths.get(bone) or _bone_path(bone, options)) for bone in clip.turns)
    rate, stop = _number(clip.frames_per_second), _number((len(clip) - 1) / clip.frames_per_second)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD.format(name=json.dumps(clip.name, ensure_ascii=False)))
        file.writelines(_list("m_RotationCurves", turns))
        file.write(_BETWEEN)
        file.writelines(_list("m_FloatCurves", floats))
        file.write(_TAIL.format(rate=rate, stop=stop))


def _bone_path(bone: str, options: ExportOptions) -> str:
    head = options.bone_path or ""
    return head if bone == "head" else f"{head}/{bone}".lstrip("/")


def _list(name: str, items: Iterator[str]) -> Iterator[str]:
    first = next(items, None)
    yield f"  {name}: []\n" if first is None else f"  {name}:\n{first}"
    yield from items


def _shape_curves(clip: Clip, mesh: str, level: int) -> Iterator[str]:
    for name, values in clip.shapes.items():
        bound = _bound(clip, name, level)
        if stays_within(values, bound if level == 0 else 2 * bound):
            continue
        curve, rate = cubics(values, bound, clip.frames_per_second, BETWEEN_FRAMES if level == 0 else 1)
        a_second = rate * _FULL
        keys = zip(_times(curve.frames, rate), curve.values, curve.before, curve.after, strict=True)
        yield "  - serializedVersion: 2\n    curve:\n      serializedVersion: 2\n      m_Curve:\n"
        for time, value, before, after in keys:
            yield (
                f"      - {{time: {time}, value: {_number(value * _FULL, 2)}, "
                f"inSlope: {_slope(before * a_second)}, outSlope: {_slope(after * a_second)}}}\n"
            )
        yield "      m_PreInfinity: 2\n      m_PostInfinity: 2\n      m_RotationOrder: 4\n"
        yield f"    attribute: {json.dumps('blendShape.' + name)}\n    path: {json.dumps(mesh, ensure_ascii=False)}\n"
        yield f"    classID: {_SKINNED_MESH_RENDERER}\n    script: {{fileID: 0}}\n"


def cubics(values: Array, bound: Array | float, rate: float, steps: int) -> tuple[ReducedCurve, float]:
    """Few keys, and their own rate: on any of the ``steps`` into which the lines between frames are parted."""
    frames, places = np.arange(len(values)), np.arange(steps * (len(values) - 1) + 1) / steps
    bounds = np.interp(places, frames, np.broadcast_to(bound, values.shape))
    return reduced(np.interp(places, frames, values), bounds), rate * steps


def _bound(clip: Clip, name: str, level: int) -> Array | float:
    """How far from its frames a curve of that level may be played."""
    if level == 0:
        return clip.bounds.of(name, _LEVELS[0] if name.startswith(_NO_LIPS) else _LIPS)
    return clip.bounds.afar(name, _AFAR_MM[level - 1], _LEVELS[level])


def _turn_curve(clip: Clip, bone: str, path: str) -> str:
    """Unity's axes are left-handed: what it imports is mirrored along x, which turns y and z of a rotation round."""
    w, x, y, z = clip.turns[bone].T
    values = np.stack([x, -y, -z, w], axis=1)
    curve = reduced(values, _TURN_TOLERANCE)
    arriving, leaving = curve.before * clip.frames_per_second, curve.after * clip.frames_per_second
    lines = "".join(
        f"      - time: {time}\n        value: {_vector(value, 5)}\n"
        f"        inSlope: {_vector(before, 4)}\n        outSlope: {_vector(after, 4)}\n"
        for time, value, before, after in zip(
            _times(curve.frames, clip.frames_per_second), curve.values, arriving, leaving, strict=True
        )
    )
    return (
        f"  - curve:\n      serializedVersion: 2\n      m_Curve:\n{lines}"
        f"      m_PreInfinity: 2\n      m_PostInfinity: 2\n      m_RotationOrder: 4\n"
        f"    path: {json.dumps(path, ensure_ascii=False)}\n"
    )


def _times(frames: Array, rate: float) -> list[str]:
    return [_number(frame / rate) for frame in frames.tolist()]


def _vector(values: Array, decimals: int) -> str:
    parts = ", ".join(
        f"{axis}: {_number(value, decimals)}" for axis, value in zip("xyzw", values.tolist(), strict=True)
    )
    return f"{{{parts}}}"


def _slope(a_second: float) -> str:
    """Three digits: over the third of a second that a cubic may last here, the rest moves nothing."""
    return _number(float(f"{a_second:.3g}"), 1)


def _number(value: float, decimals: int = 4) -> str:
    """Of seconds the default is tenths of a millisecond."""
    return short_number(value, decimals)
