# SPDX-License-Identifier: GPL-3.0-or-later
"""How well points of a face become weights: two tables of docs/measured/capture.md.

    python benchmarks/capture.py [--rendered] [--tracks FOLDER]

FOLDER holds tracks.npz, words.json, clips/NAME.flac and video/NAME.mp4 of a man (see benchmarks/face_mesh.py).
"""

import argparse
import json
from pathlib import Path

import numpy as np
from measured_page import write_part
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.capture.basis import capture_basis
from soliloquy.runtime.capture.film_by_ffmpeg import film_by_ffmpeg
from soliloquy.runtime.capture.fit import Fitted, fit_points
from soliloquy.runtime.capture.lips import rounded_by_width, with_seen_lips
from soliloquy.runtime.capture.offset import picture_offset
from soliloquy.runtime.capture.track import Track, bridged
from soliloquy.runtime.capture.tracking import follow_face
from soliloquy.runtime.face.mesh_points import BROW_MIDDLES, EYE_CORNERS, LOWER_LIP, MOUTH_CORNERS, UPPER_LIP
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.lips import lip_gap_mm, narrowness, opening, rounding
from soliloquy.runtime.listen.listen import listen
from soliloquy.runtime.listen.recording import read_recording
from soliloquy.runtime.speech import Phone
from soliloquy.tools.weights.capture_poses import Poses, spoken_poses
from soliloquy.tools.weights.fit_capture import responses

LINES = (
    ("Please bring the boat back to the pier, you know how much Peter wants to move.", "am_adam", {}),
    ("I do not think so, everybody would be furious about those moody blue walls.", "bf_emma", {"surprised": 0.5}),
)
HEADS = ("Daniel", "Kofi", "Rosa")
"""Whom the basis never saw."""
EVERY_POSE, EVERY_CLIP, HEARD = 4, 22, 12
ONSETS = {"bin", "blue", "place", "please", "by", "b", "p", "m"}
LOST = -32768


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rendered", action="store_true")
    parser.add_argument("--tracks", type=Path)
    given = parser.parse_args()
    if given.rendered:
        write_part("capture.md", "capture.py, rendered", rendered())
    if given.tracks:
        write_part("capture.md", "capture.py, man", man(given.tracks))
    return 0


def rendered() -> str:
    spoken = [spoken_poses(*line) for line in LINES]
    known = np.concatenate([each.weights[::EVERY_POSE] for each in spoken]).astype(float)
    turns = np.concatenate([each.turns[::EVERY_POSE] for each in spoken]).astype(float)
    fitted = [fit_points(seen_of(head, known, turns)) for head in HEADS]
    found = [played(each) for each in fitted]
    names = [name for head in HEADS for name in (f"{head}, r", "amplitude")]
    rows = [f"{len(known)} frames of each.", "", f"| measure | {' | '.join(names)} | aim for r |"]
    rows.append("|---" * (len(names) + 2) + "|")
    for name, measure, aim in MEASURES:
        true = measure(known)
        scores = [(_r(measure(ours), true), measure(ours).std() / true.std()) for ours in found]
        cells = " | ".join(f"{r:.2f} | {amplitude:.2f}" for r, amplitude in scores)
        rows.append(f"| {name} | {cells} | {aim} |")
    rows += ["", "| the head's turn, off by | mean | 95th percentile | aim |", "|---|---|---|---|"]
    true_turns = _less_median(turns)
    off = np.concatenate([np.degrees(np.abs(_less_median(each.turns) - true_turns)) for each in fitted])
    for name, mean, high in zip(
        ("pitch", "yaw", "roll"), off.mean(axis=0), np.percentile(off, 95, axis=0), strict=True
    ):
        rows.append(f"| {name} | {mean:.1f} degrees | {high:.1f} degrees | 2 degrees |")
    return "\n".join(rows)


def seen_of(head: str, known: Array, turns: Array) -> Array:
    """The mesh's points (N,K,3) of a head in poses, +Y up."""
    return responses(load_head(head), Poses(known, turns))[:, capture_basis().points] * [1.0, -1.0, -1.0]


