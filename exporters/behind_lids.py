# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the insides of a head's lids nobody sees, whatever the face does."""

import numpy as np

from ..runtime.head.heads import Head
from .glb_file.unseen import Unseen

_INSIDE = "socket"
_INTO = 15.0
"""Degrees behind the lids' edge into which one looks between lid and ball (chosen)."""


def behind_lids(head: Head) -> tuple[Unseen, ...]:
    """What lies behind the edge of the lids, where that is in the shape that opens them most. Nothing for a head whose
    lids have no inside."""
    if _INSIDE not in head.material_names:
        return ()
    skin, inside = (head.vertices_of(name) for name in ("skin", _INSIDE))
    edge = np.intersect1d(skin, inside)
    joints = head.eye_joints
    own = joints[np.linalg.norm(head.vertices[edge, None] - joints, axis=2).argmin(axis=1)]
    shown = head.vertices[edge] + np.concatenate([head.shape_deltas[:, edge], head.eyelid_shapes[:, edge]]) - own
    off_front = np.degrees(np.arccos(shown[..., 2] / np.linalg.norm(shown, axis=2)))
    return (Unseen(_INSIDE, joints, float(off_front.max()) + _INTO),)
