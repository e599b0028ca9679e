# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether points of the space of voices sound as natural as the voices that it lies between. Writes
docs/measured/voice-space.md.

    python benchmarks/voice_space.py --dnsmos sig_bak_ovr.onnx --whisper FOLDER [--points 200]

Points are drawn evenly by direction and by distance from the middle, up to the farthest that is used. Each says one of
the sentences of benchmarks/sentences.txt; presets say the same ones. What was judged is kept in build/voice_space, so a
run goes on where it was ended. benchmarks/judges.py says who judges; some 5 s of a core for each point.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from judges import dnsmos, pitch, recogniser
from measured_page import write_part
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voice_file import VoiceFile
from soliloquy.runtime.voice.voice_space import FARTHEST, MEASURES, voice_space
from soliloquy.runtime.voice.voices import full_text, list_voices
from spoken_sentences import sentences
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "voice_space" / "judged.jsonl"
SEED, PRESETS = 20, 50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dnsmos", type=Path, required=True)
    parser.add_argument("--whisper", type=Path, required=True, help="Whisper base as a CTranslate2 folder")
    parser.add_argument("--points", type=int, default=200)
    given = parser.parse_args()
    set_thread_count(1)
    judged = list(judge(given.dnsmos, given.whisper, given.points))
    write_part("voice-space.md", "voice_space.py", f"{quality(judged)}\n\n{told(judged)}")
    return 0


def asked(points: int) -> Iterator[dict]:
    """Each voice with its name, its sentence, and what the space says of it."""
    lines = sentences()
    space, draw = voice_space(), np.random.default_rng(SEED)
    for number in range(points):
        direction = draw.normal(size=len(space.shares))
        point = direction / np.linalg.norm(direction) * draw.uniform(0.0, FARTHEST)
        voice = full_text(VoiceFile(space.parts_of(point), "en-us"))
        about = {"far": float(np.linalg.norm(point)), "measured": space.measured(point)}
        yield {"name": f"point {number}", "voice": voice, "text": lines[number % len(lines)], **about}
    english = [voice.name for voice in list_voices() if voice.language.startswith("en")]
    for number in range(PRESETS):
        name = english[number % len(english)]
        yield {"name": f"preset {number} {name}", "voice": name, "text": lines[number % len(lines)], "far": -1.0}


def judge(model: Path, whisper: Path, points: int) -> Iterator[dict]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    mos = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    errors = recogniser(whisper)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    kept = {one["name"]: one for one in map(json.loads, KEPT.read_text().splitlines())} if KEPT.exists() else {}
    for each in tqdm(list(asked(points))):
        if each["name"] not in kept:
            sound = synthesise(VoiceRequest(each["text"], each["voice"], language="en-us")).samples
            heard = {"mos": dnsmos(mos, sound), "errors": errors(each["text"], sound), "pitch": pitch(sound)[0]}
            kept[each["name"]] = {**each, **heard}
            with KEPT.open("a", encoding="utf-8") as file:
                file.write(json.dumps(kept[each["name"]]) + "\n")
        yield kept[each["name"]]


def quality(judged: list[dict]) -> str:
    third = FARTHEST / 3
    groups = {"presets that speak English": [one for one in judged if one["far"] < 0]}
    groups |= {
        f"points {low:g} to {low + third:g} from the middle": [one for one in judged if low <= one["far"] < low + third]
        for low in (0.0, third, 2 * third)
    }
    groups["all points"] = [one for one in judged if one["far"] >= 0]
    rows = []
    for name, ones in groups.items():
        mos = np.array([one["mos"]["overall"] for one in ones])
        wrong = 100 * np.array([one["errors"] for one in ones])
        row = f"{mos.mean():.2f} | {np.percentile(mos, 5):.2f} | {wrong.mean():.1f} | {np.percentile(wrong, 95):.1f}"
        rows.append(f"| {name} | {len(ones)} | {row} |")
    head = "| | voices | DNSMOS | of the worst 5 % | letters wrong, % | of the worst 5 % |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(rows)


def told(judged: list[dict]) -> str:
    """How well the space knows at which pitch a point speaks."""
    points = [one for one in judged if one["far"] >= 0 and np.isfinite(one["pitch"])]
    wanted, heard = (np.array([value(one) for one in points]) for value in (_told_pitch, lambda one: one["pitch"]))
    likeness = np.corrcoef(wanted, heard)[0, 1]
    return (
        f"Pitch that the space tells of a point, against what Praat hears of it: correlation {likeness:.2f}, "
        f"{np.median(np.abs(wanted - heard)):.1f} semitones off in the middle. {len(points)} points, "
        f"{len(MEASURES)} measures, {len(voice_space().shares)} components."
    )


def _told_pitch(one: dict) -> float:
    return float(one["measured"]["pitch"])


if __name__ == "__main__":
    sys.exit(main())
