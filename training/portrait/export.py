# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: what step 3 has kept last as models/portrait_painter.onnx, and its entry in models/models.toml.

    python -m soliloquy.training.portrait.export --folder FOLDER

It may be run at any time while step 3 runs. ``--out FILE`` writes an ablation elsewhere, without an entry.
"""

import argparse
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor

from ...runtime.onnx_session import session_of
from ...runtime.portrait.maps import CHANNELS
from ...runtime.portrait.patch import SIDE
from ...runtime.weights import MODELS_FOLDER
from ...runtime.whole_file import whole_file
from ..export.registry import register
from ..export.to_onnx import PARITY, store_halved
from ..networks.mouth_painter import MouthPainter
from .train import PARTS, Variant, checkpoint

NAME = "portrait_painter"
INPUTS = ("reference", "before", "begun", "wanted", "places")
_ORIGIN = (
    "trained by training/portrait on a man on film, speaker s1 of the GRID corpus (M. Cooke, J. Barker, S. Cunningham "
    "and X. Shao 2006, An audio-visual corpus for speech perception and automatic speech recognition, JASA 120(5); CC "
    "BY 4.0), and on drawings of people by chance (runtime/people, of MakeHuman's data under CC0 1.0), on which "
    "MediaPipe's face mesh (face_landmarks) was laid"
)
_HOW = (
    "python -m soliloquy.training.portrait.examples, then of soliloquy.training.portrait drawn, train ({steps} steps) "
    "and export with their defaults: float16 weights, float32 arithmetic"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, help="of step 3")
    parser.add_argument("--without", choices=PARTS)
    parser.add_argument("--only", choices=("man", "drawn"))
    parser.add_argument("--out", type=Path, help="another file, which is not entered")
    given = parser.parse_args()
    variant = Variant(given.without, given.only)
    network = variant.network()
    kept = torch.load(checkpoint(given.folder, variant), weights_only=True)
    network.load_state_dict(kept["mean"])
    path = given.out or MODELS_FOLDER / f"{NAME}.onnx"
    worst = export(network, path)
    print(f"{path}: step {kept['step']}, differs from torch by {worst:.1e}", file=sys.stderr)
    if given.out is None:
        how = _HOW.format(steps=kept["step"])
        register([path.name], MODELS_FOLDER / "models.toml", how, _ORIGIN)
    return 0


@torch.no_grad()
def export(network: MouthPainter, path: Path) -> float:
    """Write the graph; returns its largest difference from torch. Exits where that is 1e-3 or more."""
    network.eval()
    for parameter in network.parameters():
        parameter.copy_(parameter.half().float())
    inputs = _some()
    expected = network(*inputs).numpy()
    with whole_file(path) as part:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network, inputs, str(part), input_names=list(INPUTS), output_names=["painted"],
                dynamic_axes={name: {0: "mouths"} for name in (*INPUTS, "painted")}, opset_version=17, dynamo=False,
            )  # fmt: skip
        model = onnx.load(str(part))
        store_halved(model.graph)
        _name_all_inputs(model.graph, inputs)
        part.write_bytes(model.SerializeToString(deterministic=True))
        feed = {name: value.numpy() for name, value in zip(INPUTS, inputs, strict=True)}
        found = session_of(part.read_bytes(), path.name).run(None, feed)[0]
        worst = float(np.abs(found - expected).max())
        if worst >= PARITY:
            sys.exit(f"export: {path.name} differs from torch by {worst}")
    return worst


def _name_all_inputs(graph: onnx.GraphProto, inputs: tuple[Tensor, ...]) -> None:
    """Torch drops those that an ablation does not look at; whoever paints gives all."""
    known = {each.name for each in graph.input}
    for name, value in zip(INPUTS, inputs, strict=True):
        if name not in known:
            shape = ["mouths", *value.shape[1:]]
            graph.input.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape))


def _some() -> tuple[Tensor, ...]:
    """Two mouths by chance."""
    generator = torch.Generator().manual_seed(0)
    planes = [torch.rand(2, channels, SIDE, SIDE, generator=generator) for channels in (3, CHANNELS, 3, CHANNELS)]
    return *planes, torch.rand(2, SIDE, SIDE, 2, generator=generator) * 2 - 1


if __name__ == "__main__":
    sys.exit(main())
