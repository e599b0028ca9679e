# SPDX-License-Identifier: GPL-3.0-or-later
"""What the audio's side is worth to a voice of a face's own: led by the regression on how voices sound, and without it.
Writes docs/measured/face-voices.md.

    python benchmarks/face_audio_side.py --folder FOLDER [--people 16]

Drawn people whom no training saw (``face_voices.seen``), their first view each. Without the audio's side a face's place
among the voices of its sex is its own still, but nothing is known of how a place sounds: neither is the wished pitch
gone to, nor are directions turned so that they leave it. Praat hears at what pitch each voice speaks. What was heard is
kept in build/face_voices, so a run goes on where it was ended.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from face_voices import PLAIN, SENTENCE, seen
from judges import pitch
from measured_page import write_part
from soliloquy.runtime.face.fitting import candidates, gender_of, usual_pitch
from soliloquy.runtime.face.space_point import GAIN, among_faces, middle_of, space_point
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voice_file import VoiceFile
from soliloquy.runtime.voice.voice_space import reached, voice_space
from soliloquy.runtime.voice.voices import full_text
from tqdm import tqdm

KEPT = Path(__file__).resolve().parent.parent / "build" / "face_voices" / "pitches.json"
LED, UNLED = "with it", "without it"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, help="of training/face/examples.py")
    parser.add_argument("--people", type=int, default=16)
    given = parser.parse_args()
    set_thread_count(1)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    rows: dict[str, list[tuple[float, float]]] = {LED: [], UNLED: []}
    for way, wished, voice in tqdm(list(asked(given.folder, given.people))):
        if voice not in kept:
            kept[voice] = float(pitch(synthesise(VoiceRequest(SENTENCE, voice)).samples)[0])
            KEPT.write_text(json.dumps(kept), encoding="utf-8")
        rows[way].append((12 * math.log2(wished / 100.0), kept[voice]))
    write_part("face-voices.md", "face_audio_side.py", table(rows))
    return 0


def asked(folder: Path, people: int) -> Iterator[tuple[str, float, str]]:
    """Which way a voice is found, the pitch in Hz that is wished for, and the voice in full."""
    for (woman, age, features), *_ in seen(folder, people):
        wished = usual_pitch(woman, age)
        yield LED, wished, full_text(space_point(woman, age, PLAIN, features, "en-us"))
        yield UNLED, wished, full_text(unled(woman, features))


def unled(woman: float, features: np.ndarray) -> VoiceFile:
    """A face's voice by its F alone, among those of its sex."""
    space = voice_space()
    middle, own = middle_of(space, candidates(gender_of(woman), "en-us")), among_faces(features)
    return VoiceFile(space.parts_of(reached(middle, GAIN * np.pad(own, (0, len(space.shares) - len(own))))), "en-us")


def table(rows: dict[str, list[tuple[float, float]]]) -> str:
    """In semitones."""
    lines = ["| the audio's side | faces | pitch off what was wished, median | worst tenth |", "|---|---|---|---|"]
    for way, pairs in rows.items():
        off = np.abs([wished - heard for wished, heard in pairs if math.isfinite(heard)])
        lines.append(f"| {way} | {len(off)} | {np.median(off):.1f} semitones | {np.percentile(off, 90):.1f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
