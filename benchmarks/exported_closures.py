# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the lips still close after an export, when an engine plays it at its own rate and phase, and on a MetaHuman?

The 200 sentences of sentences.txt, said at three speeds in turn. Writes docs/measured/exported-closures.md:

    .venv/bin/python benchmarks/exported_closures.py [--engine rules] [--every N]
"""

import argparse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from measured_page import share_cell
from soliloquy.exporters.exported_motion import folded
from soliloquy.exporters.free_lines import free_lines
from soliloquy.exporters.key_bounds import key_bounds
from soliloquy.exporters.metahuman_clip import control_bounds
from soliloquy.exporters.unity_anim import BETWEEN_FRAMES, cubics
from soliloquy.runtime.animate.engines import ENGINES, animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.heads import DEFAULT_HEAD, load_head
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import Direction, MotionRequest
from soliloquy.runtime.rigs.metahuman import PREFIX, metahuman_controls
from soliloquy.runtime.speech import Phone
from spoken_sentences import sentences, timed
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "measured" / "exported-closures.md"
EXPORTED = (24.0, 25.0, 29.97, 30.0, 50.0, 60.0, 120.0)
PLAYED = (30.0, 60.0, 120.0)
SPEEDS = (1.0, 1.25, 1.5)
VOICES = 20
PHASES = 6
MOMENTS = [(number + 0.5) / PHASES for number in range(PHASES)]
JAW, CLOSE = ARKIT_INDEX["jawOpen"], ARKIT_INDEX["mouthClose"]

Outcomes = dict[str, list[bool]]
Playing = Callable[[Array], Array]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=[engine.name for engine in ENGINES], default="flow")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one sentence in N, for a first look")
    given = parser.parse_args()
    lips: Outcomes = defaultdict(list)
    teeth: Outcomes = defaultdict(list)
    wrong: Outcomes = defaultdict(list)
    for index, sentence in enumerate(tqdm(sentences()[:: given.every])):
        speed = SPEEDS[index % len(SPEEDS)]
        speech = timed(index, sentence, VOICES, speed)
        curves = animate(MotionRequest(given.engine, direction=Direction(seed=1)), speech, measure(speech))
        for name, shown, phones in shown_as(curves, speech.phones, speed):
            made = closures(shown, phones)
            lips[name] += made.bilabials
            teeth[name] += made.labiodentals
            wrong[name] += made.false_closures
    PAGE.write_text(page(given.engine, lips, teeth, wrong), encoding="utf-8")


def shown_as(
    curves: ArkitCurves, phones: tuple[Phone, ...], speed: float
) -> list[tuple[str, ArkitCurves, list[Phone]]]:
    """Every way in which an export of ``curves`` may be seen: row of the table, curves, phones on their clock."""
    found = []
    for rate in EXPORTED:
        exported = resample(curves, phones, rate)
        found.append((f"{rate:g} / as exported", exported, list(phones)))
        for played in PLAYED:
            for phase in MOMENTS:
                name = f"{rate:g} / {played:g}" + (f", speech at {speed:g} of its speed" if played == PLAYED[0] else "")
                found.append((name, *at_phase(exported, phones, played, phase)))
    at_30 = resample(curves, phones, 30.0)
    end = (len(at_30) - 1) / at_30.frames_per_second
    for name, playing in few_keys(at_30, phones).items():
        for played in PLAYED[:2]:
            found += [
                (f"{name}, played at {played:g}", *_drawn(playing, end, phones, played, phase)) for phase in MOMENTS
            ]
    few = few_controls(at_30, phones)
    for played in PLAYED[:2]:
        name = f"MetaHuman, its lips together, clips of few keys, played at {played:g}"
        found += [(name, *_drawn(few, end, phones, played, phase)) for phase in MOMENTS]
    found.append(("MetaHuman, its lips together", on_metahuman(at_30, together=True), list(phones)))
    found.append(("MetaHuman, the jaw alone", on_metahuman(at_30, together=False), list(phones)))
    found.append(("ARKit without mouthClose", without_close(at_30), list(phones)))
    found.append(("ARKit without mouthClose, folded", folded(at_30), list(phones)))
    return found


def at_phase(
    exported: ArkitCurves, phones: tuple[Phone, ...], rate: float, phase: float
) -> tuple[ArkitCurves, list[Phone]]:
    """What is drawn at ``rate`` pictures a second, the first ``phase`` of a picture after the start, keys joined by
    straight lines."""
    keys = np.arange(len(exported)) / exported.frames_per_second

    def playing(times: Array) -> Array:
        return np.stack([np.interp(times, keys, column) for column in exported.weights.T], axis=1)

    return _drawn(playing, keys[-1], phones, rate, phase)


def few_keys(at_30: ArkitCurves, phones: tuple[Phone, ...]) -> dict[str, Playing]:
    """What clips with few keys show: straight lines between them, or cubics."""
    bounds = key_bounds(load_head(DEFAULT_HEAD), "arkit", phones, len(at_30), at_30.frames_per_second)
    named = dict(zip(ARKIT_NAMES, at_30.weights.T, strict=True))
    kept = [free_lines(values, bounds.of_lines(name, 0.0)) for name, values in named.items()]
    rate = at_30.frames_per_second
    curves = [cubics(values, bounds.of(name, 0.0), rate, BETWEEN_FRAMES) for name, values in named.items()]

    def lines(times: Array) -> Array:
        return np.stack([np.interp(times * rate, frames, np.round(values, 3)) for frames, values in kept], axis=1)

    def curved(times: Array) -> Array:
        return np.clip(np.stack([curve.at(times * own_rate) for curve, own_rate in curves], axis=1), 0.0, 1.0)

    return {"Clips of few keys for Unreal, Maya, Godot and the web": lines, "Clips of few keys for Unity": curved}


def _drawn(
    playing: Playing, end: float, phones: tuple[Phone, ...], rate: float, phase: float
) -> tuple[ArkitCurves, list[Phone]]:
    """The pictures of what is ``playing`` (weights (T,52) at seconds (T,)) until ``end`` in seconds."""
    times = np.arange(phase / rate, end, 1 / rate)
    head = np.zeros((len(times), 3), np.float32)
    moved = [replace(phone, start=phone.start - times[0], end=phone.end - times[0]) for phone in phones]
    return ArkitCurves(playing(times).astype(np.float32), head, rate), moved


def few_controls(at_30: ArkitCurves, phones: tuple[Phone, ...]) -> Playing:
    """What a MetaHuman's clip shows, in ARKit's shapes of which its controls move jaw and lips."""
    bounds = key_bounds(load_head(DEFAULT_HEAD), "arkit", phones, len(at_30), at_30.frames_per_second)
    others = few_keys(at_30, phones)["Clips of few keys for Unreal, Maya, Godot and the web"]
    controls, of_controls = metahuman_controls(at_30), control_bounds(bounds)
    lines = {
        name: free_lines(controls[name], of_controls.of_lines(name, 0.0))
        for name in (PREFIX + "jawOpen", PREFIX + "mouthLipsTogetherUL")
    }

    def playing(times: Array) -> Array:
        weights = others(times)
        jaw, together = (np.interp(times * at_30.frames_per_second, *line) for line in lines.values())
        weights[:, JAW], weights[:, CLOSE] = jaw, jaw * together
        return weights

    return playing


def on_metahuman(curves: ArkitCurves, together: bool) -> ArkitCurves:
    """The jaw as a MetaHuman has it. Its lips come together over the jaw by ``mouthLipsTogether``; or, told by
    the jaw alone, not at all."""
    controls = metahuman_controls(curves)
    weights = curves.weights.copy()
    weights[:, JAW] = controls[PREFIX + "jawOpen"]
    weights[:, CLOSE] = controls[PREFIX + "mouthLipsTogetherUL"] * weights[:, JAW] if together else 0.0
    return replace(curves, weights=weights)


def without_close(curves: ArkitCurves) -> ArkitCurves:
    weights: Array = curves.weights.copy()
    weights[:, CLOSE] = 0.0
    return replace(curves, weights=weights)


def page(engine: str, lips: Outcomes, teeth: Outcomes, wrong: Outcomes) -> str:
    rows = "\n".join(
        f"| {name} | {share_cell(lips[name])} | {share_cell(teeth[name])} | {share_cell(wrong[name])} |"
        for name in sorted(lips, key=_row)
    )
    return f"""# Closures after an export

