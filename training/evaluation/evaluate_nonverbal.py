# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's part on eyes, lids, brows and head: both engines against published statistics of people."""

from pathlib import Path

import numpy as np

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.listen.features import measure
from ...runtime.motion import ArkitCurves
from ...runtime.requests import Direction, VoiceRequest
from ...runtime.speech import Speech
from ...runtime.voice.synthesis import time_text
from ...runtime.voice.voices import list_voices
from .nonverbal import Statistic, measured, statistics
from .tables import table

_TEXTS = Path(__file__).resolve().parents[2] / "benchmarks" / "sentences.txt"
_PASSAGES, _SENTENCES = 36, 17
_ENGINES = {"rules": rules, "flow": flow}


def nonverbal_part() -> str:
    """Over passages of held-out sentences; nothing that the training steps left is needed."""
    speeches = _passages()
    features = [measure(speech) for speech in speeches]
    directions = [Direction(seed=seed) for seed in range(len(speeches))]
    played = {
        name: [engine(*given) for given in zip(speeches, features, directions, strict=True)]
        for name, engine in _ENGINES.items()
    }
    people = statistics()
    columns = [_column(curves, people) for curves in played.values()]
    rows = [
        [each.name, f"{each.low:.3g} to {each.high:.3g}", *cells] for each, *cells in zip(people, *columns, strict=True)
    ]
    minutes = sum(speech.duration for speech in speeches) / 60
    sources = "\n".join(f"- {each.name}: {each.about}. {each.reference}." for each in people)
    return (
        "## Head, gaze, blinks and brows against people\n\n"
        f"{_PASSAGES} passages of {_SENTENCES} held-out sentences, {minutes:.0f} minutes, each with another seed, the "
        "English voices in turn, plain. A figure is that of all passages together, and after it the standard "
        "deviation from passage to passage. Head, gaze and blinks of the flow are the rules engine's, so their "
        "figures are the same; the brows are learned. An asterisk marks what is outside the people's range.\n\n"
        + table(["statistic", "people", *played], rows)
        + f"\nThe table is `training/evaluation/human_speech.toml`:\n\n{sources}\n"
    )


def _passages() -> list[Speech]:
    """About a minute each; a sentence comes back with another voice."""
    lines = _TEXTS.read_text(encoding="utf-8").splitlines()
    voices = [voice.name for voice in list_voices() if voice.name[:1] in "ab"]
    found = []
    for number in range(_PASSAGES):
        text = [lines[(number * _SENTENCES + offset) % len(lines)] for offset in range(_SENTENCES)]
        found.append(time_text(VoiceRequest("\n\n".join(text), voices[number % len(voices)])))
    return found


def _column(curves: list[ArkitCurves], people: tuple[Statistic, ...]) -> list[str]:
    together = measured(curves)
    single = [measured([one]) for one in curves]
    return [
        f"{together[each.name]:.2f} +- {np.nanstd([one[each.name] for one in single]):.2f}"
        + ("" if each.low <= together[each.name] <= each.high else " *")
        for each in people
    ]
