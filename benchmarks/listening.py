# SPDX-License-Identifier: GPL-3.0-or-later
"""From sound to take: time and memory for 10 s, 1 min, 10 min and 1 h. Writes docs/measured/listening-speed.md.

Each length is heard and animated in a fresh process. The sound is one of our voices' sentences, again and again
with half a second between. Usage: .venv/bin/python benchmarks/listening.py [--seconds 10,60,600,3600]
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).resolve().parent.parent
LINE = "Good morning! My brother Bob bought a big blue balloon, but it broke before five."
RATE = 24_000


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed and memory of listening.")
    parser.add_argument("--seconds", default="10,60,600,3600", help="lengths to measure")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measured(arguments.one)))
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for length in (int(part) for part in arguments.seconds.split(",")):
            path = Path(folder) / f"{length}.flac"
            # Elsewhere, for a process starts with the peak memory of the one that started it.
            with ProcessPoolExecutor(1, get_context("spawn")) as speaker:
                speaker.submit(write_sound, path, length).result()
            command = [sys.executable, __file__, "--one", str(path)]
            result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            rows.append(
                f"| {length} s | {result['wall'] / length:.4f} | {result['processor'] / length:.4f} "
                f"| {result['peak_megabytes']:.0f} MB |"
            )
            print(rows[-1], flush=True)
    table = "\n".join(rows)
    page = f"""# How long a recording takes

Written by `benchmarks/listening.py` on {os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[0]:.1f}.
From the file on disk to the take on disk, without a transcript; each length in a fresh process, loading of the models
included, imports not.

| length | wall seconds a second | processor seconds a second | peak memory |
|---|---|---|---|
{table}
"""
    (ROOT / "docs" / "measured" / "listening-speed.md").write_text(page, encoding="utf-8")
    return 0


def write_sound(path: Path, seconds: int) -> None:
    from soliloquy.runtime.voice.synthesis import synthesise

    sentence = synthesise(LINE).samples
    once = np.concatenate([sentence, np.zeros(RATE // 2, np.float32)])
    with soundfile.SoundFile(path, "w", RATE, 1, "PCM_16") as file:
        left = seconds * RATE
        while left > 0:
            file.write(once[:left])
            left -= min(left, len(once))


def measured(path: Path) -> dict[str, float]:
    """Wall and processor seconds of hearing, animating and saving ``path``, and the process's peak memory."""
    from soliloquy.runtime.perform import perform
    from soliloquy.runtime.requests import AnimateRequest
    from soliloquy.runtime.take import save_take

    wall, processor = time.perf_counter(), time.process_time()
    save_take(perform(AnimateRequest(str(path))), path.with_suffix(".take"))
    return {
        "wall": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    sys.exit(main())
