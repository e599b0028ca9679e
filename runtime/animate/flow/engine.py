# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow engine: speech becomes a face by latent conditional flow matching.

Our own voice's inner features, or a recording's content and log-mel, give one audio feature;
articulation follows from it, and the flow draws mouth, cheeks and brows. Lips certain, face free: the mouth's
noise is the same for every seed, the rest of the face's noise comes from the seed. How far the mouth varies from seed
to seed is laid over it (``variation.py``). Blinks, gaze and the head's turn are the rules engine's, because no training
data shows them, and so is all above the mouth in the shipped styles. Its contacts are laid over lips that must meet,
over vowels that must open and over silence (``lip_constraints.py``). Of a recording's mouth a third is the rules' too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...arrays import Array
from ...errors import InputError
from ...head.arkit import ARKIT_NAMES
from ...listen.content import content_frames
from ...long_arrays import blocks
from ...motion import FRAMES_PER_SECOND, ArkitCurves
from ...requests import EMOTIONS, Direction, FlowOptions
from ...speech import Speech, SpeechFeatures
from ..rules import engine as rules
from ..rules.emotions import mood_of, with_feeling
from ..rules.mouth import AT_ONCE
from ..rules.squints import add_nose
from ..smoothing import savitzky_golay
from ..variation import JAW_AND_MOUTH, varied_mouth
from .inputs import log_mel, source, tts_frames
from .lip_constraints import with_lip_constraints, with_lips_met
from .lip_gains import PARTS, with_gains
from .matching import solve
from .networks import Graphs
from .residual import first_components, with_residual
from .styles import Style, find_style
from .windows import blend, over_windows, windows

LIPS, FACE = 16, 8
"""Numbers of a latent, as ``training/networks/vae.py`` has them."""
_LIPS_SEED = 20_011
"""Of the mouth's noise, which is the same for every seed that is asked for. Any number would do."""
_RULES_SHARE = 0.35
"""Of a recording's mouth. The rules hear the loudness, the networks what is said, and they err in different places: on
takes that were left out, their mean followed the real face more closely than either."""
_LATE, _WIDTH_LATE = 0.25, 2.0
"""Frames by which the face, and the width of the mouth, come after what the networks hear. Set by hand, between a man
whom they never saw and an actress whom they know (docs/measured/strangers.md): the opening is 10 ms early on him and
7 ms late on her, 15 ms on the take of hers that they do not know (at 0.75 it was 4 early, 15 and 24 late). Narrowness
was 70 ms early on him and in time on her; two who are 67 ms apart no delay brings nearer than 33 ms each."""
_WIDTH = [ARKIT_NAMES.index(name) for name in ("mouthFunnel", "mouthPucker", *PARTS["corners"])]
_EYES_AND_LIDS = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("eyeBlink", "eyeLook"))]
_BROWS_AND_CHEEKS = [
    i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("brow", "eyeSquint", "eyeWide", "cheekSquint"))
]
_NOSE = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith("noseSneer")]


@dataclass(frozen=True, eq=False)
class Drawn:
    """A face before a style's residual. weights (T,52); emotion (T,52): what of them is the
    emotion's; feature (T,64), content (T,384): what was heard; of our own voices there is no content."""

    weights: Array
    emotion: Array
    feature: Array
    content: Array | None


def animate(
    speech: Speech, features: SpeechFeatures, direction: Direction, options: FlowOptions | None = None
) -> ArkitCurves:
    """The face of ``speech`` at 50 frames a second. Same speech, direction and options: same motion.

    Raises SetupError (weights, device), UsageError (options), InputError (style file).
    """
    options = options or FlowOptions()
    style = find_style(options.style)
    by_rules = rules.animate(speech, features, direction)
    drawn = drawn_face(speech, features, by_rules.weights, direction, options, style)
    shaped = drawn.weights
    if style.residual is not None:
        content = None if drawn.content is None else first_components(drawn.content)
        residual = style.residual if content is None else style.recorded or style.residual
        apart = with_residual(shaped, drawn.emotion, drawn.feature, residual, content) - shaped
        shaped = np.clip(shaped + savitzky_golay(apart), 0.0, 1.0)
        shaped = with_lips_met(shaped, by_rules.weights, speech, features)
    return ArkitCurves(np.clip(shaped, 0.0, 1.0).astype(np.float32), by_rules.head)


