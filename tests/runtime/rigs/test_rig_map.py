# SPDX-License-Identifier: GPL-3.0-or-later
"""A corrected map moves a rig's controls by our curves, and comes back from its file as it was."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError, SoliloquyError, UsageError
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.rigs import kept_maps
from soliloquy.runtime.rigs.kept_maps import keep_map, map_from_json, map_path, map_to_json, read_map
from soliloquy.runtime.rigs.mmd import MMD
from soliloquy.runtime.rigs.rig_map import RigMap, Row, found_map, map_weights, naming_of_map

ROWS = (Row("jawOpen", "Mund auf"), Row("mouthClose", "zu", 0.5), Row("mouthSmileLeft", "Lächeln", -2.0))


def weights(**values: float) -> np.ndarray:
    return weights_of(**values)[None].astype(np.float32)


def moved(rig_map: RigMap, **values: float) -> dict[str, float]:
    found = map_weights(rig_map, weights(**values), tuple(rig_map.controls()))
    return {name: round(float(value[0]), 4) for name, value in found.items()}


def test_each_control_follows_ours_times_its_strength() -> None:
    found = moved(RigMap("Anna", ROWS), jawOpen=0.6, mouthClose=0.4, mouthSmileLeft=0.5)
    assert found == {"Mund auf": 0.6, "zu": 0.2, "Lächeln": -1.0}


def test_several_of_ours_add_up_and_no_further_than_1_or_the_strongest() -> None:
    both = RigMap("Anna", (Row("mouthSmileLeft", "smile", 0.5), Row("mouthSmileRight", "smile", 0.5)))
    assert moved(both, mouthSmileLeft=1.0, mouthSmileRight=0.5) == {"smile": 0.75}
    heaped = RigMap("Anna", (Row("mouthSmileLeft", "smile", 2.0), Row("mouthSmileRight", "smile", 2.0)))
    assert moved(heaped, mouthSmileLeft=1.0, mouthSmileRight=0.5) == {"smile": 2.0}


def test_without_a_shape_that_closes_the_jaw_does() -> None:
    jaw = RigMap("Anna", (Row("jawOpen", "open"), Row("mouthLowerDownLeft", "lip")))
    assert moved(jaw, jawOpen=0.3, mouthClose=0.3, mouthLowerDownLeft=0.03) == {"open": 0.0, "lip": 0.0}
    assert moved(jaw, jawOpen=0.6)["open"] == pytest.approx(0.6)


def test_visemes_are_mixed_and_contacts_win() -> None:
    mouths = RigMap("Anna", (Row("viseme_PP", "mbp"), Row("viseme_aa", "ah"), Row("viseme_ou", "oo")))
    assert moved(mouths, jawOpen=0.3, mouthClose=0.3) == {"mbp": 1.0, "ah": 0.0, "oo": 0.0}
    assert moved(mouths, jawOpen=0.7)["ah"] > 0.5


def test_a_found_map_moves_as_its_naming_does() -> None:
    names = {name: (f"Face_{name}",) for name in MMD.shapes}
    rig_map = found_map(MMD, names, "Miku")
    face = np.abs(np.random.default_rng(1).normal(0, 0.3, (40, 52))).clip(0, 1).astype(np.float32)
    ours = MMD.drive(face, frozenset(names))
    theirs = naming_of_map(rig_map).drive(face, frozenset(rig_map.controls()))
    for name in MMD.shapes:
        if name in ours:
            np.testing.assert_allclose(theirs[f"Face_{name}"], ours[name], atol=1e-6)


def test_a_naming_finds_the_controls_by_their_names() -> None:
    naming = naming_of_map(RigMap("Anna", ROWS))
    assert naming.match(["zu", "Hut"]) == {"zu": ("zu",)}
    assert naming.bones(["Head"]) == {"head": "Head"}


def test_it_comes_back_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_maps, "user_data_folder", lambda: tmp_path / "own")
    rig_map = RigMap("Anna Ä", (*ROWS, Row("viseme_PP", "p")), MMD.title)
    path = keep_map(rig_map)
    assert path.name == "Anna Ä.rig.json" and kept_maps.kept_maps() == ("Anna Ä",)
    assert read_map(path) == rig_map
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["", "a/b", "CON", "..", "a\n"])
def test_a_name_that_can_be_no_files_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="is no name"):
        map_path(name)


def changed(**changes: Any) -> bytes:
    return json.dumps(json.loads(map_to_json(RigMap("Anna", ROWS))) | changes).encode()


def row(**fields: Any) -> bytes:
    return changed(rows=[{"ours": "jawOpen", "theirs": "auf"} | fields])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no map of a rig"),
        (b"[1]", "no map of a rig"),
        (b"{}", "no map of a rig"),
        (b"\xff\xfe", "no map of a rig"),
        (b"[" * 50_000, "no map of a rig"),
        (changed(version=2), "is of version 2"),
        (changed(colour="red"), "has the field 'colour'"),
        (changed(rows={}), "lacks its name or its rows"),
        (changed(name=3), "lacks its name or its rows"),
        (changed(name=" "), "has no name"),
        (changed(kind="visemes of nobody"), "of a kind that is not known"),
        (changed(kind="FLAME layout"), "of a kind that is not known"),
        (changed(rows=[1]), "has other fields"),
        (row(ours="jawopen"), "'jawopen' is nothing of ours"),
        (row(ours=[]), "no text"),
        (row(theirs=""), "no name"),
        (row(theirs="x" * 400), "no name"),
        (row(strength="1"), "no number"),
        (row(strength=True), "no number"),
        (row(strength=10**400), "beyond"),
        (row(strength=1e9), "beyond"),
        (row(channel="sideways"), "no kind of control"),
        (row(colour="red"), "has other fields"),
        (changed(rows=[{"ours": "jawOpen", "theirs": "auf"}] * 2), "twice"),
        (changed(rows=[{"ours": "jawOpen", "theirs": f"k{n}"} for n in range(2001)]), "more than 2000 rows"),
    ],
)
def test_what_is_no_map_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        map_from_json(content, "Anna.rig.json")
    assert caught.value.hint and len(str(caught.value)) < 800


def test_a_file_that_is_too_large_or_none_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.rig.json"
    large.write_bytes(b" " * 3_000_000)
    for path in (large, tmp_path / "none.rig.json", tmp_path):
        with pytest.raises(SoliloquyError):
            read_map(path)
