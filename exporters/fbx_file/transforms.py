# SPDX-License-Identifier: GPL-3.0-or-later
"""Scale and rotation of the nodes, moved into what hangs on them: vertices, bones, shapes and bind poses.

Each node gets a matrix K (3,3). Its transform W in the world becomes W K^-1, what it carries is multiplied by K, and so
nothing moves: a node's transform L below its parent P becomes K_P L K^-1.
"""

from dataclasses import dataclass, field

import numpy as np

from ...runtime.arrays import Array
from .curves import ROTATION, SCALING, TRANSLATION, Track, own_values, settle, standing, tracks_of
from .document import Element
from .plan import FbxPlan
from .rotations import keeps_angles, matrices, nearest, parts, size_of, transform
from .scene import Model, Scene, matrix_of, set_matrix

_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])
"""Blender's axes to FBX's, as Blender exports by default: Z up to Y up."""

_DUST = 1e-6
"""Of what single precision leaves of a matrix that should change nothing."""


@dataclass
class _Node:
    """local: (4,4), at rest. baked: K (3,3)."""

    model: Model
    tracks: list[Track]
    local: Array
    rest_known: bool
    baked: Array = field(default_factory=lambda: np.eye(3))


def bake_transforms(scene: Scene, plan: FbxPlan) -> dict[int, Array]:
    """Settle every node of ``scene``, with its curves, bind poses and clusters.

    Afterwards a mesh or armature has scale 1 and rotation 0 wherever that can be: not where its own rotation is keyed,
    where it is mirrored, where it shares its mesh, or where an uneven scale acts on what is below it. Returns the
    matrix K (3,3) by which each geometry, by its number, is still to be multiplied.
    """
    nodes = _nodes(scene)
    _choose(scene, nodes, plan)
    for node in nodes.values():
        _apply(scene, node, nodes)
    _bake_poses(scene, nodes)
    _bake_clusters(scene, nodes)
    meshes = [node for node in nodes.values() if node.model.kind == "Mesh"]
    return {geometry.values[0]: node.baked for node in meshes for geometry in _geometries(scene, node.model)}


def _nodes(scene: Scene) -> dict[int, _Node]:
    bound = _bound(scene)
    nodes: dict[int, _Node] = {}
    for model in scene.models:
        tracks = tracks_of(scene, model)
        parent = model.parent
        rest_known = model.is_bone and model.id in bound and parent is not None and parent.id in bound
        if rest_known and parent is not None:
            local = np.linalg.solve(bound[parent.id], bound[model.id])
        else:
            own = standing(tracks, own_values(model))
            local = transform(own[TRANSLATION], own[ROTATION], own[SCALING])
        nodes[model.id] = _Node(model, tracks, local, rest_known)
    return nodes


def _bound(scene: Scene) -> dict[int, Array]:
    """The world's matrix (4,4) of each node at rest, as the bind poses say."""
    poses = (pose for pose in scene.objects("Pose") for pose in pose.all("PoseNode"))
    found = {pose.array("Node").item(): matrix_of(pose, "Matrix") for pose in poses}
    # What is scaled to nothing has no rest that could be told.
    return {node: matrix for node, matrix in found.items() if np.linalg.det(matrix) != 0}


def _choose(scene: Scene, nodes: dict[int, _Node], plan: FbxPlan) -> None:
    with_nodes_below = {node.model.parent.id for node in nodes.values() if node.model.parent is not None}
    for node in nodes.values():
        model = node.model
        above = np.eye(3) if model.parent is None else nodes[model.parent.id].baked
        whole = above @ node.local[:3, :3]
        if model.kind not in ("Mesh", "Null", "Root"):
            own = size_of(node.local[:3, :3]) if model.parent is None and model.is_bone else 1.0
            other = plan.unit if model.parent is None and not model.is_bone else own
            node.baked = np.eye(3) * size_of(above) * other
        elif _can_be_whole(node, whole, model.id in with_nodes_below) and not _shared(scene, model):
            node.baked = whole
        else:
            node.baked = _partly(node, above, plan, _shared(scene, model))


def _can_be_whole(node: _Node, whole: Array, has_nodes_below: bool) -> bool:
    if any(track.turns() for track in node.tracks) or np.linalg.det(whole) <= 0:
        return False
    return keeps_angles(whole) or not has_nodes_below


