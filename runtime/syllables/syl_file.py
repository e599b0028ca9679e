# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a ``.syl``. Needs nothing but Python: a game may carry this file and ``token.py``.

integrations/c/soliloquy_syl.h documents the same for C. All numbers are little-endian.

    0   "SYL"           3 bytes
    3   version         1: what a reader must know; a later one is refused
    4   header's bytes  16; a later version may have more, which are skipped
    5   language        its place in ``LANGUAGE_CODES``
    6   flags           bit 0: heard from a sound. The others are 0 and are not looked at
    7   0
    8   body's bytes    4 bytes
    12  CRC-32          4 bytes, of the header before it, of the header's bytes beyond 16 and of the body

The body is fields: a letter, its length (7 bits a byte, the lowest first, the highest bit says that more follow), the
content. A reader skips those of small letters that it does not know, and refuses those of capital ones. "T": tokens.

A token's two highest bits say what it is. 0, a syllable, 6 bytes as one number with the highest byte first: frames - 1
(6 bits), head (10), rhyme (10), stress (2), starts a word (1), pitch (6; 63 none), rise (4), loudness (4), swell (3).
1, a spelled syllable: the same, with the count of its letters (0 to 63) in the place of head and rhyme, then a byte a
letter. 2, a pause, 2 bytes: ends a line (1 bit), mark (4), frames (9). 3, of a later version: the next byte says how
many follow.
"""

import zlib
from collections.abc import Iterator
from typing import TypeVar

from .token import (
    LONGEST_PAUSE,
    LONGEST_SYLLABLE,
    LOUDNESS_LEAST,
    LOUDNESS_STEP,
    MARKS,
    PITCH_MOST,
    PITCH_STEP,
    RISE_LEAST,
    RISE_MOST,
    RISE_STEP,
    SWELL_LEAST,
    SWELL_MOST,
    SWELL_STEP,
    Pause,
    Syllable,
    Token,
    Tokens,
)

MAGIC, VERSION, HEADER_BYTES = b"SYL", 1, 16
LANGUAGE_CODES = ("en-us", "en-gb", "es", "fr", "hi", "it", "pt-br", "ja", "zh")
"""Their places are part of the format: another is added at the end."""
MOST_TOKENS = 200_000
"""Eleven hours of speech; a take has two."""

_Number = TypeVar("_Number", int, float)
_TOKENS_FIELD = ord("T")
_SYLLABLE, _SPELLED, _PAUSE = 0, 1, 2
_NO_PITCH = 63
"""What its six bits have beyond every pitch: a syllable without one."""
_LONGEST_LENGTH = 5
"""Bytes of a number of which each holds seven bits: up to 35 bits."""
MOST_SPELLED = 63
"""Letters of a syllable. Part of the format; chosen by hand."""


class SylError(ValueError):
    """Why bytes are no performance; a part of a sentence that begins with the file's name."""


def to_bytes(said: Tokens) -> bytes:
    """The file's bytes. Raises KeyError for a language that has no number."""
    content = b"".join(map(_packed, said.tokens))
    body = bytes([_TOKENS_FIELD]) + _length(len(content)) + content
    header = MAGIC + bytes([VERSION, HEADER_BYTES, LANGUAGE_CODES.index(said.language), int(said.from_sound), 0])
    header += len(body).to_bytes(4, "little")
    return header + zlib.crc32(body, zlib.crc32(header)).to_bytes(4, "little") + body


def from_bytes(content: bytes) -> Tokens:
    """The performance. Raises SylError for what is none, is damaged, or is of a later version."""
    if content[:3] != MAGIC:
        raise SylError("is no .syl file")
    if len(content) < HEADER_BYTES:
        raise SylError("is cut off within its header")
    if content[3] != VERSION:
        raise SylError(f"is of version {content[3]}, and this reader knows version {VERSION}")
    start, size = content[4], int.from_bytes(content[8:12], "little")
    if start < HEADER_BYTES:
        raise SylError(f"says that its header has {start} bytes")
    if len(content) != start + size:
        raise SylError(f"has {len(content):,} bytes, and its header says {start + size:,}: it is cut off or damaged")
    if zlib.crc32(content[HEADER_BYTES:], zlib.crc32(content[:12])) != int.from_bytes(content[12:16], "little"):
        raise SylError("is damaged: its checksum is not that of its bytes")
    language = LANGUAGE_CODES[content[5]] if content[5] < len(LANGUAGE_CODES) else ""
    tokens: tuple[Token, ...] = ()
    for letter, field in _fields(content[start:]):
        if letter == _TOKENS_FIELD:
            tokens += tuple(_tokens(field))
        elif not chr(letter).islower():
            raise SylError(f"has a field {letter} that must be known, of a later version")
    return Tokens(tokens, language, bool(content[6] & 1))


