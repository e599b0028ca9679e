# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones in time from files: takes, our NAME.phones.json, and the nested words of pocketsphinx."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..limits import PHONES_BYTES
from ..phones import ARPABET
from ..take import load_take
from ..take_ending import TAKE_ENDING
from ..user_file import read_file

TimedPhone = tuple[float, float, str]
"""start, end (seconds), ARPAbet."""


def read_phones(path: Path) -> tuple[TimedPhone, ...]:
    """The phones of a .take or a JSON file: a list of {start, end, phone}, or nested words {w: [{b, w: [{b, d, t}]}]}.

    Raises InputError.
    """
    if path.suffix.lower() == TAKE_ENDING:
        return tuple((phone.start, phone.end, ARPABET[phone.symbol]) for phone in load_take(path).speech.phones)
    try:
        content = read_file(path, PHONES_BYTES, "Give a .take or a .phones.json")
        return tuple(_entries(json.loads(content.decode("utf-8"))))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(str(path), f"cannot be read as phones ({error})", "Give a .take or a .phones.json") from error


def _entries(content: Any) -> Iterator[TimedPhone]:
    if isinstance(content, dict) and "w" in content:
        for word in content["w"]:
            for phone in word.get("w", []):
                yield float(phone["b"]), float(phone["b"] + phone["d"]), _arpabet(phone["t"])
        return
    for phone in content["phones"] if isinstance(content, dict) else content:
        yield float(phone["start"]), float(phone["end"]), _arpabet(phone["phone"])


def _arpabet(symbol: str) -> str:
    plain = re.sub(r"[ˈˌː]", "", symbol.strip())
    if plain in ARPABET and not plain.isupper():
        return ARPABET[plain]
    return re.sub(r"[0-9_].*$", "", plain).upper()
