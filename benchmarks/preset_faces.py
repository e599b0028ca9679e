# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the embedded heads look like people to the face networks: found, their lips followed.

Writes docs/measured/preset-faces.md. From the repository's root: .venv/bin/python benchmarks/preset_faces.py. Half a
minute.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image
from soliloquy.exporters.render.picture import FACE, Portrait
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import Mesh, mesh_of
from soliloquy.runtime.face.mesh_points import EYE_CORNERS, LOWER_LIP, UPPER_LIP
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import Head, load_head, shared_arrays
from soliloquy.runtime.people.data import people_data
from soliloquy.runtime.people.presets import PRESETS
from tqdm import tqdm

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "preset-faces.md"

_SIZE, _JAW = 512, 0.5


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    rows = []
    for name in tqdm(PRESETS):
        head = load_head(name)
        still, ajar = (_seen(head, jaw) for jaw in (0.0, _JAW))
        gaps = [_gap(mesh) for _, mesh in (still, ajar)]
        rows.append(
            f"| {name} | {still[1].presence:.3f}, {ajar[1].presence:.3f} | {gaps[0]:.3f} | {gaps[1]:.3f} "
            f"| {_true_gap(head):.3f} |"
        )
    PAGE.write_text(_page(rows), encoding="utf-8")
    return 0


def _page(rows: list[str]) -> str:
    return f"""# The presets' faces, as networks see them

Written by `benchmarks/preset_faces.py`: each of the twelve heads as our own renderer draws it, at rest and with
jawOpen {_JAW}, {_SIZE} pixels. Presence: how sure MediaPipe's mesh is that it lies on a face, at rest and open. Gap:
between the inner lips over that between the outer corners of the eyes, by the mesh at rest and open, and as it is on
the head when open. What voice each is given: [a voice from a face](../voice-from-face.md#measured).

| head | presence | gap at rest | open | on the head |
|---|---|---|---|---|
""" + "\n".join([*rows, ""])


def _seen(head: Head, jaw_open: float) -> tuple[Image.Image, Mesh]:
    """The picture and the mesh on the face that is found first in it."""
    with Portrait(head, _SIZE, FACE) as portrait:
        image = Image.fromarray(portrait.picture(_opened(head, jaw_open)))
    return image, mesh_of(image, detect(image)[0])


def _opened(head: Head, jaw_open: float) -> Array:
    opened: Array = head.vertices + jaw_open * head.shape_deltas[ARKIT_INDEX["jawOpen"]]
    return opened


def _gap(mesh: Mesh) -> float:
    upper, lower = mesh.flat[[UPPER_LIP, LOWER_LIP]]
    one, other = (mesh.flat[point] for point in EYE_CORNERS)
    return float(np.linalg.norm(upper - lower) / np.linalg.norm(one - other))


def _true_gap(head: Head) -> float:
    """The same on the mesh of the head; the eyes' outer corners are those of their lids."""
    shared, places = shared_arrays(), _opened(head, _JAW).astype(float)
    middle = len(shared["lip_upper"]) // 2
    gap = places[shared["lip_upper"][middle], 1].min() - places[shared["lip_lower"][middle], 1].max()
    return float(gap / _between_eyes(head))


def _between_eyes(head: Head) -> float:
    """Metres between the outer corners of the lids."""
    ring = people_data().topology.lid_rings[:, 2]
    left, right = (head.vertices[each][np.abs(head.vertices[each, 0]).argmax()] for each in ring)
    return float(np.linalg.norm(left - right))


if __name__ == "__main__":
    raise SystemExit(main())
