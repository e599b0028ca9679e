# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's own pronunciations: a lexicon file, and phonemes written into the text.

A lexicon is a UTF-8 text file, a word a line::

    # comment
    Soliloquy = /səˈlɪləkwi/      # phonemes in IPA between slashes
    sql = sequel                  # or other words to say instead
    [fr]                          # what follows holds for French only
    Renault = /ʁəˈno/

A word in lower case stands for every way of writing it; one with capitals for itself alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError
from ..limits import LEXICON_ENTRIES, LEXICON_WORD_CHARACTERS, SAID_CHARACTERS
from ..phones import KOKORO, KOKORO_MODIFIERS, KOKORO_STRESS
from ..text_file import read_text
from .languages import DEFAULT_LANGUAGE, Language, find_language

_EVERY_LANGUAGE = ""
# IPA of several letters that Kokoro writes as one; the longest first. An affricate's tie bar is left out before.
_IPA_TO_KOKORO: tuple[tuple[str, str], ...] = (
    ("ˈɝ", "ˈɜɹ"), ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("tɕ", "ʨ"), ("dʑ", "ʥ"), ("tʂ", "ꭧ"), ("ts", "ʦ"), ("dz", "ʣ"),
    ("ʈʂ", "ꭧ"), ("ɝ", "ɜɹ"), ("g", "ɡ"), ("'", "ˈ"), ("’", "ˈ"), (":", "ː"), ("ɫ", "l"), ("ɱ", "m"), ("ʍ", "w"),
    ("ɦ", "h"), ("ʀ", "ʁ"), ("ħ", "h"),
)  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """entries: (language code or "" for all, word) -> "/phonemes/" or the words to say."""

    entries: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def look_up(self, word: str, language: str) -> str | None:
        """What to say for a written word: phonemes between slashes, or words; None when it is not listed."""
        for code in (language, language.split("-", maxsplit=1)[0], _EVERY_LANGUAGE):
            for form in (word, word.lower()):
                if (code, form) in self.entries:
                    return self.entries[code, form]
        return None

    def as_plain(self) -> dict[str, str]:
        """The entries as a request and a take keep them: "fr:Renault" -> what is said, in order."""
        return {f"{language}:{word}": said for (language, word), said in sorted(self.entries.items())}

    def words(self, language: str) -> frozenset[str]:
        """The words that hold for a language."""
        codes = {language, language.split("-", maxsplit=1)[0], _EVERY_LANGUAGE}
        return frozenset(word for code, word in self.entries if code in codes)


EMPTY = Lexicon()


def lexicon_of(written: str | Mapping[str, str] | None) -> Lexicon:
    """The lexicon of a request: a file's path, entries as ``Lexicon.as_plain`` gives them, or None for none.

    Raises InputError naming the line, or the entry, of the first mistake.
    """
    if written is None:
        return EMPTY
    if isinstance(written, str):
        return load_lexicon(Path(written))
    entries = {}
    for place, said in written.items():
        language, _, word = place.partition(":")
        _check_entry(word, said, language, f"lexicon entry {place[:LEXICON_WORD_CHARACTERS]!r}")
        entries[language, word] = said
    _check_count(entries, "lexicon")
    return Lexicon(entries)


def load_lexicon(path: Path) -> Lexicon:
    """Read a lexicon file. Raises InputError naming the line of the first mistake."""
    lines = read_text(path).splitlines()
    entries: dict[tuple[str, str], str] = {}
    language = _EVERY_LANGUAGE
    for number, line in enumerate(lines, start=1):
        stripped = re.sub(r"(?:^|\s)#.*", "", line).strip()
        if not stripped:
            continue
        where = f"{path}, line {number}"
        section = re.fullmatch(r"\[(.*)\]", stripped)
        if section:
            language = _language(section[1], where)
            continue
        word, equals, said = (part.strip() for part in stripped.partition("="))
        if not equals or not word or not said or re.search(r"\s", word):
            raise InputError(where, f"{stripped!r} is not a word and how it is said", "Write: word = /phonemes/")
        _check_entry(word, said, language, where)
        entries[language, word] = said
        _check_count(entries, str(path))
    return Lexicon(entries)


def _check_entry(word: str, said: str, language: str, where: str) -> None:
    if len(word) > LEXICON_WORD_CHARACTERS:
        reason = f"has a word of {len(word):,} characters, more than {LEXICON_WORD_CHARACTERS}"
        raise InputError(where, reason, "Write one word before the equals sign")
    if said.startswith("/"):
        read_phonemes(said, find_language(language or DEFAULT_LANGUAGE), where)
    elif len(said) > SAID_CHARACTERS:
        reason = f"says {len(said):,} characters for one word, more than {SAID_CHARACTERS}"
        raise InputError(where, reason, "Say it in fewer words")


def _check_count(entries: Mapping[tuple[str, str], str], where: str) -> None:
    if len(entries) > LEXICON_ENTRIES:
        raise InputError(
            where, f"has more than {LEXICON_ENTRIES:,} words", "Leave out those that are read well without"
        )


def _language(code: str, where: str) -> str:
    try:
        return find_language(code).code if "-" in code else find_language(code).base
    except InputError as error:
        raise InputError(where, f"{error.input_name} {error.reason}", error.hint) from error


def read_phonemes(written: str, language: Language, where: str = "phonemes") -> str:
    """IPA (or Kokoro's own letters) between slashes, in Kokoro's alphabet.

    Raises InputError when there are none or too many, or for a symbol that the voice model has not.
    """
    if len(written) > SAID_CHARACTERS:
        reason = f"has {len(written):,} letters for one word, more than {SAID_CHARACTERS}"
        raise InputError(where[:SAID_CHARACTERS], reason, "Write IPA between slashes: /səˈlɪləkwi/")
    ipa = written.strip().strip("/").replace("\u0361", "").replace("\u035c", "").replace(".", "")
    for theirs, ours in _IPA_TO_KOKORO + language.phoneme_letters:
        ipa = ipa.replace(theirs, ours)
    known = set(KOKORO) | KOKORO_MODIFIERS | set(KOKORO_STRESS) | {" "}
    unknown = sorted(set(ipa) - known)
    if unknown or not set(ipa) & set(KOKORO):
        reason = f"{written} has {unknown[0]!r}, which is no phoneme here" if unknown else f"{written} has no phonemes"
        raise InputError(where, reason, "Write IPA between slashes: /səˈlɪləkwi/")
    return " ".join(ipa.split())
