# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy setup``: fetch and make the weights, the one command that is allowed the network."""

import argparse
import json
import sys
from typing import Any

from ..runtime.progress import Progress
from .terminal import StepClock


def add_setup(subparsers: "argparse._SubParsersAction[Any]") -> None:
    command = subparsers.add_parser("setup", help="fetch and make the weights, once; the only command with the network")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=run_setup)


def run_setup(arguments: argparse.Namespace) -> None:
    """Print the files that were made; raises what ``tools.weights.prepare_weights.prepare`` does."""
    from ..tools.weights.prepare_weights import prepare

    clock = StepClock(bars=False)
    made = [str(path) for path in prepare(_told_on_standard_error(clock))]
    seconds = clock.finish()
    if arguments.json:
        rounded = {step: round(value, 4) for step, value in seconds.items()}
        print(json.dumps({"outputs": made, "seconds": rounded, "warnings": []}, ensure_ascii=False))
        return
    for path in made:
        print(path)
    done = f"{len(made)} weights were made in {seconds['total']:.0f} s" if made else "every weight lies ready"
    print(f"setup: {done}", file=sys.stderr)


def _told_on_standard_error(clock: StepClock) -> Progress:
    def listen(step: str, fraction: float) -> None:
        clock(step, fraction)
        if fraction == 0.0:
            print(f"setup: {step} ...", file=sys.stderr, flush=True)

    return listen
