# SPDX-License-Identifier: GPL-3.0-or-later
"""The scenario's part in which speech, and a rig of the artist's own, leave Blender."""

from typing import Any

import bpy
from artists_rig import STRIPS, build_character
from export_findings import differences, furthest, shapes_in_fbx, shapes_in_glb, shown_shapes, state_of_the_file
from scenario_findings import LINE, RESULTS, WORK, generate, part, refusal


def play(head: Any) -> None:
    export_two_takes(head)
    export_an_artists_strips()
    fail()
    leave_no_take(head)


def leave_no_take(head: Any) -> None:
    rig = part("blender.rig").find_rig(head)
    for take in part("blender.takes").written_takes(rig):
        part("blender.takes").remove_take(bpy.context.scene, rig, take)


def export_two_takes(head: Any) -> None:
    RESULTS["error before the export"] = generate(text=LINE, target=head.name, start_frame=11)
    RESULTS["error before the export"] |= generate(text=LINE, target=head.name, start_frame=200, mode="ADD")
    before = state_of_the_file()
    out = WORK / "takes"
    options = {"target": head.name, "folder": str(out), "what": "ALL", "formats": "fbx,glb"}
    RESULTS["error on exporting takes"] = refusal(lambda: bpy.ops.soliloquy.export(**options))
    RESULTS["exporting takes changed"] = differences(before, state_of_the_file())
    takes = part("blender.takes").written_takes(part("blender.rig").find_rig(head))
    shown = {take.name: shown_shapes([head], take.start, take.end) for take in takes}
    RESULTS["takes exported"] = len(shown)
    RESULTS["furthest in takes"] = _furthest(out, shown)
    RESULTS["sounds beside takes"] = len(list(out.glob("*.wav")))


def export_an_artists_strips() -> None:
    first = bpy.context.window_manager.windows[0].scene
    bpy.context.window_manager.windows[0].scene = bpy.data.scenes.new("Artist")
    face = build_character(part("blender.versions"))
    shown = {name: shown_shapes([face, bpy.data.objects["Dents"]], start, end) for name, start, end in STRIPS}
    bpy.context.scene.frame_set(17)
    face.data.shape_keys.key_blocks["Ferme"].value = 0.123
    before = state_of_the_file()
    out = WORK / "strips"
    options = {"target": "Visage", "folder": str(out), "what": "STRIPS", "formats": "fbx,glb,anim,tres,curves"}
    RESULTS["error on exporting strips"] = refusal(lambda: bpy.ops.soliloquy.export(**options))
    RESULTS["exporting strips changed"] = differences(before, state_of_the_file())
    RESULTS["furthest in strips"] = _furthest(out, shown)
    RESULTS["files of strips"] = len([path for path in out.iterdir() if path.name[0] != "."])
    bpy.context.window_manager.windows[0].scene = first


def fail() -> None:
    (WORK / "in the way").touch()
    for name, options in (
        ("without a take", {"target": "Plain", "folder": str(WORK / "none")}),
        ("without an action", {"target": "Plain", "folder": str(WORK / "none"), "what": "ACTION"}),
        ("without a folder", {"target": "Plain"}),
        ("into a file", {"folder": str(WORK / "in the way")}),
    ):
        RESULTS[f"export {name}"] = refusal(lambda options=options: bpy.ops.soliloquy.export(**options))
    run = part("addon.commands").run
    export = ["export", "--target", "Odd", "--out", str(WORK / "command"), "--formats", "glb", "--json"]
    RESULTS["exit code of export"] = run(export)
    RESULTS["files of the command"] = sorted(path.suffix for path in (WORK / "command").glob("*.glb"))


def _furthest(folder: Any, shown: dict[str, dict[str, dict[str, list[float]]]]) -> float:
    """Over all lines, meshes and shapes; an infinite one where a file or a mesh is missing."""
    found = 0.0
    for name, meshes in shown.items():
        for read, ending in ((shapes_in_fbx, ".fbx"), (shapes_in_glb, ".glb")):
            path = folder / f"{name}{ending}"
            held = read(path) if path.is_file() else {}
            for mesh, shapes in meshes.items():
                found = max(found, furthest(shapes, held[mesh]) if mesh in held else 1e9)
    return found
