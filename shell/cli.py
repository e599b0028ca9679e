# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell's door: ``soliloquy speak | say | animate | capture | portrait | idle | import | encode | decode | batch |
voices | voice | voice-from-face | import-flame | export | live-link | merge | detect | evaluate | train | setup``.

Exit codes: 0; 1 a fault of Soliloquy's own; 2 usage; 3 input; 4 weights or set-up; 5 cannot write; 6 folder busy;
130 interrupted.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from ..runtime.interrupts import INTERRUPTED, listening
from .starting import starting, tell_interrupted

with starting():
    from ..exporters import DEFAULT_FORMATS, FORMATS
    from ..runtime.errors import UsageError
    from ..runtime.registers import choices_in
    from ..runtime.requests import (
        AnimateRequest,
        CaptureRequest,
        Direction,
        ExportOptions,
        IdleRequest,
        SpeakRequest,
        VoiceRequest,
    )
    from ..runtime.requests.arguments import Parser, Registers, add_options, given_values, wants_json
    from ..runtime.requests.imports import ImportRequest
    from ..runtime.requests.options import from_values
    from ..runtime.requests.tokens import DecodeRequest
    from ..runtime.version import VERSION
    from . import commands, merge_command
    from .batch import Output
    from .batch_command import add_batch
    from .detect_command import add_detect
    from .faults import as_error
    from .import_command import import_curves
    from .live_link_command import add_live_link
    from .portrait_command import add_portrait
    from .setup_command import set_up
    from .streams import check_output, finish, own_streams, quiet
    from .terminal import show_error
    from .tokens_commands import decode, encode
    from .voice_commands import add_voice, add_voice_from_face, add_voices

_SAY, _DECODE, _STREAMING = "say", "decode", "--streaming"
_TALKING = frozenset({"setup"})
"""Commands whose libraries may talk: pip."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. arguments: None for those of the process, which then ends with it."""
    with own_streams():
        return _outcome(sys.argv[1:] if arguments is None else arguments, of_process=arguments is None)


def _outcome(arguments: Sequence[str], *, of_process: bool) -> int:
    as_json = wants_json(arguments)
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    sounds = command == _SAY or (command == _DECODE and _STREAMING in arguments)
    try:
        with listening(until_exit=of_process):
            exit_code = _run(arguments, of_process)
            finish()
    except KeyboardInterrupt as interrupt:
        tell_interrupted(str(interrupt))
        return INTERRUPTED
    except Exception as raised:
        error = as_error(raised)
        show_error(error, as_json, on_standard_error=sounds)
        return error.exit_code
    return exit_code


def _run(arguments: Sequence[str], of_process: bool) -> int:
    check_output()
    try:
        parsed = _parser().parse_args(arguments)
        run, requests = parsed.run
        del parsed.run
        values = given_values(parsed, *requests)
        with nullcontext() if parsed.command in _TALKING else quiet(for_good=of_process):
            run(values)
    except SystemExit as left:  # --help, --version, a folder of which some failed
        return int(left.code or 0)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="soliloquy", description="Speech animation from a line of text or a recording.")
    parser.add_argument("--version", action="version", version=f"soliloquy {VERSION}")
    add = parser.add_subparsers(required=True, metavar="COMMAND", dest="command").add_parser
    registers = {name: choices_in(name) for name in ("engine", "language")}
    _add_speak(add("speak", help="a line of text becomes a talking head, with sound"), registers)
    _add_say(add(_SAY, help="the voice alone, as a WAV on standard output while it is made"), registers)
    _add_animate(add("animate", help="a recording becomes a talking head"), registers)
    add_batch(add("batch", help="a script becomes a talking head for each of its lines"), registers)
    _add_capture(add("capture", help="a film of a face becomes a talking head"), registers)
    add_portrait(add("portrait", help="a picture of a face speaks a take or a line of text"), registers)
    _add_idle(add("idle", help="a face that says nothing and is alive, to loop between lines"), registers)
    _add_import(add("import", help="curves that another program wrote become a talking head"), registers)
    _add_encode(add("encode", help="a text or a recording as syllable tokens, a few bytes a syllable"), registers)
    _add_decode(add(_DECODE, help="syllable tokens become a talking head, with any voice"), registers)
    add_voices(add("voices", help="list the voices"))
    add_voice(add("voice", help="a voice made higher, older or brighter, or a mix, as a file of its own"))
    add_voice_from_face(add("voice-from-face", help="a voice that fits a picture of a face"), registers)
    _add_import_flame(add("import-flame", help="a FLAME file of your own becomes a head"))
    _add_export(add("export", help="write takes in other formats"), registers)
    add_live_link(add("live-link", help="send a take to Unreal and others, as Live Link Face does"))
    _add_merge(add("merge", help="one take of several: part by part, or one after the other"))
    add_detect(add("detect", help="whether a sound file holds speech that a voice of ours said"))
    _add_evaluate(add("evaluate", help="score a face against a recorded one, or against its phones"))
    _add_train(add("train", help="learn a style from films or captured faces of your own"))
    _add_setup(add("setup", help="fetch and make the weights, once; the only command with the network"))
    return parser


