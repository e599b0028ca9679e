# SPDX-License-Identifier: GPL-3.0-or-later
"""The portrait's lamps shine on what is seen of the inside of an open mouth: no light that bounces is counted, for
EEVEE has none in there."""

from typing import NamedTuple

import bpy
import numpy as np
import pytest
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from soliloquy.benchmarks.head_sheet import VIEWS, aim, pose
from soliloquy.blender.head import build_head
from soliloquy.blender.stage import set_stage
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.people.mouth_pictures import INSIDE_COLOURS

_ACROSS, _UP = np.linspace(-0.4, 0.4, 32), np.linspace(-0.25, 0.25, 20)
"""Where in the picture's width it is looked."""
_SHOTS = 24
_LEAST = 0.025
"""Of the light on the skin around, what falls on each of nine tenths of the inside: on presets it is 0.031 to 0.059;
with a fill light from below, as there was, nothing did."""


class Seen(NamedTuple):
    place: Vector
    normal: Vector
    material: str


def surface(mesh: bpy.types.Object) -> tuple[BVHTree, list[str]]:
    """Skin and the inside of the mouth as they are posed, and the material of each face."""
    names = [material.name.rsplit(" ", 1)[-1] for material in mesh.data.materials]
    bpy.context.view_layer.update()
    shown = mesh.evaluated_get(bpy.context.evaluated_depsgraph_get())
    faces = [face for face in shown.data.polygons if names[face.material_index] in ("skin", *INSIDE_COLOURS)]
    places = [mesh.matrix_world @ vertex.co for vertex in shown.data.vertices]
    tree = BVHTree.FromPolygons(places, [face.vertices[:] for face in faces])
    return tree, [names[face.material_index] for face in faces]


def seen_by(camera: bpy.types.Object, tree: BVHTree, materials: list[str]) -> list[Seen]:
    wide = camera.data.sensor_width / camera.data.lens
    turned, found = camera.matrix_world.to_3x3(), []
    for ray in (turned @ Vector((x * wide, y * wide, -1.0)) for x in _ACROSS for y in _UP):
        place, normal, face, _away = tree.ray_cast(camera.location, ray)
        if place is not None and normal is not None and face is not None:
            found.append(Seen(place, -normal if normal.dot(ray) > 0 else normal, materials[face]))
    return found


def light_on(seen: list[Seen], tree: BVHTree) -> np.ndarray:
    """Watts a square metre (N,) that come straight from the scene's lamps."""
    total = np.zeros(len(seen))
    places = np.random.default_rng(0).uniform(-0.5, 0.5, (_SHOTS, 2))
    for lamp in (one for one in bpy.context.scene.objects if one.type == "LIGHT"):
        size = (lamp.data.size, lamp.data.size_y)
        facing = lamp.matrix_world.to_3x3() @ Vector((0.0, 0.0, -1.0))
        for spot in (lamp.matrix_world @ Vector((*(place * size), 0.0)) for place in places):
            for index, (place, normal, _material) in enumerate(seen):
                away = (spot - place).length
                to_lamp = (spot - place) / away
                falls = normal.dot(to_lamp) * -facing.dot(to_lamp)
                if falls > 0 and tree.ray_cast(place + 1e-4 * to_lamp, to_lamp, away)[0] is None:
                    total[index] += lamp.data.energy / np.pi * falls / away**2 / _SHOTS
    return total


@pytest.mark.parametrize("name", ["Clara", "Kofi", "Mei", "Walter"])
@pytest.mark.parametrize("view", ["a", "a_left"])
def test_nine_tenths_of_what_is_seen_of_an_open_mouth_lie_in_the_light(name: str, view: str) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    built = build_head(name, "arkit")
    set_stage(bpy.context.scene)
    pose(built, VIEWS[view])
    camera = bpy.context.scene.camera
    aim(camera, load_head(name), VIEWS[view])
    tree, materials = surface(built.mesh)
    seen = seen_by(camera, tree, materials)
    light, inside = light_on(seen, tree), np.array([one.material != "skin" for one in seen])
    assert inside.sum() > 60
    assert np.quantile(light[inside], 0.1) > _LEAST * np.median(light[~inside])
