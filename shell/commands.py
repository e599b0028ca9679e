# SPDX-License-Identifier: GPL-3.0-or-later
"""What each shell command does with its request."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..exporters import sounding
from ..runtime import interrupts
from ..runtime.arrays import Array
from ..runtime.errors import InputError, UsageError
from ..runtime.perform import perform
from ..runtime.progress import Progress
from ..runtime.requests import (
    AnimateRequest,
    CaptureRequest,
    FaceRequest,
    IdleRequest,
    SpeakRequest,
    VoiceRequest,
)
from ..runtime.resident_memory import keep_little_free
from ..runtime.safe_names import safe_names
from ..runtime.take import Take, load_take
from ..runtime.take_ending import TAKE_ENDING
from ..runtime.text_file import read_text
from ..runtime.user_file import is_folder
from .batch import Job, Output, produce
from .streams import drop_output, sound_output, tell
from .terminal import show_imported, show_learned, show_scores

SOUND_SUFFIXES = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus", ".aif", ".aiff", ".aifc"})


def speak(request: SpeakRequest, face: str | None, output: Output) -> None:
    """A line becomes a take. face: a picture that gives the voice."""
    spoken, warnings = _with_face(request.spoken, face)
    request = replace(request, spoken=spoken)

    def make(progress: Progress) -> Take:
        take = perform(request, progress)
        return replace(take, warnings=(*warnings, *take.warnings))

    produce(output, [Job(_named(output, "take"), "text", make)])


def say(request: VoiceRequest, emotion: Mapping[str, float], face: str | None, mark: bool) -> None:
    """The voice as a WAV on standard output, its first sound soon however long the text is. mark: it bears the mark of
    synthetic speech."""
    from ..runtime.voice.synthesis import stream

    request, _ = _with_face(request, face)
    write_sound_stream(stream(request, warn=lambda warning: tell(f"warning: {warning}"), emotion=emotion), mark)


def write_sound_stream(sound: Iterable[Array], mark: bool) -> None:
    """Pieces of the voice's samples as a WAV on standard output, each as soon as it is there. mark: as in ``say``."""
    from ..runtime.mark.embedding import marked_stream
    from ..runtime.mark.tag import TAG
    from ..runtime.voice.glottal_source import SAMPLE_RATE
    from ..runtime.voice.wave_stream import write_wave_stream

    out = sound_output()
    try:
        marked = marked_stream(sound, SAMPLE_RATE) if mark else sound
        write_wave_stream(marked, SAMPLE_RATE, out, TAG if mark else "")
    except KeyboardInterrupt:
        raise KeyboardInterrupt("the sound ends where it was") from None
    except OSError as error:
        drop_output(error)


def animate(request: AnimateRequest, output: Output) -> None:
    """A recording, the recordings of a folder, or those that a list names, each become a take."""
    named = Path(request.recording)
    recordings = _recordings(named)
    if recordings == [named]:
        produce(output, [_animate_job(request, named, _named(output, named.stem))])
        return
    if output.name is not None or request.transcript is not None:
        reason = "is several recordings, which have a name and a transcript each"
        raise UsageError(str(named), reason, "Put NAME.txt with what is said beside each NAME.wav")
    if request.edits is not None:
        reason = "is several recordings, which have edits of their own"
        raise UsageError(str(named), reason, "Name each one's edits in a table: soliloquy batch, column edits")
    produce(output, [_animate_job(request, path, path.stem, transcript_beside=True) for path in recordings])


def capture(request: CaptureRequest, output: Output) -> None:
    """A film of a face becomes a take."""
    video = Path(request.video)
    produce(output, [Job(_named(output, video.stem), str(video), lambda progress: perform(request, progress))])


def idle(request: IdleRequest, output: Output) -> None:
    """A face that says nothing becomes a take."""
    produce(output, [Job(_named(output, "idle"), "idle", lambda progress: perform(request, progress))])


def _named(output: Output, usual: str) -> str:
    """The name that was given, an empty one too, so that it is refused."""
    return usual if output.name is None else output.name


def _animate_job(request: AnimateRequest, recording: Path, name: str, transcript_beside: bool = False) -> Job:
    def make(progress: Progress) -> Take:
        # Only now, so that a transcript that cannot be read stops no other recording.
        transcript = _transcript_beside(recording) if transcript_beside else request.transcript
        return perform(replace(request, recording=str(recording), transcript=transcript), progress)

    return Job(name, str(recording), make, recording, whole=request.start is None and request.end is None)


