# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the voice."""

from collections.abc import Mapping
from dataclasses import dataclass

from .kinds import CURVE, WORDS, Curve
from .option import Choice
from .options import REQUIRED, check_options, option

SPEED, PITCH, ENERGY = (0.5, 2.0), (-12.0, 12.0), (-20.0, 12.0)
"""Least and most of what may be asked of the voice; beyond, it no longer sounds like a person (chosen by ear)."""
_CURVE = "along the text, PLACE:VALUE ... with places from 0 to 1"


@dataclass(frozen=True)
class VoiceRequest:
    """A text and how it is to be spoken.

    text: up to a million characters (60,000 for a take), with the marks of ``runtime.voice.markup``. voice: a
    name or a mix ("af_heart:0.6,bf_emma:0.4"). language: None for the voice's own. speed: 1 as trained. pitch:
    semitones. pitch_range: times the melody's distance from the line's median pitch. energy: dB. The curves add to
    these. lexicon: a lexicon file's path, or its entries as a take keeps them ("fr:Renault" -> "/ʁəˈno/"), None for
    none. Raises UsageError for what is beyond the limits.
    """

    text: str = option(
        REQUIRED, "what to say, with SSML marks where wanted", metavar="TEXT", positional=True, read_from_file=True
    )
    voice: str = option("af_heart", "a name, or a mix: af_heart:0.6,bf_emma:0.4", register="voice")
    language: str | None = option(None, "of the text; by default the voice's own", register="language")
    speed: float = option(1.0, "how fast it is said", label="Speed", panel="voice", limits=SPEED, unit="times")
    pitch: float = option(
        0.0,
        "semitones higher or lower than the voice speaks by itself",
        label="Pitch",
        panel="voice",
        limits=PITCH,
        soft_limits=(-6.0, 6.0),
        unit="semitones",
    )
    pitch_range: float = option(
        1.0,
        "how far the melody goes: 0 is a monotone",
        label="Pitch Range",
        panel="voice",
        limits=(0.0, 3.0),
        unit="times",
    )
    energy: float = option(
        0.0,
        "decibels louder or quieter",
        label="Energy",
        panel="voice",
        limits=ENERGY,
        soft_limits=(-10.0, 10.0),
        unit="dB",
    )
    manner: str = option(
        "normal",
        "how the whole text is said",
        label="Manner",
        panel="voice",
        choices=(
            Choice("normal", "Normal", "As the voice speaks by itself"),
            Choice("shout", "Shout", "Higher, louder and brighter"),
            Choice("whisper", "Whisper", "Breath alone, without a pitch"),
        ),
    )
    speed_curve: Curve = option((), f"times as fast {_CURVE}", kind=CURVE, limits=SPEED, metavar='"P:X ..."')
    pitch_curve: Curve = option((), f"semitones {_CURVE}", kind=CURVE, limits=PITCH, metavar='"P:ST ..."')
    energy_curve: Curve = option((), f"decibels {_CURVE}", kind=CURVE, limits=ENERGY, metavar='"P:DB ..."')
    lexicon: str | Mapping[str, str] | None = option(
        None,
        "a text file with your own pronunciations, a word a line: Soliloquy = /səˈlɪləkwi/",
        label="Lexicon",
        panel="voice",
        kind=WORDS,
        metavar="F",
        path=True,
    )
    say_emoji: bool = option(
        False, "say the names of emoji in the text, which are otherwise left out", label="Say Emoji", panel="voice"
    )

    def __post_init__(self) -> None:
        check_options(self)
