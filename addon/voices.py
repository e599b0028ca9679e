# SPDX-License-Identifier: GPL-3.0-or-later
"""The voices as the artist reads them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import SoliloquyError
from ..runtime.text.languages import DEFAULT_LANGUAGE, LANGUAGES, Language, find_language
from ..runtime.voice.voice_file import FILE_ENDING
from ..runtime.voice.voices import IN_FULL, Voice, list_voices, parse_voice


@cache
def _by_name() -> dict[str, Voice]:
    return {voice.name: voice for voice in list_voices()}


def by_language() -> Iterator[tuple[Language, list[Voice]]]:
    """Each language with its voices."""
    for language in LANGUAGES:
        yield language, [voice for voice in _by_name().values() if voice.language == language.code]


def voice_names() -> list[str]:
    """Names of all voices, as a request has them."""
    return [voice.name for _language, group in by_language() for voice in group]


def voice_label(name: str) -> str:
    """ "af_heart" as "Heart", a file by its name, a face's own without its numbers, a mix as it is written."""
    voice = _by_name().get(name)
    if name.startswith(IN_FULL):
        return _("A Voice of Its Own")
    if name.endswith(FILE_ENDING):
        return re.split(r"[/\\]", name)[-1].removesuffix(FILE_ENDING)
    return name if voice is None else voice.name.partition("_")[2].capitalize()


def voice_description(name: str) -> str:
    """ "Heart, American English, female"; a file by its name, a mix as it is written."""
    voice = _by_name().get(name)
    if voice is None:
        return voice_label(name)
    return f"{voice_label(name)}, {_(find_language(voice.language).name)}, {_(voice.gender)}"


def language_code(name: str) -> str:
    """Of a voice, of a file, of a face's own, or of a mix's first voice; empty when it is unknown."""
    if name.endswith(FILE_ENDING) or name.startswith(IN_FULL):
        with suppress(SoliloquyError):
            return parse_voice(bpy.path.abspath(name)).language.code
    voice = _by_name().get(name.split(":", maxsplit=1)[0].split(",", maxsplit=1)[0].strip())
    return voice.language if voice is not None else ""


def sample_text(name: str) -> str:
    """A line in the language of a voice, or of a mix's first voice."""
    return find_language(language_code(name) or DEFAULT_LANGUAGE).sample


def preload() -> None:
    """Read the list of voices from disk. Errors are left to whoever needs the list."""
    with suppress(SoliloquyError):
        _by_name()
