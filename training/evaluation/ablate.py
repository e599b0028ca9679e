# SPDX-License-Identifier: GPL-3.0-or-later
"""What each part is worth: variants trained alike, by default as long as the shipped networks, and scored alike.

    python -m soliloquy.training.evaluation.ablate --captures FOLDER [--steps 300] [--only "hearing: damc" ...]

Needs what the steps vae to flow of ``training.steps.run`` left. Same seed, same batches and same number of steps for
each variant of a family. Each variant's scores are kept as JSON, so a broken run goes on, and several runs may share
the work with --only; docs/measured/ablations.md is written anew after each variant.
"""

import argparse
import json
import platform
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from ...runtime.head.arkit import ARKIT_INDEX
from ...runtime.speech import CONTENT_DEPTHS
from ..data.dataset import FACE_SHAPES, LIP_SHAPES, Clip, captured_clips, own_clips
from ..data.real_faces import Capture, load_captures
from ..data.recipe import LEFT_OUT
from ..networks.direct_face import DirectFace
from ..networks.flow import BLOCKS, WIDTH
from ..networks.fusion import MODES
from ..networks.vae import LIPS, FaceVae
from ..steps import flow, hear, project, vae
from ..steps.encoded_clips import heard_feature, projected_feature, with_heard_features, with_latents
from ..steps.loop import device
from ..steps.run import plain_clips
from ..steps.training_run import TrainingRun
from .ablation_scores import articulation_error, hearing_scores, motion_scores, space_scores
from .evaluation_page import DOCUMENT
from .tables import table

_VOICE_CLIPS = 12
"""Chosen by eye."""


@dataclass(frozen=True)
class Variant:
    """family: which networks are trained. mode, depths: of the hearing. direct: the flow without a latent.
    state_weight: the mouth-state-aware loss of the flow. size: the flow's width and blocks. latent: the VAE's numbers
    for as many frames."""

    family: str
    name: str
    mode: str = "damc"
    depths: tuple[int, ...] = (0, 1, 2)
    direct: bool = False
    state_weight: bool = True
    size: tuple[int, int] = (WIDTH, BLOCKS)
    latent: tuple[int, int] = (LIPS, 1)

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
    Variant("motion", "latent flow, 8 x 512", size=(512, 8)),
    Variant("space", f"{LIPS} numbers a frame"),
    Variant("space", f"{LIPS} numbers for 2 frames", latent=(LIPS, 2)),
    Variant("space", f"{2 * LIPS} numbers for 2 frames", latent=(2 * LIPS, 2)),
    Variant("space", f"{4 * LIPS} numbers for 4 frames", latent=(4 * LIPS, 4)),
    Variant("text", "the voice's features, projected"),
)
_STEPS_OF_FAMILY = {"hearing": hear.STEPS, "motion": flow.STEPS, "space": vae.STEPS, "text": project.STEPS}
_FAMILIES = {
    "hearing": "The fusion of content and dynamic-sync encoder (DAMC's table; `damc` is the full fusion, with all "
    "three layers of the content encoder), and one layer of the content encoder against three (SPEAR), both by the "
    "articulatory stream that follows from the audio feature.",
    "motion": "The flow, from the sound of held-out voices, heard by the shipped hearing; the rules' contacts are left "
    "off, so that the network alone is seen. Direct flow works on the 52 curves as they are instead of a latent.",
    "space": "The mouth's VAE: a latent a frame against one for several frames, through the encoder and back, on "
    "held-out voices.",
    "text": "The voice's inner features, projected into the audio feature (UniTAF), against listening to the same "
    "speech with the shipped hearing.",
}


@dataclass(frozen=True)
class Bench:
    """What every variant is trained on and scored on."""

    run: TrainingRun
    captures: Path
    folder: Path
    most_steps: int

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
        """As they were said, plain."""
        held_out = [clip for clip in own_clips(self.run.recipe, timed=False) if clip.split == "voice"]
        return plain_clips(held_out)[:_VOICE_CLIPS]


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare variants of the networks.")
    parser.add_argument("--captures", type=Path, required=True, help="folder of captured faces")
    parser.add_argument("--steps", type=int, default=max(_STEPS_OF_FAMILY.values()), help="that no variant exceeds")
    parser.add_argument("--only", nargs="+", default=[variant.title for variant in VARIANTS], metavar="TITLE")
    arguments = parser.parse_args()
    run = TrainingRun.named("shipped", arguments.captures)
    folder = run.folder.with_name(f"ablation-{arguments.steps}")
    bench = Bench(run, arguments.captures, folder, arguments.steps)
    for variant in VARIANTS:
        if variant.title in arguments.only:
            measure_variant(bench, variant)
        DOCUMENT.with_name("ablations.md").write_text(_document(bench), encoding="utf-8")
    return 0


def measure_variant(bench: Bench, variant: Variant) -> None:
    """Train and score it, unless that is done."""
    result = _file(bench, variant, ".json")
    if result.exists():
        return
    result.parent.mkdir(parents=True, exist_ok=True)
    score = {"hearing": _hearing, "motion": _motion, "space": _space, "text": _text}[variant.family]
    steps = min(_STEPS_OF_FAMILY[variant.family], bench.most_steps)
    began = time.perf_counter()
    scores = score(bench, variant, steps)
    kept = {"minutes": (time.perf_counter() - began) / 60, "machine": _machine(), "steps": steps, "scores": scores}
    result.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    print(variant.title, scores, file=sys.stderr, flush=True)


