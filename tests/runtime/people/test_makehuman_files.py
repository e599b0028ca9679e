# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets in MakeHuman's own form are read; what is damaged, or not beside them, is refused by name."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.people.makehuman_files import read_asset, read_material
from soliloquy.tests.makehuman_assets import glasses, skin

_SOURCES = [(5399, 11998, 791), (791, 881, 962), (962, 5320, 881)]


def test_an_asset_is_read_with_what_it_names(tmp_path: Path) -> None:
    asset = read_asset(glasses(tmp_path, _SOURCES))
    assert asset.sources.tolist() == [*map(list, _SOURCES), [5399] * 3]
    np.testing.assert_allclose(asset.shares, [[0.5, 0.3, 0.2]] * 3 + [[1, 0, 0]])
    np.testing.assert_allclose(asset.offsets, [[0, 0.01, 0.05]] * 3 + [[0, 0, 0]])
    assert asset.scales == ((5399, 11998, 1.48), (791, 881, 2.3298), (962, 5320, 1.9221))
    assert asset.faces == ((0, 1, 2), (1, 2, 3))
    assert asset.uv.tolist() == [[0, 0], [1, 0], [1, 1]] * 2
    assert asset.material is not None
    assert asset.material.diffuse == (0.2, 0.3, 0.4) and asset.material.transparent
    assert {word: path.name for word, path in asset.material.pictures.items()} == {
        "diffuseTexture": "glass.png",
        "normalmapTexture": "bumps.png",
    }


def test_a_skin_is_read(tmp_path: Path) -> None:
    material = read_material(skin(tmp_path))
    assert material.pictures["diffuseTexture"].name == "skin.png" and not material.transparent


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("glasses.mhclo", "obj_file glasses.obj", "obj_file ../../secret.obj", "not beside it"),
        ("glasses.mhclo", "obj_file glasses.obj", "obj_file /etc/passwd", "not beside it"),
        ("glasses.mhclo", "obj_file glasses.obj", "", "not beside it"),
        ("glasses.mhclo", "x_scale 5399 11998 1.4800", "", "no clothes file"),
        ("glasses.mhclo", "x_scale 5399 11998 1.4800", "x_scale 5399 11998 0", "numbers that are none"),
        ("glasses.mhclo", "x_scale 5399 11998 1.4800", "x_scale 5399 99999 1.48", "does not have"),
        ("glasses.mhclo", "5399 11998 791", "5399 11998 19158", "does not have"),
        ("glasses.mhclo", "0.5000 0.3000", "nan 0.3000", "numbers that are none"),
        ("glasses.mhclo", "0.5000 0.3000", "0.3000", "no clothes file"),
        ("glasses.mhclo", " 5399\n", "", "of a mesh that has"),
        ("glasses.obj", "v 0 0 0\n", "", "of a mesh that has|faces"),
        ("glasses.obj", "f 1/1 2/2 3/3", "f 1/1 1/2 3/3", "three corners"),
        ("glasses.obj", "f 1/1 2/2 3/3", "f -1/1 2/2 3/3", "three corners"),
        ("glasses.obj", "f 1/1 2/2 3/3", "f 1/99 2/2 3/3", "no Wavefront"),
        ("glasses.mhmat", "diffuseTexture glass.png", "diffuseTexture gone.png", "not beside it"),
        ("glasses.mhmat", "diffuseColor 0.2 0.3 0.4", "diffuseColor red", "no material"),
    ],
)
def test_what_is_damaged_is_refused_by_name(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    path = glasses(tmp_path / "inner", _SOURCES)
    text = (path.parent / file).read_text()
    assert old in text
    (path.parent / file).write_text(text.replace(old, new, 1))
    with pytest.raises(InputError, match=said):
        read_asset(path)


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 50, b"verts 0\n 1 2\n", b"name\nverts\n", b"\n" * 1000])
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.mhclo"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_asset(path)
    path = tmp_path / "some.mhmat"
    path.write_bytes(content)
    if b"name" not in content:
        with pytest.raises(InputError):
            read_material(path)
