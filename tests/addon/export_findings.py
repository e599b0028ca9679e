# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of exports look at: the whole state of the open file, what a scene shows, and what a file holds."""

import json
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bpy
import numpy as np

THINNED = 3e-3
"""Clips leave out keys between which lines come this near."""


def state_of_the_file() -> dict[str, Any]:
    """Everything that an export must leave as it was."""
    scene, layer = bpy.context.scene, bpy.context.view_layer
    return {
        "scene": scene.name,
        "layer": layer.name,
        "frame": (scene.frame_current, scene.frame_subframe),
        "range": (scene.frame_start, scene.frame_end, scene.frame_preview_start, scene.use_preview_range),
        "rate": (scene.render.fps, scene.render.fps_base),
        "active": layer.objects.active.name if layer.objects.active else None,
        "selected": sorted(each.name for each in layer.objects if each.select_get()),
        "modes": sorted((each.name, each.mode) for each in bpy.data.objects),
        "hidden": sorted((each.name, each.hide_viewport, each.hide_get()) for each in layer.objects),
        "datablocks": sorted((type(each).__name__, each.name, _users(each)) for each in _datablocks()),
        "places": {each.name: [list(row) for row in each.matrix_basis] for each in bpy.data.objects},
        "values": {key.name: [block.value for block in key.key_blocks] for key in bpy.data.shape_keys},
        "poses": {
            f"{each.name}/{bone.name}": [list(row) for row in bone.matrix_basis]
            for each in bpy.data.objects
            if each.pose is not None
            for bone in each.pose.bones
        },
        "preferences": sorted(each.module for each in bpy.context.preferences.addons),
    }


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What of two states is not the same, in words."""
    return [_difference(name, before[name], after[name]) for name in before if before[name] != after[name]]


def _difference(name: str, before: Any, after: Any) -> str:
    parts = (set(map(str, part.items() if isinstance(part, dict) else part)) for part in (before, after))
    if isinstance(before, (dict, list)):
        old, new = parts
        return f"{name}: {sorted(old - new)} became {sorted(new - old)}"
    return f"{name}: {before} became {after}"


def shown_shapes(meshes: Iterable[Any], start: int, end: int) -> dict[str, dict[str, list[float]]]:
    """Evaluated values by mesh and shape; the frame is left where it was."""
    scene = bpy.context.scene
    frame = scene.frame_current
    found: dict[str, dict[str, list[float]]] = {}
    for number in range(start, end + 1):
        scene.frame_set(number)
        graph = bpy.context.evaluated_depsgraph_get()
        for mesh in meshes:
            for block in mesh.data.shape_keys.evaluated_get(graph).key_blocks[1:]:
                found.setdefault(mesh.name, {}).setdefault(block.name, []).append(block.value)
    scene.frame_set(frame)
    return found


def shapes_in_json(path: Path) -> dict[str, list[float]]:
    """Of a clip as JSON: each shape at every frame."""
    said = json.loads(path.read_text(encoding="utf-8"))
    frames = np.arange(said["frames"])
    return {name: list(np.interp(frames, keys["frames"], keys["values"])) for name, keys in said["shapes"].items()}


def shapes_in_glb(path: Path) -> dict[str, dict[str, list[float]]]:
    """Of a GLB: each shape of each mesh at every frame, by the names of the nodes. No library of ours reads it."""
    content = path.read_bytes()
    length = struct.unpack_from("<I", content, 12)[0]
    tree, binary = json.loads(content[20 : 20 + length]), content[28 + length :]

    def values(number: int) -> np.ndarray:
        accessor = tree["accessors"][number]
        view = tree["bufferViews"][accessor["bufferView"]]
        start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        return np.frombuffer(binary, "<f4", accessor["count"], start)

    found = {}
    for animation in tree["animations"]:
        for channel in animation["channels"]:
            if channel["target"]["path"] == "weights":
                node = tree["nodes"][channel["target"]["node"]]
                names = tree["meshes"][node["mesh"]]["extras"]["targetNames"]
                output = values(animation["samplers"][channel["sampler"]]["output"]).reshape(-1, len(names))
                found[node["name"]] = dict(zip(names, output.T.tolist(), strict=True))
    return found


def shapes_in_fbx(path: Path) -> dict[str, dict[str, list[float]]]:
    """Of an FBX whose keys are on every frame: each animated shape of each mesh, by the names of the models."""
    from io_scene_fbx import parse_fbx  # Blender's own, put on the path by its FBX add-on

    parts = {part.id: part for part in parse_fbx.parse(str(path))[0].elems}
    objects = {each.props[0]: each for each in parts[b"Objects"].elems if each.props}
    above: dict[int, list[int]] = {}
    for link in parts[b"Connections"].elems:
        above.setdefault(link.props[1], []).append(link.props[2])

    def first(start: int, kind: bytes, of_type: bytes = b"") -> Any:
        """The nearest object above ``start`` of that kind."""
        for number in above.get(start, ()):
            each = objects.get(number)
            if each is not None and each.id == kind and (not of_type or each.props[2] == of_type):
                return each
        return None

    found: dict[str, dict[str, list[float]]] = {}
    for number, curve in objects.items():
        node = first(number, b"AnimationCurveNode") if curve.id == b"AnimationCurve" else None
        channel = None if node is None else first(node.props[0], b"Deformer", b"BlendShapeChannel")
        if channel is not None:
            geometry = first(first(channel.props[0], b"Deformer").props[0], b"Geometry")
            model = _name(first(geometry.props[0], b"Model"))
            values = next(part.props[0] for part in curve.elems if part.id == b"KeyValueFloat")
            found.setdefault(model, {})[_name(channel)] = [value / 100.0 for value in values]
    return found


def _name(of_fbx: Any) -> str:
    return of_fbx.props[1].split(b"\x00")[0].decode()


def furthest(wanted: dict[str, list[float]], found: dict[str, list[float]]) -> float:
    """The largest difference; of what a file leaves out, which is what never moves from 0, its own size."""
    assert not set(found) - set(wanted)
    return max(
        float(np.abs(np.array(values) - np.array(found.get(name, [0.0] * len(values)))).max())
        for name, values in wanted.items()
    )


def _users(datablock: Any) -> int:
    """Blender 4.2 counts a picture twice when a material is copied, and once when the copy goes, until a file opens."""
    wrong = isinstance(datablock, bpy.types.Image) and bpy.app.version < (4, 5, 0)
    return 0 if wrong else datablock.users


def _datablocks() -> Iterable[Any]:
    for each in bpy.data.bl_rna.properties:
        if each.type == "COLLECTION":
            yield from getattr(bpy.data, each.identifier)
