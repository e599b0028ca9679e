# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pictures of heads on the portrait's stage, drawn by Blender, kept by what they show.

A cell's file is named by everything that Blender draws it from (places, shapes, pictures, shaders' numbers, lamps,
view, settings), so what has not changed is not drawn again, and a run that ends is gone on with.
"""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image
from soliloquy.benchmarks.head_sheet import View, aim, pose
from soliloquy.blender.datablocks import current_scene, mesh_of, shape_keys_of
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.stage import set_stage
from soliloquy.blender.versions import eevee_engine, nodes_in
from soliloquy.runtime.head.heads import load_head

ENGINES = ("cycles", "eevee")
_FINER = 4
"""EEVEE draws so many pixels across each one that is kept, with as many fewer samples: of small pictures its shadows
are coarse, and lay black over the cards of hair; and on a processor its samples are dear and its pixels are not."""
_DIGITS = 24


def staged(samples: int, size: int, engine: str = "cycles") -> Any:
    """The scene with the portrait's stage, to be drawn by one of ENGINES in a square picture, EEVEE's _FINER times as
    wide."""
    scene: Any = current_scene()
    set_stage(scene)
    scene.render.engine = "CYCLES" if engine == "cycles" else eevee_engine()
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.device = samples, True, "CPU"
    scene.eevee.taa_render_samples = max(1, samples // _FINER**2)
    scene.render.use_persistent_data = True
    scene.render.resolution_x = scene.render.resolution_y = size * (_FINER if engine == "eevee" else 1)
    scene.render.image_settings.file_format = "PNG"
    return scene


def rendered(scene: Any) -> Image.Image:
    """The scene as its engine draws it."""
    with tempfile.TemporaryDirectory() as folder:
        scene.render.filepath = str(Path(folder) / "face.png")
        bpy.ops.render.render(write_still=True)
        with Image.open(scene.render.filepath) as picture:
            return picture.convert("RGB")


class Sitting:
    """One head on the stage, as *Add Head* makes it, or as ``built_by_another`` has it in a .blend."""

    def __init__(self, name: str, engine: str, samples: int, size: int, built_by_another: Path | None = None) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self._head = load_head(name)
        self._built = _appended(built_by_another) if built_by_another else build_head(name, "arkit")
        self._scene, self._size = staged(samples, size, engine), size
        self._look = _look_of(self._built, self._scene, engine, samples, size)

    def cell(self, view: View, folder: Path) -> Path:
        """Where the picture of a view lies or would lie."""
        told = hashlib.sha256(self._look + repr(view).encode()).hexdigest()
        return folder / f"{told[:_DIGITS]}.png"

    def draw(self, view: View, folder: Path) -> None:
        """Draw a view into its cell."""
        pose(self._built, view)
        aim(self._scene.camera, self._head, view)
        part = self.cell(view, folder).with_suffix(".part.png")
        drawn = rendered(self._scene)
        drawn.reduce(drawn.width // self._size).save(part)
        part.replace(self.cell(view, folder))


def _appended(blend: Path) -> BuiltHead:
    """The head in a .blend that ``build_head`` of another version made."""
    with bpy.data.libraries.load(str(blend)) as (there, here):
        here.objects = there.objects
    for one in here.objects:
        current_scene().collection.objects.link(one)
    mesh = next(one for one in here.objects if one.type == "MESH")
    return BuiltHead(mesh, next(one for one in here.objects if one.type == "ARMATURE"))


def _look_of(built: BuiltHead, scene: Any, engine: str, samples: int, size: int) -> bytes:
    """A digest of what pictures of a head are drawn from."""
    digest = hashlib.sha256(repr((bpy.app.version, engine, samples, size, scene.render.resolution_x)).encode())
    mesh = mesh_of(built.mesh)
    for key in shape_keys_of(built.mesh).key_blocks:
        places = np.empty(3 * len(key.data), np.float32)
        key.data.foreach_get("co", places)
        digest.update(key.name.encode() + places.tobytes())
    faces = np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("material_index", faces)
    digest.update(faces.tobytes())
    for material in mesh.materials:
        for node in nodes_in(material):
            digest.update(_told(node))
            links = [(link.from_node.name, link.from_socket.name) for entry in node.inputs for link in entry.links]
            digest.update(repr(links).encode())
    for image in bpy.data.images:
        digest.update(image.packed_file.data if image.packed_file else image.name.encode())
    for one in scene.objects:
        if one.type == "LIGHT":
            lamp = one.data
            shines = lamp.energy, lamp.size, lamp.color[:], lamp.specular_factor, one.visible_glossy
            digest.update(repr((one.matrix_basis, *shines)).encode())
    bounces = scene.cycles.diffuse_bounces, scene.cycles.transparent_max_bounces
    thin = scene.eevee.fast_gi_thickness_near if engine == "eevee" else 0.0
    digest.update(repr((*bounces, thin, scene.view_settings.look)).encode())
    return digest.digest()


def _told(node: Any) -> bytes:
    values = [getattr(entry, "default_value", None) for entry in node.inputs]
    plain = [value if isinstance(value, int | float | str | None) else tuple(value) for value in values]
    return repr((node.bl_idname, node.name, getattr(node, "target", ""), plain)).encode()
