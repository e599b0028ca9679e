# SPDX-License-Identifier: GPL-3.0-or-later
"""Solid mode shows flat colours only: a head looks like a person in it all the same."""

import bpy
import numpy as np
import pytest
from soliloquy.blender.head import build_head
from soliloquy.blender.solid_view import colour_solid_view
from soliloquy.runtime.head.heads import load_head


@pytest.fixture(params=["Clara", "Kofi"])
def face(request: pytest.FixtureRequest) -> bpy.types.Object:
    built = build_head(request.param, "arkit").mesh
    colour_solid_view(built)
    return built


def brightness(face: bpy.types.Object) -> dict[str, float]:
    """Of each material's flat colour, by the last word of its name."""
    return {material.name.split()[-1]: float(np.mean(material.diffuse_color[:3])) for material in face.data.materials}


def slots(face: bpy.types.Object) -> np.ndarray:
    return np.array([polygon.material_index for polygon in face.data.polygons])


def test_eyes_have_a_white_an_iris_and_a_pupil(face: bpy.types.Object) -> None:
    bright = brightness(face)
    assert bright["pupil"] < 0.01 < bright["iris"] < 0.5 * bright["eye"]


def test_the_scalp_has_the_colour_of_the_hair_not_of_the_skin(face: bpy.types.Object) -> None:
    bright = brightness(face)
    assert abs(bright["scalp"] - bright["hair"]) < 0.2 * abs(bright["skin"] - bright["hair"])


def test_the_eye_is_seen_through_the_cornea(face: bpy.types.Object) -> None:
    assert next(material for material in face.data.materials if material.name == "cornea").diffuse_color[3] == 0.0


def test_only_eyes_and_scalp_are_parted(face: bpy.types.Object) -> None:
    head = load_head(face.name)
    whole = {"iris": "eye", "pupil": "eye", "scalp": "skin"}
    names = [material.name.split()[-1] for material in face.data.materials]
    assert set(whole) <= set(names)
    before = [head.material_names[slot] for slot in head.material_index]
    after = [whole.get(names[slot], names[slot]) for slot in slots(face)]
    assert after == before and len(set(slots(face))) == len(names)


def test_what_is_parted_is_rendered_as_before(face: bpy.types.Object) -> None:
    by_part = {material.name.split()[-1]: material for material in face.data.materials}
    images = {
        part: next(node.image for node in material.node_tree.nodes if node.type == "TEX_IMAGE")
        for part, material in by_part.items()
        if part in ("eye", "iris", "pupil")
    }
    assert len(images) == 3 and len(set(images.values())) == 1


def test_a_second_head_of_the_person_shares_the_materials() -> None:
    for _ in range(2):
        colour_solid_view(build_head("Clara", "arkit").mesh)
    assert [each.name for each in bpy.data.materials if "." in each.name] == []
