# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a change of the code changed what is made: ten requests, digested before and after.

    PYTHONPATH=FOLDER_WITH_THE_CHECKOUT_FROM_BEFORE python benchmarks/kept_requests.py --keep kept.json
    python benchmarks/kept_requests.py --compare kept.json       # after: sound, motion and CSV to the bit

The requests go through the shell command, so that both checkouts may look quite different inside. What a take says of
itself (take.json) must be the same too, except for the fields of ``RENAMED``.
"""

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "speech"
HEADS = Path(__file__).resolve().parent.parent / "docs" / "images" / "heads.jpg"
LINE = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
MARKED = (
    'Well<break time="300ms"/> <emphasis level="strong">Bob</emphasis> <prosody pitch="+3st">moved</prosody> my map.'
)
MOTION = ("expression", "jaw", "head", "eyes", "eyelids")
WITHOUT_HISTORY = ("format_version", "version")
"""Fields of take.json that may differ with nothing renamed."""

REQUESTS: dict[str, tuple[str, ...]] = {
    "default": ("speak", LINE, "--seed", "1"),
    "rules with emotion": ("speak", LINE, "--engine", "rules", "--emotion", "happy=0.6,surprised=0.2", "--seed", "7"),
    "mixed voice": (
        *("speak", LINE, "--voice", "af_heart:0.6,bf_emma:0.4", "--speed", "1.3", "--pitch", "2"),
        *("--energy", "3", "--pitch-range", "1.4", "--fps", "24"),
    ),
    "marks and a whisper": ("speak", MARKED, "--manner", "whisper", "--emotion", "afraid=0.7", "--face-emotion"),
    "French, another style": (
        *("speak", "Bonjour ! Mon frère a un bateau bleu.", "--voice", "ff_siwis", "--style", "capture"),
        *("--guidance", "1.5", "--solver-steps", "4", "--head", "Kofi"),
    ),
    "Mandarin": ("speak", "你好！爸爸买了一本书。", "--voice", "zf_xiaobei"),
    "curves and emoji": (
        *("speak", "Up we go 🚀, my friend.", "--say-emoji", "--pitch-curve", "0:0 1:4", "--speed-curve", "0:1 1:0.8"),
        *("--energy-curve", "0:0 0.5:3 1:-2"),
    ),
    "recording with its transcript": (
        *("animate", str(SHARED / "librivox_0870.wav"), "--transcript-file", "{transcript}", "--seed", "3"),
        *("--emotion", "sad=0.5"),
    ),
    "section by the rules": (
        *("animate", str(SHARED / "librivox_0890.wav"), "--engine", "rules", "--start", "0.5", "--end", "3.5"),
        *("--channel", "1", "--fps", "29.97"),
    ),
    "voice from a face": ("speak", "Maybe Bob will phone.", "--face", str(HEADS)),
}

_SPOKEN = ("text", "voice", "language", "speed", "say_emoji")
_MOTION = ("engine", "head")
RENAMED: dict[str, str] = {
    **{f"request.{name}": f"request.spoken.{name}" for name in _SPOKEN},
    **{f"request.expression.{name}": f"request.spoken.{name}" for name in ("pitch", "pitch_range", "manner")},
    "request.expression.volume": "request.spoken.energy",
    "request.expression.rate": "",  # always 1: the request's own speed is the whole text's
    "request.contours.rate": "request.spoken.speed_curve",
    "request.contours.pitch": "request.spoken.pitch_curve",
    "request.contours.volume": "request.spoken.energy_curve",
    "request.lexicon": "request.spoken.lexicon",
    **{f"request.{name}": f"request.motion.{name}" for name in _MOTION},
    "request.direction": "request.motion.direction",
    "request.flow.steps": "request.motion.flow.solver_steps",
    "request.flow": "request.motion.flow",
}
"""Dotted field of take.json before -> after, also of all below it; empty where a field is gone."""
ONLY_SPOKEN = frozenset({"request.text", "request.voice", "request.language", "request.speed", "request.say_emoji"})
"""Fields that a recording's request has under the same name, or not at all."""
ADDED = {"request.motion.direction.blink_rate": 1.0, "request.motion.direction.variation": 0.0}
"""Fields that are new, with the value that changes nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--keep", type=Path, metavar="F", help="write the digests down")
    parser.add_argument("--compare", type=Path, metavar="F", help="compare with digests that were written down")
    parser.add_argument("--door", default="soliloquy.shell.cli", metavar="MODULE", help="where the command's main is")
    arguments = parser.parse_args()
    made = digests(arguments.door)
    if arguments.keep:
        arguments.keep.write_text(json.dumps(made, indent=1, ensure_ascii=False), encoding="utf-8")
    if arguments.compare:
        kept = json.loads(arguments.compare.read_text(encoding="utf-8"))
        different = [line for name in REQUESTS for line in differences(name, kept[name], made[name])]
        print("\n".join(different) or f"{len(REQUESTS)} requests: sound, motion and CSV the same to the bit")
        sys.exit(bool(different))


def digests(door: str) -> dict[str, dict[str, Any]]:
    """For each request the sha256 of its sound, of its five motion arrays and of its CSV, and what its take says."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        transcript = Path(folder) / "transcript.txt"
        transcript.write_text(json.loads((SHARED / "librivox_0870.phone.json").read_text())["t"], encoding="utf-8")
        for name, request in REQUESTS.items():
            words = [word.format(transcript=transcript) if "{transcript}" in word else word for word in request]
            command = [sys.executable, "-c", f"from {door} import main; raise SystemExit(main())", *words]
            subprocess.run(
                [*command, "--out", folder, "--name", "it", "--formats", "take,csv"], check=True, capture_output=True
            )
            made[name] = _digest(Path(folder) / "it.take", Path(folder) / "it.csv")
    return made


