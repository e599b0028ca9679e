# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of namings. To add one: a module with a ``Naming``, and a line here; names of other people's rigs for
ARKit's shapes and the head alone are a line of ``spellings.py``."""

from .arkit import ARKIT
from .character_creator import CC3, CC4, DIRECT
from .chart_shapes import CHARACTER_ANIMATOR, PRESTON_BLAIR, RHUBARB
from .daz import DAZ_FACS, DAZ_VISEMES
from .facs import FACS
from .flame import FLAME
from .makehuman import MICROSOFT
from .metahuman import METAHUMAN
from .mmd import MMD
from .naming import Naming
from .oculus import OCULUS
from .vrm import VRM_0, VRM_1, VROID

NAMINGS: tuple[Naming, ...] = (
    FLAME,
    ARKIT,
    METAHUMAN,
    DAZ_FACS,
    CC4,
    FACS,
    OCULUS,
    DAZ_VISEMES,
    CC3,
    DIRECT,
    MICROSOFT,
    PRESTON_BLAIR,
    RHUBARB,
    CHARACTER_ANIMATOR,
    VROID,
    VRM_1,
    VRM_0,
    MMD,
)
"""A character is of the naming that shows most of a face; of the first one where several show as much."""
