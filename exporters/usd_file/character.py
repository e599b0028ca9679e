# SPDX-License-Identifier: GPL-3.0-or-later
"""A head as a UsdSkel character: a mesh with blend shapes and materials, bound to a skeleton."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdSkel, Vt

from ...runtime.arrays import Array
from ...runtime.head.hair_light import hair_normals
from ...runtime.head.hair_sides import HAIR, two_sided
from ...runtime.head.heads import Head
from ...runtime.head.normals import vertex_normals
from ...runtime.head.tongue import TONGUE_NAMES, tongue_deltas, tongue_vertices
from ...runtime.requests import ExportOptions
from ...runtime.rigs.flame import BONES_IN_FILES
from ...runtime.rigs.layout_shapes import shape_deltas
from .animation import Joint
from .looks import add_looks
from .names import prim_name

_MOVED = 1e-7
"""Metres: what moves less is left out of a shape. Chosen by hand."""


@dataclass(frozen=True)
class Character:
    path: str
    skeleton: Usd.Prim

    def play(self, animation: str) -> None:
        """Move the head by the SkelAnimation at that path."""
        UsdSkel.BindingAPI.Apply(self.skeleton).CreateAnimationSourceRel().SetTargets([Sdf.Path(animation)])


def joints_of(head: Head, layout: str) -> list[Joint]:
    """The bones of files: in the arkit layout there is no jaw, as in FBX and GLB."""
    found: list[Joint] = []
    for index in _bones(head, layout):
        parent = head.bone_parents[index]
        name = BONES_IN_FILES.get(head.bone_names[index], head.bone_names[index])
        above = f"{found[_bones(head, layout).index(parent)].path}/" if parent >= 0 else ""
        at = head.joints[parent] if parent >= 0 else np.zeros(3)
        found.append(Joint(name, above + name, head.joints[index] - at))
    return found


def _bones(head: Head, layout: str) -> list[int]:
    return [index for index, name in enumerate(head.bone_names) if layout == "flame" or name != "jaw"]


def add_character(stage: Usd.Stage, head: Head, options: ExportOptions) -> Character:
    """The default prim, named as the head. Raises SetupError where a picture is missing or altered."""
    head = two_sided(head)
    path = f"/{prim_name(head.title)}"
    root = UsdSkel.Root.Define(stage, path)
    stage.SetDefaultPrim(root.GetPrim())
    Usd.ModelAPI(root).SetKind("component")
    skeleton = _add_skeleton(stage, f"{path}/Skeleton", head, options.layout)
    mesh = _add_mesh(stage, f"{path}/Face", head)
    binding = UsdSkel.BindingAPI.Apply(mesh.GetPrim())
    binding.CreateSkeletonRel().SetTargets([skeleton.GetPath()])
    _bind_joints(binding, head, options.layout)
    _add_shapes(stage, mesh, binding, head, options)
    add_looks(stage, path, mesh, head, options)
    return Character(path, skeleton.GetPrim())


def _add_skeleton(stage: Usd.Stage, path: str, head: Head, layout: str) -> UsdSkel.Skeleton:
    skeleton, joints = UsdSkel.Skeleton.Define(stage, path), joints_of(head, layout)
    skeleton.CreateJointsAttr([joint.path for joint in joints])
    skeleton.CreateRestTransformsAttr(_matrices(joint.place for joint in joints))
    skeleton.CreateBindTransformsAttr(_matrices(head.joints[index] for index in _bones(head, layout)))
    return skeleton


def _matrices(places: Iterator[Array]) -> Vt.Matrix4dArray:
    return Vt.Matrix4dArray([Gf.Matrix4d().SetTranslate(Gf.Vec3d(*map(float, place))) for place in places])


def _add_mesh(stage: Usd.Stage, path: str, head: Head) -> UsdGeom.Mesh:
    corners = 4 if head.pose_shapes is None else 3
    mesh = UsdGeom.Mesh.Define(stage, path)
    points = _vectors(head.vertices)
    mesh.CreatePointsAttr(points)
    mesh.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(head.quads), corners, np.int32)))
    mesh.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(head.quads[:, :corners].astype(np.int32).reshape(-1)))
    mesh.CreateExtentAttr(UsdGeom.PointBased.ComputeExtent(points))
    mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    # Locks of hair and lashes are seen from behind too.
    mesh.CreateDoubleSidedAttr(True)
    mesh.CreateNormalsAttr(_vectors(_normals(head)))
    mesh.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    places = UsdGeom.PrimvarsAPI(mesh).CreatePrimvar(
        "st", Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.faceVarying
    )
    uv = np.ascontiguousarray(head.uv[:, :corners].reshape(-1, 2), np.float32)
    places.Set(Vt.Vec2fArray.FromNumpy(uv))
    return mesh


def _normals(head: Head) -> Array:
    """Unit normals (V,3); hair's face out of it."""
    normals = vertex_normals(head.vertices, head.quads)
    if HAIR in head.material_names:
        hair, inverse = np.unique(head.quads[head.of_material(HAIR)], return_inverse=True)
        normals[hair] = hair_normals(head.vertices[hair], inverse.reshape(-1, 4), head.head_joint)
    return normals