def man(folder: Path) -> str:
    tracks = np.load(folder / "tracks.npz", allow_pickle=False)
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    place = {int(point): index for index, point in enumerate(tracks["point_index"])}
    chosen = range(5, len(tracks["clips"]), EVERY_CLIP)
    parts = [slice(*tracks["first"][[index, index + 1]]) for index in chosen]
    raw = np.concatenate([tracks["points"][part] for part in parts])
    times = np.concatenate([(np.arange(part.stop - part.start) + 0.5) / 25 for part in parts])
    clip = np.repeat(np.arange(len(parts)), [part.stop - part.start for part in parts])
    order = [place[int(point)] for point in capture_basis().points]
    whole = bridged(Track(raw[:, order], raw[:, 0, 0] != LOST, np.arange(len(raw)) / 25))
    films = [folder / "video" / f"{tracks['clips'][index]}.mp4" for index in chosen]
    seen = [followed(film)[: part.stop - part.start] for film, part in zip(films, parts, strict=True)]
    fitted = fit_points(np.concatenate(seen))
    weights = played(fitted)
    at = {int(point): whole[:, index, :2] for index, point in enumerate(capture_basis().points)}
    eyes, gap, width = (
        np.linalg.norm(at[one] - at[other], axis=1)
        for one, other in (EYE_CORNERS, (UPPER_LIP, LOWER_LIP), MOUTH_CORNERS)
    )
    gap, width = gap / eyes, width / eyes
    height = (at[BROW_MIDDLES[0]] + at[BROW_MIDDLES[1]] - at[EYE_CORNERS[0]] - at[EYE_CORNERS[1]])[:, 1] / 2 / eyes
    spoken, shut, offsets = np.zeros(len(times), bool), [], []
    for number, index in enumerate(chosen):
        name, of = str(tracks["clips"][index]), clip == number
        open_ = opening(weights[of])
        for start, end, word in words[name]:
            if word not in ("sil", "sp"):
                spoken |= of & (times >= start) & (times < end)
            if word in ONSETS:
                near = (times[of] >= start - 0.1) & (times[of] <= start + 0.12)
                shut.append(open_[near].min() <= 0.25 * np.percentile(open_, 90))
        if number < HEARD:
            recording = read_recording(folder / "clips" / f"{name}.flac")
            phones = listen(recording, with_content=False)[0].phones
            offsets += [(phone.symbol, phone.start + 10 * number, phone.end + 10 * number) for phone in phones]
    early = clip < HEARD
    offset = picture_offset(fitted.gap[early], times[early] + 10 * clip[early], [Phone(*each) for each in offsets])
    rows = [f"{len(times)} frames of {len(parts)} clips.", "", "| measure | r | aim |", "|---|---|---|"]
    rows.append(f"| opening against the lip gap | {_r(opening(weights), gap):.2f} | |")
    rows.append(f"| the same, within words | {_r(opening(weights)[spoken], gap[spoken]):.2f} | |")
    wide = _less_median_of_clips(width, clip)
    narrow = _r(narrowness(weights)[spoken], -wide[spoken])
    rows.append(f"| narrowness against the width, within words | {narrow:.2f} | |")
    rows.append(f"| brows against their height | {_r(brows(weights), _less_median_of_clips(height, clip)):.2f} | |")
    rows += ["", f"Closures at the start of words with P, B or M: {sum(shut)} of {len(shut)}, by the picture alone."]
    if offset is not None:
        late, spread = 1000 * offset.seconds, 1000 * offset.spread
        said = f"The picture shows closures {late:+.0f} ms against the sound (median of {offset.closures}"
        rows.append(f"{said}, quartiles {spread:.0f} ms to either side).")
    return "\n".join(rows)


def played(fitted: Fitted) -> Array:
    """The weights (T,52) as the product plays them where nothing is heard."""
    return with_seen_lips(rounded_by_width(fitted.weights, fitted.width), fitted.gap)


def followed(film: Path) -> Array:
    """The mesh's points (T,K,3) of a film as the product follows them, +Y up."""
    return bridged(follow_face(film_by_ffmpeg(film), None, lambda seconds: None).track)


def brows(weights: Array) -> Array:
    up = _both(weights, "browOuterUp") + weights[:, ARKIT_INDEX["browInnerUp"]]
    return np.asarray(up - _both(weights, "browDown")) / 2


def funnel_and_pucker(weights: Array) -> Array:
    return np.asarray(weights[:, [ARKIT_INDEX["mouthFunnel"], ARKIT_INDEX["mouthPucker"]]].sum(axis=1))


def lids(weights: Array) -> Array:
    return _both(weights, "eyeBlink")


MEASURES = (
    ("opening", opening, "0.97"),
    ("gap between the lips", lip_gap_mm, ""),
    ("rounding", rounding, "0.90"),
    ("mouthFunnel and mouthPucker together", funnel_and_pucker, ""),
    ("narrowness", narrowness, ""),
    ("brows", brows, ""),
    ("lids", lids, ""),
)


def _both(weights: Array, name: str) -> Array:
    return np.asarray(weights[:, [ARKIT_INDEX[f"{name}{side}"] for side in ("Left", "Right")]].mean(axis=1))


def _less_median(values: Array) -> Array:
    return values - np.median(values, axis=0)


def _less_median_of_clips(values: Array, clip: Array) -> Array:
    medians = np.array([np.median(values[clip == number]) for number in range(clip[-1] + 1)])
    return np.asarray(values - medians[clip])


def _r(one: Array, other: Array) -> float:
    return float(np.corrcoef(one, other)[0, 1])


if __name__ == "__main__":
    raise SystemExit(main())
