# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths as artists have them: Grease Pencil layers, one drawing a frame, planes, a picture sequence, a number.

Each picture is an ellipse as wide and as open as its mouth, so that a rendered frame can be told from another.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bpy
import numpy as np

LOOKS: dict[str, tuple[float, float]] = {
    "A": (0.9, 0.05),
    "B": (0.9, 0.2),
    "C": (0.8, 0.45),
    "D": (0.8, 0.8),
    "E": (0.6, 0.5),
    "F": (0.3, 0.3),
    "G": (0.85, 0.1),
    "H": (0.75, 0.35),
    "X": (0.7, 0.02),
}
"""Rhubarb's mouths -> width and height, of a picture 1 high."""
SIDE = 32
"""Pixels of a picture of a sequence."""


def outline(look: tuple[float, float]) -> np.ndarray:
    """(24,3) of an ellipse that looks to -Y."""
    around = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.stack([look[0] / 2 * np.cos(around), np.zeros(24), look[1] / 2 * np.sin(around)], axis=1)


def planes(folder: Path) -> Any:
    """A mesh for each picture, below an empty."""
    top = bpy.data.objects.new("Mouth", None)
    link(top)
    for name, look in LOOKS.items():
        mesh = bpy.data.meshes.new(name)
        mesh.from_pydata([tuple(place) for place in outline(look)], [], [tuple(range(24))])
        plane = bpy.data.objects.new(f"mouth_{name}", mesh)
        plane.parent = top
        link(plane)
    return top


def grease_pencil(names: Mapping[str, tuple[float, float]], one_layer: bool = False) -> Any:
    """A drawing for each picture: in a layer of its own, or on a frame of its own of one layer, which a modifier
    holds."""
    old = bpy.app.version < (4, 3, 0)
    kinds: Any = bpy.data.grease_pencils if old or bpy.app.version >= (5, 0, 0) else bpy.data.grease_pencils_v3
    data = kinds.new("Mouth")
    thing = bpy.data.objects.new("Mouth", data)
    link(thing)
    layer = data.layers.new("mouth") if one_layer else None
    for number, (name, look) in enumerate(names.items(), start=1):
        here = layer or data.layers.new(name)
        frame = here.frames.new(number if one_layer else 1)
        draw(frame, outline(look), old)
    if one_layer:
        kind: Any = "GP_TIME" if old else "GREASE_PENCIL_TIME"
        holds: Any = (thing.grease_pencil_modifiers if old else thing.modifiers).new("Time", kind)
        holds.mode = "FIX"
    return thing


def draw(frame: Any, points: np.ndarray, old: bool) -> None:
    if old:
        stroke = frame.strokes.new()
        stroke.points.add(len(points))
        stroke.points.foreach_set("co", points.ravel())
    else:
        frame.drawing.add_strokes([len(points)])
        for point, place in zip(frame.drawing.strokes[0].points, points, strict=True):
            point.position = place


def sequence(folder: Path) -> Any:
    """A plane with a picture sequence, one frame long, as white ellipses on black."""
    for number, look in enumerate(LOOKS.values(), start=1):
        save_picture(folder / f"mouth_{number:02}.png", look)
    image = bpy.data.images.load(str(folder / "mouth_01.png"))
    image.source = "SEQUENCE"
    material = bpy.data.materials.new("Mouth")
    if bpy.app.version < (5, 0, 0):
        material.use_nodes = True
    node: Any = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image, node.image_user.frame_duration, node.image_user.use_auto_refresh = image, 1, True
    shining: Any = material.node_tree.nodes.new("ShaderNodeEmission")
    material.node_tree.links.new(node.outputs["Color"], shining.inputs["Color"])
    out = next(one for one in material.node_tree.nodes if one.type == "OUTPUT_MATERIAL")
    material.node_tree.links.new(shining.outputs[0], out.inputs["Surface"])
    mesh = bpy.data.meshes.new("Mouth")
    corners = [(-0.5, 0, -0.5), (0.5, 0, -0.5), (0.5, 0, 0.5), (-0.5, 0, 0.5)]
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    mesh.uv_layers.new().data.foreach_set("uv", [0, 0, 1, 0, 1, 1, 0, 1])
    mesh.materials.append(material)
    plane = bpy.data.objects.new("Mouth", mesh)
    link(plane)
    return plane


def save_picture(path: Path, look: tuple[float, float]) -> None:
    across, down = np.meshgrid(*2 * [(np.arange(SIDE) + 0.5) / SIDE - 0.5])
    inside = (across / (look[0] / 2)) ** 2 + (down / (look[1] / 2)) ** 2 <= 1
    pixels = np.ones((SIDE, SIDE, 4), np.float32)
    pixels[..., :3] = inside[..., None]
    image = bpy.data.images.new(path.stem, SIDE, SIDE)
    image.pixels.foreach_set(pixels.ravel())
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    bpy.data.images.remove(image)


def numbered(folder: Path) -> Any:
    """A face with a whole number that something else turns into a picture."""
    face = bpy.data.objects.new("Face", bpy.data.meshes.new("Face"))
    link(face)
    face["mouth"] = 0
    face.id_properties_ui("mouth").update(min=0, max=8)
    return face


def link(thing: Any) -> None:
    assert bpy.context.scene is not None
    bpy.context.scene.collection.objects.link(thing)


DRAWN_RIGS: dict[str, Callable[[Path], Any]] = {
    "planes": planes,
    "Grease Pencil, layers": lambda folder: grease_pencil(LOOKS),
    "Grease Pencil, frames": lambda folder: grease_pencil(LOOKS, one_layer=True),
    "picture sequence": sequence,
    "number": numbered,
}
