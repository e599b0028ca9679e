# SPDX-License-Identifier: GPL-3.0-or-later
"""One face followed through the pictures of a film."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ..arrays import Array
from ..errors import InputError
from ..face.certainty import PRESENCE, SMALLEST_SHARE, UNSTEADY, face_not_there, several_faces
from ..face.detection import Detection, detect
from ..face.landmarks import Mesh, followed_mesh, mesh_of, unsteadiness
from .basis import capture_basis
from .film import Film
from .track import Track

_KEPT = 0.5
"""How sure the mesh must stay that it lies on a face. Chosen by hand."""
_LOOKED_AROUND = 2.0
"""Seconds after which the whole picture is searched again, for a second face. Chosen by hand."""
_SAME = 0.5
"""Sides of a face by which it may be away from where it was and be the same. Chosen by hand."""


@dataclass(frozen=True)
class Followed:
    """track: where the face was. lost: pictures in which it was not found."""

    track: Track
    lost: int


class _Follower:
    """Where the face is now."""

    def __init__(self, film: Film, face: int | None) -> None:
        self._film, self._face = film, face
        self._mesh: Mesh | None = None
        self._last: Array | None = None
        self._searched = -_LOOKED_AROUND

    def look(self, image: Image.Image, time: float) -> Mesh | None:
        """The face in the next picture; None where it is not seen."""
        if self._mesh is not None:
            self._mesh = followed_mesh(image, self._mesh)
            if self._mesh.presence < _KEPT:
                self._mesh = None
        if self._mesh is None:
            self._mesh = self._found(image)
        elif time - self._searched >= _LOOKED_AROUND:
            self._searched = time
            self._check_alone(_faces(image))
        if self._mesh is not None:
            self._last = self._mesh.flat.mean(axis=0)
        return self._mesh

    def _found(self, image: Image.Image) -> Mesh | None:
        faces = _faces(image)
        if not faces:
            return None
        if self._last is not None:
            away = [np.linalg.norm(_middle(found) - self._last) / found.side for found, _ in faces]
            nearest = int(np.argmin(away))
            return faces[nearest][1] if away[nearest] < _SAME or (len(faces) == 1 and self._face is None) else None
        self._check_alone(faces)
        if self._face is None:
            return faces[0][1]
        if self._face > len(faces):
            raise face_not_there(f"face {self._face}", f"{len(faces)} are in the first picture with any")
        return sorted(faces, key=lambda each: _middle(each[0])[0])[self._face - 1][1]

    def _check_alone(self, faces: list[tuple[Detection, Mesh]]) -> None:
        if self._face is None and len(faces) > 1:
            raise several_faces(self._film.path, len(faces), "film")


def follow_face(film: Film, face: int | None, report: Callable[[float], None]) -> Followed:
    """report: hears how many seconds were looked at.

    Raises InputError: several faces and none chosen, no picture that can be read; UsageError: a face not there.
    """
    points, found = [], []
    follower, chosen = _Follower(film, face), capture_basis().points
    nothing = np.zeros((len(chosen), 3))
    for number, image in enumerate(film.pictures()):
        mesh = follower.look(image, number / film.rate)
        found.append(mesh is not None)
        points.append(nothing if mesh is None else mesh.points[chosen])
        report(number / film.rate)
    if not points:
        raise InputError(str(film.path), "has no picture that can be read", "Save the film anew")
    times = np.arange(len(points)) / film.rate
    return Followed(Track(np.array(points), np.array(found), times), len(found) - sum(found))


def _faces(image: Image.Image) -> list[tuple[Detection, Mesh]]:
    """The faces of a picture, the largest first."""
    return list(_sure_faces(image))


def _sure_faces(image: Image.Image) -> Iterator[tuple[Detection, Mesh]]:
    found = detect(image)
    for each in found:
        if each.side >= SMALLEST_SHARE * found[0].side:
            mesh = mesh_of(image, each)
            if _may_begin(image, mesh):
                yield each, mesh


def _may_begin(image: Image.Image, mesh: Mesh) -> bool:
    """Whether a face may be followed from here on. A picture's may be turned further (``lies_on_a_face``), for there is
    no other of it; a film's comes round, and is followed then though it turns away again."""
    return mesh.presence >= PRESENCE and unsteadiness(image, mesh) <= UNSTEADY


def _middle(found: Detection) -> Array:
    return np.asarray((found.box[:2] + found.box[2:]) / 2)
