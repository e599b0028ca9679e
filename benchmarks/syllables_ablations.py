# SPDX-License-Identifier: GPL-3.0-or-later
"""More of what docs/measured/syllables.md counts: likeness to another voice, prominence and the face, ablations."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from unittest.mock import patch

import numpy as np
from prominence import word_prominence
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import MotionRequest, VoiceRequest
from soliloquy.runtime.speech import Speech, Word
from soliloquy.runtime.syllables import decoding
from soliloquy.runtime.syllables.decoding import decode, stream
from soliloquy.runtime.syllables.encoding import encode_text
from soliloquy.runtime.syllables.lines import SpelledLine
from soliloquy.runtime.syllables.melody import LOWEST_HZ, STEPS
from soliloquy.runtime.syllables.source import Register, with_source
from soliloquy.runtime.syllables.token import Syllable, Tokens
from soliloquy.runtime.syllables.units import letters_of
from soliloquy.runtime.voice import synthesis
from soliloquy.runtime.voice.kokoro import Encoded
from soliloquy.runtime.voice.loudness import decibels_per_energy
from soliloquy.runtime.voice.shaping import Shaped
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.runtime.voice.timing import SOUND_LEADS
from syllables_measures import OTHER_VOICE, Record, said, speakers, through_bytes

TABLE_SIZES = (32, 64, 128, 256, 512, 1024)
BROWS = tuple(name for name in ARKIT_NAMES if name.startswith("brow"))
_SYLLABLE_BITS, _PAUSE_BITS = 48 - 20, 16


def flat(tokens: Tokens) -> Tokens:
    """The same without pitch."""
    return _each(tokens, lambda token: replace(token, pitch=None, rise=0.0))


def _each(tokens: Tokens, change: Callable[[Syllable], Syllable]) -> Tokens:
    changed = tuple(change(token) if isinstance(token, Syllable) else token for token in tokens.tokens)
    return replace(tokens, tokens=changed)


def likeness(text: str, source: str, target: str) -> Record:
    """How like the target's own reading is what he says of another voice's tokens, and how like the other's it is."""
    tokens = through_bytes(encode_text(VoiceRequest(text, voice=source))[0])
    own, other = (synthesise(VoiceRequest(text, voice=voice)) for voice in (target, source))
    said_by, reads, speaks = (_embedded(each) for each in (decode(tokens, target), own, other))
    found = {"to_target": said_by @ reads, "to_source": said_by @ speaks, "between": reads @ speaks}
    return {"target": target, **{name: float(value) for name, value in found.items()}}


def _embedded(speech: Speech) -> np.ndarray:
    return speakers().embedding(speech.samples, speech.sample_rate)


def codebooks(text: str, code: str, voice: str) -> Record:
    """Bits of a sentence, and syllables spelled, with two tables of each size: the first so many of those that are
    met most often."""
    tokens, _ = encode_text(VoiceRequest(text, voice=voice, language=code))
    syllables = [token for token in tokens.tokens if isinstance(token, Syllable)]
    pauses = _PAUSE_BITS * (len(tokens.tokens) - len(syllables))
    record: Record = {"seconds": tokens.seconds, "syllables": len(syllables)}
    for size in TABLE_SIZES:
        lacking = [token for token in syllables if token.spelled or max(token.head, token.rhyme) >= size]
        letters = sum(len(letters_of(replace(token, stress=0))) for token in lacking)
        unit = round(2 * math.log2(size))
        record[str(size)] = [pauses + (_SYLLABLE_BITS + unit) * len(syllables) + 8 * letters, len(lacking)]
    return record


def ablated(text: str, voice: str) -> Record:
    """A sentence as the voice says it, and from its tokens by the chain, without pitch, with a source that is made of
    the tokens alone, and by another voice with pitch and without."""
    direct = synthesise(VoiceRequest(text, voice=voice))
    tokens = through_bytes(encode_text(VoiceRequest(text, voice=voice))[0])
    ways = {"direct": direct, "chain": decode(tokens, voice), "flat": decode(flat(tokens), voice)}
    with patch.object(decoding, "with_source", _source_of_tokens_alone):
        ways["one_stage"] = decode(tokens, voice)
    ways |= {"other": decode(tokens, OTHER_VOICE), "other_flat": decode(flat(tokens), OTHER_VOICE)}
    return {name: said(speech, text) | _melody(direct, speech) for name, speech in ways.items()}


