# SPDX-License-Identifier: GPL-3.0-or-later
"""The voices: who there is, mixes of them, and files that hold one.

A voice is written as a name ("af_heart"), the path of a file (NAME.voice.npz), or a mix of these
("af_heart:0.6,old_smith.voice.npz:0.4"). ``in_full`` writes a mix with files in it as a text that needs no file.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..errors import InputError, SoliloquyError
from ..text.languages import Language, find_language, language_of_voice
from ..user_file import is_there
from ..weights import weight_path
from .voice_file import FILE_ENDING, VoiceFile, check_parts, read_voice

IN_FULL = "@"
"""Begins what ``full_text`` writes."""
_PIECE = re.compile(rf"(.*{re.escape(FILE_ENDING)}|[^:]*):(.*)", re.DOTALL)
"""A name or a path, and a share. On Windows a path may have a colon."""
_GENDERS = {"f": "female", "m": "male"}


@dataclass(frozen=True)
class Voice:
    """name: Kokoro's ("bf_emma"). language: code of what it speaks. gender: "female" or "male"."""

    name: str
    language: str
    gender: str


@dataclass(frozen=True)
class VoiceMix:
    """parts: voice name -> share, the shares summing to 1; those of a file may be negative. spoken: code of the
    language of the largest part, where that is a file."""

    parts: tuple[tuple[str, float], ...]
    spoken: str = ""

    @property
    def language(self) -> Language:
        """What the largest part speaks."""
        if self.spoken:
            return find_language(self.spoken)
        return language_of_voice(max(self.parts, key=lambda part: part[1])[0])

    def embedding(self, token_count: int) -> Array:
        """The speaker embedding (1, 256) float32, Kokoro's style vector, for a line of ``token_count`` tokens (without
        the two at its ends).

        Mixing is linear in the style space (as the authors of Kokoro mix voices).
        """
        names, styles = _packed()
        row = min(max(token_count - 1, 0), styles.shape[1] - 1)
        parts = [share * styles[names[name], row].astype(np.float32) for name, share in self.parts]
        return np.sum(parts, axis=0, dtype=np.float32)[np.newaxis]


def list_voices() -> tuple[Voice, ...]:
    """All voices, by name."""
    names, _ = _packed()
    return tuple(Voice(name, language_of_voice(name).code, _GENDERS[name[1]]) for name in names)


def parse_voice(text: str) -> VoiceMix:
    """ "af_heart", "af_heart:0.6,bf_emma:0.4" (shares are scaled to sum to 1), the path of a voice file in the place of
    a name, or what ``in_full`` gives.

    Raises InputError for an unknown voice, a file that is none, or a share that is no positive number.
    """
    if text.startswith(IN_FULL):
        return _of_full_text(text)
    mixed = [(_part(name), share) for name, share in _pieces(text)]
    total = sum(share for _, share in mixed)
    shares: dict[str, float] = {}
    for part, share in mixed:
        for name, own in part.parts:
            shares[name] = shares.get(name, 0.0) + own * share / total
    largest, _ = max(mixed, key=lambda each: each[1])
    return VoiceMix(tuple(shares.items()), largest.spoken)


def files_in(text: str) -> tuple[Path, ...]:
    """The files that a voice names. Raises InputError for a share that is none."""
    named = () if text.startswith(IN_FULL) else tuple(name for name, _ in _pieces(text))
    return tuple(Path(name) for name in named if name.endswith(FILE_ENDING))


def seen_from(folder: Path, text: str) -> str:
    """The same voice, its files named as they are found from ``folder``, where a table or a cast lies."""
    if FILE_ENDING not in text or text.startswith(IN_FULL):
        return text
    if text.endswith(FILE_ENDING) and is_there(folder / text):
        return str(folder / text)
    pieces = []
    for name, share in map(_split, text.split(",")):
        found = str(folder / name) if name.endswith(FILE_ENDING) else name
        pieces.append(found if share is None else f"{found}:{share}")
    return ",".join(pieces)


def in_full(text: str) -> str:
    """The voice as a text that says all of it: as it is, where no file is named. Raises as ``parse_voice``."""
    if FILE_ENDING not in text or text.startswith(IN_FULL):
        return text
    mix = parse_voice(text)
    return full_text(VoiceFile(mix.parts, mix.language.code))


def full_text(voice: VoiceFile) -> str:
    """ "@en-us af_alloy:0.02,af_aoede:-0.11,...": what a file holds, as takes keep it."""
    return f"{IN_FULL}{voice.language} " + ",".join(f"{name}:{share:.5f}" for name, share in voice.parts)


def _of_full_text(text: str) -> VoiceMix:
    language, _, shares = text.removeprefix(IN_FULL).partition(" ")
    try:
        parts = {name: float(share) for name, _, share in (each.partition(":") for each in shares.split(","))}
        check_parts(parts)
        find_language(language)
    except (ValueError, SoliloquyError) as error:
        raise InputError(f"voice {text[:40]!r}", f"is no voice in full ({error})", "Name a voice, or a file") from error
    return _known(VoiceMix(tuple(parts.items()), language), f"voice {text[:40]!r}")


def _part(name: str) -> VoiceMix:
    if not name.endswith(FILE_ENDING):
        return _known(VoiceMix(((name, 1.0),)), f"voice {name!r}")
    file = read_voice(Path(name))
    return _known(VoiceMix(file.parts, file.language), name)


def _known(mix: VoiceMix, shown: str) -> VoiceMix:
    """The mix itself. Raises InputError for a voice that is not there."""
    names, _ = _packed()
    for name, _share in mix.parts:
        if name not in names:
            near = ", ".join(known for known in names if known[:2] == name[:2])
            hint = f"Use one of: {near}" if near else "`soliloquy voices` lists those that there are"
            raise InputError(shown, "is not known", hint)
    return mix


def _pieces(text: str) -> Iterator[tuple[str, float]]:
    """Each name or path with its share. Raises InputError."""
    if text.endswith(FILE_ENDING) and "," in text and is_there(Path(text)):
        yield text, 1.0
        return
    for piece in text.split(","):
        name, share = _split(piece)
        try:
            value = float(share or "1")
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value > 0):
            raise InputError(f"voice {piece.strip()!r}", "has no positive share", "Write af_heart:0.6,bf_emma:0.4")
        yield name, value


def _split(piece: str) -> tuple[str, str | None]:
    """A name or a path, and its share as it is written, where one is."""
    found = None if piece.strip().endswith(FILE_ENDING) else _PIECE.fullmatch(piece.strip())
    return (piece.strip(), None) if found is None else (found[1].strip(), found[2])


@cache
def _packed() -> tuple[dict[str, int], Array]:
    with np.load(weight_path("voices"), allow_pickle=False) as arrays:
        return {str(name): index for index, name in enumerate(arrays["names"])}, arrays["styles"]
