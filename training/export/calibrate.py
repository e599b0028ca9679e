# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 12, too: by how much more or less jaw, lips and corners of the shipped styles move than people's.

    python -m soliloquy.training.export.calibrate --captures FOLDER --tracked FOLDER

The capture style is brought to the faces that it learned from, without the take that is left out. The plain style is
what people share: it is brought to those faces and to the man's of the second folder (``data.tracked_faces``; every
ninth of his clips, without the last 90 by name), to the geometric mean of what each asks for, but never so far that a
part moves more than 1.3 times as much as somebody's. The gains are kept beside the styles' vectors in
models/flow_styles.npz.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...runtime.animate.flow.engine import animate
from ...runtime.animate.flow.lip_gains import PARTS, Gains
from ...runtime.animate.flow.styles import FILE_ENDING, GAIN_RANGE, Style, find_style, write_style
from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.head.lips import opening
from ...runtime.listen.listen import listen
from ...runtime.requests import Direction, FlowOptions
from ...runtime.weights import MODELS_FOLDER, weight_path
from ..data.real_faces import Capture, load_captures
from ..data.recipe import LEFT_OUT
from ..data.tracked_faces import HELD_OUT_CLIPS
from ..evaluation.person_scores import corners
from .registry import CALIBRATED, register

HOW = (
    "python -m soliloquy.training.export.to_onnx: the styles' vectors; python -m soliloquy.training.export.calibrate: "
    "their gains"
)
_ROUNDS = 2
"""Chosen by eye."""
_STILL = 1e-3
_EVERY = 9
_MOST = 1.3
"""Times what the one who moves a part least asks for."""
_MEASURED_ELSEWHERE: tuple[Gains, ...] = ((1 / 1.3, 1 / 0.5, 1 / 0.22, np.nan),)
"""Of the plain style: what an English actress at 60 frames a second asks for, whose capture is not here and trained
nothing. Measured from outside, on the version that had no gains: 20 s. NaN: ours moved a fifth of her corners, which no
gain would reach without twice the others'."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Fit the shipped styles' gains of jaw and lips.")
    parser.add_argument("--captures", type=Path, required=True, help="folder of captured faces")
    parser.add_argument("--tracked", type=Path, required=True, help="folder of a man's tracked faces")
    arguments = parser.parse_args()
    takes = [capture for capture in load_captures(arguments.captures) if capture.name != LEFT_OUT]
    man = load_captures(arguments.tracked)[:-HELD_OUT_CLIPS:_EVERY]
    with np.load(weight_path("flow_styles"), allow_pickle=False) as archive:
        values = {name: archive[name] for name in archive.files if "." not in name}
    for name, people, others in (("capture", [takes], ()), ("plain", [takes, man], _MEASURED_ELSEWHERE)):
        style = find_style(name)
        with TemporaryDirectory() as folder:
            each = [fitted_gains(faces, style, Path(folder) / f"draft{FILE_ENDING}") for faces in people]
        print(f"{name}: {each}", file=sys.stderr)
        gains = shared_gains([*each, *others])
        values[f"{name}.lip_gains"] = np.array(gains, np.float32).round(3)
        print(f"gains of {name}: {', '.join(f'{gain:.3f}' for gain in gains)}", file=sys.stderr)
    np.savez(MODELS_FOLDER / "flow_styles.npz", **values)
    register(["flow_styles.npz"], MODELS_FOLDER / "models.toml", HOW, CALIBRATED)
    return 0


def shared_gains(each: Sequence[Gains]) -> Gains:
    """Of people's gains the geometric mean, and at most ``_MOST`` times the least; NaN says nothing."""
    return _gains(np.minimum(np.exp(np.nanmean(np.log(each), axis=0)), _MOST * np.nanmin(each, axis=0)))


def fitted_gains(captures: Sequence[Capture], style: Style, draft: Path) -> Gains:
    """The gains with which ``style`` moves jaw, lips and corners as far as the captured faces do (no transcript given,
    the words written down, as the product does by itself), within ``GAIN_RANGE``; the style file ``draft`` is written
    on the way. Found step by step, for contacts have the last word. A lip that was not captured is scaled as the whole
    opening is, corners that were not are left.
    """
    heard = [listen(capture.speech, write_down=True) for capture in captures]
    gains = np.ones(len(PARTS))
    for _ in range(_ROUNDS):
        write_style(draft, replace(style, gains=_gains(gains)))
        options = FlowOptions(style=str(draft))
        played = [animate(speech, features, Direction(), options).weights for speech, features in heard]
        gains = np.clip(gains * _wider(captures, played), *GAIN_RANGE)
    return _gains(gains)


def _wider(captures: Sequence[Capture], played: Sequence[np.ndarray]) -> np.ndarray:
    """(4,) standard deviations of the true parts over those of the played ones, over all clips together."""
    frames = [min(len(capture.weights), len(weights)) for capture, weights in zip(captures, played, strict=True)]
    true = np.concatenate([capture.weights[:n] for capture, n in zip(captures, frames, strict=True)])
    ours = np.concatenate([weights[:n] for weights, n in zip(played, frames, strict=True)])
    whole = opening(true).std() / max(float(opening(ours).std()), 1e-6)
    found = []
    for part in PARTS:
        wanted, made = (_moved(weights, part) for weights in (true, ours))
        uncaptured = 1.0 if part == "corners" else whole
        found.append(wanted / max(made, 1e-6) if wanted > _STILL else uncaptured)
    return np.array(found)


def _moved(weights: np.ndarray, part: str) -> float:
    """Standard deviation of the part: its first shape, the mean of its two sides, or smile and stretch together."""
    if part == "corners":
        return float(corners(weights).std())
    shapes = PARTS[part]
    chosen = shapes if shapes[0].endswith("Left") else shapes[:1]
    return float(weights[:, [ARKIT_INDEX[shape] for shape in chosen]].mean(axis=1).std())


def _gains(gains: np.ndarray) -> Gains:
    jaw, lower, upper, wide = gains.tolist()
    return jaw, lower, upper, wide


if __name__ == "__main__":
    sys.exit(main())