def _hearing(bench: Bench, variant: Variant, steps: int) -> dict[str, float]:
    run = bench.run
    own, captured = (_only(clips, variant.depths) for clips in (run.spoken, run.captured))
    checkpoint = _file(bench, variant, ".pt")
    hearing = hear.train_hear(own, captured, run.vae(), run.expert(), checkpoint, steps, variant.mode)
    (left_out,) = _only([bench.left_out], variant.depths)
    return hearing_scores(hearing, _only(bench.voices, variant.depths), left_out, bench.take)


def _motion(bench: Bench, variant: Variant, steps: int) -> dict[str, float]:
    run = bench.run
    hearing = run.hearing()
    own, captured = (with_heard_features(clips, hearing) for clips in (run.spoken, run.captured))
    face: FaceVae | DirectFace
    if variant.direct:
        face = _direct_face([*own, *captured])
        own, captured = ([_with_curves(clip, face) for clip in clips] for clips in (own, captured))
    else:
        face = run.vae()
        own, captured = (with_latents(clips, face) for clips in (own, captured))
    decoder = flow.train_flow(
        own,
        captured,
        hearing,
        face,
        run.geometry,
        _file(bench, variant, ".pt"),
        steps,
        flow.FlowVariant(variant.state_weight, variant.size),
    )
    return motion_scores(decoder, hearing, face.eval(), bench.voices, bench.left_out, bench.take)


def _space(bench: Bench, variant: Variant, steps: int) -> dict[str, float]:
    run = bench.run
    size, frames = variant.latent
    clips = [clip for clip in (*run.spoken, *run.timed) if len(clip) >= vae.SPACE_FRAMES]
    mouth = vae.train_mouth_space(clips, run.geometry, _file(bench, variant, ".pt"), size, frames, steps)
    return space_scores(mouth, bench.voices, frames)


def _text(bench: Bench, variant: Variant, steps: int) -> dict[str, float]:
    hearing = bench.run.hearing()
    own = with_heard_features(plain_clips(bench.run.spoken), hearing)
    projector = project.train_project(own, _file(bench, variant, ".pt"), steps)
    voices = bench.voices
    projected = [projected_feature(projector, clip) for clip in voices]
    heard = [heard_feature(hearing, clip) for clip in voices]
    return {
        "articulation error": articulation_error(hearing, projected, voices),
        "articulation error, listening": articulation_error(hearing, heard, voices),
    }


def _machine() -> str:
    return torch.cuda.get_device_name() if device().type == "cuda" else f"{platform.machine()}, one thread"


def _file(bench: Bench, variant: Variant, suffix: str) -> Path:
    return bench.folder / (re.sub(r"[^a-z0-9]+", "-", variant.title) + suffix)


def _document(bench: Bench) -> str:
    results = {}
    for variant in VARIANTS:
        path = _file(bench, variant, ".json")
        if path.exists():
            results[variant] = json.loads(path.read_text(encoding="utf-8"))
    machines = sorted({result["machine"] for result in results.values()})
    parts = [
        "# Ablations\n\nWritten by `python -m soliloquy.training.evaluation.ablate`. Every variant of a family was "
        f"trained with the same seed, the same batches and the same number of steps, at most {bench.most_steps} "
        f"({', '.join(machines)}; minutes are those of a shared machine), and scored on "
        f"{_VOICE_CLIPS} clips of held-out voices and on the captured take {LEFT_OUT}, which was never trained on. The "
        "shipped networks were trained [longer](../learned-motion.md). One seed: differences of a hundredth mean "
        "nothing. "
        "The number of solver steps is compared in [evaluation.md](evaluation.md), and there are the shipped networks "
        "from the voice's features and from sound side by side.\n"
    ]
    for family, about in _FAMILIES.items():
        found = {variant.name: result for variant, result in results.items() if variant.family == family}
        if found:
            scores = list(next(iter(found.values()))["scores"])
            rows = [
                [
                    name,
                    str(result["steps"]),
                    f"{result['minutes']:.1f}",
                    *(f"{result['scores'][s]:.3f}" for s in scores),
                ]
                for name, result in found.items()
            ]
            header = ["variant", "steps", "minutes", *scores]
            parts.append(f"## {family.capitalize()}\n\n{about}\n\n" + table(header, rows))
    return "\n".join(parts)


def _only(clips: Sequence[Clip], depths: Sequence[int]) -> list[Clip]:
    """The clips with the content layers that are not wanted set to zero."""
    if len(depths) == 3:
        return list(clips)
    wanted = np.repeat([depth in depths for depth in range(len(CONTENT_DEPTHS))], CONTENT_DEPTHS)
    masked = []
    for clip in clips:
        assert clip.content is not None
        masked.append(replace(clip, content=clip.content * wanted.astype(clip.content.dtype)))
    return masked


def _direct_face(clips: Sequence[Clip]) -> DirectFace:
    frames = torch.as_tensor(np.concatenate([clip.weights[::5] for clip in clips]).astype(np.float32))
    face = DirectFace([ARKIT_INDEX[n] for n in LIP_SHAPES], [ARKIT_INDEX[n] for n in FACE_SHAPES], frames)
    return face.to(device())


def _with_curves(clip: Clip, face: DirectFace) -> Clip:
    weights = torch.as_tensor(clip.weights.astype(np.float32), device=device())
    return replace(clip, latent=face.encode(weights).cpu().numpy())


if __name__ == "__main__":
    sys.exit(main())
