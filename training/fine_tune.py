# SPDX-License-Identifier: GPL-3.0-or-later
"""A style from a user's own captures, in minutes on a CPU.

    python -m soliloquy.training.fine_tune --data FOLDER --out NAME.style.npz

FOLDER holds pairs of sound and captured face (``real_faces.py``). The style vector alone is learned, 16 numbers,
starting from the shipped ``capture`` style; the networks stay as they are shipped. ``FlowOptions(style=PATH)``
plays it.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from ..runtime.weights import weight_path
from .dataset import captured_clips, draw
from .geometry import LipGeometry, lip_geometry
from .loop import train
from .networks.conditions import STYLES
from .networks.flow import FlowDecoder
from .networks.projector import TtsProjector
from .networks.vae import LATENT, FaceVae
from .real_faces import Capture, load_captures
from .train_flow import Tuned, flow_loss, with_latents
from .train_hear import Hearing
from .train_project import with_heard_features
from .train_vae import new_vae

STEPS = 200
_WINDOWS, _FRAMES = 8, 128
_NAMES = ("feature", "source", "emotion", "style", "weights", "latent", "sealed", "articulation", "known")


def main() -> int:
    parser = argparse.ArgumentParser(description="Learn a style from captured faces.")
    parser.add_argument("--data", type=Path, required=True, help="folder of sounds with captured faces")
    parser.add_argument("--out", type=Path, required=True, metavar="NAME.style.npz")
    parser.add_argument("--steps", type=int, default=STEPS)
    arguments = parser.parse_args()
    vector = learn_style(load_captures(arguments.data), arguments.out.with_suffix(".pt"), arguments.steps)
    part = arguments.out.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(file, style=vector)
    part.replace(arguments.out)
    arguments.out.with_suffix(".pt").unlink()
    print(f"{arguments.out} holds the style", file=sys.stderr)
    return 0


def learn_style(captures: list[Capture], checkpoint: Path, steps: int = STEPS, seed: int = 0) -> np.ndarray:
    """(16,) float32. ``checkpoint`` keeps what is done, so that a broken run goes on.

    Raises SetupError when the shipped networks are missing or altered.
    """
    geometry = lip_geometry()
    tuned, vae = shipped_networks(geometry)
    clips = captured_clips(captures, variants=False, seed=seed)
    clips = with_latents(with_heard_features(clips, tuned.hearing), vae)
    tuned.requires_grad_(False)
    vae.requires_grad_(False)
    styles = tuned.hearing.styles.requires_grad_(True)

    def loss(generator: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        windows = draw(clips, _NAMES, _WINDOWS, _FRAMES, generator)
        value, told = flow_loss(
            tuned.flow, tuned.hearing, vae, geometry, windows, windows["feature"], generator, state_weight=True
        )
        said = tuned.hearing.articulate(windows["feature"], windows["emotion"], styles(windows["style"]))
        error = (said - windows["articulation"]) / tuned.hearing.articulation_std * windows["known"][:, None, :]
        return value + error.pow(2).mean(), told

    train(styles, loss, steps, checkpoint, learning_rate=2e-2, seed=seed, weight_decay=0.0)
    return styles.weight[STYLES.index("capture")].detach().numpy().astype(np.float32)


def shipped_networks(geometry: LipGeometry) -> tuple[Tuned, FaceVae]:
    """The torch networks behind the shipped graphs, from models/flow_training.npz."""
    tuned, vae = Tuned(TtsProjector(), Hearing(), FlowDecoder(LATENT)), new_vae(geometry)
    with np.load(weight_path("flow_training"), allow_pickle=False) as archive:
        for name, network in (("tuned", tuned), ("vae", vae)):
            network.load_state_dict(
                {
                    key.removeprefix(f"{name}/"): torch.as_tensor(archive[key].astype(np.float32))
                    for key in archive.files
                    if key.startswith(f"{name}/")
                }
            )
    return tuned.eval(), vae.eval()


def state_to_ship(tuned: nn.Module, vae: nn.Module) -> dict[str, np.ndarray]:
    """What ``shipped_networks`` reads, in float16 where that is what the graphs hold too."""
    return {
        f"{name}/{key}": _halved(value.detach().numpy())
        for name, network in (("tuned", tuned), ("vae", vae))
        for key, value in network.state_dict().items()
    }


def _halved(values: np.ndarray) -> np.ndarray:
    half = values.astype(np.float16)
    return half if np.array_equal(half.astype(np.float32), values) else values


if __name__ == "__main__":
    sys.exit(main())
