# SPDX-License-Identifier: GPL-3.0-or-later
"""A new object comes to stand beside what is there."""

from typing import Any

import bpy
import pytest
from mathutils import Vector
from soliloquy.blender.free_place import free_place

HEAD = 0.2


def box(size: float | tuple[float, float, float], place: tuple[float, float, float] = (0, 0, 0)) -> Any:
    sizes = size if isinstance(size, tuple) else (size, size, size)
    corners = [tuple(s * (c - 0.5) for s, c in zip(sizes, (i & 1, i >> 1 & 1, i >> 2), strict=True)) for i in range(8)]
    mesh = bpy.data.meshes.new("Box")
    mesh.from_pydata(corners, [], [])
    made = bpy.data.objects.new("Box", mesh)
    bpy.context.scene.collection.objects.link(made)
    made.location = place
    return made


def place_of(new: Any, cursor: tuple[float, float, float] = (0, 0, 0)) -> Vector:
    new.location = free_place(bpy.context.view_layer, new, Vector(cursor))
    return new.location


def test_an_empty_place_is_taken_as_it_is() -> None:
    box(2.0, (3, 0, 0))
    assert place_of(box(HEAD), (0.5, 1, 2)) == Vector((0.5, 1, 2))


def test_a_cube_and_the_heads_before_it_stand_in_a_row() -> None:
    box(2.0)
    places = [place_of(box(HEAD)) for _ in range(3)]
    assert [round(place.x, 2) for place in places] == [1.2, 1.5, 1.8]
    assert all(place.y == place.z == 0 for place in places)


@pytest.mark.parametrize("size", [8.0, (20.0, 20.0, 0.0)], ids=["a room", "a floor"])
def test_a_head_may_stand_in_a_set(size: Any) -> None:
    box(size)
    assert place_of(box(HEAD)).x == 0


def test_what_is_hidden_is_in_nobodys_way() -> None:
    box(2.0).hide_set(True)
    assert place_of(box(HEAD)).x == 0
