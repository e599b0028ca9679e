# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/measured/syllables.md counts, one record at a time, each kept on disk as it comes."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import soundfile
import soxr
from judges import dnsmos
from read_back import Judge
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.listen.listen import listen
from soliloquy.runtime.listen.recording import read_recording
from soliloquy.runtime.motion import ArkitCurves
from soliloquy.runtime.requests import MotionRequest, VoiceRequest
from soliloquy.runtime.speech import Speech
from soliloquy.runtime.syllables.decoding import decode
from soliloquy.runtime.syllables.encoding import encode_sound, encode_text
from soliloquy.runtime.syllables.syl_file import from_bytes, to_bytes
from soliloquy.runtime.syllables.token import Pause, Syllable, Tokens
from soliloquy.runtime.syllables.units import letters_of
from soliloquy.runtime.voice.synthesis import synthesise
from soliloquy.training.syllables.count_units import whole_syllables
from speaker_judge import SpeakerJudge
from transcripts import distance, words

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "benchmarks" / "syllables"
RECORDINGS = ROOT.parent / "shared" / "data" / "speech"
RATE = 24_000
OTHER_VOICE = "am_michael"
ROUND = ("mouthFunnel", "mouthPucker")
Record = dict[str, Any]


@cache
def judge() -> Judge:
    return Judge()


@cache
def speakers() -> SpeakerJudge:
    return SpeakerJudge()


@cache
def quality() -> onnxruntime.InferenceSession:
    import importlib.util

    found = importlib.util.find_spec("speechmos")
    assert found is not None and found.origin is not None, "pip install --no-deps speechmos==0.0.1.1"
    path = Path(found.origin).parent / "dnsmos_models" / "sig_bak_ovr.onnx"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options)


def kept(key: str, make: Callable[[], Record]) -> Record:
    """The record of that key, made now where it is not on disk."""
    path = FOLDER / f"{key}.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    record = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")
    return record


def said(speech: Speech, text: str, named: str = "", heard: str | None = None) -> Record:
    """What the judges say of one sound: words read wrong of so many, DNSMOS, the voice's embedding. heard: what is read
    in it, where that is known."""
    heard = read_in(speech) if heard is None else heard
    right, found = words(text, "en-us"), words(heard, "en-us")
    if named:
        FOLDER.mkdir(parents=True, exist_ok=True)
        soundfile.write(FOLDER / f"{named}.wav", speech.samples, speech.sample_rate)
    return {
        "heard": heard,
        "wrong": distance(right, found),
        "words": len(right),
        "mos": dnsmos(quality(), soxr.resample(speech.samples, speech.sample_rate, RATE))["overall"],
        "speaker": speakers().embedding(speech.samples, speech.sample_rate).tolist(),
        "seconds": speech.duration,
    }


def read_in(speech: Speech) -> str:
    """What the judge reads in a sound, as benchmarks/read_back.py asks it but without naming the language first."""
    samples = soxr.resample(speech.samples, speech.sample_rate, 16_000).astype(np.float32)
    segments, _ = judge().model.transcribe(samples, language="en", temperature=0.0, without_timestamps=True)
    return "".join(segment.text for segment in segments).strip()


def through_bytes(tokens: Tokens) -> Tokens:
    return from_bytes(to_bytes(tokens))


@cache
def _one_table() -> frozenset[str]:
    return whole_syllables()


def sizes(text: str, code: str, voice: str) -> Record:
    """Bytes of a sentence as tokens and as text."""
    tokens, _ = encode_text(VoiceRequest(text, voice=voice, language=code))
    syllables = [token for token in tokens.tokens if isinstance(token, Syllable)]
    letters = [letters_of(replace(token, stress=0)) for token in syllables]
    unknown = [each for each in letters if each not in _one_table()]
    return {
        "seconds": tokens.seconds,
        "bytes": len(to_bytes(tokens)),
        "text": len(text.encode()),
        "tokens": len(tokens.tokens),
        "syllables": len(syllables),
        "spelled": sum(bool(token.spelled) for token in syllables),
        "spelled_of_one_table": len(unknown),
        "bytes_of_one_table": len(to_bytes(tokens)) - len(syllables) * 10 / 8 + sum(map(len, unknown)),
    }


def text_sounds(text: str, voice: str, ablated: bool) -> Record:
    """A sentence said as ever, and from its tokens by the same voice, by another one, and, ablated, without its
    melody."""
    request = VoiceRequest(text, voice=voice)
    began = time.perf_counter()
    direct = synthesise(request)
    spoken = time.perf_counter()
    tokens = through_bytes(encode_text(request)[0])
    same = decode(tokens, voice)
    decoded = time.perf_counter()
    flat = tuple(replace(t, pitch=None, rise=0.0) if isinstance(t, Syllable) else t for t in tokens.tokens)
    return {
        "direct": said(direct, text),
        "same": said(same, text),
        "other": said(decode(tokens, OTHER_VOICE), text),
        "flat": said(decode(replace(tokens, tokens=flat), voice), text) if ablated else None,
        "speak_seconds": spoken - began,
        "tokens_seconds": decoded - spoken,
    }


