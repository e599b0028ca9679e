# SPDX-License-Identifier: GPL-3.0-or-later
"""What each part of the hearing is worth: variants trained alike, scored by the articulation that they give.

    python -m soliloquy.training.ablate --captures FOLDER --steps 250

Same seed, same batches, same number of steps for each variant, far fewer than the shipped network had. Scores:
the error of the articulatory stream on held-out voices, and the correlation of opening and rounding with the
left-out real take over speech frames. Written to docs/ablations.md after each variant.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from .dataset import Clip, captured_clips, own_clips
from .evaluate import DOCUMENT, table
from .metrics import pearson, speech_frames
from .networks.articulation import ARTICULATION
from .networks.conditions import STYLES
from .networks.fusion import MODES
from .networks.vae import FaceVae
from .real_faces import Capture, load_captures
from .recipe import Recipe
from .run import LEFT_OUT, Workshop
from .train_hear import Hearing, train_hear
from .train_project import heard_feature
from .train_sync import SyncExpert

DEPTHS = {"low layer alone": (0,), "middle layer alone": (1,), "high layer alone": (2,)}
_CLIPS = 12


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare variants of the hearing.")
    parser.add_argument("--captures", type=Path, required=True, help="folder of captured faces")
    parser.add_argument("--steps", type=int, default=250)
    arguments = parser.parse_args()
    recipe = Recipe()
    workshop = Workshop(recipe, arguments.captures, LEFT_OUT, recipe.folder() / "runs" / "shipped")
    (take,) = [capture for capture in load_captures(arguments.captures) if capture.name == LEFT_OUT]
    (left_out,) = captured_clips([take], variants=False, seed=0)
    voices = [clip for clip in own_clips(recipe, timed=False) if clip.split == "voice" and not clip.emotion.any()]
    variants = {f"fusion: {mode}": (mode, (0, 1, 2)) for mode in MODES}
    variants |= {f"content: {name}": ("damc", depth) for name, depth in DEPTHS.items()}
    found = {}
    for name, (mode, depths) in variants.items():
        started = time.process_time()
        hearing = _train(workshop, workshop.vae(), workshop.expert(), mode, depths, arguments.steps)
        found[name] = _scores(hearing, _only(voices[:_CLIPS], depths), _only([left_out], depths)[0], take)
        found[name]["processor seconds"] = time.process_time() - started
        print(name, found[name], file=sys.stderr, flush=True)
        DOCUMENT.with_name("ablations.md").write_text(_document(found, arguments.steps), encoding="utf-8")
    return 0


def _document(found: dict[str, dict[str, float]], steps: int) -> str:
    scores = list(next(iter(found.values())))
    rows = [[name, *(f"{variant[score]:.3f}" for score in scores)] for name, variant in found.items()]
    return (
        f"# Ablations of the hearing\n\nWritten by `python -m soliloquy.training.ablate`. Each variant was trained for "
        f"{steps} steps with the same seed and the same batches, far fewer than the shipped network had, and is scored "
        "by its articulatory stream: mean squared error over variance on held-out voices, and correlation with the "
        f"left-out take {LEFT_OUT}. One seed: differences of a few hundredths mean nothing.\n\n"
        + table(["variant", *scores], rows)
    )


def _train(
    workshop: Workshop, vae: FaceVae, expert: SyncExpert, mode: str, depths: Sequence[int], steps: int
) -> Hearing:
    checkpoint = workshop.recipe.folder() / "runs" / "ablation" / f"{mode}-{'-'.join(map(str, depths))}-{steps}.pt"
    own, captured = _only(workshop.spoken, depths), _only(workshop.captured, depths)
    return train_hear(own, captured, vae, expert, checkpoint, steps, mode)


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


@torch.no_grad()
def _scores(hearing: Hearing, voices: Sequence[Clip], left_out: Clip, take: Capture) -> dict[str, float]:
    errors = [np.square(_said(hearing, clip) - clip.articulation).mean() for clip in voices]
    spread = np.concatenate([clip.articulation for clip in voices]).var(axis=0).mean()
    said, spoken = _said(hearing, left_out), speech_frames(take.speech, len(left_out))
    opened, true_opened = _opening(said), _opening(left_out.articulation)
    rounded, true_rounded = (
        _channels(x, "mouthFunnel", "mouthPucker").max(axis=1) for x in (said, left_out.articulation)
    )
    return {
        "articulation error": float(np.mean(errors) / spread),
        "opening r, speech": pearson(opened[spoken], true_opened[spoken]),
        "rounding r, speech": pearson(rounded[spoken], true_rounded[spoken]),
    }


def _said(hearing: Hearing, clip: Clip) -> np.ndarray:
    feature = torch.as_tensor(heard_feature(hearing, clip))[None]
    style = hearing.styles(torch.tensor([STYLES.index("capture") if clip.style else 0]))
    return hearing.articulate(feature, torch.as_tensor(clip.emotion)[None], style)[0].numpy()


def _opening(articulation: np.ndarray) -> np.ndarray:
    jaw, close, lower, upper = _channels(articulation, "jawOpen", "mouthClose", "lowerDown", "upperUp").T
    return jaw - np.minimum(close, jaw) + lower / 2 + upper / 2


def _channels(articulation: np.ndarray, *names: str) -> np.ndarray:
    return articulation[:, [ARTICULATION.index(name) for name in names]]


if __name__ == "__main__":
    sys.exit(main())
