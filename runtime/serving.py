# SPDX-License-Identifier: GPL-3.0-or-later
"""What the worker is asked for: voices, takes, tokens, a line to listen to, a voice for a face, a head of a FLAME file.

Packages that make them are imported when they are asked for, so that the worker is ready at once.
"""

import os
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import UsageError
from .progress import Progress
from .requests import FaceRequest, SpeakRequest, VoiceRequest
from .requests.json_form import TAKES, from_json
from .syllables.asked import tokens_of_request
from .take_ending import TAKE_ENDING
from .user_file import as_path
from .worker import Handler
from .worker_files import complete_or_gone

if TYPE_CHECKING:
    from .sounding import KeptSoundings


def _ping(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    return {"pid": os.getpid()}


def _voices(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    from .voice.voices import list_voices

    return {"voices": [asdict(voice) for voice in list_voices()]}


def _warm(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    """Load every model, by making speech that nobody hears."""
    from .perform import perform

    voice = from_json(VoiceRequest, {"text": "Ready.", "voice": arguments.get("voice")})
    perform(SpeakRequest(voice), progress)
    return {}


@cache
def _soundings() -> "KeptSoundings":
    """Those of this process, which answers one request after the other."""
    from .sounding import KeptSoundings

    return KeptSoundings()


def _take(arguments: dict[str, Any], path: Path, progress: Progress, request: type) -> dict[str, Any]:
    """Make the take that is asked for, and save it. layers: names of faces besides, as ``perform`` has them."""
    from .edits.emotion_curves import LAYERS
    from .perform import perform
    from .take import motion_npz, save_take

    asked: Any = from_json(request, arguments.get("request"))
    layers = arguments.get("layers", [])
    if not isinstance(layers, list) or any(layer not in LAYERS for layer in layers):
        raise UsageError(f"layers {layers!r}"[:200], "are not known", f"Use some of: {', '.join(LAYERS)}")
    take = perform(asked, progress, _soundings())
    more = {layer: motion_npz(perform(asked, progress, _soundings(), layer).motion) for layer in layers}
    paths = {layer: path.with_suffix(f".{layer}.npz") for layer in layers}
    take_path = path.with_suffix(TAKE_ENDING)
    with complete_or_gone(take_path, *paths.values()):
        save_take(take, take_path)
        for layer, motion in more.items():
            paths[layer].write_bytes(motion)
    return {"take": str(take_path), "layers": {layer: str(each) for layer, each in paths.items()}}


def _sample(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    """A line in a voice as a sound file, for listening."""
    from .sound_writer import write_sound
    from .voice.synthesis import synthesise

    speech = synthesise(from_json(VoiceRequest, arguments.get("request")), progress)
    sound_path = path.with_suffix(".wav")
    with complete_or_gone(sound_path), sound_path.open("wb") as file:
        write_sound(file, speech.samples, speech.sample_rate, "WAV", "PCM_16")
    return {"sound": str(sound_path)}


def _voice_from_face(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    from .face.voice_from_face import voice_from_face

    progress("face", 0.0)
    return voice_from_face(from_json(FaceRequest, arguments.get("request"))).as_json()


def _import_flame(arguments: dict[str, Any], path: Path, progress: Progress) -> dict[str, Any]:
    from .flame.importing import import_flame

    file, name = arguments.get("file"), arguments.get("name")
    if not isinstance(name, str):
        raise UsageError("name", "is no text", "Give the head a name")
    progress("head", 0.0)
    return import_flame(as_path("file", file), name).as_json()


HANDLERS: dict[str, Handler] = {
    "ping": _ping,
    "voices": _voices,
    "warm": _warm,
    **{kind: partial(_take, request=request) for kind, request in TAKES.items()},
    "encode": tokens_of_request,
    "sample": _sample,
    "voice_from_face": _voice_from_face,
    "import_flame": _import_flame,
}
