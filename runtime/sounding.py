# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard of a take, spoken or recorded, and how the last ones are kept: another motion needs no other voice."""

import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from .animate.engines import Engine
from .edits.edit import HEARD, Edits
from .edits.edits_file import as_plain, edits_of
from .edits.spoken import TextEdits
from .listen.features import measure
from .listen.listen import LISTENING_WEIGHTS, WRITING_WEIGHTS, listen
from .listen.recording import read_recording
from .progress import Progress
from .requests import AnimateRequest, SpeakRequest
from .requests.json_form import to_json
from .requests.tokens import DecodeRequest
from .speech import Speech, SpeechFeatures
from .user_file import file_version
from .voice.synthesis import synthesise

_VOICE_WEIGHTS = ("kokoro_encoder", "kokoro_generator", "voices", "english_us", "english_gb")
_CONTENT_WEIGHTS = ("content_basis",)
Sounded: TypeAlias = SpeakRequest | AnimateRequest | DecodeRequest
_MOST_SECONDS = 300.0
"""Of speech that is kept. A second of it takes 0.2 MB. Chosen by hand."""


@dataclass(frozen=True)
class Sounding:
    """Speech with its features, the weights that gave them by name, and the voice that spoke, if one did.

    words: what is said before any edit. origins: for each word of the speech the number of the one in ``words`` that it
    came of.
    """

    speech: Speech
    features: SpeechFeatures
    weights: tuple[str, ...]
    voice: str = ""
    words: tuple[str, ...] = ()
    origins: tuple[int, ...] = ()


class KeptSoundings:
    """The soundings that were made last, up to five minutes of speech together."""

    def __init__(self, most_seconds: float = _MOST_SECONDS) -> None:
        self._most = most_seconds
        self._kept: OrderedDict[str, Sounding] = OrderedDict()

    def sounding_of(self, request: Sounded, engine: Engine, progress: Progress) -> Sounding:
        """As the function of that name, from what is kept where it is there. A file that was changed is heard or said
        again."""
        key = _key(request, engine)
        sounding = self._kept.pop(key, None)
        if sounding is None:
            sounding = sounding_of(request, engine, progress)
        else:
            progress("listen" if isinstance(request, AnimateRequest) else "voice", 1.0)
        self._kept[key] = sounding
        while len(self._kept) > 1 and sum(each.speech.duration for each in self._kept.values()) > self._most:
            self._kept.popitem(last=False)
        if sounding.speech.duration > self._most:
            del self._kept[key]
        return sounding


def sounding_of(request: Sounded, engine: Engine, progress: Progress) -> Sounding:
    """Speak the text with its edits, say the tokens, or listen to the recording, which the engine may want to hear more
    of. Raises as ``perform``."""
    if isinstance(request, SpeakRequest):
        return _spoken(request, progress)
    if isinstance(request, DecodeRequest):
        from .syllables.files import sounding_of_tokens

        return sounding_of_tokens(request, progress)
    recording = read_recording(Path(request.recording), request.start, request.end, request.channel)
    speech, features = listen(
        recording, request.transcript, request.language, progress, engine.needs_content, request.hear_words
    )
    weights = (
        *LISTENING_WEIGHTS,
        *(_CONTENT_WEIGHTS if engine.needs_content else ()),
        *(WRITING_WEIGHTS if request.hear_words and request.transcript is None else ()),
    )
    return _as_it_is(Sounding(speech, features, weights))


def said_by(request: SpeakRequest) -> tuple[dict[str, float], TextEdits | None]:
    """What ``synthesise`` is given besides the text and its voice: the emotion that is heard, and the edits, if any."""
    edits = _heard_edits(request)
    return _emotion_in_voice(request), TextEdits(edits) if edits.edits else None


def _spoken(request: SpeakRequest, progress: Progress) -> Sounding:
    emotion, said = said_by(request)
    if said is None:
        speech = synthesise(request.spoken, progress, emotion)
        return _as_it_is(Sounding(speech, measure(speech), _VOICE_WEIGHTS, request.spoken.voice))
    speech = synthesise(request.spoken, progress, emotion, said)
    return Sounding(speech, measure(speech), _VOICE_WEIGHTS, request.spoken.voice, said.words, said.origins)


def _as_it_is(sounding: Sounding) -> Sounding:
    words = sounding.speech.words
    return replace(sounding, words=tuple(word.text for word in words), origins=tuple(range(len(words))))


def _heard_edits(request: SpeakRequest) -> Edits:
    edits = edits_of(request.edits)
    return Edits(tuple(edit for edit in edits.edits if isinstance(edit, HEARD)), edits.words)


def _emotion_in_voice(request: SpeakRequest) -> dict[str, float]:
    return dict(request.motion.direction.emotion) if request.emotion_in_voice else {}


def _key(request: Sounded, engine: Engine) -> str:
    """All that the sound and its features hang on."""
    told = to_json(request)
    told = {name: value for name, value in told.items() if name not in ("motion", "edits")}
    if isinstance(request, SpeakRequest):
        told["edits"] = as_plain(edits) if (edits := _heard_edits(request)).edits else None
        return json.dumps([told, _emotion_in_voice(request)], sort_keys=True)
    # Where there is none, reading it says what is wrong with it.
    version = file_version(Path(request.tokens if isinstance(request, DecodeRequest) else request.recording))
    return json.dumps([told, version or [], engine.needs_content], sort_keys=True)
