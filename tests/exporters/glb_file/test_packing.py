# SPDX-License-Identifier: GPL-3.0-or-later
"""How arrays lie in the file: sparse where that is smaller, once where they are equal."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.exporters.glb_file.document import Document, Stored, read_glb
from soliloquy.exporters.glb_file.packing import write_glb


def tree_of(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return json.loads(content[20 : 20 + struct.unpack_from("<I", content, 12)[0]])


def with_targets(*targets: np.ndarray) -> Document:
    document = Document({"asset": {"version": "2.0"}})
    count = len(targets[0])
    places = np.linspace(0, 1, 3 * count, dtype="<f4").reshape(count, 3)
    primitive = {
        "attributes": {"POSITION": document.add(Stored(places, "VEC3"))},
        "targets": [{"POSITION": document.add(Stored(target, "VEC3"))} for target in targets],
    }
    document.tree["meshes"] = [{"primitives": [primitive]}]
    return document


def moved(count: int, rows: Any) -> np.ndarray:
    target = np.zeros((count, 3), "<f4")
    target[rows] = 0.1
    return target


def targets_of(path: Path) -> list[dict[str, Any]]:
    tree = tree_of(path)
    return [tree["accessors"][target["POSITION"]] for target in tree["meshes"][0]["primitives"][0]["targets"]]


@pytest.mark.parametrize(("last", "index_type"), [(255, 5121), (256, 5123), (65535, 5123), (65536, 5125)])
def test_a_sparse_target_has_the_smallest_indices_that_hold_its_last_row(
    tmp_path: Path, last: int, index_type: int
) -> None:
    target = moved(last + 100, [1, last])
    write_glb(with_targets(target), tmp_path / "a.glb")
    (accessor,) = targets_of(tmp_path / "a.glb")
    assert (accessor["sparse"]["count"], accessor["sparse"]["indices"]["componentType"]) == (2, index_type)
    document = read_glb(tmp_path / "a.glb")
    place = document.tree["meshes"][0]["primitives"][0]["targets"][0]["POSITION"]
    np.testing.assert_array_equal(document.stored[place].values, target)


def test_a_target_that_moves_all_is_dense_and_one_that_moves_nothing_is_empty(tmp_path: Path) -> None:
    nothing = moved(300, [])
    write_glb(with_targets(moved(300, slice(None)), nothing, nothing), tmp_path / "a.glb")
    dense, empty, again = targets_of(tmp_path / "a.glb")
    assert "sparse" not in dense
    assert "bufferView" in dense
    # Not without any data, which Assimp refuses.
    assert empty == again and empty["sparse"]["count"] == 1
    document = read_glb(tmp_path / "a.glb")
    for target in document.tree["meshes"][0]["primitives"][0]["targets"][1:]:
        np.testing.assert_array_equal(document.stored[target["POSITION"]].values, nothing)


def test_what_is_equal_lies_in_the_file_once_and_what_nobody_uses_not_at_all(tmp_path: Path) -> None:
    one, same = with_targets(moved(300, [1])), with_targets(moved(300, [1]), moved(300, [1]))
    same.add(Stored(np.ones((1000, 1), "<f4"), "SCALAR"))
    for document, name in ((one, "one.glb"), (same, "same.glb")):
        write_glb(document, tmp_path / name)
    assert tree_of(tmp_path / "one.glb")["accessors"] == tree_of(tmp_path / "same.glb")["accessors"]


def test_limits_read_as_the_same_float32_in_few_digits(tmp_path: Path) -> None:
    write_glb(with_targets(moved(300, [1])), tmp_path / "a.glb")
    assert b'"max":[0.1,0.1,0.1]' in (tmp_path / "a.glb").read_bytes()


def test_rows_of_bytes_are_padded_to_four(tmp_path: Path) -> None:
    document = with_targets(moved(3, [1]))
    colours = np.arange(9, dtype="<u1").reshape(3, 3)
    document.tree["meshes"][0]["primitives"][0]["attributes"]["COLOR_0"] = document.add(
        Stored(colours, "VEC3", normalized=True)
    )
    write_glb(document, tmp_path / "a.glb")
    again = read_glb(tmp_path / "a.glb")
    stored = again.stored[again.tree["meshes"][0]["primitives"][0]["attributes"]["COLOR_0"]]
    np.testing.assert_array_equal(stored.values, colours)
    assert stored.normalized
    assert 4 in {view.get("byteStride") for view in tree_of(tmp_path / "a.glb")["bufferViews"]}


def test_pictures_come_through(tmp_path: Path) -> None:
    document = with_targets(moved(3, [1]))
    document.files.append(b"a picture")
    document.tree["images"] = [{"bufferView": 0, "mimeType": "image/png"}, {"bufferView": 0, "mimeType": "image/png"}]
    write_glb(document, tmp_path / "a.glb")
    again = read_glb(tmp_path / "a.glb")
    assert [again.files[image["bufferView"]] for image in again.tree["images"]] == [b"a picture"] * 2
    assert b"a picture" in (tmp_path / "a.glb").read_bytes()


def test_arrays_that_repeat_one_row_lie_in_the_longest_of_them(tmp_path: Path) -> None:
    document = with_targets(moved(40, [1]))
    document.tree["meshes"] += [{"primitives": [{"attributes": {}}]}]
    bones = np.array([255, 0, 0, 0], "<u1")
    for mesh, count in zip(document.tree["meshes"], (40, 90), strict=True):
        weights = Stored(np.tile(bones, (count, 1)), "VEC4", normalized=True)
        mesh["primitives"][0]["attributes"]["WEIGHTS_0"] = document.add(weights)
    write_glb(document, tmp_path / "a.glb")
    assert (tmp_path / "a.glb").read_bytes().count(bones.tobytes() * 90) == 1
    assert (tmp_path / "a.glb").read_bytes().count(bones.tobytes() * 40) == 2
    again = read_glb(tmp_path / "a.glb")
    for mesh, count in zip(again.tree["meshes"], (40, 90), strict=True):
        stored = again.stored[mesh["primitives"][0]["attributes"]["WEIGHTS_0"]]
        np.testing.assert_array_equal(stored.values, np.tile(bones, (count, 1)))


def test_indices_of_a_sparse_target_fill_a_view_of_their_own(tmp_path: Path) -> None:
    """Godot 4 refuses others."""
    write_glb(with_targets(moved(300, [1, 5]), moved(300, [2, 3, 4])), tmp_path / "a.glb")
    views = tree_of(tmp_path / "a.glb")["bufferViews"]
    named = [target["sparse"]["indices"] for target in targets_of(tmp_path / "a.glb")]
    assert [views[each["bufferView"]]["byteLength"] for each in named] == [2, 3]
    assert all("byteOffset" not in each for each in named)
