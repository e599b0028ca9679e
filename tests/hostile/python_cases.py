# SPDX-License-Identifier: GPL-3.0-or-later
"""The same from Python: every option with values of the wrong type, requests as JSON, odd arguments."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import soliloquy
from soliloquy.runtime.requests import (
    AnimateRequest,
    ExportOptions,
    FaceRequest,
    IdleRequest,
    SpeakRequest,
    VoiceRequest,
)
from soliloquy.runtime.requests.json_form import KINDS, from_json, to_json
from soliloquy.runtime.requests.options import options_of

from .case import DONE, INPUT, SETUP, USAGE, WRITE, Case
from .option_cases import WRONG
from .samples import EDITS, Samples

_CODES = frozenset({DONE, USAGE, INPUT, SETUP, WRITE})
_MAIN = {"text": "Hi.", "recording": "good.wav", "picture": "good.png", "seconds": 2.0, "tokens": "good.syl"}


def cases(seed: int, samples: Samples) -> Iterator[Case]:
    """Each refused with an error of our own, or done."""
    for name, (request, call) in _CALLS.items():
        for field in options_of(request):
            for number, wrong in enumerate(WRONG):
                yield _case(f"{name}: {field.name} is value {number}", _with(call, {field.name: wrong}))
    for kind, request in KINDS.items():
        for path, wrong in _alterations(to_json(_good(request))):
            yield _case(f"JSON of {kind}: {'.'.join(path)} is {ascii(wrong)[:20]}", _from_json(request, path, wrong))
    for name, odd in _ODD.items():
        yield Case(name, (), _prepare, odd, _CODES, anywhere=True)


def _case(name: str, call: Callable[[], Any]) -> Case:
    return Case(name, (), _prepare, call, _CODES)


def _prepare(folder: Path, samples: Samples) -> None:
    for ending in (".wav", ".take", ".png"):
        samples.give(folder, ending)


def _speak(**options: Any) -> None:
    soliloquy.speak(options.pop("text", "Hi."), **options)


def _animate(**options: Any) -> None:
    soliloquy.animate(options.pop("recording", "good.wav"), **options)


def _idle(**options: Any) -> None:
    soliloquy.idle(options.pop("seconds", 2.0), **options)


def _export(**options: Any) -> None:
    soliloquy.export(soliloquy.load_take("good.take"), "out", ("csv",), **options)


def _face(**options: Any) -> None:
    soliloquy.voice_from_face(options.pop("picture", "good.png"), **options)


_CALLS: dict[str, tuple[type, Callable[..., None]]] = {
    "speak": (SpeakRequest, _speak),
    "animate": (AnimateRequest, _animate),
    "idle": (IdleRequest, _idle),
    "export": (ExportOptions, _export),
    "voice_from_face": (FaceRequest, _face),
}


def _with(call: Callable[..., None], options: dict[str, Any]) -> Callable[[], None]:
    return lambda: call(**options)


def _good(request: type) -> Any:
    if request is SpeakRequest:
        return SpeakRequest(VoiceRequest("Hi."))
    return request(
        next(value for name, value in _MAIN.items() if name in {field.name for field in options_of(request)})
    )


def _alterations(data: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _alterations(value, (*above, name))
        for wrong in (None, [], {}, "x", -1, 1e400, True, [[1]], {"x": 1}):
            yield (*above, name), wrong
    yield (*above, "unknown"), 1


def _from_json(request: type, path: tuple[str, ...], wrong: Any) -> Callable[[], object]:
    def call() -> object:
        data = to_json(_good(request))
        held = data
        for name in path[:-1]:
            held = held[name]
        held[path[-1]] = wrong
        return from_json(request, data)

    return call


def _take() -> "soliloquy.Take":
    return soliloquy.load_take("good.take")


def _edit(**edit: Any) -> dict[str, Any]:
    return {**EDITS, "edits": [edit]}


_ODD: dict[str, Callable[[], object]] = {
    "an option that is unknown": lambda: soliloquy.speak("Hi.", volume=1),
    "an option of another call": lambda: soliloquy.speak("Hi.", transcript="x"),
    "a request and options": lambda: soliloquy.speak(SpeakRequest(VoiceRequest("Hi.")), speed=1),
    "a request of another call": lambda: soliloquy.animate(SpeakRequest(VoiceRequest("Hi."))),  # type: ignore[arg-type]
    "a text that is bytes": lambda: soliloquy.speak(b"Hi."),  # type: ignore[arg-type]
    "a text that is nothing": lambda: soliloquy.speak(None),  # type: ignore[arg-type]
    "a path as text": lambda: soliloquy.speak(Path("Hi")),  # type: ignore[arg-type]
    "a recording that is nothing": lambda: soliloquy.animate(None),  # type: ignore[arg-type]
    "a recording that is a number": lambda: soliloquy.animate(3),  # type: ignore[arg-type]
    "a recording with a zero byte": lambda: soliloquy.animate("a\0b.wav"),
    "a picture with a zero byte": lambda: soliloquy.voice_from_face("a\0b.png"),
    "a take with a zero byte": lambda: soliloquy.load_take("a\0b.take"),
    "a style with a zero byte": lambda: soliloquy.speak("Hi.", style="a\0b.style.npz"),
    "a voice with a zero byte": lambda: soliloquy.speak("Hi.", voice="a\0b.voice.npz"),
    "a sound with a zero byte": lambda: soliloquy.detect("a\0b.wav"),
    "a sound that is nothing": lambda: soliloquy.detect(None),  # type: ignore[arg-type]
    "a lexicon with a zero byte": lambda: soliloquy.speak("Hi.", lexicon="a\0b"),
    "a lexicon of odd places": lambda: soliloquy.speak("Hi.", lexicon={"::": "/x/", "xx:y": "/a/", "": "", "z": "/§/"}),
    "a lexicon of wide phonemes": lambda: soliloquy.speak("Hi.", lexicon={"hi": "/" + "ɑ" * 100_000 + "/"}),
    "edits with a zero byte": lambda: soliloquy.speak("Hi.", edits="a\0b"),
    "edits that are a list": lambda: soliloquy.speak("Hi.", edits=[]),
    "edits of another format": lambda: soliloquy.speak("Hi.", edits={"format": "x", 3: 4}),
    "edits of odd keys": lambda: soliloquy.speak("Hi.", edits={**EDITS, 3: 4}),
    "an edit of a long word": lambda: soliloquy.speak("Hi.", edits=_edit(edit="retype", text="hi", to="a" * 499)),
    "an edit of a surrogate": lambda: soliloquy.speak("Hi.", edits=_edit(edit="retype", text="hi", to="\udcff")),
    "an edit far away": lambda: soliloquy.speak("Hi.", edits=_edit(edit="pause", word=10**400, seconds=1)),
    "a take from a path that is nothing": lambda: soliloquy.load_take(None),  # type: ignore[arg-type]
    "a take from a number": lambda: soliloquy.load_take(1),  # type: ignore[arg-type]
    "a name with a zero byte": lambda: soliloquy.export(_take(), "out", ("csv",), name="a\0b"),
    "a name that is nothing": lambda: soliloquy.export(_take(), "out", ("csv",), name=None),  # type: ignore[arg-type]
    "a name with folders": lambda: soliloquy.export(_take(), "out", ("csv",), name="../a"),
    "a name that Windows keeps": lambda: soliloquy.export(_take(), "out", ("csv",), name="NUL"),
    "a folder with a zero byte": lambda: soliloquy.export(_take(), "o\0ut", ("csv",)),
    "a folder that is nothing": lambda: soliloquy.export(_take(), None, ("csv",)),  # type: ignore[arg-type]
    "formats that are one text": lambda: soliloquy.export(_take(), "out", "csv"),
    "formats that are none at all": lambda: soliloquy.export(_take(), "out", ()),
    "formats that are numbers": lambda: soliloquy.export(_take(), "out", (1,)),  # type: ignore[arg-type]
    "a recording that is missing": lambda: soliloquy.export(_take(), "out", ("wav",), recording="no.wav"),
    "a recording that is a folder": lambda: soliloquy.export(_take(), "out", ("wav",), recording="."),
    "no take": lambda: soliloquy.export(None, "out"),  # type: ignore[arg-type]
    "a take saved into a file": lambda: _take().save("good.wav/x.take"),
    "a take saved nowhere": lambda: _take().save("no/such/folder/x.take"),
    "a take saved with a zero byte": lambda: _take().save("a\0b.take"),
    "a take saved at a home that is nobody's": lambda: _take().save("~nosuchuser/x.take"),
    "a frame beyond Blender's": lambda: soliloquy.export(_take(), "out", ("csv",), start_frame=1_048_574),
}
