# SPDX-License-Identifier: GPL-3.0-or-later
"""The phones in time as JSON, for scoring tools and scripts."""

import json
from pathlib import Path

from ..runtime.phones import ARPABET
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.speech import Phone
from ..runtime.take import Take
from .json_rows import write_lines


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """A list of {start, end, phone, ipa, word}: seconds, ARPAbet, IPA, the word as written ("" in silence).

    The list is empty when the take's phones are unknown. Raises OSError.
    """
    words = take.speech.words

    def entry(phone: Phone) -> str:
        fields = {
            "start": round(phone.start, 6),
            "end": round(phone.end, 6),
            "phone": ARPABET[phone.symbol],
            "ipa": phone.symbol,
            "word": words[phone.word].text if phone.word >= 0 else "",
        }
        return json.dumps(fields, ensure_ascii=False)

    write_lines(path, map(entry, take.speech.phones))
