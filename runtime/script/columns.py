# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a script: what each may be called, and which hold a language."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from ..errors import InputError
from ..text.meant_languages import meant_language

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("line id", "key", "line key", "cue", "identifier"),
    "character": ("speaker", "name", "role", "actor", "who", "character name", "speaker name"),
    "text": ("line", "dialogue", "dialog", "words", "line text", "dialogue text", "source string"),
    "audio": ("file", "sound", "recording", "wav", "audio file"),
    "transcript": ("said",),
    "language": ("lang", "locale"),
    "emotion": ("mood", "feeling"),
    "seed": (),
    "variation": ("vary",),
    "voice": (),
    "head": ("face", "identity"),
    "style": (),
    "manner": ("delivery",),
    "speed": ("pace",),
    "pitch": (),
    "start": ("in", "begin", "start time"),
    "end": ("out", "end time"),
    "length": ("duration", "seconds"),
    "gap": ("pause", "pause before", "gap before"),
    "edits": ("edits file",),
    "direction": ("parenthetical", "note to actor", "acting"),
}
"""Each column by its name, with other words that studios use for it."""

PER_LANGUAGE = ("text", "audio", "transcript")
_BY_WORD = {word: name for name, words in COLUMNS.items() for word in (name, *words)}
_UNSEEN = "\ufeff\u200b\u2060"
"""What nobody sees at the ends of cells: spaces without width, and marks of an encoding where files were joined."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Column:
    """header: as it is written. name: in ``COLUMNS``, empty for one that we do not know. language: a code, empty for a
    column of no language of its own. note: what is to be said of it."""

    header: str
    name: str
    language: str = ""
    note: str = ""


def bare(cell: str) -> str:
    """A cell without spaces at its ends, be they seen or not."""
    return cell.strip().strip(_UNSEEN).strip()


def column_of(header: str) -> Column:
    """What a header means: "Line ID" and "LineID" are id, "text_fr", "Text (fr)", "French" and "fr" alone are the text
    in French.

    A word that names a column of ours is that column, so "in" is a time and no language.
    """
    plain = unicodedata.normalize("NFKC", bare(header))  # letters of full width are those letters
    words = " ".join(re.split(r"[\s_\-./]+", _HUMP.sub(" ", plain).lower())).strip()
    if words in _BY_WORD:
        return Column(header, _BY_WORD[words])
    if (column := _of_language(header, "text", words)) is not None:
        return column
    parts = re.sub(r"[\[\]()]", " ", words).split()
    for at in range(1, len(parts)):
        before, after = " ".join(parts[:at]), " ".join(parts[at:])
        for word, language in ((before, after), (after, before)):
            name = _BY_WORD.get(word, "")
            if name in PER_LANGUAGE and (column := _of_language(header, name, language)) is not None:
                return column
    return Column(header, "")


def _of_language(header: str, name: str, language: str) -> Column | None:
    with suppress(InputError):
        meant = meant_language(language.replace(" ", "-"))
        return Column(header, name, meant.language.code, meant.note(header) if meant.nearest else "")
    return None
