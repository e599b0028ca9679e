# SPDX-License-Identifier: GPL-3.0-or-later
"""The curves that move a node: read whole, and written back where the node really moves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import Element
from .scene import Model, Scene, set_property, vector_of

TRANSLATION, ROTATION, SCALING = "Lcl Translation", "Lcl Rotation", "Lcl Scaling"
AT_REST = {TRANSLATION: 0.0, ROTATION: 0.0, SCALING: 1.0}
"""What FBX takes for a property that is not written."""

_STILL = {TRANSLATION: 1e-4, ROTATION: 1e-3, SCALING: 1e-5}
"""Centimetres, degrees and a factor: what Blender's single precision makes of a bone that stands still, with room.
Chosen; at half a metre it is below a hundredth of a millimetre."""

_DECIMALS = 6
"""Of a key's value, so that files pack. Chosen by hand."""


@dataclass
class Track:
    """How one layer of the animation moves a node.

    nodes: property -> its curve node. values: property -> (T,3) at the frames, in the node's units.
    """

    nodes: dict[str, Element]
    values: dict[str, Array]

    def turns(self) -> bool:
        """Whether rotation or scaling changes in time."""
        return self.moves(ROTATION) or self.moves(SCALING)

    def moves(self, name: str) -> bool:
        """Whether the property changes in time."""
        return name in self.values and _moves(self.values[name], name)


def tracks_of(scene: Scene, model: Model) -> list[Track]:
    """The tracks of ``model``, one a layer."""
    layers: dict[int, Track] = {}
    for name, node in scene.drivers(model.element, "AnimationCurveNode"):
        layer = next(scene.parents(node, "AnimationLayer"), None)
        if name in AT_REST and layer is not None:
            track = layers.setdefault(layer.values[0], Track({}, {}))
            track.nodes[name] = node
            track.values[name] = _values(scene, node, AT_REST[name])
    return list(layers.values())


def settle(scene: Scene, model: Model, tracks: list[Track], rest: Mapping[str, Array]) -> None:
    """Give ``model`` its own values, and keep those curves alone that leave them.

    ``rest`` (3,) of each property holds, but where the only track stands still elsewhere, there is where the node is.
    """
    for name, at_rest in rest.items():
        of_track = [track.values[name] for track in tracks if name in track.values]
        settled = at_rest
        if len(of_track) == 1 and not _moves(of_track[0], name) and not _stands(of_track[0], at_rest, name):
            settled = of_track[0][0].astype(float)
        settled = _plain(settled, name)
        kept = False
        for track in (track for track in tracks if name in track.values):
            if _stands(track.values[name], settled, name):
                _drop(scene, track.nodes[name])
            else:
                _write(scene, track.nodes[name], track.values[name], settled)
                kept = True
        set_property(model.element, name, name, settled, animated=kept)


def own_values(model: Model) -> dict[str, Array]:
    """The node's own translation, rotation and scaling, each (3,)."""
    return {name: vector_of(model.element, name, at_rest) for name, at_rest in AT_REST.items()}


def standing(tracks: list[Track], own: dict[str, Array]) -> dict[str, Array]:
    """``own``, but where the only track stands still, there."""
    if len(tracks) != 1:
        return own
    still = {name: values[0].astype(float) for name, values in tracks[0].values.items() if not _moves(values, name)}
    return {**own, **still}


def _values(scene: Scene, node: Element, at_rest: float) -> Array:
    curves = _curves(scene, node)
    columns = [curves[axis].array("KeyValueFloat") if axis in curves else None for axis in "XYZ"]
    length = max((len(column) for column in columns if column is not None), default=1)
    own = [float(vector_of(node, f"d|{axis}", at_rest)[0]) for axis in "XYZ"]
    filled = [np.full(length, own[i], np.float32) if column is None else column for i, column in enumerate(columns)]
    return np.stack(filled, axis=1)


def _curves(scene: Scene, node: Element) -> dict[str, Element]:
    """Axis -> curve."""
    return {name.removeprefix("d|"): curve for name, curve in scene.drivers(node, "AnimationCurve")}


def _moves(values: Array, name: str) -> bool:
    return not _stands(values, (values.max(axis=0) + values.min(axis=0)) / 2, name)


def _stands(values: Array, place: Array, name: str) -> bool:
    away = values - place
    if name == ROTATION:
        away = away - 360.0 * np.round(away / 360.0)
    if name == SCALING:
        away = away / max(1.0, np.abs(place).max())
    return bool(np.abs(away).max(initial=0.0) <= _STILL[name])


def _plain(values: Array, name: str) -> Array:
    """Without the dust of single precision around 0 and 1."""
    if np.abs(values - AT_REST[name]).max() <= _STILL[name]:
        near = np.full(3, AT_REST[name])
        return np.where(np.abs(values - near) <= _STILL[name], near, values)
    return np.round(values, _DECIMALS) + 0.0


def _drop(scene: Scene, node: Element) -> None:
    for curve in _curves(scene, node).values():
        scene.drop(curve)
    scene.drop(node)


def _write(scene: Scene, node: Element, values: Array, settled: Array) -> None:
    for axis, curve in _curves(scene, node).items():
        index = "XYZ".index(axis)
        curve.put("KeyValueFloat", "f", np.ascontiguousarray(values[:, index], np.float32))
        set_curve_default(node, curve, axis, float(settled[index]))


def set_curve_default(node: Element, curve: Element, axis: str, value: Any) -> None:
    """What ``curve`` gives where nothing plays."""
    curve.put("Default", "D", value)
    set_property(node, f"d|{axis}", "Number", [value])
