# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the lips close? The 200 sentences of sentences.txt, 20 English voices in turn, timed by the encoder-only graph.

Writes docs/measured/closures.md, or docs/measured/closures-flow.md with ``--engine flow``. From the repository's root:

    .venv/bin/python benchmarks/closures.py [--engine flow]
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from measured_page import share_cell
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures, jitter, rest_in_pauses, speed_99
from soliloquy.runtime.head.lips import lip_gap_mm, opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.requests import EMOTIONS, Direction, MotionRequest
from soliloquy.runtime.speech import Speech, SpeechFeatures
from soliloquy.runtime.voice.synthesis import time_text
from spoken_sentences import sentences, timed
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
MEASURED = ROOT / "docs" / "measured"
PAGES = {"rules": MEASURED / "closures.md", "flow": MEASURED / "closures-flow.md"}
TITLES = {"rules": "rules engine", "flow": "learned motion"}
VOICES = 20
RATES = (50.0, 30.0, 24.0)
PARAGRAPHS, PARAGRAPH_CLIPS = 5, 10
"""For the rest in pauses: how many sentences are said as paragraphs, and how many times."""


@dataclass
class Tally:
    """Outcomes of one row of the table."""

    bilabials: list[bool] = field(default_factory=list)
    labiodentals: list[bool] = field(default_factory=list)
    false_closures: list[bool] = field(default_factory=list)

    def row(self, name: str) -> str:
        cells = (share_cell(outcomes) for outcomes in (self.bilabials, self.labiodentals, self.false_closures))
        return f"| {name} | {' | '.join(cells)} |"


def timed_sentences() -> Iterator[tuple[Speech, SpeechFeatures]]:
    """Each sentence with its voice, in order."""
    for index, sentence in enumerate(tqdm(sentences(), desc="closures")):
        speech = timed(index, sentence, VOICES)
        yield speech, measure(speech)


def main() -> int:
    parser = argparse.ArgumentParser(description="Count the lips' contacts.")
    parser.add_argument("--engine", choices=[engine.name for engine in ENGINES], default="rules")
    engine = parser.parse_args().engine
    rates = {rate: Tally() for rate in RATES}
    moods = {name: Tally() for name in EMOTIONS}
    figures: dict[str, list[float]] = {"p90": [], "speed": [], "jitter": [], "rest": [], "gap": []}
    seconds = spent = 0.0
    for speech, features in timed_sentences():
        started = time.perf_counter()
        curves = animate(MotionRequest(engine, direction=Direction(seed=1)), speech, features)
        spent += time.perf_counter() - started
        seconds += speech.duration
        for rate, tally in rates.items():
            _count(tally, closures(resample(curves, speech.phones, rate), speech.phones))
        for name, tally in moods.items():
            moody = animate(MotionRequest(engine, direction=Direction({name: 1.0}, seed=1)), speech, features)
            _count(tally, closures(resample(moody, speech.phones, 24.0), speech.phones))
            figures["gap"].append(float(lip_gap_mm(moody.weights).min()))
        opened = opening(curves.weights)
        figures["p90"].append(float(np.percentile(opened, 90)))
        figures["speed"].append(speed_99(opened, FRAMES_PER_SECOND))
        figures["jitter"].append(jitter(opened, FRAMES_PER_SECOND))
    figures["rest"] = _rests(engine)
    page = _page(engine, rates, moods, figures, seconds, spent)
    PAGES[engine].write_text(page, encoding="utf-8")
    print(page)
    return 0


def _rests(engine: str) -> list[float]:
    """Movement in long pauses over movement in speech, of the first sentences said as paragraphs."""
    lines = sentences()
    rests = []
    for first in range(0, PARAGRAPHS * PARAGRAPH_CLIPS, PARAGRAPHS):
        speech = time_text("\n\n".join(lines[first : first + PARAGRAPHS]))
        curves = animate(MotionRequest(engine, direction=Direction(seed=1)), speech, measure(speech))
        rest = rest_in_pauses(curves, speech.phones)
        rests += [] if rest is None else [rest]
    return rests


def _count(tally: Tally, found: object) -> None:
    for name in ("bilabials", "labiodentals", "false_closures"):
        getattr(tally, name).extend(getattr(found, name))


def _page(
    engine: str,
    rates: dict[float, Tally],
    moods: dict[str, Tally],
    figures: dict[str, list[float]],
    seconds: float,
    spent: float,
) -> str:
    rest = 100 * max(figures["rest"], default=0.0)
    low, middle, high = (
        {name: float(np.percentile(values, share)) for name, values in figures.items() if values}
        for share in (5, 50, 95)
    )
    head = "P/B/M closed | F/V in contact | open vowels wrongly closed |\n| --- | --- | --- | --- |"
    return "\n".join(
        [
            f"# Closures of the {TITLES[engine]}",
            "",
            "Written by `benchmarks/closures.py`: the 200 sentences of `benchmarks/sentences.txt` (written before the",
            f"engine was tuned), {VOICES} English voices in turn, {seconds:.0f} s of speech timed by the encoder-only",
            "graph. Shares with their 95 % interval (Wilson) and the number of phones. What counts is defined in",
            "`runtime/animate/measure.py`: closed is an opening of at most 0.10 of the clip's 90th percentile and a",
            "lip gap of -0.25 to +0.25 mm all along the mouth.",
            "",
            f"| frames a second | {head}",
            *(tally.row(f"{rate:g}") for rate, tally in rates.items()),
            "",
            "At full strength of each emotion, at 24 frames a second:",
            "",
            f"| emotion | {head}",
            *(tally.row(name) for name, tally in moods.items()),
            "",
            f"Smallest lip gap of all {len(figures['gap'])} clips with an emotion: {min(figures['gap']):.2f} mm.",
            "",
            "| per clip | 5 % | median | 95 % |",
            "| --- | --- | --- | --- |",
            *(
                f"| {label} | {low[name]:.2f} | {middle[name]:.2f} | {high[name]:.2f} |"
                for name, label in (
                    ("p90", "opening, 90th percentile"),
                    ("speed", "opening's speed a second, 99th percentile"),
                    ("jitter", "jitter of the opening"),
                )
            ),
            "",
            f"Rest: in {len(figures['rest'])} clips of {PARAGRAPHS} paragraphs, the opening moves in pauses of 0.6 s",
            f"and more (without their first and last 0.2 s) at {rest:.1f} % of its mean",
            "speed in speech, at most.",
            "",
            f"Motion takes {1000 * spent / seconds:.1f} ms a second of speech, on a machine that was doing other work.",
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
