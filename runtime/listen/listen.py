# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of this room: a recording becomes phones in time, words, and features."""

from dataclasses import replace

import numpy as np

from ..errors import InputError
from ..motion import frame_count
from ..phones import INVENTORY
from ..progress import Progress, silent
from ..speech import SILENCE, Phone, Speech, SpeechFeatures, Word
from .align import GAP, align, chain_of
from .decode import decode
from .encoder import hear, listening_gain
from .features import SILENT_PEAK, formant_decibels, peak, relative_loudness, rms_decibels
from .likeness import likeness
from .phone_head import phone_posteriors
from .pitch import fundamental_frequency
from .segments import Segment, segments_of
from .transcript import TranscriptWord, read_transcript

# Agreement with the transcript over agreement with whatever phones are likeliest. On 80 sentences the right text had
# 0.68 and more clean, 0.49 and more in babble; of other texts and languages nine in ten had 0.54 and less.
_ANOTHER_TEXT = 0.54
_FEWEST_WORDS = 0.3
_DOUBTFUL = 0.45


def listen(
    speech: Speech, transcript: str | None = None, language: str | None = None, progress: Progress = silent
) -> tuple[Speech, SpeechFeatures]:
    """Hear what is said in ``speech.samples``.

    Returns the speech with phones that cover 0..duration, and with words where a transcript was given (their
    confidence says how far the sound agrees with them); and features with phone_posteriors. language: of the
    transcript, "en-us" by default. Reports the step "listen".

    Raises InputError when the transcript cannot be read, or is not what is said.
    """
    words, warnings = read_transcript(transcript, language or "en-us") if transcript is not None else ((), ())
    frames = frame_count(speech.duration)
    decibels = rms_decibels(speech.samples, speech.sample_rate, frames)
    loudness = relative_loudness(decibels)
    pitch = fundamental_frequency(speech.samples, speech.sample_rate, frames)
    if peak(speech.samples) <= SILENT_PEAK:
        posteriors = np.zeros((frames, len(INVENTORY)), np.float32)
        posteriors[:, 0] = 1.0
    else:
        posteriors = _posteriors(speech, loudness, listening_gain(decibels), progress)
    formants = relative_loudness(formant_decibels(speech.samples, speech.sample_rate, frames))
    features = SpeechFeatures(pitch, loudness, phone_posteriors=posteriors, formant_loudness=formants)
    if words and posteriors[:, 1:].any():
        phones, aligned = _aligned(posteriors, words, speech.duration)
        warnings += _doubts(aligned, len(words))
    else:
        phones, aligned = decode(posteriors, speech.duration), ()
    progress("listen", 1.0)
    heard = replace(
        speech,
        phones=phones,
        words=aligned,
        text=transcript or "",
        language=language or ("en-us" if transcript else ""),
        warnings=speech.warnings + warnings,
    )
    return heard, features


def _posteriors(speech: Speech, loudness: np.ndarray, gain: float, progress: Progress) -> np.ndarray:
    """(T, P), window by window: the hidden layers of an hour would not fit in memory."""
    frames = frame_count(speech.duration)
    posteriors = np.empty((frames, len(INVENTORY)), np.float32)
    progress("listen", 0.0)
    for heard in hear(speech.samples, speech.sample_rate, gain):
        last = heard.first + len(heard.hidden)
        posteriors[heard.first : last] = phone_posteriors(heard.hidden, loudness[heard.first : last])
        progress("listen", 0.8 * last / frames)
    return posteriors


def _aligned(
    posteriors: np.ndarray, words: tuple[TranscriptWord, ...], duration: float
) -> tuple[tuple[Phone, ...], tuple[Word, ...]]:
    chain = chain_of([word.phones for word in words])
    segments = segments_of(align(posteriors, chain), chain.phone, posteriors, duration)
    agreement = [_agreement(posteriors, segment, chain.phone[segment.state]) for segment in segments]
    spoken: dict[int, list[int]] = {}
    for number, segment in enumerate(segments):
        spoken.setdefault(int(chain.word[segment.state]), []).append(number)
    spoken.pop(GAP, None)
    confidence = {
        word: _confidence(segments, agreement, numbers, len(words[word].phones)) for word, numbers in spoken.items()
    }
    fit = np.mean(list(confidence.values())) / _freely(posteriors) if spoken else 0.0
    if fit < _ANOTHER_TEXT or len(spoken) < _FEWEST_WORDS * len(words):
        reason = "is not what is said in the recording, or is in another language"
        raise InputError("transcript", reason, "Check the text and --language, or leave the transcript out")
    order = {word: index for index, word in enumerate(sorted(spoken))}
    phones: list[Phone] = []
    for segment, sure in zip(segments, agreement, strict=True):
        word = int(chain.word[segment.state])
        if word == GAP:
            phones += _gap(posteriors, segment)
        else:
            place = chain.place[segment.state]
            said = words[word]
            # That it is said, the transcript knows; only when is in doubt.
            known = 0.5 + 0.5 * sure
            phones.append(Phone(said.phones[place], segment.start, segment.end, said.stress[place], order[word], known))
    aligned = tuple(
        Word(
            words[word].text,
            segments[numbers[0]].start,
            segments[numbers[-1]].end,
            words[word].punctuation,
            confidence[word],
        )
        for word, numbers in sorted(spoken.items())
    )
    return tuple(phones), aligned


def _freely(posteriors: np.ndarray) -> float:
    """How far the likeliest phones, or phones like them, account for what is heard: what a right text could reach."""
    speaking = posteriors[:, 0] < 0.5
    if not speaking.any():
        return 1.0
    return float(np.mean([(frame @ likeness().T).max() for frame in posteriors[speaking]]))


def _agreement(posteriors: np.ndarray, segment: Segment, column: int) -> float:
    """0..1: how much of what is heard during the segment is its phone or one that is like it."""
    heard = posteriors[segment.first : segment.last] @ likeness()[column]
    return float(min(heard.mean(), 1.0))


def _confidence(segments: list[Segment], agreement: list[float], numbers: list[int], phones: int) -> float:
    """Of a word: the time-weighted mean over its phones; phones that were squeezed out count as unheard."""
    lengths = np.array([segments[number].end - segments[number].start for number in numbers])
    heard = float(np.average([agreement[number] for number in numbers], weights=lengths))
    return round(heard * len(numbers) / max(phones, 1), 3)


def _gap(posteriors: np.ndarray, segment: Segment) -> list[Phone]:
    """Silence, or what is said there and does not stand in the text."""
    span = posteriors[segment.first : segment.last]
    if span[:, 0].mean() > 0.5 or segment.last - segment.first < 4:
        return [Phone(SILENCE, segment.start, segment.end)]
    found = decode(span, segment.end - segment.start)
    return [replace(phone, start=phone.start + segment.start, end=phone.end + segment.start) for phone in found]


def _doubts(words: tuple[Word, ...], written: int) -> tuple[str, ...]:
    missing = written - len(words)
    unsaid = (f"{missing} of the transcript's {written} words were not heard",) if missing else ()
    doubtful = [f"{word.text} ({word.start:.1f} s)" for word in words if word.confidence < _DOUBTFUL]
    if not doubtful:
        return unsaid
    named = ", ".join(doubtful[:8]) + (f" and {len(doubtful) - 8} more" if len(doubtful) > 8 else "")
    return (*unsaid, f"words whose times are doubtful: {named}")
