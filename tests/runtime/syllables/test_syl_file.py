# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a .syl: back as they were, and refused where they are damaged, cut or of a later version."""

import random
import zlib

import pytest
from soliloquy.runtime.syllables.syl_file import MOST_TOKENS, SylError, from_bytes, to_bytes
from soliloquy.runtime.syllables.token import Pause, Syllable, Tokens

SAID = Tokens(
    (
        Pause(10),
        Syllable(3, 1023, 7, 1, True, -2.5, 3.0, -4.0, -6.0),
        Syllable(0, 0, 64, 2, False, None, 0.0, 0.0, 0.0, (55, 80, 63)),
        Pause(0, ",", False),
        Syllable(1023, 5, 1, 0, True, 15.5, -12.0, -30.0, 9.0),
        Pause(511, "…", True),
    ),
    "pt-br",
    from_sound=True,
)


def sealed(header: bytes, body: bytes) -> bytes:
    """A file of that body whose checksum is right. header: its first eight bytes, and those beyond sixteen."""
    start = header[:8] + len(body).to_bytes(4, "little")
    rest = header[8:] + body
    return start + zlib.crc32(rest, zlib.crc32(start)).to_bytes(4, "little") + rest


def test_what_is_written_is_read() -> None:
    assert from_bytes(to_bytes(SAID)) == SAID


def test_the_bytes_are_as_documented() -> None:
    content = to_bytes(Tokens((Syllable(1, 2, 3, 1, True, 0.0, 0.0, -2.0, 0.0), Pause(4, ".", True)), "es"))
    assert content[:12] == b"SYL\x01\x10\x02\x00\x00\x0a\x00\x00\x00"
    assert content[16:] == b"T\x08" + bytes([0b000010, 0, 0x40, 0x26, 0xFC, 0x0C]) + bytes([0b10100100, 4])


def test_a_six_second_line_is_small() -> None:
    """24 syllables and 3 pauses."""
    syllables = (Syllable(1, 2, 8),) * 24
    assert len(to_bytes(Tokens((Pause(10), *syllables, Pause(5, ","), Pause(16)), "en-us"))) <= 170


@pytest.mark.parametrize("size", range(len(to_bytes(SAID))))
def test_every_cut_is_refused(size: int) -> None:
    with pytest.raises(SylError):
        from_bytes(to_bytes(SAID)[:size])


def test_every_flipped_bit_is_refused() -> None:
    good = to_bytes(SAID)
    for place in range(8 * len(good)):
        bad = bytearray(good)
        bad[place // 8] ^= 1 << place % 8
        with pytest.raises(SylError):
            from_bytes(bytes(bad))


def test_another_version_is_named() -> None:
    content = bytearray(to_bytes(SAID))
    content[3] = 2
    with pytest.raises(SylError, match="version 2"):
        from_bytes(bytes(content))


def test_what_a_later_one_adds_is_skipped() -> None:
    """A longer header, a field of a small letter, and a token of the fourth kind."""
    body = to_bytes(SAID)[16:]
    tokens = b"\xc0\x02ab" + body[2:]
    body = b"x\x85\x00hello" + b"T" + bytes([len(tokens)]) + tokens
    assert from_bytes(sealed(b"SYL\x01\x14\x06\x01\x00" + b"more", body)) == SAID
    with pytest.raises(SylError, match="later version"):
        from_bytes(sealed(b"SYL\x01\x10\x06\x01\x00", b"X\x00" + body))


def test_an_unknown_language_is_read_without_its_name() -> None:
    assert from_bytes(sealed(b"SYL\x01\x10\xff\x00\x00", b"T\x00")).language == ""


def test_a_million_tokens_are_refused() -> None:
    count = MOST_TOKENS + 1
    length = bytes([2 * count & 127 | 128, 2 * count >> 7 & 127 | 128, 2 * count >> 14])
    with pytest.raises(SylError, match="tokens"):
        from_bytes(sealed(b"SYL\x01\x10\x00\x00\x00", b"T" + length + b"\x80\x01" * count))


@pytest.mark.parametrize(
    "body",
    [
        *(b"T", b"T\xff\xff\xff\xff\xff\x01", b"T\x05\x00", b"T\x02\x00\x00", b"T\x01\x80", b"T\x01\xc0"),
        *(b"T\x06\x43\x00\x00\x30\x00\x00", b"T\x06\x40\xff\xff\xf0\x00\x00"),
    ],
)
def test_bodies_that_cannot_be_are_refused(body: bytes) -> None:
    with pytest.raises(SylError):
        from_bytes(sealed(b"SYL\x01\x10\x00\x00\x00", body))


def test_any_bytes_are_tokens_or_refused() -> None:
    chance = random.Random(7)
    read = 0
    for _ in range(2000):
        field = chance.randbytes(chance.randrange(40))
        try:
            said = from_bytes(sealed(b"SYL\x01\x10\x00\x00\x00", b"T" + bytes([len(field)]) + field))
        except SylError:
            continue
        read += 1
        assert from_bytes(to_bytes(said)) == said
    assert read > 20
