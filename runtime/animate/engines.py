# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines that move a face to speech: the one place that knows their names.

A new engine is one entry in ``ENGINES``, and, if it has options, a field of ``runtime.requests.MotionRequest``.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..listen.speechless import with_still_mouth
from ..motion import ArkitCurves
from ..requests import Direction, MotionRequest
from ..speech import Speech, SpeechFeatures
from .flow.styles import NETWORKS, STYLES_WEIGHT
from .line_beginning import from_rest_at_the_beginning
from .line_end import at_rest_at_the_end
from .tongue import tongue_curves

if TYPE_CHECKING:
    from ..edits.face import FaceEdits


@dataclass(frozen=True)
class Engine:
    """What turns speech and its features into a face.

    name: as users write it. label, description: as Blender shows it. weights: what it plays with, by their names in
    models/models.toml. needs_content: it wants ``SpeechFeatures.content`` of a recording. options: the field of
    ``MotionRequest`` that holds its own options, empty where it has none. animate: curves at 50 frames a second.
    """

    name: str
    label: str
    description: str
    weights: tuple[str, ...]
    needs_content: bool
    options: str
    animate: Callable[[Speech, SpeechFeatures, MotionRequest], ArkitCurves]


def _flow(speech: Speech, features: SpeechFeatures, motion: MotionRequest) -> ArkitCurves:
    from .flow.engine import animate  # loads ONNX Runtime, which Blender's own process must not

    return animate(speech, features, motion.direction, motion.flow)


def _rules(speech: Speech, features: SpeechFeatures, motion: MotionRequest) -> ArkitCurves:
    from .rules.engine import animate

    return animate(speech, features, motion.direction)


ENGINES: tuple[Engine, ...] = (
    Engine(
        name="flow",
        label="Learned",
        description="By networks trained on captured faces; the lips still close where they must",
        weights=(*NETWORKS, STYLES_WEIGHT),
        needs_content=True,
        options="flow",
        animate=_flow,
    ),
    Engine(
        name="rules",
        label="Rules",
        description="From the phonemes, by rules: the surest lips, and the fastest",
        weights=(),
        needs_content=False,
        options="",
        animate=_rules,
    ),
)
"""The default one first."""


def find_engine(name: str | None) -> Engine:
    """The engine of that name, the default one for None. Raises UsageError for an unknown one."""
    if name is None:
        return ENGINES[0]
    found = next((engine for engine in ENGINES if engine.name == name), None)
    if found is None:
        known = ", ".join(engine.name for engine in ENGINES)
        raise UsageError(f"engine {name!r}", "is not known", f"Use one of: {known}")
    return found


def animate(
    motion: MotionRequest, speech: Speech, features: SpeechFeatures, edits: "FaceEdits | None" = None
) -> ArkitCurves:
    """Curves at 50 frames a second by the engine that is asked for. edits: of the face, laid over what it makes.

    Raises UsageError (an engine that is unknown, or options of another one), InputError (style file), SetupError
    (device not there; weights missing or altered).
    """
    engine = find_engine(motion.engine)
    for other in ENGINES:
        if other.options and other.options != engine.options:
            _refuse_options(motion, other)
    if edits is not None:
        speech = replace(speech, phones=edits.phones)

    def face(direction: Direction) -> ArkitCurves:
        made = engine.animate(speech, features, replace(motion, direction=direction))
        return with_still_mouth(made, speech.phones, features)

    made = face(motion.direction) if edits is None or not edits.emotions else _mixed(face, motion.direction, edits)
    if edits is not None and edits.changes_curves:
        from ..edits.face import edited_curves  # loads the rules, for which Blender's start should not wait

        by_rules = _rules(speech, features, motion).weights if edits.by_rules and engine.animate is not _rules else None
        made = edited_curves(made, by_rules, features, edits)
    curves = at_rest_at_the_end(from_rest_at_the_beginning(made), speech.phones)
    return replace(curves, tongue=tongue_curves(curves, speech.phones))


def _mixed(face: Callable[[Direction], ArkitCurves], direction: Direction, edits: "FaceEdits") -> ArkitCurves:
    from ..edits.emotion_curves import mixed

    return mixed(face, direction, edits.emotions)


def _refuse_options(motion: MotionRequest, owner: Engine) -> None:
    options = getattr(motion, owner.options)
    usual = type(options)()
    for field in fields(options):
        value = getattr(options, field.name)
        if value != getattr(usual, field.name):
            words = field.name.replace("_", " ")
            reason = f"is an option of the engine {owner.name} alone"
            raise UsageError(f"{words} {value!r}", reason, f"Choose the engine {owner.name}, or leave it out")
