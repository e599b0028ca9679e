# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and phones as a document of ELAN, beside the sound.

Source: Max Planck Institute for Psycholinguistics, EAF annotation format, version 3.0: two ends in TIME_ORDER for each
annotation, in milliseconds, ordered by time.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from ..runtime.errors import InputError
from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.speech import SILENCE
from ..runtime.take import Take

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = "1980-01-01T00:00:00+00:00"
"""The schema wants one, and the same take gives the same bytes."""

_Annotation = tuple[int, int, str]


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Two tiers, "words" and "phones" (IPA, silence left out), which play the WAV beside.

    Raises InputError when the take's words and phones are unknown, OSError.
    """
    speech = take.speech
    if not speech.phones and not speech.words:
        raise InputError("eaf", "words and phones of this take are not known", "Leave eaf out of the formats")
    words = _annotations((word.start, word.end, word.text + word.punctuation) for word in speech.words)
    spoken = (phone for phone in speech.phones if phone.symbol != SILENCE)
    phones = _annotations((phone.start, phone.end, phone.symbol) for phone in spoken)
    lines = _document({"words": words, "phones": phones}, path.stem + ".wav")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _annotations(spans: Iterable[tuple[float, float, str]]) -> list[_Annotation]:
    """In milliseconds; what is shorter than one is none."""
    found = ((round(start * 1000), round(end * 1000), text) for start, end, text in spans)
    return [each for each in found if each[0] < each[1]]


def _document(tiers: dict[str, list[_Annotation]], sound: str) -> Iterator[str]:
    every = [annotation for annotations in tiers.values() for annotation in annotations]
    ends = sorted((time, number) for number, each in enumerate(every) for time in each[:2])
    slots: dict[int, list[str]] = {}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<ANNOTATION_DOCUMENT AUTHOR="" DATE="{_DATE}" FORMAT="3.0" VERSION="3.0"'
    yield '  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield '  xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">'
    yield '  <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">'
    url = quoteattr("./" + quote(sound))
    yield f'    <MEDIA_DESCRIPTOR MEDIA_URL={url} MIME_TYPE="audio/x-wav" RELATIVE_MEDIA_URL={url}/>'
    yield f'    <PROPERTY NAME="lastUsedAnnotationId">{len(every)}</PROPERTY>'
    yield "  </HEADER>"
    yield "  <TIME_ORDER>"
    for place, (time, number) in enumerate(ends, start=1):
        slots.setdefault(number, []).append(f"ts{place}")
        yield f'    <TIME_SLOT TIME_SLOT_ID="ts{place}" TIME_VALUE="{time}"/>'
    yield "  </TIME_ORDER>"
    number = 0
    for name, annotations in tiers.items():
        yield f'  <TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="{name}">'
        for _start, _end, text in annotations:
            first, last = slots[number]
            number += 1
            yield "    <ANNOTATION>"
            between = f'TIME_SLOT_REF1="{first}" TIME_SLOT_REF2="{last}"'
            yield f'      <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number}" {between}>'
            yield f"        <ANNOTATION_VALUE>{escape(_NOT_IN_XML.sub('', text))}</ANNOTATION_VALUE>"
            yield "      </ALIGNABLE_ANNOTATION>"
            yield "    </ANNOTATION>"
        yield "  </TIER>"
    yield '  <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>'
    yield "</ANNOTATION_DOCUMENT>"
