# SPDX-License-Identifier: GPL-3.0-or-later
"""MakeHuman's assets on a head of ours: hair, brows, lashes and glasses as objects that go with the skin, and skins.

How a thing is fitted is kept with it, so that it fits another person too.
"""

from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ..runtime.arrays import Array
from ..runtime.errors import InputError
from ..runtime.head.heads import Head, load_head
from ..runtime.head.makehuman_fit import UV_NAME, Fitting, fitted, makehuman_uv
from ..runtime.people.makehuman_files import Asset, Material, read_asset, read_material
from . import versions
from .axes import to_blender
from .datablocks import mesh_of
from .follow_skin import follow_skin, hang_on
from .hair_curves import write_attribute
from .rig import PERSON_OF
from .skin_relief import RELIEF

_SKIN = ".mhmat"
_WORN = "soliloquy_worn"
"""Where a thing keeps which distances its offsets are scaled by."""
_SOURCES, _SHARES, _OFFSETS = "makehuman_sources", "makehuman_shares", "makehuman_offsets"


def put_on(face: bpy.types.Object, path: Path) -> bpy.types.Object | None:
    """Put what a .mhclo or a .mhmat holds onto the head of ours at ``face``: a thing, or a skin, which is no object.
    Raises InputError."""
    if path.suffix.lower() != _SKIN:
        return wear(face, path)
    wear_skin(face, path)
    return None


def wear(face: bpy.types.Object, path: Path) -> bpy.types.Object:
    """Put a thing of a .mhclo onto the head of ours at ``face``. Raises InputError."""
    head, asset = _head_at(face), read_asset(path)
    fitting = Fitting(asset.sources, asset.shares, asset.offsets, asset.scales)
    fitted(fitting, head)  # before anything is made
    thing = _made(face, asset)
    thing[_WORN] = [float(number) for scale in asset.scales for number in scale]
    for name, values in ((_SOURCES, asset.sources), (_SHARES, asset.shares), (_OFFSETS, asset.offsets)):
        write_attribute(thing.data, name, "FLOAT_VECTOR", "POINT", values)
    follow_skin(thing, face)
    _lay(thing, fitting, head)
    return thing


def is_worn(thing: bpy.types.Object) -> bool:
    """Whether it is one of MakeHuman's that a head of ours wears."""
    return _WORN in thing.keys() and thing.parent is not None  # noqa: SIM118


def refit(face: bpy.types.Object, head: Head) -> None:
    """Fit what is worn at ``face`` to ``head``, who is shown there now."""
    for thing in face.children:
        if is_worn(thing):
            _lay(thing, _fitting_of(thing), head)


def wear_skin(face: bpy.types.Object, path: Path) -> bpy.types.Material:
    """Let the head of ours at ``face`` have the skin of a .mhmat, by the UV map that it is painted in. Raises
    InputError."""
    head, told = _head_at(face), read_material(path)
    if "diffuseTexture" not in told.pictures:
        raise InputError(path.name, "is a skin without a picture", "Choose a .mhmat with a diffuseTexture")
    mesh: Any = mesh_of(face)
    if UV_NAME not in mesh.uv_layers:
        shown = mesh.uv_layers.active_index
        layer = mesh.uv_layers.new(name=UV_NAME, do_init=True)
        skin = head.of_material("skin")[:, None, None]
        places = np.where(skin, makehuman_uv(head.uv), head.uv)
        layer.data.foreach_set("uv", np.ascontiguousarray(places, np.float32).reshape(-1))
        mesh.uv_layers.active_index = shown
    own = [slot for slot in face.material_slots if _is_skin(slot.material)]
    if not own:
        raise InputError(face.name, "has no skin of ours any more", "Choose another head of Add Head")
    worn: Any = own[0].material
    material: bpy.types.Material = worn.copy()
    material.name = f"{told.name} skin"
    _paint(material, told)
    for slot in own:
        slot.material = material
    return material


def _head_at(face: bpy.types.Object) -> Head:
    told = face.get(PERSON_OF)
    head = load_head(told) if isinstance(told, str) else None
    if head is None or not head.look or len(mesh_of(face).vertices) != len(head.vertices):
        reason = "is no head of ours, or has other vertices than it was made with"
        raise InputError(face.name, reason, "Choose a head of Add Head whose mesh was not edited")
    return head