def _add_speak(command: argparse.ArgumentParser, registers: Registers) -> None:
    def run(values: dict[str, Any]) -> None:
        commands.speak(from_values(SpeakRequest, values), _face(values), _output(values))

    add_options(command, SpeakRequest, ExportOptions, registers=registers)
    _add_face(command)
    _add_output(command)
    command.set_defaults(run=(run, (SpeakRequest,)))


def _add_say(command: argparse.ArgumentParser, registers: Registers) -> None:
    def run(values: dict[str, Any]) -> None:
        emotion = from_values(Direction, values).emotion if values.get("emotion_in_voice", True) else {}
        mark = from_values(ExportOptions, values).mark
        commands.say(from_values(VoiceRequest, values), emotion, _face(values), mark)

    add_options(command, VoiceRequest, registers=registers)
    add_options(command, SpeakRequest, registers=registers, only=("emotion", "emotion_in_voice"))
    add_options(command, ExportOptions, registers=registers, only=("mark",))
    _add_face(command)
    command.add_argument("--json", action="store_true", help="errors as one JSON object, on standard error")
    command.set_defaults(run=(run, (VoiceRequest,)))


def _add_animate(command: argparse.ArgumentParser, registers: Registers) -> None:
    def run(values: dict[str, Any]) -> None:
        commands.animate(from_values(AnimateRequest, values), _output(values))

    add_options(command, AnimateRequest, ExportOptions, registers=registers)
    _add_output(command)
    command.set_defaults(run=(run, (AnimateRequest,)))


def _add_capture(command: argparse.ArgumentParser, registers: Registers) -> None:
    def run(values: dict[str, Any]) -> None:
        commands.capture(from_values(CaptureRequest, values), _output(values))

    add_options(command, CaptureRequest, ExportOptions, registers=registers)
    _add_output(command)
    command.set_defaults(run=(run, (CaptureRequest,)))


def _add_idle(command: argparse.ArgumentParser, registers: Registers) -> None:
    def run(values: dict[str, Any]) -> None:
        commands.idle(from_values(IdleRequest, values), _output(values))

    add_options(command, IdleRequest, ExportOptions, registers=registers)
    _add_output(command)
    command.set_defaults(run=(run, (IdleRequest,)))


def _add_import(command: argparse.ArgumentParser, registers: Registers) -> None:
    def run(values: dict[str, Any]) -> None:
        import_curves(from_values(ImportRequest, values), _output(values))

    add_options(command, ImportRequest, ExportOptions, registers=registers)
    _add_output(command)
    command.set_defaults(run=(run, (ImportRequest,)))


def _add_encode(command: argparse.ArgumentParser, registers: Registers) -> None:
    add_options(command, VoiceRequest, registers=registers)
    command.add_argument("--transcript", metavar="TEXT", help="what is said, where a sound file stands in TEXT's place")
    command.add_argument("--out", type=Path, required=True, metavar="F.syl", help="the file of tokens")
    _add_json(command)
    command.set_defaults(run=(encode, (VoiceRequest,)))


def _add_decode(command: argparse.ArgumentParser, registers: Registers) -> None:
    add_options(command, DecodeRequest, ExportOptions, registers=registers)
    streaming = "the sound alone, as a WAV on standard output while it is made"
    command.add_argument(_STREAMING, action="store_true", help=streaming)
    _add_output(command, required=False)
    command.set_defaults(run=(lambda values: decode(values, _output), (DecodeRequest,)))


