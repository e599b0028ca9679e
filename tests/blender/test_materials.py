# SPDX-License-Identifier: GPL-3.0-or-later
"""Each face of a head has the material of its part, textures are packed once, and nobody's material is altered."""

import io

import bpy
import numpy as np
import pytest
from PIL import Image
from soliloquy.blender.head import build_head
from soliloquy.blender.materials import HAIR_CUTOFF, head_materials
from soliloquy.blender.skin_relief import BEARD, RELIEF, WRINKLES
from soliloquy.blender.versions import nodes_in
from soliloquy.runtime.head.beard_picture import RELIEF_SIZE
from soliloquy.runtime.head.heads import DEFAULT_HEAD, load_head
from soliloquy.runtime.head.skin_maps import FLAT, relief_picture


def shader_of(material: bpy.types.Material) -> bpy.types.ShaderNode:
    return next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")


def test_faces_have_the_slot_of_their_part() -> None:
    head = load_head(DEFAULT_HEAD)
    mesh = build_head(DEFAULT_HEAD, "arkit").mesh.data
    slots = np.array([polygon.material_index for polygon in mesh.polygons])
    np.testing.assert_array_equal(slots, head.material_index)
    named = [material.name.rsplit(" ", 1)[-1] for material in mesh.materials]
    assert tuple(named) == head.material_names


def test_skin_eye_and_hair_show_a_packed_picture_each() -> None:
    by_part = dict(zip(load_head(DEFAULT_HEAD).material_names, head_materials(load_head(DEFAULT_HEAD)), strict=True))

    def picture(part: str) -> bpy.types.Image:
        return next(node.image for node in by_part[part].node_tree.nodes if node.type == "TEX_IMAGE")

    assert len({picture(part).name for part in ("skin", "hair", "eye")}) == 3
    for part in ("skin", "hair", "eye"):
        assert picture(part).packed_file
        assert picture(part).filepath.startswith("//textures/")
        assert [packed.filepath for packed in picture(part).packed_files] == [picture(part).filepath]
        assert shader_of(by_part[part]).inputs["Base Color"].is_linked


def test_the_mouth_has_an_output_of_cycles_own_and_all_else_takes_the_first() -> None:
    head = load_head(DEFAULT_HEAD)
    by_part = dict(zip(head.material_names, head_materials(head), strict=True))
    for part in ("mouth", "gums", "tongue", "teeth"):
        tree = by_part[part].node_tree
        plain, traced = (node for node in tree.nodes if node.type == "OUTPUT_MATERIAL")
        assert (plain.target, traced.target) == ("ALL", "CYCLES")
        assert plain.is_active_output, "glTF's exporter takes it"
        assert tree.get_output_node("CYCLES") == traced and tree.get_output_node("EEVEE") == plain
        shade, own = (end.inputs["Surface"].links[0].from_node.inputs["Base Color"] for end in (plain, traced))
        assert shade.links[0].from_node.image.filepath == f"//textures/{part}.png"
        assert own.is_linked == (part == "teeth"), "light that is followed darkens flesh of one colour by itself"


def test_light_goes_into_skin_and_past_the_cornea() -> None:
    by_part = dict(zip(load_head(DEFAULT_HEAD).material_names, head_materials(load_head(DEFAULT_HEAD)), strict=True))
    skin = shader_of(by_part["skin"]).inputs
    red, green, blue = skin["Subsurface Radius"].default_value
    assert skin["Subsurface Weight"].default_value > 0
    assert red > green > blue
    assert shader_of(by_part["cornea"]).inputs["Alpha"].default_value < 0.2
    assert shader_of(by_part["cornea"]).inputs["Roughness"].default_value < 0.1


def test_a_second_call_gives_the_same_materials_and_an_artists_change_stays() -> None:
    head = load_head(DEFAULT_HEAD)
    before = head_materials(head)
    shader_of(before[head.material_names.index("teeth")]).inputs["Roughness"].default_value = 0.77
    pictures = len(bpy.data.images)
    assert head_materials(head) == before
    assert len(bpy.data.images) == pictures
    teeth = head_materials(head)[head.material_names.index("teeth")]
    assert shader_of(teeth).inputs["Roughness"].default_value == pytest.approx(0.77)


def test_two_heads_share_teeth_but_not_skins() -> None:
    one, other = head_materials(load_head("Clara")), head_materials(load_head("Kofi"))
    names = load_head("Clara").material_names
    assert one[names.index("teeth")] == other[names.index("teeth")]
    assert one[names.index("skin")] != other[names.index("skin")]
    assert one[names.index("hair")] != other[names.index("hair")]


def test_the_shade_of_the_lids_fades_by_its_picture_which_all_heads_share() -> None:
    one, other = (head_materials(load_head(name))[-1] for name in ("Clara", "Kofi"))
    assert one == other and one.name == "shade" and one.surface_render_method == "BLENDED"
    alpha = shader_of(one).inputs["Alpha"]
    assert alpha.is_linked and alpha.links[0].from_socket.name == "Alpha"
    picture = alpha.links[0].from_node.image
    assert picture.packed_file and picture.filepath == "//textures/lid_shade.png" and picture.depth == 32


