# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a head without Blender, for the previews."""

from ...runtime.library_folders import kept_from_home

# It imports matplotlib, which lists the fonts of the machine once and keeps that.
with kept_from_home("MPLCONFIGDIR"):
    import pyvista.plotting  # noqa: F401
