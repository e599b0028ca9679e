# SPDX-License-Identifier: GPL-3.0-or-later
"""Text to tokens to speech: the same letters, times and melody, by any voice; and what is refused."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.requests import VoiceRequest
from soliloquy.runtime.requests.tokens import DecodeRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.syllables import decoding
from soliloquy.runtime.syllables.decoding import decode, stream
from soliloquy.runtime.syllables.encoding import encode_text
from soliloquy.runtime.syllables.files import load_tokens, sounding_of_tokens
from soliloquy.runtime.syllables.lines import spelled_lines
from soliloquy.runtime.syllables.syl_file import from_bytes, to_bytes
from soliloquy.runtime.syllables.token import Pause, Syllable, Tokens
from soliloquy.runtime.voice import streaming
from soliloquy.runtime.voice.rendering import rendered
from soliloquy.runtime.voice.synthesis import lines_in_time, time_text

ENGLISH = VoiceRequest("Hello there, my friend. Papa came home!", voice="af_heart")
OTHERS = (
    VoiceRequest("Hoy hace mucho calor.", voice="ef_dora"),
    VoiceRequest("今日は寒いですね。", voice="jf_alpha", language="ja"),
    VoiceRequest("你好，朋友。", voice="zf_xiaobei", language="zh"),
)


@cache
def tokens_of(request: VoiceRequest) -> Tokens:
    return from_bytes(to_bytes(encode_text(request)[0]))


@pytest.fixture(autouse=True, scope="module")
def without_sound() -> Iterator[None]:
    """Lines are not sounded, which takes most of the time, but by the one test that asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "rendered", lambda line, threads: np.zeros(600 * line.encoded.frames, np.float32))
        yield


@cache
def decoded(voice: str) -> Speech:
    return decode(tokens_of(ENGLISH), voice)


@pytest.mark.parametrize("request_", [ENGLISH, *OTHERS], ids=lambda request: request.voice)
def test_the_letters_come_back_exactly(request_: VoiceRequest) -> None:
    said = [chunk.planned.line.letters for chunk in lines_in_time(request_)[1]]
    assert [line.line.letters for line in spelled_lines(tokens_of(request_).tokens)] == said


def test_the_same_voice_says_the_same_at_the_same_time() -> None:
    spoken, said = time_text(ENGLISH), decoded("af_heart")
    assert abs(said.duration - spoken.duration) < 0.026
    assert [phone.symbol for phone in said.phones] == [phone.symbol for phone in spoken.phones]
    starts = np.array([[phone.start for phone in speech.phones] for speech in (said, spoken)])
    assert np.abs(starts[0] - starts[1]).max() <= 0.051


def test_it_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "rendered", rendered)
    speech = decode(tokens_of(VoiceRequest("Hi.")), "am_michael")
    assert 0.05 < np.abs(speech.samples).max() <= 1.0
    assert len(speech.samples) == round(24_000 * speech.duration)


def test_the_melody_comes_back() -> None:
    spoken, said = time_text(ENGLISH), decoded("af_heart")
    assert spoken.tts is not None and said.tts is not None
    frames = min(len(spoken.tts.pitch), len(said.tts.pitch))
    pitch = np.stack([spoken.tts.pitch[:frames], said.tts.pitch[:frames]])
    semitones = 12 * np.log2(pitch[:, (pitch > 50).all(axis=0)])
    assert np.abs(semitones[0] - semitones[1]).mean() < 0.4


def test_another_voice_speaks_in_its_own_register_and_in_the_tokens_time() -> None:
    first, other = decoded("af_heart"), decoded("am_michael")
    assert other.duration == first.duration
    medians = [float(np.median(s.tts.pitch[s.tts.pitch > 50])) for s in (first, other) if s.tts is not None]
    assert medians[1] < 0.75 * medians[0]


def test_another_voice_encodes_to_mostly_the_same_units() -> None:
    units = [
        [(token.head, token.rhyme) for token in encode_text(request)[0].tokens if isinstance(token, Syllable)]
        for request in (ENGLISH, VoiceRequest(ENGLISH.text, voice="am_michael"))
    ]
    assert units[0] == units[1]


