# SPDX-License-Identifier: GPL-3.0-or-later
"""How a face follows people whose recording is bad: writes docs/measured/hard-recordings.md.

    .venv/bin/python benchmarks/hard_recordings.py --man FOLDER [--only NAME]

Resumable: figures are kept in build/benchmarks/hard, a file a condition.

FOLDER is what ``training.data.tracked_faces`` made of the man on film (docs/measured/strangers.md). Of the clips of him
that are scored there the twelve in which lips meet most often are one recording, of the actress the first 36 s of the
take that no network knows.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile
from hard_sounds import HARD, Clean, Hard
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.measure import closures, jitter
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.lips import narrowness, opening
from soliloquy.runtime.listen.listen import heard_features, listen, phones_in_time, with_heard_words
from soliloquy.runtime.listen.over_noise import over_noise
from soliloquy.runtime.listen.recording import read_recording
from soliloquy.runtime.motion import FRAMES_PER_SECOND, ArkitCurves
from soliloquy.runtime.requests import MotionRequest
from soliloquy.runtime.speech import Phone, Speech, SpeechFeatures
from soliloquy.runtime.whole_file import whole_file
from soliloquy.training.data.processes import side_by_side
from soliloquy.training.data.recipe import LEFT_OUT
from soliloquy.training.data.tracked_faces import HELD_OUT_CLIPS
from soliloquy.training.evaluation.metrics import pearson
from soliloquy.training.evaluation.person_scores import Truth, lag, read_truth
from soliloquy.training.evaluation.tables import table
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
PAGE = ROOT / "docs" / "measured" / "hard-recordings.md"
_CLIP_SECONDS = 3.0
RATE = 16000
ENGINES = ("flow", "rules")
KEPT = ROOT / "build" / "benchmarks" / "hard"
KNOWN = ("heard", "given", "none")
"""Words that are written down from the sound; the transcript; none."""
Figures = dict[str, dict[str, dict[str, float]]]
"""Of each condition, of each person, engine and kind of transcript, the scores."""
SCORES = {
    "r": "opening r",
    "speech": "in speech",
    "narrow": "narrowness r",
    "lag": "lag ms",
    "pbm": "P/B/M closed %",
    "fv": "F/V touch %",
    "vowels": "open vowels shut %",
    "still": "open in pauses %",
    "wide": "wide",
    "jitter": "jitter",
}
_OF_PHONES = ("pbm", "fv", "vowels")
_DIGITS = {"r": 2, "speech": 2, "narrow": 2, "wide": 2, "jitter": 2}


INTRODUCTION = """# Faces of bad recordings

Written by `benchmarks/hard_recordings.py`: two people whose faces were seen while they spoke ([who](strangers.md)),
played from their clean recordings and from what noise, rooms, codecs and mistakes make of them
(`benchmarks/hard_sounds.py`). Each has 36 s: twelve clips of the man, joined, in which lips meet most often, and the
beginning of the actress' take that no network knows. Words are written down from the sound, as is done by itself; the
last table has a transcript and none.

The noise of pauses is taken off a recording's loudness first (`runtime/listen/over_noise.py`), which was set on some of
these conditions: clean, white noise, babble, music and the phone in a room. Before that, in white noise at 20 dB, the
rules' mouths stood open in pauses by 47 and 41 % of their way, and in music at 10 dB by 57 and 56 %. The man's own
studio is heard, too: it costs his clean figures 0.02 in speech, for he opens his mouth before he is heard.

Opening r and narrowness r as in [strangers.md](strangers.md); in speech: within words; lag: how late the opening is.
P/B/M, F/V and open vowels of the man as [conventions](../conventions.md) define them, at the times of the clean
recording's phones, of 16, 12 and 41 (one is 6, 8 or 2 %; of 8 s far fewer). Open in pauses: the 90th percentile of the
opening 0.2 s and more away from words, in percent of that within words, which is wide.

