# SPDX-License-Identifier: GPL-3.0-or-later
"""Unity's ``.anim`` by PyYAML, against the fields that Unity itself writes into an AnimationClip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from .programs import ReaderError

_TAG = "tag:unity3d.com,2011:"


@dataclass(frozen=True)
class UnityCurve:
    """One animated value of the object at ``path``; class_id 137 is SkinnedMeshRenderer, 4 is Transform.

    times (K,) in seconds; values, arriving and leaving (slopes a second): (K,N), N = 4 for turns (x, y, z, w).
    """

    attribute: str
    path: str
    class_id: int
    times: np.ndarray
    values: np.ndarray
    arriving: np.ndarray
    leaving: np.ndarray

    def at(self, times: np.ndarray) -> np.ndarray:
        """(T,N) as AnimationCurve.Evaluate does it: cubic Hermite between two keys, held before and after."""
        times = np.clip(times, self.times[0], self.times[-1])
        if len(self.times) == 1:
            return np.repeat(self.values, len(times), axis=0)
        left = np.clip(np.searchsorted(self.times, times, side="right") - 1, 0, len(self.times) - 2)
        span = np.diff(self.times)[left][:, None]
        t = (times - self.times[left])[:, None] / span
        return (
            (2 * t**3 - 3 * t**2 + 1) * self.values[left]
            + (t**3 - 2 * t**2 + t) * span * self.leaving[left]
            + (-2 * t**3 + 3 * t**2) * self.values[left + 1]
            + (t**3 - t**2) * span * self.arriving[left + 1]
        )


@dataclass(frozen=True)
class UnityClip:
    """stop in seconds. fields: the names of all that the clip has; settings: its m_AnimationClipSettings.

    shapes: floats of meshes; turns: quaternions of bones.
    """

    class_id: int
    file_id: int
    name: str
    sample_rate: float
    stop: float
    legacy: bool
    fields: tuple[str, ...]
    settings: Mapping[str, Any]
    shapes: tuple[UnityCurve, ...]
    turns: tuple[UnityCurve, ...]

    def shape(self, name: str) -> UnityCurve:
        """Raises ValueError where there is not exactly one curve of ``blendShape.NAME``."""
        (found,) = (each for each in self.shapes if each.attribute == f"blendShape.{name}")
        return found


def read_clip(path: Path) -> UnityClip:
    """Raises ReaderError where the file is not one AnimationClip in YAML."""
    text = path.read_text(encoding="utf-8")
    try:
        class_id, file_id = _identifiers(text)
        ((name, fields),) = yaml.load(text, _Loader).items()
    except (yaml.YAMLError, ValueError) as error:
        raise ReaderError(f"{path.name}: {error}") from error
    if name != "AnimationClip":
        raise ReaderError(f"{path.name} holds {name}, and no AnimationClip")
    return UnityClip(
        class_id=class_id,
        file_id=file_id,
        name=str(fields["m_Name"]),
        sample_rate=float(fields["m_SampleRate"]),
        stop=float(fields["m_AnimationClipSettings"]["m_StopTime"]),
        legacy=bool(fields["m_Legacy"]),
        fields=tuple(fields),
        settings=fields["m_AnimationClipSettings"],
        shapes=tuple(_curve(each, each["attribute"], each["classID"]) for each in fields["m_FloatCurves"]),
        turns=tuple(_curve(each, "m_LocalRotation", 4) for each in fields["m_RotationCurves"]),
    )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Knows Unity's tags, whose number is the class of what follows."""


_Loader.add_multi_constructor(_TAG, lambda loader, _, node: loader.construct_mapping(node, deep=True))


def _identifiers(text: str) -> tuple[int, int]:
    """The numbers of ``--- !u!74 &7400000``. Raises ValueError for others."""
    first = next(event for event in yaml.parse(text) if isinstance(event, yaml.MappingStartEvent))
    if first.tag is None or not first.tag.startswith(_TAG) or first.anchor is None:
        raise ValueError(f"its document has the tag {first.tag} and the anchor {first.anchor}")
    return int(first.tag.removeprefix(_TAG)), int(first.anchor)


def _curve(tree: Mapping[str, Any], attribute: str, class_id: int) -> UnityCurve:
    keys = tree["curve"]["m_Curve"]
    return UnityCurve(
        attribute=attribute,
        path=str(tree["path"] or ""),
        class_id=class_id,
        times=np.array([key["time"] for key in keys], float),
        values=_numbers(key["value"] for key in keys),
        arriving=_numbers(key["inSlope"] for key in keys),
        leaving=_numbers(key["outSlope"] for key in keys),
    )


def _numbers(values: Any) -> np.ndarray:
    """(K,N) of numbers or of {x, y, z, w}."""
    rows: list[Sequence[float]] = [
        [float(value[axis]) for axis in "xyzw"] if isinstance(value, dict) else [float(value)] for value in values
    ]
    return np.array(rows)
