# SPDX-License-Identifier: GPL-3.0-or-later
"""Each captured take left out in turn, and a face that is never seen: writes docs/measured/left-out.md.

    python -m soliloquy.training.evaluation.leave_out --captures FOLDER [--steps 1000]

For each take everything is trained without it, and once more without any capture; then the product's own engine plays
the take from its sound with those networks. Resumable, as each step is; two processes may share the work, one of them
told with --only which runs are its own.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.flow.styles import FILE_ENDING, Style, write_style
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.listen.listen import listen
from ...runtime.requests import Direction, FlowOptions
from ..data.real_faces import Capture, load_captures
from ..export.calibrate import fitted_gains
from ..export.to_onnx import export, networks_to_ship
from ..networks.conditions import STYLES
from ..steps.run import STEPS, take_step
from ..steps.training_run import TrainingRun
from .evaluation_page import DOCUMENT
from .metrics import against_capture
from .tables import table

_UNSEEN = "unseen"
_TRAINED = ("vae", "sync", "hear", "project", "flow")
_SCORES = {
    "opening r": "0.85 (plain: 0.70)",
    "opening r, speech": "0.70 (plain: 0.60)",
    "rounding r": "0.50",
    "lag ms": "-20 to 20",
    "amplitude": "0.8 to 1.1",
    "speed": "0.8 to 1.3",
    "jitter": "at most 1.2",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Leave out each captured take in turn.")
    parser.add_argument("--captures", type=Path, required=True, help="folder of captured faces")
    parser.add_argument("--steps", type=int, default=1000, help="that no training step exceeds")
    parser.add_argument("--only", nargs="+", metavar="RUN", help="train these runs, and measure nothing")
    arguments = parser.parse_args()
    takes = load_captures(arguments.captures)
    runs = {_UNSEEN: TrainingRun.named(_UNSEEN, left_out="")}
    for take in takes:
        name = f"without-{take.name}"
        runs[name] = TrainingRun.named(name, arguments.captures, take.name)
    for name in arguments.only or runs:
        for step in _TRAINED:
            take_step(runs[name], step, min(arguments.steps, STEPS[step].count))
    if not arguments.only:
        DOCUMENT.with_name("left-out.md").write_text(_page(takes, runs, arguments.steps), encoding="utf-8")
    return 0


def _page(takes: list[Capture], runs: dict[str, TrainingRun], steps: int) -> str:
    scores = {take.name: _scores_of(take, takes, runs) for take in takes}
    faces = list(next(iter(scores.values())))
    rows = [
        [face, name, *(f"{found[face][score]:.2f}" for score in _SCORES)]
        for face in faces
        for name, found in scores.items()
    ]
    for face in faces:
        means = [np.mean([found[face][score] for found in scores.values()]) for score in _SCORES]
        rows.append([f"**{face}**", "**mean**", *(f"{mean:.2f}" for mean in means)])
    return (
        "# Captured faces left out in turn\n\nWritten by `python -m soliloquy.training.evaluation.leave_out`: for each "
        "of the takes every network was trained without it, and once without any capture, for at most "
        f"{steps} steps each (the networks that ship had [more](../learned-motion.md)). The product's engine plays the "
        "sound alone, no transcript, contacts where the recogniser hears them.\n\n"
        "- `flow, capture`: the mouth of the same actor's other takes, opened as wide as on those.\n"
        "- `flow, plain`: the mouth of the teacher; hearing learned from the other takes too.\n"
        "- `flow, plain, unseen`: trained on our own voices alone; neither this face nor this voice, nor any other "
        "real one, was ever seen, but for the four weights of the teacher's loudness drive, which were fitted on these "
        "takes.\n"
        "- `rules`: as shipped; its loudness drive was fitted on all of these takes "
        "([left out in turn too](real-faces.md)).\n\n"
        "The aims stand below the scores' names.\n\n"
        + table(["face", "take", *_SCORES], [["aim", "", *_SCORES.values()], *rows])
    )


def _scores_of(take: Capture, takes: list[Capture], runs: dict[str, TrainingRun]) -> dict[str, dict[str, float]]:
    """Of the take, by the face that is played to its sound and by the score's name."""
    speech, features = listen(take.speech, with_content=True)
    others = [other for other in takes if other.name != take.name]
    with TemporaryDirectory() as folder:
        without = runs[f"without-{take.name}"]
        own = _style_file(without, "capture", others, Path(folder))
        plain = _style_file(without, "plain", [], Path(folder))
        unseen = _style_file(runs[_UNSEEN], "plain", [], Path(folder))
        played = {
            "flow, capture": flow(speech, features, Direction(), FlowOptions(style=str(own))).weights,
            "flow, plain": flow(speech, features, Direction(), FlowOptions(style=str(plain))).weights,
            "flow, plain, unseen": flow(speech, features, Direction(), FlowOptions(style=str(unseen))).weights,
            "rules": rules(speech, features, Direction()).weights,
        }
    return {face: against_capture(weights, take.weights, take.speech) for face, weights in played.items()}


def _style_file(run: TrainingRun, name: str, faces: list[Capture], folder: Path) -> Path:
    """A run's networks as a style of their own in a new folder, opened as wide as ``faces``, where some are given."""
    folder = folder / f"{run.folder.name}-{name}"
    folder.mkdir()
    joint, vae = run.apart(), run.vae()
    graphs = {}
    for network, (module, inputs) in networks_to_ship(joint, vae).items():
        path = folder / f"{network}.onnx"
        export(module, inputs, path)
        graphs[network] = path.read_bytes()
    vector = joint.hearing.styles.weight[STYLES.index(name)].detach().numpy().astype(np.float32)
    path = folder / f"{name}{FILE_ENDING}"
    style = Style(vector[None], networks=graphs)
    gains = fitted_gains(faces, style, path) if faces else style.gains
    write_style(path, replace(style, gains=gains))
    return path


if __name__ == "__main__":
    sys.exit(main())
