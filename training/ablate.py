# SPDX-License-Identifier: GPL-3.0-or-later
"""What each part is worth: variants trained alike, for the same processor time, and scored alike.

    python -m soliloquy.training.ablate --captures FOLDER [--minutes 5] [--only "hearing: damc" ...]

Needs what the steps vae to flow of ``training.run`` left. Same seed and same batches for each variant; the
number of steps is what fits into --minutes of processor time, measured on the first steps of the first variant of
a family, and the same for the others of it. Each variant's
scores are kept as JSON, so a broken run goes on, and several runs may share the work with --only;
docs/ablations.md is written anew after each variant.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from ..runtime.head.arkit import ARKIT_INDEX
from .ablation_scores import articulation_error, hearing_scores, motion_scores
from .dataset import FACE_SHAPES, LIP_SHAPES, Clip, captured_clips, own_clips
from .evaluate import DOCUMENT
from .networks.direct_face import DirectFace
from .networks.flow import FlowDecoder
from .networks.fusion import MODES
from .networks.vae import FaceVae
from .real_faces import Capture, load_captures
from .recipe import Recipe
from .run import LEFT_OUT, Workshop
from .tables import table
from .train_flow import train_flow, with_latents
from .train_hear import train_hear
from .train_project import heard_feature, projected_feature, train_project, with_heard_features

_VOICE_CLIPS = 12
_WARMING_STEPS, _TIMED_STEPS = 2, 12


@dataclass(frozen=True)
class Variant:
    """family: which networks are trained. mode, depths: of the hearing. direct: the flow without a latent.
    state_weight: the mouth-state-aware loss of the flow."""

    family: str
    name: str
    mode: str = "damc"
    depths: tuple[int, ...] = (0, 1, 2)
    direct: bool = False
    state_weight: bool = True

    @property
    def title(self) -> str:
        return f"{self.family}: {self.name}"


VARIANTS: tuple[Variant, ...] = (
    *(Variant("hearing", mode, mode=mode) for mode in MODES),
    Variant("hearing", "low layer alone", depths=(0,)),
    Variant("hearing", "middle layer alone", depths=(1,)),
    Variant("hearing", "high layer alone", depths=(2,)),
    Variant("motion", "latent flow"),
    Variant("motion", "direct flow", direct=True),
    Variant("motion", "latent flow without mouth-state loss", state_weight=False),
    Variant("text", "the voice's features, projected"),
)
_FAMILIES = {
    "hearing": "The fusion of content and dynamic-sync encoder (DAMC's table; `damc` is the full fusion, with all "
    "three layers of the content encoder), and one layer of the content encoder against three (SPEAR), both by the "
    "articulatory stream that follows from the audio feature.",
    "motion": "The flow, from the sound of held-out voices, heard by the shipped hearing; the rules' contacts are left "
    "off, so that the network alone is seen. Direct flow works on the 52 curves as they are instead of a latent.",
    "text": "The voice's inner features, projected into the audio feature (UniTAF), against listening to the same "
    "speech with the shipped hearing, which was trained for longer.",
}

_UNEQUAL = (
    " The numbers of steps differ, for the budget was timed on a busy machine, variant by variant: a row with fewer "
    "steps looks worse than it is. Runs made since then take equal steps."
)


@dataclass(frozen=True)
class Bench:
    """What every variant is trained on and scored on."""

    workshop: Workshop
    captures: Path
    folder: Path
    minutes: float

    @cached_property
    def take(self) -> Capture:
        (take,) = [capture for capture in load_captures(self.captures) if capture.name == LEFT_OUT]
        return take

    @cached_property
    def left_out(self) -> Clip:
        (clip,) = captured_clips([self.take], variants=False, seed=0)
        return clip

    @cached_property
    def voices(self) -> list[Clip]:
        held_out = [clip for clip in own_clips(self.workshop.recipe, timed=False) if clip.split == "voice"]
        return [clip for clip in held_out if not clip.emotion.any()][:_VOICE_CLIPS]


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare variants of the networks.")
    parser.add_argument("--captures", type=Path, required=True, help="folder of captured faces")
    parser.add_argument("--minutes", type=float, default=20.0, help="processor time that each variant may train for")
    parser.add_argument("--only", nargs="+", default=[variant.title for variant in VARIANTS], metavar="TITLE")
    arguments = parser.parse_args()
    recipe = Recipe()
    workshop = Workshop(recipe, arguments.captures, LEFT_OUT, recipe.folder() / "runs" / "shipped")
    folder = workshop.folder.with_name("ablation") / f"{arguments.minutes:g}-minutes"
    bench = Bench(workshop, arguments.captures, folder, arguments.minutes)
    train = {"hearing": _hearing, "motion": _motion, "text": _text}
    for variant in VARIANTS:
        result = _file(bench, variant, ".json")
        if variant.title in arguments.only and not result.exists():
            scores = train[variant.family](bench, variant)
            result.write_text(json.dumps(scores, indent=1), encoding="utf-8")
            print(variant.title, scores, file=sys.stderr, flush=True)
        DOCUMENT.with_name("ablations.md").write_text(_document(bench), encoding="utf-8")
    return 0


def _hearing(bench: Bench, variant: Variant) -> dict[str, float]:
    workshop = bench.workshop
    vae, expert = workshop.vae(), workshop.expert()
    own, captured = (_only(clips, variant.depths) for clips in (workshop.spoken, workshop.captured))
    steps = _steps(bench, variant, lambda n, path: train_hear(own, captured, vae, expert, path, n, variant.mode))
    hearing = train_hear(own, captured, vae, expert, _file(bench, variant, ".pt"), steps, variant.mode)
    (left_out,) = _only([bench.left_out], variant.depths)
    scores = hearing_scores(hearing, _only(bench.voices, variant.depths), left_out, bench.take)
    return {"steps": steps, **scores}


def _motion(bench: Bench, variant: Variant) -> dict[str, float]:
    workshop = bench.workshop
    hearing = workshop.hearing()
    own, captured = (with_heard_features(clips, hearing) for clips in (workshop.spoken, workshop.captured))
    face: FaceVae | DirectFace
    if variant.direct:
        face = _direct_face([*own, *captured])
        own, captured = ([_with_curves(clip, face) for clip in clips] for clips in (own, captured))
    else:
        face = workshop.vae()
        own, captured = (with_latents(clips, face) for clips in (own, captured))

    def train(steps: int, checkpoint: Path) -> FlowDecoder:
        return train_flow(
            own, captured, hearing, face, workshop.geometry, checkpoint, steps, state_weight=variant.state_weight
        )

    steps = _steps(bench, variant, train)
    flow = train(steps, _file(bench, variant, ".pt"))
    return {"steps": steps, **motion_scores(flow, hearing, face.eval(), bench.voices, bench.left_out, bench.take)}


def _text(bench: Bench, variant: Variant) -> dict[str, float]:
    hearing = bench.workshop.hearing()
    plain = [clip for clip in bench.workshop.spoken if not clip.emotion.any()]
    own = with_heard_features(plain, hearing)
    steps = _steps(bench, variant, lambda n, path: train_project(own, path, n))
    projector = train_project(own, _file(bench, variant, ".pt"), steps)
    voices = bench.voices
    projected = [projected_feature(projector, clip) for clip in voices]
    heard = [heard_feature(hearing, clip) for clip in voices]
    return {
        "steps": steps,
        "articulation error": articulation_error(hearing, projected, voices),
        "articulation error, listening": articulation_error(hearing, heard, voices),
    }


def _steps(bench: Bench, variant: Variant, train: Callable[[int, Path], object]) -> int:
    """How many steps fit into the budget, of the variant of its family that comes first: the others take as many, so
    that a machine that was busier for one of them does not decide. Remembered for each variant."""
    family = [each for each in VARIANTS if each.family == variant.family]
    remembered = [_file(bench, each, ".steps") for each in family]
    own = _file(bench, variant, ".steps")
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        known = [path for path in remembered if path.exists()]
        steps = known[0].read_text(encoding="utf-8") if known else str(_fitting(bench, train))
        own.write_text(steps, encoding="utf-8")
    return int(own.read_text(encoding="utf-8"))


def _fitting(bench: Bench, train: Callable[[int, Path], object]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for count in (_WARMING_STEPS, _WARMING_STEPS + _TIMED_STEPS):
            began = time.process_time()
            train(count, Path(folder) / f"{count}.pt")
            times.append(time.process_time() - began)
    return max(1, int(60 * bench.minutes * _TIMED_STEPS / (times[1] - times[0])))


def _file(bench: Bench, variant: Variant, suffix: str) -> Path:
    return bench.folder / (variant.title.replace(": ", "-").replace(" ", "-") + suffix)


def _document(bench: Bench) -> str:
    parts = [
        "# Ablations\n\nWritten by `python -m soliloquy.training.ablate`. Each variant was trained for "
        f"as many steps as fit into {bench.minutes:g} minutes of one processor core (20 are the "
        "default; these were had on a shared machine), with the same seed and the same batches, far less than "
        f"the shipped networks had, and scored on {_VOICE_CLIPS} clips of held-out voices and on the captured take "
        f"{LEFT_OUT}, which was never trained on. One seed: differences of a few hundredths mean nothing. The number "
        "of solver steps is compared in [evaluation.md](evaluation.md), and there are the shipped networks from the "
        "voice's features and from sound side by side.\n"
    ]
    for family, about in _FAMILIES.items():
        files = {v.name: _file(bench, v, ".json") for v in VARIANTS if v.family == family}
        found = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in files.items() if path.exists()}
        if found:
            scores = list(next(iter(found.values())))
            unequal = _UNEQUAL if len({each["steps"] for each in found.values()}) > 1 else ""
            rows = [[name, *(_number(score, each[score]) for score in scores)] for name, each in found.items()]
            parts.append(f"## {family.capitalize()}\n\n{about}{unequal}\n\n" + table(["variant", *scores], rows))
    return "\n".join(parts)


def _number(score: str, value: float) -> str:
    return str(int(value)) if score == "steps" else f"{value:.3f}"


def _only(clips: Sequence[Clip], depths: Sequence[int]) -> list[Clip]:
    """The clips with the content layers that are not wanted set to zero."""
    if len(depths) == 3:
        return list(clips)
    made = []
    for clip in clips:
        assert clip.content is not None
        content = np.zeros_like(clip.content)
        for depth in depths:
            content[:, 256 * depth : 256 * (depth + 1)] = clip.content[:, 256 * depth : 256 * (depth + 1)]
        made.append(replace(clip, content=content))
    return made


def _direct_face(clips: Sequence[Clip]) -> DirectFace:
    frames = torch.as_tensor(np.concatenate([clip.weights[::5] for clip in clips]).astype(np.float32))
    return DirectFace([ARKIT_INDEX[n] for n in LIP_SHAPES], [ARKIT_INDEX[n] for n in FACE_SHAPES], frames)


def _with_curves(clip: Clip, face: DirectFace) -> Clip:
    return replace(clip, latent=face.encode(torch.as_tensor(clip.weights.astype(np.float32))).numpy())


if __name__ == "__main__":
    sys.exit(main())
