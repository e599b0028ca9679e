# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs classes of hostile cases and prints what came of each, a JSON object a line:

python -m soliloquy.tests.hostile.suite [--seed N] [--at-once N] CLASS ...
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from .case import Case
from .samples import Samples

SEED = 12
CLASSES = {
    "texts": "texts",
    "options": "option_cases",
    "files": "file_cases",
    "recordings": "recording_cases",
    "pictures": "picture_cases",
    "video": "video_cases",
    "takes": "take_cases",
    "curves": "curve_cases",
    "styles": "style_cases",
    "flame": "flame_cases",
    "people": "person_cases",
    "script": "script_cases",
    "folders": "folder_cases",
    "scenes": "scene_cases",
    "environment": "environment_cases",
    "python": "python_cases",
    "worker": "worker_cases",
    "blender": "blender_cases",
    "panel": "panel_cases",
}
"""The module of each class; its ``cases(seed, samples)`` yields them."""
IN_BLENDER = frozenset({"blender", "panel"})
"""Classes whose cases run in Blender, many in one process."""


@dataclass(frozen=True)
class Result:
    """What came of a case. broken: what of the rule does not hold. said: the first line on standard error."""

    group: str
    name: str
    shown: str
    code: int
    seconds: float
    megabytes: float
    broken: tuple[str, ...]
    said: str


def cases_of(name: str, seed: int, samples: Samples) -> Iterator[Case]:
    """The cases of a class: the same for the same seed."""
    found: Iterator[Case] = import_module(f".{CLASSES[name]}", __package__).cases(seed, samples)
    return found


def results(names: list[str], seed: int, at_once: int, wanted: str = "", every: int = 1) -> Iterator[Result]:
    """Open the models, and run every case, or one in ``every``, of the classes whose name has ``wanted`` in it."""
    from soliloquy.runtime.threads import set_thread_count

    from .blender_running import run_in_blender
    from .rule import broken
    from .running import run_all
    from .samples import make_samples

    # A copy of a process has one thread alone, so no model may wait for another.
    set_thread_count(1)
    with tempfile.TemporaryDirectory(prefix="hostile-samples-") as folder:
        samples = make_samples(Path(folder))
        for name in names:
            chosen = [case for case in cases_of(name, seed, samples) if wanted in case.name][::every]
            in_blender = name in IN_BLENDER
            run = run_in_blender(name, seed, chosen, samples) if in_blender else run_all(chosen, samples, at_once)
            for case, ending in run:
                said = ending.errors.decode(errors="replace").strip().splitlines()[:1]
                found = tuple(broken(case, ending))
                seconds, memory = round(ending.seconds, 3), round(ending.megabytes, 1)
                yield Result(
                    name, case.name, case.shown, ending.code, seconds, memory, found, ascii("".join(said))[:300]
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("classes", nargs="*", default=list(CLASSES))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--only", default="", help="cases whose names have this in them")
    parser.add_argument("--every", type=int, default=1, help="one case in so many")
    given = parser.parse_args()
    results_stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    failed: Counter[str] = Counter()
    for result in results(given.classes, given.seed, given.at_once, given.only, given.every):
        print(json.dumps(asdict(result)), file=results_stream, flush=True)
        failed[result.group] += bool(result.broken)
    print(dict(failed), file=sys.stderr)


if __name__ == "__main__":
    # Before numpy is loaded: its threads would not be in the copies either.
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "soliloquy.tests.hostile.suite", *sys.argv[1:]])
    main()
