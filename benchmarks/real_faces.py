# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules engine against captured faces, from the sound alone: writes docs/measured/real-faces.md.

Reads ../shared/data/mocap_speech (4 takes of one actor, MIT). For each take the four weights of the loudness drive are
fitted on the three others; the other settings are those that ship. Beside it, on the same takes, a ridge regression
on log-mel frames (+-8 frames at 30 a second), also trained on the three others.

    .venv/bin/python benchmarks/real_faces.py [--fit]     --fit prints the weights over all four takes
"""

import argparse
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import soxr
from soliloquy.runtime.animate.rules import engine
from soliloquy.runtime.animate.rules.loudness_drive import SET_ON_CAPTURES, Drive, driven_by_loudness, opening_evidence
from soliloquy.runtime.evaluate.curves import FaceCurves, read_curves
from soliloquy.runtime.evaluate.evaluate import ScoreCard, score
from soliloquy.runtime.evaluate.quiet import Quiet, quiet_parts
from soliloquy.runtime.evaluate.scores import composites
from soliloquy.runtime.head.arkit import ARKIT_NAMES
from soliloquy.runtime.listen.listen import listen
from soliloquy.runtime.listen.recording import read_recording
from soliloquy.runtime.motion import FRAMES_PER_SECOND
from soliloquy.runtime.requests import Direction
from soliloquy.runtime.speech import Speech, SpeechFeatures

ROOT = Path(__file__).resolve().parent.parent
CAPTURES = ROOT.parent / "shared" / "data" / "mocap_speech"
_REACH = 8
_BANDS = 40
_RIDGE = 30.0
_LAGS = (2, 8)
_FOLLOWED = 0.2
"""Least rounding r of a take whose lag counts: the best of 81 shifts of two unlike curves says nothing."""


@dataclass(frozen=True)
class Capture:
    name: str
    speech: Speech
    features: SpeechFeatures
    truth: FaceCurves
    quiet: Quiet


def main() -> int:
    parser = argparse.ArgumentParser(description="The rules engine against captured faces.")
    parser.add_argument("--fit", action="store_true", help="print the weights fitted over all takes")
    arguments = parser.parse_args()
    captures = [read(path) for path in sorted(CAPTURES.glob("*.npz"))]
    if not captures:
        print(f"real_faces: no captures in {CAPTURES}", file=sys.stderr)
        return 3
    if arguments.fit:
        print(fitted(captures))
        return 0
    rows = []
    for capture in captures:
        others = [other for other in captures if other is not capture]
        rows.append(("rules", capture, score(animated(capture, fitted(others)), capture.truth, capture.quiet)))
        rows.append(("phones", capture, score(animated(capture, None), capture.truth, capture.quiet)))
        rows.append(("ridge", capture, score(regressed(capture, others), capture.truth, capture.quiet)))
    lines = [row(*entry) for entry in rows] + [mean(engine_name, rows) for engine_name in ("rules", "phones", "ridge")]
    (ROOT / "docs" / "measured" / "real-faces.md").write_text(page(lines), encoding="utf-8")
    print("\n".join(lines))
    return 0


def read(path: Path) -> Capture:
    recording = read_recording(path.with_suffix(".flac"))
    speech, features = listen(recording)
    return Capture(path.stem, speech, features, read_curves(path), quiet_parts(recording))


def fitted(captures: list[Capture]) -> Drive:
    """Least squares of the captured opening on the evidence, then scaled to the captured amplitude, which least squares
    underestimate."""
    evidence, openings = [], []
    for capture in captures:
        columns = opening_evidence(capture.features, SET_ON_CAPTURES)
        own = np.arange(len(columns)) / FRAMES_PER_SECOND
        evidence.append(np.stack([np.interp(capture.truth.times, own, column) for column in columns.T], axis=1))
        openings.append(composites(capture.truth.channels, len(capture.truth.times))["opening"])
    inputs, wanted = np.concatenate(evidence), np.concatenate(openings)
    weights = np.linalg.lstsq(np.column_stack([inputs, np.ones(len(inputs))]), wanted, rcond=None)[0][:4]
    weights *= wanted.std() / (inputs @ weights).std()
    return replace(
        SET_ON_CAPTURES,
        **dict(zip(("loudness", "formants", "phones", "loud_phones"), weights.round(3).tolist(), strict=True)),
    )


def animated(capture: Capture, drive: Drive | None) -> FaceCurves:
    """drive: None for a mouth that follows the heard phones alone, as a text's does."""
    shipped = engine.driven_by_loudness
    engine.driven_by_loudness = (
        partial(driven_by_loudness, drive=drive) if drive else lambda articulators, _: articulators
    )
    try:
        weights = engine.animate(capture.speech, capture.features, Direction()).weights.astype(np.float64)
    finally:
        engine.driven_by_loudness = shipped
    return FaceCurves(np.arange(len(weights)) / FRAMES_PER_SECOND, dict(zip(ARKIT_NAMES, weights.T, strict=True)))


