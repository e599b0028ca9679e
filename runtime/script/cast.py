# SPDX-License-Identifier: GPL-3.0-or-later
"""CAST.toml: who speaks with which voice, and whose face moves how.

[everybody]                       # what holds where a character says nothing else
style = "plain"
lexicon = "names.lexicon"         # paths are looked for from the file's own folder

[characters.ANNA]
voice = "af_heart:0.6,bf_emma:0.4"
head = "Clara"
object = "Anna"                   # in Blender: the head of the scene that speaks
emotion = "calm=0.3"              # at rest: where a line says nothing of it
speed = 0.95
pitch = -1.0

[characters.ANNA.languages.fr]
voice = "ff_siwis"

[characters.BOB]
picture = "bob.png"               # the voice that fits it

[characters.GUARD]
gender = "male"                   # a voice that no other has
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..errors import InputError, SoliloquyError
from ..limits import CAST_BYTES
from ..requests import Direction, FaceRequest, VoiceRequest
from ..requests.kinds import parse_strengths
from ..requests.options import check_value
from ..text.meant_languages import meant_language
from ..text_file import decoded_text
from ..user_file import read_file
from ..voice.voices import parse_voice, seen_from
from .named_files import may_be_file

FITS_THE_HEAD = "fits the head"
"""In the place of a voice's name: the one that fits a picture of the character's head."""
_HINT = "docs/batch.md shows what a cast may say"
_ALL, _CHARACTERS, _LANGUAGES = "everybody", "characters", "languages"
_PATHS = ("picture", "lexicon")
_ANYWHERE = ("voice", "picture", "speed", "pitch", "lexicon", "emotion", "manner")
_FIELDS = (*_ANYWHERE, "head", "object", "style", "gender", "language")


@dataclass(frozen=True)
class Part:
    """What is said of a character; None where nothing is. voice: a name, a mix, or ``FITS_THE_HEAD``. picture, lexicon:
    full paths. emotion: at rest. gender: of a voice that is chosen. language: of lines that do not say theirs.
    object: name of the head in a Blender scene."""

    voice: str | None = None
    picture: str | None = None
    gender: str | None = None
    language: str | None = None
    head: str | None = None
    object: str | None = None
    style: str | None = None
    emotion: Mapping[str, float] | None = None
    manner: str | None = None
    speed: float | None = None
    pitch: float | None = None
    lexicon: str | None = None

    @property
    def names_voice(self) -> bool:
        return self.voice is not None or self.picture is not None


@dataclass(frozen=True)
class Cast:
    """everybody: what holds where a character says nothing. parts: by the character's name as ``known_as`` spells it.
    languages: what differs in one, by name and code. notes: languages of it that are said in the nearest there is."""

    everybody: Part = field(default_factory=Part)
    parts: Mapping[str, Part] = field(default_factory=dict)
    languages: Mapping[tuple[str, str], Part] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def part(self, character: str, language: str) -> Part:
        """What holds for a character in a language, the narrower over the wider."""
        name = known_as(character)
        layers = (self.everybody, self.parts.get(name, Part()), self.languages.get((name, language), Part()))
        found = Part()
        for layer in layers:
            said = {key: value for key, value in vars(layer).items() if value is not None}
            if layer.names_voice:
                # A voice and a picture are two answers to one question.
                found = replace(found, voice=None, picture=None)
            found = replace(found, **said)
        return found

    def knows(self, character: str) -> bool:
        return known_as(character) in self.parts


def known_as(character: str) -> str:
    """One spelling of a character's name: capitals, spaces and how accents are written do not tell people apart."""
    return unicodedata.normalize("NFC", " ".join(character.split())).casefold()


