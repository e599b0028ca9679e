# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens as lines that the voice model can say: their letters, and which token each letter belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..phones import phones_in
from ..voice.kokoro import MAXIMUM_TOKENS
from ..voice.timing import QUICK_TOKENS, Line
from .token import Pause, Token
from .units import letters_of
from .writing import SPACE

_LONGEST_LINE = MAXIMUM_TOKENS - 80
"""Letters after which a line ends at the next word: one syllable more still fits."""


@dataclass(frozen=True)
class SpelledLine:
    """tokens: of this line, from its first syllable to its last. owners: of each letter of ``line`` the number of its
    token, -1 for the mark at the end. before, after: frames of silence around it; after is none in the midst of speech.
    """

    line: Line
    tokens: tuple[Token, ...]
    owners: tuple[int, ...]
    before: int
    after: int

    @property
    def letters_before_end(self) -> int:
        """How many letters belong to a token."""
        return sum(owner >= 0 for owner in self.owners)


def spelled_lines(tokens: Sequence[Token], *, quick_start: bool = False) -> list[SpelledLine]:
    """The lines that have something to say. quick_start: the first one is short, so that its sound is there soon."""
    groups, gaps = _groups(tokens, quick_start)
    return [_spelled(group, before, after) for group, before, after in zip(groups, gaps, gaps[1:], strict=False)]


@dataclass
class _Group:
    """Tokens of one line from its first syllable to its last, and the mark at its end."""

    tokens: list[Token] = field(default_factory=list)
    mark: str = ""
    letters: int = 0


def _most_letters(is_short: bool, at_a_pause: bool) -> int:
    """Letters after which a line ends at the next word; a short one earlier, where there is a pause anyway."""
    if not is_short:
        return _LONGEST_LINE
    return QUICK_TOKENS // 2 if at_a_pause else QUICK_TOKENS


def _groups(tokens: Sequence[Token], quick_start: bool) -> tuple[list[_Group], list[int]]:
    """Each line's tokens, and the frames of silence before, between and after them."""
    groups: list[_Group] = []
    gaps, waiting = [0], [Pause(0)]
    open_line = False
    for token in tokens:
        # Numbers of a later table say nothing that can be said.
        if isinstance(token, Pause) or not phones_in(letters_of(token)):
            pause = token if isinstance(token, Pause) else Pause(token.frames)
            waiting.append(pause)
            if pause.ends_line and open_line:
                groups[-1].mark, open_line = _mark_of(waiting), False
            continue
        most = _most_letters(quick_start and len(groups) == 1, at_a_pause=bool(waiting))
        if open_line and token.starts_word and groups[-1].letters > most:
            groups[-1].mark, open_line = _mark_of(waiting), False
        if open_line:
            groups[-1].tokens += waiting
        else:
            gaps[-1] += sum(pause.frames for pause in waiting)
            groups.append(_Group())
            gaps.append(0)
            open_line = True
        waiting = []
        # As in a file, where none lasts no time.
        groups[-1].tokens.append(replace(token, frames=max(1, token.frames)))
        groups[-1].letters += len(letters_of(token)) + 2
    gaps[-1] += sum(pause.frames for pause in waiting)
    if open_line:
        groups[-1].mark = _mark_of(waiting)
    return groups, gaps


def _mark_of(pauses: Sequence[Pause]) -> str:
    return next((pause.mark for pause in pauses if pause.mark), "")


def _spelled(group: _Group, before: int, after: int) -> SpelledLine:
    letters: list[str] = []
    owners: list[int] = []
    word_of: list[int] = []
    word = -1

    def add(text: str, owner: int, of_word: int) -> None:
        letters.extend(text)
        owners.extend([owner] * len(text))
        word_of.extend([of_word] * len(text))

    for number, token in enumerate(group.tokens):
        if isinstance(token, Pause):
            add(token.mark + (SPACE if not letters or letters[-1] != SPACE else ""), number, -1)
            continue
        if token.starts_word or word < 0:
            word += 1
            if letters and letters[-1] != SPACE:
                add(SPACE, number - 1, -1)
        add(letters_of(token), number, word)
    if group.mark:
        add(group.mark, -1, -1)
    said = "".join(letters)
    return SpelledLine(
        Line(said, tuple(word_of), _words(said, word_of)), tuple(group.tokens), tuple(owners), before, after
    )


def _words(letters: str, word_of: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Each word as its phones in IPA: how it was written, the tokens do not say."""
    count = max(word_of, default=-1) + 1
    spoken = [
        "".join(letter for letter, word in zip(letters, word_of, strict=True) if word == each) for each in range(count)
    ]
    return tuple(("".join(phones_in(word)), "") for word in spoken)
