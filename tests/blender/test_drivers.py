# SPDX-License-Identifier: GPL-3.0-or-later
"""Shape keys that drivers move: what they read is keyed where that is clear, and what does not move is said."""

from collections.abc import Callable
from typing import Any

import bpy
import numpy as np
import pytest
from soliloquy.blender.drivers import mute_drivers
from soliloquy.blender.motion_check import shapes_that_stay
from soliloquy.blender.motion_keys import shapes_of
from soliloquy.blender.rig import find_rig
from soliloquy.blender.takes import put_take, remove_take, written_takes
from soliloquy.blender.versions import channels_of
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.motion import ArkitCurves

FRAMES = 30
SHAPES = ("jawOpen", "mouthClose", "jawLeft", "jawRight")


@pytest.fixture
def curves() -> ArkitCurves:
    weights = np.zeros((FRAMES, 52), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = np.linspace(0.0, 0.8, FRAMES)
    weights[:, ARKIT_INDEX["mouthClose"]] = np.linspace(0.5, 0.0, FRAMES)
    weights[:, ARKIT_INDEX["jawLeft"]] = np.linspace(0.6, 0.0, FRAMES)
    return ArkitCurves(weights, np.zeros((FRAMES, 3), np.float32), 24.0)


@pytest.fixture
def face(fabricate_head: Callable[..., Any]) -> Any:
    return fabricate_head(SHAPES, head_bone="head")


def drive(face: Any, shape: str, expression: str = "var", **reads: Any) -> Any:
    """A driver on a shape key; reads: the fields of its variable's target, and the variable's type."""
    curve = face.data.shape_keys.key_blocks[shape].driver_add("value")
    curve.driver.type = "SCRIPTED"
    variable = curve.driver.variables.new()
    variable.name, variable.type = "var", reads.pop("type", "SINGLE_PROP")
    if variable.type == "SINGLE_PROP" and "id_type" in reads:
        variable.targets[0].id_type = reads.pop("id_type")
    for name, value in reads.items():
        setattr(variable.targets[0], name, value)
    curve.driver.expression = expression
    return curve


def put(face: Any, curves: ArkitCurves) -> tuple[str, ...]:
    """Write the take; names of the shapes that do not follow."""
    rig = find_rig(face)
    put_take(bpy.context.scene, rig, curves, "line", start_frame=5)
    return shapes_that_stay(bpy.context.scene, rig, shapes_of(rig, curves), 5, [0, FRAMES - 1])


@pytest.mark.parametrize(
    ("expression", "gain"),
    [
        ("var", 1.0),
        ("var * 0.5", 0.5),
        ("2*var", 2.0),
        ("var / 10", 0.1),
        ("-var", -1.0),
        ("-(var) * 4", -4.0),
        ("max(0, min(1, var / 100))", 0.01),
        ("clamp(-20 * var)", -20.0),
        ("var if var > 0 else 0", 1.0),
        ("max(var, 0) ** 2", 0.8**0.5),
    ],
)
def test_a_custom_property_is_keyed(face: Any, curves: ArkitCurves, expression: str, gain: float) -> None:
    face["jaw"] = 0.0
    drive(face, "jawOpen", expression, id=face, data_path='["jaw"]')
    assert put(face, curves) == ()
    (curve,) = channels_of(face).fcurves
    assert curve.data_path == '["jaw"]'
    assert curve.evaluate(5 + FRAMES - 1) == pytest.approx(0.8 / gain, rel=5e-4)
    names = {one.data_path.split('"')[1] for one in channels_of(face.data.shape_keys).fcurves}
    assert names == {"mouthClose", "jawLeft", "jawRight"}


@pytest.mark.parametrize(
    "reads",
    [
        {"data_path": 'pose.bones["head"].location[1]'},
        {"data_path": 'pose.bones["head"].location.y'},
        {"data_path": 'pose.bones["head"].scale[1]', "rest": "1"},
        {"data_path": 'pose.bones["head"]["jaw"]'},
        {"type": "TRANSFORMS", "bone_target": "head", "transform_type": "LOC_Y", "transform_space": "LOCAL_SPACE"},
    ],
    ids=["channel", "channel by its letter", "size", "property of a bone", "transform"],
)
def test_a_bone_is_keyed(face: Any, curves: ArkitCurves, reads: dict[str, Any]) -> None:
    face.parent.pose.bones["head"]["jaw"] = 0.0
    drive(face, "jawOpen", f"(var - {reads.pop('rest', '0')}) * 10", id=face.parent, **reads)
    assert put(face, curves) == ()


def test_a_turn_is_keyed_of_a_bone_that_turns_by_quaternions(face: Any, curves: ArkitCurves) -> None:
    rig = face.parent
    bpy.context.view_layer.objects.active = rig
    bpy.ops.object.mode_set(mode="EDIT")
    handle = rig.data.edit_bones.new("c_jaw")
    handle.head, handle.tail, handle.roll = (0, 1, 0), (0, 1.2, 0.1), 0.3
    bpy.ops.object.mode_set(mode="OBJECT")
    transform = {"type": "TRANSFORMS", "bone_target": "c_jaw", "transform_type": "ROT_X"}
    drive(face, "jawOpen", "clamp(-var / 0.7)", id=rig, transform_space="LOCAL_SPACE", **transform)
    assert put(face, curves) == ()


def test_an_empty_is_keyed_and_a_driver_behind_a_driver_followed(face: Any, curves: ArkitCurves) -> None:
    handle = bpy.data.objects.new("Handle", None)
    bpy.context.scene.collection.objects.link(handle)
    face["jaw"] = 0.0
    drive(face, "jawOpen", "var / 100", id=face, data_path='["jaw"]')
    behind = face.driver_add('["jaw"]')
    variable = behind.driver.variables.new()
    variable.targets[0].id, variable.targets[0].data_path = handle, "location.z"
    behind.driver.expression = f"max(0, {variable.name}) * 1000"
    assert put(face, curves) == ()
    assert [curve.data_path for curve in channels_of(handle).fcurves] == ["location"]


def test_a_shape_whose_slider_ends_before_1_goes_to_its_end(face: Any, curves: ArkitCurves) -> None:
    face.data.shape_keys.key_blocks["jawOpen"].slider_max = 0.5
    assert put(face, curves) == ()
    bpy.context.scene.frame_set(5 + FRAMES - 1)
    assert face.data.shape_keys.key_blocks["jawOpen"].value == pytest.approx(0.4, abs=1e-4)


def test_two_shapes_on_both_sides_of_one_bone_share_it(face: Any, curves: ArkitCurves) -> None:
    for shape, expression in (("jawLeft", "var * 20"), ("jawRight", "var * -20")):
        drive(face, shape, expression, id=face.parent, data_path='pose.bones["head"].location[0]')
    assert put(face, curves) == ()


def test_teeth_that_follow_the_faces_own_shape_move_along(
    fabricate_head: Callable[..., Any], face: Any, curves: ArkitCurves
) -> None:
    teeth = fabricate_head(("jawOpen",), name="Teeth")
    teeth.parent = face.parent
    key = face.data.shape_keys
    drive(teeth, "jawOpen", id_type="KEY", id=key, data_path='key_blocks["jawOpen"].value')
    assert put(face, curves) == ()


UNCLEAR: list[tuple[str, dict[str, Any]]] = [
    ("cos(var) - 1", {"data_path": '["jaw"]'}),
    ("frame * var", {"data_path": '["jaw"]'}),
    ("var + 0.2", {"data_path": '["jaw"]'}),
    ("var * 0", {"data_path": '["jaw"]'}),
    ("var", {"data_path": '["whole"]'}),
    ("var", {"data_path": "location[0]"}),
    ("var", {"data_path": '["gone"]'}),
]


@pytest.mark.parametrize(("expression", "reads"), UNCLEAR, ids=[f"{one} {two['data_path']}" for one, two in UNCLEAR])
def test_what_is_not_clear_is_said_and_can_be_muted(
    face: Any, curves: ArkitCurves, expression: str, reads: dict[str, Any]
) -> None:
    face["jaw"], face["whole"] = 0.0, 0
    curve = drive(face, "jawOpen", expression, id=face, **reads)
    rig = find_rig(face)
    assert [shape.name for shape in rig.keyed if shape.channel is None] == ["jawOpen"]
    assert put(face, curves) == ("jawOpen",)
    assert mute_drivers(rig) == 1 and curve.mute
    assert put(face, curves) == () and curve.mute, "a take that replaces another leaves the driver muted"
    for take in written_takes(rig):
        remove_take(bpy.context.scene, rig, take)
    assert not curve.mute


def test_a_property_that_a_driver_moves_itself_is_not_keyed(face: Any) -> None:
    face["jaw"] = 0.0
    drive(face, "jawOpen", id=face, data_path='["jaw"]')
    face.driver_add('["jaw"]')
    assert next(shape for shape in find_rig(face).keyed if shape.name == "jawOpen").channel is None


def test_drivers_in_a_ring_end(face: Any) -> None:
    key = face.data.shape_keys
    for shape, other in (("jawOpen", "mouthClose"), ("mouthClose", "jawOpen")):
        drive(face, shape, id_type="KEY", id=key, data_path=f'key_blocks["{other}"].value')
    assert {shape.name for shape in find_rig(face).keyed if shape.channel is None} == {"jawOpen", "mouthClose"}


@pytest.mark.parametrize("how", ["pinned", "still mesh"])
def test_what_is_keyed_and_not_seen_is_said(face: Any, curves: ArkitCurves, how: str) -> None:
    if how == "pinned":
        face.active_shape_key_index, face.show_only_shape_key = 2, True
    else:
        face.modifiers.clear()
        hold = face.modifiers.new("Hold", "NODES")
        hold.node_group = _that_replaces_the_mesh()
    assert "jawOpen" in put(face, curves)


def _that_replaces_the_mesh() -> Any:
    tree = bpy.data.node_groups.new("Still", "GeometryNodeTree")
    tree.interface.new_socket("Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
    cube, out = tree.nodes.new("GeometryNodeMeshCube"), tree.nodes.new("NodeGroupOutput")
    tree.links.new(cube.outputs[0], out.inputs[0])
    return tree


def test_a_head_without_drivers_is_keyed_as_ever_and_the_frame_stays(face: Any, curves: ArkitCurves) -> None:
    bpy.context.scene.frame_set(17)
    assert put(face, curves) == () and bpy.context.scene.frame_current == 17
    assert len(channels_of(face.data.shape_keys).fcurves) == len(SHAPES)