def read_cast(path: Path) -> Cast:
    """The cast that a file tells of. Raises InputError naming the entry that is wrong, SetupError without voices."""
    content = decoded_text(path, read_file(path, CAST_BYTES, "Give the path of a CAST.toml"))
    try:
        found = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(str(path), f"is no TOML: {error}", _HINT) from error
    _check_names(path, "", found, (_ALL, _CHARACTERS))
    everybody = _part(path, _ALL, _table(path, _ALL, found.get(_ALL, {})))
    parts: dict[str, Part] = {}
    languages: dict[tuple[str, str], Part] = {}
    for name, written in _table(path, _CHARACTERS, found.get(_CHARACTERS, {})).items():
        where = f"{_CHARACTERS}.{name}"
        if known_as(name) in parts:
            raise InputError(f"{path}, {where}", "is there twice; capitals do not matter", "Join the two")
        entry = dict(_table(path, where, written))
        for code, own in _table(path, f"{where}.{_LANGUAGES}", entry.pop(_LANGUAGES, {})).items():
            inner = f"{where}.{_LANGUAGES}.{code}"
            language = _language(path, inner, code)
            if (known_as(name), language) in languages:
                raise InputError(f"{path}, {inner}", f"is {language}, which is there already", "Join the two")
            languages[known_as(name), language] = _part(path, inner, _table(path, inner, own), _ANYWHERE)
        parts[known_as(name)] = _part(path, where, entry)
    return Cast(everybody, parts, languages, tuple(_notes(found)))


def _notes(found: Mapping[str, Any]) -> Iterator[str]:
    entries = (found.get(_ALL, {}), *found.get(_CHARACTERS, {}).values())
    written = [code for entry in entries for code in (entry.get("language"), *entry.get(_LANGUAGES, ())) if code]
    for code in dict.fromkeys(written):
        meant = meant_language(code)
        if meant.nearest:
            yield meant.note(code)


def _table(path: Path, where: str, found: Any) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise InputError(f"{path}, {where}", "is no table", f"Write [{where}] and its entries below")
    return found


def _check_names(path: Path, where: str, found: Mapping[str, Any], known: tuple[str, ...]) -> None:
    unknown = next((name for name in found if name not in known), None)
    if unknown is not None:
        place = f"{where}.{unknown}" if where else unknown
        raise InputError(f"{path}, {place}", "is not known", f"Use some of: {', '.join(known)}")


def _part(path: Path, where: str, found: Mapping[str, Any], known: tuple[str, ...] = _FIELDS) -> Part:
    _check_names(path, where, found, known)
    if "voice" in found and "picture" in found:
        raise InputError(f"{path}, {where}", "has a voice and a picture that is to give it one", "Leave one out")
    values = {}
    for name, value in found.items():
        try:
            values[name] = _value(path, name, value)
        except SoliloquyError as error:
            reason = f"{error.input_name} {error.reason}"
            raise InputError(f"{path}, {where}.{name}", reason, error.hint) from error
    return Part(**values)


def _value(path: Path, name: str, value: Any) -> Any:
    """A value of the file as ours. Raises what its check raises."""
    if name == "emotion":
        found = parse_strengths(value) if isinstance(value, str) else value
        check_value(Direction, name, found)
        return found
    if name in ("speed", "pitch"):
        check_value(VoiceRequest, name, value)
        return float(value)
    if name == "gender":
        check_value(FaceRequest, name, value)
    if name == "manner":
        check_value(VoiceRequest, name, value)
    if not isinstance(value, str):
        raise InputError(repr(value)[:40], "is no text", "Put it between quotation marks")
    if name == "voice" and value != FITS_THE_HEAD:
        value = seen_from(path.parent, value)
        parse_voice(value)
    if name == "language":
        return meant_language(value).language.code
    return str(path.parent / value) if name in _PATHS or may_be_file(name, value) else value


def _language(path: Path, where: str, code: str) -> str:
    try:
        return meant_language(code).language.code
    except InputError as error:
        raise InputError(f"{path}, {where}", f"{error.input_name} {error.reason}", error.hint) from error
