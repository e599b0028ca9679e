# SPDX-License-Identifier: GPL-3.0-or-later
"""A head in the scene becomes somebody else in its place: by name, by slider, by chance; all else of it stays."""

import time
from typing import Any

import numpy as np
import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.generation import add_head  # noqa: E402
from soliloquy.blender.axes import to_blender  # noqa: E402
from soliloquy.blender.hair import hair_of  # noqa: E402
from soliloquy.blender.motion_keys import write_motion  # noqa: E402
from soliloquy.blender.person import change_person, person_shown  # noqa: E402
from soliloquy.blender.rig import PERSON_OF, find_rig  # noqa: E402
from soliloquy.runtime.errors import InputError  # noqa: E402
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES  # noqa: E402
from soliloquy.runtime.head.deform import deform  # noqa: E402
from soliloquy.runtime.head.heads import load_head  # noqa: E402
from soliloquy.runtime.motion import ArkitCurves  # noqa: E402
from soliloquy.runtime.people.identity import Identity  # noqa: E402
from soliloquy.runtime.requests.options import options_of  # noqa: E402

pytestmark = pytest.mark.usefixtures("registered")


def added(name: str) -> Any:
    return add_head(bpy.context, name)


def shown(face: Any) -> np.ndarray:
    mesh = face.evaluated_get(bpy.context.evaluated_depsgraph_get()).data
    places = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", places)
    return places.reshape(-1, 3)


def smile() -> ArkitCurves:
    weights = np.zeros((3, 52), np.float32)
    weights[:, ARKIT_INDEX["mouthSmileLeft"]] = (0.0, 0.5, 1.0)
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.4
    return ArkitCurves(weights, np.zeros((3, 3), np.float32))


@pytest.mark.parametrize("who", ["Kofi", "Walter,woman=0.4", "random=7"])
def test_a_head_becomes_somebody_and_its_keys_move_them(who: str) -> None:
    face = added("Clara")
    write_motion(find_rig(face), smile(), 1, "smile")
    assert bpy.ops.soliloquy.set_person(who=who) == {"FINISHED"}
    assert person_shown(face) == load_head(who).name
    bpy.context.scene.frame_set(3)
    np.testing.assert_allclose(shown(face), to_blender(deform(load_head(who), smile(), 2)), atol=1e-5)


def test_a_changed_head_is_the_head_that_is_added_as_that_person() -> None:
    changed, other = added("Clara"), added("Mei")
    change_person(changed, "Mei")
    for bone in other.parent.data.bones:
        assert tuple(changed.parent.data.bones[bone.name].head_local) == pytest.approx(tuple(bone.head_local))
    assert [slot.name for slot in changed.data.materials] == [slot.name for slot in other.data.materials]
    for block, twin in zip(changed.data.shape_keys.key_blocks, other.data.shape_keys.key_blocks, strict=True):
        one, two = (np.array([point.co[:] for point in list(each.data)[::97]]) for each in (block, twin))
        np.testing.assert_allclose(one, two, atol=1e-6, err_msg=block.name)


def test_sliders_show_the_person_and_change_it() -> None:
    face = added("Rosa")
    sliders = face.soliloquy_sliders
    assert (sliders.age, sliders.hair) == (68.0, "short") and sliders.asian == pytest.approx(0.45)
    begun = time.process_time()
    sliders.nose_width = 1.0
    assert time.process_time() - begun < 1.5
    told = str(person_shown(face)).split(",")
    assert "nose_width=1" in told and "age=68" in told
    np.testing.assert_allclose(shown(face), to_blender(load_head("Rosa,nose_width=1").vertices), atol=1e-5)
    sliders.european = sliders.asian = sliders.african = 0.0
    assert "european=1" in str(person_shown(face)).split(",")


def test_every_number_of_a_person_is_a_slider() -> None:
    sliders = added("Clara").soliloquy_sliders
    for field in options_of(Identity):
        assert hasattr(sliders, field.name), field.name


def test_a_shape_that_an_artist_added_keeps_what_it_adds() -> None:
    face = added("Clara")
    wart = face.shape_key_add(name="Wart", from_mix=False)
    rest = face.data.shape_keys.key_blocks["Basis"]
    wart.data[100].co.z += 0.01
    change_person(face, "Daniel")
    apart = [tuple(wart.data[index].co - rest.data[index].co) for index in (99, 100)]
    np.testing.assert_allclose(apart, [(0, 0, 0), (0, 0, 0.01)], atol=1e-6)
    assert tuple(face.data.shape_keys.key_blocks.keys())[1 : 1 + len(ARKIT_NAMES)] == ARKIT_NAMES


def test_somebody_by_chance_is_another_one_each_time() -> None:
    face, seen = added("Clara"), set()
    for _ in range(3):
        assert bpy.ops.soliloquy.random_person() == {"FINISHED"}
        seen.add(person_shown(face))
    assert len(seen) == 3


def test_a_head_of_an_older_file_is_known_by_its_mesh() -> None:
    face = added("Kofi")
    del face[PERSON_OF]
    assert person_shown(face) == "Kofi"
    change_person(face, "Amara")
    assert face[PERSON_OF] == "Amara"


def test_what_is_no_head_of_ours_is_refused() -> None:
    cube = bpy.data.objects.new("Cube", bpy.data.meshes.new("Cube"))
    assert person_shown(cube) is None
    with pytest.raises(InputError, match="no head of ours"):
        change_person(cube, "Amara")
    with pytest.raises(RuntimeError, match="is not known"):
        added("Clara")
        bpy.ops.soliloquy.set_person(who="Nobody")


def test_hair_by_hair_grows_strands_and_takes_them_off_again() -> None:
    face = added("Amara")
    assert hair_of(face) is None
    assert bpy.ops.soliloquy.hair_by_hair() == {"FINISHED"}
    assert hair_of(face) is not None
    bpy.ops.soliloquy.hair_by_hair()
    assert hair_of(face) is None


def test_another_hair_colour_is_another_material_of_hair_and_of_the_skin_with_its_brows() -> None:
    face = added("Clara")
    before = {slot.name.split()[-1]: slot for slot in face.data.materials}
    face.soliloquy_sliders.hair_colour = "blond"
    after = {slot.name.split()[-1]: slot for slot in face.data.materials}
    assert after["hair"] != before["hair"] and after["skin"] != before["skin"] and after["eye"] == before["eye"]


def test_a_slider_that_is_clicked_and_not_moved_leaves_the_preset() -> None:
    face = added("Clara")
    assert bpy.ops.soliloquy.set_person(who="Kofi") == {"FINISHED"}
    name, sliders = person_shown(face), face.soliloquy_sliders
    for field in options_of(Identity):
        setattr(sliders, field.name, getattr(sliders, field.name))
    assert person_shown(face) == name == sliders.who
    sliders.jaw_width = 0.5
    assert person_shown(face) != name
