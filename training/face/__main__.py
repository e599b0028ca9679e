# SPDX-License-Identifier: GPL-3.0-or-later
"""The face encoder from nothing: all steps, one after the other.

    python -m soliloquy.training.face [--people 4000] [--photographs FOLDER]

Each step is a process of its own. Drawing and the pixels go on where they were ended; what comes after them is made
again and takes minutes. An hour and a half of a core for 4,000 people, of which drawing is more than half.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from .examples import FaceRecipe

_PEOPLE = 4000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=_PEOPLE)
    parser.add_argument("--folder", type=Path, default=FaceRecipe().folder(), help="what is learnt from is kept there")
    parser.add_argument("--photographs", type=Path, help="a folder with the folders woman and man, to be told as well")
    given = parser.parse_args()
    for step, *options in steps(given.people, given.photographs):
        command = [sys.executable, "-m", f"{__package__}.{step}", "--folder", str(given.folder), *options]
        done = subprocess.run(command, check=False)
        if done.returncode:
            return done.returncode
    return 0


def steps(people: int, photographs: Path | None) -> tuple[tuple[str, ...], ...]:
    """Each step's module and options."""
    asked = () if photographs is None else ("--photographs", str(photographs))
    return (
        ("examples", "--people", str(people)),
        ("train",),
        ("train_points",),
        ("export",),
        ("voice_axes",),
        ("evaluate", *asked),
        ("ablate",),
    )


if __name__ == "__main__":
    raise SystemExit(main())