def _bind_joints(binding: UsdSkel.BindingAPI, head: Head, layout: str) -> None:
    """Each vertex by as many joints as the most of any has; joints of no weight are the root."""
    weights, bones = head.bone_weights.astype(np.float64), _bones(head, layout)
    for gone in set(range(len(head.bone_names))) - set(bones):
        weights[:, head.bone_parents[gone]] += weights[:, gone]
    weights = weights[:, bones]
    most = int((weights > 0).sum(axis=1).max())
    order = np.argsort(-weights, axis=1, kind="stable")[:, :most]
    kept = np.take_along_axis(weights, order, axis=1)
    indices = np.where(kept > 0, order, 0).astype(np.int32)
    shares = (kept / kept.sum(axis=1, keepdims=True)).astype(np.float32)
    binding.CreateJointIndicesPrimvar(False, most).Set(Vt.IntArray.FromNumpy(indices.reshape(-1)))
    binding.CreateJointWeightsPrimvar(False, most).Set(Vt.FloatArray.FromNumpy(shares.reshape(-1)))
    binding.CreateGeomBindTransformAttr(Gf.Matrix4d(1.0))


def _add_shapes(
    stage: Usd.Stage, mesh: UsdGeom.Mesh, binding: UsdSkel.BindingAPI, head: Head, options: ExportOptions
) -> None:
    names, paths = [], []
    rest = vertex_normals(head.vertices, head.quads)
    for name, delta in _shapes(head, options):
        shape = UsdSkel.BlendShape.Define(stage, f"{mesh.GetPath()}/{prim_name(name)}")
        moved = np.flatnonzero(np.abs(delta).max(axis=1) > _MOVED)
        turned = vertex_normals(head.vertices + delta, head.quads) - rest
        shape.CreateOffsetsAttr(_vectors(delta[moved]))
        shape.CreateNormalOffsetsAttr(_vectors(turned[moved]))
        shape.CreatePointIndicesAttr(Vt.IntArray.FromNumpy(moved.astype(np.int32)))
        names.append(name)
        paths.append(shape.GetPath())
    binding.CreateBlendShapesAttr(names)
    binding.CreateBlendShapeTargetsRel().SetTargets(paths)


def _shapes(head: Head, options: ExportOptions) -> Iterator[tuple[str, Array]]:
    yield from shape_deltas(head, options.layout)
    moved = tongue_vertices(head)
    if options.tongue and len(moved):
        for name, delta in zip(TONGUE_NAMES, tongue_deltas(head), strict=True):
            whole = np.zeros_like(head.vertices)
            whole[moved] = delta
            yield name, whole


def _vectors(values: Array) -> Vt.Vec3fArray:
    return Vt.Vec3fArray.FromNumpy(np.ascontiguousarray(values, np.float32))
