# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sits for a portrait: the picture cut to the film's size, with the one face that is to speak."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from ..arrays import Array
from ..errors import InputError
from ..face.certainty import PRESENCE, SMALLEST_SHARE, face_not_there, faces_in, no_face, several_faces, small_face
from ..face.detection import Detection
from ..face.landmarks import Mesh, mesh_again
from ..face.picture import Picture, read_picture
from ..requests.portrait import PortraitRequest
from .light import eyes_are_covered

SMALLEST_FACE, SMALL_FACE = 48, 110
"""Pixels across the face in the file: below the first there is no mouth to move, below the second it is blurred.
Chosen by eye."""
_MOST_TURNED, _MUCH_TURNED = 32.0, 18.0
"""Degrees to a side: beyond the first one half of the face would be made up; beyond the second it is warned of.
Chosen by eye."""
_EYES_COVERED = "the eyes are dark, as behind sunglasses: they stay as they are"
_AROUND = 2.0
"""Side of what is shown, in sides of the face. Chosen by eye: head and shoulders."""
_BELOW = 0.1
"""How far below the face's middle that of what is shown lies, in sides of the face. Chosen by eye."""


@dataclass(frozen=True)
class Sitter:
    """picture float32 (H,W,3), 0..255, or with a fourth channel, alpha, by which the others are multiplied. mesh: in
    its pixels. warnings: what the user should know of it. eyes_covered: by dark glasses, which are not to blink."""

    picture: Array
    mesh: Mesh
    warnings: tuple[str, ...]
    eyes_covered: bool = False


def sit(request: PortraitRequest) -> Sitter:
    """The sitter of a request.

    Raises InputError: no picture, no face, several faces and none chosen, a face too small or turned too far, no
    transparency though it is asked for; UsageError: a face that is not there.
    """
    path = Path(request.picture)
    picture = read_picture(path)
    if request.alpha and picture.cut_out is None:
        hint = "Leave --alpha out, or give a PNG or WebP that is cut out"
        raise InputError(str(path), "has no transparency, which --alpha is to keep", hint)
    found, mesh = _chosen(path, picture, request.face)
    warnings = (*picture.warnings, *_doubts(path, picture, found, mesh))
    image = picture.cut_out if request.alpha and picture.cut_out is not None else picture.image
    return _cut(image, mesh, found, request, warnings)


def _chosen(path: Path, picture: Picture, face: int | None) -> tuple[Detection, Mesh]:
    faces = faces_in(path, picture.image, _MOST_TURNED)
    faces = [each for each in faces if each[0].side >= SMALLEST_SHARE * faces[0][0].side]
    if face is None and len(faces) > 1:
        raise several_faces(path, len(faces), "picture")
    if face is not None and face > len(faces):
        raise face_not_there(f"--face {face}", f"{len(faces)} can be made out")
    return sorted(faces, key=lambda each: each[0].box[0])[(face or 1) - 1]


def _doubts(path: Path, picture: Picture, found: Detection, mesh: Mesh) -> Iterator[str]:
    """What to say of a face that will do. Raises InputError for one that will not."""
    side = found.side / picture.scale
    if side < SMALLEST_FACE:
        raise small_face(path, side, SMALL_FACE, "move its mouth")
    if mesh.turned > _MOST_TURNED:
        raise no_face(path, [mesh], _MOST_TURNED)
    if side < SMALL_FACE:
        yield f"the face is only {side:.0f} pixels across: its mouth will be blurred"
    if mesh.turned > _MUCH_TURNED:
        yield f"the face is turned away by {mesh.turned:.0f} degrees: from the front it moves better"


def _cut(
    image: Image.Image, mesh: Mesh, found: Detection, request: PortraitRequest, warnings: tuple[str, ...]
) -> Sitter:
    box = (0.0, 0.0, float(image.width), float(image.height)) if request.whole else _head_and_shoulders(image, found)
    left, top, right, bottom = box
    scale = request.size / max(right - left, bottom - top)
    # Even numbers: H.264 halves the colours' size.
    size = (2 * max(1, round((right - left) * scale / 2)), 2 * max(1, round((bottom - top) * scale / 2)))
    small = _resized(image, size, box)
    factor = np.array([size[0] / (right - left), size[1] / (bottom - top)])
    points = mesh.points.copy()
    points[:, :2] = (points[:, :2] - [left, top]) * factor
    points[:, 2] *= factor.mean()
    placed = replace(mesh, points=points)
    # Once more, in the pixels that are moved: the reference's points must lie on its own lips.
    again = mesh_again(Image.fromarray(small[..., :3].round().astype(np.uint8)), placed)
    mesh = again if again.presence >= PRESENCE else placed
    covered = eyes_are_covered(small[..., :3], mesh.points)
    return Sitter(small, mesh, (*warnings, _EYES_COVERED) if covered else warnings, covered)


def _head_and_shoulders(image: Image.Image, found: Detection) -> tuple[float, float, float, float]:
    """A square around the face, as far as the picture goes."""
    half = min(_AROUND * found.side, *image.size) / 2 if min(image.size) > found.side else _AROUND * found.side / 2
    middle = (found.box[:2] + found.box[2:]) / 2 + [0.0, _BELOW * found.side]
    low = np.clip(middle - half, 0.0, np.maximum(np.array(image.size) - 2 * half, 0.0))
    high = np.minimum(low + 2 * half, image.size)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _resized(image: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float]) -> Array:
    # Pillow multiplies by alpha while it scales, in the mode RGBa.
    mode = "RGBa" if image.mode == "RGBA" else "RGB"
    small = image.convert(mode).resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    return np.asarray(small, np.float32)
