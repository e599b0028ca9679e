# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark and the tag of synthetic speech in a file: a sound, or a film's sound."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import soundfile

from ..errors import InputError
from ..listen.recording import read_recording
from ..listen.sound_file import open_sound
from ..speech import Speech
from .detection import SHORTEST_SECONDS, FoundMark, find_mark
from .tag import TAG

FILMS = frozenset({".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi"})


@dataclass(frozen=True)
class Detected:
    """mark: what was found in the sound. tagged: whether the file's metadata say that it is synthetic; a film's are not
    read."""

    mark: FoundMark
    tagged: bool
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain values; times in seconds."""
        return {
            "marked": self.mark.found,
            "tagged": self.tagged,
            "score": round(self.mark.score, 2),
            "chance": float(f"{self.mark.chance:.3g}"),
            "spans": [[round(edge, 2) for edge in span] for span in self.mark.spans],
            "seconds": round(self.mark.seconds, 3),
            "warnings": list(self.warnings),
        }


def detect(path: Path) -> Detected:
    """Look for the mark in a file. Raises InputError as ``read_recording``, and as ``opened_film`` for a film."""
    film = path.suffix.lower() in FILMS
    sound = _sound_of_film(path) if film else read_recording(path)
    mark = find_mark(sound.samples, sound.sample_rate)
    warnings = sound.warnings
    if not mark.found and mark.seconds < SHORTEST_SECONDS:
        warnings += (f"{path.name} lasts {mark.seconds:.1f} s: below {SHORTEST_SECONDS:g} s a mark may be missed",)
    return Detected(mark, not film and _is_tagged(path), warnings)


def _sound_of_film(path: Path) -> Speech:
    from ..capture.opened_film import opened_film

    with opened_film(path) as film, tempfile.TemporaryDirectory() as folder:
        if film.write_sound is None:
            raise InputError(str(path), "is a film without sound", "Give one that has some, or a sound file")
        sound = Path(folder) / "sound.wav"
        film.write_sound(sound)
        return read_recording(sound)


def _is_tagged(path: Path) -> bool:
    try:
        with open_sound(path) as file:
            return TAG in file.comment
    except (soundfile.LibsndfileError, OSError, TypeError):
        return False
