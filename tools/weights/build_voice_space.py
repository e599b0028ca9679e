# SPDX-License-Identifier: GPL-3.0-or-later
"""Lay a smooth space through the voices, for runtime/voice/voice_space.py: writes models/voice_space.npz.

    python -m soliloquy.tools.weights.build_voice_space

Principal components of the 54 styles, all lengths at once: what a style says of the sound and what it says of the
melody count alike. A component is kept as shares of the voices, so that a point is a mix of all of them, whose shares
may be negative, and holds for lines of any length. How pitch, vocal tract, brightness, breath and pace change along
the components is a ridge regression on the voices' measures (models/voice_measures.json). Takes seconds.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from ...runtime.archives import npz_of
from ...runtime.arrays import Array
from ...runtime.voice.voice_space import MEASURES
from ...runtime.weights import weight_path

TARGET = Path(__file__).resolve().parents[2] / "models" / "voice_space.npz"

DIMENSIONS = 12
"""With more, left-out voices' measures are told no better (the print-out)."""
_HALF = 128
"""Numbers of a style that shape the sound; as many after them shape durations and melody."""
_LENGTHS = slice(5, 300, 5)
"""Of lines, in tokens, whose styles are looked at. Others lie between."""
_RIDGE = 1.0
"""Of the regression of measures on components. Chosen by hand."""


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    with np.load(weight_path("voices"), allow_pickle=False) as arrays:
        names, styles = [str(name) for name in arrays["names"]], arrays["styles"].astype(np.float64)
    measures = measures_of(names)
    points, shares = space_of(styles)
    slopes, middle = regression(points, measures)
    print("correlation of left-out voices' measures with what their points tell:")
    for number, name in enumerate(MEASURES):
        print(f"  {name:12} {left_out(points, measures[:, number]):.2f}")
    arrays = {
        "names": np.array(names),
        "shares": shares.astype(np.float32),
        "points": points.astype(np.float32),
        "slopes": slopes.astype(np.float32),
        "middle": middle.astype(np.float32),
    }
    content = npz_of(arrays)
    TARGET.write_bytes(content)
    print(len(content), hashlib.sha256(content).hexdigest())
    return 0


def measures_of(names: list[str]) -> Array:
    """(V,M) in the order of MEASURES: pitch in semitones above 100 Hz; woman 1 for a woman's voice, 0 for a man's."""
    found = json.loads(weight_path("voice_measures").read_text(encoding="utf-8"))["voices"]

    def row(name: str) -> list[float]:
        own = {**found[name], "woman": float(name[1] == "f"), "pitch": 12 * np.log2(found[name]["pitch"] / 100.0)}
        return [own[each] for each in MEASURES]

    return np.array([row(name) for name in names])


def space_of(styles: Array) -> tuple[Array, Array]:
    """The voices' points (V,D), of variance 1 along each component, and the shares (D,V) that a step of 1 along a
    component adds to those of the middle of all voices. styles (V,L,256)."""
    halves = [styles[:, _LENGTHS, :_HALF], styles[:, _LENGTHS, _HALF:]]
    apart = [half - half.mean(axis=0) for half in halves]
    flat = np.concatenate([(half / half.std()).reshape(len(styles), -1) for half in apart], axis=1)
    values, vectors = np.linalg.eigh(flat @ flat.T)
    kept = vectors[:, np.argsort(values)[::-1][:DIMENSIONS]]
    kept = kept * np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(DIMENSIONS)])
    scale = np.sqrt(len(styles) - 1)
    return kept * scale, kept.T / scale


def regression(points: Array, measures: Array) -> tuple[Array, Array]:
    """(D,M) how measures change along each component, and (M,) what they are in the middle."""
    extended = np.c_[points, np.ones(len(points))]
    penalty = _RIDGE * np.diag([*np.ones(points.shape[1]), 0.0])
    found = np.linalg.solve(extended.T @ extended + penalty, extended.T @ measures)
    return found[:-1], found[-1]


def left_out(points: Array, measure: Array) -> float:
    """Correlation of a measure (V,) with what is told of each voice by the others."""
    told = []
    for number in range(len(points)):
        others = np.arange(len(points)) != number
        slopes, middle = regression(points[others], measure[others, np.newaxis])
        told.append(float((points[number] @ slopes + middle)[0]))
    return float(np.corrcoef(told, measure)[0, 1])


if __name__ == "__main__":
    sys.exit(main())
