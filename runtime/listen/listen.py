# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of this room: a recording becomes phones in time, words, and features."""

from dataclasses import replace

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..motion import frame_count
from ..phones import INVENTORY
from ..progress import Progress, silent
from ..speech import CONTENT_DEPTHS, Speech, SpeechFeatures
from ..text.languages import DEFAULT_LANGUAGE
from .content import content_of
from .decode import decode
from .features import SILENT_PEAK, formant_decibels, peak, relative_loudness, rms_decibels
from .follow import doubts, follow
from .over_noise import loud_parts, over_noise
from .phone_head import phone_posteriors
from .pitch import fundamental_frequency
from .spans import listening_gain
from .speechless import WARNING, is_speechless
from .transcript import read_transcript
from .whisper import hear
from .words import HeardWords, heard_words

LISTENING_WEIGHTS = ("whisper_encoder", "phone_head")
WRITING_WEIGHTS = ("whisper_memory", "whisper_words", "whisper_tokens")
"""Besides, where words are written down."""
_FAR = 10.0
"""dB by which speech is louder or quieter than the whole at which it is heard again, at its own level: a few sentences
in minutes of a quiet room were brought to forty times of what the encoder is used to. Chosen by hand."""


def listen(
    speech: Speech,
    transcript: str | None = None,
    language: str | None = None,
    progress: Progress = silent,
    with_content: bool = True,
    write_down: bool = False,
) -> tuple[Speech, SpeechFeatures]:
    """Hear what is said in ``speech.samples``.

    Returns the speech with phones that cover 0..duration, and with words where a transcript was given or was written
    down (their confidence says how far the sound agrees with them); and features as ``heard_features`` gives them, with
    the loudness of the voice alone.
    language: of what is said; of a transcript "en-us" by default, and without one the likeliest. write_down: where
    there is no transcript, the words are heard too. Reports the step "listen".

    Raises InputError when the transcript cannot be read, or is not what is said.
    """
    if transcript is not None:
        read_transcript(transcript, language or DEFAULT_LANGUAGE)  # a bad one is refused before the long part
    features = heard_features(speech, progress, with_content)
    if transcript is None and write_down:
        heard = with_heard_words(speech, features, language, progress)
    else:
        heard = phones_in_time(speech, features, transcript, language)
    progress("listen", 1.0)
    return heard, over_noise(features, heard.phones)


def with_heard_words(
    speech: Speech, features: SpeechFeatures, language: str | None = None, progress: Progress = silent
) -> Speech:
    """``phones_in_time`` along the words that are written down from the sound; without them where none are, or where
    the phones do not bear them out. Raises SetupError as ``heard_features``."""
    posteriors = features.phone_posteriors
    assert posteriors is not None
    decibels = rms_decibels(speech.samples, speech.sample_rate, len(posteriors))
    gain = listening_gain(decibels, loud_parts(decibels, posteriors[:, 0]))
    for found in heard_words(speech, posteriors, gain, language, lambda share: progress("listen", 0.5 + 0.4 * share)):
        try:
            return _along(speech, features, found, given=False)
        except InputError:
            continue
    return _without_words(speech, features)


def heard_features(speech: Speech, progress: Progress = silent, with_content: bool = True) -> SpeechFeatures:
    """Pitch, loudness and formant_loudness with all noise, phone_posteriors and, unless ``with_content`` is False (for
    an hour it takes 140 MB), content of ``speech.samples``. Raises SetupError when a weight is missing or altered."""
    frames = frame_count(speech.duration)
    decibels = rms_decibels(speech.samples, speech.sample_rate, frames)
    formants = formant_decibels(speech.samples, speech.sample_rate, frames)
    posteriors = np.zeros((frames, len(INVENTORY)), np.float32)
    content = np.zeros((frames, sum(CONTENT_DEPTHS)), np.float16) if with_content else None
    if peak(speech.samples) <= SILENT_PEAK:
        posteriors[:, 0] = 1.0
    else:
        usual = float(np.percentile(decibels, 95))
        _hear_into(posteriors, content, speech, decibels, usual, progress)
        loud = loud_parts(decibels, posteriors[:, 0])
        if abs(loud - usual) > _FAR:
            _hear_into(posteriors, content, speech, decibels, loud, progress)
    silence = posteriors[:, 0]
    return SpeechFeatures(
        pitch=fundamental_frequency(speech.samples, speech.sample_rate, frames),
        loudness=relative_loudness(decibels, loud_parts(decibels, silence)),
        phone_posteriors=posteriors,
        content=content,
        formant_loudness=relative_loudness(formants, loud_parts(formants, silence)),
    )


def phones_in_time(
    speech: Speech, features: SpeechFeatures, transcript: str | None = None, language: str | None = None
) -> Speech:
    """``speech`` with the phones, and with a transcript the words, that its features hold. Raises InputError as
    ``listen`` does."""
    if transcript is None:
        return _without_words(speech, features)
    return _along(speech, features, HeardWords(transcript, language or DEFAULT_LANGUAGE), given=True)


def _along(speech: Speech, features: SpeechFeatures, told: HeardWords, given: bool) -> Speech:
    """Along a text, where there is sound at all. given: by the user, who is told which of its words were not heard."""
    words, warnings = read_transcript(told.text, told.language)
    posteriors = features.phone_posteriors
    assert posteriors is not None
    speech = replace(speech, text=told.text, language=told.language, warnings=speech.warnings + warnings)
    if not words or not posteriors[:, 1:].any():
        return _without_words(speech, features)
    phones, said = follow(posteriors, words, speech.duration)
    unsure = doubts(said, len(words) if given else len(said))
    return replace(speech, phones=phones, words=said, warnings=speech.warnings + unsure + _speechless(features))


def _without_words(speech: Speech, features: SpeechFeatures) -> Speech:
    posteriors = features.phone_posteriors
    assert posteriors is not None
    phones = decode(posteriors, speech.duration)
    return replace(speech, phones=phones, warnings=speech.warnings + _speechless(features))


def _speechless(features: SpeechFeatures) -> tuple[str, ...]:
    return (WARNING,) if is_speechless(features) else ()


def _hear_into(
    posteriors: Array,
    content: Array | None,
    speech: Speech,
    decibels: Array,
    loud: float,
    progress: Progress,
) -> None:
    """Fill (T, P) and (T, C), window by window: the hidden layers of an hour would not fit in memory. decibels (T,);
    loud: where speech is loud."""
    progress("listen", 0.0)
    gain, loudness = listening_gain(decibels, loud), relative_loudness(decibels, loud)
    for heard in hear(speech.samples, speech.sample_rate, gain):
        here = slice(heard.first, heard.first + len(heard.hidden))
        posteriors[here] = phone_posteriors(heard.hidden, loudness[here])
        if content is not None:
            content[here] = content_of(heard.hidden)
        progress("listen", 0.8 * here.stop / len(posteriors))
