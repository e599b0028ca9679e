# SPDX-License-Identifier: GPL-3.0-or-later
"""An imported head lies in the user's folder, is listed beside the six, and is checked when it is read again."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError, UsageError, WriteError
from soliloquy.runtime.flame.flame_head import FlameHead
from soliloquy.runtime.flame.importing import import_flame
from soliloquy.runtime.flame.kept import keep_head, kept_head, kept_names, kept_path, new_name
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import DEFAULT_HEAD, embedded_names, flame_layout, head_called, head_names, load_head
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.registers import choices_in


@pytest.fixture
def kept(own_folder: Path, flame_head: FlameHead) -> Path:
    return keep_head("Anna B", flame_head)


def test_an_imported_head_is_one_of_the_heads(kept: Path, own_folder: Path) -> None:
    assert kept == own_folder / "Anna B.flame.npz" and [path.name for path in own_folder.iterdir()] == [kept.name]
    assert head_names() == (*embedded_names(), "Anna B") and head_names()[0] == DEFAULT_HEAD
    assert head_called("anna b") == "Anna B"
    assert "Anna B" in [choice.name for choice in choices_in("head")]
    assert (flame_layout("Anna B"), flame_layout(DEFAULT_HEAD)) == ("flame:Anna B", "flame")
    head = load_head("anna b")
    assert head.vertices.shape == (5023, 3) and head.bone_names == ("root", "neck", "head", "jaw", "eye.L", "eye.R")
    np.testing.assert_allclose(head.bone_weights.sum(axis=1), 1.0, atol=1e-5)
    assert set(np.unique(head.material_index)) == {0, 1, 2, 3}


def test_its_frames_can_be_reckoned_as_those_of_the_six(kept: Path) -> None:
    weights = np.zeros((2, 52), np.float32)
    weights[1, 17] = 1.0
    still, opened = deform(load_head("Anna B"), ArkitCurves(weights, np.zeros((2, 3), np.float32)), slice(0, 2))
    assert np.abs(opened - still).max() > 0.02


def test_what_import_says_is_what_was_found(own_folder: Path, flame_npz: Path) -> None:
    found = import_flame(flame_npz, "Anna")
    assert found.expressions == 50 and not found.own_eyelids and 10 < found.jaw_degrees < 40
    assert len(found.moved_mm) == len(found.left_mm) > 45
    assert found.left_mm["jawOpen"] == 0.0
    assert all(left <= found.moved_mm[name] + 0.05 for name, left in found.left_mm.items())


def test_importing_again_replaces_the_head_and_is_seen(kept: Path) -> None:
    first = load_head("Anna B").vertices.copy()
    changed = kept_head(kept)
    keep_head("ANNA B", type(changed)(**{**vars(changed), "template": changed.template * 1.01}))
    assert kept_names() == ("Anna B",)
    assert np.abs(load_head("Anna B").vertices - first).max() > 1e-4


@pytest.mark.parametrize(
    "out",
    ["", ".", "..", "../Anna", "/tmp/Anna", "a/b", "CON", "a\nb", "clara", "x" * 300, "\ud800", " ", ".hidden", "a."],
)  # fmt: skip
def test_a_name_that_is_none_or_taken_is_refused(out: str) -> None:
    with pytest.raises(UsageError):
        new_name(out, embedded_names())


def test_a_folder_that_cannot_be_written_is_said(own_folder: Path, kept: Path) -> None:
    head = kept_head(kept)
    kept.unlink()
    own_folder.rmdir()
    own_folder.write_text("no folder")
    with pytest.raises(WriteError):
        keep_head("Anna", head)


@pytest.mark.parametrize("damage", ["cut", "other arrays", "NaN", "text"])
def test_a_damaged_head_is_an_error_of_one_line_and_hides_no_other(kept: Path, damage: str) -> None:
    content = kept.read_bytes()
    if damage == "cut":
        kept.write_bytes(content[: len(content) // 2])
    elif damage == "text":
        kept.write_text("no head")
    else:
        arrays = dict(np.load(kept))
        arrays["template"] = arrays["template"][:50] if damage == "other arrays" else arrays["template"] * np.nan
        with kept.open("wb") as file:
            np.savez(file, **arrays)
    with pytest.raises(InputError, match="Import it again"):
        load_head("Anna B")
    assert load_head(DEFAULT_HEAD).name == DEFAULT_HEAD


def test_without_a_folder_there_are_the_six(own_folder: Path) -> None:
    assert kept_names() == () and kept_path("Anna") is None and head_names() == embedded_names()
