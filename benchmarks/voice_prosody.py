# SPDX-License-Identifier: GPL-3.0-or-later
"""What pitch, energy, manners and emotions do to the voice, measured on its sound.

Writes docs/measured/voice-prosody.md:

    python benchmarks/voice_prosody.py --dnsmos sig_bak_ovr.onnx [--whisper FOLDER]

benchmarks/judges.py says who judges.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from judges import dnsmos, pitch, recogniser
from soliloquy.runtime.requests import EMOTIONS, VoiceRequest
from soliloquy.runtime.voice.synthesis import synthesise
from spoken_sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
VOICES = ("af_heart", "af_bella", "am_michael", "am_puck", "bf_emma", "bm_george")
CHANGES: dict[str, dict[str, Any]] = {
    "plain": {},
    "pitch +4": {"pitch": 4.0},
    "pitch -4": {"pitch": -4.0},
    "energy +6": {"energy": 6.0},
    "energy -6": {"energy": -6.0},
    "shout": {"manner": "shout"},
    "whisper": {"manner": "whisper"},
}
"""Options of the voice, by the name of the row."""
FELT: dict[str, dict[str, float]] = {name: {name: 1.0} for name in EMOTIONS}
"""Emotions that are heard in it, likewise."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dnsmos", type=Path, required=True)
    parser.add_argument("--whisper", type=Path, help="a CTranslate2 folder of Whisper base")
    parser.add_argument("--voices", type=int, default=len(VOICES), help="how many of them speak")
    arguments = parser.parse_args()
    voices = VOICES[: arguments.voices]
    judge = onnxruntime.InferenceSession(arguments.dnsmos)
    read = recogniser(arguments.whisper)
    lines = sentences()[11::9]
    found = {}
    for name in (*CHANGES, *FELT):
        measures = []
        for line, voice in zip(lines, voices, strict=False):
            request = VoiceRequest(line, voice, **CHANGES.get(name, {}))
            speech = synthesise(request, emotion=FELT.get(name, {}))
            level = 20 * np.log10(speech.samples.std())
            score = dnsmos(judge, speech.samples)["overall"]
            measures.append((*pitch(speech.samples), speech.duration, level, score, read(line, speech.samples)))
        found[name] = np.array(measures)
    plain = found["plain"]
    rows = [row(name, measures, plain) for name, measures in found.items()]
    page = f"""# What prosody does to the voice

Written by `benchmarks/voice_prosody.py`: {len(voices)} voices, one sentence each; emotions at full strength. Pitch
(median), its range (10th to 90th percentile) and voiced time as Praat hears them, against the plain voice; DNSMOS P.835
overall, 1 to 5 (it knows no whisper among good speech); errors: letters that Whisper base reads wrong.

| | pitch, semitones | range, semitones | length | level, dB | voiced, % | DNSMOS | errors, % |
|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}
"""
    (ROOT / "docs" / "measured" / "voice-prosody.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def row(name: str, measures: np.ndarray, plain: np.ndarray) -> str:
    height, spread, voiced, length, level, score, errors = measures.mean(axis=0)
    base = plain.mean(axis=0)
    # A whisper's few voiced frames are the tracker's mistakes and have no pitch worth telling.
    melody = f"{height - base[0]:+.1f} | {spread - base[1]:+.1f}" if voiced > 0.1 else "none | none"
    return (
        f"| {name} | {melody} | x {length / base[3]:.2f} | {level - base[4]:+.1f} | {100 * voiced:.0f} "
        f"| {score:.2f} | {100 * errors:.1f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
