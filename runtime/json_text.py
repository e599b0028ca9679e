# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON that others wrote: bounded before it is parsed, and nothing in it that could not be written again.

Nothing but the standard library, for the worker reads its first line with it.
"""

import json
import re
from typing import Any, NoReturn

_SURROGATE = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


def parse_json(content: bytes, most_values: int) -> Any:
    """The value of a JSON text in UTF-8, which has at most about ``most_values`` values in it.

    Raises ValueError, with a reason of one line, for what is no JSON, for more values, for objects too deep within
    others, for numbers that are not finite, and for half a surrogate pair, which no file takes.
    """
    # A value is some 100 bytes in memory, and as little as two in the text.
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > most_values:
        raise ValueError(f"it holds more than {most_values:,} values")
    try:
        text = content.decode()
        value = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("its objects lie too deep within each other") from None
    if _SURROGATE.search(text):
        _check_surrogates(value)
    return value


def _check_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("a text has half a character in it") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
