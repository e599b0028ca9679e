# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 12, too: how much wider or narrower the shipped capture style opens the mouth than the faces it learned from.

    python -m soliloquy.training.export.calibrate --captures FOLDER

Measured on the training takes alone, never on the one that is left out, and kept beside the style's vector in
models/flow_styles.npz. The plain style, whose teacher is the rules engine, opens as wide as its teacher.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...runtime.animate.flow.engine import animate
from ...runtime.animate.flow.styles import FILE_ENDING, GAIN_RANGE, Style, write_style
from ...runtime.head.lips import opening
from ...runtime.listen.listen import listen
from ...runtime.requests import Direction, FlowOptions
from ...runtime.weights import MODELS_FOLDER, weight_path
from ..data.real_faces import Capture, load_captures
from ..steps.training_run import LEFT_OUT
from .registry import register

STYLE = "capture"
_STEPS = 3
"""Chosen by eye."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Fit the shipped capture style's opening gain.")
    parser.add_argument("--captures", type=Path, required=True, help="folder of captured faces")
    arguments = parser.parse_args()
    takes = [capture for capture in load_captures(arguments.captures) if capture.name != LEFT_OUT]
    with np.load(weight_path("flow_styles"), allow_pickle=False) as archive:
        values = {name: archive[name] for name in archive.files}
    style = Style(values[STYLE][None])
    with TemporaryDirectory() as folder:
        found = fitted_gain(takes, style, Path(folder) / f"{STYLE}{FILE_ENDING}")
    values[f"{STYLE}.opening_gain"] = np.float32(round(found, 3))
    np.savez(MODELS_FOLDER / "flow_styles.npz", **values)
    register(["flow_styles.npz"], MODELS_FOLDER / "models.toml")
    print(f"opening gain of {STYLE}: {found:.3f}, from {len(takes)} takes", file=sys.stderr)
    return 0


def fitted_gain(captures: Sequence[Capture], style: Style, draft: Path) -> float:
    """The gain with which ``style`` opens the mouth as wide as the captured faces do (no transcript given), within
    ``GAIN_RANGE``; the style file ``draft`` is written on the way. Found step by step, for the gain acts on the
    networks' share of the mouth alone.
    """
    heard = [listen(capture.speech) for capture in captures]
    truths = [opening(capture.weights) for capture in captures]
    gain = 1.0
    for _ in range(_STEPS):
        write_style(draft, replace(style, opening_gain=gain))
        options = FlowOptions(style=str(draft))
        played = [opening(animate(speech, features, Direction(), options).weights) for speech, features in heard]
        wider = np.mean([_spread(truth, curve) for truth, curve in zip(truths, played, strict=True)])
        gain = float(np.clip(gain * wider, *GAIN_RANGE))
    return gain


def _spread(truth: np.ndarray, played: np.ndarray) -> float:
    """Standard deviation of the true opening over that of the played one."""
    frames = min(len(played), len(truth))
    return float(truth[:frames].std() / max(played[:frames].std(), 1e-6))


if __name__ == "__main__":
    sys.exit(main())
