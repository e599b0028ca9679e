# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist has set in the panel, kept in each scene."""

from typing import Any

from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty
from bpy.types import Object, PropertyGroup, Scene, Text
from bpy.utils import register_class, unregister_class

from ..runtime.animate.engine_names import DEFAULT_ENGINE
from ..runtime.animate.flow.options import DEFAULT_GUIDANCE, DEFAULT_STEPS, MOST_GUIDANCE, MOST_STEPS
from ..runtime.animate.flow.styles import DEFAULT_STYLE, style_names
from ..runtime.text.languages import LANGUAGES, SPOKEN
from . import preferences, session

LARGEST_SEED = 2**31 - 1
NAME = "soliloquy"
"""Where a scene keeps its settings."""


def _warm(settings: Any, context: Any) -> None:
    session.warm(voice_of(settings))


def _can_be_target(settings: Any, candidate: Any) -> bool:
    return candidate.type == "MESH" and candidate.data.shape_keys is not None


def _styles(settings: Any, context: Any, typed: str) -> list[str]:
    return [*style_names(), *preferences.own_styles()]


def _strength(name: str, description: str) -> Any:
    return FloatProperty(name=name, description=description, min=0.0, max=1.0, default=0.0, subtype="FACTOR")


class SpeechEmotion(PropertyGroup):
    """One strength for each of ``runtime.direction.EMOTIONS``."""

    happy: _strength("Happy", "Smile, raised cheeks, quick head")
    angry: _strength("Angry", "Lowered brows, pressed lips, hard head accents")
    sad: _strength("Sad", "Raised inner brows, lowered corners and gaze")
    afraid: _strength("Afraid", "Wide eyes, raised brows, stretched lips")
    disgusted: _strength("Disgusted", "Wrinkled nose, raised upper lip")
    melancholic: _strength("Melancholic", "Quiet sadness, slow, turned inward")
    surprised: _strength("Surprised", "Raised brows, wide eyes")
    calm: _strength("Calm", "Small, slow movements")


class SpeechSettings(PropertyGroup):
    source: EnumProperty(
        name="Source",
        items=(
            ("TEXT", "Text", "Speak a text with one of the voices"),
            ("AUDIO", "Recording", "Move the face to a recording"),
        ),
    )
    text: StringProperty(name="Text", description="What the head says", update=_warm)
    text_block: PointerProperty(
        name="Text Block",
        description="Say this text block of the file instead: for text of any length, in several lines",
        type=Text,
    )
    voice: StringProperty(
        name="Voice", description="The voice; empty for the default voice of the preferences", update=_warm
    )
    second_voice: StringProperty(name="Second Voice", description="A voice to mix in; empty for none")
    second_share: FloatProperty(
        name="Share", description="How much of the second voice", min=0.0, max=1.0, default=0.5, subtype="FACTOR"
    )
    speed: FloatProperty(name="Speed", description="How fast it is said", min=0.5, max=2.0, default=1.0)
    pitch: FloatProperty(
        name="Pitch",
        description="Semitones higher or lower than the voice speaks by itself",
        min=-12.0,
        max=12.0,
        soft_min=-6.0,
        soft_max=6.0,
    )
    energy: FloatProperty(
        name="Energy",
        description="Decibels louder or quieter",
        min=-20.0,
        max=12.0,
        soft_min=-10.0,
        soft_max=10.0,
    )
    manner: EnumProperty(
        name="Manner",
        items=(
            ("normal", "Normal", "As the voice speaks by itself"),
            ("shout", "Shout", "Higher, louder and brighter"),
            ("whisper", "Whisper", "Breath alone, without a pitch"),
        ),
    )
    say_emoji: BoolProperty(
        name="Say Emoji", description="Say the names of emoji in the text, which are left out else", default=False
    )
    emotion_in_voice: BoolProperty(
        name="Heard in the Voice",
        description="Let the emotion change melody, pace and loudness of the voice too, not the face alone",
        default=True,
    )
    recording: StringProperty(name="Recording", description="A sound file with one voice", subtype="FILE_PATH")
    transcript: StringProperty(
        name="Transcript", description="What is said in the recording, if you know it: the lips get better"
    )
    language: EnumProperty(
        name="Language",
        description="Of the transcript",
        items=[(language.code, language.name, "") for language in LANGUAGES if language.code in SPOKEN],
    )
    lexicon: StringProperty(
        name="Lexicon",
        description="A text file with your own pronunciations, a word a line: Soliloquy = /səˈlɪləkwi/",
        subtype="FILE_PATH",
    )
    engine: EnumProperty(
        name="Motion",
        items=(
            ("flow", "Learned", "By networks trained on captured faces; the lips still close where they must"),
            ("rules", "Rules", "From the phonemes, by rules: the surest lips, and the fastest"),
        ),
        default=DEFAULT_ENGINE,
    )
    style: StringProperty(
        name="Style",
        description="Whose mouth the learned motion has: plain, capture, or one of your own styles",
        default=DEFAULT_STYLE,
        search=_styles,
    )
    guidance: FloatProperty(
        name="Guidance",
        description="How far speech and emotion are followed: 1 as in the faces learned from, 2 the most marked",
        default=DEFAULT_GUIDANCE,
        min=1.0,
        max=MOST_GUIDANCE,
    )
    solver_steps: IntProperty(
        name="Solver Steps",
        description="Of the learned motion: fewer are faster, more are a little surer",
        default=DEFAULT_STEPS,
        min=1,
        max=MOST_STEPS,
    )
    emotion: PointerProperty(type=SpeechEmotion)
    seed: IntProperty(
        name="Seed",
        description="Another seed, another performance of face and head; the voice and its timing stay",
        min=0,
        max=LARGEST_SEED,
    )
    start_frame: IntProperty(name="Start Frame", description="Frame at which the sound begins", default=1)
    target: PointerProperty(
        name="Head",
        description="The mesh that is to speak: the embedded head, or any mesh with ARKit shape keys",
        type=Object,
        poll=_can_be_target,
    )
    mode: EnumProperty(
        name="Existing Speech",
        items=(
            ("REPLACE", "Replace Earlier", "The head's earlier speech is removed, its keyframes and its sound"),
            ("ADD", "Keep Earlier", "Earlier speech stays, but for lines that the new one meets"),
        ),
    )


def settings_of(scene: Any) -> Any:
    """The ``SpeechSettings`` of a scene."""
    return getattr(scene, NAME)


def voice_of(settings: Any) -> str:
    """The voice, or the mix of two, as the voice model names it."""
    first = settings.voice.strip() or preferences.default_voice()
    second = settings.second_voice.strip()
    if not second or second == first or settings.second_share <= 0.0:
        return first
    return f"{first}:{1.0 - settings.second_share:.3f},{second}:{settings.second_share:.3f}"


def text_of(settings: Any) -> str:
    """What is to be said: the text block when one is chosen, else the field."""
    block = settings.text_block
    return block.as_string().strip() if block is not None else settings.text.strip()


_CLASSES = (SpeechEmotion, SpeechSettings)


def register() -> None:
    for each in _CLASSES:
        register_class(each)
    setattr(Scene, NAME, PointerProperty(type=SpeechSettings))


def unregister() -> None:
    delattr(Scene, NAME)
    for each in reversed(_CLASSES):
        unregister_class(each)
