# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks in the text that say how it is spoken: a small part of SSML 1.1 (W3C recommendation, 2010).

``<break time="300ms"/>``, ``<emphasis level="strong">word</emphasis>``,
``<prosody rate="80%" pitch="+2st" range="120%" volume="+6dB" contour="(0%,+0st) (100%,+4st)">words</prosody>`` and
Amazon's
``<amazon:effect name="whispered">words</amazon:effect>``, nested freely, and an outer ``<speak>`` that changes
nothing. Only these names are marks; any other "<" is text.
"""

import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import InputError, UsageError
from ..limits import BREAK_SECONDS, BREAKS_SECONDS, CONTOUR_PLACES, MARKS_DEPTH
from ..text.writing import clean
from .prosody import EMPHASIS, LEVEL, PLAIN, Contours, Prosody

_NAMES = "speak|break|emphasis|prosody|amazon:effect"
_TAG = re.compile(rf"<(/?)({_NAMES})(?=[\s/>]|$)([^<>]*)(>?)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s*([\w:-]+)\s*=\s*("[^"]*"|'[^']*')""")
_KNOWN = {
    "speak": {"version", "xmlns", "xml:lang"},
    "break": {"time", "strength"},
    "emphasis": {"level"},
    "prosody": {"rate", "pitch", "range", "volume", "contour"},
    "amazon:effect": {"name"},
}
# SSML names these levels and leaves their sizes open: chosen by ear.
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.25, "x-fast": 1.6, "default": 1.0}
_PITCHES = {"x-low": -6.0, "low": -3.0, "medium": 0.0, "high": 3.0, "x-high": 6.0, "default": 0.0}
_RANGES = {"x-low": 0.3, "low": 0.6, "medium": 1.0, "high": 1.4, "x-high": 1.8, "default": 1.0}
_VOLUMES = {"x-soft": -12.0, "soft": -6.0, "medium": 0.0, "loud": 6.0, "x-loud": 10.0, "default": 0.0}
_STRENGTHS = {"none": 0.0, "x-weak": 0.1, "weak": 0.2, "medium": 0.4, "strong": 0.7, "x-strong": 1.2}


@dataclass(frozen=True)
class Span:
    """Letters first..last of the cleaned text, and how they are said; contours go along them."""

    first: int
    last: int
    prosody: Prosody
    contours: Contours = LEVEL


@dataclass(frozen=True)
class Marked:
    """text: what is said, without marks. spans: outer ones first. breaks: (place in the cleaned text, seconds).

    Places count letters of ``runtime.text.writing.clean(text)``, as the words that are read come from there.
    """

    text: str
    spans: tuple[Span, ...] = ()
    breaks: tuple[tuple[int, float], ...] = ()


