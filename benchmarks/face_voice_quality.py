# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether voices of faces speak as well as the voices that are there, and as the mixes of two of them. Writes
docs/measured/face-voices.md.

    python benchmarks/face_voice_quality.py --folder FOLDER --dnsmos sig_bak_ovr.onnx --whisper FOLDER [--sentences 100]

Drawn people whom no training saw (``face_voices.seen``), in turn, say the sentences of benchmarks/sentences.txt by a
voice of their own and by a mix; the voices of American English say the same. What was judged is kept in
build/face_voices, so a run goes on where it was ended. benchmarks/judges.py says who judges; 5 s of a core a sentence.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
from face_voices import PLAIN, seen
from judges import distilled, dnsmos, recogniser
from measured_page import write_part
from soliloquy.runtime.face.fitting import fit
from soliloquy.runtime.face.space_point import space_point
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.voices import full_text, list_voices
from spoken_sentences import sentences
from tqdm import tqdm

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "face_voices" / "judged.jsonl"
PRESETS, OWN, MIX = "the voices that are there", "a voice of the face's own", "the mix of two (`--mix`)"
_WHISPERS = "af_nicole"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, required=True, help="of training/face/examples.py")
    parser.add_argument("--dnsmos", type=Path, required=True)
    parser.add_argument("--whisper", type=Path, required=True, help="Whisper base as a CTranslate2 folder")
    parser.add_argument("--sentences", type=int, default=100)
    given = parser.parse_args()
    set_thread_count(1)
    judged = list(judge(given.dnsmos, given.whisper, list(asked(given.folder, given.sentences))))
    write_part("face-voices.md", "face_voice_quality.py", table(judged))
    return 0


def asked(folder: Path, count: int) -> Iterator[tuple[str, VoiceRequest]]:
    """Each group's sentences, a sentence of all groups after the other."""
    faces = [views[0] for views in seen(folder, count)]
    american = [each.name for each in list_voices() if each.language == "en-us" and each.name != _WHISPERS]
    lines = sentences()
    for number, line in enumerate(lines[:count]):
        woman, age, features = faces[number % len(faces)]
        wanted = (woman, age, PLAIN, features, "en-us")
        yield PRESETS, VoiceRequest(line, american[number % len(american)])
        yield OWN, VoiceRequest(line, full_text(space_point(*wanted)))
        found = fit(*wanted)
        mix = ",".join(f"{name}:{share:g}" for name, share in found.parts)
        yield MIX, VoiceRequest(line, mix, pitch=found.pitch)


def judge(model: Path, whisper: Path, wanted: list[tuple[str, VoiceRequest]]) -> Iterator[dict]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    mos = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    errors, natural = recogniser(whisper), distilled()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    kept = {one["key"]: one for one in map(json.loads, KEPT.read_text().splitlines())} if KEPT.exists() else {}
    for group, request in tqdm(wanted):
        key = f"{request.voice} {request.pitch} {request.text}"
        if key not in kept:
            sound = synthesise(request).samples
            heard = {"dnsmos": dnsmos(mos, sound)["overall"], "distillmos": natural(sound)}
            kept[key] = {"key": key, **heard, "errors": errors(request.text, sound)}
            with KEPT.open("a", encoding="utf-8") as file:
                file.write(json.dumps(kept[key]) + "\n")
        yield {**kept[key], "group": group}


def table(judged: list[dict]) -> str:
    rows = ["| | sentences | letters wrong, % | DNSMOS | distillmos |", "|---|---|---|---|---|"]
    for group in (PRESETS, OWN, MIX):
        ones = [one for one in judged if one["group"] == group]
        wrong, mos, natural = (np.mean([one[name] for one in ones]) for name in ("errors", "dnsmos", "distillmos"))
        rows.append(f"| {group} | {len(ones)} | {100 * wrong:.1f} | {mos:.2f} | {natural:.2f} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
