# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a user's text file: a line, a transcript, a list, a lexicon."""

from pathlib import Path

from .errors import InputError


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, without a byte-order mark. Raises InputError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Give the path of a text file") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error
