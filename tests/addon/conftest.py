# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension as Blender registers it, in the bpy module, with a head in an empty scene."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def head() -> Iterator[Any]:
    """A mesh with two ARKit shape keys that is the scene's target, in a new file, with the extension registered."""
    bpy = pytest.importorskip("bpy")
    from soliloquy import addon

    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon.register()
    mesh = bpy.data.meshes.new("Hero")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 0, 1)], [], [(0, 1, 2)])
    face = bpy.data.objects.new("Hero", mesh)
    bpy.context.scene.collection.objects.link(face)
    for name in ("Basis", "jawOpen", "mouthClose"):
        face.shape_key_add(name=name)
    bpy.context.scene.soliloquy.target = face
    yield face
    addon.unregister()
