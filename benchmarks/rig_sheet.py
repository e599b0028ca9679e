# SPDX-License-Identifier: GPL-3.0-or-later
"""Let Blender draw other people's rigs at /m f ɑ u/: docs/images/rigs.jpg, a rig a row.

Faces that bones move are our own, skinned to bones with the names of Rigify and of Auto-Rig Pro: how much of each
bone a point follows is how far our own shapes move it. From the repository's root:

    .venv/bin/python benchmarks/rig_sheet.py [--size 200]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image, ImageDraw
from soliloquy.benchmarks.head_cells import rendered
from soliloquy.blender.axes import to_blender
from soliloquy.blender.datablocks import current_scene
from soliloquy.blender.head import build_head, editing_bones
from soliloquy.blender.motion_keys import write_motion
from soliloquy.blender.rig import PERSON_OF, find_rig
from soliloquy.blender.solid_view import colour_solid_view
from soliloquy.blender.stage import set_stage
from soliloquy.exporters.contact_sheet import label_font
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import Head, load_head, shared_arrays
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.tests.blender.bone_rigs import AUTO_RIG_PRO, RIGIFY, BoneRig
from soliloquy.tests.blender.drawn_rigs import DRAWN_RIGS
from soliloquy.tests.runtime.rigs.phones_said import OCULUS_PHONES, spoken

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "rigs.jpg"
PHONES = "m f ɑ u"
LOOKS = {"eyeLookOutLeft": 0.5, "eyeLookInRight": 0.5}
"""To see that the eyes turn: at the last phone."""
_QUALITY = 85
_FOLLOWS = {
    "jaw": "jawOpen", "upper lip": "mouthUpperUp", "lower lip": "mouthLowerDown", "corner": "mouthSmile",
    "upper lid": "eyeBlink", "inner brow": "browInnerUp", "outer brow": "browOuterUp",
}  # fmt: skip
"""Part -> the shape of ours whose way says how much a point follows it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, default=240, help="pixels of a picture")
    size = parser.parse_args().size
    rigs: dict[str, Callable[[Path], Any]] = {
        "Rigify": lambda _folder: on_bones(RIGIFY),
        "Auto-Rig Pro": lambda _folder: on_bones(AUTO_RIG_PRO),
        "Oculus": lambda _folder: visemes(),
        "planes": DRAWN_RIGS["planes"],
        "Grease Pencil": DRAWN_RIGS["Grease Pencil, layers"],
    }
    with tempfile.TemporaryDirectory() as folder:
        rows = [row(name, build, Path(folder), size) for name, build in rigs.items()]
    Image.fromarray(np.vstack(rows)).save(PICTURE, quality=_QUALITY)
    print(PICTURE, PICTURE.stat().st_size)
    return 0


def row(name: str, build: Callable[[Path], Any], folder: Path, size: int) -> np.ndarray:
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene: Any = current_scene()
    set_stage(scene)
    scene.camera.data.shift_y = 0.0
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.display.shading.color_type, scene.display.shading.light = "MATERIAL", "STUDIO"
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.image_settings.file_format = "PNG"
    rig = build(folder)
    if rig.type == "MESH" and rig.data.materials:
        colour_solid_view(rig)
    drawn = bool(find_rig(rig).drawn)
    if drawn:
        scene.camera.location, scene.camera.rotation_euler = (0.0, -4.0, 0.0), (np.pi / 2, 0.0, 0.0)
    else:
        scene.camera.location, scene.camera.rotation_euler = (0.10, -0.52, 0.0), (np.pi / 2, 0.0, 0.2)
    curves = spoken(PHONES)
    weights = np.repeat(curves.weights, 4, axis=0)
    for shape, value in LOOKS.items():
        weights[-4:, ARKIT_INDEX[shape]] = value
    write_motion(find_rig(rig), ArkitCurves(weights, np.zeros((len(weights), 3), np.float32), 24.0), 0, name)
    pictures = []
    for number, phone in enumerate(PHONES.split()):
        scene.frame_set(4 * number + 2)
        picture = rendered(scene)
        label = f"{name}  /{phone}/" if not number else f"/{phone}/"
        ImageDraw.Draw(picture).text((6, size - 20), label, (240, 242, 245), font=label_font(14))
        pictures.append(np.asarray(picture))
    return np.hstack(pictures)


def visemes() -> Any:
    """Our face with the visemes of Oculus, its aa half as far and its oh further."""
    built, head = build_head("Clara", "arkit", tongue=False), load_head("Clara")
    keys = built.mesh.data.shape_keys.key_blocks
    for block in list(keys)[1:]:
        built.mesh.shape_key_remove(block)
    for name, phones in OCULUS_PHONES.items():
        strength = {"aa": 0.5, "oh": 1.5}.get(name, 1.0)
        places = head.vertices + strength * np.tensordot(spoken(phones).weights.mean(axis=0), head.shape_deltas, axes=1)
        block = built.mesh.shape_key_add(name=f"viseme_{name}", from_mix=False)
        block.data.foreach_set("co", np.ascontiguousarray(to_blender(places), np.float32).ravel())
        block.value = 0.0
    del built.mesh[PERSON_OF]
    return built.mesh


