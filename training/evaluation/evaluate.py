# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 13: what the shipped networks show, written to docs/measured/evaluation.md.

    python -m soliloquy.training.evaluation.evaluate --captures FOLDER [--only speed ...]

Needs the networks in models/ and, but for the part "nonverbal", what the training steps left under build/training
(held-out clips). With --only the named parts alone are measured anew, the others of the page stay as they are.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ...runtime.animate.flow.engine import animate as flow
from ...runtime.animate.measure import closures, share_with_interval
from ...runtime.animate.rules.engine import animate as rules
from ...runtime.head.arkit import ARKIT_NAMES
from ...runtime.head.lips import opening
from ...runtime.listen.features import measure
from ...runtime.requests import EMOTIONS, Direction, FlowOptions
from ...runtime.speech import Speech, SpeechFeatures
from ..data.dataset import LIP_SHAPES
from ..data.real_faces import load_captures
from ..data.recipe import Recipe
from ..data.speech_cache import clips, load_clip
from ..data.synthesise import speech_folder, split_of_clips
from ..data.targets import certain_features
from .evaluate_captures import captures_part
from .evaluate_guidance import guidance_part
from .evaluate_nonverbal import nonverbal_part
from .evaluate_sync import sync_part
from .evaluation_page import DOCUMENT, HEADINGS, page_of, parts_of
from .metrics import against_teacher, lip_vertices_mm
from .plots import plot_solver
from .tables import table

IMAGES = DOCUMENT.parent / "images"
_CLIPS = 8
_CLOSURE_CLIPS = 4
_STEPS = (1, 2, 4, 8, 16, 50)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the shipped networks.")
    parser.add_argument("--captures", type=Path, help="folder of captured faces")
    parser.add_argument("--only", nargs="+", choices=HEADINGS, help="measure these parts anew, and keep the others")
    arguments = parser.parse_args()
    for name, part in _parts(Recipe(), arguments.captures).items():
        if name in (arguments.only or HEADINGS):
            parts = parts_of(DOCUMENT.read_text(encoding="utf-8")) | {name: part()}
            DOCUMENT.write_text(page_of(parts), encoding="utf-8")
    return 0


def _parts(recipe: Recipe, captures: Path | None) -> dict[str, Callable[[], str]]:
    """How each part of the page is measured; those on captured faces only where there are some."""
    speeches = held_out_speech(recipe)
    parts = {
        "closures": lambda: _closures(speeches),
        "teacher": lambda: _teacher(speeches),
        "nonverbal": nonverbal_part,
        "speed": lambda: _speed(speeches),
        "seeds": lambda: _seeds(speeches),
        "solver": lambda: _solver(speeches),
        "guidance": lambda: guidance_part(recipe),
    }
    if captures is not None:
        parts = {
            "captures": lambda: captures_part(captures, IMAGES),
            "sync": lambda: sync_part(load_captures(captures), speeches["text"], recipe, IMAGES),
            **parts,
        }
    return parts


def held_out_speech(recipe: Recipe) -> dict[str, list[Speech]]:
    """Spoken clips of held-out voices and of held-out texts."""
    split = split_of_clips(recipe)
    found: dict[str, list[Speech]] = {"voice": [], "text": []}
    for path in clips(speech_folder(recipe, timed=False)):
        side = split[path.stem].split
        if side in found and len(found[side]) < _CLIPS:
            found[side].append(load_clip(path))
    return found


