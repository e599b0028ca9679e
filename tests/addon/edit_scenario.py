# SPDX-License-Identifier: GPL-3.0-or-later
"""A take's words are edited inside one Blender by test_edits_in_versions.py: no test itself.

    python edit_scenario.py ZIP WORK_FOLDER [OLDER.blend]

OLDER.blend: what this scenario saved in an earlier version. Prints one line "RESULTS {...}" with what was found; the
test judges it.
"""

import json
import sys
from pathlib import Path
from typing import Any

import bpy

ZIP, WORK = Path(sys.argv[1]), Path(sys.argv[2])
OLDER = sys.argv[3] if len(sys.argv) > 3 else ""
MODULE = "bl_ext.user_default.soliloquy"
RESULTS: dict[str, Any] = {"blender": bpy.app.version_string}


def part(name: str) -> Any:
    return sys.modules[f"{MODULE}.{name}"]


def head() -> Any:
    return bpy.context.scene.soliloquy.target


def take() -> Any:
    return head().soliloquy_takes_kept[head().soliloquy_take_chosen]


def found(name: str) -> None:
    """Keep what the chosen take says and what of it is edited."""
    told = part("addon.edited_take").words_of(take())
    edits = part("addon.edited_take").edits_on(take()).edits
    RESULTS[name] = {
        "takes": len(head().soliloquy_takes_kept),
        "words": [word.text for word in told.words],
        "ends": [round(word.end, 3) for word in told.words],
        "edits": [part("addon.edit_names").edit_name(each) for each in edits],
        "warnings": json.loads(take().text.as_string())["warnings"],
    }


def edit() -> None:
    operators = bpy.ops.soliloquy
    bpy.ops.ed.undo_push(message="before")
    operators.choose_word(word=1)
    operators.move_edge("EXEC_DEFAULT", True, edge="END", milliseconds=50)
    found("moved")
    bpy.ops.ed.undo()
    found("undone")
    operators.move_edge("EXEC_DEFAULT", True, edge="END", milliseconds=50)
    operators.choose_word(word=2, phone=0)
    operators.set_closure(closed=False)
    operators.choose_word(word=0)
    operators.retype(to="our")
    operators.regenerate()
    found("regenerated")
    bpy.context.scene.soliloquy.text, bpy.context.scene.soliloquy.voice = "Well, my map!", "bm_george"
    operators.regenerate(with_settings=True)
    found("other settings")
    operators.save_edits(filepath=str(WORK / "edits.json"))
    RESULTS["saved"] = json.loads((WORK / "edits.json").read_text(encoding="utf-8"))["words"]


def main() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.extensions.package_install_files(repo="user_default", filepath=str(ZIP), enable_on_install=True)
    bpy.context.preferences.edit.use_global_undo = True
    bpy.ops.soliloquy.add_head(identity="Clara")
    bpy.ops.soliloquy.generate(text="My map, Bob.", engine="rules")
    found("generated")
    edit()
    bpy.ops.wm.save_as_mainfile(filepath=str(WORK / "edits.blend"))
    bpy.ops.wm.open_mainfile(filepath=str(WORK / "edits.blend"))
    found("opened")
    if OLDER:
        bpy.ops.wm.open_mainfile(filepath=OLDER)
        found("older")
        bpy.ops.soliloquy.regenerate()
        found("older regenerated")
    print("RESULTS " + json.dumps(RESULTS), flush=True)


main()
