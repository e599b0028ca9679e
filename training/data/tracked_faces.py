# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 0: face points that others tracked become captured faces: a folder that ``--captures`` takes.

    python -m soliloquy.training.data.tracked_faces --tracks FOLDER --out FOLDER

The first FOLDER holds ``clips/NAME.flac`` and ``tracks.npz`` of one person: ``clips`` (N,), ``first`` (N+1,), ``fps``,
``point_index`` (K,), and ``points`` (T,K,3) in any unit of pixels, y down, ``_LOST`` where no face was found. The
second gets NAME.npz for each clip (``fps``, ``names``, ``weights``, and what was seen of the mouth itself, ``SEEN``)
with a link to its sound, and ``tracked.json``: how the picture stands against the sound, and how far the weights
follow the points.
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from ...runtime.capture.basis import capture_basis
from ...runtime.capture.fit import Fitted, fit_points
from ...runtime.capture.lips import with_seen_lips
from ...runtime.capture.offset import picture_offset
from ...runtime.capture.track import Track, bridged
from ...runtime.errors import InputError
from ...runtime.head.arkit import ARKIT_NAMES
from ...runtime.head.lips import opening
from ...runtime.listen.listen import listen
from ...runtime.listen.recording import read_recording
from ...runtime.motion import FRAMES_PER_SECOND, frame_count
from ...runtime.speech import Phone
from .real_faces import WIDTH

DESCRIPTION = "tracked.json"
HELD_OUT_CLIPS = 90
"""The last ones by name, that nothing is trained on."""
SEEN = ("gap", WIDTH, "brow_height")
"""Between the lips' middles, between the mouth's corners, of the brows over the eyes' outer corners; all in distances
of these corners, (T,). Whoever scores a face against a person takes these: they went through no fit."""
CAMERA = "camera_fps"
"""Pictures a second that were taken of the face."""
SPOKEN = "spoken"
"""(T,) bool: within a word, where ``words.json`` (NAME: [[start s, end s, word], ...]) lies beside the tracks."""
_SILENCES = ("sil", "sp")
_LOST = -32768
_HEARD_EVERY = 10
"""Clips: every so many one is listened to for the offset. Chosen by eye."""
_APART = 10.0
"""Seconds between clips that are laid one after another, so that no closure meets one of the next clip."""
_HINT = "Give a folder with tracks.npz and clips/NAME.flac"


@dataclass(frozen=True)
class Tracked:
    """One person's clips. clips: names. spans: each one's frames. fps. points (T,K,3), the K of ``capture_basis``: y
    up, z towards the camera."""

    clips: tuple[str, ...]
    spans: tuple[slice, ...]
    fps: float
    points: np.ndarray

    def times(self, clip: int) -> np.ndarray:
        """Seconds of the clip's frames: each is the middle of what the camera saw."""
        span = self.spans[clip]
        return (np.arange(span.stop - span.start) + 0.5) / self.fps


@dataclass(frozen=True)
class Description:
    """frames, lost: of all clips. gap_r: correlation of the weights' opening with the gap between the points of the
    lips. offset_ms: how much later the picture shows a closure than the sound has it, the median over ``closures``;
    spread_ms: half of what the middle half of them span. None where too few were both seen and heard."""

    frames: int
    lost: int
    gap_r: float
    offset_ms: float | None
    spread_ms: float | None
    closures: int


def main() -> int:
    parser = argparse.ArgumentParser(description="Make captured faces of tracked points.")
    parser.add_argument("--tracks", type=Path, required=True, help="folder with tracks.npz and clips/")
    parser.add_argument("--out", type=Path, required=True, help="folder that gets NAME.npz for each clip")
    arguments = parser.parse_args()
    try:
        description = write_captures(arguments.tracks, arguments.out)
    except InputError as error:
        print(f"tracked_faces: {error}", file=sys.stderr)
        return 3
    print(json.dumps(asdict(description), indent=1))
    return 0


