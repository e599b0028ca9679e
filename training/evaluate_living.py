# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's part on eyes, lids, brows and head: both engines against published statistics of people."""

from pathlib import Path

from ..runtime.animate.flow.engine import animate as flow
from ..runtime.animate.rules.engine import animate as rules
from ..runtime.direction import Direction
from ..runtime.listen.features import measure
from ..runtime.voice.synthesis import time_text
from .living import measured, statistics
from .tables import table

_TEXTS = Path(__file__).resolve().parent.parent / "benchmarks" / "sentences.txt"
_PARAGRAPHS, _SENTENCES = 10, 5
_SPEED = "head's mean speed, degrees a second"


def living_part() -> str:
    lines = _TEXTS.read_text(encoding="utf-8").splitlines()
    by_rules, by_flow = [], []
    seconds = 0.0
    for number in range(_PARAGRAPHS):
        speech = time_text("\n\n".join(lines[number * _SENTENCES : (number + 1) * _SENTENCES]))
        features = measure(speech)
        seconds += speech.duration
        by_rules.append(rules(speech, features, Direction(seed=number)))
        by_flow.append(flow(speech, features, Direction(seed=number)))
    ours = [measured(curves) for curves in (by_rules, by_flow)]
    rows = [
        [each.name, f"{each.low:g} to {each.high:g}", *(_judged(one[each.name], each.low, each.high) for one in ours)]
        for each in statistics()
    ]
    rows.append([_SPEED, "none that could be checked", *(f"{one[_SPEED]:.2f}" for one in ours)])
    sources = "\n".join(f"- {each.name}: {each.about}. {each.source}." for each in statistics())
    return (
        "## Head, gaze, blinks and brows against people\n\n"
        f"{_PARAGRAPHS} paragraphs of {_SENTENCES} held-out sentences, {seconds:.0f} s, a seed each, plain. Head, gaze "
        "and blinks of the flow are the rules engine's, so their figures are the same; the brows are learned. An "
        "asterisk marks what is outside the people's range. That the head's speed is within 15 % of people's is not "
        "shown: no published mean could be checked.\n\n"
        + table(["statistic", "people", "rules", "flow"], rows)
        + f"\nThe table is `training/human_speech.toml`:\n\n{sources}\n"
    )


def _judged(value: float, low: float, high: float) -> str:
    return f"{value:.2f}" + ("" if low <= value <= high else " *")
