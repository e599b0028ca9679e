# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of detail: meshes under an FBX LodGroup, which Unreal makes one skeletal mesh of."""

from collections.abc import Sequence

from .records import made_object, properties, single
from .scene import Scene, name_of

_CENTIMETRES = (200.0, 500.0, 1000.0, 2000.0)
"""Of the camera, from which the second level is shown, the third ... Chosen: at 2 m a head is 200 pixels high."""


def group_levels(scene: Scene, name: str, levels: Sequence[str]) -> None:
    """Put the meshes that are called ``levels``, finest first, below a new LodGroup ``name``."""
    meshes = {name_of(each): each for each in scene.objects("Model", "Mesh")}
    thresholds = enumerate(_CENTIMETRES[: len(levels) - 1])
    lines = [
        ("ThresholdsUsedAsPercentage", "bool", "", "", 0),
        ("MinMaxDistance", "bool", "", "", 0),
        ("WorldSpace", "bool", "", "", 0),
        *((f"Thresholds|Level{place}", "Distance", "", "", far, b"cm") for place, far in thresholds),
        *((f"DisplayLevels|Level{place}", "enum", "", "", 0) for place in range(len(levels))),
    ]
    of_group = [properties(lines), single("TypeFlags", b"LODGroup")]
    of_model = [single("Version", 232), properties([("InheritType", "enum", "", "", 1)])]
    attribute = scene.add(made_object("NodeAttribute", name, "LodGroup", of_group))
    group = scene.add(made_object("Model", name, "LodGroup", of_model))
    scene.link(attribute, group)
    scene.link(group, None)
    for level in levels:
        scene.move(meshes[level], group)
