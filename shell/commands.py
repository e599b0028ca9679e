# SPDX-License-Identifier: GPL-3.0-or-later
"""What each shell command does with its arguments: makes takes and writes them in the wished formats."""

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..exporters import FORMATS, export
from ..exporters.options import ExportOptions
from ..runtime.animate.flow.options import FlowOptions
from ..runtime.animate.flow.styles import FILE_ENDING as STYLE_ENDING
from ..runtime.animate_recording import AnimateRequest, animate_recording
from ..runtime.direction import Direction, parse_emotion
from ..runtime.errors import InputError, SetupError, SoliloquyError, UsageError
from ..runtime.evaluate.evaluate import evaluate
from ..runtime.output_folder import locked, staged
from ..runtime.progress import Progress
from ..runtime.speak import SpeakRequest, checked_head, speak
from ..runtime.take import Take, load_take
from ..runtime.text.lexicon import EMPTY, Lexicon, load_lexicon
from ..runtime.voice.glottal_source import SAMPLE_RATE
from ..runtime.voice.prosody import Contours, Prosody, emotional, parse_contour
from ..runtime.voice.request import VoiceRequest
from ..runtime.voice.synthesis import stream
from ..runtime.voice.voices import list_voices
from ..runtime.voice.wave_stream import write_wave_stream
from .face_commands import with_face
from .terminal import Finished, StepClock, show_learned, show_result, show_scores

SOUND_SUFFIXES = frozenset({".wav", ".flac", ".mp3", ".ogg", ".opus", ".aif", ".aiff", ".aifc"})


@dataclass(frozen=True)
class Job:
    """One take to make. name: of its files, without ending. source: what the user named, for messages.

    recording: the sound file that is heard with it, None where the take's own speech is.
    """

    name: str
    source: str
    make: Callable[[Progress], Take]
    recording: Path | None = None


def run_speak(arguments: argparse.Namespace) -> None:
    arguments = with_face(arguments)
    request = SpeakRequest(
        text=_given_text(arguments.text, arguments.text_file, "TEXT", "--text-file"),
        voice=arguments.voice,
        language=arguments.language,
        speed=arguments.speed,
        engine=arguments.engine,
        flow=_flow_options(arguments),
        head=arguments.head,
        direction=_direction(arguments),
        lexicon=_lexicon(arguments),
        prosody=_prosody(arguments),
        emotion_in_voice=not arguments.face_emotion,
        contours=_contours(arguments),
        say_emoji=arguments.say_emoji,
    )

    def make(progress: Progress) -> Take:
        take = speak(request, progress)
        return replace(take, warnings=(*arguments.face_warnings, *take.warnings))

    _produce(arguments, [Job(arguments.name or "take", "text", make)])


def run_say(arguments: argparse.Namespace) -> None:
    """The voice as a WAV on standard output, its first sound soon however long the text is."""
    arguments = with_face(arguments)
    emotion = {} if arguments.face_emotion else parse_emotion(arguments.emotion)
    request = VoiceRequest(
        text=_given_text(arguments.text, arguments.text_file, "TEXT", "--text-file"),
        voice=arguments.voice,
        language=arguments.language,
        speed=arguments.speed,
        lexicon=_lexicon(arguments),
        prosody=_prosody(arguments).then(emotional(Direction(emotion).emotion)),
        contours=_contours(arguments),
        say_emoji=arguments.say_emoji,
    )
    if sys.stdout.isatty():
        raise UsageError("standard output", "is a terminal", "Pipe it: soliloquy say TEXT | ffplay -nodisp -autoexit -")
    try:
        sound = stream(request, warn=lambda warning: print(f"warning: {warning}", file=sys.stderr))
        write_wave_stream(sound, SAMPLE_RATE, sys.stdout.buffer)
    except BrokenPipeError:
        # The listener has gone, which is its right; nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run_animate(arguments: argparse.Namespace) -> None:
    recordings = _recordings(arguments.audio)
    many = recordings != [arguments.audio]
    if many and (arguments.name or arguments.transcript or arguments.transcript_file):
        reason = "is several recordings, which have a name and a transcript each"
        raise UsageError(str(arguments.audio), reason, "Put NAME.txt with what is said beside each NAME.wav")
    _produce(arguments, [_animate_job(arguments, path, many) for path in recordings])


def run_voices(arguments: argparse.Namespace) -> None:
    voices = [{"name": v.name, "language": v.language, "gender": v.gender} for v in list_voices()]
    if arguments.json:
        print(json.dumps(voices, ensure_ascii=False))
    else:
        for voice in voices:
            print(f"{voice['name']:<16}{voice['language']:<8}{voice['gender']}")


def run_export(arguments: argparse.Namespace) -> None:
    name = arguments.name or arguments.take.stem
    _produce(arguments, [Job(name, str(arguments.take), lambda progress: load_take(arguments.take))])


def run_evaluate(arguments: argparse.Namespace) -> None:
    card = evaluate(arguments.prediction, arguments.truth, arguments.sound, arguments.phones)
    show_scores(card.as_json(), arguments.json)


def run_train(arguments: argparse.Namespace) -> None:
    if not arguments.out.name.endswith(STYLE_ENDING) or arguments.out.name == STYLE_ENDING:
        raise UsageError(f"--out {arguments.out}", "is not the name of a style", f"Write --out NAME{STYLE_ENDING}")
    if arguments.steps < 1:
        raise UsageError(f"--steps {arguments.steps}", "is less than 1", "Give a whole number from 1 up")
    try:
        from ..training.steps.fine_tune import fine_tune
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "soliloquy":
            raise
        hint = "Install the training packages: pip install -r requirements/training.txt"
        raise SetupError("soliloquy train", f"needs the package {error.name}", hint) from error
    began = time.perf_counter()
    learned = fine_tune(arguments.data, arguments.out, arguments.steps, arguments.seed)
    show_learned(arguments.out, learned.before, learned.after, time.perf_counter() - began, arguments.json)


