# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the face mesh follows lips and brows as another tracker does: a table of docs/measured/capture.md.

    python benchmarks/face_mesh.py --tracks FOLDER [--clips 16]

FOLDER holds video/NAME.mp4 and tracks.npz: face points of the same films, found by MediaPipe 1.2.2 (whose mesh is
another network, and which smooths its points in time) in pictures of twice the size.
"""

import argparse
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from measured_page import write_part
from PIL import Image
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.detection import detect
from soliloquy.runtime.face.landmarks import Mesh, followed_mesh, mesh_of
from soliloquy.runtime.face.mesh_points import BROW_MIDDLES, EYE_CORNERS, LOWER_LIP, MOUTH_CORNERS, UPPER_LIP

MEASURES = ("lip gap", "mouth width", "brow height")
AIMS = (0.95, 0.90, 0.80)
OLDER = (0.87, 0.68, 0.50)
"""What the mesh without refinement gave on 900 frames of the same films (issue 17)."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tracks", type=Path, required=True, help="the folder")
    parser.add_argument("--clips", type=int, default=16)
    given = parser.parse_args()
    tracks = np.load(given.tracks / "tracks.npz", allow_pickle=False)
    place = {int(point): index for index, point in enumerate(tracks["point_index"])}
    names = [str(name) for name in tracks["clips"]]
    chosen = range(0, len(names), len(names) // given.clips)[: given.clips]
    ours, theirs = [], []
    for index in chosen:
        points = meshes(given.tracks / "video" / f"{names[index]}.mp4")
        known = tracks["points"][tracks["first"][index] :][: len(points)].astype(float)
        ours.append(measures(lambda point, found=points: found[:, point]))
        theirs.append(measures(lambda point, found=known: found[:, place[point]]))
    write_part("capture.md", "face_mesh.py", table(ours, theirs))
    return 0


def meshes(path: Path) -> Array:
    """(T,478,3) pixels, the face followed from frame to frame."""
    frames = imageio_ffmpeg.read_frames(str(path))
    size = next(frames)["size"]
    found: list[Mesh] = []
    for pixels in frames:
        image = Image.frombytes("RGB", size, pixels)
        found.append(followed_mesh(image, found[-1]) if found else mesh_of(image, detect(image)[0]))
    return np.array([mesh.points for mesh in found])


def measures(at) -> Array:  # type: ignore[no-untyped-def]
    """(3,T): gap between the lips, width of the mouth and height of the brows, in distances of the eyes' corners."""
    corners, brows = (sum(at(point)[..., :2] for point in pair) / 2 for pair in (EYE_CORNERS, BROW_MIDDLES))
    eyes, gap, width = (
        apart(at(one), at(other)) for one, other in (EYE_CORNERS, (UPPER_LIP, LOWER_LIP), MOUTH_CORNERS)
    )
    return np.array([gap, width, (corners - brows)[:, 1]]) / eyes


def apart(one: Array, other: Array) -> Array:
    return np.asarray(np.linalg.norm((one - other)[..., :2], axis=-1))


def table(ours: list[Array], theirs: list[Array]) -> str:
    later = [np.stack([half_a_frame_later(row) for row in clip]) for clip in ours]
    one, late, other = (np.concatenate(parts, axis=1) for parts in (ours, later, theirs))
    rows = [
        f"{one.shape[1]} frames of {len(ours)} clips; r against the other tracker's points.",
        "",
        "| measure | r | r, ours half a frame later | range, ours over theirs | the older mesh | aim |",
        "|---|---|---|---|---|---|",
    ]
    for index, name in enumerate(MEASURES):
        r, r_late = (np.corrcoef(each[index], other[index])[0, 1] for each in (one, late))
        spread = one[index].std() / other[index].std()
        rows.append(f"| {name} | {r:.2f} | {r_late:.2f} | {spread:.2f} | {OLDER[index]:.2f} | {AIMS[index]:.2f} |")
    return "\n".join(rows)


def half_a_frame_later(row: Array) -> Array:
    """Between each frame and the one before: what the other tracker's smoothing amounts to."""
    return np.asarray((row + np.concatenate([row[:1], row[:-1]])) / 2)


if __name__ == "__main__":
    raise SystemExit(main())
