# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths: cues as Rhubarb Lip Sync writes them, and switch data for Moho, OpenToonz and readers of Papagayo.

Sources: Rhubarb Lip Sync, README, "Output formats"; Papagayo, its export for Moho: a frame counted from 1 and a mouth
of Preston Blair a line.
"""

import json
import math
from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.rigs.charts import PRESTON_BLAIR, RHUBARB
from ..runtime.take import Take
from .mouth_spans import spans_of

_AT_REST, _SWITCH_AT_REST = "X", "rest"


def write_json(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """{metadata: {soundFile, duration}, mouthCues: [{start, end, value}, ...]}: seconds, A to H and X.

    Raises OSError.
    """
    cues = [
        {"start": round(span.start, 2), "end": round(span.stop, 2), "value": span.mouth}
        for span in spans_of(take, RHUBARB, options)
    ]
    sound = path.name.removesuffix(".rhubarb.json") + ".wav"
    said = {"metadata": {"soundFile": sound, "duration": round(take.speech.duration, 2)}, "mouthCues": cues}
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def write_tsv(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A line for each cue: when it begins, in seconds, a tab, A to H or X; the last is X where the sound ends.

    Raises OSError.
    """
    lines = [f"{span.start:.2f}\t{span.mouth}\n" for span in spans_of(take, RHUBARB, options)]
    path.write_text("".join([*lines, f"{take.speech.duration:.2f}\t{_AT_REST}\n"]), encoding="utf-8", newline="\n")


def write_switch(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """MohoSwitch1, then a line for each mouth: its first frame at ``options.fps``, counted from 1, and its name;
    behind the last frame rest. Raises OSError."""
    spans = spans_of(take, PRESTON_BLAIR, options, options.fps)
    lines = [f"{span.first + 1} {span.mouth}\n" for span in spans]
    frames = min(spans[-1].end, math.ceil(take.speech.duration * options.fps))
    last = f"{frames + 1} {_SWITCH_AT_REST}\n"
    path.write_text("".join(["MohoSwitch1\n", *lines, last]), encoding="utf-8", newline="\n")
