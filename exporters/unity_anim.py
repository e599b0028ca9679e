# SPDX-License-Identifier: GPL-3.0-or-later
"""An AnimationClip as Unity keeps it in a project: YAML that opens without any script.

Sources: Unity manual, "Text-based scene files" (UnityYAML, the class identifiers) and "Animation clips"; scripting
reference, AnimationCurve, Keyframe and WrapMode. A key of a shape is a flow mapping on one line, as Unity itself writes
the materials of a list; a key of a turn, which holds mappings, is a block. Checked by format, never run in Unity.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ..runtime.arrays import Array
from ..runtime.requests import ExportOptions
from .clip import Clip
from .keys import kept_frames, kept_frames_smooth, slopes

_SKINNED_MESH_RENDERER = 137
_FULL = 100.0
"""Of a shape in Unity, where weights are percent."""
_TURN_TOLERANCE = 1e-3
"""Radians, about: half of the quaternion's change."""
_LEVELS: tuple[tuple[float, float], ...] = ((0.007, 0.01), (0.03, 0.1), (0.05, 0.2))
"""Of each level of detail: how far a curve may lie from the frames, and how far a shape must go to be there at all.
Chosen by eye: a face that shows the second is a hundred pixels high."""
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
_TAIL = """  m_EulerCurves: []
  m_PositionCurves: []
  m_ScaleCurves: []
{floats}  m_PPtrCurves: []
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
    floats = "".join(
        part for level, mesh in enumerate(meshes) for part in _shape_curves(clip, mesh, min(level, len(_LEVELS) - 1))
    )
    turns = "".join(
        _turn_curve(clip, bone, clip.bone_paths.get(bone) or _bone_path(bone, options)) for bone in clip.turns
    )
    text = _HEAD.format(name=json.dumps(clip.name, ensure_ascii=False))
    text += _list("m_RotationCurves", turns) + "  m_CompressedRotationCurves: []\n"
    rate, stop = _number(clip.frames_per_second), _number((len(clip) - 1) / clip.frames_per_second)
    text += _TAIL.format(floats=_list("m_FloatCurves", floats), rate=rate, stop=stop)
    path.write_text(text, encoding="utf-8", newline="\n")


def _bone_path(bone: str, options: ExportOptions) -> str:
    head = options.bone_path or ""
    return head if bone == "head" else f"{head}/{bone}".lstrip("/")


def _list(name: str, items: str) -> str:
    return f"  {name}:\n{items}" if items else f"  {name}: []\n"


def _shape_curves(clip: Clip, mesh: str, level: int) -> Iterator[str]:
    for name, values in clip.shapes.items():
        tolerance, least = _LEVELS[level]
        if level == 0 and not name.startswith(_NO_LIPS):
            tolerance = least = _LIPS
        if float(np.abs(values).max()) <= least:
            continue
        frames = kept_frames_smooth(values, tolerance)
        leaving = slopes(values)[frames] * clip.frames_per_second * _FULL
        keys = zip(_times(frames, clip), values[frames] * _FULL, leaving, strict=True)
        yield "  - serializedVersion: 2\n    curve:\n      serializedVersion: 2\n      m_Curve:\n"
        for time, value, slope in keys:
            yield (
                f"      - {{serializedVersion: 3, time: {time}, value: {value:.4g}, "
                f"inSlope: {slope:.3g}, outSlope: {slope:.3g}}}\n"
            )
        yield "      m_PreInfinity: 2\n      m_PostInfinity: 2\n      m_RotationOrder: 4\n"
        yield f"    attribute: {json.dumps('blendShape.' + name)}\n    path: {json.dumps(mesh, ensure_ascii=False)}\n"
        yield f"    classID: {_SKINNED_MESH_RENDERER}\n    script: {{fileID: 0}}\n"


def _turn_curve(clip: Clip, bone: str, path: str) -> str:
    """Unity's axes are left-handed: what it imports is mirrored along x, which turns y and z of a rotation round."""
    w, x, y, z = clip.turns[bone].T
    values = np.stack([x, -y, -z, w], axis=1)
    frames = np.unique(np.concatenate([kept_frames(column, _TURN_TOLERANCE) for column in values.T]))
    # Straight lines: each key leaves with the slope to the next.
    steps = np.diff(values[frames], axis=0) / np.maximum(np.diff(frames), 1)[:, None] * clip.frames_per_second
    still = np.zeros((1, 4))
    arriving, leaving = np.concatenate([still, steps]), np.concatenate([steps, still])
    keys = zip(_times(frames, clip), values[frames], arriving, leaving, strict=True)
    lines = "".join(
        f"      - serializedVersion: 3\n        time: {time}\n        value: {_vector(value)}\n"
        f"        inSlope: {_vector(before, 3)}\n        outSlope: {_vector(after, 3)}\n"
        for time, value, before, after in keys
    )
    return (
        f"  - curve:\n      serializedVersion: 2\n      m_Curve:\n{lines}"
        f"      m_PreInfinity: 2\n      m_PostInfinity: 2\n      m_RotationOrder: 4\n"
        f"    path: {json.dumps(path, ensure_ascii=False)}\n"
    )


def _times(frames: Array, clip: Clip) -> list[str]:
    return [_number(frame / clip.frames_per_second) for frame in frames.tolist()]


def _vector(values: Array, digits: int = 5) -> str:
    return (
        "{"
        + ", ".join(f"{axis}: {value:.{digits}g}" for axis, value in zip("xyzw", values.tolist(), strict=True))
        + "}"
    )


def _number(seconds: float) -> str:
    """Hundredths of a millisecond."""
    return f"{seconds:.5f}".rstrip("0").rstrip(".") or "0"