def _is_skin(material: bpy.types.Material | None) -> bool:
    return material is not None and versions.uses_nodes(material) and RELIEF in versions.nodes_of(material).nodes


def _made(face: bpy.types.Object, asset: Asset) -> bpy.types.Object:
    mesh = bpy.data.meshes.new(asset.name)
    mesh.from_pydata(np.zeros((len(asset.sources), 3)), [], [list(each) for each in asset.faces], shade_flat=False)
    layer = mesh.uv_layers.new(name="UVMap")
    layer.data.foreach_set("uv", np.ascontiguousarray(asset.uv, np.float32).reshape(-1))
    if asset.material is not None:
        mesh.materials.append(_material(asset.material))
    thing = bpy.data.objects.new(asset.name, mesh)
    for collection in face.users_collection:
        collection.objects.link(thing)
    return thing


def _lay(thing: bpy.types.Object, fitting: Fitting, head: Head) -> None:
    worn, mesh = fitted(fitting, head), mesh_of(thing)
    places = to_blender(worn.places)
    mesh.vertices.foreach_set("co", np.ascontiguousarray(places, np.float32).reshape(-1))
    hang_on(mesh, places[:, None], worn.corners, head, "POINT")
    mesh.update()


def _fitting_of(thing: bpy.types.Object) -> Fitting:
    sources, shares, offsets = (_vectors(thing, name) for name in (_SOURCES, _SHARES, _OFFSETS))
    numbers = list(thing[_WORN])
    scales = tuple((int(numbers[at]), int(numbers[at + 1]), numbers[at + 2]) for at in (0, 3, 6))
    return Fitting(sources.round().astype(int), shares, offsets, scales)


def _vectors(thing: bpy.types.Object, name: str) -> Array:
    mesh: Any = mesh_of(thing)
    values = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.attributes[name].data.foreach_get("vector", values)
    return values.reshape(-1, 3).astype(np.float64)


def _material(told: Material) -> bpy.types.Material:
    """As Blender says it: the picture's alpha cuts out what is transparent."""
    material = bpy.data.materials.new(told.name)
    tree = versions.nodes_of(material)
    shader = tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*told.diffuse, 1.0)
    shader.inputs["Roughness"].default_value = 1.0 - told.shininess
    if "diffuseTexture" in told.pictures:
        colour = _picture(tree, told.pictures["diffuseTexture"])
        tree.links.new(colour.outputs["Color"], shader.inputs["Base Color"])
        if told.transparent:
            tree.links.new(colour.outputs["Alpha"], shader.inputs["Alpha"])
    if "normalmapTexture" in told.pictures:
        normals, turned = _picture(tree, told.pictures["normalmapTexture"]), tree.nodes.new("ShaderNodeNormalMap")
        normals.image.colorspace_settings.name = "Non-Color"
        tree.links.new(normals.outputs["Color"], turned.inputs["Color"])
        tree.links.new(turned.outputs["Normal"], shader.inputs["Normal"])
    return material


def _paint(material: bpy.types.Material, told: Material) -> None:
    """Show the picture of a skin, in its own UV map, in place of what is painted; relief and roughness stay."""
    tree = versions.nodes_of(material)
    shader = next(node for node in tree.nodes if node.bl_idname == "ShaderNodeBsdfPrincipled")
    picture, places = _picture(tree, told.pictures["diffuseTexture"]), tree.nodes.new("ShaderNodeUVMap")
    places.uv_map = UV_NAME
    picture.location, places.location = (-700, 500), (-900, 500)
    tree.links.new(places.outputs["UV"], picture.inputs["Vector"])
    tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])


def _picture(tree: Any, path: Path) -> Any:
    """A node with a picture of the user's, packed into the file. Raises InputError for what is none."""
    try:
        image = bpy.data.images.load(str(path), check_existing=True)
        image.pack()
    except RuntimeError as error:
        raise InputError(path.name, "is no picture that Blender reads", "Give a PNG or a JPEG") from error
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    return node