def _transcript_beside(path: Path) -> str | None:
    beside = path.with_suffix(".txt")
    return read_text(beside) if os.path.lexists(beside) else None


def _recordings(named: Path) -> list[Path]:
    """The sound file itself, the sound files of a folder, or those that a .txt list names, a line each.

    Hidden files of a folder are none: macOS puts one beside each file on other people's disks.
    """
    if is_folder(named):
        found = sorted(path for path in _entries(named) if path.suffix.lower() in SOUND_SUFFIXES)
    elif named.suffix.lower() == ".txt":
        lines = (line.strip() for line in read_text(named).splitlines())
        found = [named.parent / line for line in lines if line and not line.startswith("#")]
    else:
        return [named]
    if not found:
        raise InputError(str(named), "names no sound file", f"Give one of: {', '.join(sorted(SOUND_SUFFIXES))}")
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise InputError(str(folder), reason, "Make the folder readable, or give another") from error


def _with_face(request: VoiceRequest, face: str | None) -> tuple[VoiceRequest, tuple[str, ...]]:
    """The request with the voice that fits the picture ``face``, where one is given, and what may be wrong with it."""
    if face is None:
        return request, ()
    from ..runtime.face.voice_from_face import voice_from_face, with_fitted_voice

    fitted = voice_from_face(FaceRequest(face, request.language))
    return with_fitted_voice(request, fitted), fitted.warnings


def import_flame(file: Path, out: str, as_json: bool) -> None:
    """A head of a user's own FLAME file."""
    from ..runtime.flame.importing import import_flame as imported_from
    from ..runtime.flame.kept import FILE_ENDING, heads_folder

    name = out.removesuffix(FILE_ENDING)
    if not out.endswith(FILE_ENDING) or "/" in name:
        hint = f"Write --out NAME{FILE_ENDING}, without a folder: it is kept in {heads_folder()}"
        raise UsageError(f"--out {out}", "is not the name of a head", hint)
    began = time.perf_counter()
    imported = imported_from(file, name)
    interrupts.too_late()
    show_imported(imported, time.perf_counter() - began, as_json)


def export_takes(named: Sequence[Path], output: Output) -> None:
    """Takes in other formats, under names that are files' on every system."""
    takes = [take for each in named for take in _takes(each)]
    if len(takes) > 1 and output.name is not None:
        raise UsageError("--name", "is one name for several takes", "Leave it out: each keeps its own")
    stems = [_named(output, path.stem) for path in takes]
    names = stems if output.name is not None else safe_names(stems)
    sound = sounding(output.chosen, output.options)
    if not sound:
        # What a take's text leaves is not kept. Marking its sound takes longer where memory goes back.
        keep_little_free()
    jobs = [_export_job(path, name, sound) for path, name in zip(takes, names, strict=True)]
    renamed = [f"{stem!r} is written as {name!r}" for stem, name in zip(stems, names, strict=True) if stem != name]
    produce(output, jobs, renamed)


def _export_job(path: Path, name: str, sound: bool) -> Job:
    return Job(name, str(path), lambda progress: load_take(path, sound=sound, in_file=True))


def _takes(named: Path) -> list[Path]:
    """The take itself, or those of a folder."""
    if not is_folder(named):
        return [named]
    found = sorted(path for path in _entries(named) if path.suffix == TAKE_ENDING)
    if not found:
        raise InputError(str(named), "holds no take", f"Give a folder with {TAKE_ENDING} files in it")
    return found


def evaluate_face(prediction: Path, truth: Path | None, sound: Path | None, phones: Path | None, as_json: bool) -> None:
    """The scores of a face against a recorded one, and against its phones."""
    from ..runtime.evaluate.evaluate import evaluate

    show_scores(evaluate(prediction, truth, sound, phones).as_json(), as_json)


def train(data: Path, out: Path, as_json: bool) -> None:
    """A style, learned from captured faces."""
    from ..runtime.animate.flow.styles import FILE_ENDING

    if not out.name.endswith(FILE_ENDING) or out.name == FILE_ENDING:
        raise UsageError(f"--out {out}", "is not the name of a style", f"Write --out NAME{FILE_ENDING}")
    from ..training.steps.own_style import learn

    began = time.perf_counter()
    learned = learn(data, out)
    interrupts.too_late()
    show_learned(out, learned.before, learned.after, time.perf_counter() - began, as_json)