def _partly(node: _Node, above: Array, plan: FbxPlan, shared: bool) -> Array:
    """The change of axes and of units alone, which any keyed transform survives."""
    parent = node.model.parent
    axes = np.eye(3) if parent is not None and parent.is_bone else _UP
    unit = plan.unit if parent is None else 1.0
    linear = node.local[:3, :3]
    even = keeps_angles(linear) and not any(track.moves(SCALING) for track in node.tracks)
    if even and not shared:
        unit = size_of(linear)
    return size_of(above) * unit * axes


def _shared(scene: Scene, model: Model) -> bool:
    """Whether another node shows the same geometry."""
    return any(len(list(scene.parents(geometry, "Model"))) > 1 for geometry in _geometries(scene, model))


def _geometries(scene: Scene, model: Model) -> list[Element]:
    return list(scene.children(model.element, "Geometry", "Mesh"))


def _apply(scene: Scene, node: _Node, nodes: dict[int, _Node]) -> None:
    """Turn the node's rest and its tracks into those of the baked file, and write them."""
    parent = node.model.parent
    above = np.eye(3) if parent is None else nodes[parent.id].baked
    for track in node.tracks:
        _bake_track(track, above, node.baked)
    at_rest = _homogeneous(above) @ node.local @ _homogeneous(np.linalg.inv(node.baked))
    translation, degrees, scaling = (each[0] for each in parts(at_rest[None]))
    if node.tracks and ROTATION in node.tracks[0].values:
        degrees = nearest(degrees, node.tracks[0].values[ROTATION][0])
    settle(scene, node.model, node.tracks, {TRANSLATION: translation, ROTATION: degrees, SCALING: scaling})


def _bake_track(track: Track, above: Array, baked: Array) -> None:
    values = track.values
    if TRANSLATION in values:
        values[TRANSLATION] = values[TRANSLATION] @ above.T
    if _is_even(above) and _is_even(baked):
        if SCALING in values:
            values[SCALING] = values[SCALING] * (above[0, 0] / baked[0, 0])
        return
    if ROTATION not in values or SCALING not in values:
        return
    turned = np.zeros((len(values[ROTATION]), 4, 4))
    turned[:, :3, :3] = above @ (matrices(values[ROTATION]) * values[SCALING][:, None, :]) @ np.linalg.inv(baked)
    _, values[ROTATION], values[SCALING] = parts(turned)


def _is_even(linear: Array) -> bool:
    return bool(np.abs(linear - np.eye(3) * linear[0, 0]).max() <= _DUST * abs(linear[0, 0]))


def _bake_poses(scene: Scene, nodes: dict[int, _Node]) -> None:
    for pose in scene.objects("Pose"):
        for each in pose.all("PoseNode"):
            node = nodes.get(each.array("Node").item())
            if node is not None:
                set_matrix(each, "Matrix", matrix_of(each, "Matrix") @ _homogeneous(np.linalg.inv(node.baked)))


def _bake_clusters(scene: Scene, nodes: dict[int, _Node]) -> None:
    for skin in scene.objects("Deformer", "Skin"):
        geometry = next(scene.parents(skin, "Geometry"))
        mesh = nodes[next(scene.parents(geometry, "Model")).values[0]]
        for cluster in scene.children(skin, "Deformer", "Cluster"):
            bone = nodes[next(scene.children(cluster, "Model")).values[0]]
            bone_back = _homogeneous(np.linalg.inv(bone.baked))
            held = matrix_of(cluster, "Transform") @ _homogeneous(np.linalg.inv(mesh.baked))
            set_matrix(cluster, "Transform", _homogeneous(bone.baked) @ held)
            set_matrix(cluster, "TransformLink", matrix_of(cluster, "TransformLink") @ bone_back)
            armature = nodes[_armature(bone.model).id]
            if cluster.find("TransformAssociateModel") is not None:
                armature_back = _homogeneous(np.linalg.inv(armature.baked))
                associated = matrix_of(cluster, "TransformAssociateModel") @ armature_back
                set_matrix(cluster, "TransformAssociateModel", associated)


def _armature(bone: Model) -> Model:
    above = bone
    while above.is_bone and above.parent is not None:
        above = above.parent
    return above


def _homogeneous(linear: Array) -> Array:
    made = np.eye(4)
    made[:3, :3] = linear
    return made
