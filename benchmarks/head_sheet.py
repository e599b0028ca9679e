# SPDX-License-Identifier: GPL-3.0-or-later
"""Draw heads in Blender, with Cycles or EEVEE: what a head looks like where an artist will look.

Usage: python -m soliloquy.benchmarks.head_sheet --out build/heads [--heads Clara,Kofi] [--views rest,mouth]
[--size 400] [--cut 160x120] [--samples 16] [--engine cycles] [--light lamps] [--hairs] [--beside FOLDER] [--resume]

Writes a picture HEAD-VIEW.png for each, and sheet.jpg, a row a head. With --beside each row is followed by the one of
FOLDER, drawn by the same command in another checkout. About 8 s a picture on two cores. --light preview takes the light
of Blender's Material Preview, which nothing shades. --cut draws the middle of each picture alone, so many pixels of it;
--hairs draws hair, brows and beard hair by hair in the cards' place. --resume leaves pictures as they are that were
drawn before, with whatever options.
"""

import argparse
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from PIL import Image
from soliloquy.blender.axes import to_blender
from soliloquy.blender.hair import add_hair
from soliloquy.blender.head import BuiltHead, build_head
from soliloquy.blender.stage import set_stage
from soliloquy.blender.versions import eevee_engine, nodes_of
from soliloquy.runtime.animate.rules.articulation import ARTICULATION, CLOSURE, TEETH
from soliloquy.runtime.animate.rules.mouth import mouth_weights, with_contacts
from soliloquy.runtime.animate.tongue import tongue_curves
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import Head, head_names, load_head, shared_arrays
from soliloquy.runtime.head.tongue import TONGUE_NAMES
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.speech import Phone

_LENS, _SENSOR = 85.0, 36.0
_CELL = 300
"""Pixels of a picture on the sheet."""
_FRAMES = 21
"""Frames for which a phone is held, and shown in the middle."""


@dataclass(frozen=True)
class View:
    """What is shown: a phone or shapes, and from where. width: metres across; turn, rise: degrees to the person's
    left and up."""

    focus: str
    width: float
    phone: str = ""
    shapes: dict[str, float] = field(default_factory=dict)
    turn: float = 0.0
    rise: float = 0.0


_LOOK_DOWN = {"eyeLookDownLeft": 0.7, "eyeLookDownRight": 0.7}
_BLINK = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}
_SMILE = {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8, "cheekSquintLeft": 0.4, "cheekSquintRight": 0.4}
VIEWS: dict[str, View] = {
    "rest": View("face", 0.30),
    "mouth": View("mouth", 0.085),
    "p": View("mouth", 0.085, "p"),
    "a": View("mouth", 0.085, "ɑ"),
    "i": View("mouth", 0.085, "i"),
    "s": View("mouth", 0.085, "s"),
    "th": View("mouth", 0.085, "θ"),
    "l": View("mouth", 0.085, "l"),
    "u": View("mouth", 0.085, "u"),
    "sh": View("mouth", 0.085, "ʃ"),
    "o": View("mouth", 0.085, "o"),
    "w": View("mouth", 0.085, "w"),
    "u_side": View("mouth", 0.085, "u", turn=45.0),
    "sh_side": View("mouth", 0.085, "ʃ", turn=45.0),
    "o_side": View("mouth", 0.085, "o", turn=45.0),
    "w_side": View("mouth", 0.085, "w", turn=45.0),
    "funnel": View("mouth", 0.085, shapes={"mouthFunnel": 1.0}),
    "eye": View("eye", 0.065),
    "eye_side": View("eye", 0.065, turn=40.0),
    "eye_half": View("eye", 0.065, shapes={"eyeBlinkLeft": 0.5, "eyeBlinkRight": 0.5}),
    "eye_down": View("eye", 0.065, shapes=_LOOK_DOWN),
    "eye_shut": View("eye", 0.065, shapes=_BLINK),
    "below": View("mouth", 0.20, rise=-35.0),
    "a_below": View("mouth", 0.085, "ɑ", rise=-25.0),
    "a_above": View("mouth", 0.085, "ɑ", rise=25.0),
    "a_side": View("mouth", 0.085, "ɑ", turn=45.0),
    "wide": View("mouth", 0.10, shapes={"jawOpen": 1.0}),
    "smile": View("face", 0.30, shapes=_SMILE),
    "side": View("face", 0.30, turn=75.0),
    "bust": View("bust", 0.52, turn=25.0, rise=5.0),
    "face_a": View("face", 0.30, "ɑ"),
    "face_i": View("face", 0.30, "i"),
    "face_shut": View("face", 0.30, shapes=_BLINK),
    "face_left": View("face", 0.30, "ɑ", turn=30.0),
    "a_left": View("mouth", 0.085, "ɑ", turn=30.0),
    "i_left": View("mouth", 0.085, "i", turn=30.0),
    "eye_left": View("eye", 0.065, turn=-30.0),
    "near_eye": View("eye", 0.13),
    "near_mouth": View("mouth", 0.16, "ɑ", turn=30.0),
    "near_hairline": View("hairline", 0.16, turn=15.0, rise=10.0),
    "near_cheek": View("cheek", 0.16, turn=30.0),
}
_CLOSE = ("mouth", "eye", "hairline", "cheek")
_SHEET = ("rest", "mouth", "p", "a", "i", "s", "th", "eye", "eye_side", "below", "bust")


