# SPDX-License-Identifier: GPL-3.0-or-later
"""How much the mouth differs between takes of a line, whether lips still close, and how long another take lasts.

Every eighth of the 200 sentences of sentences.txt, each with another English voice, three seeds each, at three
variations, by both engines; and ten seconds of speech of which other takes are made. Writes docs/measured/variation.md.
Some five minutes on one core. From the repository's root:

    .venv/bin/python benchmarks/variation.py
"""

import argparse
import itertools
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures, share_with_interval
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.speech import Speech, SpeechFeatures
from spoken_sentences import english_voices, sentences, timed
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "variation.md"
EVERY = 8
SEEDS = (1, 2, 3)
VARIATIONS = (0.0, 0.5, 1.0)
RATES = (50.0, 24.0)
TIMES = 10
_LOWER_LIPS = [
    (ARKIT_INDEX[name], ARKIT_INDEX[name.replace("Left", "Right")])
    for name in ARKIT_NAMES
    if name.startswith("mouthLowerDown") and name.endswith("Left")
]
LINE = (
    "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five, "
    "and everybody at the farm was quite amused, for the fox had seen it all."
)


def timed_sentences() -> list[tuple[Speech, SpeechFeatures]]:
    voices = len(english_voices())
    spoken = (timed(index, text, voices) for index, text in enumerate(sentences()[::EVERY]))
    return [(speech, measure(speech)) for speech in spoken]


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    clips = timed_sentences()
    rows, differing = [], []
    for engine, variation in tqdm(list(itertools.product((each.name for each in ENGINES), VARIATIONS))):
        takes = [[_moved(engine, variation, seed, *clip) for seed in SEEDS] for clip in clips]
        rows += [_contacts(engine, variation, rate, clips, takes) for rate in RATES]
        differing.append(_difference(engine, variation, takes))
    PAGE.write_text(_page(len(clips), rows, differing, *_times()), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


def _moved(engine: str, variation: float, seed: int, speech: Speech, features: SpeechFeatures) -> ArkitCurves:
    return animate(MotionRequest(engine, direction=Direction(seed=seed, variation=variation)), speech, features)


def _contacts(
    engine: str,
    variation: float,
    rate: float,
    clips: Sequence[tuple[Speech, SpeechFeatures]],
    takes: Sequence[Sequence[ArkitCurves]],
) -> str:
    found: tuple[list[bool], list[bool], list[bool]] = ([], [], [])
    for (speech, _), curves in ((clip, each) for clip, made in zip(clips, takes, strict=True) for each in made):
        made = closures(resample(curves, speech.phones, rate), speech.phones)
        for outcomes, more in zip(found, (made.bilabials, made.labiodentals, made.false_closures), strict=True):
            outcomes.extend(more)
    cells = []
    for outcomes in found:
        share, low, high = share_with_interval(outcomes)
        cells.append(f"{100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f}), n {len(outcomes)}")
    return f"| {engine} | {variation:g} | {rate:g} | {' | '.join(cells)} |"


def _difference(engine: str, variation: float, takes: Sequence[Sequence[ArkitCurves]]) -> str:
    """Of the opening between the takes of a line, and of the left lower lip against the right within one."""
    spreads, largest, uneven = [], [], []
    for made in takes:
        opened = np.stack([opening(curves.weights) for curves in made])
        size = float(np.percentile(opened, 90))
        spreads.append(float(opened.std(axis=0).mean()) / size)
        largest.append(float(np.percentile(np.ptp(opened, axis=0), 99)) / size)
        for curves in made:
            left, right = (curves.weights[:, [pair[side] for pair in _LOWER_LIPS]].sum() for side in (0, 1))
            uneven.append(abs(float(left - right)) / max(float(left + right), 1e-9))
    values = (100 * statistics.mean(each) for each in (spreads, largest, uneven))
    return f"| {engine} | {variation:g} | {' | '.join(f'{value:.1f} %' for value in values)} |"


def _times() -> tuple[float, list[str]]:
    """Seconds of the line, and a row of the table for each engine."""
    rows = []
    duration = 0.0
    for engine in ENGINES:
        began = time.perf_counter()
        take = perform(SpeakRequest(VoiceRequest(LINE), MotionRequest(engine.name)))
        whole, duration = time.perf_counter() - began, take.speech.duration
        spent = []
        for seed in range(TIMES):
            began = time.perf_counter()
            another_take(take, {"seed": seed, "variation": 0.5})
            spent.append(time.perf_counter() - began)
        rows.append(f"| {engine.name} | {whole:.2f} s | {statistics.median(spent):.2f} s | {max(spent):.2f} s |")
    return duration, rows


def _page(clips: int, rows: Sequence[str], differing: Sequence[str], duration: float, times: Sequence[str]) -> str:
    return "\n".join(
        [
            "# Variation of the mouth",
            "",
            f"Written by `benchmarks/variation.py`: {clips} sentences of `benchmarks/sentences.txt`, another English",
            f"voice each, the seeds {', '.join(map(str, SEEDS))}. On a machine of two cores that was doing other work.",
            "",
            "## Lips that must meet",
            "",
            "Shares with their 95 % interval (Wilson) and the number of phones, as `runtime/animate/measure.py` counts",
            "them. An open vowel is wrongly closed where its opening stays below a quarter of the clip's.",
            "",
            "| engine | variation | frames a second | P/B/M closed | F/V in contact | open vowels wrongly closed |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            "## How much takes differ",
            "",
            "Of the opening's 90th percentile: the standard deviation of the opening between the takes of a line, mean",
            "over its frames; and its range between them where they differ most (99th percentile). Uneven: the left",
            "lower lip against the right, of both together, over a take. Means over the sentences.",
            "",
            "| engine | variation | opening, standard deviation | opening, largest range | uneven |",
            "| --- | --- | --- | --- | --- |",
            *differing,
            "",
            "## Another take",
            "",
            f"Of a line of {duration:.1f} s: the first take with the voice, the models loaded anew; then {TIMES}",
            "other takes, which are moved alone (`runtime.perform.another_take`).",
            "",
            "| engine | first take | another, median | another, longest |",
            "| --- | --- | --- | --- |",
            *times,
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
