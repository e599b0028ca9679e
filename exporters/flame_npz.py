# SPDX-License-Identifier: GPL-3.0-or-later
"""FLAME's parameters, frame by frame, under the names that trackers and renderers of FLAME use."""

from pathlib import Path

import numpy as np

from ..runtime.archives import npz_of
from ..runtime.errors import InputError
from ..runtime.head.heads import OWN_LAYOUT, flame_layout
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .exported_motion import exported_flame
from .shown_head import shown_head

_IDENTITIES = 300
"""Shapes of a person in FLAME."""


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """float32: expression (T,50) in FLAME's unit, jaw_pose, neck_pose (T,3), eye_pose (T,6), axis-angle in radians,
    left eye first, eyelids (T,2), shape (1,300), all 0, for the identity is the file's template; fps, a number.

    Raises InputError where the head is none of a FLAME file: the expressions are that file's. OSError.
    """
    head = shown_head(take, options)
    if not flame_layout(head).startswith(OWN_LAYOUT):
        hint = "Import yours (soliloquy import-flame FILE --out NAME.flame.npz), and give --head NAME"
        raise InputError("flame", f"the head {head} is of no FLAME file, whose own expressions these are", hint)
    motion = exported_flame(take, options)
    arrays = {
        "expression": motion.expression,
        "jaw_pose": motion.jaw,
        "neck_pose": motion.head,
        "eye_pose": motion.eyes,
        "eyelids": motion.eyelids,
        "shape": np.zeros((1, _IDENTITIES)),
        "fps": np.array(options.fps),
    }
    path.write_bytes(npz_of({name: values.astype(np.float32) for name, values in arrays.items()}))
