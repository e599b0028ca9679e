# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's part on the captured take that was left out."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.head.lips import opening
from ...runtime.listen.listen import listen
from ...runtime.requests import Direction, FlowOptions
from ...runtime.speech import Speech
from ..data.real_faces import load_captures
from ..data.recipe import LEFT_OUT
from .metrics import against_capture
from .plots import plot_openings
from .tables import table

_SHOWN_SECONDS = (20.0, 28.0)
_AIMS = {
    "opening r": "0.85",
    "opening r, speech": "0.70",
    "rounding r": "0.50",
    "rounding r, speech": "",
    "lag ms": "-20 to 20",
    "amplitude": "0.8 to 1.1",
    "speed": "0.8 to 1.3",
    "jitter": "at most 1.2",
}


def captures_part(folder: Path, images: Path) -> str:
    """The flow in each style, and the rules engine on the same sound; a plot in ``images``."""
    (take,) = [capture for capture in load_captures(folder) if capture.name == LEFT_OUT]
    speech, features = listen(take.speech)
    mute = replace(speech, phones=())
    direction = Direction()

    def by_flow(style: str, noise: float, given: Speech) -> np.ndarray:
        return flow(given, features, direction, FlowOptions(style=style, lip_noise=noise)).weights

    faces = {
        "flow, capture style": by_flow("capture", 0.0, speech),
        "flow, capture style, no contacts": by_flow("capture", 0.0, mute),
        "flow, capture style, noise 1, no contacts": by_flow("capture", 1.0, mute),
        "flow, plain style": by_flow("plain", 0.0, speech),
        "rules": rules(speech, features, direction).weights,
    }
    faces["flow, capture style, mean of 8 seeds"] = np.mean(
        [flow(speech, features, Direction(seed=seed), FlowOptions(style="capture")).weights for seed in range(8)],
        axis=0,
    )
    shown = {"captured face": take.weights, "flow": faces["flow, capture style"], "rules": faces["rules"]}
    plot_openings({name: opening(weights) for name, weights in shown.items()}, *_SHOWN_SECONDS, images / "opening.png")
    scores = {name: against_capture(weights, take.weights, take.speech) for name, weights in faces.items()}
    rows = [[score, _AIMS[score], *(f"{scores[name][score]:.2f}" for name in faces)] for score in _AIMS]
    return (
        f"## A real take left out of training ({LEFT_OUT}, {take.speech.duration:.0f} s)\n\n"
        "The sound alone is given, no transcript. Its speaker's other three takes trained the hearing and the mouth of "
        "the capture style; the plain style's mouth had rules for a teacher, but hears through the same encoders, so "
        "it is not a style that never met this voice. The rules engine's loudness drive was set on captured takes, "
        "this one among them. Contacts hang on the phones that the recogniser heard; the speech is probably Mandarin. "
        "One take of one speaker: not much.\n\n"
        + table(["score", "aim", *faces], rows)
        + "\n![The mouth opening of the captured face, of the flow and of the rules](images/opening.png)\n"
    )
