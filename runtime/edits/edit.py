# SPDX-License-Identifier: GPL-3.0-or-later
"""The edits: what each one is, where it holds, and how it is called."""

from dataclasses import dataclass, field

LEVELS = ("strong", "moderate", "reduced")
"""How a word may be stressed: names of ``runtime.voice.prosody.EMPHASIS``."""
STEP_SECONDS = 0.025
"""In which the voice's own durations go."""


@dataclass(frozen=True)
class Place:
    """A word, or a phone in it, of what is said before any edit.

    word: its number, counted from 0; None where its text alone says which it is. text: the word's own. occurrence: the
    how manyeth of that text it is, counted from 1. phone: number of the phone in the word as it is said, counted from
    0; None for the word itself. ipa: that phone's own symbol, empty where it does not matter.
    """

    word: int | None
    text: str = ""
    occurrence: int = 1
    phone: int | None = None
    ipa: str = ""

    @property
    def shown(self) -> str:
        word = f'"{self.text}"' if self.text else f"word {self.word}"
        if self.occurrence > 1:
            word += f" ({self.occurrence})"
        if self.phone is None:
            return word
        return f"phone {self.phone}{f' ({self.ipa})' if self.ipa else ''} of {word}"


@dataclass(frozen=True)
class MoveEdge:
    """The start or the end of a word or phone comes later by so many seconds, below 0 earlier; what lies beside it
    gives way."""

    at: Place
    edge: str
    seconds: float

    @property
    def shown(self) -> str:
        return f"move the {self.edge} of {self.at.shown} by {self.seconds * 1000:+.0f} ms"


@dataclass(frozen=True)
class Split:
    """A word becomes two words, or a phone two phones. into: their texts, or their IPA. share: of its time that the
    first one takes, 0..1; the voice takes its own time."""

    at: Place
    into: tuple[str, str]
    share: float = 0.5

    @property
    def shown(self) -> str:
        return f'split {self.at.shown} into "{self.into[0]}" and "{self.into[1]}"'


@dataclass(frozen=True)
class Retype:
    """A word is another text, or the phones in IPA between slashes; a phone is another one, in IPA."""

    at: Place
    to: str

    @property
    def shown(self) -> str:
        return f'retype {self.at.shown} as "{self.to}"'


@dataclass(frozen=True)
class Stress:
    """A word is said with one of ``LEVELS``."""

    at: Place
    level: str = "strong"

    @property
    def shown(self) -> str:
        return f"stress {self.at.shown}"


@dataclass(frozen=True)
class Closure:
    """The lips meet at a phone whatever it is, or stay apart at one where they would meet."""

    at: Place
    closed: bool

    @property
    def shown(self) -> str:
        return f"{'close the lips' if self.closed else 'keep the lips apart'} at {self.at.shown}"


@dataclass(frozen=True)
class Hold:
    """One of ARKit's shapes is held at an amount, 0..1, from the start of ``at`` to the end of ``until`` (None for the
    end of ``at``)."""

    at: Place
    shape: str
    amount: float
    until: Place | None = None

    @property
    def shown(self) -> str:
        return f"hold {self.shape} at {self.at.shown}"


@dataclass(frozen=True)
class Pause:
    """Silence of so many seconds after a word."""

    at: Place
    seconds: float

    @property
    def shown(self) -> str:
        return f"pause after {self.at.shown}"


@dataclass(frozen=True)
class MuteBlink:
    """No blink while a word is said."""

    at: Place

    @property
    def shown(self) -> str:
        return f"no blink at {self.at.shown}"


@dataclass(frozen=True)
class EmotionKey:
    """From one of these to the next the emotion goes straight over to ``strength``: 0..2 times as strong as was asked
    for; of one ``emotion`` alone 0..1, in the place of what was asked of that. share: where it lies, at 0 where the
    word begins, at 1 where the next one does (after the last: where the sound ends), at -1 where the one before does
    (before the first: where the sound begins)."""

    at: Place
    strength: float
    emotion: str = ""
    share: float = 0.0

    @property
    def shown(self) -> str:
        return f"{self.emotion or 'emotion'} {self.strength:g} at {self.at.shown}"


Edit = MoveEdge | Split | Retype | Stress | Closure | Hold | Pause | MuteBlink | EmotionKey
HEARD = (MoveEdge, Split, Retype, Stress, Pause)
"""Those that change the sound of a text; the others change the face alone."""


@dataclass(frozen=True)
class Edits:
    """words: of the performance that the places were set in, before any edit; empty where they are not known. said: for
    each word of that take the number of the word in ``words`` that it came of."""

    edits: tuple[Edit, ...] = ()
    words: tuple[str, ...] = ()
    said: tuple[int, ...] = field(default=(), compare=False)


NO_EDITS = Edits()


def left_out(edit: Edit, reason: str) -> str:
    """The warning for an edit that is not honoured."""
    return f"edit left out, {edit.shown}: {reason}"
