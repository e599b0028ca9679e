# SPDX-License-Identifier: GPL-3.0-or-later
"""The torch networks behind the shipped graphs, written to models/flow_training.npz and read from there."""

import numpy as np
import torch
from torch import nn

from ...runtime.weights import weight_path
from ..networks.flow import FlowDecoder
from ..networks.projector import TtsProjector
from ..networks.vae import LATENT, FaceVae
from .geometry import LipGeometry
from .loop import device
from .train_flow import Tuned
from .train_hear import Hearing
from .train_vae import new_vae


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
    return tuned.to(device()).eval(), vae.eval()


def state_to_ship(tuned: nn.Module, vae: nn.Module) -> dict[str, np.ndarray]:
    """What ``shipped_networks`` reads, in float16 where that is what the graphs hold too."""
    return {
        f"{name}/{key}": _halved(value.detach().cpu().numpy())
        for name, network in (("tuned", tuned), ("vae", vae))
        for key, value in network.state_dict().items()
    }


def _halved(values: np.ndarray) -> np.ndarray:
    half = values.astype(np.float16)
    return half if np.array_equal(half.astype(np.float32), values) else values
