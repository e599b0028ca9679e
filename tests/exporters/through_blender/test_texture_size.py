# SPDX-License-Identifier: GPL-3.0-or-later
"""``--texture-size`` makes the pictures in FBX and GLB smaller."""

import io
from pathlib import Path

import pytest
from PIL import Image
from soliloquy.exporters import export
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take

pytestmark = [pytest.mark.check, pytest.mark.blender]


@pytest.mark.parametrize("name", ["glb", "fbx"])
def test_the_larger_pictures_shrink_to_it(synthetic_take: Take, name: str, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, [name], tmp_path, "line", ExportOptions(texture_size=1024))
    # The veil over the eyes and the insides of the mouth are PNGs, which are not looked for in an FBX.
    small = {(64, 64)} if name == "glb" else set()
    assert _pictures(path) == {(512, 512), (1024, 1024)} | small


def _pictures(path: Path) -> set[tuple[int, int]]:
    if path.suffix == ".glb":
        return {Image.open(io.BytesIO(content)).size for content in read_glb(path).files}
    content = path.read_bytes()
    parts = content.split(b"\xff\xd8\xff\xe0")[1:]
    return {Image.open(io.BytesIO(b"\xff\xd8\xff\xe0" + part)).size for part in parts}
