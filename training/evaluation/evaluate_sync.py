# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's part on lip sync: the second judge (``judge.py``) on the take left out and on held-out texts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.listen.features import measure
from ...runtime.listen.listen import listen
from ...runtime.motion import FRAMES_PER_SECOND
from ...runtime.requests import EMOTIONS, Direction, FlowOptions
from ...runtime.speech import Speech
from ..data.real_faces import Capture
from ..data.recipe import LEFT_OUT, Recipe
from ..data.speech_cache import clips, load_clip
from ..data.synthesise import speech_folder, split_of_clips
from ..data.targets import certain_features, random_emotion
from ..networks.sync_judge import SyncJudge
from .judge import LONGEST_SHIFT, JudgedClip, similarities, sync_score, train_judge
from .plots import plot_sync
from .tables import table

_COPIES_OF_A_TAKE = 8
"""The three captured takes are 4.5 minutes in long clips: drawn so often that half of what the judge sees is real."""
_SHIFT = 10
"""Frames: 200 ms, late enough to be seen."""


def sync_part(captures: Sequence[Capture], texts: Sequence[Speech], recipe: Recipe, images: Path) -> str:
    """texts: clips of held-out sentences, which the judge was not trained on either. images: the folder of the plot."""
    (take,) = [capture for capture in captures if capture.name == LEFT_OUT]
    others = [capture for capture in captures if capture.name != LEFT_OUT]
    judge = _judge(others, recipe)
    speech, features = listen(take.speech)
    real = {
        "captured face": take.weights,
        "flow, capture style": flow(speech, features, Direction(), FlowOptions(style="capture")).weights,
        "flow, plain style": flow(speech, features, Direction()).weights,
        "rules": rules(speech, features, Direction()).weights,
        "captured face, 200 ms late": np.roll(take.weights, _SHIFT, axis=0),
        "captured face of another take": others[0].weights,
    }
    heard = {name: JudgedClip.of(take.speech, weights) for name, weights in real.items()}
    rows = [[name, *_cells(judge, [one])] for name, one in heard.items()]
    shown = {"captured face": "captured face", "flow": "flow, capture style", "rules": "rules"}
    shown |= {"another take's face": "captured face of another take"}
    image = images / "sync.png"
    shifts = [1000.0 * shift / FRAMES_PER_SECOND for shift in range(-LONGEST_SHIFT, LONGEST_SHIFT + 1)]
    plot_sync(shifts, {short: similarities(judge, heard[name]).tolist() for short, name in shown.items()}, image)
    return (
        "## Sync, by a judge that trained nothing\n\n"
        "A second contrastive network (`training/evaluation/judge.py`: other layers, bands, mouth curves and seed than "
        "the sync expert that trained the hearing) compares half a second of sound with half a second of mouth. It "
        "learned from held-out voices with the rules engine's mouth, which no other network was trained on, and from "
        "the three captured takes that are not left out: there is one actor, so the real face is not a foreign one. "
        "Sync: the mean similarity at the best shift less the median over -0.3 to 0.3 s; at 0: the same without a "
        "shift; offset: the best shift, positive when the face is late. A face made from sound may score higher than a "
        "real one: it does what the sound says, and nothing else.\n\n"
        f"The take left out ({LEFT_OUT}):\n\n"
        + table(["face", "Sync", "at 0", "offset ms"], rows)
        + "\n![Similarity of sound and mouth by shift](images/sync.png)\n"
        + f"\n{len(texts)} clips of held-out texts, plain:\n\n"
        + table(["face", "Sync", "at 0", "offset ms"], _synthetic_rows(judge, texts))
    )


def _judge(captures: Sequence[Capture], recipe: Recipe) -> SyncJudge:
    heard = [JudgedClip.of(capture.speech, capture.weights) for capture in captures] * _COPIES_OF_A_TAKE
    split = split_of_clips(recipe)
    for path in clips(speech_folder(recipe, timed=False)):
        if split[path.stem].split == "voice":
            speech = load_clip(path)
            generator = np.random.default_rng([recipe.seed, int(path.stem), 17])
            for emotion in (np.zeros(len(EMOTIONS)), random_emotion(generator)):
                direction = Direction({name: float(x) for name, x in zip(EMOTIONS, emotion, strict=True) if x > 0})
                heard.append(JudgedClip.of(speech, rules(speech, measure(speech), direction).weights))
    return train_judge(heard, recipe.folder() / "runs" / "judge" / "judge.pt")


def _synthetic_rows(judge: SyncJudge, texts: Sequence[Speech]) -> list[list[str]]:
    names = ("rules, as a text", "flow, from features", "rules, as a recording", "flow, from sound")
    faces: dict[str, list[JudgedClip]] = {name: [] for name in names}
    for speech in texts:
        features = measure(speech)
        played = (
            rules(speech, features, Direction()),
            flow(speech, features, Direction()),
            rules(speech, certain_features(speech), Direction()),
            flow(replace(speech, tts=None), features, Direction()),
        )
        for kept, face in zip(faces.values(), played, strict=True):
            kept.append(JudgedClip.of(speech, face.weights))
    late = [replace(clip, mouth=np.roll(clip.mouth, _SHIFT, axis=0)) for clip in faces["rules, as a recording"]]
    faces["rules, 200 ms late"] = late
    return [[name, *_cells(judge, heard)] for name, heard in faces.items()]


def _cells(judge: SyncJudge, heard: Sequence[JudgedClip]) -> list[str]:
    score = sync_score(judge, heard)
    return [f"{score['Sync']:.2f}", f"{score['at 0']:.2f}", f"{score['offset ms']:.0f}"]
