# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving the lids' shade out of files from which engines make solid materials."""

import bpy  # which brings bmesh

# isort: split
import bmesh

SHADE = "shade"


def leave_out_shade(face: bpy.types.Object) -> None:
    """Take the faces of material ``SHADE`` and the material itself from a mesh of ours, its shape keys included.

    FBX has no word for a picture's alpha that engines agree on: most would lay a dark bandage over the eyes.
    """
    mesh = face.data
    assert isinstance(mesh, bpy.types.Mesh)
    number = mesh.materials.find(SHADE)
    if number < 0:
        return
    made = bmesh.new()
    try:
        made.from_mesh(mesh)
        veil: list[bmesh.types.BMVert | bmesh.types.BMEdge | bmesh.types.BMFace] = [
            polygon for polygon in made.faces if polygon.material_index == number
        ]
        bmesh.ops.delete(made, geom=veil, context="FACES")
        made.to_mesh(mesh)
    finally:
        made.free()
    mesh.materials.pop(index=number)
