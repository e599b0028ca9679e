# SPDX-License-Identifier: GPL-3.0-or-later
"""Edges of words and phones moved by hand: frames go from a phone, or from the pause beside it, to the other one."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..arrays import Array
from ..phones import KOKORO, KOKORO_MODIFIERS, KOKORO_STRESS, is_held
from .timing import SOUNDED_SPACE_FRAMES, Line

_LEAST, _LEAST_AT_ENDS = 1, 3
"""Frames that stay of what gives way; at a line's ends as many that the sound, which comes before the model's durations
say (``timing.SOUND_LEADS``), does not reach them."""


@dataclass(frozen=True)
class EdgeMove:
    """word: in the line. phone: in the word. at_end: its end, otherwise its start. frames: of 25 ms, above 0 for
    later. number: of the edit that asks for it, among all of the text's."""

    word: int
    phone: int
    at_end: bool
    frames: int
    number: int


@dataclass(frozen=True)
class _Span:
    """Tokens first..last of one phone."""

    word: int
    symbol: str
    first: int
    last: int


def with_moved_edges(
    durations: Array, line: Line, moves: Sequence[EdgeMove]
) -> tuple[Array, tuple[tuple[EdgeMove, int], ...]]:
    """Frames of each token (N,), as ``Encoded.durations``, with the edges moved, one after the other; and each move
    with the frames that it found room for."""
    if not moves:
        return durations, ()
    durations = durations.copy()
    spans = _spans(line)
    done = []
    for move in moves:
        inside = [number for number, span in enumerate(spans) if span.word == move.word]
        if move.phone >= len(inside):
            done.append((move, 0))
            continue
        before, after = _sides(durations, line, spans, inside[move.phone], move.at_end)
        giving, taking = (after, before) if move.frames > 0 else (before, after)
        ends = giving[0] == 0 or giving[-1] == len(durations) - 1
        room = max(0, int(durations[list(giving)].sum()) - (_LEAST_AT_ENDS if ends else _LEAST))
        frames = min(abs(move.frames), room)
        _take(durations, giving, frames)
        durations[max(taking, key=lambda token: durations[token])] += frames
        done.append((move, frames if move.frames > 0 else -frames))
    return durations, tuple(done)


def _sides(durations: Array, line: Line, spans: list[_Span], number: int, at_end: bool) -> tuple[range, range]:
    """The tokens before and after an edge of a phone; a space that is sounded belongs to neither."""
    phone = spans[number]
    own = range(phone.first, phone.last)
    beside = number + 1 if at_end else number - 1
    neighbour = spans[beside] if 0 <= beside < len(spans) else None
    if at_end:
        between = range(phone.last, neighbour.first if neighbour else len(durations))
    else:
        between = range(neighbour.last if neighbour else 0, phone.first)
    # Tokens begin with the boundary token, letters do not.
    only_space = all(0 < token <= len(line.letters) and line.letters[token - 1] == " " for token in between)
    sounded = only_space and durations[list(between)].sum() <= SOUNDED_SPACE_FRAMES
    other = range(neighbour.first, neighbour.last) if neighbour is not None and sounded else between
    return (own, other) if at_end else (other, own)


def _take(durations: Array, tokens: range, frames: int) -> None:
    for _ in range(frames):
        durations[max(tokens, key=lambda token: durations[token])] -= 1


def _spans(line: Line) -> list[_Span]:
    """The phones of a line as ``timing.phones_of_line`` has them, with their tokens."""
    found: list[_Span] = []
    stressed: int | None = None
    for token, (letter, word) in enumerate(zip(line.letters, line.word_of, strict=True), start=1):
        touching = bool(found) and found[-1].last == token
        if letter in KOKORO_STRESS:
            stressed = token if stressed is None else stressed
        elif (letter in KOKORO_MODIFIERS or (letter == "." and word >= 0)) and touching:
            found[-1] = _Span(found[-1].word, found[-1].symbol, found[-1].first, token + 1)
        elif letter in KOKORO:
            first = token if stressed is None else stressed
            if touching and is_held(found[-1].symbol, KOKORO[letter]):
                first = found.pop().first
            found.append(_Span(word, KOKORO[letter], first, token + 1))
            stressed = None
        else:
            stressed = None
    return found
