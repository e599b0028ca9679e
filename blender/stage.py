# SPDX-License-Identifier: GPL-3.0-or-later
"""A portrait's stage: a camera at eye height with 85 mm, three soft lights, a background, and settings that fit."""

from contextlib import suppress
from typing import Any

import bpy
from mathutils import Vector

from . import versions
from .sitter import OUR_EYES, Sitter

STAGE = "soliloquy_stage"
"""Custom property of a stage's collection and objects: what of it each is."""
_LENS, _SENSOR = 85.0, 36.0
_SHOWN = 0.38
"""Metres from the lower to the upper edge of the picture, for a head of life size."""
_BELOW_EYES = 0.045
"""How far the picture's middle lies below the eyes: they are in its upper third."""
_ASIDE = 0.05
_WIDTH, _HEIGHT = 1080, 1350
_LIGHTS = {
    # Name: place from the eyes (to the sitter's left, forward, up), width and height in metres, power in watts, colour,
    # whether it is mirrored. By eye.
    "Key": ((0.55, 0.95, 0.45), (0.45, 0.45), 18.0, (1.0, 0.955, 0.905), True),
    # A strip before the lips, as wide as a camera goes to either side, so that what is seen of the inside of a mouth
    # lies in its light: lips keep out that of lamps elsewhere, and EEVEE has no light that goes from wall to wall. Its
    # mirror image would lie over the pupils as a grey bar.
    "Fill": ((0.0, 1.0, -0.12), (1.3, 0.36), 12.0, (1.0, 0.98, 0.96), False),
    "Rim": ((-0.55, -0.75, 0.50), (0.40, 0.40), 13.0, (1.0, 0.97, 0.94), True),
}
_BACKGROUND = ((0.035, 0.038, 0.043, 1.0), (0.185, 0.195, 0.21, 1.0))
"""Linear: the corners of the picture and its middle."""
_AMBIENT = (0.045, 0.048, 0.053, 1.0)
_SAMPLES_EEVEE, _SAMPLES_CYCLES = 64, 128
_THIN = 0.002
"""Metres. By eye."""


def set_stage(scene: bpy.types.Scene) -> None:
    """A stage for a head of ours at the world's origin. What was there before stays. Raises nothing."""
    _build(scene, Sitter(Vector(OUR_EYES), Vector((0.0, -1.0, 0.0)), 1.0))


def set_up_portrait(scene: bpy.types.Scene, sitter: Sitter) -> int:
    """Build the stage before ``sitter``; one that was built before goes. Other lights are hidden in views and pictures:
    returns how many. The scene's former world is kept in the file."""
    _take_down(scene)
    others = [one for one in scene.objects if one.type == "LIGHT" and not (one.hide_render and one.hide_viewport)]
    for one in others:
        one.hide_render = one.hide_viewport = True
    _build(scene, sitter)
    return len(others)


def _take_down(scene: bpy.types.Scene) -> None:
    for collection in [one for one in scene.collection.children if one.get(STAGE)]:
        for thing in [one for one in collection.objects if one.get(STAGE)]:
            data: Any = thing.data
            bpy.data.objects.remove(thing)
            if data is not None and not data.users:
                (bpy.data.cameras if isinstance(data, bpy.types.Camera) else bpy.data.lights).remove(data)
        if not collection.objects and not collection.children:
            bpy.data.collections.remove(collection)
    world = scene.world
    if world is not None and world.get(STAGE):
        scene.world = None
        if not world.users:
            bpy.data.worlds.remove(world)


def _build(scene: bpy.types.Scene, sitter: Sitter) -> None:
    collection = bpy.data.collections.new("Portrait")
    collection[STAGE] = "stage"
    scene.collection.children.link(collection)
    scene.camera = _camera(collection, sitter)
    for name, (place, size, power, colour, mirrored) in _LIGHTS.items():
        light = bpy.data.lights.new(name, "AREA")
        assert isinstance(light, bpy.types.AreaLight)
        light.shape, light.size, light.size_y = "RECTANGLE", size[0] * sitter.size, size[1] * sitter.size
        light.energy, light.color = power * sitter.size**2, colour
        # EEVEE's shadows are coarse without: light leaks into a mouth, and sparkles there.
        light.use_shadow_jitter = True
        lamp = _put(collection, name, light, sitter.place(*place))
        # The one is EEVEE's, the other Cycles'.
        light.specular_factor, lamp.visible_glossy = float(mirrored), mirrored
        _aim(lamp, sitter.place(0.0, -0.03, -0.04))
    if scene.world is not None:
        scene.world.use_fake_user = True
    scene.world = _world()
    _set_up_pictures(scene, sitter.size)


