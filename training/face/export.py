# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4: the trained face encoder as models/face_encoder.onnx, and its entry in models/models.toml.

python -m soliloquy.training.face.export
"""

import argparse
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from ...runtime.face.entries import POINTS, SIDE
from ...runtime.onnx_session import session_of
from ...runtime.weights import MODELS_FOLDER
from ...runtime.whole_file import whole_file
from ..export.registry import register
from ..export.to_onnx import PARITY, store_halved
from ..networks.face_encoder import Attributes, FaceEncoder
from .examples import FaceRecipe
from .train_points import loaded

NAME = "face_encoder"
_ORIGIN = (
    "trained by training/face on drawings of people by chance (runtime/people, of MakeHuman's data under CC0 1.0), on "
    "which MediaPipe's face mesh (face_landmarks) was laid; no picture of a person was shown to it"
)
_HOW = "python -m soliloquy.training.face --people 4000, from nothing; float16 weights, float32 arithmetic"


class Told(nn.Module):
    """chips and points -> F, and what the two layers tell of it."""

    def __init__(self, encoder: FaceEncoder, attributes: Attributes) -> None:
        super().__init__()
        self.encoder, self.attributes = encoder, attributes

    def forward(self, chips: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        features = self.encoder(chips, points)
        return features, self.attributes(features)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    trained = loaded(parser.parse_args().folder)
    told = Told(trained.encoder, trained.attributes)
    path = MODELS_FOLDER / f"{NAME}.onnx"
    print(f"{path}: differs from torch by {export(told, path):.1e}, {path.stat().st_size:,} bytes", file=sys.stderr)
    register([path.name], MODELS_FOLDER / "models.toml", how=_HOW, origin=_ORIGIN)
    return 0


@torch.no_grad()
def export(told: Told, path: Path) -> float:
    """Write the graph; returns its largest difference from torch. Exits where that is 1e-3 or more."""
    told.eval()
    for parameter in told.parameters():
        parameter.copy_(parameter.half().float())
    draw = torch.Generator().manual_seed(0)
    chips = torch.rand(2, 1, SIDE, SIDE, generator=draw) * 2 - 1
    points = told.encoder.points.mean.reshape(POINTS, 3) + 0.01 * torch.randn(2, POINTS, 3, generator=draw)
    with whole_file(path) as part:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                told, (chips, points), str(part), input_names=["chips", "points"], output_names=["features", "told"],
                dynamic_axes={name: {0: "faces"} for name in ("chips", "points", "features", "told")},
                opset_version=17, dynamo=False,
            )  # fmt: skip
        model = onnx.load(str(part))
        store_halved(model.graph)
        part.write_bytes(model.SerializeToString(deterministic=True))
        found = session_of(part.read_bytes(), path.name).run(None, {"chips": chips.numpy(), "points": points.numpy()})
        expected = [each.numpy() for each in told(chips, points)]
        worst = max(float(np.abs(one - other).max()) for one, other in zip(found, expected, strict=True))
        if worst >= PARITY:
            sys.exit(f"export: {path.name} differs from torch by {worst}")
    return worst


if __name__ == "__main__":
    sys.exit(main())