def main() -> int:
    asked = _arguments()
    views = asked.views.split(",") if asked.views else list(_SHEET)
    asked.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for name in asked.heads.split(","):
        drawn = [asked.out / f"{name}-{view}.png" for view in views]
        wanted = {path: VIEWS[view] for path, view in zip(drawn, views, strict=True)}
        lacking = {path: view for path, view in wanted.items() if not (asked.resume and path.exists())}
        if lacking:
            draw(load_head(name), lacking, asked)
        rows.append(drawn)
        if asked.beside:
            rows.append([asked.beside / path.name for path in drawn])
    pictures = [np.hstack([_small(path) for path in row]) for row in rows]
    Image.fromarray(np.vstack(pictures)).save(asked.out / "sheet.jpg", quality=85)
    return 0


def _small(path: Path) -> Array:
    picture = Image.open(path).convert("RGB")
    height = round(_CELL * picture.height / picture.width)
    return np.asarray(picture.resize((_CELL, height), Image.Resampling.LANCZOS))


def draw(head: Head, pictures: dict[Path, View], asked: argparse.Namespace) -> None:
    """Draw ``head`` into each path as the view says."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene: Any = bpy.context.scene
    set_stage(scene)
    built = build_head(head.name, "arkit")
    if asked.hairs:
        add_hair(built.mesh)
    scene.render.engine = "CYCLES" if asked.engine == "cycles" else eevee_engine()
    scene.cycles.samples, scene.cycles.use_denoising = asked.samples, True
    scene.cycles.device = "CPU"
    # Denoising hides what noise this leaves, in half of the time.
    scene.cycles.use_adaptive_sampling, scene.cycles.adaptive_threshold = True, 0.04
    scene.eevee.taa_render_samples = asked.samples
    if asked.light == "preview":
        _light_as_preview(scene)
    scene.render.resolution_x = scene.render.resolution_y = asked.size
    if asked.cut:
        _cut(scene.render, asked.cut, asked.size)
    for path, view in pictures.items():
        pose(built, view)
        aim(scene.camera, head, view)
        part = path.with_suffix(".part.png")
        scene.render.filepath = str(part)
        bpy.ops.render.render(write_still=True)
        part.replace(path)


def _cut(render: Any, cut: str, size: int) -> None:
    """Let the middle of a picture of ``size`` pixels alone be drawn: WIDTHxHEIGHT of them."""
    width, height = (int(pixels) / size for pixels in cut.split("x"))
    render.use_border = render.use_crop_to_border = True
    render.border_min_x, render.border_max_x = (1.0 - width) / 2, (1.0 + width) / 2
    render.border_min_y, render.border_max_y = (1.0 - height) / 2, (1.0 + height) / 2


def _light_as_preview(scene: Any) -> None:
    """The forest of Blender's Material Preview, and no lamps."""
    for lamp in [each for each in scene.objects if each.type == "LIGHT"]:
        bpy.data.objects.remove(lamp)
    resources: Any = bpy.utils  # whose types lack this one
    forest = Path(resources.system_resource("DATAFILES")) / "studiolights" / "world" / "forest.exr"
    tree = nodes_of(scene.world)
    sky = tree.nodes.new("ShaderNodeTexEnvironment")
    sky.image = bpy.data.images.load(str(forest))
    tree.links.new(sky.outputs["Color"], tree.nodes["Background"].inputs["Color"])


