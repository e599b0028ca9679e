# SPDX-License-Identifier: GPL-3.0-or-later
"""A text followed through its sound: its words and phones in time, how sure each is, and whether it is the right
text at all."""

from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..speech import SILENCE, Phone, Word
from .align import GAP, STRANGE, Chain, align, chain_of
from .decode import decode, evidence
from .likeness import likeness
from .segments import Segment, segments_of
from .transcript import TranscriptWord

_ANOTHER_TEXT = -1.25
"""Nats a frame by which the likeliest phones may be likelier than the text's. Of 45 held-out clips of the training
recipe, clean and in babble at 10 dB, the right text had -0.71 and more, 177 others -1.45 and less; three short words of
British voices, read as American, had down to -1.07."""

_FEWEST_WORDS = 0.3
"""Share of a text's words that must be heard for it to be the right one. Chosen by hand."""
_DOUBTFUL = 0.45
"""Confidence below which a word is named as doubtful. Chosen by hand."""
_BLOCK = 10_000
"""Frames that are compared at once."""


def follow(
    posteriors: Array, words: tuple[TranscriptWord, ...], duration: float
) -> tuple[tuple[Phone, ...], tuple[Word, ...]]:
    """Phones that cover 0..duration, and the words that were heard.

    posteriors: (T, P) at 50 a second. Raises InputError when the words are not what is said.
    """
    chain = chain_of([word.phones for word in words])
    path = align(posteriors, chain)
    segments = segments_of(path, chain.phone, posteriors, duration)
    agreement = [_agreement(posteriors, segment, chain.phone[segment.state]) for segment in segments]
    spoken: dict[int, list[int]] = {}
    for number, segment in enumerate(segments):
        spoken.setdefault(int(chain.word[segment.state]), []).append(number)
    spoken.pop(GAP, None)
    confidence = {
        word: _confidence(segments, agreement, numbers, len(words[word].phones)) for word, numbers in spoken.items()
    }
    if _fit(posteriors, chain, path) < _ANOTHER_TEXT or len(spoken) < _FEWEST_WORDS * len(words):
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


def fit_of(posteriors: Array, words: tuple[TranscriptWord, ...]) -> float:
    """How far a sound with these posteriors (T,P) bears the words out: 0 as well as any phones could, -1 and less those
    of another text."""
    chain = chain_of([word.phones for word in words])
    return _fit(posteriors, chain, align(posteriors, chain))


def _fit(posteriors: Array, chain: Chain, path: Array) -> float:
    """Log likelihood ratio of the transcript's phones to the likeliest ones, a frame of speech. What is said in a gap
    counts as strange."""
    spoken = np.flatnonzero(posteriors[:, 0] < 0.5)
    if not len(spoken):
        return 0.0
    total = 0.0
    for first in range(0, len(spoken), _BLOCK):
        frames = spoken[first : first + _BLOCK]
        heard = evidence(posteriors[frames])
        forced = heard[np.arange(len(frames)), chain.phone[path[frames]]]
        strange = np.maximum(forced, STRANGE)
        total += float((np.where(chain.word[path[frames]] == GAP, strange, forced) - heard.max(axis=1)).sum())
    return total / len(spoken)


def _agreement(posteriors: Array, segment: Segment, column: int) -> float:
    """0..1: how much of what is heard during the segment is its phone or one that is like it."""
    heard = posteriors[segment.first : segment.last] @ likeness()[column]
    return float(min(heard.mean(), 1.0))


def _confidence(segments: list[Segment], agreement: list[float], numbers: list[int], phones: int) -> float:
    """Of a word: the time-weighted mean over its phones; phones that were squeezed out count as unheard."""
    lengths = np.array([segments[number].end - segments[number].start for number in numbers])
    heard = float(np.average([agreement[number] for number in numbers], weights=lengths))
    return round(heard * len(numbers) / max(phones, 1), 3)


def _gap(posteriors: Array, segment: Segment) -> list[Phone]:
    """Silence, or what is said there and does not stand in the text."""
    span = posteriors[segment.first : segment.last]
    if span[:, 0].mean() > 0.5 or segment.last - segment.first < 4:
        return [Phone(SILENCE, segment.start, segment.end)]
    found = decode(span, segment.end - segment.start)
    return [replace(phone, start=phone.start + segment.start, end=phone.end + segment.start) for phone in found]


def doubts(words: tuple[Word, ...], given: int) -> tuple[str, ...]:
    """Warnings about ``words``, those that were heard of ``given`` words of a transcript: how many were not, and which
    are doubtful."""
    missing = given - len(words)
    unsaid = (f"{missing} of the transcript's {given} words were not heard",) if missing else ()
    doubtful = [f"{word.text} ({word.start:.1f} s)" for word in words if word.confidence < _DOUBTFUL]
    if not doubtful:
        return unsaid
    named = ", ".join(doubtful[:8]) + (f" and {len(doubtful) - 8} more" if len(doubtful) > 8 else "")
    return (*unsaid, f"words whose times are doubtful: {named}")
