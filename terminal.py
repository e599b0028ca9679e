# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shell command shows while it works and when it is done: bars, step times, one JSON object."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from tqdm import tqdm

from .runtime.errors import SoliloquyError

_BAR_DELAY_SECONDS = 1.0


class StepClock:
    """A progress listener that times each step and, on a terminal, draws a bar for steps over a second."""

    def __init__(self, bars: bool) -> None:
        self.seconds: dict[str, float] = {}
        self._bars = bars
        self._step = ""
        self._bar: tqdm | None = None
        self._since = time.perf_counter()
        self._started = self._since

    def __call__(self, step: str, fraction: float) -> None:
        if step != self._step:
            self._end_step()
            self._step = step
            if self._bars:
                layout = "{desc:<8}{percentage:3.0f}%|{bar}| {elapsed}"
                self._bar = tqdm(total=1.0, desc=step, delay=_BAR_DELAY_SECONDS, leave=False, bar_format=layout)
        if self._bar is not None and fraction > self._bar.n:
            self._bar.update(fraction - self._bar.n)

    def finish(self) -> dict[str, float]:
        """End the last step; seconds by step, and "total"."""
        self._end_step()
        return {**self.seconds, "total": time.perf_counter() - self._started}

    def _end_step(self) -> None:
        now = time.perf_counter()
        if self._step:
            self.seconds[self._step] = self.seconds.get(self._step, 0.0) + now - self._since
        self._since = now
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        self._step = ""


def show_result(
    outputs: list[Path], seconds: dict[str, float], duration: float, warnings: list[str], as_json: bool
) -> None:
    """Print where the outputs are, each step's time and the real-time factor (total time / sound's length)."""
    factor = seconds["total"] / duration if duration else 0.0
    if as_json:
        rounded = {step: round(value, 4) for step, value in seconds.items()}
        result: dict[str, Any] = {
            "outputs": [str(path) for path in outputs],
            "seconds": rounded,
            "real_time_factor": round(factor, 4),
            "warnings": warnings,
        }
        print(json.dumps(result, ensure_ascii=False))
        return
    for path in outputs:
        print(path)
    steps = ", ".join(f"{step} {value:.2f} s" for step, value in seconds.items())
    print(f"{duration:.2f} s of speech; {steps}; real-time factor {factor:.2f}")
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)


def show_error(error: SoliloquyError, as_json: bool) -> None:
    """One line on standard error, or the ``error`` object on standard output."""
    if as_json:
        print(json.dumps({"error": error.as_json()}, ensure_ascii=False))
    else:
        print(f"soliloquy: {error}", file=sys.stderr)