Written by `benchmarks/exported_closures.py --engine {engine}`: the sentences of `benchmarks/sentences.txt`, {VOICES}
English voices and the speeds {", ".join(map(str, SPEEDS))} in turn. Shares with their 95 % interval (Wilson) and the
number of phones; what counts is defined in `runtime/animate/measure.py`.

"24 / 60": exported at 24 frames a second, then played as engines play it, with straight lines between the keys, at 60
pictures a second from {PHASES} moments on, a {PHASES}th of a picture apart. The lower rows are at 30 frames a second,
as exported. Clips of few keys: what a split writes, where curves lie off their frames by what is not seen
(`exporters/key_bounds.py`). MetaHuman: its controls as we write them, either with `mouthLipsTogether` closing the lips
over the jaw, or told by the jaw alone, as on a rig where that control does nothing. Without mouthClose: what is left of
the closures on a rig that lacks this shape, and with `--mouth-close fold`.

| exported / played | P/B/M closed | F/V in contact | open vowels wrongly closed |
| --- | --- | --- | --- |
{rows}
"""


def _row(name: str) -> tuple[bool, float, float, str]:
    """The rates in order, as exported first; and last what is no rate."""
    rate, slash, played = name.partition(" / ")
    if not slash:
        return True, 0.0, 0.0, name
    return False, float(rate), 0.0 if played.startswith("as") else float(played.partition(",")[0]), played


if __name__ == "__main__":
    main()