Slow, fast and sung ones are compared at their own tempo; ffmpeg, which changes it, moves sounds by up to 30 ms, a
child's voice by 20. Noise is so far below the loud parts. Phone in a room: reverberation of 0.5 s nearly as strong as
the voice, noise at 15 dB, nothing below 120 Hz, gain that rises in pauses. Whispered and sung: their own formants on
noise, and on notes; a child's and a deep voice: 1.3 and 0.8 times as high, formants too. There were no recordings of
laughter and of other languages.
"""


@dataclass(frozen=True)
class Person:
    """Frames are 50 a second. opening, narrowness (T,) as seen; spoken, still (T,) bool: within words, and at least
    0.2 s away from any; text: what is said, None where nobody wrote it down; phones of the clean sound with the text.
    """

    name: str
    clean: Clean
    opening: np.ndarray
    narrowness: np.ndarray
    spoken: np.ndarray
    still: np.ndarray
    text: str | None
    phones: tuple[Phone, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description="Faces of bad recordings against people.")
    parser.add_argument("--man", type=Path, required=True, help="folder that training.data.tracked_faces made")
    parser.add_argument("--only", default="", help="conditions whose names hold this; the page is not written")
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder of figures, of which none is measured again")
    arguments = parser.parse_args()
    arguments.kept.mkdir(parents=True, exist_ok=True)
    names = [name for name in HARD if arguments.only in name]
    task = partial(kept_or_judged, arguments.man, arguments.kept)
    found = dict(zip(names, tqdm(side_by_side(task, names), total=len(names)), strict=True))
    text = page(found)
    if not arguments.only:
        PAGE.write_text(text, encoding="utf-8")
    print(text)
    return 0


def kept_or_judged(man: Path, kept: Path, name: str) -> dict[str, dict[str, float]]:
    """Scores of one condition, from the disk where they were measured before."""
    path = kept / f"{name.replace('/', ' a ')}.json"
    if not path.exists():
        found = judged(man, name)
        with whole_file(path) as part:
            part.write_text(json.dumps(found, indent=1), encoding="utf-8")
    scores: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))
    return scores


def page(found: Figures) -> str:
    """Tables of each person and engine."""

    def rows(columns: Sequence[str], scores: Mapping[str, str]) -> list[list[str]]:
        return [
            [name, *(f"{each[column][key]:.{_DIGITS.get(key, 0)}f}" for column in columns for key in scores)]
            for name, each in found.items()
        ]

    parts = [INTRODUCTION]
    for person, scores in (("man", SCORES), ("actress", {key: SCORES[key] for key in SCORES if key not in _OF_PHONES})):
        for engine in ENGINES:
            made = table(["sound", *scores.values()], rows([f"{person} {engine} heard"], scores))
            parts.append(f"## The {person}, {engine}\n\n{made}")
    columns = [
        f"{person} {engine} {known}"
        for person, known in (("man", "given"), ("man", "none"), ("actress", "none"))
        for engine in ENGINES
    ]
    parts.append("## Opening r with a transcript, and by sounds alone\n")
    parts.append(table(["sound", *columns], rows(columns, {"r": ""})))
    return "\n".join(parts)


def judged(man: Path, name: str) -> dict[str, dict[str, float]]:
    """Scores of every person, engine and kind of transcript in one condition."""
    found = {}
    hard = HARD[name]
    for person in (the_man(man, hard.seconds), the_actress(hard.seconds)):
        with TemporaryDirectory() as folder:
            path = hard.make(person.clean, Path(folder) / "recording", hard.generator(name))
            recording = read_recording(path)
        features = heard_features(recording)
        for known in KNOWN:
            if known == "given" and person.text is None:
                continue
            speech, refused = _followed(recording, features, person.text, known)
            for engine in ENGINES:
                curves = animate(MotionRequest(engine), speech, over_noise(features, speech.phones))
                found[f"{person.name} {engine} {known}"] = scores(person, hard, curves) | {"refused": refused}
    return found


def _followed(recording: Speech, features: SpeechFeatures, text: str | None, known: str) -> tuple[Speech, float]:
    """What is heard, and 1 where the right text was refused."""
    try:
        if known == "heard":
            return with_heard_words(recording, features), 0.0
        return phones_in_time(recording, features, text if known == "given" else None, "en-us"), 0.0
    except InputError:
        return phones_in_time(recording, features), 1.0


def scores(person: Person, hard: Hard, curves: ArkitCurves) -> dict[str, float]:
    """What the person's face and the played one have in common, at the clean recording's times."""
    times = hard.before + np.arange(len(person.opening)) / FRAMES_PER_SECOND / hard.tempo
    frames = np.arange(len(curves)) / FRAMES_PER_SECOND
    weights = np.stack([np.interp(times, frames, column) for column in curves.weights.T], axis=1)
    opened, narrow, spoken = opening(weights), narrowness(weights), person.spoken
    whole = opening(curves.weights)
    outside = np.ones(len(whole), bool)
    outside[(frames > hard.before - 0.2) & (frames < times[-1] + 0.2)] = False
    still = np.concatenate([opened[person.still], whole[outside]])
    moved = [
        Phone(phone.symbol, hard.before + phone.start / hard.tempo, hard.before + phone.end / hard.tempo)
        for phone in person.phones
    ]
    made = closures(curves, moved)
    return {
        "r": pearson(opened, person.opening),
        "speech": pearson(opened[spoken], person.opening[spoken]),
        "narrow": pearson(narrow[spoken], person.narrowness[spoken]),
        "lag": lag(opened, person.opening) / hard.tempo,
        "pbm": 100 * float(np.mean(made.bilabials)) if made.bilabials else float("nan"),
        "fv": 100 * float(np.mean(made.labiodentals)) if made.labiodentals else float("nan"),
        "vowels": 100 * float(np.mean(made.false_closures)) if made.false_closures else float("nan"),
        "wide": float(np.percentile(opened[spoken], 90)),
        "still": 100 * float(np.percentile(still, 90) / np.percentile(opened[spoken], 90)),
        "jitter": jitter(opened, FRAMES_PER_SECOND),
    }


def the_man(folder: Path, seconds: float) -> Person:
    words = json.loads((SHARED / "grid" / "words.json").read_text("utf-8"))
    scored = sorted(folder.glob("*.flac"))[-HELD_OUT_CLIPS:][1::2]
    met = {sound: sum(word[0] in "bpmfv" for *_, word in words[sound.stem]) for sound in scored}
    sounds = sorted(sorted(scored, key=lambda sound: -met[sound])[: round(seconds / _CLIP_SECONDS)])
    truths = [read_truth(sound) for sound in sounds]
    text = ". ".join(" ".join(word for *_, word in words[sound.stem] if word not in ("sil", "sp")) for sound in sounds)
    return _person("man", truths, text + ".", seconds)


def the_actress(seconds: float) -> Person:
    return _person("actress", [read_truth(SHARED / "mocap_speech" / f"{LEFT_OUT}.flac")], None, seconds)


def _person(name: str, truths: Sequence[Truth], text: str | None, seconds: float) -> Person:
    step, frames = RATE // FRAMES_PER_SECOND, round(seconds * FRAMES_PER_SECOND)
    lengths = [len(truth.capture.speech.samples) // step for truth in truths]

    def joined(parts: list[np.ndarray], each: int) -> np.ndarray:
        cut = [part[: length * each] for part, length in zip(parts, lengths, strict=True)]
        return np.concatenate(cut)[: frames * each]

    sound = joined([truth.capture.speech.samples for truth in truths], step).astype(np.float64)
    opened, narrow, spoken = (
        joined([getattr(truth, of) for truth in truths], 1) for of in ("opening", "narrowness", "spoken")
    )
    near = np.convolve(spoken, np.ones(21), "same") > 0
    others = [soundfile.read(path)[0] for path in sorted((SHARED / "speech").glob("librispeech_*-0000.flac"))][:5]
    clean = Clean(sound, np.repeat(spoken, RATE // FRAMES_PER_SECOND)[: len(sound)], others)
    phones = listen(Speech(sound.astype(np.float32), RATE), text, "en-us")[0].phones if text else ()
    return Person(name, clean, opened, narrow, spoken, ~near, text, phones)


if __name__ == "__main__":
    sys.exit(main())
