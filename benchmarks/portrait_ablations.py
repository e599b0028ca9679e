# SPDX-License-Identifier: GPL-3.0-or-later
"""What each part of the network that paints mouths is good for: docs/measured/portrait.md.

    python benchmarks/portrait_ablations.py --films FOLDER --painters FOLDER --steps N --pool WORDS

--painters: ``whole.onnx``, ``without_flow.onnx`` and so on, and ``other_seed.onnx``, the whole again, all trained for N
steps, as ``training/portrait/export.py --out`` writes them. Pictures, points and heads are those of portrait.py, but
fewer.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np
from measured_page import write_part
from portrait import PAGE, Seen, _heads, _of_film, _reference, scored
from soliloquy.runtime.arrays import Array
from soliloquy.runtime.face.landmarks import Mesh
from soliloquy.runtime.onnx_session import Session, session_of
from soliloquy.runtime.portrait.frames import as_bytes, warped
from soliloquy.runtime.portrait.painter import painted_by
from soliloquy.runtime.portrait.painting import blend, wanted_of
from soliloquy.runtime.portrait.sitter import Sitter
from soliloquy.training.portrait.examples import parted

_PAINTERS = {
    "whole": "all of it",
    "without_flow": "without flow",
    "without_spade": "without SPADE",
    "without_maps": "without landmark maps",
    "only_drawn": "drawn heads only",
    "only_man": "the man only",
    "other_seed": "all of it, another seed",
}
_MOUTH = [each.name for each in fields(Seen)].index("patch_psnr")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--films", type=Path, required=True)
    parser.add_argument("--painters", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True, help="so many of each training")
    parser.add_argument("--pool", required=True, help="what they were trained on, in words")
    parser.add_argument("--every", type=int, default=9, help="held-out film that is made")
    parser.add_argument("--heads", type=int, default=6, help="held-out drawn heads")
    given = parser.parse_args()
    networks = {
        said: session_of((given.painters / f"{name}.onnx").read_bytes(), name) for name, said in _PAINTERS.items()
    }
    films = parted(given.films)[1][:: given.every]
    tables = [
        scored({said: partial(_made, network) for said, network in networks.items()}, seen)
        for seen in ((_of_film(film) for film in films), _heads(given.heads))
    ]
    write_part(PAGE, "portrait_ablations.py", _page(tables, given, len(films)))
    return 0


def _made(network: Session, sitter: Sitter, meshes: Sequence[Mesh]) -> Iterator[Array]:
    """As ``moved``, and nothing painted by hand."""
    reference = _reference(sitter)
    mouths = [wanted_of(reference, mesh.points) for mesh in meshes]
    for mesh, mouth, paint in zip(meshes, mouths, painted_by(network, reference, mouths), strict=True):
        seen = warped(sitter.picture, sitter.mesh.flat, mesh.flat)
        blend(seen, mouth, paint)
        yield as_bytes(seen)


def _page(tables: Sequence[dict[str, Array]], given: argparse.Namespace, films: int) -> str:
    rows = "".join(f"| {said} |{''.join(_cells(table, said) for table in tables)}\n" for said in _PAINTERS.values())
    return f"""## What the parts are good for

Networks of {given.steps} steps of eight mouths each, from the same seed, on {films} of the man's held-out films and
{given.heads} held-out heads; nothing is painted by hand. They were trained on {given.pool}.
In brackets how much nearer to the truth than all of it, with the standard error of the mean over films or heads;
another seed shows what chance does.
All are given the mouth as the landmarks' flow has warped it, with the inside drawn: what is left out is left out of the
network alone. What the flow of the landmarks itself is worth is the warp alone beside the still photograph, above.

| | man: PSNR, mouth | SSIM, mouth | LD | LVD | drawn: PSNR, mouth | SSIM, mouth | LD | LVD |
|---|---|---|---|---|---|---|---|---|
{rows}"""


def _cells(table: dict[str, Array], said: str) -> str:
    seen = Seen(*table[said].mean(axis=0))
    more = table[said][:, _MOUTH] - table[_PAINTERS["whole"]][:, _MOUTH]
    error = more.std(ddof=1) / np.sqrt(len(more))
    nearer = f" ({more.mean():+.2f} ± {error:.2f})" if more.any() else ""
    return f" {seen.patch_psnr:.2f}{nearer} | {seen.patch_ssim:.3f} | {seen.distance:.2f} | {seen.velocity:.2f} |"


if __name__ == "__main__":
    raise SystemExit(main())
