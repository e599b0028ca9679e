# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the voice."""

from dataclasses import dataclass

from ..text.lexicon import EMPTY, Lexicon
from .prosody import LEVEL, PLAIN, Contours, Prosody


@dataclass(frozen=True)
class VoiceRequest:
    """A text and how it is to be spoken.

    text: of any length up to a million characters, with the marks of ``markup.py`` where wanted. voice: a name or a mix
    ("af_heart:0.6,bf_emma:0.4"). language: None for the voice's own. speed: 0.5..2, 1 as trained. lexicon: the user's
    own pronunciations. prosody: of the whole text; contours: along it. say_emoji: say the names of emoji, which are
    left out else.
    """

    text: str
    voice: str = "af_heart"
    language: str | None = None
    speed: float = 1.0
    lexicon: Lexicon = EMPTY
    prosody: Prosody = PLAIN
    contours: Contours = LEVEL
    say_emoji: bool = False
