# SPDX-License-Identifier: GPL-3.0-or-later
"""Animation put into a scene: a stack with its layer, and linear keys for a property."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ...runtime.arrays import Array
from .document import Element, Packed
from .records import made_object, properties, single
from .scene import Scene

_LINEAR = 0x6104
"""Key flags as Blender and Maya write them for linear."""


@dataclass(frozen=True)
class Keys:
    """times (K,) in FBX's ticks; curves may share the array. values (K,). rest: what holds where nothing plays."""

    times: Array
    values: Array | Packed
    rest: float = 0.0


@dataclass
class SharedCurves:
    """Curves of a scene, of which equal ones are one: Autodesk's FBX Developer Help, "Animation Classes and their
    Interrelationships", lets the same animation curve be connected to multiple animation curve nodes."""

    scene: Scene
    _known: dict[tuple[bytes, bytes, float], Element] = field(default_factory=dict)

    def of(self, keys: Keys) -> Element:
        """The curve of these keys."""
        values = keys.values.content if isinstance(keys.values, Packed) else keys.values.tobytes()
        key = keys.times.tobytes(), values, keys.rest
        if key not in self._known:
            self._known[key] = self.scene.add(_curve(keys))
        return self._known[key]


def add_stack(scene: Scene, name: str) -> Element:
    """A clip called ``name``. Returns its layer."""
    stack = scene.add(made_object("AnimationStack", name, "", [properties([])], "AnimStack"))
    layer = scene.add(made_object("AnimationLayer", name, "", [], "AnimLayer"))
    scene.link(layer, stack)
    return layer


def add_keys(
    scene: Scene,
    layer: Element,
    driven: Element,
    name: str,
    label: str,
    keys: Mapping[str, Keys],
    curves: SharedCurves | None = None,
) -> None:
    """Let ``keys`` move the property ``name`` of ``driven``, by its components. label: of the node between them.
    curves: those among which equal ones are shared."""
    lines = [(f"d|{component}", "Number", "", "A", each.rest) for component, each in keys.items()]
    node = scene.add(made_object("AnimationCurveNode", label, "", [properties(lines)], "AnimCurveNode"))
    scene.link(node, layer)
    scene.link(node, driven, name)
    for component, each in keys.items():
        curve = scene.add(_curve(each)) if curves is None else curves.of(each)
        scene.link(curve, node, f"d|{component}")


def _curve(keys: Keys) -> Element:
    values = keys.values if isinstance(keys.values, Packed) else keys.values.astype(np.float32)
    records = [
        single("Default", keys.rest),
        single("KeyVer", 4008),
        Element("KeyTime", [keys.times], "l"),
        Element("KeyValueFloat", [values], "f"),
        Element("KeyAttrFlags", [np.array([_LINEAR], np.int32)], "i"),
        Element("KeyAttrDataFloat", [np.zeros(4, np.float32)], "f"),
        Element("KeyAttrRefCount", [np.array([len(keys.times)], np.int32)], "i"),
    ]
    return made_object("AnimationCurve", "", "", records, "AnimCurve")