def _fields(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(body):
        letter, length, shift = body[at], 0, 0
        at += 1
        while True:
            if at >= len(body) or shift >= 7 * _LONGEST_LENGTH:
                raise SylError("has a field whose length cannot be")
            length |= (body[at] & 127) << shift
            shift, more, at = shift + 7, body[at] & 128, at + 1
            if not more:
                break
        if at + length > len(body):
            raise SylError("has a field that is longer than the file")
        yield letter, body[at : at + length]
        at += length


def _tokens(field: bytes) -> Iterator[Token]:
    at, count = 0, 0
    while at < len(field):
        count += 1
        if count > MOST_TOKENS:
            raise SylError(f"has more than {MOST_TOKENS:,} tokens")
        kind = field[at] >> 6
        size = 2 if kind == _PAUSE else 6
        if kind > _PAUSE:
            size = 2 + (field[at + 1] if at + 1 < len(field) else 0)
        head = field[at : at + size]
        at += size
        if kind == _PAUSE and len(head) == size:
            yield _pause(int.from_bytes(head, "big"))
        elif kind <= _SPELLED and len(head) == size:
            bits = int.from_bytes(head, "big")
            letters = (bits >> 20 & (1 << 20) - 1) if kind == _SPELLED else 0
            if letters > MOST_SPELLED:
                raise SylError(f"has a syllable of {letters:,} letters")
            spelled = tuple(field[at : at + letters])
            at += letters
            yield _syllable(bits, spelled, kind == _SPELLED)
        if at > len(field):
            raise SylError("has a token that is longer than the file")


def _packed(token: Token) -> bytes:
    if isinstance(token, Pause):
        bits = _PAUSE << 14 | int(token.ends_line) << 13 | MARKS.index(token.mark) << 9
        return (bits | _within(token.frames, 0, LONGEST_PAUSE)).to_bytes(2, "big")
    kind, unit = _SYLLABLE, token.head << 10 | token.rhyme
    if token.spelled:
        kind, unit = _SPELLED, len(token.spelled)
    bits = kind << 46 | (_within(token.frames, 1, LONGEST_SYLLABLE) - 1) << 40 | unit << 20
    bits |= token.stress << 18 | int(token.starts_word) << 17
    pitch = _NO_PITCH if token.pitch is None else round(_within(token.pitch, -PITCH_MOST, PITCH_MOST) / PITCH_STEP) + 31
    bits |= pitch << 11 | round((_within(token.rise, RISE_LEAST, RISE_MOST) - RISE_LEAST) / RISE_STEP) << 7
    bits |= round(_within(token.loudness, LOUDNESS_LEAST, 0.0) / -LOUDNESS_STEP) << 3
    bits |= round((_within(token.swell, SWELL_LEAST, SWELL_MOST) - SWELL_LEAST) / SWELL_STEP)
    return bits.to_bytes(6, "big") + bytes(token.spelled)


def _pause(bits: int) -> Pause:
    mark = bits >> 9 & 15
    return Pause(bits & LONGEST_PAUSE, MARKS[mark] if mark < len(MARKS) else "", bool(bits >> 13 & 1))


def _syllable(bits: int, spelled: tuple[int, ...], is_spelled: bool) -> Syllable:
    pitch = bits >> 11 & 63
    return Syllable(
        head=0 if is_spelled else bits >> 30 & 1023,
        rhyme=0 if is_spelled else bits >> 20 & 1023,
        frames=(bits >> 40 & 63) + 1,
        stress=min(bits >> 18 & 3, 2),
        starts_word=bool(bits >> 17 & 1),
        pitch=None if pitch == _NO_PITCH else (pitch - 31) * PITCH_STEP,
        rise=(bits >> 7 & 15) * RISE_STEP + RISE_LEAST,
        loudness=0.0 - (bits >> 3 & 15) * LOUDNESS_STEP,
        swell=(bits & 7) * SWELL_STEP + SWELL_LEAST,
        spelled=spelled,
    )


def _within(value: _Number, least: _Number, most: _Number) -> _Number:
    return max(least, min(most, value))


def _length(count: int) -> bytes:
    found = bytearray()
    while count > 127:
        found.append(count & 127 | 128)
        count >>= 7
    return bytes([*found, count])
