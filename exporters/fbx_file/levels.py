# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail: meshes under an FBX LodGroup, which Unreal makes one skeletal mesh of."""

from collections.abc import Sequence
from typing import Any

from .document import Element
from .records import properties, single
from .scene import Scene, name_of

_CENTIMETRES = (200.0, 500.0, 1000.0, 2000.0)
"""Of the camera, from which the second level is shown, the third ... Chosen: at 2 m a head is 200 pixels high."""


def group_levels(scene: Scene, name: str, levels: Sequence[str]) -> None:
    """Put the meshes that are called ``levels``, finest first, below a new LodGroup ``name``."""
    meshes = {name_of(each): each for each in scene.objects("Model", "Mesh")}
    attribute = scene.add(
        _object("NodeAttribute", name, [properties(_lines(len(levels))), single("TypeFlags", b"LODGroup")])
    )
    group = scene.add(
        _object("Model", name, [single("Version", 232), properties([("InheritType", "enum", "", "", 1)])])
    )
    scene.link(attribute, group)
    scene.link(group, None)
    for level in levels:
        scene.move(meshes[level], group)


def _object(record: str, name: str, below: list[Element]) -> Element:
    return Element(record, [0, name.encode() + b"\x00\x01" + record.encode(), b"LodGroup"], "LSS", below)


def _lines(count: int) -> list[tuple[Any, ...]]:
    return [
        ("ThresholdsUsedAsPercentage", "bool", "", "", 0),
        ("MinMaxDistance", "bool", "", "", 0),
        ("WorldSpace", "bool", "", "", 0),
        *(
            (f"Thresholds|Level{place}", "Distance", "", "", far, b"cm")
            for place, far in enumerate(_CENTIMETRES[: count - 1])
        ),
        *((f"DisplayLevels|Level{place}", "enum", "", "", 0) for place in range(count)),
    ]
