# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether what was found in a picture is a face, and what is said when it is none, or not the one that is meant."""

import math
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from ..errors import InputError, UsageError
from .detection import Detection, detect
from .landmarks import Mesh, mesh_of, unsteadiness

PRESENCE = 0.9
"""How sure the mesh must be that it lies on a face. Chosen by hand."""
UNSTEADY = 0.05
"""How far its points may move (``unsteadiness``): on rendered heads 0.014 to 0.019, on two photographs 0.022 and 0.029,
on a head turned by 45 degrees 0.035; on heads upside down 0.073 and more, and on a cat, a cup and a rocket, of which
the mesh is 0.64, 0.002 and 0.9999 sure, 0.16, 0.10 and 0.063."""
SMALLEST_SHARE = 0.35
"""Of the largest face's side: smaller ones are in the background, and count as none. Chosen by hand."""


def lies_on_a_face(image: Image.Image, mesh: Mesh) -> bool:
    """Whether a mesh found in the picture lies on a face."""
    if mesh.presence < PRESENCE:
        return False
    # Of a face that is turned away there is less to hold on to: the same one mirrored moved by 0.056.
    return unsteadiness(image, mesh) * math.cos(math.radians(mesh.turned)) <= UNSTEADY


def faces_in(path: Path, image: Image.Image, most_turned: float) -> list[tuple[Detection, Mesh]]:
    """The faces of a picture file, the largest first. Raises InputError, as ``no_face``, where there is none."""
    candidates = [(found, mesh_of(image, found)) for found in detect(image)]
    faces = [(found, mesh) for found, mesh in candidates if lies_on_a_face(image, mesh)]
    if not faces:
        raise no_face(path, [mesh for _, mesh in candidates], most_turned)
    return faces


def no_face(path: Path, meshes: Iterable[Mesh], most_turned: float) -> InputError:
    """What to raise of a picture none of whose meshes is of use; most_turned: degrees up to which one would be."""
    hint = "Give a picture of a face seen from the front"
    if any(mesh.turned > most_turned for mesh in meshes):
        return InputError(str(path), "shows a face that is turned too far away, as in profile", hint)
    return InputError(str(path), "shows no face that can be made out", hint)


def small_face(path: Path, pixels: float, least: int, why: str) -> InputError:
    """What to raise of a face of so few pixels across that they are too few to ``why``. least: those that do."""
    reason = f"shows a face of {pixels:.0f} pixels across, too few to {why}"
    return InputError(str(path), reason, f"Give a picture with {least} pixels or more across the face")


def several_faces(path: Path, count: int, kind: str) -> InputError:
    """What to raise of a picture or a film (the ``kind``) that shows several, where none was chosen."""
    hint = f"Choose one with --face N, counted from the left, or cut the {kind} to one face"
    return InputError(str(path), f"shows {count} faces", hint)


def face_not_there(asked: str, seen: str) -> UsageError:
    """What to raise of a number that is larger than there are faces. seen: how many there are, and where."""
    return UsageError(asked, f"asks for a face that is not there: {seen}", "Count them from the left of the picture")
