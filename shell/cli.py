# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell's door: ``soliloquy speak | say | animate | voices | voice-from-face | export | evaluate | train | setup``.

Exit codes: 0; 2 usage; 3 input; 4 weights or set-up; 5 cannot write; 6 folder busy; 130 interrupted.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from ..runtime.animate.engine_names import DEFAULT_ENGINE
from ..runtime.errors import SoliloquyError, UsageError
from ..runtime.face.request import GENDERS
from ..runtime.voice.prosody import MANNERS
from . import commands, face_commands
from .setup_command import add_setup
from .terminal import show_error

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
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_speak(subparsers)
    _add_say(subparsers)
    _add_animate(subparsers)
    _add_voices(subparsers)
    _add_voice_from_face(subparsers)
    _add_export(subparsers)
    _add_evaluate(subparsers)
    _add_train(subparsers)
    add_setup(subparsers)
    return parser


def _add_speak(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("speak", help="a line of text becomes a talking head, with sound")
    _add_voice(command)
    _add_performance(command)
    _add_output(command)
    command.set_defaults(run=commands.run_speak)


def _add_say(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("say", help="the voice alone, as a WAV on standard output while it is made")
    _add_voice(command)
    _add_emotion(command)
    command.add_argument("--json", action="store_true", help="errors as one JSON object, on standard error")
    command.set_defaults(run=commands.run_say)


def _add_voice(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", nargs="?", metavar="TEXT", help="what to say, with SSML marks where wanted")
    command.add_argument("--text-file", type=Path, metavar="F", help="read the text from a UTF-8 file")
    who = command.add_mutually_exclusive_group()
    who.add_argument("--voice", default="af_heart", help="a name, or a mix: af_heart:0.6,bf_emma:0.4")
    who.add_argument("--face", type=Path, metavar="PICTURE", help="a voice that fits the face in a picture")
    command.add_argument("--language", help="en-us, en-gb, es, fr, hi, it, pt-br, ...; the voice's own by default")
    command.add_argument("--speed", type=float, default=1.0, help="0.5 to 2")
    command.add_argument("--pitch", type=float, default=0.0, metavar="SEMITONES", help="-12 to 12")
    command.add_argument("--pitch-range", type=float, default=1.0, metavar="X", help="0 (a monotone) to 3")
    command.add_argument("--energy", type=float, default=0.0, metavar="DB", help="louder or quieter, -20 to 12")
    command.add_argument("--manner", choices=MANNERS, default="normal", help="of the whole text")
    curve = "along the text, PLACE:VALUE ... with places from 0 to 1: 0:0 0.5:3 1:-2"
    command.add_argument("--pitch-curve", metavar="P:ST ...", help=f"semitones {curve}")
    command.add_argument("--speed-curve", metavar="P:X ...", help="times as fast along the text, in the same way")
    command.add_argument("--energy-curve", metavar="P:DB ...", help="decibels along the text, in the same way")
    command.add_argument("--say-emoji", action="store_true", help="say the names of emoji")
    command.add_argument("--face-emotion", action="store_true", help="let --emotion move the face alone")
    command.add_argument("--lexicon", type=Path, metavar="F", help="how to say words: a UTF-8 file, a word a line")


def _add_animate(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("animate", help="a recording becomes a talking head")
    command.add_argument("audio", type=Path, metavar="AUDIO", help="a sound file, a folder of them, or a .txt list")
    command.add_argument("--transcript", metavar="TEXT", help="what is said")
    command.add_argument("--transcript-file", type=Path, metavar="F", help="read it from a UTF-8 file")
    command.add_argument("--language", help="of the transcript: en-us, en-gb, es, fr, hi, it, pt-br, ...")
    command.add_argument("--start", type=float, metavar="S", help="begin here, in seconds")
    command.add_argument("--end", type=float, metavar="S", help="end here, in seconds")
    command.add_argument("--channel", type=int, metavar="N", help="listen to this channel alone, counted from 1")
    _add_performance(command)
    _add_output(command)
    command.set_defaults(run=commands.run_animate)


def _add_performance(command: argparse.ArgumentParser) -> None:
    _add_emotion(command)
    command.add_argument("--seed", type=int, default=0, help="changes the motion, never the voice or the lips")
    command.add_argument("--engine", default=DEFAULT_ENGINE, help="of the motion: flow (learned), or rules")
    command.add_argument(
        "--style", default="plain", metavar="NAME|F", help="of the engine flow: plain, capture, a file"
    )
    command.add_argument("--solver-steps", type=int, default=8, metavar="N", help="of the engine flow: 1 to 50")
    command.add_argument("--guidance", type=float, default=1.0, metavar="G", help="of the engine flow: 1 to 2")
    command.add_argument("--device", default="cpu", help="of the engine flow: cpu, cuda, directml, coreml")


def _add_emotion(command: argparse.ArgumentParser) -> None:
    command.add_argument("--emotion", default="", metavar="NAME=0..1,...", help="for instance happy=0.6,surprised=0.2")


def _add_output(command: argparse.ArgumentParser, formats: str = DEFAULT_FORMATS) -> None:
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the outputs")
    command.add_argument("--name", help="file name of the outputs, without its ending")
    command.add_argument("--formats", default=formats, help="take,wav,csv,fbx,glb,blend,mp4,png,textgrid")
    command.add_argument("--fps", type=float, default=30.0, help="frames a second of the exported curves")
    command.add_argument("--head", metavar="NAME", help="identity of the embedded head")
    command.add_argument("--layout", choices=("arkit", "flame"), default="arkit", help="shapes of the exported head")
    command.add_argument("--start-frame", type=int, default=1, metavar="N", help="first frame in a .blend")
    command.add_argument("--pack", action="store_true", help="embed the sound in the .blend")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _add_voices(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("voices", help="list the voices")
    command.add_argument("--json", action="store_true", help="a JSON array on standard output")
    command.set_defaults(run=commands.run_voices)


def _add_voice_from_face(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("voice-from-face", help="a voice that fits a picture of a face")
    command.add_argument("picture", type=Path, metavar="PICTURE", help="PNG, JPEG, WebP, ...: a face from the front")
    command.add_argument("--language", default="en-us", help="what the voice is to speak: en-us, en-gb, es, ...")
    command.add_argument("--variant", type=int, default=0, metavar="N", help="1, 2, ...: other voices that fit")
    command.add_argument("--gender", choices=GENDERS, help="of the voice; what the face looks like by default")
    command.add_argument("--age", type=float, metavar="YEARS", help="of the voice; what the face looks like by default")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=face_commands.run_voice_from_face)


def _add_export(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("export", help="write a take in other formats")
    command.add_argument("take", type=Path, metavar="TAKE", help="a .take file")
    _add_output(command)
    command.set_defaults(run=commands.run_export)


def _add_evaluate(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("evaluate", help="score a face against a recorded one, or against its phones")
    command.add_argument("prediction", type=Path, metavar="FACE", help=".take, Live Link Face .csv, or .npz")
    command.add_argument("--truth", type=Path, metavar="F", help="recorded curves: .csv or .npz")
    command.add_argument("--sound", type=Path, metavar="F", help="the sound; a take brings its own")
    command.add_argument("--phones", type=Path, metavar="F", help="what is said when: .json or .TextGrid")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=commands.run_evaluate)


def _add_train(subparsers: argparse._SubParsersAction) -> None:
    command = subparsers.add_parser("train", help="learn a style from your own captured faces (needs PyTorch)")
    command.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="sounds with captured faces")
    command.add_argument("--out", type=Path, required=True, metavar="F", help="the style: NAME.style.npz")
    command.add_argument("--steps", type=int, default=300, help="of training; more take longer")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=commands.run_train)
