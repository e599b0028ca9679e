# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 6: what the exported encoder sees on people whom it never saw, into docs/measured/face-encoder.md.

    python -m soliloquy.training.face.evaluate [--photographs FOLDER]

Drawn people held out of training, all their views as the tool looks at them, by both streams and by each; the
embedded heads as the manual shows them; and photographs, in FOLDER/woman and FOLDER/man, which nothing was trained on.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from ...runtime.arrays import Array
from ...runtime.errors import InputError
from ...runtime.face import networks
from ...runtime.face.entries import POINTS, SIDE
from ...runtime.face.look import MUCH_TURNED
from ...runtime.face.voice_from_face import voice_from_face
from ...runtime.people.presets import PRESETS
from ...runtime.requests import FaceRequest
from ...runtime.weights import all_weights
from .examples import FaceRecipe, Faces, load
from .train import Trained, held_out, targets
from .train_points import loaded, seen_by_pixels

ROOT = Path(__file__).resolve().parents[2]
HEADS = ROOT / "docs" / "images" / "heads.jpg"
PAGE = ROOT / "docs" / "measured" / "face-encoder.md"
_ON_IMAGE = ("Clara", "Amara", "Daniel", "Kenji", "Kofi", "Mei")
"""From left to right."""
_PICTURES = (".png", ".jpg", ".jpeg")
_STREAMS = {"pixels and points": (1.0, 1.0), "pixels alone": (1.0, 0.0), "points alone": (0.0, 1.0)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="of step 1")
    parser.add_argument("--photographs", type=Path, help="a folder with the folders woman and man")
    given = parser.parse_args()
    torch.set_num_threads(1)
    faces = load(given.folder)
    parts = (
        "# The face encoder",
        f"Written by `training/face/evaluate.py`. {_trained_on(faces)}",
        "## Drawn people who were held out",
        _drawn(faces.where(held_out(faces)), loaded(given.folder)),
        "## Embedded heads, as the previews draw them",
        _heads(),
        "## Photographs",
        _photographs(given.photographs),
        f"The network: {all_weights()[networks.ENCODER].bytes / 1e6:.1f} MB, {_milliseconds():.0f} ms for a picture "
        "and its mirror image on the machine that wrote this page, which others used too.",
    )
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return 0


def _trained_on(faces: Faces) -> str:
    learnt = faces.where(~held_out(faces))
    return (
        f"Trained on {len(learnt.chips)} drawn pictures\nof {len(np.unique(learnt.person))} people by chance, about "
        "half of them women, 18 to 80 years old; no picture of a person was shown to it."
    )


def _drawn(faces: Faces, trained: Trained) -> str:
    rows = [
        "| streams | sex as drawn | of people | age, rank correlation | age, mean error | the same person |",
        "|---|---|---|---|---|---|",
    ]
    for name, (pixels, points) in _STREAMS.items():
        features, told = _told(trained, faces, pixels, points)
        rows.append(f"| {name} | {scores(features, told, faces)} |")
    features, told = _told(trained, faces, 1.0, 1.0)
    first = np.r_[True, np.diff(faces.person) != 0]
    some = {"each person's first picture": first, f"turned by {MUCH_TURNED:.0f}° at most": faces.turned <= MUCH_TURNED}
    for name, chosen in some.items():
        cells = scores(features[chosen], told[chosen], faces.where(chosen)).rpartition("|")[0]
        rows.append(f"| both, {name} | {cells}| |")
    about = (
        f"{len(faces.chips)} pictures of {len(np.unique(faces.person))} people, turned by up to 45°, first ones by 8°, "
        "each\nlooked at as the tool looks: at its mirror image too, and for the mesh from three squares each. Sex:\n"
        "the share of pictures, and of people by the mean over their pictures. Age: Spearman's rank correlation\n"
        "and years, over pictures. The same person: how often another picture of the person has the nearest F of all."
    )
    return "\n".join([about, "", *rows])


@torch.no_grad()
def _told(trained: Trained, faces: Faces, pixels: float, points: float) -> tuple[Array, Array]:
    """F (N,128) and what is told of it (N,4): the means over each picture and its mirror image."""
    encoder, shape = trained.encoder, points * trained.encoder.points(torch.from_numpy(faces.alike))
    seen = [pixels * seen_by_pixels(encoder, chips) for chips in (faces.chips, faces.chips[:, :, ::-1])]
    sides = [encoder.joined(side, shape) for side in seen]
    features = torch.nn.functional.normalize(torch.stack(sides).mean(dim=0), dim=1)
    return features.numpy(), torch.stack([trained.attributes(side) for side in sides]).mean(dim=0).numpy()


def scores(features: Array, told: Array, faces: Faces) -> str:
    wanted = targets(faces.known)
    right = (told[:, 0] > 0) == (wanted[:, 0] > 0.5)
    people = [faces.person == person for person in np.unique(faces.person)]
    whole = [(told[own, 0].mean() > 0) == (wanted[own, 0][0] > 0.5) for own in people]
    ages, wished = (np.argsort(np.argsort(each)) for each in (told[:, 1], wanted[:, 1]))
    error = 30.0 * np.abs(told[:, 1] - wanted[:, 1]).mean()
    likeness = features @ features.T - 2 * np.eye(len(features))
    same = faces.person[likeness.argmax(axis=1)] == faces.person
    return (
        f"{right.mean():.1%} | {sum(whole)} of {len(whole)} | {np.corrcoef(ages, wished)[0, 1]:.2f} "
        f"| {error:.1f} years | {same.mean():.0%}"
    )


def _photographs(folder: Path | None) -> str:
    if folder is None:
        return "None were given."
    kinds = {kind: sorted((folder / kind).iterdir()) for kind in ("woman", "man")}
    return _table([(path, kind) for kind, paths in kinds.items() for path in paths if path.suffix in _PICTURES])


def _heads() -> str:
    """Of the six that the manual shows in a row."""
    with Image.open(HEADS) as strip, tempfile.TemporaryDirectory() as folder:
        side, pictures = strip.height, []
        for place, name in enumerate(_ON_IMAGE):
            pictures.append((Path(folder) / f"{name}.png", "woman" if PRESETS[name].woman > 0.5 else "man"))
            strip.crop((side * place, 0, side * (place + 1), side)).save(pictures[-1][0])
        return _table(pictures)


def _table(pictures: list[tuple[Path, str]]) -> str:
    rows, right, found = [], 0, 0
    for path, kind in pictures:
        try:
            fitted = voice_from_face(FaceRequest(str(path)))
        except InputError as error:
            rows.append(f"| {path.stem} | {kind} | refused: {error.reason} | |")
            continue
        found += 1
        seen = fitted.face.impression
        right += (seen.woman > 0.5) == (kind == "woman")
        rows.append(f"| {path.stem} | {kind} | {seen.woman:.2f} | {fitted.expected_pitch:.0f} Hz |")
    head = ["| picture | is of a | voice: 0 a man's, 1 a woman's | its pitch |", "|---|---|---|---|"]
    return "\n".join([f"The voice's sex is the person's: {right} of {found} pictures.", "", *head, *rows])


def _milliseconds() -> float:
    chips, points = np.zeros((2, 1, SIDE, SIDE), np.float32), np.zeros((2, POINTS, 3), np.float32)
    networks.run_encoder(chips, points)
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        networks.run_encoder(chips, points)
        taken.append(time.perf_counter() - began)
    return 1000 * float(np.median(taken))


if __name__ == "__main__":
    raise SystemExit(main())
