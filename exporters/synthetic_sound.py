# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard of a take in a file: a voice of ours with the mark of synthetic speech, a person's as it is.

The one place through which a take's samples go into a sound file.
"""

from typing import cast

from ..runtime.arrays import Array
from ..runtime.mark.embedding import MarkedSamples
from ..runtime.mark.tag import TAG
from ..runtime.requests import ExportOptions
from ..runtime.take import Take


def sound_of(take: Take, options: ExportOptions) -> tuple[Array, str]:
    """Samples (N,) at the speech's rate, made as they are sliced, and what the file's metadata say of them, empty for
    nothing."""
    tag = tag_of(take, options)
    if not tag:
        return take.speech.samples, ""
    return cast(Array, MarkedSamples(take.speech.samples, take.speech.sample_rate)), tag


def tag_of(take: Take, options: ExportOptions) -> str:
    """What the metadata of a file say in which ``sound_of`` is heard."""
    return TAG if take.synthetic and options.mark else ""
