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
    from ..runtime.arrays import Array
    from ..runtime.take import Take


@contextmanager
def speech_file(content: bytes, name: str) -> Iterator[Path]:
    """A file of ``speech_content`` that is gone afterwards. It is called after the line and its samples, so that the
    same words by the same voice are the same file whatever the seed. Raises WriteError."""
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


def speech_content(take: "Take", marks: bool) -> bytes:
    """A take's speech as the bytes of a sound file; may run in a thread. marks: whether our voices bear the mark
    (``preferences.marks_speech``)."""
    from ..runtime.sound_writer import write_sound

    content = io.BytesIO()
    samples, tag = _heard(take, marks)
    write_sound(content, samples, take.speech.sample_rate, "WAV", "PCM_24", tag)
    return content.getvalue()


def _heard(take: "Take", marks: bool) -> tuple["Array", str]:
    """Samples (N,), and the comment that goes with them. What films and exports of the scene hold is marked here."""
    samples, rate = take.speech.samples, take.speech.sample_rate
    if not take.synthetic or not marks:
        return samples, ""
    from ..runtime.mark.detection import begins_marked
    from ..runtime.mark.embedding import marked
    from ..runtime.mark.tag import TAG

    # A take that was kept in this file has the sound that was heard of it, mark and all.
    return (samples if begins_marked(samples, rate) else marked(samples, rate)), TAG


def _write(path: Path, content: bytes, hint: str) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WriteError(str(path), error.strerror or str(error), hint) from error
