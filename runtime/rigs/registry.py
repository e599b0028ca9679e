# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of namings. To add one: a module with a ``Naming``, and a line here; names of other people's rigs for
ARKit's shapes and the head alone are a line of ``spellings.py``."""

from .arkit import ARKIT
from .flame import FLAME
from .mmd import MMD
from .naming import Naming
from .oculus import OCULUS
from .vrm import VRM_0, VRM_1, VROID

NAMINGS: tuple[Naming, ...] = (FLAME, ARKIT, OCULUS, VROID, VRM_1, VRM_0, MMD)
"""A character is of the naming that shows most of a face; of the first one where several show as much."""
