# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that Blender itself writes: .blend, FBX and glTF."""

import shutil
import sys

from ...runtime.interrupts import at_exit, held
from ...runtime.library_folders import keep_from_home, kept_from_home

# Inside of Blender its folders are the artist's own.
if "bpy" not in sys.modules:
    # Blender looks for this one again whenever it makes a scene.
    keep_from_home("BLENDER_USER_RESOURCES")
    # An interrupt in the middle of its start, or soon after it, would leave its temporary folder.
    with held(), kept_from_home("XDG_CACHE_HOME"):
        import bpy

        at_exit(lambda: shutil.rmtree(bpy.app.tempdir, ignore_errors=True))
