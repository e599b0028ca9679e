# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech of a head as a sound file, and folders of which nothing is left where what they are for fails."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import WriteError

if TYPE_CHECKING:
    from ..runtime.take import Take


@contextmanager
def none_left(folder: Path) -> Iterator[list[Path]]:
    """Where the body fails, the files that it adds to the list are gone again, and ``folder`` if it was not there."""
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


def make_folder(folder: Path, hint: str) -> None:
    """Make a folder that files can be written into. Raises WriteError with ``hint``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(str(folder), error.strerror or str(error), hint) from error
    if not os.access(folder, os.W_OK):
        raise WriteError(str(folder), "it may not be written to", hint)


def write_sound_file(take: "Take", path: Path, made: list[Path]) -> None:
    """Write the speech, whole or not at all. made: what is to go if all fails (``none_left``). Raises WriteError."""
    from ..runtime.sound_writer import write_sound

    hint = _("Save the file elsewhere, or set a cache folder")
    make_folder(path.parent, hint)
    part = path.with_name(f".{path.name}.part")
    made.append(part)
    if not os.path.lexists(path):
        made.append(path)
    try:
        with part.open("wb") as file:
            write_sound(file, take.speech.samples, take.speech.sample_rate, "WAV", "PCM_24")
        part.replace(path)
    except (OSError, RuntimeError) as error:
        raise WriteError(str(path), getattr(error, "strerror", None) or str(error), hint) from error
