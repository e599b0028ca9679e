# SPDX-License-Identifier: GPL-3.0-or-later
"""eSpeak NG as a grapheme-to-phoneme converter, through the library that espeakng-loader ships.

Only ``espeak_TextToPhonemes`` of its C interface (speak_lib.h) is used; no sound is made by it.
"""

import ctypes
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..errors import InputError, SetupError

_AUDIO_OUTPUT_RETRIEVAL = 1
_DO_NOT_EXIT_ON_ERROR = 0x8000
"""speak_lib.h: espeakINITIALIZE_DONT_EXIT."""
_UTF8 = 1
# speak_lib.h: bit 1 asks for IPA, bit 7 for the tie of bits 8-23 between the letters of one phoneme.
_TIE = "^"
_IPA_WITH_TIES = 0x02 | 0x80 | (ord(_TIE) << 8)
# eSpeak NG 1.52 writes beyond its own arrays, and the process dies, where a word becomes too many phonemes: 60
# syllables of "a.m.a.m.", or signs of a foreign script, each said by its name. Within these numbers it did not, in
# some ten thousand clauses made by chance for it (tests/runtime/text/test_any_text.py makes more).
_FOREIGN = re.compile("[^\x00-\u024f\u0900-\u097f\u1e00-\u1eff\u2010-\u2044\u20a0-\u20bf]")
_MOST_FOREIGN = 4
_LONGEST_TOKEN = 60
_MOST_STOPS = 6
_DOTTED_PIECE = 10
_lock = threading.Lock()


def ipa(clause: str, voice: str) -> str:
    """IPA of one clause without punctuation, phonemes of several letters tied with "^", words by spaces.

    Raises SetupError when eSpeak NG cannot be loaded, InputError when it does not know the voice.
    """
    with _lock:
        library = _library()
        if library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise InputError(f"language {voice!r}", "is not known to eSpeak NG", "Use another language")
        parts = [said for part in _safe_parts(clause) for said in _said(library, part)]
    return " ".join(part for part in parts if part)


def _said(library: ctypes.CDLL, part: str) -> Iterator[str]:
    text = ctypes.c_char_p(part.encode(errors="ignore"))
    position = ctypes.pointer(ctypes.cast(text, ctypes.c_void_p))
    while position.contents.value:
        said = library.espeak_TextToPhonemes(position, _UTF8, _IPA_WITH_TIES)
        yield (said or b"").decode(errors="ignore").strip()


def _safe_parts(clause: str) -> list[str]:
    """The clause itself, or, where it could overflow, its tokens one by one: long ones in pieces, foreign signs out."""
    tokens = clause.split()
    if len(_FOREIGN.findall(clause)) <= _MOST_FOREIGN and all(map(_is_usual, tokens)):
        return [clause]
    parts = []
    for token in _FOREIGN.sub(" ", clause).split():
        step = _DOTTED_PIECE if token.count(".") > _MOST_STOPS else _LONGEST_TOKEN
        parts += [token[start : start + step] for start in range(0, len(token), step)]
    return parts


def _is_usual(token: str) -> bool:
    return len(token) <= _LONGEST_TOKEN and token.count(".") <= _MOST_STOPS


@cache
def _library() -> ctypes.CDLL:
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = _short_path(Path(espeakng_loader.get_data_path()))
    except (ImportError, OSError) as error:
        raise SetupError("eSpeak NG", f"cannot be loaded ({error})", "Run `make` again") from error
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
    rate = library.espeak_Initialize(_AUDIO_OUTPUT_RETRIEVAL, 0, str(data.parent).encode(), _DO_NOT_EXIT_ON_ERROR)
    if rate <= 0:
        raise SetupError(str(data), "eSpeak NG cannot read its data here", "Run `make` again")
    return library


def _short_path(data: Path) -> Path:
    """eSpeak NG keeps its data path in 160 bytes: a longer one is reached through a link."""
    if len(os.fsencode(data)) < 150:
        return data
    link = Path(tempfile.mkdtemp(prefix="espeak-")) / data.name
    link.symlink_to(data, target_is_directory=True)
    return link
