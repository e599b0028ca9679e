# SPDX-License-Identifier: GPL-3.0-or-later
"""``blender -b SCENE.blend --command soliloquy speak ...``: speech for a scene, without a window.

Exit codes and ``--json`` are those of the shell command (docs/command-line.md).
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import bpy

from ..blender.datablocks import current_scene
from ..runtime.animate.engine_names import DEFAULT_ENGINE
from ..runtime.animate.flow.options import DEFAULT_GUIDANCE, DEFAULT_STEPS
from ..runtime.animate.flow.styles import DEFAULT_STYLE
from ..runtime.direction import parse_emotion
from ..runtime.errors import InputError, SoliloquyError, UsageError, WriteError
from ..runtime.head.heads import head_names
from ..runtime.voice.prosody import MANNERS
from . import generation, preferences, session, voices
from .order import order_from_panel

NAME = "soliloquy"


class _Parser(argparse.ArgumentParser):
    """Raises UsageError, so that ``--json`` can report wrong usage too."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("command line", message, f"See `{self.prog} --help`")


def run(arguments: Sequence[str]) -> int:
    """Run one command on the open file; returns the exit code."""
    as_json = "--json" in arguments
    try:
        parsed = _parser().parse_args(list(arguments))
        # Blender runs commands without a window in its context, where objects and modes are not to be had.
        with session.main_window():
            parsed.run(parsed)
    except SoliloquyError as error:
        if as_json:
            print(json.dumps({"error": error.as_json()}, ensure_ascii=False))
        else:
            print(f"{NAME}: {error}", file=sys.stderr)
        return error.exit_code
    except SystemExit as leaving:  # --help
        return int(leaving.code or 0)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=f"blender -b SCENE.blend --command {NAME}", description="Speech animation in a scene.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_speak(commands)
    _add_animate(commands)
    listed = commands.add_parser("voices", help="list the voices")
    listed.set_defaults(run=_list_voices)
    listed = commands.add_parser("heads", help="list the identities of the embedded head")
    listed.set_defaults(run=_list_heads)
    return parser


def _add_speak(commands: Any) -> None:
    command = commands.add_parser("speak", help="a head of the scene speaks a text; the file is then saved")
    command.add_argument("text", nargs="?", metavar="TEXT", help="what to say")
    command.add_argument("--text-file", type=Path, metavar="F", help="read the text from a UTF-8 file")
    command.add_argument("--voice", help="a name, or a mix: af_heart:0.6,bf_emma:0.4")
    command.add_argument("--speed", type=float, default=1.0, help="0.5 to 2")
    command.add_argument("--pitch", type=float, default=0.0, metavar="SEMITONES", help="-12 to 12")
    command.add_argument("--energy", type=float, default=0.0, metavar="DB", help="louder or quieter, -20 to 12")
    command.add_argument("--manner", choices=MANNERS, default="normal", help="of the whole text")
    command.add_argument("--face-emotion", action="store_true", help="let --emotion move the face alone")
    command.add_argument("--say-emoji", action="store_true", help="say the names of emoji")
    command.add_argument("--lexicon", type=Path, metavar="F", help="a file of your own pronunciations")
    _add_performance(command)
    command.set_defaults(run=_speak)


def _add_animate(commands: Any) -> None:
    command = commands.add_parser("animate", help="a head of the scene moves to a recording; the file is then saved")
    command.add_argument("recording", type=Path, metavar="AUDIO", help="a sound file with one voice")
    transcript = command.add_mutually_exclusive_group()
    transcript.add_argument("--transcript", metavar="TEXT", help="what is said in it")
    transcript.add_argument("--transcript-file", type=Path, metavar="F", help="read the transcript from a UTF-8 file")
    command.add_argument("--language", default="en-us", help="of the transcript")
    _add_performance(command)
    command.set_defaults(run=_animate)


def _add_performance(command: Any) -> None:
    """What ``speak`` and ``animate`` share: how, on which head, and where it is saved."""
    command.add_argument("--engine", default=DEFAULT_ENGINE, help="of the motion: flow or rules")
    command.add_argument("--style", default=DEFAULT_STYLE, metavar="NAME|F", help="of the engine flow")
    command.add_argument("--solver-steps", type=int, default=DEFAULT_STEPS, metavar="N", help="of the engine flow")
    command.add_argument("--guidance", type=float, default=DEFAULT_GUIDANCE, metavar="G", help="of the engine flow")
    command.add_argument("--emotion", default="", metavar="NAME=0..1,...", help="for instance happy=0.6")
    command.add_argument("--seed", type=int, default=0, help="changes the motion, never the voice or the lips")
    command.add_argument("--target", metavar="OBJECT", help="the head that speaks; by default the one set in the file")
    command.add_argument("--add-head", metavar="IDENTITY", help="add an embedded head, and let it speak")
    command.add_argument("--start-frame", type=int, default=1, metavar="N", help="frame at which the sound begins")
    command.add_argument("--add", action="store_true", help="keep the head's earlier speech")
    saving = command.add_mutually_exclusive_group(required=True)
    saving.add_argument("--save", action="store_true", help="save the file in its place")
    saving.add_argument("--out", type=Path, metavar="FILE", help="save as another .blend")
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")