def test_skin_has_a_relief_that_is_no_colour_and_deeper_wrinkles_on_the_old() -> None:
    young, old = (head_materials(load_head(name))[0] for name in ("Clara", "Walter"))
    shaders = [shader_of(material).inputs for material in (young, old)]
    assert all(inputs["Normal"].is_linked and inputs["Roughness"].is_linked for inputs in shaders)
    pictures = [material.node_tree.nodes[RELIEF].image for material in (young, old)]
    assert pictures[0] == pictures[1] and pictures[0].packed_file
    assert pictures[0].colorspace_settings.name == "Non-Color"
    deep = [material.node_tree.nodes[WRINKLES].outputs[0].default_value for material in (young, old)]
    assert 0 < deep[0] < 0.3 and deep[1] > 1.0


def test_a_painted_beard_stands_out_of_the_skin_and_is_rough() -> None:
    bearded, shaven = (head_materials(load_head(f"Kofi,beard={beard}"))[0] for beard in ("goatee", "shaven"))
    assert BEARD not in shaven.node_tree.nodes
    picture = bearded.node_tree.nodes[BEARD]
    assert picture.image.packed_file and picture.image.colorspace_settings.name == "Non-Color"
    inputs = shader_of(bearded).inputs
    bump, rough = inputs["Normal"].links[0].from_node, inputs["Roughness"].links[0].from_node
    assert bump.inputs["Height"].links[0].from_node.inputs[0].links[0].from_node == picture
    assert rough.inputs["Factor"].links[0].from_node == picture
    pixels = np.empty(4 * RELIEF_SIZE**2, np.float32)
    picture.image.pixels.foreach_get(pixels)
    height = pixels.reshape(RELIEF_SIZE, RELIEF_SIZE, 4)[..., 0]
    assert 0.005 < (height > 0.2).mean() < 0.1 and height.max() > 0.7


def test_the_relief_is_flat_where_skin_is_smooth_and_pitted_on_the_nose() -> None:
    with Image.open(io.BytesIO(relief_picture())) as picture:
        relief = np.asarray(picture, float) / 255.0
    head = load_head(DEFAULT_HEAD)
    tip = head.vertices[np.unique(head.quads[head.material_index == 0])][:, 2].max()
    corner = np.argwhere(np.isclose(head.vertices[head.quads], tip)[..., 2])[0]
    across, up = head.uv[tuple(corner)]
    row, column = round((1 - up) * len(relief)), round(across * len(relief))
    nose = relief[row - 30 : row + 30, column - 30 : column + 30]
    neck = relief[-200:-140, column - 30 : column + 30]
    assert nose[..., 0].std() > 1.5 * neck[..., 0].std()
    assert abs(np.median(relief[..., 0]) - FLAT) < 0.08
    assert nose[..., 2].mean() < neck[..., 2].mean(), "a nose shines more than a neck"


def test_strands_are_cut_out_of_cards_and_round() -> None:
    head = load_head(DEFAULT_HEAD)
    hair = head_materials(head)[head.material_names.index("hair")]
    inputs = shader_of(hair).inputs
    kept = inputs["Alpha"].links[0].from_node
    below = kept.inputs[1].links[0].from_node
    assert (kept.operation, below.operation) == ("SUBTRACT", "LESS_THAN")
    assert below.inputs[1].default_value == pytest.approx(HAIR_CUTOFF)
    assert below.inputs[0].links[0].from_node.image.depth == 32
    # A file's shader lies at the first output, and the engines have theirs.
    seen = {
        node.target: node.inputs["Surface"].links[0].from_node
        for node in nodes_in(hair)
        if node.type == "OUTPUT_MATERIAL"
    }
    assert seen["ALL"] == shader_of(hair) and seen["CYCLES"] == seen["EEVEE"] and len(seen) == 3
    mixed = seen["EEVEE"]
    lit, soft = (entry.links[0].from_node for entry in mixed.inputs[0].links[0].from_node.inputs if entry.is_linked)
    assert lit.inputs[0].links[0].from_socket.name == "Is Shadow Ray" and -1 < lit.inputs[1].default_value < 0
    assert soft.inputs["Value"].links[0].from_socket.name == "Alpha"
    assert soft.inputs["From Min"].default_value < HAIR_CUTOFF < soft.inputs["From Max"].default_value
    facing = inputs["Normal"].links[0].from_node.inputs["Color"].links[0].from_node.image
    assert facing.packed_file and facing.colorspace_settings.name == "Non-Color"
    # In Blender cards face three quarters as the whole head's hair does; otherwise the shader is the file's.
    whole = mixed.inputs[2].links[0].from_node
    both = whole.inputs["Normal"].links[0].from_node
    assert both.inputs[4].links[0].from_socket == inputs["Normal"].links[0].from_socket
    assert both.inputs[5].links[0].from_node.type == "VECT_TRANSFORM" and 0.5 < both.inputs[0].default_value < 1.0
    for each, other in zip(whole.inputs, inputs, strict=True):
        if each.type != "SHADER" and each.name not in ("Normal", "Alpha") and not each.is_linked:
            assert np.allclose(each.default_value, other.default_value), each.name


def test_hair_of_another_colour_is_another_material_and_skin_where_scalp_or_brows_have_it() -> None:
    told = ("Clara", "Clara,hair_texture=coiled", "Clara,hair_colour=red", "Clara,brow_colour=red")
    materials = [head_materials(load_head(name)) for name in told]
    names = load_head("Clara").material_names
    plain, coiled, red, red_brows = (made[names.index("skin")] for made in materials)
    # Red hair has red roots on the scalp, too; red brows alone have not.
    assert plain == coiled and len({plain, red, red_brows}) == 3
    hairs = [made[names.index("hair")] for made in materials]
    assert hairs[0] == hairs[3] and len(set(hairs)) == 3
