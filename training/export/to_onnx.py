# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 12: the trained networks as ONNX graphs in models/, and their entries in models/models.toml.

    python -m soliloquy.training.export.to_onnx

Weights are rounded to float16 and stored so, which halves them; the graphs compute in float32. The graphs are
compared with the torch networks (rounded alike) on random inputs, and not written where they differ by 1e-3.
"""

import argparse
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from ...runtime.animate.flow.windows import WINDOW
from ...runtime.onnx_session import session_of
from ...runtime.speech import CONTENT_DEPTHS
from ...runtime.weights import MODELS_FOLDER
from ...runtime.whole_file import whole_file
from ..networks.conditions import EMOTION, STYLE, STYLES
from ..networks.flow import FRAME_CONDITION
from ..networks.fusion import AUDIO_FEATURE
from ..networks.joint import JointNetworks
from ..networks.projector import TTS
from ..networks.sync import MEL
from ..networks.vae import LATENT, FaceVae
from ..steps.shipped import state_to_ship
from ..steps.training_run import TrainingRun
from .registry import register

PARITY = 1e-3
PARITY_SAMPLES = MODELS_FOLDER.parent / "tests" / "runtime" / "animate" / "flow" / "torch_samples.npz"
_SAMPLE_FRAMES = 12
_SMALLEST_HALVED = 64
"""Numbers; the cast that a smaller tensor needs takes more room than it saves."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Export the trained networks.")
    parser.add_argument("--name", default="shipped", help="name of the run")
    arguments = parser.parse_args()
    run = TrainingRun.named(arguments.name)
    joint, vae = run.distilled(), run.vae()
    graphs = networks_to_ship(joint, vae)
    samples: dict[str, np.ndarray] = {}
    for name, (network, inputs) in graphs.items():
        worst = export(network, inputs, MODELS_FOLDER / f"{name}.onnx")
        print(f"{name}: differs from torch by {worst:.1e}", file=sys.stderr)
        samples |= sample(name, network, inputs)
    np.savez(PARITY_SAMPLES, **samples)
    styles = joint.hearing.styles.weight.detach().cpu().numpy()
    vectors = {name: vector.astype(np.float32) for name, vector in zip(STYLES, styles, strict=True)}
    np.savez(MODELS_FOLDER / "flow_styles.npz", **vectors)
    np.savez_compressed(MODELS_FOLDER / "flow_training.npz", **state_to_ship(joint, vae))
    files = [f"{name}.onnx" for name in graphs] + ["flow_styles.npz", "flow_training.npz"]
    register(files, MODELS_FOLDER / "models.toml")
    return 0


def networks_to_ship(joint: JointNetworks, vae: FaceVae) -> dict[str, tuple[nn.Module, dict[str, Tensor]]]:
    """Each network with inputs to try it on; their axis 1 is time, of any length, unless it is two-dimensional."""
    generator = torch.Generator().manual_seed(0)

    def frames(width: int) -> Tensor:
        return torch.randn(1, WINDOW, width, generator=generator)

    emotion, style = torch.rand(1, EMOTION, generator=generator), torch.randn(1, STYLE, generator=generator)
    return {
        "flow_listen": (joint.hearing.fusion, {"content": frames(sum(CONTENT_DEPTHS)), "mel": frames(MEL)}),
        "flow_project": (joint.projector, {"tts": frames(TTS)}),
        "flow_articulate": (
            joint.hearing.articulation,
            {"feature": frames(AUDIO_FEATURE), "emotion": emotion, "style": style},
        ),
        "flow_decoder": (
            joint.flow,
            {
                "latent": frames(LATENT),
                "time": torch.rand(1, generator=generator),
                "frames": frames(FRAME_CONDITION),
                "emotion": emotion,
                "style": style,
                "guidance": 1 + torch.rand(1, generator=generator),
            },
        ),
        "flow_face": (vae, {"latent": frames(LATENT)[0]}),
    }


@torch.no_grad()
def sample(name: str, network: nn.Module, inputs: dict[str, Tensor]) -> dict[str, np.ndarray]:
    """A few frames of input and what torch makes of them, for the test that has no torch."""
    few = {key: value[:, :_SAMPLE_FRAMES] if value.ndim == 3 else value for key, value in inputs.items()}
    if len(few) == 1 and next(iter(few.values())).ndim == 2:
        few = {key: value[:_SAMPLE_FRAMES] for key, value in few.items()}
    kept = {f"{name}/{key}": value.numpy() for key, value in few.items()}
    return kept | {f"{name}/output": network(*few.values()).numpy()}


def export(network: nn.Module, inputs: dict[str, Tensor], path: Path) -> float:
    """Write the graph; returns its largest difference from torch. Exits where that is 1e-3 or more."""
    network.cpu().eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(parameter.half().float())
        expected = network(*inputs.values()).numpy()
    time_axis = {name: {1: "frames"} for name, value in inputs.items() if value.ndim == 3}
    time_axis |= {name: {0: "frames"} for name in inputs if len(inputs) == 1 and inputs[name].ndim == 2}
    time_axis["output"] = {1 if expected.ndim == 3 else 0: "frames"}
    with whole_file(path) as part:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network, tuple(inputs.values()), str(part), input_names=list(inputs), output_names=["output"],
                dynamic_axes=time_axis, opset_version=17, dynamo=False,
            )  # fmt: skip
        model = onnx.load(str(part))
        store_halved(model.graph)
        part.write_bytes(model.SerializeToString(deterministic=True))
        session = session_of(part.read_bytes(), path.name)
        found = session.run(None, {name: value.numpy() for name, value in inputs.items()})[0]
        worst = float(np.abs(found - expected).max())
        if worst >= PARITY:
            sys.exit(f"export: {path.name} differs from torch by {worst}")
    return worst


def store_halved(graph: onnx.GraphProto) -> None:
    """Large float32 initializers that float16 holds exactly become float16 with a cast after them."""
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < _SMALLEST_HALVED:
            continue
        halved = values.astype(np.float16)
        if not np.array_equal(halved.astype(np.float32), values):
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(halved, f"{name}.half"))
        graph.node.insert(0, helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))


if __name__ == "__main__":
    sys.exit(main())
