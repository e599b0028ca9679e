# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow engine: speech becomes a face by latent conditional flow matching.

Our own voice's inner features, or a recording's content and dynamic-sync features, give one audio feature;
articulation follows from it, and the flow draws mouth, cheeks and brows. Lips certain, face free: the mouth's
noise is the same for every seed, the rest of the face's noise comes from the seed. Blinks, gaze and the head's
turn are the rules engine's, for no training data shows them; so is the last word on lips that must meet and, where
the phones are known for certain, on vowels that must open.
"""

from dataclasses import dataclass

import numpy as np

from ...direction import EMOTIONS, Direction
from ...head.arkit import ARKIT_NAMES
from ...motion import FRAMES_PER_SECOND, ArkitCurves
from ...phones import OPEN_VOWELS
from ...speech import Phone, Speech, SpeechFeatures
from ..rules import engine as rules
from ..rules.contacts import Contact, contact_curve, lip_contacts
from ..rules.mouth import with_contacts
from .content import content_frames
from .inputs import log_mel, source, tts_frames
from .networks import CPU, run, run_own
from .smoothing import savitzky_golay
from .solver import blend, solve, windows
from .styles import DEFAULT_STYLE, Style, find_style

LIPS, FACE = 16, 8
DEFAULT_STEPS = 8
_LIPS_SEED = 20_011
_OPENING = [
    i
    for i, name in enumerate(ARKIT_NAMES)
    if name.startswith(("jawOpen", "mouthClose", "mouthLowerDown", "mouthUpperUp"))
]
"""What opens the mouth (conventions: opening), with what closes it against the jaw."""
_JAW, _CLOSE = ARKIT_NAMES.index("jawOpen"), ARKIT_NAMES.index("mouthClose")
_LEAST_OPEN = 0.8
"""Share of the rules' jaw to which a text's open vowels open at least."""
_VOWEL_EDGE = 0.04
"""Seconds in which that begins and ends."""
_LIVING = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("eyeBlink", "eyeLook"))]


@dataclass(frozen=True)
class FlowOptions:
    """steps: of the solver, 1 to 50. style: one of ``style_names``, or the path of a style file. lip_noise: 0 draws
    the likeliest mouth, 1 one of many. device: one of ``networks.PROVIDERS``."""

    steps: int = DEFAULT_STEPS
    midpoint: bool = False
    style: str = DEFAULT_STYLE
    lip_noise: float = 0.0
    device: str = CPU


def animate(
    speech: Speech, features: SpeechFeatures, direction: Direction, options: FlowOptions | None = None
) -> ArkitCurves:
    """The face of ``speech`` at 50 frames a second. Same speech, direction and options: same motion.

    Raises SetupError (weights, device), UsageError (style, device).
    """
    options = options or FlowOptions()
    style = find_style(options.style)
    living = rules.animate(speech, features, direction)
    frames = len(living)
    emotion = np.array([[direction.emotion.get(name, 0.0) for name in EMOTIONS]], np.float32)
    feature = audio_feature(speech, frames, options.device, content=features.content)
    latent = draw_latent(feature, source(features)[:frames], emotion, direction.seed, style, options)
    shaped = savitzky_golay(run("flow_face", {"latent": latent}, options.device)[0])
    shaped[:, _OPENING] *= style.opening_gain
    shaped[:, _LIVING] = living.weights[:, _LIVING]
    if speech.phones:
        times = np.arange(frames) / FRAMES_PER_SECOND
        if speech.tts is not None:
            _open_in_vowels(shaped, living.weights, contact_curve(_open_vowels(speech.phones), times))
        closures, teeth = lip_contacts(speech.phones, features)
        shaped = with_contacts(shaped, contact_curve(closures, times), contact_curve(teeth, times))
    return ArkitCurves(np.clip(shaped, 0.0, 1.0).astype(np.float32), living.head)


def _open_in_vowels(shaped: np.ndarray, rules_weights: np.ndarray, vowels: np.ndarray) -> None:
    """Keep a short vowel between two closures from being lost, in place: where ``vowels`` (T,) is 1 the jaw opens
    nearly as far as the rules have it, and nowhere do the lips close against it more than theirs."""
    shaped[:, _JAW] = np.maximum(shaped[:, _JAW], _LEAST_OPEN * vowels * rules_weights[:, _JAW])
    shaped[:, _CLOSE] = np.minimum(shaped[:, _CLOSE], rules_weights[:, _CLOSE])


def _open_vowels(phones: tuple[Phone, ...]) -> list[Contact]:
    """When each is held open, as contacts are held shut."""
    return [
        Contact(phone.start, phone.end, _VOWEL_EDGE, _VOWEL_EDGE, 1.0)
        for phone in phones
        if phone.symbol in OPEN_VOWELS
    ]


def audio_feature(
    speech: Speech, frames: int, device: str = CPU, listen: bool = False, content: np.ndarray | None = None
) -> np.ndarray:
    """(frames,64): projected from our own voice's inner features, or heard (``listen``: also when there are some).

    content (T,384): what was heard at three depths; heard now where it is not given.
    """
    if speech.tts is not None and not listen:
        return _in_windows("flow_project", {"tts": tts_frames(speech.tts, frames)}, device)
    content = content_frames(speech) if content is None else content
    heard = {"content": content[:frames].astype(np.float32), "mel": log_mel(speech)[:frames]}
    return _in_windows("flow_listen", heard, device)


def draw_latent(
    feature: np.ndarray,
    sound_source: np.ndarray,
    emotion: np.ndarray,
    seed: int,
    style: Style,
    options: FlowOptions,
) -> np.ndarray:
    """(T,24): the solver's walk from noise to the face's latent. feature (T,64), sound_source (T,3), emotion (1,8)."""
    spans = windows(len(feature))
    conditions = [
        _frame_condition(feature[span], sound_source[span], emotion, style.vector, options.device) for span in spans
    ]
    of_window = {span.start: condition for span, condition in zip(spans, conditions, strict=True)}

    def velocity(latent: np.ndarray, time: float, span: slice) -> np.ndarray:
        feed = {
            "latent": latent[None],
            "time": np.array([time], np.float32),
            "frames": of_window[span.start],
            "emotion": emotion,
            "style": style.vector,
        }
        if style.decoder is not None:
            return run_own(style.decoder, feed, options.device)[0][0]
        return run("flow_decoder", feed, options.device)[0][0]

    return solve(_noise(len(feature), seed, options.lip_noise), velocity, options.steps, options.midpoint)


def _noise(frames: int, seed: int, lip_noise: float) -> np.ndarray:
    lips = np.random.default_rng(_LIPS_SEED).standard_normal((frames, LIPS)) * lip_noise
    face = np.random.default_rng(seed).standard_normal((frames, FACE))
    return np.concatenate([lips, face], axis=1).astype(np.float32)


def _frame_condition(
    feature: np.ndarray, sound_source: np.ndarray, emotion: np.ndarray, style: np.ndarray, device: str
) -> np.ndarray:
    """(1,T,77): audio feature, the articulation that follows from it, source."""
    feed = {"feature": feature[None], "emotion": emotion, "style": style}
    articulation = run("flow_articulate", feed, device)[0]
    return np.concatenate([feature[None], articulation, sound_source[None]], axis=2)


def _in_windows(weight: str, inputs: dict[str, np.ndarray], device: str) -> np.ndarray:
    frames = len(next(iter(inputs.values())))
    spans = windows(frames)
    pieces = [run(weight, {name: x[None, span] for name, x in inputs.items()}, device)[0][0] for span in spans]
    return blend(pieces, spans, frames)
