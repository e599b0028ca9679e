# SPDX-License-Identifier: GPL-3.0-or-later
"""Every Blender that is supported grows strands, finishes them by its own nodes, lets brows and beard go with the skin
and creases it."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import soliloquy
from soliloquy.tests.addon.blender_versions import VERSIONS, BlenderVersion, NoInterpreterError, python_with

_PROGRAM = """
import bpy, json
from soliloquy.blender.skin_hairs import skin_hairs_of
from soliloquy.blender.hair import add_hair
from soliloquy.blender.head import build_head
bpy.ops.wm.read_factory_settings(use_empty=True)
face = build_head("Kofi", "arkit").mesh
grown = add_hair(face)
def height():
    bpy.context.view_layer.update()
    shown = skin_hairs_of(face, "brows").evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    return sum(point.vector[2] for point in shown.position_data) / len(shown.position_data)
low = height()
face.data.shape_keys.key_blocks["browInnerUp"].value = 1.0
raised = height() - low
shown = grown.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
creased = list(face.evaluated_get(bpy.context.evaluated_depsgraph_get())["soliloquy_creases_0"])
beard = len(skin_hairs_of(face, "beard").data.curves)
hairs = [[each.name for each in grown.modifiers], len(grown.data.curves), len(shown.curves)]
print(json.dumps([*hairs, raised, creased, beard]))
"""


@pytest.mark.check
@pytest.mark.parametrize("blender", VERSIONS, ids=lambda blender: blender.version)
def test_strands_are_grown_in_each_blender(blender: BlenderVersion, tmp_path: Path) -> None:
    try:
        python = python_with(blender)
    except NoInterpreterError as error:
        pytest.skip(str(error))
    assert soliloquy.__file__ is not None
    (tmp_path / "soliloquy").symlink_to(Path(soliloquy.__file__).resolve().parent, target_is_directory=True)
    surroundings = os.environ | {"PYTHONPATH": str(tmp_path)}
    command = [str(python), "-c", _PROGRAM]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    nodes, grown, shown, raised, creased, beard = json.loads(done.stdout.splitlines()[-1])
    assert nodes == ["Duplicate Hair Curves", "Frizz Hair Curves"]
    assert shown >= grown > 5000
    assert raised > 0.001
    assert creased == pytest.approx([0.4, 0.9, 0.4]) and beard > 2000
