# SPDX-License-Identifier: GPL-3.0-or-later
"""On the portrait's stage pupils are black: no lamp's picture lies over one as a grey bar."""

import bpy
import numpy as np
import pytest
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from mathutils.geometry import intersect_ray_tri
from soliloquy.blender.head import build_head
from soliloquy.blender.stage import set_stage

_PUPIL = 0.0016
"""Metres from its middle, of a pupil 4 mm wide."""
_MOST = 0.2
"""Of a pupil, what a catch light may touch."""
_SPOTS = np.linspace(-_PUPIL, _PUPIL, 7)


def mirrored(spot: Vector, normal: Vector, from_eye: Vector) -> set[str]:
    """The lamps whose picture the camera sees in a spot of the cornea."""
    ray = from_eye.reflect(normal)
    seen = set()
    for lamp in (one for one in bpy.context.scene.objects if one.type == "LIGHT"):
        if not (lamp.visible_glossy or lamp.data.specular_factor):  # neither Cycles nor EEVEE mirrors it
            continue
        wide, high = lamp.data.size / 2, lamp.data.size_y / 2
        ring = ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
        one, two, three, four = (lamp.matrix_world @ Vector((*place, 0.0)) for place in ring)
        if intersect_ray_tri(one, two, three, ray, spot) or intersect_ray_tri(one, three, four, ray, spot):
            seen.add(lamp.name)
    return seen


@pytest.mark.parametrize("name", ["Clara", "Kofi", "Mei", "Walter"])
def test_lamps_leave_four_fifths_of_a_pupil_black(name: str) -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    built = build_head(name, "arkit")
    set_stage(bpy.context.scene)
    bpy.context.view_layer.update()
    mesh, camera = built.mesh.data, bpy.context.scene.camera.location
    cornea = next(at for at, one in enumerate(mesh.materials) if "cornea" in one.name)
    faces = [face.vertices[:] for face in mesh.polygons if face.material_index == cornea]
    tree = BVHTree.FromPolygons([vertex.co[:] for vertex in mesh.vertices], faces)
    for eye in (built.armature.data.bones[side].head_local for side in ("eye.L", "eye.R")):
        bright = []
        for across, up in ((x, y) for x in _SPOTS for y in _SPOTS if np.hypot(x, y) <= _PUPIL):
            ray = (eye + Vector((across, 0.0, up)) - camera).normalized()
            spot, normal, _face, _away = tree.ray_cast(camera, ray)
            assert spot is not None and normal is not None
            bright.append(bool(mirrored(spot, normal, ray)))
        assert np.mean(bright) <= _MOST
