# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell's door: ``soliloquy speak | voices | export``.

Exit codes: 0; 2 usage; 3 input; 4 weights or set-up; 5 cannot write; 6 folder busy; 130 interrupted.
"""

import argparse
import json
import math
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from .exporters import FORMATS, export
from .exporters.options import ExportOptions
from .runtime.direction import Direction, parse_emotion
from .runtime.errors import InputError, SoliloquyError, UsageError
from .runtime.output_folder import output_folder
from .runtime.progress import Progress
from .runtime.speak import SpeakRequest, checked_head, speak
from .runtime.take import Take, load_take
from .runtime.voice.voices import list_voices
from .terminal import StepClock, show_error, show_result

DEFAULT_FORMATS = "take,wav,csv"
_INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Raises UsageError, so that ``--json`` can report wrong usage too."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("command line", message, f"See `{self.prog} --help`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in arguments
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        parsed = _parser().parse_args(arguments)
        parsed.run(parsed)
    except SoliloquyError as error:
        show_error(error, as_json)
        return error.exit_code
    except KeyboardInterrupt:
        print("soliloquy: interrupted; nothing was changed", file=sys.stderr)
        return _INTERRUPTED
    return 0


def _interrupt(signal_number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="soliloquy", description="Speech animation from a line of text or a recording.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_speak(commands)
    _add_voices(commands)
    _add_export(commands)
    return parser


def _add_speak(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("speak", help="a line of text becomes a talking head, with sound")
    command.add_argument("text", nargs="?", metavar="TEXT", help="what to say")
    command.add_argument("--text-file", type=Path, metavar="F", help="read the text from a UTF-8 file")
    command.add_argument("--voice", default="af_heart", help="a name, or a mix: af_heart:0.6,bf_emma:0.4")
    command.add_argument("--language", help="en-us, en-gb, es, fr, hi, it, pt-br, ...; the voice's own by default")
    command.add_argument("--speed", type=float, default=1.0, help="0.5 to 2")
    _add_performance(command)
    _add_output(command)
    command.set_defaults(run=_speak)


def _add_performance(command: argparse.ArgumentParser) -> None:
    command.add_argument("--emotion", default="", metavar="NAME=0..1,...", help="for instance happy=0.6,surprised=0.2")
    command.add_argument("--seed", type=int, default=0, help="changes the motion, never the voice or the lips")
    command.add_argument("--engine", default="rules", help="the motion engine")


def _add_output(command: argparse.ArgumentParser, formats: str = DEFAULT_FORMATS) -> None:
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the outputs")
    command.add_argument("--name", help="file name of the outputs, without its ending")
    command.add_argument("--formats", default=formats, help="take,wav,csv,fbx,glb,blend,mp4,png,textgrid")
    command.add_argument("--fps", type=float, default=30.0, help="frames a second of the exported curves")
    command.add_argument("--head", metavar="NAME", help="identity of the embedded head")
    command.add_argument("--dress", choices=("arkit", "flame"), default="arkit", help="shapes of the exported head")
    command.add_argument("--start-frame", type=int, default=1, metavar="N", help="first frame in a .blend")
    command.add_argument("--pack", action="store_true", help="embed the sound in the .blend")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _add_voices(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("voices", help="list the voices")
    command.add_argument("--json", action="store_true", help="a JSON array on standard output")
    command.set_defaults(run=_voices)


def _add_export(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("export", help="write a take in other formats")
    command.add_argument("take", type=Path, metavar="TAKE", help="a .take file")
    _add_output(command)
    command.set_defaults(run=_export)


def _speak(arguments: argparse.Namespace) -> None:
    request = SpeakRequest(
        text=_text(arguments),
        voice=arguments.voice,
        language=arguments.language,
        speed=arguments.speed,
        engine=arguments.engine,
        head=arguments.head,
        direction=Direction(parse_emotion(arguments.emotion), arguments.seed),
    )
    _produce(arguments, lambda progress: speak(request, progress), arguments.name or "take")


def _voices(arguments: argparse.Namespace) -> None:
    voices = [{"name": v.name, "language": v.language, "gender": v.gender} for v in list_voices()]
    if arguments.json:
        print(json.dumps(voices, ensure_ascii=False))
    else:
        for voice in voices:
            print(f"{voice['name']:<16}{voice['language']:<8}{voice['gender']}")


def _export(arguments: argparse.Namespace) -> None:
    _produce(arguments, lambda progress: load_take(arguments.take), arguments.name or arguments.take.stem)


def _produce(arguments: argparse.Namespace, make: Callable[[Progress], Take], name: str) -> None:
    """Make a take and write it in the wished formats, all of them or none."""
    formats = _formats(arguments.formats)
    options = _options(arguments)
    if not name or name.startswith(".") or Path(name).name != name:
        raise UsageError(f"name {name!r}", "is not a plain file name", "Give --name without folders or a leading dot")
    clock = StepClock(bars=sys.stderr.isatty() and not arguments.json)
    with output_folder(arguments.out) as staging:
        take = make(clock)
        written = export(take, formats, staging, name, options, clock)
        outputs = [arguments.out / path.relative_to(staging) for path in written]
    show_result(outputs, clock.finish(), take.speech.duration, list(take.warnings), arguments.json)


def _options(arguments: argparse.Namespace) -> ExportOptions:
    if not (math.isfinite(arguments.fps) and 1.0 <= arguments.fps <= 240.0):
        raise UsageError(f"--fps {arguments.fps}", "is not between 1 and 240", "Give a frame rate such as 24 or 29.97")
    return ExportOptions(
        frames_per_second=arguments.fps,
        dress=arguments.dress,
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


def _text(arguments: argparse.Namespace) -> str:
    if (arguments.text is None) == (arguments.text_file is None):
        raise UsageError(
            "TEXT", "give either a text or --text-file", 'For instance: soliloquy speak "Hello." --out DIR'
        )
    if arguments.text is not None:
        return arguments.text
    path = arguments.text_file
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Give the path of a text file") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 text (byte {error.start})", "Save it as UTF-8") from error
