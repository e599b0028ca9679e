# SPDX-License-Identifier: GPL-3.0-or-later
"""A five-second line from text to every file, step by step: writes docs/measured/speed.md.

Each run is a fresh process, as a shell user starts it; the second of two runs is reported, so that the files
are in the disk's cache. Usage: .venv/bin/python benchmarks/main_job.py
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE = "Good morning! My brother Bob bought a big blue balloon, but it broke."
FORMATS = ("take", "wav", "csv", "textgrid", "fbx", "glb", "blend", "png", "mp4")


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        speak(folder)
        started = time.perf_counter()
        report = speak(folder)
        wall = time.perf_counter() - started
    seconds = report["seconds"]
    duration = seconds["total"] / report["real_time_factor"]
    rows = "\n".join(f"| {step} | {value:.2f} |" for step, value in seconds.items())
    start_up = wall - seconds["total"]
    scene = sum(seconds[step] for step in ("motion", "take", "blend"))
    page = f"""# How long a line takes

Written by `benchmarks/main_job.py` on {os.cpu_count()} cores ({platform.machine()}).
Python {platform.python_version()}.
The line lasts {duration:.2f} s: "{LINE}"

| step | seconds |
|---|---|
{rows}

Start-up of the process (imports, before the first step): {start_up:.2f} s. Text to a finished Blender scene without the
voice (motion, take, blend): {scene:.2f} s.
"""
    (ROOT / "docs" / "measured" / "speed.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def speak(folder: str, formats: Sequence[str] = FORMATS) -> dict:
    """One run of the shell command; its JSON report."""
    command = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())"]
    arguments = ["speak", LINE, "--out", folder, "--formats", ",".join(formats), "--json"]
    result = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


if __name__ == "__main__":
    sys.exit(main())
