# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Python program calls: ``import soliloquy`` (docs/python.md).

Everything is checked as in the shell, and errors are those of ``soliloquy.runtime.errors``.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from .exporters import chosen_formats, file_names, head_of_split, recordings_of
from .exporters import export as _export
from .runtime import take as _take
from .runtime.cross_fading import FADE_SECONDS
from .runtime.cross_fading import cross_fade as _cross_fade
from .runtime.errors import UsageError
from .runtime.face.voice_from_face import FittedVoice
from .runtime.face.voice_from_face import voice_from_face as _voice_from_face
from .runtime.mark.files import Detected
from .runtime.mark.files import detect as _detect
from .runtime.merging import Source
from .runtime.merging import merge as _merge
from .runtime.output_folder import Inputs, check_targets, locked, plain_name, staged
from .runtime.perform import another_take as _another_take
from .runtime.perform import perform
from .runtime.progress import Progress, silent
from .runtime.requests import (
    AnimateRequest,
    CaptureRequest,
    Direction,
    ExportOptions,
    FaceRequest,
    FlowOptions,
    IdleRequest,
    MotionRequest,
    SpeakRequest,
    VoiceRequest,
)
from .runtime.requests.imports import ImportRequest
from .runtime.requests.options import from_values, options_of
from .runtime.requests.portrait import PortraitRequest
from .runtime.requests.tokens import DecodeRequest
from .runtime.take import Take
from .runtime.user_file import as_path
from .runtime.voice.voices import Voice, list_voices

__all__ = [
    "AnimateRequest",
    "CaptureRequest",
    "DecodeRequest",
    "Direction",
    "ExportOptions",
    "FaceRequest",
    "FlowOptions",
    "IdleRequest",
    "ImportRequest",
    "MotionRequest",
    "PortraitRequest",
    "SpeakRequest",
    "Take",
    "VoiceRequest",
    "animate",
    "another_take",
    "capture",
    "cross_fade",
    "decode",
    "detect",
    "encode",
    "export",
    "idle",
    "import_curves",
    "load_take",
    "merge",
    "portrait",
    "speak",
    "voice_from_face",
    "voices",
]

_Request = TypeVar("_Request")


def speak(text: str | SpeakRequest, progress: Progress = silent, **options: Any) -> Take:
    """A line of text becomes a take. options: those of ``soliloquy speak`` by name (voice="bf_emma", emotion={"happy":
    1}).

    Raises UsageError (an option that is unknown or not allowed), InputError (what cannot be spoken), SetupError.
    """
    return perform(_asked(SpeakRequest, "text", text, options), progress)


def animate(recording: str | Path | AnimateRequest, progress: Progress = silent, **options: Any) -> Take:
    """A recording becomes a take. options: those of ``soliloquy animate`` by name (transcript="Hello.", start=0.5).

    Raises UsageError, InputError (a file that is no sound, a transcript of something else), SetupError.
    """
    return perform(_asked(AnimateRequest, "recording", recording, options), progress)


def another_take(take: Take, progress: Progress = silent, **options: Any) -> Take:
    """The same speech, moved anew: nothing is spoken or heard again. take: as ``speak`` or ``animate`` returned it.
    options: those of the motion by name (seed=2, variation=0.5, emotion={"sad": 1}, engine="rules").

    Raises UsageError, InputError for a take that was loaded from a file, SetupError.
    """
    return _another_take(_checked(take), options, progress)


def merge(mouth: Take, brows: Take | None = None, head: Take | None = None) -> Take:
    """A take with the speech and mouth of one, brows and eyes of another and the head's turn of a third, its own where
    none is given. What differs in length is said among its warnings. Raises UsageError for what is no take.
    """
    others = {"brows": brows, "head": head}
    given = {name: Source(_checked(take), name) for name, take in others.items() if take is not None}
    return _merge(Source(_checked(mouth), "mouth"), **given)


def cross_fade(first: Take, second: Take, at: float, seconds: float = FADE_SECONDS) -> Take:
    """A take that moves as ``first`` until ``at``, in seconds, and as ``second``, which says the same, after it.
    seconds: how long it fades. Raises UsageError for what is no take, InputError where that cannot be.
    """
    return _cross_fade(Source(_checked(first), "first"), Source(_checked(second), "second"), at, seconds)


def _checked(take: Any) -> Take:
    if not isinstance(take, Take):
        raise UsageError(f"take {take!r}", "is no take", "Give what speak, animate or load_take returned")
    return take


def capture(video: str | Path | CaptureRequest, progress: Progress = silent, **options: Any) -> Take:
    """A film of a face becomes a take. options: those of ``soliloquy capture`` by name (face=1, head="Daniel").

    Raises UsageError, InputError (no film, no face or several), SetupError (the package imageio-ffmpeg is missing).
    """
    return perform(_asked(CaptureRequest, "video", video, options), progress)


def idle(seconds: float | IdleRequest, progress: Progress = silent, **options: Any) -> Take:
    """A face that says nothing and is alive, as a silent take that loops. options: those of ``soliloquy idle`` by name
    (seed=2, emotion={"calm": 1}, head="Daniel").

    Raises UsageError, SetupError.
    """
    return perform(_asked(IdleRequest, "seconds", seconds, options), progress)


def import_curves(file: str | Path | ImportRequest, progress: Progress = silent, **options: Any) -> Take:
    """Curves that another program wrote become a take, without words and phones. options: those of ``soliloquy import``
    by name (sound="said.wav", source_fps=30, head="Daniel").

    Raises UsageError, InputError (a file that cannot be read as curves, a sound that cannot be used), SetupError.
    """
    return perform(_asked(ImportRequest, "file", file, options), progress)


