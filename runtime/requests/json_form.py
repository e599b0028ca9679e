# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests as JSON: what the worker is sent, what a take keeps, what a list of lines holds."""

import dataclasses
import typing
from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from .animate import AnimateRequest
from .capture import CaptureRequest
from .face import FaceRequest
from .idle import IdleRequest
from .options import Request, held_request, options_of
from .speak import SpeakRequest
from .tokens import DecodeRequest
from .voice import VoiceRequest

KINDS: dict[str, type] = {
    "speak": SpeakRequest,
    "animate": AnimateRequest,
    "decode": DecodeRequest,
    "idle": IdleRequest,
    "voice": VoiceRequest,
    "face": FaceRequest,
}
"""Requests by the name under which they are sent and kept."""
TAKES: dict[str, type] = {
    "speak": SpeakRequest,
    "animate": AnimateRequest,
    "capture": CaptureRequest,
    "idle": IdleRequest,
    "decode": DecodeRequest,
}
"""Those that become takes, by the worker's names."""


def to_json(request: Any) -> dict[str, Any]:
    """Every field as plain JSON values, requests inside as objects."""
    return {field.name: _plain(getattr(request, field.name)) for field in dataclasses.fields(request)}


def from_json(request: type[Request], data: Any, where: str = "request") -> Request:
    """The request of ``to_json``; fields that are left out have their defaults.

    Raises UsageError that names the field ("request.motion.flow.guidance") for one that is unknown, of the wrong type
    or beyond its limits, and for one that is missing.
    """
    if not isinstance(data, Mapping):
        raise UsageError(where, "is no JSON object", "Give an object of options")
    fields = {field.name: field for field in dataclasses.fields(request)}  # type: ignore[arg-type]
    unknown = next((name for name in data if name not in fields), None)
    if unknown is not None:
        raise UsageError(f"{where}.{unknown}", "is no option", f"Use some of: {', '.join(fields)}")
    values = {name: _loaded(request, fields[name], value, f"{where}.{name}") for name, value in data.items()}
    missing = next((name for name, field in fields.items() if name not in values and _is_required(field)), None)
    if missing is not None:
        raise UsageError(f"{where}.{missing}", "is missing", "Give it")
    try:
        return request(**values)
    except UsageError as error:
        raise UsageError(f"{where}: {error.input_name}", error.reason, error.hint) from error


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return to_json(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return value


def _loaded(request: type, field: "dataclasses.Field[Any]", value: Any, where: str) -> Any:
    held = held_request(request, field)
    if held is not None:
        return from_json(held, value, where)
    option = next((each for each in options_of(request) if each.path == (field.name,)), None)
    if option is not None:
        return option.kind.load(value)
    hint = typing.get_type_hints(request)[field.name]
    if not isinstance(value, int | float if hint is float else hint):
        raise UsageError(f"{where} {value!r}", f"is no {hint.__name__}", "Give one, or leave it out")
    return value


def _is_required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
