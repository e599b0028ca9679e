# SPDX-License-Identifier: GPL-3.0-or-later
"""Animation put into a scene: a stack with its layer, and linear keys for a property."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...runtime.arrays import Array
from .document import Element
from .records import made_object, properties, single
from .scene import Scene

_LINEAR = 0x6104
"""Key flags as Blender and Maya write them for linear."""


@dataclass(frozen=True)
class Keys:
    """times (K,) in FBX's ticks; curves may share the array. values (K,). rest: what holds where nothing plays."""

    times: Array
    values: Array
    rest: float = 0.0


def add_stack(scene: Scene, name: str) -> Element:
    """A clip called ``name``. Returns its layer."""
    stack = scene.add(made_object("AnimationStack", name, "", [properties([])], "AnimStack"))
    layer = scene.add(made_object("AnimationLayer", name, "", [], "AnimLayer"))
    scene.link(layer, stack)
    return layer


def add_keys(scene: Scene, layer: Element, driven: Element, name: str, label: str, keys: Mapping[str, Keys]) -> None:
    """Let ``keys`` move the property ``name`` of ``driven``, by its components. label: of the node between them."""
    lines = [(f"d|{component}", "Number", "", "A", each.rest) for component, each in keys.items()]
    node = scene.add(made_object("AnimationCurveNode", label, "", [properties(lines)], "AnimCurveNode"))
    scene.link(node, layer)
    scene.link(node, driven, name)
    for component, each in keys.items():
        scene.link(scene.add(_curve(each)), node, f"d|{component}")


def _curve(keys: Keys) -> Element:
    records = [
        single("Default", keys.rest),
        single("KeyVer", 4008),
        Element("KeyTime", [keys.times], "l"),
        Element("KeyValueFloat", [keys.values.astype(np.float32)], "f"),
        Element("KeyAttrFlags", [np.array([_LINEAR], np.int32)], "i"),
        Element("KeyAttrDataFloat", [np.zeros(4, np.float32)], "f"),
        Element("KeyAttrRefCount", [np.array([len(keys.times)], np.int32)], "i"),
    ]
    return made_object("AnimationCurve", "", "", records, "AnimCurve")
