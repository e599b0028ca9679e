# SPDX-License-Identifier: GPL-3.0-or-later
"""What a rig is called that is not ARKit's stands in each language, and the panel says it with what was not found."""

import pytest

bpy = pytest.importorskip("bpy")

from soliloquy.addon.generation import _found  # noqa: E402
from soliloquy.blender.rig import find_rig  # noqa: E402
from soliloquy.runtime.rigs.registry import NAMINGS  # noqa: E402
from soliloquy.tests.addon.test_translations import LANGUAGES_OF_THE_PANEL  # noqa: E402
from soliloquy.tests.blender.fabricated_rigs import build  # noqa: E402
from soliloquy.tests.blender.rig_tables import RIGS  # noqa: E402


@pytest.mark.parametrize("language", LANGUAGES_OF_THE_PANEL)
def test_every_kind_of_rig_has_a_name_in_each_language(language: str) -> None:
    assert {naming.title for naming in NAMINGS if not naming.usual} <= set(LANGUAGES_OF_THE_PANEL[language])


def test_the_panel_names_what_was_found_and_what_was_not() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assert _found(find_rig(build(RIGS["Oculus"]))) == ("It has 15 visemes of Oculus",)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    partial = {name: does for name, does in RIGS["Oculus"].items() if name not in ("viseme_RR", "viseme_nn")}
    assert _found(find_rig(build(partial))) == ("It has 13 visemes of Oculus", "Not found: nn, RR")
    bpy.ops.wm.read_factory_settings(use_empty=True)
    assert _found(find_rig(build(RIGS["ARKit, as of Faceit"]))) == ()
