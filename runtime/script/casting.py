# SPDX-License-Identifier: GPL-3.0-or-later
"""Everybody in a script gets a voice: the one that the cast names, or one that no other has, the same in every run."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ..errors import InputError
from ..text.languages import DEFAULT_LANGUAGE
from ..voice.voices import Voice, parse_voice
from .cast import Cast, Part, known_as
from .line import Line

_OTHER_SHARE = 0.4
"""Of the second voice in a mix, chosen by eye: the first still leads, and two mixes with it differ."""
_GENDERS = ("female", "male")


@dataclass(frozen=True)
class Chosen:
    """A voice for a character that the cast gives none. language: of what it says."""

    character: str
    language: str
    voice: str

    @property
    def note(self) -> str:
        """What is to be said of it."""
        who = self.character or "(nobody)"
        return f"{who} has no voice in the cast; in {self.language} it is {self.voice}"


def language_of(line: Line, cast: Cast) -> str:
    """What a line is said in: what its row says, else its character's language, else that of its voice."""
    if line.language is not None:
        return line.language
    part = cast.part(line.character, "")
    if part.language is not None:
        return part.language
    named = line.voice or part.voice
    return _language_of_voice(named) or DEFAULT_LANGUAGE


def _language_of_voice(named: str | None) -> str | None:
    """None for a voice that is none, which the line's request says."""
    with suppress(InputError):
        return parse_voice(named).language.code if named else None
    return None


def chosen_voices(lines: Sequence[Line], cast: Cast, voices: Sequence[Voice]) -> Mapping[tuple[str, str], Chosen]:
    """A voice for each character and language of ``lines`` for which neither row nor cast names one, by
    ``known_as(character)`` and language.

    Nobody else has it, not in another language either. A character's gender is the same in all its languages. The
    order is that of the names, so the voices do not hang on the order of the lines.
    """
    wanted: dict[tuple[str, str], str] = {}
    for line in lines:
        language = language_of(line, cast)
        if line.text is not None and line.voice is None and not cast.part(line.character, language).names_voice:
            wanted.setdefault((known_as(line.character), language), line.character)
    taken = set(_named_voices(lines, cast))
    found = {}
    for (name, language), character in sorted(wanted.items()):
        gender = cast.part(character, language).gender or _gender_by_name(name)
        voice = next(voice for voice in _candidates(name, language, gender, voices) if voice not in taken)
        taken.add(voice)
        found[name, language] = Chosen(character, language, voice)
    return found


def _named_voices(lines: Iterable[Line], cast: Cast) -> Iterator[str]:
    parts: list[Part] = [cast.everybody, *cast.parts.values(), *cast.languages.values()]
    for named in (*(part.voice for part in parts), *(line.voice for line in lines)):
        if named is not None:
            yield named.strip()


def _candidates(name: str, language: str, gender: str, voices: Sequence[Voice]) -> Iterator[str]:
    """Voices for a character, the likeliest first: those of the language, mixes with one of them, those of others that
    speak it with their accent, any mix, and at last mixes of any shares, which do not run out."""
    own = _by_name(name, [voice.name for voice in voices if (voice.language, voice.gender) == (language, gender)])
    others = _by_name(name, [voice.name for voice in voices if voice.gender == gender and voice.language != language])
    yield from own
    for first in own:
        yield from (_mix(first, second, _OTHER_SHARE) for second in (*own, *others) if second != first)
    yield from others
    everybody = [*own, *others]
    for step in range(1, 10**6):
        share = _OTHER_SHARE - _OTHER_SHARE * step / (step + 1) / 2
        for first in everybody:
            yield from (_mix(first, second, share) for second in everybody if second != first)


def _mix(first: str, second: str, share: float) -> str:
    return f"{first}:{1 - share:.6g},{second}:{share:.6g}"


def _by_name(name: str, voices: Iterable[str]) -> list[str]:
    """Another order for each character, so that two casts do not all begin with the same voice."""
    return sorted(voices, key=lambda voice: hashlib.sha256(f"{name}\n{voice}".encode(errors="replace")).digest())


def _gender_by_name(name: str) -> str:
    return _GENDERS[hashlib.sha256(name.encode(errors="replace")).digest()[0] % 2]
