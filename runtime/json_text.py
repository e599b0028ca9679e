# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON that others wrote: bounded before it is parsed, and nothing in it that could not be written again.

Nothing but the standard library, for the worker reads its first line with it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NoReturn

_SURROGATE = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


def parse_json(
    content: bytes, most_values: int, unique: bool = False, made: Callable[[dict[str, Any]], Any] | None = None
) -> Any:
    """The value of a JSON text in UTF-8, which has at most about ``most_values`` values in it. made: what is to stand
    for each object, an object of Python with attributes or the dictionary itself.

    Raises ValueError, with a reason of one line, for what is no JSON, for more values, for objects too deep within
    others, for numbers that are not finite, for half a surrogate pair, which no file takes, and, where they are to be
    ``unique``, for a name that an object has twice.
    """
    # A value is some 100 bytes in memory, and as little as two in the text.
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > most_values:
        raise ValueError(f"it holds more than {most_values:,} values")
    try:
        text = content.decode()
        value = json.loads(
            text, parse_constant=_refuse, object_pairs_hook=_each_once if unique else None, object_hook=made
        )
    except RecursionError:
        raise ValueError("its objects lie too deep within each other") from None
    if _SURROGATE.search(text):
        _check_surrogates(value)
    return value


def _check_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False, default=vars).encode()
    except UnicodeEncodeError:
        raise ValueError("a text has half a character in it") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counted.items() if count > 1)
        raise ValueError(f"the name {twice[:40]!a} is there twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