def on_bones(rig: BoneRig) -> Any:
    """Our face without shapes, on bones that lie where its parts are."""
    built, head = build_head("Clara", "arkit", tongue=False), load_head("Clara")
    built.mesh.shape_key_clear()
    del built.mesh[PERSON_OF]
    follows = _shares(head)
    places = _places(head, rig.lids_turn)
    armature, names = built.armature, {}
    with editing_bones(armature):
        bones = armature.data.edit_bones
        for old in ("eye.L", "eye.R"):
            bones.remove(bones[old])
        for number, (part, (start, end)) in enumerate(places.items()):
            plain, side = (part[:-2], part[-1]) if part[-2:] in (" L", " R") else (part, "")
            named = rig.target if plain == "eye target" else rig.names[plain]
            if not named:
                continue
            names[part] = named.format(side if rig.upper else side.lower())
            bone = bones.new(names[part])
            bone.head, bone.tail, bone.roll = start, end, 0.4 * number
            bone.parent = bones[names["jaw"] if plain == "lower lip" else "head"]
    _skin(built.mesh, {names[part]: share for part, share in follows.items()})
    for side in "LR":
        if rig.target:
            follow = armature.pose.bones[names[f"eye {side}"]].constraints.new("DAMPED_TRACK")
            follow.target, follow.subtarget = armature, names[f"eye target {side}"]
    return built.mesh


def _skin(mesh: Any, shares: dict[str, np.ndarray]) -> None:
    """What a part's bones leave of a point follows the head."""
    kept = 1.0 - sum(shares.values())
    for group in list(mesh.vertex_groups):
        for vertex in range(len(kept)) if group.name == "head" else ():
            group.add([vertex], float(kept[vertex]), "REPLACE")
        if group.name in ("eye.L", "eye.R"):
            mesh.vertex_groups.remove(group)
    for name, share in shares.items():
        group = mesh.vertex_groups.new(name=name)
        for vertex in np.flatnonzero(share > 0.01):
            group.add([int(vertex)], float(share[vertex]), "REPLACE")


def _shares(head: Head) -> dict[str, np.ndarray]:
    """Part -> how much each point follows it (V,): what lies nearer to the surface of the face goes first."""
    left = np.ones(len(head.vertices))
    found: dict[str, np.ndarray] = {}
    eyes = {side: head.bone_weights[:, list(head.bone_names).index(f"eye.{side}")] for side in "LR"}
    for part, wanted in {**{f"eye {side}": eyes[side] for side in "LR"}, **dict(_ways(head))}.items():
        found[part] = left * wanted
        left = left - found[part]
    return found


def _ways(head: Head) -> list[tuple[str, np.ndarray]]:
    found = []
    for part, shape in reversed(_FOLLOWS.items()):
        if f"{shape}Left" in ARKIT_INDEX and part not in ("upper lip", "lower lip"):
            found += [(f"{part} {side[0]}", _way(head, shape + side, part)) for side in ("Left", "Right")]
        elif part == "inner brow":
            way, left = _way(head, shape, part), head.vertices[:, 0] > 0
            found += [(f"{part} L", way * left), (f"{part} R", way * ~left)]
        else:
            names = [shape] if shape in ARKIT_INDEX else [shape + side for side in ("Left", "Right")]
            found.append((part, np.clip(sum(_way(head, name, part) for name in names), 0.0, 1.0)))
    return found


def _way(head: Head, shape: str, part: str) -> np.ndarray:
    way = np.linalg.norm(head.shape_deltas[ARKIT_INDEX[shape]], axis=1)
    share = np.clip(way / way.max() * 1.1, 0.0, 1.0)
    return share if part in ("jaw", "upper lid") else share**2


def _places(head: Head, lids_turn: bool) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Part -> head and tail of its bone; parents before those that hang on them."""
    shared, joints = shared_arrays(), dict(zip(head.bone_names, head.joints, strict=True))
    upper, lower = head.vertices[shared["lip_upper"][3, 0]], head.vertices[shared["lip_lower"][3, 0]]
    chin = lower + np.array([0.0, -0.03, 0.0])
    found = {"jaw": (joints["jaw"], chin), "upper lip": (upper, upper + np.array([0, 0.006, 0.004]))}
    found["lower lip"] = (lower, lower + np.array([0, -0.006, 0.004]))
    for side, sign in (("L", "Left"), ("R", "Right")):
        for part, shape in (("corner", "mouthSmile"), ("outer brow", "browOuterUp"), ("inner brow", "browInnerUp")):
            place = _most_moved(head, shape + (sign if part != "inner brow" else ""), side)
            found[f"{part} {side}"] = (place, place + np.array([0.0, 0.006, 0.004]))
        eye = joints[f"eye.{side}"]
        edge = _most_moved(head, f"eyeBlink{sign}", side)
        shut = head.shape_deltas[ARKIT_INDEX[f"eyeBlink{sign}"]]
        below = edge + shut[np.linalg.norm(shut, axis=1).argmax()]
        for part, place in (("upper lid", edge), ("lower lid", below)):
            found[f"{part} {side}"] = (eye, place) if lids_turn else (place, place + np.array([0.0, 0.004, 0.004]))
        found[f"eye {side}"] = (eye, eye + np.array([0.0, 0.0, 0.024]))
        found[f"eye target {side}"] = (eye + np.array([0.0, 0.0, 0.3]), eye + np.array([0.0, 0.02, 0.3]))
    return {part: (to_blender(start), to_blender(end)) for part, (start, end) in found.items()}


def _most_moved(head: Head, shape: str, side: str) -> np.ndarray:
    way = np.linalg.norm(head.shape_deltas[ARKIT_INDEX[shape]], axis=1)
    way = way * (head.vertices[:, 0] > 0 if side == "L" else head.vertices[:, 0] < 0)
    return np.asarray(head.vertices[way > 0.9 * way.max()].mean(axis=0))


if __name__ == "__main__":
    raise SystemExit(main())
