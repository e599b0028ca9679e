# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a user's text file: a line, a transcript, a list, a lexicon."""

from pathlib import Path

from .errors import InputError
from .limits import TEXT_BYTES
from .user_file import read_file


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, without a byte-order mark. Raises InputError when it cannot be read."""
    return decoded_text(path, read_file(path, TEXT_BYTES, "Give the path of a text file"))


def decoded_text(path: Path, content: bytes) -> str:
    """The text that ``content`` is, which was read from ``path``. Raises InputError where it is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error
    # As Python's own text files do it, whichever system wrote the lines.
    return text.replace("\r\n", "\n").replace("\r", "\n")
