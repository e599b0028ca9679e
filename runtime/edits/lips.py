# SPDX-License-Identifier: GPL-3.0-or-later
"""The phones as the lips show them: where lips are told to meet, or to stay apart, another phone stands."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import SoliloquyError
from ..phones import BILABIALS
from ..speech import Phone, Speech
from .edit import NO_EDITS, Closure, Edit, left_out
from .edits_file import edits_of
from .placing import NO_PHONE, phone_number

_SHUT = "m"
_OPEN = {"p": "t", "b": "d", "m": "n", "f": "s", "v": "z"}
"""What is made as those are, with the tongue in the lips' place."""


def phones_of_word(phones: Sequence[Phone], origins: Sequence[int], word: int) -> list[int]:
    """Numbers of the phones of a word as it was before any edit. origins: for each word of the speech that one."""
    return [number for number, phone in enumerate(phones) if phone.word >= 0 and origins[phone.word] == word]


def with_lips(
    phones: tuple[Phone, ...], edits: Sequence[Edit], origins: Sequence[int]
) -> tuple[tuple[Phone, ...], tuple[int, ...], tuple[str, ...]]:
    """The phones as the lips show them, the numbers of those at which they stay apart, and notes of edits that found no
    phone. edits: placed in this performance."""
    shown, notes = list(phones), []
    apart: list[int] = []
    for edit in edits:
        if not isinstance(edit, Closure) or edit.at.word is None:
            continue
        own = phones_of_word(phones, origins, edit.at.word)
        number = phone_number([phones[each].symbol for each in own], edit.at) if own else None
        if number is None:
            notes.append(left_out(edit, NO_PHONE))
            continue
        phone = phones[own[number]]
        apart = [each for each in apart if each != own[number]] + ([] if edit.closed else [own[number]])
        symbol = (
            (phone.symbol if phone.symbol in BILABIALS else _SHUT)
            if edit.closed
            else _OPEN.get(phone.symbol, phone.symbol)
        )
        shown[own[number]] = replace(phone, symbol=symbol, confidence=1.0)
    return tuple(shown), tuple(apart), tuple(notes)


def lip_phones(speech: Speech, request: Mapping[str, Any]) -> tuple[Phone, ...]:
    """The phones of a take as its lips show them. request: the take's own, of which anything may have been made."""
    try:
        return _shown(speech, request)
    except (SoliloquyError, RecursionError):
        return speech.phones


def _shown(speech: Speech, request: Mapping[str, Any]) -> tuple[Phone, ...]:
    """Of a merged take those of its mouth; of one that fades into another those of the one that is seen then."""
    while isinstance(merged := request.get("merged"), Mapping):
        request = _inner(merged.get("mouth"))
    if isinstance(fade := request.get("cross_fade"), Mapping):
        first, second = (_shown(speech, _inner(fade.get(name))) for name in ("first", "second"))
        at = fade.get("at")
        time = float(at) if isinstance(at, int | float) else 0.0
        return tuple(a if (a.start + a.end) / 2 < time else b for a, b in zip(first, second, strict=True))
    told = request.get("edits")
    edits = edits_of(told) if isinstance(told, Mapping) else NO_EDITS
    if len(edits.said) != len(speech.words):
        return speech.phones
    return with_lips(speech.phones, edits.edits, edits.said)[0]


def _inner(source: Any) -> Mapping[str, Any]:
    """The request of a take that another one was made of."""
    request = source.get("request") if isinstance(source, Mapping) else None
    return request if isinstance(request, Mapping) else {}
