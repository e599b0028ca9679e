# SPDX-License-Identifier: GPL-3.0-or-later
"""A head's brows and beard as hair curves that go with its skin in whatever shape it is, each an object of its own on
the face's mesh.
"""

from collections.abc import Callable, Mapping

import bpy

from ..runtime.head.beard_strands import beard_strands
from ..runtime.head.brow_strands import SkinStrands, brow_strands
from ..runtime.head.heads import Head
from .axes import to_blender
from .follow_skin import follow_skin, hang_on
from .hair_curves import fill_hair_curves, new_hair_curves, remove_hair_curves
from .hair_material import strands_material

KINDS: Mapping[str, Callable[[Head], SkinStrands]] = {"brows": brow_strands, "beard": beard_strands}
_OF = "soliloquy_{}_of"
"""Where hairs say whose they are."""


def show_skin_hairs(face: bpy.types.Object, head: Head) -> None:
    """Grow the brows and the beard of ``head`` on the mesh that shows it, in place of those that it has."""
    for kind, grow in KINDS.items():
        strands, grown = grow(head), skin_hairs_of(face, kind)
        if len(strands.points):
            _show(grown or _added(face, kind), head, kind, strands)
        elif grown is not None:
            remove_hair_curves(grown)


def skin_hairs_of(face: bpy.types.Object, kind: str) -> bpy.types.Object | None:
    """What was grown on a face of one of KINDS; None when there is nothing."""
    return next((each for each in face.children if _OF.format(kind) in each.keys()), None)  # noqa: SIM118


def _added(face: bpy.types.Object, kind: str) -> bpy.types.Object:
    grown = new_hair_curves(face, kind)
    follow_skin(grown, face)
    return grown


def _show(grown: bpy.types.Object, head: Head, kind: str, made: SkinStrands) -> None:
    places = to_blender(made.points)
    assert head.hair is not None
    colour = head.brows if kind == "brows" and head.brows is not None else head.hair.colour
    fill_hair_curves(grown.data, places, made.radii, strands_material(colour))
    hang_on(grown.data, places, made.corners, head, "CURVE")
    grown[_OF.format(kind)] = head.name