def differences(name: str, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is not the same, a line each."""
    parts = [f"{name}: {part}" for part in ("sound", *MOTION, "csv") if before[part] != after[part]]
    fields = _renamed(_fields(before["take"])), _fields(after["take"])
    parts += [
        f"{name}: take.json {field}: {fields[0].get(field)!r} -> {fields[1].get(field)!r}"
        for field in sorted(fields[0].keys() | fields[1].keys())
        if fields[0].get(field) != fields[1].get(field)
    ]
    return parts


def _renamed(fields: dict[str, Any]) -> dict[str, Any]:
    speaks = "request.text" in fields
    kept = {_new_name(field, speaks): value for field, value in fields.items()}
    return {field: value for field, value in kept.items() if field} | ADDED


def _new_name(field: str, speaks: bool) -> str:
    for old, new in sorted(RENAMED.items(), key=lambda pair: -len(pair[0])):
        if (field == old or field.startswith(old + ".")) and (speaks or old not in ONLY_SPOKEN):
            return new + field.removeprefix(old) if new else ""
    return field


def _fields(take: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Dotted name of each value that is no object."""
    found: dict[str, Any] = {}
    for name, value in take.items():
        if isinstance(value, dict) and value:
            found |= _fields(value, f"{prefix}{name}.")
        elif prefix or name not in WITHOUT_HISTORY:
            found[prefix + name] = value
    return found


def _digest(take: Path, csv: Path) -> dict[str, Any]:
    with zipfile.ZipFile(take) as archive:
        about = json.loads(archive.read("take.json"))
        samples, _rate = soundfile.read(io.BytesIO(archive.read("speech.flac")), dtype="int32")
        with np.load(io.BytesIO(archive.read("motion.npz")), allow_pickle=False) as motion:
            arrays = {name: hashlib.sha256(motion[name].tobytes()).hexdigest() for name in MOTION}
    digest = {"sound": hashlib.sha256(samples.tobytes()).hexdigest(), **arrays}
    return {**digest, "csv": hashlib.sha256(csv.read_bytes()).hexdigest(), "take": about}


if __name__ == "__main__":
    main()
