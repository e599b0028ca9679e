# SPDX-License-Identifier: GPL-3.0-or-later
"""eSpeak NG as a grapheme-to-phoneme converter, through the library that espeakng-loader ships.

Only ``espeak_TextToPhonemes`` of its C interface (speak_lib.h) is used; no sound is made by it.
"""

import ctypes
import os
import tempfile
import threading
from functools import cache
from pathlib import Path

from ..errors import InputError, SetupError

_AUDIO_OUTPUT_RETRIEVAL = 1
_DO_NOT_EXIT_ON_ERROR = 0x8000
_UTF8 = 1
# speak_lib.h: bit 1 asks for IPA, bit 7 for the tie of bits 8-23 between the letters of one phoneme.
_TIE = "^"
_IPA_WITH_TIES = 0x02 | 0x80 | (ord(_TIE) << 8)
_lock = threading.Lock()


def ipa(clause: str, voice: str) -> str:
    """IPA of one clause without punctuation, phonemes of several letters tied with "^", words by spaces.

    Raises SetupError when eSpeak NG cannot be loaded, InputError when it does not know the voice.
    """
    with _lock:
        library = _library()
        if library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise InputError(f"language {voice!r}", "is not known to eSpeak NG", "Use another language")
        text = ctypes.c_char_p(clause.encode())
        position = ctypes.pointer(ctypes.cast(text, ctypes.c_void_p))
        parts = []
        while position.contents.value:
            said = library.espeak_TextToPhonemes(position, _UTF8, _IPA_WITH_TIES)
            parts.append((said or b"").decode(errors="ignore").strip())
    return " ".join(part for part in parts if part)


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
