# SPDX-License-Identifier: GPL-3.0-or-later
"""Files carry the skin's relief and gloss as maps that engines read, no larger than asked for."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from soliloquy.exporters import export
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.exporters.skin_normals import normal_picture, roughness_picture
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take


def test_normals_are_of_length_1_point_out_and_bend_more_on_the_old() -> None:
    young, old = (np.asarray(normal_picture(deep, 1024), float) / 127.5 - 1.0 for deep in (0.1, 2.0))
    assert np.allclose(np.linalg.norm(young, axis=-1), 1.0, atol=0.02)
    assert young[..., 2].min() > 0.2
    assert np.abs(young[..., :2]).mean() < np.abs(old[..., :2]).mean()


def test_a_groove_across_is_lit_from_above_on_its_lower_side() -> None:
    """+Y is up: below the lowest place of a groove skin rises towards the viewer's feet, so it looks up."""
    wrinkled, smooth = (np.asarray(normal_picture(deep, None), float) / 127.5 - 1.0 for deep in (2.0, 0.0))
    up = (wrinkled - smooth)[..., 1]
    forehead = up[640:820, 980:1060]
    height = np.cumsum(forehead, axis=0)
    lowest = height.argmin(axis=0)
    below = [column[at + 2 : at + 6].mean() for column, at in zip(forehead.T, lowest, strict=True) if at < 170]
    assert np.mean(below) > 0.05


def test_roughness_is_never_a_mirror_and_nothing_is_metal() -> None:
    picture = np.asarray(roughness_picture(512))
    assert picture.shape == (512, 512, 3) and not picture[..., 2].any()
    rough = picture[..., 1] / 255
    assert 0.2 < rough.min() < 0.4 < np.median(rough) < 0.8
    assert 0.85 < rough.max() < 1.0, "the scalp's painted hair is roughest"


def test_strokes_of_a_beard_are_ridges_and_rougher_than_skin() -> None:
    beard = np.zeros((2048, 2048), np.float32)
    beard[:, 1000] = 1.0
    normals = np.asarray(normal_picture(0.0, None, beard), float) / 127.5 - 1.0
    across = normals[300:1700, 999:1002, 0].mean(axis=0)
    assert across[0] < -0.1 and across[2] > 0.1, "it rises from the left and falls to the right"
    rough = np.asarray(roughness_picture(None, beard), float)[..., 1] / 255.0
    assert rough[300:1700, 1000].mean() > 0.75 and rough[300:1700, 900].mean() < 0.6


@pytest.mark.check
@pytest.mark.blender
@pytest.mark.parametrize("name", ["glb", "fbx"])
def test_a_file_holds_them(synthetic_take: Take, name: str, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, [name], tmp_path, "line", ExportOptions(texture_size=256))
    if name == "fbx":
        content = path.read_bytes()
        assert b"skin_normal" in content and b"NormalMap" in content
        return
    document = read_glb(path)
    skin = next(each for each in document.tree["materials"] if each["name"].endswith("skin"))
    sizes = {Image.open(io.BytesIO(content)).size for content in document.files}
    assert (256, 256) in sizes and max(sizes) <= (256, 256)
    pbr = skin["pbrMetallicRoughness"]
    assert {"baseColorTexture", "metallicRoughnessTexture"} <= set(pbr) and "normalTexture" in skin
    picture = document.tree["textures"][pbr["metallicRoughnessTexture"]["index"]]["source"]
    assert document.tree["images"][picture]["mimeType"] == "image/jpeg", "it went through as it was made"
