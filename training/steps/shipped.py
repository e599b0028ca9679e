# SPDX-License-Identifier: GPL-3.0-or-later
"""The torch networks behind the shipped graphs, written to models/flow_training.npz and read from there."""

import numpy as np
import torch

from ...runtime.weights import weight_path
from ..networks.flow import FlowDecoder
from ..networks.hearing import Hearing
from ..networks.joint import JointNetworks
from ..networks.projector import TtsProjector
from ..networks.vae import LATENT, FaceVae
from .geometry import LipGeometry
from .loop import device
from .vae import new_vae

_JOINT, _VAE = "tuned", "vae"
"""Prefixes of the archive's names. The joint networks' is older than their class, and kept so that archives load."""


def shipped_networks(geometry: LipGeometry) -> tuple[JointNetworks, FaceVae]:
    """The torch networks behind the shipped graphs, from models/flow_training.npz. Raises SetupError (no such file)."""
    joint, vae = JointNetworks(TtsProjector(), Hearing(), FlowDecoder(LATENT)), new_vae(geometry)
    with np.load(weight_path("flow_training"), allow_pickle=False) as archive:
        for name, network in ((_JOINT, joint), (_VAE, vae)):
            network.load_state_dict(
                {
                    key.removeprefix(f"{name}/"): torch.as_tensor(archive[key].astype(np.float32))
                    for key in archive.files
                    if key.startswith(f"{name}/")
                }
            )
    return joint.to(device()).eval(), vae.eval()


def state_to_ship(joint: JointNetworks, vae: FaceVae) -> dict[str, np.ndarray]:
    """What ``shipped_networks`` reads, in float16 where that is what the graphs hold too."""
    return {
        f"{name}/{key}": _halved(value.detach().cpu().numpy())
        for name, network in ((_JOINT, joint), (_VAE, vae))
        for key, value in network.state_dict().items()
    }


def _halved(values: np.ndarray) -> np.ndarray:
    half = values.astype(np.float16)
    return half if np.array_equal(half.astype(np.float32), values) else values