def _produce(arguments: argparse.Namespace, jobs: list[Job]) -> None:
    """Make each take and write it in the wished formats, all of them or none.

    With several jobs a bad one is reported and the others go on; its error is raised at the end.
    """
    formats = _formats(arguments.formats)
    options = _options(arguments)
    _check_names(jobs)
    clock = StepClock(bars=sys.stderr.isatty() and not arguments.json)
    finished = Finished()
    failure: SoliloquyError | None = None
    with locked(arguments.out) as folder:
        for job in jobs:
            try:
                with staged(folder) as staging:
                    take = job.make(clock)
                    heard = replace(options, recording=job.recording)
                    written = export(take, formats, staging, job.name, heard, clock)
                finished.add(take, [arguments.out / path.relative_to(staging) for path in written])
            except SoliloquyError as error:
                if len(jobs) == 1:
                    raise
                finished.fail(job.source, error)
                failure = failure or error
    show_result(finished, clock.finish(), arguments.json)
    if failure is not None:
        raise SystemExit(failure.exit_code)


def _animate_job(arguments: argparse.Namespace, path: Path, many: bool) -> Job:
    if many:
        beside = path.with_suffix(".txt")
        transcript = _read_text(beside) if beside.is_file() else None
    elif arguments.transcript is None and arguments.transcript_file is None:
        transcript = None
    else:
        given = arguments.transcript, arguments.transcript_file
        transcript = _given_text(*given, "--transcript", "--transcript-file")
    request = AnimateRequest(
        recording=str(path),
        transcript=transcript,
        language=arguments.language,
        start=arguments.start,
        end=arguments.end,
        channel=arguments.channel,
        engine=arguments.engine,
        flow=_flow_options(arguments),
        head=arguments.head,
        direction=_direction(arguments),
    )
    whole = arguments.start is None and arguments.end is None
    return Job(
        arguments.name or path.stem,
        str(path),
        lambda progress: animate_recording(request, progress),
        recording=path if whole else None,
    )


def _recordings(audio: Path) -> list[Path]:
    """The sound file itself, the sound files of a folder, or those that a .txt list names, a line each."""
    if audio.is_dir():
        found = sorted(path for path in audio.iterdir() if path.suffix.lower() in SOUND_SUFFIXES)
    elif audio.suffix.lower() == ".txt":
        lines = (line.strip() for line in _read_text(audio).splitlines())
        found = [audio.parent / line for line in lines if line and not line.startswith("#")]
    else:
        return [audio]
    if not found:
        raise InputError(str(audio), "names no sound file", f"Give one of: {', '.join(sorted(SOUND_SUFFIXES))}")
    return found


def _check_names(jobs: Iterable[Job]) -> None:
    sources: dict[str, str] = {}
    for job in jobs:
        if not job.name or job.name.startswith(".") or Path(job.name).name != job.name:
            raise UsageError(f"name {job.name!r}", "is not a plain file name", "Give --name without folders or a dot")
        if job.name in sources:
            reason = f"would be written under the same name as {sources[job.name]}"
            raise InputError(job.source, reason, "Rename one of the two")
        sources[job.name] = job.source


def _flow_options(arguments: argparse.Namespace) -> FlowOptions:
    return FlowOptions(
        steps=arguments.solver_steps, style=arguments.style, guidance=arguments.guidance, device=arguments.device
    )


def _direction(arguments: argparse.Namespace) -> Direction:
    return Direction(parse_emotion(arguments.emotion), arguments.seed)


def _lexicon(arguments: argparse.Namespace) -> Lexicon:
    return EMPTY if arguments.lexicon is None else load_lexicon(arguments.lexicon)


def _prosody(arguments: argparse.Namespace) -> Prosody:
    return Prosody(
        pitch=arguments.pitch,
        pitch_range=arguments.pitch_range,
        energy=arguments.energy,
        manner=arguments.manner,
    )


def _contours(arguments: argparse.Namespace) -> Contours:
    return Contours(
        speed=parse_contour(arguments.speed_curve or ""),
        pitch=parse_contour(arguments.pitch_curve or ""),
        energy=parse_contour(arguments.energy_curve or ""),
    )


def _options(arguments: argparse.Namespace) -> ExportOptions:
    if not (math.isfinite(arguments.fps) and 1.0 <= arguments.fps <= 240.0):
        raise UsageError(f"--fps {arguments.fps}", "is not between 1 and 240", "Give a frame rate such as 24 or 29.97")
    return ExportOptions(
        frames_per_second=arguments.fps,
        layout=arguments.layout,
        head=None if arguments.head is None else checked_head(arguments.head),
        start_frame=arguments.start_frame,
        pack=arguments.pack,
    )


def _formats(text: str) -> list[str]:
    formats = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(f"--formats {text}", "names no known format", f"Use some of: {','.join(FORMATS)}")
    return formats


def _given_text(text: str | None, path: Path | None, name: str, option: str) -> str:
    """The text itself, or the file's. Raises UsageError when both or neither are given."""
    if (text is None) == (path is None):
        raise UsageError(name, f"give one text, here or in {option}", 'For instance: soliloquy speak "Hi." --out D')
    return _read_text(path) if path is not None else str(text)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Give the path of a text file") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error