def _camera(collection: bpy.types.Collection, sitter: Sitter) -> bpy.types.Object:
    """Level, as a portrait's is: the picture is moved down behind the lens, not the lens tilted."""
    lens = bpy.data.cameras.new("Camera")
    away = _SHOWN * _LENS / _SENSOR
    lens.lens, lens.sensor_width = _LENS, _SENSOR
    lens.shift_y = -_BELOW_EYES / _SHOWN
    lens.clip_start, lens.clip_end = 0.05 * sitter.size, 100.0 * max(1.0, sitter.size)
    camera = _put(collection, "Camera", lens, sitter.place(_ASIDE, away, 0.0))
    _aim(camera, sitter.place(0.0, 0.0, 0.0))
    return camera


def _put(collection: bpy.types.Collection, name: str, data: Any, place: Vector) -> bpy.types.Object:
    thing = bpy.data.objects.new(name, data)
    thing[STAGE] = name
    thing.location = place
    collection.objects.link(thing)
    return thing


def _aim(thing: bpy.types.Object, at: Vector) -> None:
    thing.rotation_euler = (at - thing.location).to_track_quat("-Z", "Y").to_euler()


def _world() -> bpy.types.World:
    """What the camera sees of it is brighter in the picture's middle; what it gives to the scene is a soft grey."""
    world = bpy.data.worlds.new("Portrait")
    world[STAGE] = "world"
    tree = versions.nodes_of(world)
    nodes, links = tree.nodes, tree.links
    background = nodes["Background"]
    window, ramp, path, mix = (
        nodes.new(kind)
        for kind in ("ShaderNodeTexCoord", "ShaderNodeValToRGB", "ShaderNodeLightPath", "ShaderNodeMixRGB")
    )
    middle, length = nodes.new("ShaderNodeVectorMath"), nodes.new("ShaderNodeVectorMath")
    middle.operation, length.operation = "SUBTRACT", "LENGTH"
    middle.inputs[1].default_value = (0.5, 0.55, 0.0)
    ramp.color_ramp.interpolation = "EASE"
    ramp.color_ramp.elements[0].color, ramp.color_ramp.elements[1].color = reversed(_BACKGROUND)
    ramp.color_ramp.elements[1].position = 0.75
    mix.inputs["Color1"].default_value = _AMBIENT
    for step, node in enumerate((window, middle, length, ramp, mix)):
        node.location = (-1000 + 190 * step, 200)
    path.location = (-430, 500)
    links.new(window.outputs["Window"], middle.inputs[0])
    links.new(middle.outputs["Vector"], length.inputs[0])
    links.new(length.outputs["Value"], ramp.inputs["Fac"])
    links.new(path.outputs["Is Camera Ray"], mix.inputs["Fac"])
    links.new(ramp.outputs["Color"], mix.inputs["Color2"])
    links.new(mix.outputs["Color"], background.inputs["Color"])
    return world


def _set_up_pictures(scene: Any, size: float) -> None:
    if scene.render.engine not in ("CYCLES", versions.eevee_engine()):
        scene.render.engine = versions.eevee_engine()
    scene.render.resolution_x, scene.render.resolution_y = _WIDTH, _HEIGHT
    scene.render.resolution_percentage = 100
    scene.render.film_transparent = False
    # Colour management of another configuration than Blender's own may lack these.
    with suppress(TypeError):
        scene.view_settings.view_transform = "AgX"
        scene.view_settings.look = "AgX - Medium High Contrast"
    scene.view_settings.exposure, scene.view_settings.gamma = 0.0, 1.0
    # A strand as thick as it is: EEVEE's lines are a pixel, which made one black bar of each brow.
    scene.render.hair_type = "STRIP"
    scene.eevee.taa_render_samples = _SAMPLES_EEVEE
    scene.eevee.use_raytracing = True
    # As thick as EEVEE takes things to be, lips let no light of a world into a mouth.
    scene.eevee.fast_gi_thickness_near = _THIN * size
    scene.eevee.use_shadows = True
    cycles = getattr(scene, "cycles", None)
    if cycles is not None:
        cycles.samples, cycles.use_adaptive_sampling = _SAMPLES_CYCLES, True
        cycles.use_denoising = True
        # Light reaches the back of an open mouth from wall to wall.
        cycles.diffuse_bounces = max(cycles.diffuse_bounces, 8)
        # Through more than the usual 8 cards of hair behind each other all was black: the ends of long hair.
        cycles.transparent_max_bounces = max(cycles.transparent_max_bounces, 32)
        cycles.caustics_reflective = cycles.caustics_refractive = False
