# SPDX-License-Identifier: GPL-3.0-or-later
"""An FBX file as Blender writes it, mended so that engines take it without a fix."""

from .mend import mend
from .plan import FbxPlan

__all__ = ["FbxPlan", "mend"]
