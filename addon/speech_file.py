# SPDX-License-Identifier: GPL-3.0-or-later
"""The speech of a head as a sound file, which lies in the temporary folder until it is packed."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import WriteError
from . import session

if TYPE_CHECKING:
    from ..runtime.take import Take


@contextmanager
def speech_file(take: "Take", name: str) -> Iterator[Path]:
    """A file that is gone afterwards. It is called after the line and its samples, so that the same words by the same
    voice are the same file whatever the seed. Raises WriteError."""
    content = _content(take)
    digest = hashlib.sha256(content).hexdigest()[:8]
    hint = _("Give Blender another folder for temporary files")
    try:
        path = session.temporary_folder() / f"{'-'.join([*name.split('-')[:-1], digest])}.wav"
    except OSError as error:
        raise WriteError(str(error.filename), error.strerror or str(error), hint) from error
    try:
        _write(path, content, hint)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _content(take: "Take") -> bytes:
    from ..runtime.sound_writer import write_sound

    content = io.BytesIO()
    write_sound(content, take.speech.samples, take.speech.sample_rate, "WAV", "PCM_24")
    return content.getvalue()


def _write(path: Path, content: bytes, hint: str) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error), hint) from error
