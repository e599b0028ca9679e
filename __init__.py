# SPDX-License-Identifier: GPL-3.0-or-later
"""Soliloquy: a line of text, or a recording, becomes a talking face.

This folder is at once the Blender extension and the Python package ``soliloquy``. Blender calls
``register`` and ``unregister``; everything that needs bpy is imported only there, so that a shell or a
worker process can import the package without Blender.
"""


def register() -> None:
    from . import addon

    addon.register()


def unregister() -> None:
    from . import addon

    addon.unregister()
