# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound as a WAV file."""

import shutil
from pathlib import Path

import soundfile

from ..runtime.progress import Progress
from ..runtime.requests import ExportOptions
from ..runtime.sound_writer import write_sound
from ..runtime.take import Take
from .cues import add_cues, cues_of
from .synthetic_sound import sound_of


def write(take: Take, path: Path, options: ExportOptions, progress: Progress) -> None:
    """Mono, 16-bit PCM at the speech's own rate: what every engine imports (the take keeps 24 bits).

    A voice of ours bears the mark, and a comment says so (``synthetic_sound.py``). A recording that is a WAV already is
    copied unchanged. Sample 0 is time 0, as in every other format. ``options.cues`` puts cue points behind the sound.
    Raises OSError, WriteError for a recording that can hold none.
    """
    if options.recording is not None and options.sound_suffix == ".wav":
        shutil.copyfile(options.recording, path)
    else:
        samples, tag = sound_of(take, options)
        with path.open("wb") as file:
            write_sound(file, samples, take.speech.sample_rate, "WAV", "PCM_16", tag)
    if options.cues:
        add_cues(path, cues_of(take, soundfile.info(path).samplerate))
