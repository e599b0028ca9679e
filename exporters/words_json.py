# SPDX-License-Identifier: GPL-3.0-or-later
"""The words and their times as JSON, for karaoke, captions and search."""

import json
from pathlib import Path

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.take import Take
from .json_rows import write_lines


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A list of {start, end, word, punctuation, confidence}: seconds, the word as written, what follows it, 0..1.

    The list is empty when the take's words are unknown. Raises OSError.
    """
    lines = (
        json.dumps(
            {
                "start": round(word.start, 6),
                "end": round(word.end, 6),
                "word": word.text,
                "punctuation": word.punctuation,
                "confidence": round(word.confidence, 3),
            },
            ensure_ascii=False,
        )
        for word in take.speech.words
    )
    write_lines(path, lines)
