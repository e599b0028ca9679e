# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters in time become tokens: syllables with their melody, and the pauses between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..phones import KOKORO_STRESS
from ..voice.timing import SOUNDED_SPACE_FRAMES
from .melody import Curves, trend_of
from .splitting import Part, syllables_of
from .token import LONGEST_PAUSE, LONGEST_SYLLABLE, MARKS, Pause, Syllable, Token
from .units import unit_of

SPACE = " "


@dataclass(frozen=True)
class TimedLetter:
    """One letter of the voice model: of word number ``word``, or -1 for a space, a mark or a silence (empty). first,
    last: frames in which it is heard."""

    letter: str
    word: int
    first: int
    last: int


@dataclass
class TokenWriter:
    """Takes the lines of a performance one after the other. tokens: what has come of them so far."""

    curves: Curves
    language: str
    tokens: list[Token] = field(default_factory=list)
    _at: int = 0
    _mark: str = ""
    _ends_line: bool = False

    def line(self, letters: Iterable[TimedLetter]) -> None:
        """A sentence. Its words are parted into syllables; a short space belongs to the syllable before it."""
        word: list[TimedLetter] = []
        for each in letters:
            if each.word >= 0 and each.letter != SPACE:
                if word and word[-1].word != each.word:
                    self._word(word)
                word.append(each)
                continue
            if word and each.letter == SPACE and each.last - each.first <= SOUNDED_SPACE_FRAMES:
                word.append(each)
            self._word(word)
            if each.letter in MARKS:
                self._mark = self._mark or each.letter
        self._word(word)
        self._ends_line = True

    def finish(self, frames: int) -> tuple[Token, ...]:
        """All tokens, with the silence up to the end."""
        self._pause(frames)
        return tuple(self.tokens)

    def _word(self, letters: list[TimedLetter]) -> None:
        spoken = [each for each in letters if each.letter != SPACE]
        parts = syllables_of("".join(each.letter for each in spoken), self.language)
        place = 0
        for number, part in enumerate(parts):
            end = _end_of_part(spoken, place, part)
            own = spoken[place:end]
            last = letters[-1].last if number == len(parts) - 1 else own[-1].last
            self._syllable(part, own, last, starts_word=number == 0)
            place = end
        letters.clear()

    def _syllable(self, part: Part, own: Sequence[TimedLetter], last: int, starts_word: bool) -> None:
        self._pause(own[0].first)
        frames = min(max(1, last - self._at), LONGEST_SYLLABLE)
        pitch = trend_of(self.curves.height, self._at, self._at + frames)
        loudness = trend_of(self.curves.loudness, self._at, self._at + frames)
        unit = unit_of(part)
        stress = max((KOKORO_STRESS.get(each.letter, 0) for each in own), default=0)
        syllable = Syllable(unit.head, unit.rhyme, frames, stress, starts_word, spelled=unit.spelled)
        if pitch is not None:
            syllable = replace(syllable, pitch=pitch.mean, rise=pitch.rise)
        if loudness is not None:
            syllable = replace(syllable, loudness=loudness.mean, swell=loudness.rise)
        self.tokens.append(syllable)
        self._at += frames

    def _pause(self, until: int) -> None:
        """Silence from the last token to the frame ``until``, where there is any or a mark stands for it."""
        left = max(0, until - self._at)
        while left or self._mark or self._ends_line:
            frames = min(left, LONGEST_PAUSE)
            self.tokens.append(Pause(frames, self._mark, self._ends_line))
            self._mark, self._ends_line = "", False
            left -= frames
            self._at += frames


def _end_of_part(spoken: Sequence[TimedLetter], place: int, part: Part) -> int:
    """The letter after a syllable's last one, stress marks within it not counted."""
    missing = len(part.letters)
    while missing:
        missing -= spoken[place].letter not in KOKORO_STRESS
        place += 1
    return place