def drawn_face(
    speech: Speech,
    features: SpeechFeatures,
    rules_weights: Array,
    direction: Direction,
    options: FlowOptions,
    style: Style,
) -> Drawn:
    """What networks, gains and contacts make of a sound. rules_weights (T,52): what the rules do. Raises as
    ``animate``."""
    frames = len(rules_weights)
    emotion = np.array([[direction.emotion.get(name, 0.0) for name in EMOTIONS]], np.float32)
    graphs = Graphs(style.networks, options.device)
    content = _content(speech, features, frames)
    feature = audio_feature(speech, frames, graphs, content)
    # A style's weights may be any numbers.
    with np.errstate(over="ignore", invalid="ignore"):
        latent = draw_latent(feature, source(features)[:frames], emotion, direction.seed, style.vector, graphs, options)
        parts = [graphs.run("flow_face", {"latent": latent[block]}) for block in blocks(frames, AT_ONCE)]
        drawn = np.concatenate(parts)
    if not np.isfinite(drawn).all():
        raise InputError(f"style {options.style}", "moves the face by no finite numbers", "Use another style")
    times = np.arange(frames) / FRAMES_PER_SECOND
    drawn = varied_mouth(drawn, direction, times)
    mood = mood_of(direction.emotion)
    shown = mood.shown(times)
    untaught: Array = shown - mood.taught.astype(np.float32)
    if speech.tts is None:
        drawn[:, JAW_AND_MOUTH] += _RULES_SHARE * (rules_weights[:, JAW_AND_MOUTH] - drawn[:, JAW_AND_MOUTH])
        untaught[:, JAW_AND_MOUTH] *= 1.0 - _RULES_SHARE
    scaled = with_gains(drawn, style.gains, shown - untaught)
    shaped = savitzky_golay(scaled, _LATE)
    shaped[:, _WIDTH] = savitzky_golay(scaled[:, _WIDTH], _WIDTH_LATE)
    shaped = with_feeling(shaped, untaught)
    # What trained the shipped networks above the mouth is the rules' own: only a style of somebody's own has seen real
    # brows, cheeks and noses.
    untrained = _EYES_AND_LIDS if style.networks else _EYES_AND_LIDS + _BROWS_AND_CHEEKS
    shaped[:, untrained] = rules_weights[:, untrained]
    if speech.phones:
        shaped = with_lip_constraints(shaped, rules_weights, speech, features)
    if not style.networks:
        shaped[:, _NOSE] = shown[:, _NOSE]
        add_nose(shaped)
    return Drawn(shaped, shown, feature, content)


def audio_feature(speech: Speech, frames: int, graphs: Graphs, content: Array | None) -> Array:
    """(frames,64): projected from our own voice's inner features, or heard. content (frames,384): of a recording."""
    if speech.tts is not None:
        tts = speech.tts
        # Window by window: an hour's frames at once would take a gigabyte, three times over.
        return _in_windows("flow_project", lambda span: {"tts": tts_frames(tts, span.stop, span.start)}, frames, graphs)
    assert content is not None
    heard = {"content": content, "mel": log_mel(speech)[:frames]}
    # Single precision window by window: an hour's content at once would take 280 MB.
    return _in_windows("flow_listen", lambda span: {key: x[span] for key, x in heard.items()}, frames, graphs)


def draw_latent(
    feature: Array,
    sound_source: Array,
    emotion: Array,
    seed: int,
    style: Array,
    graphs: Graphs,
    options: FlowOptions,
) -> Array:
    """(T,24): the solver's walk from noise to the face's latent.

    feature (T,64), sound_source (T,3), emotion (1,8), style (1,16).
    """
    spans = windows(len(feature))
    conditions = [_frame_condition(feature[span], sound_source[span], emotion, style, graphs) for span in spans]
    of_window = {span.start: condition for span, condition in zip(spans, conditions, strict=True)}

    def velocity(x_t: Array, t: float, span: slice) -> Array:
        feed = {
            "latent": x_t[None],
            "time": np.array([t], np.float32),
            "frames": of_window[span.start],
            "emotion": emotion,
            "style": style,
            "guidance": np.array([options.guidance], np.float32),
        }
        return graphs.run("flow_decoder", feed)[0]

    x_0 = _noise(len(feature), seed, options.lip_noise)
    return solve(x_0, over_windows(velocity), options.solver_steps, options.midpoint)


def _content(speech: Speech, features: SpeechFeatures, frames: int) -> Array | None:
    """(frames,384) of a recording, what was heard at three depths: heard now where it was not before."""
    if speech.tts is not None:
        return None
    return (content_frames(speech) if features.content is None else features.content)[:frames]


def _noise(frames: int, seed: int, lip_noise: float) -> Array:
    lips = np.random.default_rng(_LIPS_SEED).standard_normal((frames, LIPS)) * lip_noise
    face = np.random.default_rng(seed).standard_normal((frames, FACE))
    return np.concatenate([lips, face], axis=1).astype(np.float32)


def _frame_condition(feature: Array, sound_source: Array, emotion: Array, style: Array, graphs: Graphs) -> Array:
    """(1,T,77): audio feature, the articulation that follows from it, source."""
    feed = {"feature": feature[None], "emotion": emotion, "style": style}
    articulation = graphs.run("flow_articulate", feed)
    return np.concatenate([feature[None], articulation, sound_source[None]], axis=2)


def _in_windows(name: str, inputs: Callable[[slice], dict[str, Array]], frames: int, graphs: Graphs) -> Array:
    spans = windows(frames)
    pieces = [
        graphs.run(name, {key: x[None].astype(np.float32) for key, x in inputs(span).items()})[0] for span in spans
    ]
    return blend(pieces, spans, frames)
