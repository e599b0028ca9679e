# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and visemes in time, as TalkingHead's speakAudio takes them for heads in a browser.

Source: met4citizen/TalkingHead, README: words, wtimes, wdurations, visemes, vtimes, vdurations; times in milliseconds.
It plays each viseme at a strength of its own, so how far the mouth opens is lost, and the rest of the face is its own.
"""

import json
from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.rigs.charts import OCULUS_CHART
from ..runtime.rigs.oculus import READY_PLAYER_ME
from ..runtime.take import Take
from .mouth_spans import spans_of


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Without the sound: ``head.speakAudio({...json, audio})``. Words are [] where they are not known.

    Raises OSError.
    """
    words, spans = take.speech.words, spans_of(take, OCULUS_CHART, options)
    said = {
        "words": [word.text + word.punctuation for word in words],
        "wtimes": [_milliseconds(word.start) for word in words],
        "wdurations": [_milliseconds(word.end - word.start) for word in words],
        "visemes": [READY_PLAYER_ME.get(span.mouth, span.mouth) for span in spans],
        "vtimes": [_milliseconds(span.start) for span in spans],
        "vdurations": [_milliseconds(span.stop - span.start) for span in spans],
    }
    path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