def voice_itself(text: str, voice: str) -> Record:
    """Whose voice a voice is: its own reading."""
    speech = synthesise(VoiceRequest(text, voice=voice))
    return {"speaker": speakers().embedding(speech.samples, speech.sample_rate).tolist()}


def recording_sounds(path: Path, voice: str) -> Record:
    """A recording as it is, and said from its tokens, with the words that the judge reads in it and without any."""
    recording = read_recording(path)
    beside = path.with_suffix(".phone.json")
    heard = read_in(recording)
    text = json.loads(beside.read_text(encoding="utf-8"))["t"] if beside.exists() else heard
    without, with_words = encode_sound(recording)[0], encode_sound(recording, heard)[0]
    return {
        "original": said(recording, text, heard=heard),
        "without": said(decode(through_bytes(without), voice), text, f"without-{path.stem}"),
        "with": said(decode(through_bytes(with_words), voice), text, f"with-{path.stem}"),
        "bytes": len(to_bytes(with_words)),
        "bytes_without": len(to_bytes(without)),
    }


def text_faces(text: str, voice: str) -> Record:
    """The face of a sentence as ever, and from its tokens by the same voice and by another one."""
    request = VoiceRequest(text, voice=voice)
    direct = synthesise(request)
    tokens = through_bytes(encode_text(request)[0])
    truth = _face(direct)
    return {name: _compared(truth, decode(tokens, who)) for name, who in (("same", voice), ("other", OTHER_VOICE))} | {
        "direct": _compared(truth, direct)
    }


def recording_faces(path: Path, voice: str) -> Record:
    """The face from a recording's sound, against the one from its tokens."""
    recording = read_recording(path)
    heard = read_in(recording)
    speech, features = listen(recording, heard)
    truth = animate(MotionRequest("flow"), speech, features)
    tokens = through_bytes(encode_sound(recording, heard)[0])
    return {"with": _compared(truth, decode(tokens, voice), lag=_start(tokens))}


def _start(tokens: Tokens) -> float:
    """Seconds by which a decoded take begins later, because a take has a lead-in of 0.25 s."""
    first = tokens.tokens[0]
    return max(0.0, 0.25 - (first.frames / 40 if isinstance(first, Pause) else 0.0))


def _face(speech: Speech) -> ArkitCurves:
    return animate(MotionRequest("flow"), speech, measure(speech))


def _compared(truth: ArkitCurves, speech: Speech, lag: float = 0.0) -> Record:
    curves = _face(speech)
    found = closures(curves, speech.phones)
    skipped = round(lag * 50)
    frames = min(len(truth), len(curves) - skipped)
    pair = [curve.weights[first : first + frames] for curve, first in ((truth, 0), (curves, skipped))]
    rounding = [np.maximum(*(weights[:, ARKIT_INDEX[name]] for name in ROUND)) for weights in pair]
    return {
        "opening": _r(*(opening(weights) for weights in pair)),
        "rounding": _r(*rounding),
        "bilabials": list(found.bilabials),
        "labiodentals": list(found.labiodentals),
        "false": list(found.false_closures),
    }


def _r(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.corrcoef(first, second)[0, 1]) if first.std() > 0 and second.std() > 0 else float("nan")


def voices_sound(sentence: str, voice: str, target: str | None) -> Record:
    """A sentence in a voice: which units are heard in it, and whose voice it is, after decoding too where there is a
    target."""
    spoken = synthesise(VoiceRequest(sentence, voice=voice, language="en-us"))
    tokens = through_bytes(encode_sound(spoken, sentence)[0])
    heard = through_bytes(encode_sound(spoken)[0])
    return {
        "source": speakers().embedding(spoken.samples, spoken.sample_rate).tolist(),
        "decoded": speakers().embedding(decode(tokens, target).samples, RATE).tolist() if target else None,
        "units": units(tokens),
        "heard_units": units(heard),
    }


def text_units(first: str, second: str, voice: str) -> Record:
    """The units of two sentences as a voice says them."""
    texts = (VoiceRequest(text, voice=voice, language="en-us") for text in (first, second))
    return {"units": [unit for text in texts for unit in units(encode_text(text)[0])]}


def units(tokens: Tokens) -> list[list[int]]:
    """Head and rhyme of each syllable, or its letters."""
    return [[token.head, token.rhyme, *token.spelled] for token in tokens.tokens if isinstance(token, Syllable)]
