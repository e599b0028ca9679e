# SPDX-License-Identifier: GPL-3.0-or-later
"""Camera and soft lights for a head alone in a scene."""

import bpy
from mathutils import Vector

from . import versions

_LOOK_AT = Vector((0.0, -0.05, 0.02))
_CAMERA = Vector((0.05, -0.90, 0.035))
_LIGHTS = {
    # Name: place in metres, size in metres, power in watts, colour.
    "Key": ((0.6, -0.8, 0.6), 0.5, 16.0, (1.0, 0.95, 0.89)),
    "Fill": ((-0.9, -0.6, 0.15), 0.9, 5.0, (0.87, 0.92, 1.0)),
    "Rim": ((-0.4, 0.8, 0.6), 0.5, 14.0, (1.0, 0.97, 0.94)),
}


def set_stage(scene: bpy.types.Scene) -> None:
    """A portrait of a head at the world's origin that faces -Y: 85 mm, three area lights, grey walls."""
    lens = bpy.data.cameras.new("Camera")
    lens.lens = 85.0
    camera = bpy.data.objects.new("Camera", lens)
    _aim(camera, _CAMERA)
    scene.collection.objects.link(camera)
    scene.camera = camera
    for name, (place, size, power, colour) in _LIGHTS.items():
        light = bpy.data.lights.new(name, "AREA")
        assert isinstance(light, bpy.types.AreaLight)
        light.size, light.energy, light.color = size, power, colour
        lamp = bpy.data.objects.new(name, light)
        _aim(lamp, Vector(place))
        scene.collection.objects.link(lamp)
    world = bpy.data.worlds.new("Soft grey")
    versions.nodes_of(world).nodes["Background"].inputs["Color"].default_value = (0.05, 0.052, 0.055, 1.0)
    scene.world = world
    scene.render.engine = versions.eevee_engine()
    scene.render.resolution_x = scene.render.resolution_y = 1024


def _aim(thing: bpy.types.Object, place: Vector) -> None:
    thing.location = place
    thing.rotation_euler = (_LOOK_AT - place).to_track_quat("-Z", "Y").to_euler()
