# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension as Blender registers it, in the bpy module, with a head in an empty scene."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def registered() -> Iterator[None]:
    """The extension, in a new file."""
    bpy = pytest.importorskip("bpy")
    from soliloquy import addon

    bpy.ops.wm.read_factory_settings(use_empty=True)
    addon.register()
    yield
    addon.unregister()


@pytest.fixture
def head(registered: None) -> Any:
    """A mesh with two ARKit shape keys that is the scene's target, in a new file, with the extension registered."""
    import bpy

    mesh = bpy.data.meshes.new("Hero")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 0, 1)], [], [(0, 1, 2)])
    face = bpy.data.objects.new("Hero", mesh)
    bpy.context.scene.collection.objects.link(face)
    for name, way in (("Basis", 0.0), ("jawOpen", -0.1), ("mouthClose", 0.1)):
        face.shape_key_add(name=name, from_mix=False).data[2].co.z += way
    bpy.context.scene.soliloquy.target = face
    return face


@pytest.fixture(scope="session")
def extension_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension's zip for Linux, built once by each process of tests, one after the other: they build in one
    folder."""
    import fcntl

    out = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "soliloquy.tools.release.build_extension",
        "--platform",
        "linux-x64",
        "--out",
        str(out),
    ]
    with (tmp_path_factory.getbasetemp().parent / "extension.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(command, check=True)
    return next(out.glob("soliloquy-*-linux-x64.zip"))
