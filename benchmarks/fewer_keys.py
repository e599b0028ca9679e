# SPDX-License-Identifier: GPL-3.0-or-later
"""By how few keys a take can be played, how far off that is, and whether lips still close.

Every eighth of the 200 sentences of sentences.txt, each with another English voice, by both engines, at three frame
rates. Writes docs/measured/fewer-keys.md. Half a minute. From the repository's root:

    .venv/bin/python benchmarks/fewer_keys.py
"""

import argparse
import itertools
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures, contact_frames, share_with_interval
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.key_reduction import reduced
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.speech import Speech, SpeechFeatures
from variation import timed_sentences

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured" / "fewer-keys.md"
RATES = (24.0, 30.0, 60.0)
BOUNDS = (0.01, 0.03)
Clips = Sequence[tuple[Speech, SpeechFeatures]]


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    clips = timed_sentences()
    rows = []
    for engine in ENGINES:
        asked = MotionRequest(engine.name, direction=Direction(seed=1, variation=1.0))
        moved = [animate(asked, *clip) for clip in clips]
        for rate, bound in itertools.product(RATES, BOUNDS):
            rows.append(f"| {engine.name} | {rate:g} | {bound:g} | {_row(clips, moved, rate, bound)} |")
    PAGE.write_text(_page(len(clips), rows), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))
    return 0


def _row(clips: Clips, moved: Sequence[ArkitCurves], rate: float, bound: float) -> str:
    keys = numbers = 0
    spent, seconds, furthest = 0.0, 0.0, 0.0
    made, wrong = list[bool](), list[bool]()
    for (speech, _features), whole in zip(clips, moved, strict=True):
        curves = resample(whole, speech.phones, rate)
        began = time.perf_counter()
        contacts = contact_frames(curves, speech.phones)
        found = [
            reduced(column, bound, contacts if name.startswith(("jaw", "mouth")) else ())
            for name, column in zip(ARKIT_NAMES, curves.weights.T, strict=True)
        ]
        spent += time.perf_counter() - began
        again = np.stack([each.at(np.arange(len(curves))) for each in found], axis=1).astype(np.float32)
        furthest = max(furthest, float(np.abs(again - curves.weights).max()))
        outcome = closures(ArkitCurves(again, curves.head, rate), speech.phones)
        made += [*outcome.bilabials, *outcome.labiodentals]
        wrong += outcome.false_closures
        keys, numbers, seconds = keys + sum(map(len, found)), numbers + again.size, seconds + speech.duration
    shares = (f"{100 * share_with_interval(each)[0]:.1f} %, n {len(each)}" for each in (made, wrong))
    return f"{numbers / keys:.1f} | {furthest:.4f} | {' | '.join(shares)} | {60 * spent / seconds:.2f} s"


def _page(clips: int, rows: Sequence[str]) -> str:
    return "\n".join(
        [
            "# Fewer keys",
            "",
            f"Written by `benchmarks/fewer_keys.py`: {clips} sentences of `benchmarks/sentences.txt`, another English",
            "voice each, variation 1, seed 1. The 52 curves of each by few keys with handles",
            "(`runtime/key_reduction.py`), jaw and mouth with an exact key on a frame of each P, B, M, F and V;",
            "against a key on every frame. On a machine of two cores that was doing other work.",
            "",
            "Furthest off: of any weight on any frame. Made: P/B/M closed and F/V in contact, as",
            "`runtime/animate/measure.py` counts them; wrongly closed: open vowels. The time is that of a minute of",
            "speech.",
            "",
            "| engine | frames a second | bound | times fewer keys | furthest off | made | wrongly closed | a minute |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
