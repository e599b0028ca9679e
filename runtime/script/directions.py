# SPDX-License-Identifier: GPL-3.0-or-later
"""Parentheticals, the words in brackets that tell an actor how, become an emotion and a manner by a table of words."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..requests.direction import EMOTIONS

TABLE = Path(__file__).with_name("directions.toml")
_INTENSITY = {"very": 1.5, "really": 1.5, "extremely": 1.7, "slightly": 0.5, "little": 0.5, "bit": 0.5, "somewhat": 0.6}
"""Chosen by ear: what such a word before another makes of its strength."""
_NEGATIONS = frozenset({"not", "no", "without", "never"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True)
class Played:
    """What a parenthetical asks for. emotion: name to 0..1. manner: empty for none. unknown: it asks for nothing that
    the table knows."""

    emotion: Mapping[str, float] = field(default_factory=dict)
    manner: str = ""

    @property
    def unknown(self) -> bool:
        return not self.emotion and not self.manner


def played(direction: str) -> Played:
    """What ``direction`` asks for: "very angry, shouting" is angry at 1 and the manner shout. A word after "not" says
    nothing."""
    words, manners = _table()
    emotion: dict[str, float] = {}
    manner, scale, negated = "", 1.0, False
    for word in (found[0].replace("’", "'") for found in _WORD.finditer(direction.lower())):
        if word in _NEGATIONS:
            negated = True
        elif word in _INTENSITY:
            scale = _INTENSITY[word]
        elif word in words or word in manners:
            if not negated:
                manner = manners.get(word, manner)
                for name, strength in words.get(word, {}).items():
                    emotion[name] = min(1.0, max(emotion.get(name, 0.0), strength * scale))
            scale, negated = 1.0, False
    return Played({name: round(strength, 3) for name, strength in emotion.items()}, manner)


def emotion_of(word: str) -> Mapping[str, float]:
    """The emotion that a single word asks for, none where the table does not know it."""
    return _table()[0].get(word, {})


@cache
def _table() -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, str]]:
    """Words to emotions, and words to manners; the table is ours, and a test holds that it names what there is."""
    with TABLE.open("rb") as file:
        content = tomllib.load(file)
    emotions: dict[str, dict[str, float]] = {}
    for name, words in content["emotion"].items():
        assert name in EMOTIONS
        for word, strength in words.items():
            emotions.setdefault(word, {})[name] = float(strength)
    manners = {word: manner for manner, words in content["manner"].items() for word in words}
    return emotions, manners