def weights_of(phone: str) -> Array:
    """The rules' weights (52,) of a phone held still, its contact made."""
    targets = ARTICULATION[phone].targets[None]
    return with_contacts(mouth_weights(targets), targets[:, CLOSURE], targets[:, TEETH])[0]


def tongue_of(phone: str, weights: Array) -> Array:
    """The tongue's weights (16,) of that phone."""
    still = ArkitCurves(np.tile(weights, (_FRAMES, 1)), np.zeros((_FRAMES, 3)))
    return tongue_curves(still, [Phone(phone, 0.0, _FRAMES / still.frames_per_second)])[_FRAMES // 2]


def pose(built: BuiltHead, view: View) -> None:
    """Let the head's shapes be those of the view."""
    weights = weights_of(view.phone) if view.phone else np.zeros(len(ARKIT_NAMES))
    for name, value in view.shapes.items():
        weights[ARKIT_INDEX[name]] = value
    keys: Any = built.mesh.data
    tongue = tongue_of(view.phone, weights) if view.phone else np.zeros(len(TONGUE_NAMES))
    for name, weight in zip(ARKIT_NAMES + TONGUE_NAMES, (*weights, *tongue), strict=True):
        if name in keys.shape_keys.key_blocks:  # heads of former versions have no tongue
            keys.shape_keys.key_blocks[name].value = float(weight)


def aim(camera: bpy.types.Object, head: Head, view: View) -> None:
    """Let the camera look as the view says."""
    middle = Vector(to_blender(_focus(head, view.focus)).tolist())
    turn, rise = math.radians(view.turn), math.radians(view.rise)
    away = Vector((math.sin(turn) * math.cos(rise), -math.cos(turn) * math.cos(rise), math.sin(rise)))
    lens: Any = camera.data
    lens.lens, lens.sensor_width, lens.clip_start, lens.shift_y = _LENS, _SENSOR, 0.01, 0.0
    camera.location = middle + away * view.width * _LENS / _SENSOR
    if view.focus in _CLOSE:  # a portrait's distance, and a longer lens
        lens.lens = _LENS * 0.9 / (view.width * _LENS / _SENSOR)
        camera.location = middle + away * 0.9
    camera.rotation_euler = (-away).to_track_quat("-Z", "Y").to_euler()


def _focus(head: Head, what: str) -> Array:
    shared = shared_arrays()
    mouth = head.vertices[np.concatenate([shared["lip_upper"], shared["lip_lower"]])].mean(axis=(0, 1))
    eyes = head.eye_joints
    places = {
        "mouth": mouth + np.array([0.0, -0.006, 0.0]),
        "eye": eyes[0] + np.array([0.0, 0.003, 0.012]),
        "hairline": eyes.mean(axis=0) + np.array([0.025, 0.055, -0.01]),
        "cheek": (eyes[0] + mouth) / 2 + np.array([0.02, 0.0, 0.0]),
        "face": eyes.mean(axis=0) + np.array([0.0, -0.03, -0.04]),
        "bust": eyes.mean(axis=0) + np.array([0.0, -0.13, -0.07]),
    }
    return places[what]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--heads", default=",".join(head_names()))
    parser.add_argument("--views", default="")
    parser.add_argument("--size", type=int, default=400)
    parser.add_argument("--cut", default="", help="WIDTHxHEIGHT: pixels of the picture's middle, drawn alone")
    parser.add_argument("--samples", type=int, default=16)
    parser.add_argument("--engine", choices=("cycles", "eevee"), default="cycles")
    parser.add_argument("--light", choices=("lamps", "preview"), default="lamps")
    parser.add_argument("--hairs", action="store_true", help="hair by hair, not as cards")
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--resume", action="store_true", help="draw what is not there yet")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