def write_captures(tracks: Path, out: Path) -> Description:
    """Fit every clip and write it. Raises InputError (no tracks, or not as above), OSError."""
    tracked, lost = read_tracks(tracks / "tracks.npz")
    fitted = fit_points(tracked.points)
    weights = with_seen_lips(fitted.weights, fitted.gap).astype(np.float32)
    out.mkdir(parents=True, exist_ok=True)
    words = json.loads((tracks / "words.json").read_text("utf-8")) if (tracks / "words.json").exists() else {}
    for number, name in enumerate(tracked.clips):
        _write(out / f"{name}.npz", tracked, number, weights[tracked.spans[number]], words.get(name))
        sound = out / f"{name}.flac"
        if not sound.exists():
            sound.symlink_to((tracks / "clips" / f"{name}.flac").resolve())
    description = _described(tracks, tracked, fitted, weights, lost)
    (out / DESCRIPTION).write_text(json.dumps(asdict(description), indent=1) + "\n", encoding="utf-8")
    return description


def read_tracks(path: Path) -> tuple[Tracked, int]:
    """The clips, lost frames bridged, and how many were lost. Raises InputError."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("clips", "first", "fps", "point_index", "points")}
    except (OSError, KeyError, ValueError) as error:
        raise InputError(str(path), f"cannot be read as tracked points ({error})", _HINT) from error
    places = {int(point): place for place, point in reversed(list(enumerate(arrays["point_index"])))}
    missing = [int(point) for point in capture_basis().points if int(point) not in places]
    if missing:
        raise InputError(str(path), f"lacks the mesh's points {missing[:5]}", _HINT)
    chosen = arrays["points"][:, [places[int(point)] for point in capture_basis().points]]
    found, fps, first = chosen[:, 0, 0] != _LOST, float(arrays["fps"]), arrays["first"].tolist()
    points = bridged(Track(chosen, found, np.arange(len(chosen)) / fps))
    spans = tuple(slice(*edges) for edges in pairwise(first))
    return Tracked(tuple(map(str, arrays["clips"])), spans, fps, points), int((~found).sum())


def _write(path: Path, tracked: Tracked, clip: int, weights: np.ndarray, words: list | None) -> None:
    """At 50 frames a second, as captures are used: there every second frame is one that the camera saw."""
    span = tracked.spans[clip]
    at = np.arange(frame_count((span.stop - span.start) / tracked.fps)) / FRAMES_PER_SECOND

    def brought(columns: np.ndarray) -> np.ndarray:
        return np.stack([np.interp(at, tracked.times(clip), each) for each in columns.T], axis=1).astype(np.float32)

    seen = dict(zip(SEEN, brought(_seen(tracked.points[span])).T, strict=True)) | {CAMERA: np.float32(tracked.fps)}
    if words is not None:
        said = [(start, end) for start, end, word in words if word not in _SILENCES]
        seen[SPOKEN] = np.any([(start <= at) & (at < end) for start, end in said], axis=0)
    np.savez(path, fps=np.float32(FRAMES_PER_SECOND), names=np.array(ARKIT_NAMES), weights=brought(weights), **seen)


def _seen(points: np.ndarray) -> np.ndarray:
    """(T,3), in the order of ``SEEN``."""
    places = {int(point): place for place, point in enumerate(capture_basis().points)}

    def at(point: int) -> np.ndarray:
        return points[:, places[point], :2]

    eyes = np.linalg.norm(at(33) - at(263), axis=1)
    gap, width = (np.linalg.norm(at(one) - at(other), axis=1) for one, other in ((13, 14), (61, 291)))
    height = (at(105) + at(334) - at(33) - at(263))[:, 1] / 2
    return np.stack([gap, width, height], axis=1) / eyes[:, None]


def _described(folder: Path, tracked: Tracked, fitted: Fitted, weights: np.ndarray, lost: int) -> Description:
    gap, times, phones = [], [], []
    for number in range(0, len(tracked.clips), _HEARD_EVERY):
        begin = number * _APART
        sound = read_recording(folder / "clips" / f"{tracked.clips[number]}.flac")
        heard = listen(sound, with_content=False)[0].phones
        phones += [Phone(phone.symbol, phone.start + begin, phone.end + begin) for phone in heard]
        gap.append(fitted.gap[tracked.spans[number]])
        times.append(tracked.times(number) + begin)
    offset = picture_offset(np.concatenate(gap), np.concatenate(times), phones)
    return Description(
        frames=len(weights),
        lost=lost,
        gap_r=round(float(np.corrcoef(opening(weights), fitted.gap)[0, 1]), 3),
        offset_ms=None if offset is None else round(1000 * offset.seconds, 1),
        spread_ms=None if offset is None else round(1000 * offset.spread, 1),
        closures=0 if offset is None else offset.closures,
    )


if __name__ == "__main__":
    sys.exit(main())
