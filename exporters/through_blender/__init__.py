# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that Blender itself writes: .blend, FBX and glTF."""

import sys

from ...runtime.library_folders import keep_from_home, kept_from_home

# Inside of Blender its folders are the artist's own.
if "bpy" not in sys.modules:
    # Blender looks for this one again whenever it makes a scene.
    keep_from_home("BLENDER_USER_RESOURCES")
    with kept_from_home("XDG_CACHE_HOME"):
        import bpy  # noqa: F401
