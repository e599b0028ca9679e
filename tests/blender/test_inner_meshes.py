# SPDX-License-Identifier: GPL-3.0-or-later
"""Teeth and tongue that are objects of their own speak with the face, and nobody else does."""

from collections.abc import Iterable
from typing import Any

import bpy
import pytest
from soliloquy.blender.rig import find_rig

NAMES = ("jawOpen", "mouthClose", "eyeBlinkLeft", "tongueOut")


def box(name: str, size: float, place: tuple[float, float, float], shapes: Iterable[str] = NAMES) -> Any:
    mesh = bpy.data.meshes.new(name)
    corners = [(x * size, y * size, z * size) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    mesh.from_pydata(corners, [], [])
    made = bpy.data.objects.new(name, mesh)
    assert bpy.context.scene is not None
    bpy.context.scene.collection.objects.link(made)
    made.location = place
    made.shape_key_add(name="Basis")
    for shape in shapes:
        made.shape_key_add(name=shape).data[0].co.z -= 0.01
    return made


def moved(face: Any) -> set[str]:
    assert bpy.context.view_layer is not None
    bpy.context.view_layer.update()
    return {mesh.name for mesh, _shapes in find_rig(face).meshes}


@pytest.mark.parametrize("below", [True, False], ids=["below an Empty", "side by side"])
def test_what_lies_in_the_face_and_has_its_shapes_moves_with_it(below: bool) -> None:
    face = box("Head", 0.1, (0, 0, 1))
    others = [box("Teeth", 0.02, (0, -0.05, 1), ("jawOpen",)), box("Tongue", 0.02, (0, -0.02, 1))]
    second = box("Second head", 0.1, (0.5, 0, 1))
    copy = box("Copy", 0.1, (0, 0, 1))
    necklace = box("Necklace", 0.02, (0, -0.05, 0.95), ("Longer", "Shorter"))
    if below:
        root = bpy.data.objects.new("Root", None)
        assert bpy.context.scene is not None
        bpy.context.scene.collection.objects.link(root)
        for each in (face, *others, second, copy, necklace):
            each.parent = root
    assert moved(face) == {"Head", "Teeth", "Tongue"}
    assert moved(second) == {"Second head"}


def test_another_collection_is_another_character() -> None:
    face, teeth = box("Head", 0.1, (0, 0, 1)), box("Teeth", 0.02, (0, 0, 1))
    aside = bpy.data.collections.new("Aside")
    assert bpy.context.scene is not None
    bpy.context.scene.collection.children.link(aside)
    bpy.context.scene.collection.objects.unlink(teeth)
    aside.objects.link(teeth)
    assert moved(face) == {"Head"}
