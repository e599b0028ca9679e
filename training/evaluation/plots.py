# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of docs/measured/evaluation.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from ...runtime.motion import FRAMES_PER_SECOND

_COLOURS = {"captured face": "#222222", "flow": "#d1495b", "rules": "#2e7dad", "another take's face": "#999999"}


def plot_openings(curves: Mapping[str, np.ndarray], first: float, last: float, path: Path) -> None:
    """Mouth openings (T,) by name over the seconds ``first`` to ``last``."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 2.8), layout="constrained")
    axes = figure.subplots()
    span = slice(round(first * FRAMES_PER_SECOND), round(last * FRAMES_PER_SECOND))
    for name, curve in curves.items():
        seconds = first + np.arange(len(curve[span])) / FRAMES_PER_SECOND
        width = 2.2 if name == "captured face" else 1.4
        axes.plot(seconds, curve[span], label=name, linewidth=width, color=_COLOURS.get(name))
    axes.set(xlabel="seconds", ylabel="mouth opening", xlim=(first, last))
    axes.legend(loc="upper right", ncols=3, frameon=False)
    _save(figure, path)


def plot_solver(steps: Sequence[int], errors: Mapping[str, Sequence[float]], path: Path) -> None:
    """Distance of the lips from 50 midpoint steps, in millimetres, by solver and number of steps."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 2.8), layout="constrained")
    axes = figure.subplots()
    for name, values in errors.items():
        # The reference's own distance is 0, which a logarithmic axis has no place for.
        axes.plot(steps, [value or np.nan for value in values], marker="o", label=name)
    axes.set(xlabel="solver steps", ylabel="lip vertices, mm", xscale="log", yscale="log")
    axes.set_xticks(steps, [str(count) for count in steps])
    axes.minorticks_off()
    axes.legend(frameon=False)
    _save(figure, path)


def plot_sync(milliseconds: Sequence[float], similarities: Mapping[str, Sequence[float]], path: Path) -> None:
    """The judge's mean similarity of sound and mouth by how far the mouth is moved against the sound."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 2.8), layout="constrained")
    axes = figure.subplots()
    for name, values in similarities.items():
        axes.plot(milliseconds, values, label=name, color=_COLOURS.get(name))
    axes.axvline(0.0, color="#bbbbbb", linewidth=0.8, zorder=0)
    axes.set(xlabel="shift, ms", ylabel="similarity")
    axes.legend(frameon=False)
    _save(figure, path)


def _save(figure: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without a date, so that the same figures give the same file.
    figure.savefig(path, dpi=110, metadata={"Software": None})  # type: ignore[attr-defined]