def _speak(parsed: argparse.Namespace) -> None:
    changes = {
        "text": _text(parsed),
        "voice": parsed.voice or preferences.default_voice(),
        "speed": parsed.speed,
        "pitch": parsed.pitch,
        "energy": parsed.energy,
        "manner": parsed.manner,
        "emotion_in_voice": not parsed.face_emotion,
        "say_emoji": parsed.say_emoji,
        "lexicon": "" if parsed.lexicon is None else str(parsed.lexicon.resolve()),
    }
    _generate(parsed, changes)


def _animate(parsed: argparse.Namespace) -> None:
    written = parsed.transcript if parsed.transcript_file is None else _read(parsed.transcript_file)
    changes = {
        "recording": str(parsed.recording.resolve()),
        "transcript": written or "",
        "language": parsed.language,
    }
    _generate(parsed, changes)


def _generate(parsed: argparse.Namespace, said: Mapping[str, Any]) -> None:
    began = time.perf_counter()
    path = _save_path(parsed)
    if parsed.add_head is not None:
        generation.add_head(bpy.context, parsed.add_head)
    changes: dict[str, Any] = {
        **said,
        "engine": parsed.engine,
        "style": parsed.style,
        "solver_steps": parsed.solver_steps,
        "guidance": parsed.guidance,
        "emotion": parse_emotion(parsed.emotion),
        "seed": parsed.seed,
        "start_frame": parsed.start_frame,
        "mode": "ADD" if parsed.add else "REPLACE",
    }
    if parsed.target is not None:
        changes["target"] = _object(parsed.target)
    order = order_from_panel(bpy.context, changes)
    # Saved under its new name first, so that the sound lies beside that file.
    if bpy.data.filepath != str(path):
        _save(path)
    message = generation.carry_out(order, None if parsed.json else _show_progress)
    _save(path)
    seconds = round(time.perf_counter() - began, 3)
    if parsed.json:
        print(json.dumps({"outputs": [str(path)], "seconds": {"total": seconds}, "warnings": []}, ensure_ascii=False))
    else:
        print(f"{message} ({seconds} s)\n{path}")


def _show_progress(step: str, fraction: float) -> None:
    print(f"{step} {fraction:.0%}", file=sys.stderr)


def _save_path(parsed: argparse.Namespace) -> Path:
    if parsed.out is not None:
        return parsed.out.expanduser().resolve()
    if not bpy.data.filepath:
        raise UsageError("--save", "no file is open", "Open a .blend before --command, or give --out FILE")
    return Path(bpy.data.filepath)


def _save(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        bpy.ops.wm.save_as_mainfile(filepath=str(path))
    except (OSError, RuntimeError) as error:
        raise WriteError(str(path), str(error).strip(), "Give another --out") from error


def _object(name: str) -> bpy.types.Object:
    found = current_scene().objects.get(name)
    if found is None:
        names = ", ".join(sorted(each.name for each in current_scene().objects if each.type == "MESH")) or "none"
        raise InputError(f"--target {name}", "there is no such object in the scene", f"Its meshes are: {names}")
    return found


def _text(parsed: argparse.Namespace) -> str:
    if (parsed.text is None) == (parsed.text_file is None):
        raise UsageError("TEXT", "give either a text or --text-file", 'For instance: speak "Hello." --save')
    if parsed.text is not None:
        return parsed.text
    return _read(parsed.text_file)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "Give a text file") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8 text", "Save it as UTF-8") from error


def _list_voices(parsed: argparse.Namespace) -> None:
    for _, group in voices.by_language():
        for voice in group:
            print(f"{voice.name:<16}{voices.voice_description(voice.name)}")


def _list_heads(parsed: argparse.Namespace) -> None:
    for name in head_names():
        print(name)


_registered: list[Any] = []


def register() -> None:
    _registered.append(bpy.utils.register_cli_command(NAME, run))


def unregister() -> None:
    while _registered:
        bpy.utils.unregister_cli_command(_registered.pop())