def _melody(direct: Speech, speech: Speech) -> Record:
    """Mean distance of the pitch in semitones from each one's median, where both have a voice."""
    assert direct.tts is not None and speech.tts is not None
    frames = min(len(direct.tts.pitch), len(speech.tts.pitch))
    pair = np.stack([each.tts.pitch[:frames] for each in (direct, speech) if each.tts is not None])
    heights = 12 * np.log2(pair[:, (pair > LOWEST_HZ).all(axis=0)])
    heights -= np.median(heights, axis=1, keepdims=True)
    return {"semitones": float(np.abs(heights[0] - heights[1]).mean())}


def _source_of_tokens_alone(encoded: Encoded, spelled: SpelledLine, register: Register) -> Shaped:
    """As ``with_source``, but each syllable's pitch and energy are the token's straight lines, without the voice's own
    course within the syllable: one stage from tokens to source, which knows of no articulation."""
    pitch, energy = encoded.pitch.copy(), encoded.energy.copy()
    first = int(encoded.durations[0]) - SOUND_LEADS
    for token in spelled.tokens:
        begin, end = STEPS * max(first, 0), min(STEPS * (first + token.frames), len(pitch))
        if isinstance(token, Syllable) and end > begin:
            place = (np.arange(begin, end) + 0.5 - STEPS * first) / (STEPS * token.frames) - 0.5
            voiced = pitch[begin:end] > LOWEST_HZ
            if token.pitch is not None:
                asked = 2.0 ** ((register.height + token.pitch + token.rise * place) / 12.0)
                pitch[begin:end] = np.where(voiced, asked, pitch[begin:end])
            loudness = token.loudness + token.swell * place
            energy[begin:end] = register.energy + loudness / decibels_per_energy()
        first += token.frames
    shaped = with_source(encoded, spelled, register)
    changed = replace(encoded, pitch=pitch.astype(np.float32), energy=energy.astype(np.float32))
    return replace(shaped, encoded=changed, gain=np.zeros(len(pitch)))


def streamed(text: str, voice: str) -> Record:
    """Seconds until the first sound of the tokens' stream, and of the text's, the least of three each once the models
    are loaded; and until all of it was there, once."""
    tokens = through_bytes(encode_text(VoiceRequest(text, voice=voice))[0])
    decode(through_bytes(encode_text(VoiceRequest("Hello.", voice=voice))[0]), voice)
    ways = {"tokens": lambda: stream(tokens, voice), "text": lambda: synthesis.stream(VoiceRequest(text, voice=voice))}
    return {"seconds": tokens.seconds, **{name: _first_and_last(begin) for name, begin in ways.items()}}


def _first_and_last(begin: Callable[[], Iterator[np.ndarray]]) -> list[float]:
    firsts = []
    for _ in range(3):
        began, pieces = time.perf_counter(), begin()
        any(piece.any() for piece in pieces)
        firsts.append(time.perf_counter() - began)
    for _ in pieces:
        pass
    return [min(firsts), time.perf_counter() - began]


def prominent_words(text: str, voice: str, other: str) -> Record:
    """For each word how prominent it is and how much brows, head and jaw move while it is said: in the direct reading,
    and from its tokens."""
    direct = synthesise(VoiceRequest(text, voice=voice))
    tokens = through_bytes(encode_text(VoiceRequest(text, voice=voice))[0])
    ways = {
        "direct": direct,
        "same": decode(tokens, voice),
        "other": decode(tokens, other),
        "flat": decode(flat(tokens), voice),
    }
    return {name: _words_of(speech) for name, speech in ways.items()}


def _words_of(speech: Speech) -> Record:
    features = measure(speech)
    curves = animate(MotionRequest("flow"), speech, features)
    found = {"prominence": word_prominence(features, speech.words).tolist()}
    return found | {name: _energy(values, speech.words) for name, values in _moving(curves).items()}


def _moving(curves: ArkitCurves) -> dict[str, np.ndarray]:
    weights = curves.weights
    return {
        "brows": weights[:, [ARKIT_INDEX[name] for name in BROWS]],
        "head": np.asarray(curves.head),
        "jaw": weights[:, [ARKIT_INDEX["jawOpen"]]],
    }


def _energy(values: np.ndarray, words: tuple[Word, ...]) -> list[float]:
    """Root mean square of the speed within each word, from 0.1 s before it: brows and head rise before it is heard."""
    speed = np.linalg.norm(np.diff(values, axis=0, prepend=values[:1]), axis=1)
    spans = ((max(0, round(50 * (word.start - 0.1))), round(50 * word.end) + 1) for word in words)
    return [float(np.sqrt(np.square(speed[first:last]).mean())) for first, last in spans]
