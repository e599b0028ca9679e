# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that are no plain photograph from the front: each speaks, or is refused in plain words."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.face.mesh_points import EYE_CORNERS
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import neutral_vertices
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.people.identity import as_text
from soliloquy.runtime.portrait.frames import frames
from soliloquy.runtime.portrait.motion import face_motion, wanted_points
from soliloquy.runtime.portrait.sitter import Sitter, sit
from soliloquy.runtime.requests.portrait import PortraitRequest
from soliloquy.training.face.drawing import drawn
from soliloquy.training.face.people import someone, view
from soliloquy.training.face.photograph import photograph

MOST_MEMORY = 1_000
"""MB that a process may hold that lets a picture speak: issue 23's limit."""


def speaks(picture: Path) -> Sitter:
    """With lips that move, and a background that stays."""
    sitter = sit(PortraitRequest(str(picture), size=256))
    weights = np.zeros((2, len(ARKIT_INDEX)), np.float32)
    weights[1, ARKIT_INDEX["jawOpen"]] = 0.5
    shut, opened = frames(sitter, ArkitCurves(weights, np.zeros((2, 3), np.float32)), 0.0)
    x, y = sitter.mesh.flat[[0, 17, 61, 291]].mean(axis=0).astype(int)
    changed = np.abs(shut.astype(float) - opened)
    assert changed[y - 12 : y + 12, x - 12 : x + 12].mean() > 5.0
    assert changed[:20].max() == 0.0
    return sitter


def painted(image: Image.Image) -> Image.Image:
    strokes = image.filter(ImageFilter.ModeFilter(9)).filter(ImageFilter.MedianFilter(5))
    return Image.blend(strokes.convert("L").convert("RGB"), strokes, 1.4)


def of_few_colours(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.MedianFilter(7)).quantize(10).convert("RGB")


def in_grey(image: Image.Image) -> Image.Image:
    return image.convert("L")


@pytest.mark.parametrize("change", [painted, of_few_colours, in_grey])
def test_what_is_painted_drawn_or_grey_speaks(
    picture: Path, tmp_path: Path, change: Callable[[Image.Image], Image.Image]
) -> None:
    with Image.open(picture) as opened:
        change(opened.convert("RGB")).save(tmp_path / "changed.png")
    speaks(tmp_path / "changed.png")


def test_who_wears_sunglasses_speaks(picture: Path, tmp_path: Path) -> None:
    points = sit(PortraitRequest(str(picture), size=512, whole=True)).mesh.flat
    with Image.open(picture) as opened:
        image = opened.convert("RGB").resize((512, 512))
    right, left = points[list(EYE_CORNERS)]
    reach, draw = float(np.linalg.norm(left - right)), ImageDraw.Draw(image)
    for corner, sign in ((right, 1.0), (left, -1.0)):
        middle = corner + sign * 0.18 * (left - right)
        draw.ellipse([*(middle - 0.22 * reach), *(middle + 0.22 * reach)], fill=(12, 12, 14))
    image.save(tmp_path / "worn.png")
    sitter = speaks(tmp_path / "worn.png")
    assert sitter.eyes_covered and any("sunglasses" in each for each in sitter.warnings)
    weights = np.zeros((2, len(ARKIT_INDEX)), np.float32)
    weights[1, [ARKIT_INDEX["eyeBlinkLeft"], ARKIT_INDEX["eyeBlinkRight"]]] = 1.0
    open_eyes, blinking = frames(sitter, ArkitCurves(weights, np.zeros((2, 3), np.float32)), 0.0)
    assert (open_eyes == blinking).all()


@pytest.mark.parametrize("degrees", [-40, 90])
def test_a_tilted_face_opens_along_itself(picture: Path, tmp_path: Path, degrees: int) -> None:
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(90, 100, 110)).save(tmp_path / "tilted.png")
    weights = np.zeros((2, len(ARKIT_INDEX)), np.float32)
    weights[1, ARKIT_INDEX["jawOpen"]] = 0.5
    curves = ArkitCurves(weights, np.zeros((2, 3), np.float32))
    apart = []
    for path in (picture, tmp_path / "tilted.png"):
        mesh = sit(PortraitRequest(str(path), size=512)).mesh
        eyes = np.linalg.norm(np.subtract(*mesh.flat[list(EYE_CORNERS)]))
        lips = wanted_points(face_motion(mesh), curves, 0.0)[:, [13, 14], :2]
        apart.append(np.linalg.norm(lips[:, 0] - lips[:, 1], axis=1) / eyes)
    assert apart[1] == pytest.approx(apart[0], abs=0.02)
    assert apart[1][0] < 0.01


def turned(degrees: float) -> Image.Image:
    """A person by chance, turned to a side."""
    who = replace(someone(11, 3), glasses=0.0)
    seen = view(11, 3, 0)
    weights = np.zeros_like(seen.weights)
    aside = replace(seen, weights=weights, turn=np.array([0.0, np.radians(degrees), 0.0]))
    one = drawn(who, neutral_vertices(as_text(who.identity)), aside)
    return photograph(one, np.random.default_rng(2)).resize((704, 704), Image.Resampling.BICUBIC)


def test_a_head_from_the_front_speaks_and_a_profile_is_refused(tmp_path: Path) -> None:
    turned(0.0).save(tmp_path / "front.png")
    speaks(tmp_path / "front.png")
    for degrees in (60.0, -60.0, 88.0):
        turned(degrees).save(tmp_path / "aside.png")
        with pytest.raises(InputError, match=r"turned too far|no face"):
            sit(PortraitRequest(str(tmp_path / "aside.png")))


def test_a_face_of_few_lines_is_refused(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse([60, 60, 340, 340], outline="black", width=6)
    for x in (150, 250):
        draw.ellipse([x - 14, 150, x + 14, 178], fill="black")
    draw.arc([130, 170, 270, 280], 20, 160, fill="black", width=6)
    image.save(tmp_path / "smiley.png")
    with pytest.raises(InputError, match="no face"):
        sit(PortraitRequest(str(tmp_path / "smiley.png")))


@pytest.mark.check
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_sixty_million_pixels_speak_in_little_memory(picture: Path, tmp_path: Path) -> None:
    with Image.open(picture) as opened:
        opened.convert("RGB").resize((7750, 7750)).save(tmp_path / "large.jpg", quality=80)
    out = tmp_path / "out"
    words = ["portrait", str(tmp_path / "large.jpg"), "Mama.", "--engine", "rules", "--size", "256", "--fps", "5"]
    code = (
        "import sys; from soliloquy.shell.cli import main; code = main(sys.argv[1:]);"
        "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0]); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, *words, "--out", str(out)]
    done = subprocess.run(command, check=True, timeout=300, capture_output=True, text=True)
    assert (out / "frame_00001.png").exists()
    most = next(line for line in done.stdout.splitlines() if line.startswith("VmHWM"))
    assert int(most.split()[1]) / 1000 < MOST_MEMORY, most