def _add_face(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--face", metavar="PICTURE", help="a voice that fits the face in a picture, in place of --voice"
    )


def _face(values: dict[str, Any]) -> str | None:
    if values["face"] is not None and "voice" in values:
        raise UsageError("--face", "is not allowed with --voice", "Give one of the two")
    return values["face"]


def _add_output(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    command.add_argument("--out", type=Path, required=required, metavar="DIR", help="folder for the outputs")
    command.add_argument("--name", help="file name of the outputs, without its ending")
    usual = f"{', '.join(FORMATS)}; by default {','.join(DEFAULT_FORMATS)}, of a split its clip alone"
    command.add_argument("--formats", metavar="A,B,...", help=usual)
    _add_json(command)


def _output(values: dict[str, Any]) -> Output:
    options = from_values(ExportOptions, values)
    # Whatever is named on the command line is read, as a text, a picture, a take, a list.
    named = [value for name, value in values.items() if name not in ("out", "take")]
    several = (*values.get("take", ()), *values.get("wear", ()))
    reads = tuple(Path(each) for each in (*named, *several) if isinstance(each, str | Path))
    return Output(values["out"], values["name"], values["formats"], options, values["json"], reads)


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _add_setup(command: argparse.ArgumentParser) -> None:
    _add_json(command)
    command.set_defaults(run=(lambda values: set_up(values["json"]), ()))


def _add_import_flame(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="your FLAME 2020 or 2023 model: .pkl or .npz")
    kept = "the head's name, as NAME.flame.npz; it is kept in your folder, and --head NAME shows it"
    command.add_argument("--out", required=True, metavar="NAME.flame.npz", help=kept)
    _add_json(command)
    given = ("file", "out", "json")
    command.set_defaults(run=(lambda values: commands.import_flame(*(values[name] for name in given)), ()))


def _add_export(command: argparse.ArgumentParser, registers: Registers) -> None:
    command.add_argument("take", type=Path, nargs="+", metavar="TAKE", help=".take files, or folders of them")
    add_options(command, ExportOptions, registers=registers)
    _add_output(command)
    command.set_defaults(run=(lambda values: commands.export_takes(values["take"], _output(values)), ()))


def _add_merge(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mouth", type=Path, required=True, metavar="A.take", help="its speech and its mouth")
    command.add_argument("--brows", type=Path, metavar="B.take", help="its brows and eyes; by default the mouth's")
    command.add_argument("--head", type=Path, metavar="C.take", help="its head's turn; by default the mouth's")
    command.add_argument("--then", type=Path, metavar="B.take", help="another take of the speech, that it fades into")
    command.add_argument("--at", type=float, metavar="SECONDS", help="with --then: when it does")
    command.add_argument("--fade", type=float, metavar="SECONDS", help="with --then: how long it takes (0.3)")
    command.add_argument("--out", type=Path, required=True, metavar="D.take", help="the take that is made of them")
    _add_json(command)
    command.set_defaults(run=(merge_command.merge_takes, ()))


def _add_evaluate(command: argparse.ArgumentParser) -> None:
    command.add_argument("prediction", type=Path, metavar="FACE", help=".take, Live Link Face .csv, or .npz")
    command.add_argument("--truth", type=Path, metavar="F", help="recorded curves: .csv or .npz")
    command.add_argument("--sound", type=Path, metavar="F", help="the sound; a take brings its own")
    command.add_argument("--phones", type=Path, metavar="F", help="what is said when: .json or .TextGrid")
    _add_json(command)
    given = ("prediction", "truth", "sound", "phones", "json")
    command.set_defaults(run=(lambda values: commands.evaluate_face(*(values[name] for name in given)), ()))


def _add_train(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data", type=Path, required=True, metavar="FOLDER", help="films, or sounds with captured faces"
    )
    command.add_argument("--out", type=Path, required=True, metavar="F", help="the style: NAME.style.npz")
    _add_json(command)
    given = ("data", "out", "json")
    command.set_defaults(run=(lambda values: commands.train(*(values[name] for name in given)), ()))
