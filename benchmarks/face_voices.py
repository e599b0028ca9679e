# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether several views of one face give one voice, and different faces different ones. Writes
docs/measured/face-voices.md.

    python benchmarks/face_voices.py --folder FOLDER [--people 12]

Drawn people whom no training saw (training/face/examples.py, FOLDER), four views each, turned by up to 45 degrees, in
another light and with another expression. Each view's voice, a point of the space of voices, says one sentence; so
does the mix of two voices that `voice-from-face` prints. resemblyzer's speaker encoder (benchmarks/speaker_judge.py)
says how alike they are. Ten minutes on one core.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from measured_page import write_part
from soliloquy.runtime.face import networks
from soliloquy.runtime.face.entries import even
from soliloquy.runtime.face.fitting import fit
from soliloquy.runtime.face.geometry import Shape
from soliloquy.runtime.face.space_point import space_point
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import full_text
from speaker_judge import SpeakerJudge
from tqdm import tqdm

SENTENCE = "The boy saw a tall ship sail past the old harbour wall."
EVERY, VIEWS, VARIANTS = 12, 4, 3
"""Of the people every so many-th is never trained on (``FaceRecipe.held_out``)."""
PLAIN = Shape(jaw=0.0, lower_face=0.0)
"""Proportions are not asked of drawn chips; they move a voice by less than a semitone."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--folder", type=Path, required=True, help="of training/face/examples.py, with four views or more"
    )
    parser.add_argument("--people", type=int, default=12)
    given = parser.parse_args()
    set_thread_count(1)
    judge = SpeakerJudge()
    faces = list(seen(given.folder, given.people))
    own = np.array([[_print(judge, face, 0) for face in views] for views in tqdm(faces, "own voices")])
    mixed = np.array([[_print(judge, face, None) for face in views] for views in tqdm(faces, "mixes of two")])
    variants = np.array(
        [[_print(judge, views[0], variant) for variant in range(1, VARIANTS)] for views in tqdm(faces, "variants")]
    )
    women = np.array([views[0][0] > 0.5 for views in faces])
    rows = [row("a voice of the face's own (`--out`)", own, women), row("the mix of two voices", mixed, women)]
    head = (
        "| | views of one face | worst tenth | two faces of one sex | likest tenth | of two sexes |\n"
        "|---|---|---|---|---|---|\n"
    )
    beside = np.einsum("pe,pve->pv", own[:, 0], variants)
    said = (
        f"Variants are {np.median(beside):.2f} alike to the face's own voice. {len(faces)} faces, {VIEWS} views each."
    )
    write_part("face-voices.md", "face_voices.py", f"{head}{chr(10).join(rows)}\n\n{said}")
    return 0


def seen(folder: Path, people: int):  # type: ignore[no-untyped-def]
    """The views of each person: woman (0..1 as drawn), age and F as the encoder has them."""
    parts = [np.load(path) for path in sorted(folder.glob("*.npz")) if path.stem.isdigit()]
    chips, points, person, known = (np.concatenate([part[name] for part in parts]) for name in _NAMES)
    for number in [each for each in np.unique(person) if each % EVERY == 0][:people]:
        rows = np.flatnonzero(person == number)[:VIEWS]
        if len(rows) == VIEWS:
            views = (_face(chips[row], points[row].astype(np.float32)) for row in rows)
            yield [(float(known[rows[0], 0] > 0.5), age, features) for age, features in views]


_NAMES = ("chips", "points", "person", "known")


def _face(chip: np.ndarray, points: np.ndarray) -> tuple[float, np.ndarray]:
    features, told = networks.run_encoder(even(chip[np.newaxis])[:, np.newaxis], points[np.newaxis])
    return float(np.clip(45.0 + 30.0 * told[0, 1], 18.0, 80.0)), features[0] / np.linalg.norm(features[0])


def _print(judge: SpeakerJudge, face: tuple[float, float, np.ndarray], variant: int | None) -> np.ndarray:
    """The speaker embedding of what a face's voice says. variant: None for the mix of two."""
    woman, age, features = face
    if variant is None:
        found = fit(woman, age, PLAIN, features, "en-us")
        request = VoiceRequest(
            SENTENCE, ",".join(f"{name}:{share:g}" for name, share in found.parts), pitch=found.pitch
        )
    else:
        request = VoiceRequest(SENTENCE, full_text(space_point(woman, age, PLAIN, features, "en-us", variant)))
    speech = synthesise(request)
    return judge.embedding(speech.samples, speech.sample_rate)


def row(name: str, prints: np.ndarray, women: np.ndarray) -> str:
    """prints (P,V,E)."""
    likeness = np.einsum("ive,jwe->ijvw", prints, prints)
    one, other = np.triu_indices(prints.shape[1], 1)
    own = np.array([likeness[person, person][one, other] for person in range(len(prints))]).ravel()
    pairs = [(i, j) for i in range(len(prints)) for j in range(i)]
    same = np.array([likeness[i, j] for i, j in pairs if women[i] == women[j]]).ravel()
    two = np.array([likeness[i, j] for i, j in pairs if women[i] != women[j]]).ravel()
    middle = (
        f"{np.median(own):.2f} | {np.percentile(own, 10):.2f} | {np.median(same):.2f} | {np.percentile(same, 90):.2f}"
    )
    return f"| {name} | {middle} | {np.median(two):.2f} |"


if __name__ == "__main__":
    sys.exit(main())
