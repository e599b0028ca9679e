# SPDX-License-Identifier: GPL-3.0-or-later
"""The menus in which a head is chosen show its face."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

bpy = pytest.importorskip("bpy")

from soliloquy.addon import head_icons  # noqa: E402
from soliloquy.runtime.head.heads import embedded_names  # noqa: E402

FOLDER = Path(head_icons.__file__).parent / "head_pictures"


def test_every_embedded_head_has_a_face_and_none_is_anothers() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(embedded_names())
    faces = [np.asarray(Image.open(FOLDER / f"{name}.png").convert("RGBA"), float) for name in embedded_names()]
    assert {face.shape for face in faces} == {(64, 64, 4)}
    apart = [np.abs(one - other).mean() for number, one in enumerate(faces) for other in faces[:number]]
    assert min(apart) > 4.0


def test_items_bear_their_number_and_heads_of_a_users_own_no_picture(head: object) -> None:
    names = (*embedded_names(), "flame:Somebody")
    items = head_icons.head_items(names)
    assert tuple(item[0] for item in items) == names and [item[4] for item in items] == list(range(len(names)))
    assert items[-1][3] == 0
    assert bpy.ops.soliloquy.add_head(identity="Mei") == {"FINISHED"}
    assert bpy.ops.soliloquy.set_person(identity="Kofi") == {"FINISHED"}
