# SPDX-License-Identifier: GPL-3.0-or-later
"""What the mending changes in a GLB, and what it leaves."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters.clip import Clip
from soliloquy.exporters.glb_file import GlbPlan, mend
from soliloquy.exporters.glb_file.document import Document, Stored, read_glb, references
from soliloquy.runtime.errors import InputError

PLAN = GlbPlan(29.97, "line", {"eye.L": "eye_L"})
Written = Callable[[Document], Path]


@pytest.fixture
def mended(rigged: Document, written: Written) -> Document:
    path = written(rigged)
    mend(path, PLAN)
    return read_glb(path)


def node(document: Document, name: str) -> dict:
    (found,) = (one for one in document.tree["nodes"] if one["name"] == name and ("mesh" in one or name != "face"))
    return found


def test_29_97_plays_as_long_as_its_frames_last(mended: Document) -> None:
    for sampler in mended.tree["animations"][0]["samplers"]:
        times = mended.stored[sampler["input"]].values[:, 0]
        np.testing.assert_array_equal(times, (np.arange(len(times)) * 1.001 / 30).astype(np.float32))


@pytest.mark.parametrize("written_rate", [24 * 1.001, 24 / 1.001, 24.0])
def test_keys_are_on_frames_whichever_way_blender_divided(
    rigged: Document, written: Written, written_rate: float
) -> None:
    frames = np.append(np.arange(11.0), 10.5)
    for sampler in rigged.tree["animations"][0]["samplers"]:
        rigged.stored[sampler["input"]] = Stored((frames / written_rate).astype("<f4")[:, None], "SCALAR")
    path = written(rigged)
    mend(path, GlbPlan(23.976))
    document = read_glb(path)
    times = document.floats(document.tree["animations"][0]["samplers"][0]["input"])[:, 0]
    np.testing.assert_allclose(times, frames * 1.001 / 24, atol=1e-6, rtol=0)


def test_the_clip_is_called_as_the_line(mended: Document) -> None:
    assert [animation["name"] for animation in mended.tree["animations"]] == ["line"]


def test_animations_of_different_nodes_become_one_and_those_of_the_same_do_not(
    rigged: Document, written: Written
) -> None:
    (animation,) = rigged.tree["animations"]
    parts = [
        {"name": str(number), "samplers": [sampler], "channels": [{**channel, "sampler": 0}]}
        for number, (sampler, channel) in enumerate(zip(animation["samplers"], animation["channels"], strict=True))
    ]
    rigged.tree["animations"] = parts
    path = written(rigged)
    mend(path, PLAN)
    (merged,) = read_glb(path).tree["animations"]
    assert [channel["target"]["path"] for channel in merged["channels"]] == ["rotation", "weights"]
    rigged.tree["animations"] = [*parts, {**deepcopy(parts[2]), "name": "again"}]
    path = written(rigged)
    mend(path, PLAN)
    assert [animation["name"] for animation in read_glb(path).tree["animations"]] == ["2", "3", "again"]


def test_a_bone_that_rests_has_no_key(mended: Document) -> None:
    targets = [channel["target"] for channel in mended.tree["animations"][0]["channels"]]
    assert [(mended.tree["nodes"][target["node"]]["name"], target["path"]) for target in targets] == [
        ("head", "rotation"),
        ("face", "weights"),
    ]


def test_weights_come_back_as_they_were(mended: Document, rigged: Document) -> None:
    after = mended.tree["animations"][0]["samplers"][-1]["output"]
    before = rigged.tree["animations"][0]["samplers"][-1]["output"]
    np.testing.assert_allclose(mended.floats(after), rigged.floats(before), atol=1e-6, rtol=0)


def test_without_the_clip_no_shape_shows_but_those_that_it_holds(mended: Document) -> None:
    assert mended.tree["meshes"][0]["weights"] == [0.0, 0.5]


def test_targets_lose_their_noise(mended: Document, rigged: Document) -> None:
    target = mended.tree["meshes"][0]["primitives"][0]["targets"][0]
    given = rigged.tree["meshes"][0]["primitives"][0]["targets"][0]
    for name, noise in (("POSITION", 1e-5), ("NORMAL", 1e-2)):
        values = mended.floats(target[name])
        assert np.flatnonzero(values.any(axis=1)).tolist() == [3, 5]
        np.testing.assert_allclose(values, rigged.floats(given[name]), atol=noise, rtol=0)


def test_what_no_target_moves_is_a_mesh_of_its_own_beside(mended: Document) -> None:
    face, hair = mended.tree["meshes"]
    assert [primitive["material"] for primitive in face["primitives"]] == [0]
    assert len(face["primitives"][0]["targets"]) == 2
    assert "targets" not in hair["primitives"][0]
    assert node(mended, "hair")["skin"] == 0


def test_a_mesh_that_nothing_moves_keeps_its_targets(rigged: Document, written: Written) -> None:
    primitives = rigged.tree["meshes"][0]["primitives"]
    primitives[0]["targets"] = primitives[1]["targets"]
    path = written(rigged)
    mend(path, PLAN)
    (mesh,) = read_glb(path).tree["meshes"]
    assert [len(primitive["targets"]) for primitive in mesh["primitives"]] == [2, 2]


def test_skinned_meshes_are_at_the_root_and_their_props_stay(mended: Document) -> None:
    nodes = mended.tree["nodes"]
    roots = mended.tree["scenes"][0]["nodes"]
    skinned = [number for number, one in enumerate(nodes) if "skin" in one]
    assert len(skinned) == 2
    assert set(skinned) <= set(roots)
    assert not any(key in nodes[number] for number in skinned for key in ("translation", "scale", "children"))
    holder = next(one for one in nodes if nodes.index(node(mended, "prop")) in one.get("children", ()))
    assert holder["scale"] == [2, 2, 2]
    assert nodes.index(holder) in nodes[0]["children"]


def test_bones_get_their_new_names_and_nothing_else_does(mended: Document) -> None:
    names = {one["name"] for one in mended.tree["nodes"]}
    assert names == {"rig", "head", "face", "prop", "eye_L", "hair"}


def test_an_artists_names_stay_where_nobody_asks(rigged: Document, written: Written) -> None:
    path = written(rigged)
    mend(path, GlbPlan(29.97))
    document = read_glb(path)
    assert "eye.L" in {one["name"] for one in document.tree["nodes"]}
    assert document.tree["animations"][0]["name"] == "Animation"


def test_mending_twice_changes_nothing_more(rigged: Document, written: Written) -> None:
    path = written(rigged)
    mend(path, PLAN)
    once = read_glb(path)
    mend(path, PLAN)
    twice = read_glb(path)
    assert {**twice.tree, "asset": None} == {**once.tree, "asset": None}
    for first, second in zip(references(once.tree), references(twice.tree), strict=True):
        one, other = once.stored[first.holder[first.key]], twice.stored[second.holder[second.key]]
        np.testing.assert_array_equal(one.values, other.values)


def test_compressed_meshes_are_refused(rigged: Document, written: Written) -> None:
    rigged.tree["extensionsUsed"] = ["KHR_draco_mesh_compression"]
    with pytest.raises(InputError, match="compressed"):
        mend(written(rigged), PLAN)


@pytest.mark.parametrize("content", [b"", b"glTF", b"not a glTF file at all, by far"])
def test_what_is_no_glb_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.glb"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no binary glTF"):
        mend(path, PLAN)


def test_a_clip_plays_on_the_rig_with_a_key_a_frame(rigged: Document, written: Written) -> None:
    del rigged.tree["animations"]
    turns = np.array([[1.0, 0, 0, 0], [0.8, 0.6, 0, 0], [0.6, 0.8, 0, 0]])
    clip = Clip("line", 24.0, {"jawOpen": np.array([0.0, 0.5, 1.0]), "unknown": np.ones(3)}, {"head": turns})
    path = written(rigged)
    mend(path, GlbPlan(24.0, bone_names={"eye.L": "eye_L"}, motion=clip))
    document = read_glb(path)
    (animation,) = document.tree["animations"]
    names = [document.tree["nodes"][channel["target"]["node"]]["name"] for channel in animation["channels"]]
    assert (animation["name"], names) == ("line", ["head", "face"])
    head, face = (
        [document.floats(animation["samplers"][channel["sampler"]][key]) for key in ("input", "output")]
        for channel in animation["channels"]
    )
    np.testing.assert_allclose(head[0][:, 0], np.arange(3) / 24, atol=1e-7)
    np.testing.assert_allclose(head[1], np.roll(turns, -1, axis=1), atol=1e-7)
    np.testing.assert_allclose(face[1].reshape(3, 2), np.array([[0, 0], [0.5, 0], [1, 0]]))