def encode(
    said: str | Path | VoiceRequest, transcript: str | None = None, progress: Progress = silent, **options: Any
) -> bytes:
    """A text, or the recording that a ``Path`` names, as syllable tokens: the bytes of a .syl. options: those of
    ``soliloquy encode`` for a text by name; of a recording language alone. transcript: what is said in the recording.

    Raises UsageError, InputError (what cannot be read, a file that is no sound), SetupError.
    """
    from .runtime.listen.recording import read_recording
    from .runtime.syllables.encoding import encode_sound, encode_text
    from .runtime.syllables.syl_file import to_bytes

    if isinstance(said, Path):
        if options.keys() - {"language"}:
            raise UsageError(
                ", ".join(options), "change how a text is said, and a recording is given", "Leave them out"
            )
        tokens, _ = encode_sound(read_recording(said), transcript, options.get("language"), progress)
    else:
        tokens, _ = encode_text(_asked(VoiceRequest, "text", said, options), progress)
    return to_bytes(tokens)


def decode(tokens: str | Path | DecodeRequest, progress: Progress = silent, **options: Any) -> Take:
    """A .syl becomes a take. options: those of ``soliloquy decode`` by name (voice="am_adam", head="Daniel", seed=2).

    Raises UsageError, InputError (a file that is none, or is damaged), SetupError.
    """
    return perform(_asked(DecodeRequest, "tokens", tokens, options), progress)


def voices() -> tuple[Voice, ...]:
    """All voices: name, language and gender of each. Raises SetupError."""
    return list_voices()


def voice_from_face(picture: str | Path | FaceRequest, **options: Any) -> FittedVoice:
    """The voice that fits the largest face of a picture. options: those of ``soliloquy voice-from-face`` by name.

    Its ``voice``, ``pitch`` and ``speed`` are options of ``speak``. Raises UsageError, InputError where no face can be
    made out, SetupError.
    """
    return _voice_from_face(_asked(FaceRequest, "picture", picture, options))


def detect(path: str | Path) -> Detected:
    """Whether a sound file, or a film's sound, bears the mark of speech that Soliloquy's voices said. Raises UsageError
    for what is no path, InputError for a file that cannot be heard.
    """
    return _detect(as_path("path of a sound file", path))


def load_take(path: str | Path) -> Take:
    """A take that was saved. Raises UsageError for what is no path, InputError when the file is none, or is damaged."""
    return _take.load_take(as_path("path of a take", path))


def export(
    take: Take,
    folder: str | Path,
    formats: Sequence[str] | None = None,
    name: str = "take",
    recording: str | Path | None = None,
    progress: Progress = silent,
    **options: Any,
) -> list[Path]:
    """Write a take as ``folder/name.ENDING`` in each of the formats, all files or none; returns their paths.

    formats: take, wav and csv when none are given. recording: the sound file that is heard with it in the place of the
    take's own sound. options: those of ``soliloquy export`` by name (fps=24, layout="flame"). Raises UsageError (also
    where the recording, or another file beside it that is the user's, would be replaced), SetupError (a package that a
    format needs), InputError, WriteError, BusyError (another run writes into the folder).
    """
    _checked(take)
    asked = _with_options(ExportOptions, options)
    heard = replace(asked, recording=None if recording is None else Path(recording))
    chosen, called = chosen_formats(formats, heard), plain_name(name)
    recordings = [] if heard.recording is None else [heard.recording]
    with locked(as_path("folder", folder)) as place:
        inputs = Inputs.of((), recordings)
        made_beside = Inputs.beside(recordings_of(take, place))
        check_targets(place, file_names(chosen, called, heard), inputs | made_beside)
        with staged(place, inputs) as staging:
            written = _export(take, chosen, staging, called, heard, progress)
            head = head_of_split(take, heard)
            if head is not None:
                written += _export(take, [head[0]], staging, head[1], heard, progress)
        return [Path(folder) / path.name for path in written]


def portrait(
    picture: str | Path | PortraitRequest,
    take: Take,
    out: str | Path,
    mark: bool = True,
    progress: Progress = silent,
    **options: Any,
) -> list[Path]:
    """A picture of a face, which must be yours to use, speaks a take: ``out`` is a film (.mp4, .webm) or a folder for
    pictures and the sound. All of it is written or nothing; returns the paths. mark: a voice of ours bears the mark.
    options: those of ``soliloquy portrait`` by name (size=256, alpha=True, face=2).

    Raises UsageError, InputError (no picture, no face that can speak), SetupError (the package imageio-ffmpeg is
    missing), WriteError, BusyError (another run writes into the folder).
    """
    from .exporters.portrait import write_portrait

    _checked(take)
    request, place = _asked(PortraitRequest, "picture", picture, options), as_path("out", out)
    read, heard = Inputs.of([Path(request.picture)]), ExportOptions(mark=mark)
    return write_portrait(request, lambda: take, read, place, heard, progress).paths


def _asked(request: type[_Request], name: str, given: Any, options: dict[str, Any]) -> _Request:
    """The request itself, or the one of its main value and options by name."""
    if not isinstance(given, request):
        value = os.fspath(given) if isinstance(given, os.PathLike) else given
        return _with_options(request, {name: value, **options})
    if options:
        raise UsageError(", ".join(options), "is given beside a request", "Put it into the request")
    return given


def _with_options(request: type[_Request], options: dict[str, Any]) -> _Request:
    asked: type = request
    known = [each.name for each in options_of(asked)]
    unknown = next((name for name in options if name not in known), None)
    if unknown is not None:
        raise UsageError(f"option {unknown!r}", "is not known", f"Use some of: {', '.join(known)}")
    return from_values(request, options)
