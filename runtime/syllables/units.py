# SPDX-License-Identifier: GPL-3.0-or-later
"""Which syllable a token says: two tables of 1,024, of beginnings and of rhymes.

training/syllables/count_units.py counts them in the texts that our voices are trained with and in the pronouncing
dictionaries, and writes models/syllable_units.json. What they lack is spelled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..errors import SetupError
from ..json_text import parse_json
from ..phones import KOKORO_STRESS
from ..voice.kokoro import VOCABULARY
from ..weights import weight_path
from .splitting import Part, is_vowel
from .syl_file import MOST_SPELLED
from .token import Syllable

TABLE_SIZE = 1024
"""Heads, and rhymes, that the ten bits of each have numbers for."""
_LETTERS = {token: letter for letter, token in VOCABULARY.items()}
_STRESS_MARKS = {stress: mark for mark, stress in KOKORO_STRESS.items()}
_VALUES = 100_000
"""In the table's JSON, as ``parse_json`` counts them. Chosen by hand."""


@dataclass(frozen=True)
class Units:
    """heads, rhymes: letters by their number. Both begin with the empty one."""

    heads: tuple[str, ...]
    rhymes: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """What of a ``Syllable`` says which one it is; spelled is empty where the tables have it."""

    head: int
    rhyme: int
    spelled: tuple[int, ...] = ()


def unit_of(part: Part) -> Unit:
    """The numbers of a syllable's two parts, or its letters where one of them is in no table."""
    heads, rhymes = _numbers()
    if part.head in heads and part.rhyme in rhymes:
        return Unit(heads[part.head], rhymes[part.rhyme])
    return Unit(0, 0, tuple(VOCABULARY[letter] for letter in part.letters[:MOST_SPELLED]))


def letters_of(syllable: Syllable) -> str:
    """The voice model's letters of a syllable, its stress mark before the vowel; none for numbers that mean nothing."""
    if syllable.spelled:
        letters = "".join(_LETTERS.get(token, "") for token in syllable.spelled)
        vowel = next((place for place, letter in enumerate(letters) if is_vowel(letter)), len(letters))
        head, rhyme = letters[:vowel], letters[vowel:]
    else:
        units = shipped_units()
        head, rhyme = _at(units.heads, syllable.head), _at(units.rhymes, syllable.rhyme)
    mark = _STRESS_MARKS.get(syllable.stress, "") if rhyme else ""
    return head + mark + rhyme


def _at(table: Sequence[str], number: int) -> str:
    return table[number] if number < len(table) else ""


@cache
def shipped_units() -> Units:
    """The tables in models/. Raises SetupError where they are missing or altered."""
    path = weight_path("syllable_units")
    try:
        read = parse_json(path.read_bytes(), _VALUES)
        return Units(tuple(read["heads"]), tuple(read["rhymes"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetupError(str(path), f"cannot be read ({error})", "Install Soliloquy again") from error


@cache
def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    units = shipped_units()
    return {text: number for number, text in enumerate(units.heads)}, {
        text: number for number, text in enumerate(units.rhymes)
    }
