# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's part on eyes, lids, brows and head, which both engines move alike: against statistics of people."""

from pathlib import Path

import numpy as np

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


def nonverbal_part() -> str:
    """Over passages of held-out sentences; nothing that the training steps left is needed."""
    speeches = _passages()
    played = [rules(speech, measure(speech), Direction(seed=seed)) for seed, speech in enumerate(speeches)]
    people = statistics()
    rows = [
        [each.name, f"{each.low:.3g} to {each.high:.3g}", cell]
        for each, cell in zip(people, _column(played, people), strict=True)
    ]
    minutes = sum(speech.duration for speech in speeches) / 60
    sources = "\n".join(f"- {each.name}: {each.about}. {each.reference}." for each in people)
    return (
        "## Head, gaze, blinks and brows against people\n\n"
        f"{_PASSAGES} passages of {_SENTENCES} held-out sentences, {minutes:.0f} minutes, each with another seed, the "
        "English voices in turn, plain. A figure is that of all passages together, and after it the standard "
        "deviation from passage to passage. The learned motion's are the rules engine's, but for the brows "
        "of a style of somebody's own. An asterisk marks what is outside the people's range.\n\n"
        + table(["statistic", "people", "both engines"], rows)
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
