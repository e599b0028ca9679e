# SPDX-License-Identifier: GPL-3.0-or-later
"""An artist's own character, exported by Blender and mended: other bones, several meshes, a prop, a scaled rig."""

import math
import shutil
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest
from scipy.spatial import cKDTree
from soliloquy.exporters.glb_file import GlbPlan, mend
from soliloquy.exporters.glb_file.document import Document, read_glb

pytestmark = [pytest.mark.check, pytest.mark.blender]

FRAMES = 24


@pytest.fixture
def character() -> None:
    """Hero: hips, neck and head, whose face and teeth have shapes, and a hat on the head bone; at 30 / 1.001."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = 30, 1.001
    scene.frame_start, scene.frame_end = 0, FRAMES
    armature = bpy.data.objects.new("Hero", bpy.data.armatures.new("Hero"))
    scene.collection.objects.link(armature)
    bpy.context.view_layer.objects.active = armature
    bpy.ops.object.mode_set(mode="EDIT")
    parent = None
    for number, name in enumerate(("Hips", "Neck.001", "Head")):
        bone = armature.data.edit_bones.new(name)
        bone.head, bone.tail = (0, 0, 0.2 * number), (0.05, 0.03, 0.2 * number + 0.2)
        bone.parent, parent = parent, bone
    bpy.ops.object.mode_set(mode="OBJECT")
    armature.scale, armature.location = (1.5, 1.5, 1.5), (0.3, 1, 0)
    skin, hair = bpy.data.materials.new("skin"), bpy.data.materials.new("hair")
    for name, shapes, materials in (("Face.001", ("jawOpen", "smile"), (skin, hair)), ("Teeth", ("jawOpen",), (skin,))):
        _add_ball(armature, name, shapes, materials)
    hat = bpy.data.objects.new("Hat", bpy.data.meshes.new("Hat"))
    hat.data.from_pydata([(0, 0, 0), (0.2, 0, 0), (0, 0.2, 0)], [], [(0, 1, 2)])
    scene.collection.objects.link(hat)
    hat.parent, hat.parent_type, hat.parent_bone = armature, "BONE", "Head"
    head = armature.pose.bones["Head"]
    head.rotation_mode = "XYZ"
    for frame in range(FRAMES + 1):
        head.rotation_euler = (0.3 * math.sin(frame * 0.2), 0, 0.1)
        head.keyframe_insert("rotation_euler", frame=frame)
        for thing in bpy.data.objects:
            for key in getattr(getattr(thing.data, "shape_keys", None), "key_blocks", ())[1:]:
                key.value = 0.5 + 0.5 * math.sin(frame * 0.3 + len(key.name))
                key.keyframe_insert("value", frame=frame)


def test_it_stands_where_it_stood_and_plays_as_long_as_it_should(character: None, tmp_path: Path) -> None:
    mended, raw = tmp_path / "mended.glb", tmp_path / "raw.glb"
    bpy.ops.preferences.addon_enable(module="io_scene_gltf2")
    bpy.ops.export_scene.gltf(filepath=str(mended), export_format="GLB", export_animation_mode="ACTIVE_ACTIONS")
    shutil.copy(mended, raw)
    mend(mended, GlbPlan(30 / 1.001, "take one"))
    document = read_glb(mended)
    _check_nodes(document)
    (animation,) = document.tree["animations"]
    assert animation["name"] == "take one"
    for sampler in animation["samplers"]:
        assert document.floats(sampler["input"])[-1, 0] == pytest.approx(FRAMES * 1.001 / 30, abs=1e-6)
    # Blender's exporter has divided by 30 x 1.001.
    before = _places(raw, [frame / 1.001 for frame in (0, 7, 20)])
    after = _places(mended, [frame * 1.001 for frame in (0, 7, 20)])
    for one, other in zip(before, after, strict=True):
        assert len(one) == len(other)
        assert max(cKDTree(one).query(other)[0].max(), cKDTree(other).query(one)[0].max()) < 1e-5


def _add_ball(armature: Any, name: str, shapes: tuple[str, ...], materials: tuple[Any, ...]) -> None:
    bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=10, radius=0.2)
    ball = bpy.context.object
    ball.name = ball.data.name = name
    for material in materials:
        ball.data.materials.append(material)
    for face in ball.data.polygons:
        face.material_index = int(len(materials) > 1 and face.center.z > 0.1)
    for vertex in ball.data.vertices:
        vertex.co.z += 0.5
    ball.shape_key_add(name="Basis")
    for number, shape in enumerate(shapes, start=1):
        key = ball.shape_key_add(name=shape, from_mix=False)
        for index, vertex in enumerate(ball.data.vertices):
            if vertex.co.z < 0.5:
                key.data[index].co = vertex.co * (1 + 0.1 * number)
    groups = [ball.vertex_groups.new(name=bone.name) for bone in armature.data.bones]
    for vertex in ball.data.vertices:
        for group, share in zip(groups, np.random.default_rng(vertex.index).dirichlet(np.ones(3)), strict=True):
            group.add([vertex.index], float(share), "REPLACE")
    ball.modifiers.new("Armature", "ARMATURE").object = armature
    ball.parent = armature


def _check_nodes(document: Document) -> None:
    nodes = document.tree["nodes"]
    names = {node["name"] for node in nodes}
    assert names == {"Hero", "Hips", "Neck.001", "Head", "Hat", "Face.001", "Teeth", "hair"}
    skinned = {number for number, node in enumerate(nodes) if "skin" in node}
    assert len(skinned) == 3
    assert skinned < set(document.tree["scenes"][0]["nodes"])


def _places(path: Path, frames: list[float]) -> list[np.ndarray]:
    """World positions (N,3) of all vertices at ``frames`` of a scene at 30 a second."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.fps = 30
    bpy.ops.import_scene.gltf(filepath=str(path))
    meshes = [one for one in scene.objects if one.type == "MESH"]
    found = []
    for frame in frames:
        scene.frame_set(int(frame), subframe=frame % 1)
        graph = bpy.context.evaluated_depsgraph_get()
        parts = []
        for one in meshes:
            shown = one.evaluated_get(graph)
            places = np.empty(3 * len(shown.data.vertices), np.float32)
            shown.data.vertices.foreach_get("co", places)
            world = np.array(shown.matrix_world)
            parts.append(places.reshape(-1, 3) @ world[:3, :3].T + world[:3, 3])
        found.append(np.concatenate(parts))
    return found