def test_a_pause_lasts_as_long_as_it_says() -> None:
    tokens = tokens_of(ENGLISH)
    longer = tuple(Pause(200, token.mark, token.ends_line) if _is_inner(token) else token for token in tokens.tokens)
    pauses = [token.frames for token in tokens.tokens if _is_inner(token)]
    said = decode(Tokens(longer, "en-us"), "af_heart")
    assert said.duration == pytest.approx(
        decoded("af_heart").duration + (200 * len(pauses) - sum(pauses)) / 40, abs=0.06
    )


def _is_inner(token: object) -> bool:
    return isinstance(token, Pause) and token.mark == ","


@pytest.mark.parametrize("tokens", [(), (Pause(10),), (Syllable(1000, 0, 5),)])
def test_nothing_to_say_is_refused(tokens: tuple[Pause | Syllable, ...]) -> None:
    with pytest.raises(InputError, match="nothing that can be said"):
        decode(Tokens(tokens, "en-us"), "af_heart")


def test_more_than_a_take_may_last_is_refused() -> None:
    with pytest.raises(InputError, match="hours"):
        decode(Tokens((Pause(511),) * 1000, "en-us"), "af_heart")


def test_a_line_longer_than_the_voice_takes_is_said_in_parts() -> None:
    """Hundreds of syllables without a pause."""
    syllables = tuple(Syllable(1, 1, 6, starts_word=number % 3 == 0) for number in range(600))
    lines = spelled_lines(syllables)
    assert len(lines) > 1
    assert max(len(line.line.letters) for line in lines) <= 510
    assert sum(token.frames for line in lines for token in line.tokens) == 3600


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.syl"
    path.write_bytes(b"hello")
    with pytest.raises(InputError, match=r"x\.syl: is no \.syl file"):
        load_tokens(path)
    path.write_bytes(to_bytes(Tokens((Pause(3),), "en-us")))
    with pytest.raises(InputError, match=r"x\.syl: hold"):
        sounding_of_tokens(DecodeRequest(str(path)), lambda step, part: None)


def test_a_stream_lasts_as_long_as_the_whole_and_begins_with_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first line ends at the comma, and no later than after some sixty letters."""
    monkeypatch.setattr(streaming, "rendered_in_pieces", lambda line, longest: [np.ones(600 * line.encoded.frames)])
    text = "When the sun came up over the hills, nobody was awake to see how bright and how early it was that day."
    tokens = tokens_of(VoiceRequest(text, voice="af_heart"))
    sound = list(stream(tokens, "am_michael"))
    assert len(next(piece for piece in sound if piece.any())) < 24_000 * 3
    assert sum(map(len, sound)) / 24_000 == pytest.approx(decode(tokens, "am_michael").duration, abs=0.06)
    first, *_ = spelled_lines(tokens.tokens, quick_start=True)
    assert first.line.letters.endswith("hˈɪlz,")
    (unhurried,) = spelled_lines(tokens.tokens)
    assert len(unhurried.line.letters) > len(first.line.letters)


def test_a_stream_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="nothing that can be said"):
        next(stream(Tokens((Pause(10),), "en-us"), "af_heart"))


@pytest.mark.parametrize(
    "tokens",
    [
        (Syllable(1, 1, 0, 1, True),),
        (Syllable(1, 1, 0, 1, True), Syllable(2, 3, 0), Pause(0, ".", True), Syllable(1, 1, 0, 1, True)),
        (Pause(0), Pause(0), Syllable(1, 1, -5, 1, True), Pause(0)),
    ],
)
def test_a_syllable_that_lasts_no_time_is_said_in_one_frame(tokens: tuple[Pause | Syllable, ...]) -> None:
    speech = decode(Tokens(tokens, "en-us"), "af_heart")
    phones = [phone for phone in speech.phones if phone.symbol != "sil"]
    assert phones and all(phone.end > phone.start for phone in phones)
    assert speech.duration < 1.2


def test_a_million_tokens_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "long.syl"
    path.write_bytes(to_bytes(Tokens((Pause(1),) * 1_000_000, "en-us")))
    with pytest.raises(InputError, match=r"long\.syl: .*2"):
        load_tokens(path)