class _Wrong(Exception):
    """What is wrong with a mark, and the way out; where it stands is added by who knows the whole text."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass
class _Open:
    name: str
    at: int
    first: int
    prosody: Prosody
    contours: Contours
    order: int


@dataclass
class _Reader:
    written: list[str] = field(default_factory=list)
    place: int = 0
    open: list[_Open] = field(default_factory=list)
    spans: list[tuple[int, Span]] = field(default_factory=list)
    breaks: list[tuple[int, float]] = field(default_factory=list)
    opened: int = 0
    silent: float = 0.0


def with_contours(marked: Marked, contours: Contours) -> Marked:
    """The same text with contours along the whole of it."""
    if contours == LEVEL:
        return marked
    whole = Span(0, len(clean(marked.text)[0]), PLAIN, contours)
    return replace(marked, spans=(whole, *marked.spans))


def read_markup(text: str) -> Marked:
    """Take the marks out of a text. Raises InputError naming line and column of the first that is wrong."""
    if _TAG.search(text) is None:
        return Marked(text)
    reader = _Reader()
    at = 0
    for tag in _TAG.finditer(text):
        _add_text(reader, text[at : tag.start()])
        try:
            _add_tag(reader, tag)
        except _Wrong as wrong:
            raise InputError(_where(text, tag.start()), wrong.reason, wrong.hint) from wrong
        at = tag.end()
    _add_text(reader, text[at:])
    if reader.open:
        left = reader.open[-1]
        hint = f"Write </{left.name}> after the words it is for"
        raise InputError(_where(text, left.at), f"<{left.name}> is not closed", hint)
    spans = tuple(span for _, span in sorted(reader.spans, key=lambda pair: pair[0]))
    return Marked("".join(reader.written), spans, tuple(reader.breaks))


def _add_text(reader: _Reader, text: str) -> None:
    reader.written.append(text)
    reader.place += len(clean(text)[0])


def _add_tag(reader: _Reader, tag: re.Match[str]) -> None:
    closing, name, rest, end = tag[1] == "/", tag[2].lower(), tag[3], tag[4]
    if not end:
        raise _Wrong(f"<{name} has no >", f"Write <{name}>, or leave it out")
    if closing:
        if rest.strip():
            raise _Wrong(f"</{name}> has more than its name", f"Write </{name}>")
        if not reader.open or reader.open[-1].name != name:
            inner = f"; <{reader.open[-1].name}> is open" if reader.open else ""
            raise _Wrong(f"</{name}> closes nothing{inner}", "Close each mark once, the inner one first")
        opened = reader.open.pop()
        if opened.prosody != PLAIN or opened.contours != LEVEL:
            span = Span(opened.first, reader.place, opened.prosody, opened.contours)
            reader.spans.append((opened.order, span))
        return
    alone = rest.rstrip().endswith("/")
    attributes = _attributes(rest.rstrip()[:-1] if alone else rest, name)
    if name == "break":
        if not alone:
            raise _Wrong("<break> holds no words", 'Write <break time="300ms"/>')
        reader.breaks.append((reader.place, _pause(attributes)))
        reader.silent += reader.breaks[-1][1]
        if reader.silent > BREAKS_SECONDS:
            raise _Wrong(f"the breaks up to here last more than {BREAKS_SECONDS:g} s together", "Make them shorter")
        # A mark between two words parts them, as a space would.
        _add_text(reader, " ")
    elif alone:
        raise _Wrong(f"<{name}/> is for no words", f"Write <{name} ...>words</{name}>")
    elif len(reader.open) >= MARKS_DEPTH:
        raise _Wrong(f"more than {MARKS_DEPTH} marks are open here", "Close those that are no longer needed")
    else:
        prosody, contours = _prosody_of(name, attributes), _contours(attributes)
        reader.open.append(_Open(name, tag.start(), reader.place, prosody, contours, reader.opened))
        reader.opened += 1


def _attributes(text: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    at, text = 0, text.rstrip()
    while at < len(text):
        attribute = _ATTRIBUTE.match(text, at)
        if attribute is None:
            raise _Wrong(f"<{name}> has {text[at:].strip()!r}", 'Write name="value", with quotes')
        if attribute[1] not in _KNOWN[name] and not (name == "speak" and attribute[1].startswith("xml")):
            raise _Wrong(f"<{name}> has no {attribute[1]}", f"It knows: {', '.join(sorted(_KNOWN[name]))}")
        found[attribute[1]] = attribute[2][1:-1].strip()
        at = attribute.end()
    return found


def _prosody_of(name: str, attributes: dict[str, str]) -> Prosody:
    if name == "emphasis":
        level = attributes.get("level", "moderate")
        if level not in EMPHASIS:
            raise _Wrong(f"level {level!r} is not known", f"Use one of: {', '.join(EMPHASIS)}")
        return EMPHASIS[level]
    if name == "amazon:effect":
        if attributes.get("name") != "whispered":
            raise _Wrong("only the effect whispered is there", '<amazon:effect name="whispered">')
        return Prosody(manner="whisper")
    if name == "prosody":
        return _prosody_tag(attributes)
    return PLAIN


def _prosody_tag(attributes: dict[str, str]) -> Prosody:
    values: dict[str, Any] = {}
    if "rate" in attributes:
        values["speed"] = _value(attributes["rate"], _RATES, {"%": 0.01, "": 1.0}, "80%")
    if "pitch" in attributes:
        values["pitch"] = _pitch(attributes["pitch"])
    if "range" in attributes:
        values["pitch_range"] = _value(attributes["range"], _RANGES, {"%": 0.01}, "120%")
    if "volume" in attributes:
        values["energy"] = _value(attributes["volume"], _VOLUMES, {"db": 1.0}, "+6dB")
    try:
        return Prosody(**values)
    except UsageError as error:
        raise _Wrong(f"{error.input_name} {error.reason}", error.hint) from error


def _contours(attributes: dict[str, str]) -> Contours:
    """SSML 1.1, 3.2.4: contour="(0%,+2st) (50%,-10%)"."""
    if "contour" not in attributes:
        return LEVEL
    pairs = re.findall(r"\(\s*([\d.]+)%\s*,\s*([^()\s][^()]*)\)", attributes["contour"])
    if not pairs or re.sub(r"\([^()]*\)", "", attributes["contour"]).strip():
        raise _Wrong(
            f"contour {attributes['contour']!r} is not a list of pairs", 'Write contour="(0%,+0st) (100%,+4st)"'
        )
    if len(pairs) > CONTOUR_PLACES:
        raise _Wrong(f"a contour of {len(pairs):,} places", f"has more than {CONTOUR_PLACES:,}")
    try:
        return Contours(pitch=tuple((float(place) / 100, _pitch(change.rstrip())) for place, change in pairs))
    except (UsageError, ValueError) as error:
        reason = f"{error.input_name} {error.reason}" if isinstance(error, UsageError) else "a place is no number"
        raise _Wrong(reason, 'Write contour="(0%,+0st) (100%,+4st)"') from error


def _pitch(text: str) -> float:
    if text.endswith("%"):
        ratio = 1.0 + _value(text, {}, {"%": 0.01}, "+10%")
        if not 0.5 <= ratio <= 2.0:
            raise _Wrong(f"pitch {text} is more than an octave", "Give a smaller change")
        return 12.0 * math.log2(ratio)
    return _value(text, _PITCHES, {"st": 1.0}, "+2st")


def _value(text: str, names: dict[str, float], units: dict[str, float], example: str) -> float:
    if text.lower() in names:
        return names[text.lower()]
    number = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)\s*([a-z%]*)", text.lower())
    if number is None or number[2] not in units:
        listed = ", ".join(names)
        raise _Wrong(f"{text!r} is no value here", f"Write {example}" + (f", or: {listed}" if listed else ""))
    return float(number[1]) * units[number[2]]


def _pause(attributes: dict[str, str]) -> float:
    if "time" in attributes:
        seconds = _value(attributes["time"], {}, {"s": 1.0, "ms": 0.001}, "300ms")
    else:
        strength = attributes.get("strength", "medium")
        if strength not in _STRENGTHS:
            raise _Wrong(f"strength {strength!r} is not known", f"Use one of: {', '.join(_STRENGTHS)}")
        seconds = _STRENGTHS[strength]
    if not 0.0 <= seconds <= BREAK_SECONDS:
        raise _Wrong(f"a break of {seconds:g} s", f"is not between 0 and {BREAK_SECONDS:g} s")
    return seconds


def _where(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    return f"text, line {line}, column {place - (text.rfind(chr(10), 0, place) + 1) + 1}"
