# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as GLB: one triangle with every shape, a node for each bone, one animation with the take's values."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.exporters.clip import clip_of
from soliloquy.exporters.glb_file.document import read_glb
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import Take


@pytest.mark.parametrize(("layout", "rate"), [("arkit", 29.97), ("flame", 60.0)])
def test_its_keys_are_the_takes(synthetic_take: Take, layout: str, rate: float, tmp_path: Path) -> None:
    options = ExportOptions(rate, layout)
    (path,) = export(synthetic_take, ["clip_glb"], tmp_path, "line", options)
    document, clip = read_glb(path), clip_of(synthetic_take, "line", options)
    tree = document.tree
    (animation,), (mesh,) = tree["animations"], tree["meshes"]
    assert path.name == "line_clip.glb"
    assert animation["name"] == "line"
    assert tree["nodes"][0] == {"name": "Clara", "mesh": 0}
    assert mesh["extras"]["targetNames"] == list(clip.shapes)
    assert all(document.stored[target["POSITION"]].values.any() for target in mesh["primitives"][0]["targets"])
    found = {
        (tree["nodes"][channel["target"]["node"]]["name"], channel["target"]["path"]): animation["samplers"][
            channel["sampler"]
        ]
        for channel in animation["channels"]
    }
    assert found.keys() == {("Clara", "weights"), *((bone, "rotation") for bone in clip.turns)}
    weights = document.floats(found["Clara", "weights"]["output"]).reshape(len(clip), -1)
    np.testing.assert_allclose(weights, np.stack(list(clip.shapes.values()), axis=1), atol=1e-6)
    for bone, turn in clip.turns.items():
        values = document.floats(found[bone, "rotation"]["output"])
        np.testing.assert_allclose(values, turn[:, [1, 2, 3, 0]], atol=1e-6)
    for sampler in animation["samplers"]:
        times = document.floats(sampler["input"])[:, 0]
        np.testing.assert_allclose(times, np.arange(len(clip)) / (30 / 1.001 if rate == 29.97 else rate), atol=1e-6)


def test_a_hundred_lines_are_small(synthetic_take: Take, tmp_path: Path) -> None:
    (path,) = export(synthetic_take, ["clip_glb"], tmp_path, "line", ExportOptions(mesh_path="Armature/Face"))
    assert path.stat().st_size < 30_000
    assert read_glb(path).tree["nodes"][0]["name"] == "Face"
