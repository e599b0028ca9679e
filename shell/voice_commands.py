# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy voices``, ``soliloquy voice`` and ``soliloquy voice-from-face``: voices listed, changed and found."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..runtime import interrupts
from ..runtime.errors import InputError, UsageError
from ..runtime.output_folder import write_error
from ..runtime.requests import FaceRequest
from ..runtime.requests.arguments import Registers, add_options
from ..runtime.requests.options import from_values
from ..runtime.requests.voice_change import VoiceChange
from ..runtime.voice.voice_file import FILE_ENDING, VoiceFile, read_voice, write_voice
from ..runtime.voice.voices import files_in, list_voices, parse_voice
from .streams import answer, show
from .terminal import show_voice, show_voices

_MOST_VARIANTS = 100


def add_voices(command: argparse.ArgumentParser) -> None:
    """The options of ``soliloquy voices``."""
    command.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="voice files of a folder, too")
    command.add_argument("--json", action="store_true", help="a JSON array on standard output")
    command.set_defaults(run=(lambda values: voices(values["folder"], values["json"]), ()))


def add_voice(command: argparse.ArgumentParser) -> None:
    """The options of ``soliloquy voice``."""
    told = f"a name, a file NAME{FILE_ENDING}, or a mix: af_heart:0.6,mine{FILE_ENDING}:0.4"
    command.add_argument("voice", metavar="VOICE", help=told)
    add_options(command, VoiceChange, registers={})
    _add_out(command, required=True)
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=(change_voice, ()))


def add_voice_from_face(command: argparse.ArgumentParser, registers: Registers) -> None:
    """The options of ``soliloquy voice-from-face``."""
    add_options(command, FaceRequest, registers=registers)
    command.add_argument("--variants", type=int, metavar="N", help="list so many voices that fit, to choose from")
    _add_out(command, required=False)
    command.add_argument("--json", action="store_true", help="one JSON object on standard output")
    command.set_defaults(run=(voice_of_face, ()))


def voices(folder: Path | None, as_json: bool) -> None:
    """The list of the voices, and of a folder's voice files. Raises InputError for a file that is none."""
    found = [{"name": each.name, "language": each.language, "gender": each.gender} for each in list_voices()]
    for path in _files(folder):
        found.append({"name": str(path), "language": read_voice(path).language, "gender": "own"})
    if as_json:
        answer(found)
        return
    for voice in found:
        show(f"{voice['name']:<16}{voice['language']:<8}{voice['gender']}")


def change_voice(values: Mapping[str, Any]) -> None:
    """Write a voice as a file. Raises UsageError, InputError, WriteError."""
    from ..runtime.voice.changing import changed

    mix, out = parse_voice(values["voice"]), _checked(values["out"])
    if any(path.resolve() == out.resolve() for path in files_in(values["voice"])):
        raise UsageError(f"--out {out}", "is the voice that is to be changed", "Give it another name")
    _write(out, changed(VoiceFile(mix.parts, mix.language.code), from_values(VoiceChange, values)))
    if values["json"]:
        answer({"outputs": [str(out)]})
    else:
        show(f"--voice={out}")


def voice_of_face(values: Mapping[str, Any]) -> None:
    """Options of ``speak`` that give a voice which fits a picture, or so many; with ``--out`` as a file. Raises
    UsageError for a count out of reach."""
    from ..runtime.face.voice_from_face import voices_from_face

    request, count, out = from_values(FaceRequest, values), values["variants"], values["out"]
    if count is not None and not 1 <= count <= _MOST_VARIANTS:
        raise UsageError(f"--variants {count}", f"is not from 1 to {_MOST_VARIANTS}", "Write --variants 5")
    if out is not None and count is not None:
        raise UsageError("--out", "is one file for several voices", "Give --variant K, the one that you want")
    if out is not None and request.mix:
        raise UsageError("--mix", "needs a pitch beside it, which no file has", "Leave --mix or --out out")
    path = None if out is None else _checked(out)
    fitted = voices_from_face(request, count or 1)
    if path is not None:
        _write(path, fitted[0].file)
    if count is not None:
        show_voices(fitted, request.variant, values["json"])
    else:
        show_voice(fitted[0], values["json"], path)


def _add_out(command: argparse.ArgumentParser, required: bool) -> None:
    told = f"NAME{FILE_ENDING}: the voice as a file, which stands wherever a voice is named"
    command.add_argument("--out", type=Path, required=required, metavar=f"NAME{FILE_ENDING}", help=told)


def _checked(out: Path) -> Path:
    if not out.name.endswith(FILE_ENDING) or out.name == FILE_ENDING:
        raise UsageError(f"--out {out}", "is not the name of a voice", f"Write --out NAME{FILE_ENDING}")
    return out


def _write(out: Path, voice: VoiceFile) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_voice(out, voice)
    except OSError as error:
        raise write_error(out.parent, error) from error
    interrupts.too_late()


def _files(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(FILE_ENDING))
    except OSError as error:
        raise InputError(str(folder), f"cannot be read ({error.strerror})", "Give a folder with voice files") from error
