# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is to be when it is mended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ...runtime.frame_rates import exact_rate
from ..clip import Clip

TICKS_EACH_SECOND = 46_186_158_000
"""Of FBX 7.4, where time is an integer."""


@dataclass(frozen=True)
class FbxPlan:
    """fps: of the clips, and of the scene that was exported; 23.976, 29.97 and 59.94 mean the broadcast rates.

    clip: the name of the file's only clip; empty leaves the names that the clips have, None leaves no clip. bones: old
    name -> new name. unit: centimetres in one of the scene's own units. linear_colours: leave colours linear; otherwise
    they are written as sRGB, which is how Unity and three.js read them. lod_group: the node below which the meshes
    ``levels`` go, finest first; empty for none. motion: what moves the file's bones and shapes, by the names that they
    are to have, instead of what Blender found. hair: materials of cards of hair on a head of ours.
    """

    fps: float
    clip: str | None = ""
    bones: Mapping[str, str] = field(default_factory=dict)
    unit: float = 100.0
    linear_colours: bool = False
    lod_group: str = ""
    levels: Sequence[str] = ()
    motion: Clip | None = None
    hair: Collection[str] = ()

    @property
    def rate(self) -> Fraction:
        """Frames a second, exactly."""
        return exact_rate(self.fps)
