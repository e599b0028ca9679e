# SPDX-License-Identifier: GPL-3.0-or-later
"""Binary glTF read, mended and written without Blender, by the glTF 2.0 specification."""

from .mend import GlbPlan, mend

__all__ = ["GlbPlan", "mend"]
