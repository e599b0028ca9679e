# SPDX-License-Identifier: GPL-3.0-or-later
"""Emoji said by their names: those of the Unicode CLDR, in the language where the package ``emoji`` has them."""

import re
from collections.abc import Iterator

from .languages import find_language
from .writing import PHONEMES

_ENGLISH = "en"


def with_emoji_named(text: str, language: str) -> str:
    """Each emoji as its name, parted from the words beside it by commas; a row of one and the same is named once.

    Names are in the language; in Hindi, which the package lacks, in English. Raises InputError for an unknown language.
    """
    code = find_language(language).base
    # Tones that are written into the text are arrows, which are emoji too.
    pieces = PHONEMES.split(text)
    pieces[::2] = ["".join(_named(piece, code)) for piece in pieces[::2]]
    return "".join(pieces)


def _named(text: str, code: str) -> Iterator[str]:
    import emoji

    known = code if code in emoji.LANGUAGES else _ENGLISH
    at, before = 0, ""
    for found in emoji.emoji_list(text):
        between = text[at : found["match_start"]]
        at = found["match_end"]
        if found["emoji"] == before and not between.strip():
            continue
        yield between
        if re.search(r"\w\s*$", between) or (before and not between.strip()):
            yield ","
        name = emoji.demojize(found["emoji"], delimiters=("", ""), language=known).replace("_", " ")
        yield f" {name}"
        before = found["emoji"]
        if re.match(r"\s*\w", text[at:][:80]):
            yield ", "
    yield text[at:]
