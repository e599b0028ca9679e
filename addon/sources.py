# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take is made from, in the panel's order."""

from dataclasses import dataclass, replace
from typing import Any

from ..runtime.requests import AnimateRequest, CaptureRequest, Direction, IdleRequest, SpeakRequest
from ..runtime.requests.tokens import DecodeRequest

Directed = SpeakRequest | AnimateRequest | DecodeRequest | IdleRequest
"""Requests that a direction is part of."""
Generation = Directed | CaptureRequest
VOICED = (SpeakRequest, DecodeRequest)
"""Requests that a voice carries out."""


@dataclass(frozen=True)
class Source:
    """name: in the scene's settings. request: what it asks for. kind: the worker's word for that. given: the option
    that names the text or the file, or says how long. lacking: what an empty one is told."""

    name: str
    label: str
    description: str
    request: type
    kind: str
    given: str
    lacking: str


SOURCES = (
    Source(
        "TEXT",
        "Text",
        "Speak a text with one of the voices",
        SpeakRequest,
        "speak",
        "text",
        "Type what the head should say",
    ),
    Source(
        "AUDIO",
        "Recording",
        "Move the face to a recording",
        AnimateRequest,
        "animate",
        "recording",
        "Choose a recording",
    ),
    Source("VIDEO", "Video", "Move the face like one on a film", CaptureRequest, "capture", "video", "Choose a film"),
    Source(
        "IDLE", "Idle", "Keep the face alive without a word, as a loop", IdleRequest, "idle", "seconds", "Give seconds"
    ),
    Source(
        "TOKENS",
        "Tokens",
        "Say a performance of syllable tokens (.syl), with any voice",
        DecodeRequest,
        "decode",
        "tokens",
        "Choose a file of tokens",
    ),
)


def source_called(name: str) -> Source:
    """The source of that name in the scene's settings; the first for what no menu offers, as damaged files hold it."""
    return next((source for source in SOURCES if source.name == name), SOURCES[0])


def source_of(request: type) -> Source:
    """The source of requests of that type."""
    return next(source for source in SOURCES if source.request is request)


def is_given(value: Any) -> bool:
    """Whether a source has what it is made from: a number always is."""
    return not isinstance(value, str) or bool(value.strip())


def direction_of(request: Directed) -> Direction:
    return request.direction if isinstance(request, IdleRequest) else request.motion.direction


def directed(request: Directed, **changes: Any) -> Directed:
    """The request with a direction that differs in that."""
    direction = replace(direction_of(request), **changes)
    if isinstance(request, IdleRequest):
        return replace(request, direction=direction)
    return replace(request, motion=replace(request.motion, direction=direction))
