# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shell command shows while it works and when it is done: bars, step times, one JSON object."""

import json
import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqdm import tqdm

from ..runtime.errors import SoliloquyError, WriteError
from ..runtime.face.voice_from_face import FittedVoice
from ..runtime.flame.importing import ImportedHead
from ..runtime.take import Take
from .streams import answer, error_stream, show, tell

_BAR_DELAY_SECONDS = 1.0
_LINES_SHOWN = 15
"""When a step gets a bar, and how many lines of many are shown. Chosen by hand."""


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
                bar = {"delay": _BAR_DELAY_SECONDS, "leave": False, "bar_format": layout, "file": error_stream()}
                self._bar = tqdm(total=1.0, desc=step, **bar)
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


@dataclass
class Finished:
    """What a run has made so far."""

    takes: int = 0
    outputs: list[Path] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    failed: list[tuple[str, SoliloquyError]] = field(default_factory=list)
    duration: float = 0.0

    def add(self, take: Take, outputs: list[Path]) -> None:
        self.takes += 1
        self.outputs += outputs
        self.warnings += take.warnings
        self.duration += take.speech.duration

    def fail(self, input_name: str, error: SoliloquyError) -> None:
        self.failed.append((input_name, error))


def show_result(
    finished: Finished, seconds: dict[str, float], as_json: bool, shown: Sequence[str] | None = None
) -> None:
    """Print where the outputs are, each step's time and the real-time factor (total time / sound's length). shown: what
    stands for the outputs where they are too many to be read."""
    factor = seconds["total"] / finished.duration if finished.duration else 0.0
    if as_json:
        result: dict[str, Any] = {
            "outputs": [str(path) for path in finished.outputs],
            "seconds": {step: round(value, 4) for step, value in seconds.items()},
            "real_time_factor": round(factor, 4),
            "warnings": finished.warnings,
        }
        if finished.failed:
            result["failed"] = [{"source": name, "error": error.as_json()} for name, error in finished.failed]
        answer(result)
        return
    for line in map(str, finished.outputs) if shown is None else shown:
        show(line)
    steps = ", ".join(f"{step} {value:.2f} s" for step, value in seconds.items())
    show(f"{finished.duration:.2f} s; {steps}; real-time factor {factor:.2f}")
    for line in shortened([f"warning: {warning}" for warning in finished.warnings], "warnings"):
        tell(line)
    for line in shortened([f"soliloquy: {name}: not made: {error}" for name, error in finished.failed], "not made"):
        tell(line)


def shortened(lines: list[str], what: str) -> list[str]:
    """The first of many lines, each fit for a terminal, and how many there are."""
    shown = [in_one_line(line) for line in lines[:_LINES_SHOWN]]
    if len(lines) > _LINES_SHOWN:
        shown.append(f"soliloquy: {len(lines)} {what} in all; --json names each")
    return shown


def show_voice(fitted: FittedVoice, as_json: bool, file: Path | None = None) -> None:
    """Print a voice as options of ``speak``, on one line, and below it why it was chosen. file: where the voice was
    written."""
    if as_json:
        answer({**fitted.as_json(), "outputs": [] if file is None else [str(file)]})
        return
    options = fitted.options if file is None else (f"--voice={file}", *fitted.options[1:])
    show("\n  ".join([shlex.join(options), *fitted.reasons]))
    for warning in fitted.warnings:
        tell(f"warning: {warning}")


def show_voices(fitted: Sequence[FittedVoice], first: int, as_json: bool) -> None:
    """Print several voices of one face, a line each: its number as --variant takes it, and how it should sound."""
    if as_json:
        answer([each.as_json() for each in fitted])
        return
    for number, each in enumerate(fitted, first):
        show(f"{number:>3}  {each.expected_pitch:.0f} Hz, a vocal tract of {each.tract:.1f} cm")
    show("--variant K --out NAME.voice.npz writes one of them")
    for warning in fitted[0].warnings:
        tell(f"warning: {warning}")


def show_scores(card: dict[str, Any], as_json: bool) -> None:
    """Print a score card (``runtime.evaluate.evaluate.ScoreCard.as_json``)."""
    if as_json:
        answer(card)
        return
    for group in ("composites", "channels"):
        for name, scores in card[group].items():
            show(f"{name:<22}{_in_line(scores)}")
    if card["missing"]:
        show(f"not in the prediction: {', '.join(card['missing'])}")
    for group in ("motion", "truth_motion", "closures", "truth_closures"):
        if card[group] is not None:
            show(f"{group.replace('_', ' '):<22}{_in_line(card[group])}")


def show_imported(head: ImportedHead, seconds: float, as_json: bool) -> None:
    """Print which head a FLAME file became, and how well its expressions meet the ARKit shapes."""
    if as_json:
        report = {"outputs": [str(head.path)], "seconds": {"total": round(seconds, 1)}, "warnings": []}
        answer({**report, **head.as_json()})
        return
    show(str(head.path))
    eyelids = "its own" if head.own_eyelids else "ours, carried over"
    show(f"{head.expressions} expressions, eyelids {eyelids}, jaw {head.jaw_degrees:.1f} degrees at jawOpen 1")
    moved, left = (sum(each.values()) / max(len(each), 1) for each in (head.moved_mm, head.left_mm))
    shapes = f"{len(head.moved_mm)} ARKit shapes move the face by {moved:.2f} mm on average (root mean square)"
    show(f"{shapes}; FLAME's own expressions stay {left:.2f} mm away from them")
    show(f"soliloquy speak TEXT --head {head.name!r} --out DIR --formats blend")


def show_learned(path: Path, before: dict[str, float], after: dict[str, float], seconds: float, as_json: bool) -> None:
    """Print what a style gained on the fifth of the captures that it did not learn from."""
    if as_json:
        report = {"outputs": [str(path)], "seconds": {"total": round(seconds, 1)}, "before": before, "after": after}
        answer(report)
        return
    show(str(path))
    show(f"{seconds:.0f} s; on the fifth of the takes that was not learned from:")
    show(f"{'':<22}{'shipped style':>15}{'yours':>10}")
    for name, value in before.items():
        show(f"{name:<22}{value:>15.3f}{after[name]:>10.3f}")


def _in_line(scores: dict[str, float | None]) -> str:
    shown = (f"{name} {'-' if value is None else format(value, '.3g')}" for name, value in scores.items())
    return "  ".join(shown)


def show_error(error: SoliloquyError, as_json: bool, *, on_standard_error: bool = False) -> None:
    """One line on standard error, or the ``error`` object on standard output, which may be meant for sound alone."""
    if not as_json:
        tell(f"soliloquy: {in_one_line(str(error))}")
    elif on_standard_error:
        tell(json.dumps({"error": error.as_json()}))
    else:
        try:
            answer({"error": error.as_json()})
        except WriteError as unwritable:
            tell(f"soliloquy: {in_one_line(str(error))}")
            if not isinstance(error, WriteError):
                tell(f"soliloquy: {unwritable}")


def in_one_line(text: str) -> str:
    """What a name of a file or a library may hold besides letters is escaped: ends of lines, codes of the terminal."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
