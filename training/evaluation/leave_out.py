# SPDX-License-Identifier: GPL-3.0-or-later
"""Each captured take left out in turn, and a face that is never seen: writes docs/measured/left-out.md.

    python -m soliloquy.training.evaluation.leave_out --captures FOLDER [--steps 1000] [--only unseen]

For each take everything is trained without it, and once more, in the run `unseen`, without any capture; then the
product's own engine plays the take from its sound with those networks. Resumable, as each step is; --only trains and
scores those runs alone, so two processes may share the work before a third scores all of it.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.flow.styles import FILE_ENDING, Style, write_style
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.listen.listen import listen
from ...runtime.motion import FRAMES_PER_SECOND
from ...runtime.requests import Direction, FlowOptions
from ..data.real_faces import Capture
from ..export.calibrate import fitted_gains
from ..export.to_onnx import export, networks_to_ship
from ..networks.conditions import STYLES
from ..steps.run import STEPS, plain_clips, take_step
from ..steps.training_run import TrainingRun
from .evaluation_page import DOCUMENT
from .metrics import against_capture
from .person_scores import SCORES, Truth, cells, person_scores, read_truth
from .tables import table

_UNSEEN = "unseen"
_FACES = {
    "flow, capture": "the mouth of the same actor's other takes, opened as wide as on those",
    "flow, plain": "the mouth of the teacher; hearing learned from the other takes too",
    "flow, plain, unseen": "trained on our own voices alone; neither this face nor this voice, nor any other real one, "
    "was ever seen, but for how the teacher's loudness drive is smoothed, which was set on these takes by hand, and "
    "how late the face comes, which was set between them and a man on film; jaw, lips and corners have no gains",
    "rules": "as shipped; its loudness drive is smoothed as was set on these takes by hand, its weights began with a "
    "fit to them and were set on a man on film ([fitted leaving one out](real-faces.md)), and how its mouth stands at "
    "each phone was learned from him and from these takes but 1114_2_04",
}
_TRAINED = ("vae", "sync", "hear", "project", "flow")
_SCORES = {
    "opening r": "0.85 (unseen: 0.83)",
    "opening r, speech": "0.70 (unseen: 0.66)",
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
    parser.add_argument("--only", nargs="+", metavar="RUN", help="train and score these runs alone")
    arguments = parser.parse_args()
    truths = [read_truth(path) for path in sorted(arguments.captures.iterdir()) if path.suffix in (".flac", ".wav")]
    runs = {_UNSEEN: TrainingRun.named(_UNSEEN, left_out="")}
    for take in (truth.capture.name for truth in truths):
        runs[_without(take)] = TrainingRun.named(_without(take), arguments.captures, take)
    runs = {name: runs[name] for name in arguments.only or runs}
    for run in runs.values():
        for step in _TRAINED:
            take_step(run, step, min(arguments.steps, STEPS[step].count))
    DOCUMENT.with_name("left-out.md").write_text(_page(truths, runs, arguments.steps), encoding="utf-8")
    return 0


def _without(take: str) -> str:
    return f"without-{take}"


def _page(truths: Sequence[Truth], runs: Mapping[str, TrainingRun], steps: int) -> str:
    faces = _faces([truth.capture for truth in truths], runs)
    rows, people = [], []
    for face, played in faces.items():
        found = [
            against_capture(weights, truth.capture.weights, truth.capture.speech)
            for truth, weights in zip(truths, played, strict=True)
        ]
        named = [(truth.capture.name, scores) for truth, scores in zip(truths, found, strict=True)]
        named.append(("**mean**", {score: float(np.mean([scores[score] for scores in found])) for score in _SCORES}))
        rows += [[face, take, *(f"{scores[score]:.2f}" for score in _SCORES)] for take, scores in named]
        people.append([face, *cells(person_scores(truths, played))])
    return (
        "# Captured faces that were left out\n\n"
        f"Written by `python -m soliloquy.training.evaluation.leave_out --only {' '.join(runs)}`: every network was "
        f"trained without the take, or without any capture, for at most {steps} steps each and on {_minutes(runs)} "
        "minutes of our own voices with sound (the networks that ship had [more](../learned-motion.md)). The product's "
        "engine plays the sound alone and writes down the words that it hears.\n\n"
        + "".join(f"- `{face}`: {_FACES[face]}.\n" for face in faces)
        + "\n"
        "The aims stand below the scores' names.\n\n"
        + table(["face", "take", *_SCORES], [["aim", "", *_SCORES.values()], *rows])
        + "\nAll takes together, scored as [people whom the networks never saw](strangers.md) are:\n\n"
        + table(["face", *SCORES], people)
    )


def _minutes(runs: Mapping[str, TrainingRun]) -> int:
    """Of the training clips with sound, each heard in several versions and played in several performances."""
    plain = plain_clips(next(iter(runs.values())).spoken)
    return round(sum(len(clip.weights) for clip in plain) / FRAMES_PER_SECOND / 60)


def _faces(takes: list[Capture], runs: Mapping[str, TrainingRun]) -> dict[str, list[np.ndarray]]:
    """Weights (T,52) of each take, by the name of the face in ``_FACES``; those alone whose run there is."""
    found: dict[str, list[np.ndarray]] = {}
    for take in takes:
        speech, features = listen(take.speech, write_down=True)
        with TemporaryDirectory() as folder:
            styles: dict[str, Path] = {}
            if _without(take.name) in runs:
                run, others = runs[_without(take.name)], [other for other in takes if other is not take]
                styles["flow, capture"] = _style_file(run, "capture", others, Path(folder))
                styles["flow, plain"] = _style_file(run, "plain", [], Path(folder))
            if _UNSEEN in runs:
                styles["flow, plain, unseen"] = _style_file(runs[_UNSEEN], "plain", [], Path(folder))
            for face, style in styles.items():
                weights = flow(speech, features, Direction(), FlowOptions(style=str(style))).weights
                found.setdefault(face, []).append(weights)
        found.setdefault("rules", []).append(rules(speech, features, Direction()).weights)
    return found


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
