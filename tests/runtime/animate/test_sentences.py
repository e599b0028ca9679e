# SPDX-License-Identifier: GPL-3.0-or-later
"""The test sentences hold every English phone at least five times first, in the middle of and last in a word."""

from collections import Counter

from soliloquy.runtime.text.phonemes import phones_of

# Places that English words do not have. Checked vowels (and ʊ but for an unstressed "to") end no word, /h j w/ only
# begin syllables, /ŋ/ begins none, ʊ begins no common word, the flap is between vowels, and an American ɜ has its /ɹ/
# after it.
MISSING = {
    "first": {"ŋ", "ʊ", "ɾ"},
    "middle": set(),
    "last": {"h", "j", "w", "ɪ", "ɛ", "æ", "ʌ", "ʊ", "ɜ", "ɾ"},
}
VOWELS = "i ɪ ɛ æ ɑ ɔ ʌ ə ɜ ʊ u eɪ aɪ aʊ ɔɪ oʊ"
CONSONANTS = "p b m f v θ ð t d n s z l ɹ ɾ ʃ ʒ tʃ dʒ j w k ɡ ŋ h"
ENGLISH = {*VOWELS.split(), *CONSONANTS.split()}


def test_there_are_two_hundred_different_sentences(sentences: list[str]) -> None:
    assert len(sentences) == len(set(sentences)) == 200


def test_every_phone_stands_five_times_in_every_place_it_can(sentences: list[str]) -> None:
    places = {place: Counter[str]() for place in MISSING}
    for _, phones in (word for sentence in sentences for word in phones_of(sentence)):
        sounds = ["ə" if phone == "ɐ" else phone for phone in phones]
        places["first"][sounds[0]] += 1
        places["last"][sounds[-1]] += 1
        places["middle"].update(sounds[1:-1])
    rare = {
        (phone, place): count[phone]
        for place, count in places.items()
        for phone in ENGLISH - MISSING[place]
        if count[phone] < 5
    }
    assert not rare