def _speed(speeches: dict[str, list[Speech]]) -> str:
    chosen = speeches["voice"][:3]
    seconds = sum(speech.duration for speech in chosen)
    measured = [measure(speech) for speech in chosen]
    mute = [replace(speech, tts=None) for speech in chosen]
    played: dict[str, Callable[[], object]] = {
        "from the voice's features, 8 steps": lambda: _all(flow, chosen, measured),
        "from sound, 8 steps": lambda: _all(flow, mute, measured),
        "rules": lambda: _all(rules, chosen, measured),
    }
    rows = []
    for name, play in played.items():
        play()
        start, processor = time.perf_counter(), time.process_time()
        play()
        taken = (time.process_time() - processor, time.perf_counter() - start)
        rows.append([name, *(f"{value / seconds:.4f}" for value in taken)])
    return (
        "## Speed\n\nFor each second of speech, features to ARKit weights (aim: at most 0.05 s): the processor's "
        "seconds, and the clock's on a machine that was doing other work. "
        f"The largest memory of a process that plays one clip and nothing else: {_peak_megabytes():.0f} MB.\n\n"
        + table(["engine and input", "processor s", "clock s"], rows)
    )


def _peak_megabytes() -> float:
    """Of a fresh process without torch that reads a training clip and plays it with the flow, from sound.

    By Linux's VmHWM: getrusage's figure begins with that of the process that started this one, torch and all.
    """
    clip = clips(speech_folder(Recipe(), timed=False))[0]
    package = __package__.partition(".")[0]
    script = (
        f"import sys; import numpy as np\n"
        f"from {package}.runtime.animate.flow.engine import animate\n"
        f"from {package}.runtime.requests import Direction\n"
        f"from {package}.runtime.listen.features import measure\n"
        f"from {package}.runtime.speech import Speech\n"
        f"samples = np.load(sys.argv[1])\n"
        f"speech = Speech(samples, int(sys.argv[2]))\n"
        f"animate(speech, measure(speech), Direction())\n"
        f"print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    speech = load_clip(clip)
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.npy"
        np.save(sound, speech.samples)
        command = [sys.executable, "-c", script, str(sound), str(speech.sample_rate)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def _all(engine: Callable[..., object], speeches: Sequence[Speech], features: Sequence[SpeechFeatures]) -> None:
    for speech, measured in zip(speeches, features, strict=True):
        engine(speech, measured, Direction())


def _solver(speeches: dict[str, list[Speech]]) -> str:
    chosen = speeches["voice"][:3]

    def weights(steps: int, midpoint: bool) -> list[np.ndarray]:
        options = FlowOptions(solver_steps=steps, midpoint=midpoint)
        return [flow(speech, measure(speech), Direction(), options).weights for speech in chosen]

    reference = weights(_STEPS[-1], True)
    rows = []
    plotted: dict[str, list[float]] = {"Euler": [], "midpoint": []}
    for steps in _STEPS:
        cells = [str(steps)]
        for midpoint in (False, True):
            errors = [
                np.linalg.norm(lip_vertices_mm(a) - lip_vertices_mm(b), axis=2).mean()
                for a, b in zip(weights(steps, midpoint), reference, strict=True)
            ]
            cells.append(f"{np.mean(errors):.3f}")
            plotted["midpoint" if midpoint else "Euler"].append(float(np.mean(errors)))
        rows.append(cells)
    plot_solver(_STEPS, plotted, IMAGES / "solver.png")
    return (
        "## Solver steps\n\nMean distance of the lip vertices from those of 50 midpoint steps, in millimetres.\n\n"
        + table(["steps", "Euler", "midpoint"], rows)
        + "\n![The same as a curve](images/solver.png)\n"
    )


def _teacher(speeches: dict[str, list[Speech]]) -> str:
    rows = []
    for side, label in (("voice", "voices"), ("text", "texts")):
        for given in ("features", "sound"):
            scores: list[dict[str, float]] = []
            for speech in speeches[side]:
                features = measure(speech)
                heard = speech if given == "features" else replace(speech, tts=None)
                taught = features if given == "features" else certain_features(speech)
                truth = rules(speech, taught, Direction()).weights
                without_contacts = replace(heard, phones=())
                scores.append(against_teacher(flow(without_contacts, features, Direction()).weights, truth))
            means = {name: np.mean([score[name] for score in scores]) for name in scores[0]}
            rows.append([f"{label}, {given}", str(len(scores)), *(f"{value:.3f}" for value in means.values())])
    played = [rules(speech, certain_features(speech), Direction()).weights for speech in speeches["voice"]]
    still = [against_teacher(0 * weights, weights) for weights in played]
    rows.append(["a still face, voices", str(len(still)), *(f"{np.mean([s[n] for s in still]):.3f}" for n in still[0])])
    return (
        "## Held-out synthetic speech\n\nHow well the flow imitates its teacher, the rules engine as it plays a "
        "text (features) or a recording whose phones are known (sound), with the lips' last contacts left off, so that "
        "the networks alone are seen. It decides nothing.\n\n" + table(["held out, given", "clips", *still[0]], rows)
    )


def _closures(speeches: dict[str, list[Speech]]) -> str:
    chosen = speeches["voice"][: _CLOSURE_CLIPS // 2] + speeches["text"][: _CLOSURE_CLIPS // 2]
    engines = {
        "flow": flow,
        "flow, from sound": lambda s, f, d: flow(replace(s, tts=None), f, d),
        "flow, networks alone": lambda s, f, d: flow(replace(s, phones=()), f, d),
        "flow, networks alone, from sound": lambda s, f, d: flow(replace(s, phones=(), tts=None), f, d),
        "rules": rules,
    }
    rows = []
    for name, engine in engines.items():
        outcomes_of: dict[str, list[bool]] = {"bilabials": [], "labiodentals": [], "false_closures": []}
        for number, speech in enumerate(chosen):
            features = measure(speech)
            for emotion in (None, *EMOTIONS):
                direction = Direction({emotion: 1.0} if emotion else {}, seed=number)
                found = closures(engine(speech, features, direction), speech.phones)
                for kind in outcomes_of:
                    outcomes_of[kind] += getattr(found, kind)
        cells = [name]
        for outcomes in outcomes_of.values():
            share, low, high = share_with_interval(outcomes)
            cells.append(f"{100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f}, n {len(outcomes)})")
        rows.append(cells)
    return (
        "## Closures\n\nHeld-out clips, plain and with every emotion at full strength; the rule of "
        "`runtime/animate/measure.py`. As shipped, the rules engine's contacts have the last word on the flow's lips; "
        "the networks alone go without (and from sound with a third of a rules' mouth that knows no phones). In "
        "brackets the 95 % interval (Wilson) and the number of phones. The 200 sentences of the audio part, at three "
        "frame rates: [flow](closures-flow.md), [rules](closures.md); as recordings: [flow](recordings-flow.md), "
        "[rules](recordings.md).\n\n"
        + table(["engine", "P/B/M shut", "F/V on the teeth", "open vowels wrongly shut"], rows)
    )


def _seeds(speeches: dict[str, list[Speech]]) -> str:
    lips, openings, brows = [], [], []
    brow = [index for index, name in enumerate(ARKIT_NAMES) if name.startswith("brow")]
    for speech in speeches["voice"][:3]:
        features = measure(speech)
        takes = [flow(speech, features, Direction(seed=seed)).weights for seed in range(4)]
        vertices = np.array([lip_vertices_mm(_mouth_only(take)) for take in takes])
        lips.append(np.linalg.norm(vertices.std(axis=0), axis=-1).mean())
        openings.append(np.array([opening(take) for take in takes]).std(axis=0).mean())
        brows.append(np.array(takes)[..., brow].std(axis=0).mean())
    return (
        "## Seeds\n\nFour seeds of three held-out clips: the mean over frames of the spread (standard deviation).\n\n"
        + table(
            ["lip vertices, mm", "opening", "brow weights"],
            [[f"{np.mean(lips):.3f}", f"{np.mean(openings):.4f}", f"{np.mean(brows):.4f}"]],
        )
    )


def _mouth_only(weights: np.ndarray) -> np.ndarray:
    return weights * np.isin(ARKIT_NAMES, LIP_SHAPES)


if __name__ == "__main__":
    sys.exit(main())
