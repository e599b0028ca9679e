# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice as a file, NAME.voice.npz: the shares of all voices in it, and the language that it speaks by itself.

It holds no picture and nothing of a face, and can be shared and mixed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..archives import Archive, array_of, npz_of
from ..arrays import Array
from ..json_text import parse_json
from ..limits import VOICE_BYTES
from ..text.languages import LANGUAGES
from ..user_archive import user_archive
from ..whole_file import whole_file

FILE_ENDING = ".voice.npz"
MOST_SHARES = 10.0
"""Of the shares' sizes together, where a voice alone has 1: beyond, a mix is no sound that a person could make. Chosen
by hand."""
_ABOUT, _SHARES = "about", "shares"
_VALUES = 1000
"""In the JSON of a file, as ``parse_json`` counts them; ours has a dozen. Chosen by hand."""
_HINT = f"Make it with `soliloquy voice-from-face --out NAME{FILE_ENDING}` or `soliloquy voice`"


@dataclass(frozen=True)
class VoiceFile:
    """parts: voice -> share; they sum to 1, and may be negative. language: a code."""

    parts: tuple[tuple[str, float], ...]
    language: str


def write_voice(path: Path, voice: VoiceFile) -> None:
    """Write a file, complete or not at all: the same voice, the same bytes. Raises OSError."""
    about = {"language": voice.language, "names": [name for name, _ in voice.parts]}
    arrays: dict[str, Array] = {
        _ABOUT: np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8),
        _SHARES: np.array([share for _, share in voice.parts], np.float64),
    }
    with whole_file(path) as part:
        part.write_bytes(npz_of(arrays))


def read_voice(path: Path) -> VoiceFile:
    """A file that ``write_voice`` wrote. Raises InputError for one that is none."""
    with user_archive(path, "voice", VOICE_BYTES, _HINT) as archive:
        return _voice(archive)


def check_parts(parts: Mapping[str, float]) -> None:
    """Raises ValueError where shares of voices are no voice together."""
    sizes = np.abs(list(parts.values()))
    if not np.isfinite(sizes).all() or sizes.max(initial=0.0) > MOST_SHARES or sizes.sum() > MOST_SHARES:
        raise ValueError(f"its shares are larger than {MOST_SHARES:g} together, or are no numbers")
    if abs(sum(parts.values()) - 1.0) > 0.01:
        raise ValueError("its shares do not sum to 1")


def _voice(archive: Archive) -> VoiceFile:
    if set(archive.entries) != {f"{_ABOUT}.npy", f"{_SHARES}.npy"}:
        raise ValueError("it does not hold what a voice has")
    about = parse_json(array_of(archive.read(f"{_ABOUT}.npy"), ("|u1",)).tobytes(), _VALUES)
    shares = array_of(archive.read(f"{_SHARES}.npy"), ("<f8",))
    if not isinstance(about, dict):
        raise ValueError("it says nothing of its voices")
    names, language = about.get("names"), about.get("language")
    if language not in {each.code for each in LANGUAGES}:
        raise ValueError("it names no language that is spoken here")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len(set(names)) != len(names):
        raise ValueError("it names no voices")
    if shares.shape != (len(names),):
        raise ValueError("it does not have a share for each voice")
    parts = dict(zip(names, shares.tolist(), strict=True))
    check_parts(parts)
    return VoiceFile(tuple(parts.items()), language)
