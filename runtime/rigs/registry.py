# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of namings. To add one: a module with a ``Naming``, and a line here; names of other people's rigs for
ARKit's shapes and the head alone are a line of ``spellings.py``."""

from .arkit import ARKIT
from .flame import FLAME
from .naming import Naming

NAMINGS: tuple[Naming, ...] = (FLAME, ARKIT)
"""The strictest first: a character is of the first naming that one of its meshes has."""
