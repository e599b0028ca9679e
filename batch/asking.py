# SPDX-License-Identifier: GPL-3.0-or-later
"""A line and its part in the cast become a request, and the identity of all that its outcome hangs on."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

from ..runtime.animate.flow.styles import FILE_ENDING, find_style
from ..runtime.edits.edits_file import as_plain, edits_of
from ..runtime.errors import InputError
from ..runtime.face.voice_from_face import FittedVoice, voice_from_face
from ..runtime.head.heads import flame_file, head_called, head_title, identity_of
from ..runtime.limits import RECORDING_BYTES, TOKENS_BYTES
from ..runtime.people.identity import Identity
from ..runtime.people.makehuman_files import files_of
from ..runtime.requests import AnimateRequest, ExportOptions, FaceRequest, MotionRequest, SpeakRequest, VoiceRequest
from ..runtime.requests.json_form import KINDS, to_json
from ..runtime.requests.tokens import FILE_ENDING as TOKENS
from ..runtime.requests.tokens import NO_TOKENS_HINT, DecodeRequest
from ..runtime.script.cast import FITS_THE_HEAD, Part
from ..runtime.script.line import Line
from ..runtime.text.lexicon import lexicon_of
from ..runtime.user_file import check_file, file_version
from ..runtime.voice.voices import in_full, parse_voice
from ..runtime.weights import file_sha256
from .task import Task, digest_of

_Request: TypeAlias = SpeakRequest | AnimateRequest | DecodeRequest

_NONE: tuple[str, ...] = ()
_SIDE = 640
"""Pixels of the picture of a head from which its voice is told. Chosen by hand."""


@dataclass(frozen=True)
class Asked:
    """What a run asks of every line: motion, with all but head, direction and style; formats; export."""

    motion: MotionRequest
    formats: tuple[str, ...]
    export: ExportOptions
    folder: Path


def read_files_anew() -> None:
    """Forget what an earlier plan of this process found in files, which may have been changed since: the worker that
    Blender keeps open makes many plans."""
    for read in (_sha256, _worn, _check_style, _lexicon, _edits):
        read.cache_clear()


def task_of(line: Line, language: str, part: Part, chosen: str | None, asked: Asked) -> tuple[Task, tuple[str, ...]]:
    """The task of a line, and what is to be said of its voice. part: the cast's. chosen: a voice where neither has one.

    Raises UsageError, InputError for what cannot be, SetupError without a package or a weight.
    """
    motion = _motion(line, part, asked)
    edits = None if line.edits is None else _edits(line.edits)
    request: _Request
    if line.audio is not None and Path(line.audio).suffix.lower() == TOKENS:
        check_file(Path(line.audio), TOKENS_BYTES, NO_TOKENS_HINT)
        if edits is not None:
            raise InputError(line.audio, "is tokens, which no edits go with", "Encode the line again as it is to be")
        voice, notes = line.voice or part.voice or chosen, _NONE
        if voice == FITS_THE_HEAD:
            raise InputError(line.audio, "is tokens, for which no voice is fitted to the head", "Name a voice")
        request = DecodeRequest(line.audio, None if voice is None else in_full(voice), motion)
        voice = voice or ""
    elif line.audio is not None:
        check_file(Path(line.audio), RECORDING_BYTES, "Give a sound file, looked for from the script's folder")
        request = AnimateRequest(line.audio, line.transcript, language, motion=motion, edits=edits)
        voice, notes = "", _NONE
    else:
        assert line.text is not None
        spoken, notes = _spoken(line.text, line, language, part, chosen)
        request, voice = SpeakRequest(replace(spoken, voice=in_full(spoken.voice)), motion, edits=edits), spoken.voice
    return _task(line, language, part, request, voice, asked), notes


def _motion(line: Line, part: Part, asked: Asked) -> MotionRequest:
    base = asked.motion
    emotion = line.emotion if line.emotion is not None else part.emotion or {}
    variation = base.direction.variation if line.variation is None else line.variation
    style = line.style or part.style or base.flow.style
    if style.endswith(FILE_ENDING):
        style = str(Path(style).absolute())
    _check_style(style)
    return replace(
        base,
        head=head_called(line.head or part.head or base.head),
        direction=replace(base.direction, emotion=emotion, seed=line.seed, variation=variation),
        flow=replace(base.flow, style=style),
    )


def _spoken(
    text: str, line: Line, language: str, part: Part, chosen: str | None
) -> tuple[VoiceRequest, tuple[str, ...]]:
    fit: FittedVoice | None = None
    if line.voice is None and (part.picture is not None or part.voice == FITS_THE_HEAD):
        picture = part.picture or _picture_of_head(head_called(line.head or part.head))
        known = None if part.picture else identity_of(head_called(line.head or part.head))
        fit = _fitted(picture, file_version(Path(picture)), language, *_as_made(known))
    voice = fit.voice if fit is not None else line.voice or part.voice or chosen
    assert voice is not None
    parse_voice(voice)
    speed, pitch = (fit.speed, fit.pitch) if fit is not None else (1.0, 0.0)
    spoken = VoiceRequest(
        text,
        voice,
        language,
        speed=speed * (line.speed or part.speed or 1.0),
        pitch=pitch + (part.pitch or 0.0 if line.pitch is None else line.pitch),
        manner=line.manner or part.manner or "normal",
        lexicon=None if part.lexicon is None else _lexicon(part.lexicon),
    )
    return spoken, () if fit is None else fit.warnings


def _task(line: Line, language: str, part: Part, request: _Request, voice: str, asked: Asked) -> Task:
    kind = next(name for name, each in KINDS.items() if isinstance(request, each))
    plain, export = to_json(request), to_json(replace(asked.export, recording=None))
    del export["recording"]
    task = Task(
        key=f"{language}/{line.name}",
        id=line.id,
        row=line.row,
        language=language,
        name=line.name,
        character=line.character,
        said=line.text or line.transcript or Path(line.audio or "").name,
        kind=kind,
        request=plain,
        formats=asked.formats,
        export=export,
        identity="",
        recording=line.audio if isinstance(request, AnimateRequest) else None,
        length=line.length,
        start=line.start,
        gap=line.gap,
        object=part.object or "",
        voice=voice,
        direction=line.direction,
        other=line.other,
    )
    return replace(task, identity=_identity(task, request))


def _identity(task: Task, request: _Request) -> str:
    """Files count by their contents, under whatever name they lie."""
    flow = request.motion.flow
    if flow.style.endswith(FILE_ENDING):
        flow = replace(flow, style=f"{Path(flow.style).name} {_sha256(flow.style)}")
    motion = replace(request.motion, flow=flow)
    if isinstance(request, AnimateRequest):
        heard = f"{Path(request.recording).name} {_sha256(request.recording)}"
        plain = to_json(replace(request, motion=motion, recording=heard))
    elif isinstance(request, DecodeRequest):
        plain = to_json(replace(request, motion=motion, tokens=_sha256(request.tokens)))
    else:
        plain = to_json(replace(request, motion=motion))
    if plain.get("edits", "") is None:
        del plain["edits"]  # as lines were known before there were any
    own = [flame_file(name) for name in (request.motion.head, task.export["head"]) if name is not None]
    heads = [_sha256(str(path)) for path in own if path is not None]
    export = {**task.export, **_contents(task.export)}
    return digest_of([task.kind, plain, list(task.formats), export, task.key, task.length, heads])


def _contents(export: Mapping[str, Any]) -> dict[str, Any]:
    """What an export shows of other files, by their contents; {} where it shows none, as lines were known before."""
    found: dict[str, Any] = {}
    if export["wear"]:
        found["wear"] = [_worn(each) for each in export["wear"]]
    if export["beside"] is not None:
        found["beside"] = _sha256(export["beside"])
    return found


@cache
def _sha256(path: str) -> str:
    return file_sha256(Path(path))


@cache
def _worn(path: str) -> tuple[str, ...]:
    return tuple(file_sha256(each) for each in files_of(Path(path)))


@cache
def _check_style(style: str) -> None:
    find_style(style)


@cache
def _lexicon(path: str) -> dict[str, str]:
    return lexicon_of(path).as_plain()


@cache
def _edits(path: str) -> dict[str, Any]:
    return as_plain(edits_of(path))


@cache
def _fitted(
    picture: str, _version: tuple[int, int, int] | None, language: str, gender: str | None, age: float | None
) -> FittedVoice:
    return voice_from_face(FaceRequest(picture, language, gender=gender, age=age))


def _as_made(identity: Identity | None) -> tuple[str | None, float | None]:
    """Of a head of ours it need not be guessed what it is."""
    if identity is None:
        return None, None
    return "female" if identity.woman >= 0.5 else "male", identity.age


@cache
def _picture_of_head(name: str) -> str:
    """A picture of an embedded head, kept until the process ends."""
    if find_spec("pyvista") is None:
        reason = "is drawn to find its voice, which needs the package pyvista"
        raise InputError(f"head {name}", reason, "Run: pip install 'soliloquy[preview]', or name a voice")
    if flame_file(name) is not None:
        raise InputError(f"head {name}", "is of a FLAME file, of which no picture is drawn here", "Name a voice")
    from PIL import Image

    from ..exporters.render.picture import Portrait
    from ..runtime.head.heads import load_head

    head = load_head(name)
    with Portrait(head, _SIDE) as portrait:
        picture = portrait.picture(head.vertices)
    file = Path(_pictures().name) / f"{head_title(name)}.png"
    Image.fromarray(picture).save(file)
    return str(file)


@cache
def _pictures() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="soliloquy-heads-")