def regressed(capture: Capture, others: list[Capture]) -> FaceCurves:
    """The baseline: every live channel from the log-mel frames around it, by ridge regression."""
    names = list(capture.truth.channels)
    inputs = np.concatenate([log_mel(other) for other in others])
    wanted = np.concatenate([np.stack([other.truth.channels[n] for n in names], axis=1) for other in others])
    centre, scale = inputs.mean(0), inputs.std(0) + 1e-6
    normal = (inputs - centre) / scale
    gram = normal.T @ normal + _RIDGE * len(normal) / 100 * np.eye(normal.shape[1])
    weights = np.linalg.solve(gram, normal.T @ (wanted - wanted.mean(0)))
    predicted = np.clip((log_mel(capture) - centre) / scale @ weights + wanted.mean(0), 0.0, 1.0)
    return FaceCurves(capture.truth.times, dict(zip(names, predicted.T, strict=True)))


def log_mel(capture: Capture) -> np.ndarray:
    """(T, 40 * 17) at the truth's frames."""
    samples = soxr.resample(capture.speech.samples, capture.speech.sample_rate, 16_000)
    padded = np.pad(samples, 256)
    starts = np.clip(np.round(capture.truth.times * 16_000).astype(int), 0, len(padded) - 512)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, 512)[starts] * np.hanning(512)
    power = np.square(np.abs(np.fft.rfft(pieces, axis=1)))
    mel = 2595 * np.log10(1 + np.fft.rfftfreq(512, 1 / 16_000) / 700)
    edges = np.linspace(mel[1], mel[-1], _BANDS + 2)
    rise = (mel[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - mel[:, None]) / (edges[2:] - edges[1:-1])
    bands = np.log(power @ np.clip(np.minimum(rise, fall), 0, None) + 1e-8)
    padded_bands = np.pad(bands, ((_REACH, _REACH), (0, 0)), mode="edge")
    return np.concatenate([padded_bands[step : step + len(bands)] for step in range(2 * _REACH + 1)], axis=1)


def numbers(card: ScoreCard) -> list[float]:
    opening, rounding = card.composites["opening"], card.composites["rounding"]
    real = card.truth_motion
    assert real is not None and real.jitter and card.motion.jitter
    return [
        opening.r,
        opening.r_speech or 0.0,
        opening.lag,
        opening.amplitude,
        card.motion.speed / real.speed,
        card.motion.jitter / real.jitter,
        rounding.r,
        rounding.r_speech or 0.0,
        rounding.lag if rounding.r >= _FOLLOWED else float("nan"),
        card.channels["jawOpen"].r,
    ]


def cells(values: list[float]) -> str:
    texts = (f"{value:.0f}" if index in _LAGS else f"{value:.2f}" for index, value in enumerate(values))
    return " | ".join("" if text == "nan" else text for text in texts)


def row(name: str, capture: Capture, card: ScoreCard) -> str:
    return f"| {name} | {capture.name} | {cells(numbers(card))} |"


def mean(name: str, rows: list[tuple[str, Capture, ScoreCard]]) -> str:
    values = np.nanmean([numbers(card) for engine_name, _, card in rows if engine_name == name], axis=0)
    return f"| **{name}** | **mean** | {cells(values.tolist())} |"


def page(lines: list[str]) -> str:
    table = "\n".join(lines)
    return f"""# The rules engine against captured faces

Written by `benchmarks/real_faces.py`. Four takes (6.4 minutes) of one actor (MIT, FACEGOOD), from the sound alone,
without a transcript; the four weights of the loudness drive are fitted on the three other takes, the rest (smoothing
and sharpening, chosen by hand on all four) is as shipped.
`phones` is the engine without the loudness drive: the mouth follows the heard phones alone, as a written text's does.
`ridge` is a regression on log-mel frames (+-8 frames at 30 a second) trained on the same three takes: it follows the
loudness well, moves at half the speed and never shuts the lips. Speed and jitter are shares of the same take's truth;
"speech" means over frames that are not quiet; lag in ms, positive when the face is late (rounding's only where its r
is {_FOLLOWED} or more: the fourth take was captured with mouthFunnel alone, mouthPucker never moves, and nothing here
follows it). Definitions: [listening.md](../listening.md).

| engine | take | opening r | speech | lag | amplitude | speed | jitter | rounding r | speech | lag | jawOpen r |
|---|---|---|---|---|---|---|---|---|---|---|---|
{table}
"""


if __name__ == "__main__":
    sys.exit(main())
