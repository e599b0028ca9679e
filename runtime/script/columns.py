# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a script: what each may be called, and which hold a language."""

import re
from dataclasses import dataclass

from ..errors import InputError
from ..text.languages import find_language

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
_WITH_LANGUAGE = re.compile(r"(.+?) ?[\[(]([a-z]{2,3}(?:[ -][a-z]{2,4})?)[\])]|(.+?) ([a-z]{2,3}(?: [a-z]{2,4})?)")


@dataclass(frozen=True)
class Column:
    """header: as it is written. name: in ``COLUMNS``, empty for one that we do not know. language: a code, empty for a
    column of no language of its own."""

    header: str
    name: str
    language: str = ""


def bare(cell: str) -> str:
    """A cell without spaces at its ends, be they seen or not."""
    return cell.strip().strip(_UNSEEN).strip()


def column_of(header: str) -> Column:
    """What a header means: "Line ID" and "LineID" are id, "text_fr", "Text (fr)" and "fr" alone are the text in French.

    A word that names a column of ours is that column, so "in" is a time and no language.
    """
    words = " ".join(re.split(r"[\s_\-./]+", _HUMP.sub(" ", bare(header)).lower())).strip()
    if words in _BY_WORD:
        return Column(header, _BY_WORD[words])
    language = _language(words)
    if language:
        return Column(header, "text", language)
    found = _WITH_LANGUAGE.fullmatch(words)
    if found is not None:
        name = _BY_WORD.get(found[1] or found[3], "")
        language = _language(found[2] or found[4])
        if name in PER_LANGUAGE and language:
            return Column(header, name, language)
    return Column(header, "")


def _language(words: str) -> str:
    try:
        return find_language(words.replace(" ", "-")).code
    except InputError:
        return ""
