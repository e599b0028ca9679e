# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the mouth's inside are PNGs that others read: pale at the lips, dark towards the throat."""

import io

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.heads import DEFAULT_HEAD, load_head
from soliloquy.runtime.people.mouth_pictures import INSIDE_COLOURS, inside_picture
from soliloquy.runtime.triangles import barycentric


def seen(material: str, traced: bool = False) -> tuple[Array, Array]:
    """Brightness (N,), 0 to 255, and places (N,3) in millimetres of a head's quads of a material."""
    with Image.open(io.BytesIO(inside_picture(material, traced))) as picture:
        assert picture.format == "PNG" and picture.mode == "RGB"
        pixels = np.asarray(picture).astype(float).mean(axis=2)
    head = load_head(DEFAULT_HEAD)
    here = head.of_material(material)
    column, row = (head.uv[here].mean(axis=1) * (1.0, -1.0) * len(pixels)).astype(int).T
    return pixels[row - 1, column], head.vertices[head.quads[here]].mean(axis=1) * 1000


@pytest.mark.parametrize("material", INSIDE_COLOURS)
def test_what_lies_deep_is_darker_than_what_lies_at_the_lips(material: str) -> None:
    brightness, places = seen(material)
    depth = places[:, 2].max() - places[:, 2]
    near, far = brightness[depth < np.quantile(depth, 0.1)].mean(), brightness[depth > np.quantile(depth, 0.9)].mean()
    # The last tooth and its gum stand no deeper than the middle of the tongue.
    assert far < {"teeth": 0.95, "gums": 0.85}.get(material, 0.75) * near
    assert near > 90


def test_where_light_is_followed_no_tooth_is_darker_for_lying_deep() -> None:
    brightness, places = seen("teeth", traced=True)
    depth = places[:, 2].max() - places[:, 2]
    near, far = brightness[depth < np.quantile(depth, 0.1)].mean(), brightness[depth > np.quantile(depth, 0.9)].mean()
    assert far > 0.95 * near
    assert brightness.max() < 250


def test_all_triangles_of_a_picture_are_filled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other the four pictures took half a second of the first head of a file."""
    asked = []

    def counted(*given: Array) -> tuple[Array, Array, Array]:
        asked.append(len(given[0]))
        return barycentric(*given)

    monkeypatch.setattr("soliloquy.runtime.people.mouth_pictures.barycentric", counted)
    assert inside_picture.__wrapped__("mouth")[1:4] == b"PNG" and len(asked) == 1
