# SPDX-License-Identifier: GPL-3.0-or-later
"""The tongue's sixteen shapes beside tongueOut: their names, what others call them, how they bend any head's tongue.

The names are those of NVIDIA's Audio2Face-3D, whose 68 weights are ARKit's 52 and these (Audio2Face-3D SDK, tongue
blend shapes of Claire, James and Mark). Shapes are rules along the tongue's length, so they fit every identity: no file
holds them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arrays import Array
from ..long_arrays import EachMade
from ..motion import ArkitCurves, Motion
from ..smooth_step import smooth_step
from .heads import Head


@dataclass(frozen=True)
class TongueShape:
    """name: ours and NVIDIA's. metahuman: MetaHuman's control without its prefix. character_creator: Character Creator
    4's shape. unified: that of VRCFaceTracking's Unified Expressions. Empty where that set has none."""

    name: str
    metahuman: str = ""
    character_creator: str = ""
    unified: str = ""


TONGUE_SHAPES: tuple[TongueShape, ...] = (
    TongueShape("tongueTipUp", "tongueTipUp", "Tongue_Tip_Up"),
    TongueShape("tongueTipDown", "tongueTipDown", "Tongue_Tip_Down", "TongueBendDown"),
    TongueShape("tongueTipLeft", "tongueTipLeft", "Tongue_Tip_L"),
    TongueShape("tongueTipRight", "tongueTipRight", "Tongue_Tip_R"),
    TongueShape("tongueRollUp", "tongueRollUp", "", "TongueCurlUp"),
    TongueShape("tongueRollDown", "tongueRollDown"),
    TongueShape("tongueRollLeft", "tongueRollLeft", "Tongue_Twist_L", "TongueTwistLeft"),
    TongueShape("tongueRollRight", "tongueRollRight", "Tongue_Twist_R", "TongueTwistRight"),
    TongueShape("tongueUp", "tongueUp", "Tongue_Up", "TongueUp"),
    TongueShape("tongueDown", "tongueDown", "Tongue_Down", "TongueDown"),
    TongueShape("tongueLeft", "tongueLeft", "Tongue_L", "TongueLeft"),
    TongueShape("tongueRight", "tongueRight", "Tongue_R", "TongueRight"),
    TongueShape("tongueIn", "tongueIn", "Tongue_In"),
    TongueShape("tongueStretch"),
    TongueShape("tongueWide", "tongueWide", "Tongue_Wide", "TongueFlat"),
    TongueShape("tongueNarrow", "tongueNarrow", "Tongue_Narrow", "TongueSquish"),
)
"""Columns of ``Motion.tongue``, in NVIDIA's order."""

TONGUE_NAMES: tuple[str, ...] = tuple(shape.name for shape in TONGUE_SHAPES)
TONGUE_INDEX: dict[str, int] = {name: index for index, name in enumerate(TONGUE_NAMES)}

_SPELLED = {
    spelled.replace("_", "").casefold(): shape.name
    for shape in TONGUE_SHAPES
    for spelled in (shape.unified, shape.character_creator, shape.name)
    if spelled
}

_MATERIAL = "tongue"
_LENGTH = 0.070
"""Metres from root to tip of the default head's tongue; what is in metres below grows with the tongue."""


@dataclass(frozen=True)
class _Tongue:
    """points (N,3) in metres at rest. along (N,): 0 at the root to 1 at the tip. scale: its length over the default
    head's. middle (N,): height of the tongue's middle at each point's place along it."""

    points: Array
    along: Array
    scale: float
    middle: Array


