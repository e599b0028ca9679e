# SPDX-License-Identifier: GPL-3.0-or-later
"""One pass over a file that Blender's exporter wrote, which has no option for most of this."""

from pathlib import Path

from . import document
from .colours import dim_highlights, encode_colours, uncover_pictures
from .geometry import bake_geometry, list_normals, rest_shapes
from .hair import face_out
from .identity import forget_origin, rename_bones, renumber
from .levels import group_levels
from .motion import add_motion
from .plan import FbxPlan
from .scene import Scene
from .times import drop_clips, retime
from .transforms import bake_transforms


def mend(path: Path, plan: FbxPlan) -> None:
    """Mend the file at ``path`` in its place.

    It shows what it showed. Centimetres and Y up are in the data instead of in the nodes, which stand at rest; shapes
    have normals; what does not move has no keys; clips start at 0; and the same scene gives the same bytes.

    Raises OSError, SetupError where Blender's FBX add-on is missing.
    """
    file = document.read(path)
    scene = Scene(file)
    list_normals(scene)
    hair = face_out(scene, plan.hair)
    bake_geometry(scene, bake_transforms(scene, plan), hair)
    rest_shapes(scene)
    rename_bones(scene, plan.bones)
    if plan.clip is None or plan.motion is not None:
        drop_clips(scene)
    if plan.motion is not None:
        add_motion(scene, plan.motion, plan)
    dim_highlights(scene)
    if not plan.linear_colours:
        encode_colours(scene)
    uncover_pictures(scene)
    if plan.lod_group:
        group_levels(scene, plan.lod_group, plan.levels)
    retime(scene, plan)
    scene.close()
    forget_origin(scene)
    renumber(scene)
    document.write(file, path)
