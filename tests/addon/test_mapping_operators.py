# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program asks of the mapping editor's buttons."""

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.mapping import mapping_of  # noqa: E402
from soliloquy.tests.blender.fabricated_rigs import build  # noqa: E402
from soliloquy.tests.blender.rig_tables import LIDS_DOWN, Does  # noqa: E402

pytestmark = pytest.mark.usefixtures("registered")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"ours": "nonsense", "theirs": "Form_1"}, "nonsense: it is nothing of ours"),
        ({"ours": "jawOpen", "theirs": "Form_9"}, "Form_9: The head has no control of that name"),
        ({"ours": "jawOpen", "theirs": "Form_1", "channel": "nod"}, "Form_1: The head has no control"),
    ],
)
def test_a_row_that_would_move_nothing_is_not_added_by_a_program(row: dict[str, str], reason: str) -> None:
    face = build({"Form_1": Does(0.5, -14.0), "Auge_L": LIDS_DOWN})
    bpy.context.scene.soliloquy.target = face
    bpy.ops.soliloquy.add_mapping_row(ours="eyeBlinkLeft", theirs="Auge_L")
    with pytest.raises(RuntimeError, match=reason):
        bpy.ops.soliloquy.add_mapping_row(**row)
    assert [shown.theirs for shown in mapping_of(face).rows] == ["Auge_L"]
    bpy.ops.soliloquy.add_mapping_row()  # the button's, to be filled by hand
    assert len(mapping_of(face).rows) == 2