def matched_tongue(shape_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which of ``shape_keys`` show which of the sixteen, whatever their case and underscores, by any set's name."""
    found: dict[str, tuple[str, ...]] = {}
    for key in shape_keys:
        name = _SPELLED.get(key.replace("_", "").casefold())
        if name is not None:
            found[name] = (*found.get(name, ()), key)
    return found


def tongue_weights(moving: Motion | ArkitCurves) -> EachMade:
    """The weights (T,) of each of the sixteen, by its name; zeros where the tongue is not known."""
    if moving.tongue is not None:
        return EachMade.of(TONGUE_NAMES, moving.tongue)
    return EachMade(dict.fromkeys(TONGUE_NAMES, partial(np.zeros, len(moving), np.float32)))


def tongue_vertices(head: Head) -> Array:
    """Indices (N,) of the tongue's vertices; none on a head of a user's FLAME file."""
    if _MATERIAL not in head.material_names:
        return np.empty(0, np.int64)
    here = head.of_material(_MATERIAL)
    return np.unique(head.quads[here])


def tongue_deltas(head: Head) -> Array:
    """Displacements (16,N,3) in metres of ``tongue_vertices`` at weight 1, in the order of TONGUE_NAMES."""
    points = head.vertices[tongue_vertices(head)].astype(np.float64)
    if not len(points):
        return np.zeros((len(TONGUE_NAMES), 0, 3), np.float32)
    tongue = _measured(points)
    return np.stack([_RULES[name](tongue) - points for name in TONGUE_NAMES]).astype(np.float32)


def _measured(points: Array) -> _Tongue:
    back, tip = points[:, 2].min(), points[:, 2].max()
    along = (points[:, 2] - back) / (tip - back)
    bins = np.linspace(0.0, 1.0, 9)
    order = np.digitize(along, bins[1:-1])
    heights = [points[order == each, 1] for each in range(len(bins) - 1)]
    middles = [np.nan if not len(height) else 0.5 * (height.min() + height.max()) for height in heights]
    centres = 0.5 * (bins[1:] + bins[:-1])
    known = ~np.isnan(middles)
    middle = np.interp(along, centres[known], np.array(middles)[known])
    return _Tongue(points, along, float((tip - back) / _LENGTH), middle)


def _moved(tongue: _Tongue, share: Array, by: tuple[float, float, float]) -> Array:
    """``by`` is in metres on the default head."""
    return tongue.points + share[:, None] * (tongue.scale * np.array(by))


def _tip(by: tuple[float, float, float]) -> Callable[[_Tongue], Array]:
    return lambda tongue: _moved(tongue, smooth_step(0.45, 1.0, tongue.along), by)


def _body(by: tuple[float, float, float]) -> Callable[[_Tongue], Array]:
    """The back and the blade, less the tip; the root stays."""
    return lambda tongue: _moved(
        tongue, smooth_step(0.05, 0.5, tongue.along) * (1 - 0.6 * smooth_step(0.7, 1.0, tongue.along)), by
    )


def _lowered(by: float) -> Callable[[_Tongue], Array]:
    """The back down, so that the throat is seen over it, the tip half as far; the root stays."""
    return lambda tongue: _moved(
        tongue, smooth_step(0.05, 0.35, tongue.along) * (1 - 0.55 * smooth_step(0.5, 1.0, tongue.along)), (0.0, by, 0.0)
    )


def _whole(by: tuple[float, float, float]) -> Callable[[_Tongue], Array]:
    return lambda tongue: _moved(tongue, smooth_step(0.05, 0.8, tongue.along), by)


def _curled(turn: float) -> Callable[[_Tongue], Array]:
    """The front third turned by up to ``turn`` radians about the tongue's width: up is positive."""

    def curl(tongue: _Tongue) -> Array:
        pivot = 0.6
        length = tongue.points[:, 2].max() - tongue.points[:, 2].min()
        angle = turn * np.clip((tongue.along - pivot) / (1 - pivot), 0.0, 1.0)
        # A strip bent to an arc: its middle line by the integral of the turn, its thickness across it.
        beyond = np.maximum(tongue.along - pivot, 0.0) * length
        half = 0.5 * angle
        reach = beyond * np.sinc(half / np.pi)
        above = tongue.points[:, 1] - tongue.middle
        ahead = np.minimum(tongue.along, pivot) * length + reach * np.cos(half) - above * np.sin(angle)
        height = tongue.middle + reach * np.sin(half) + above * np.cos(angle)
        return np.stack([tongue.points[:, 0], height, tongue.points[:, 2].min() + ahead], axis=1)

    return curl


def _twisted(turn: float) -> Callable[[_Tongue], Array]:
    """Turned about its length by up to ``turn`` radians, the character's left side up where that is positive."""

    def twist(tongue: _Tongue) -> Array:
        angle = turn * smooth_step(0.3, 1.0, tongue.along)
        x, above = tongue.points[:, 0], tongue.points[:, 1] - tongue.middle
        across = x * np.cos(angle) - above * np.sin(angle)
        height = tongue.middle + x * np.sin(angle) + above * np.cos(angle)
        return np.stack([across, height, tongue.points[:, 2]], axis=1)

    return twist


def _swollen(wide: float, thick: float) -> Callable[[_Tongue], Array]:
    """Width and thickness times these, from the middle on."""

    def swell(tongue: _Tongue) -> Array:
        share = smooth_step(0.2, 0.6, tongue.along)
        height = tongue.middle + (tongue.points[:, 1] - tongue.middle) * (1 + share * (thick - 1))
        return np.stack([tongue.points[:, 0] * (1 + share * (wide - 1)), height, tongue.points[:, 2]], axis=1)

    return swell


# Sizes chosen by eye in a cut through the default head, but for the tip, which is measured: from rest it is 12 mm below
# and 3 mm behind the ridge over the upper incisors, and the jaw takes it another 25 mm down and 16 mm back.
_RULES: dict[str, Callable[[_Tongue], Array]] = {
    "tongueTipUp": _tip((0.0, 0.022, 0.006)),
    "tongueTipDown": _tip((0.0, -0.008, 0.001)),
    "tongueTipLeft": _tip((0.011, 0.0, -0.002)),
    "tongueTipRight": _tip((-0.011, 0.0, -0.002)),
    "tongueRollUp": _curled(1.9),
    "tongueRollDown": _curled(-1.2),
    "tongueRollLeft": _twisted(-0.7),
    "tongueRollRight": _twisted(0.7),
    "tongueUp": _body((0.0, 0.012, 0.0)),
    "tongueDown": _lowered(-0.012),
    "tongueLeft": _whole((0.009, 0.0, 0.0)),
    "tongueRight": _whole((-0.009, 0.0, 0.0)),
    "tongueIn": _whole((0.0, 0.002, -0.012)),
    "tongueStretch": _whole((0.0, 0.0, 0.010)),
    "tongueWide": _swollen(1.22, 0.85),
    "tongueNarrow": _swollen(0.72, 1.2),
}
