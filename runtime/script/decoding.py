# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a script, whatever program wrote it: UTF-8 or UTF-16 where it says so, otherwise what it looks like."""

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..errors import InputError, SetupError
from ..limits import SCRIPT_BYTES
from ..user_file import read_file

HINT = "Give a .csv, .tsv, .tab, .xlsx, .jsonl, .json, .fountain or .txt file"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = tuple(
    ["cp1252", "cp1251", "cp1250", "cp932", "gb18030", "big5", "euc_kr", "mac_roman", "cp1253", "cp1254", "cp1255"]
)
"""What spreadsheets write on systems of each language, the commonest first; among all there are, accents mislead."""
_MOST_CHAOS = 0.4
"""Of charset-normalizer's measure; by its own 0.2 it found nothing for a page of French questions."""
_LOOKED_AT = 200_000
"""Bytes by which an encoding is told: more make it slower and no surer."""


def script_text(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file with plain ends of lines, and a note where its encoding had to be guessed.

    Raises InputError: it cannot be read, is too large, or is no text; SetupError without what tells encodings.
    """
    content = read_file(path, SCRIPT_BYTES, HINT)
    encoding, notes = _encoding(content)
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise InputError(str(path), "is no text in a known encoding", "Save it as UTF-8") from error
    if "\0" in text:
        raise InputError(str(path), "holds null characters, so it is no text", HINT)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _guesser() -> Callable[..., Any]:
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        reason = "is not UTF-8, and telling its encoding needs the package charset-normalizer, which is not installed"
        raise SetupError("script", reason, "Save the script as UTF-8") from error
    return from_bytes


def _encoding(content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, ()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        from_bytes = _guesser()
        matches = list(from_bytes(content[:_LOOKED_AT], threshold=_MOST_CHAOS, cp_isolation=list(_LIKELY)))
        least = min((match.chaos for match in matches), default=0.0)
        alike = {match.encoding for match in matches if match.chaos == least}
        found = next((encoding for encoding in _LIKELY if encoding in alike), "utf-8")
        return found, (f"is not UTF-8; it was read as {found}: look whether its letters are right",)
    return "utf-8", ()
