# SPDX-License-Identifier: GPL-3.0-or-later
"""The takes of a head as Blender keeps them: a list on the object that remembers what was written. It goes along when
that one is appended, linked or copied."""

from typing import Any

from bpy.props import CollectionProperty, EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty
from bpy.types import Action, Key, Object, PropertyGroup, Sound, Text
from bpy.utils import register_class, unregister_class

from ..blender.kept_motion import KeptPart, is_unlinked
from ..blender.layer_values import MOST
from ..blender.remembered import BESIDE
from ..blender.takes import takes_on
from ..runtime.errors import InputError
from ..runtime.requests.direction import EMOTION_CHOICES

TAKES, CHOSEN = "soliloquy_takes_kept", "soliloquy_take_chosen"
"""Properties of an object: its takes, and the number of that which is chosen in the list (``take_keeping.py``)."""
PLAYED_AS = "soliloquy_takes_played_as"
"""Property of an object: whether its takes play by keys or by strips (``take_sliders.py``)."""
MOST_STARS = 5
_OVERRIDDEN: Any = {"LIBRARY_OVERRIDABLE"}
_INSERTED: Any = {"LIBRARY_OVERRIDABLE", "USE_INSERTION"}
"""A head that is linked is worked with as an override, whose own takes are added to those of the library."""


_COLOURS = [("NONE", "", "", "X", 0), *((f"{n}", "", "", f"COLLECTION_COLOR_0{n}", n) for n in range(1, 9))]
"""As Blender colours collections."""


class TakePart(PropertyGroup):
    """As ``KeptPart``."""

    owner: StringProperty(override=_OVERRIDDEN)
    kind: StringProperty(override=_OVERRIDDEN)
    action: PointerProperty(type=Action, override=_OVERRIDDEN)
    slot: IntProperty(override=_OVERRIDDEN)


def _slider(slider: str, name: str, description: str, default: float = 1.0, most: float = MOST) -> Any:
    """The influence of a part of the face, or of an emotion."""

    def slide(take: Any, context: Any) -> None:
        from .take_sliders import slid

        slid(take, slider)

    return FloatProperty(
        name=name,
        description=description,
        default=default,
        min=0.0,
        max=most,
        subtype="FACTOR",
        update=slide,
        options=set(),
        override=_OVERRIDDEN,
    )


class KeptTake(PropertyGroup):
    """A take: ``name`` is what the artist calls it. key: of the take as it is written. start, frames, rate, layout: as
    it was keyed; start where it plays. text: what is known of it, its motion too. sound: what is heard with it. mouth
    and so on: how much of it plays, where it does by strips; keyed: the keys of these, as JSON. before: what lay
    where it is baked."""

    key: StringProperty(override=_OVERRIDDEN)
    text: PointerProperty(type=Text, override=_OVERRIDDEN)
    sound: PointerProperty(type=Sound, override=_OVERRIDDEN)
    parts: CollectionProperty(type=TakePart, override=_INSERTED)
    before: CollectionProperty(type=TakePart, override=_INSERTED)
    start: IntProperty(override=_OVERRIDDEN)
    frames: IntProperty(override=_OVERRIDDEN)
    rate: FloatProperty(override=_OVERRIDDEN)
    layout: StringProperty(override=_OVERRIDDEN)
    mouth: _slider("mouth", name="Mouth", description="How much lips, cheeks and tongue move; P, B and M shut at any")
    jaw: _slider("jaw", name="Jaw", description="How far the jaw opens; P, B and M shut at any")
    brows: _slider("brows", name="Brows", description="How much the brows move")
    eyes: _slider("eyes", name="Eyes", description="How much lids and gaze move")
    head: _slider("head", name="Head", description="How much the head turns")
    emotion: _slider("emotion", name="Emotion", description="How much of its emotion the face shows; the voice stays")
    keyed: StringProperty(override=_OVERRIDDEN)
    colour: EnumProperty(
        name="Colour",
        description="By which the take is found in the list",
        items=_COLOURS,
        options=set(),
        override=_OVERRIDDEN,
    )
    rating: IntProperty(name="Rating", description="How good it is", min=0, max=MOST_STARS, override=_OVERRIDDEN)


KeptTake.__annotations__ |= {
    choice.name: _slider(
        choice.name, choice.label, "How much of this emotion the face shows besides; the voice stays", 0.0, 1.0
    )
    for choice in EMOTION_CHOICES
}


def takes_kept(holder: Any) -> Any:
    """Blender's list of the takes of the object that remembers them."""
    return getattr(holder, TAKES)


def take_of_key(holder: Any, key: str) -> Any:
    """None where there is none."""
    return next((each for each in takes_kept(holder) if each.key == key), None)


def chosen_number(holder: Any) -> int:
    """Which of the list's rows is marked."""
    return int(getattr(holder, CHOSEN))


def chosen_take(holder: Any) -> Any:
    """None where there is none."""
    takes, number = takes_kept(holder), chosen_number(holder)
    return takes[number] if 0 <= number < len(takes) else None


def is_linked(holder: Any, number: int) -> bool:
    """Whether a take of a head that is an override is that of the file which the head is linked from."""
    override = holder.override_library
    return override is not None and number < len(takes_kept(override.reference))


def parts_of_take(take: Any) -> list[KeptPart]:
    """Those whose action was not deleted."""
    return kept_parts(take.parts)


def has_all_parts(take: Any) -> bool:
    """Whether none of its actions was deleted."""
    return all(each.action is not None for each in take.parts)


def kept_parts(collection: Any) -> list[KeptPart]:
    """Of a list of ``TakePart``."""
    return [KeptPart(each.owner, each.kind, each.action, each.slot) for each in collection if each.action is not None]


def set_parts(take: Any, parts: list[KeptPart]) -> None:
    set_kept_parts(take.parts, parts)


def set_kept_parts(collection: Any, parts: list[KeptPart]) -> None:
    collection.clear()
    for part in parts:
        own = collection.add()
        own.owner, own.kind, own.action, own.slot = part.owner, part.kind, part.action, part.slot


def is_shown(holder: Any, take: Any) -> bool:
    """Whether the head plays it, and its action was not taken away by hand."""
    try:
        written = any(each.name == take.key for each in takes_on(holder))
    except InputError:
        return False
    return written and not is_unlinked(holder, parts_of_take(take))


def free_name(takes: Any, wanted: str) -> str:
    """For a new take of the list."""
    return _free(wanted, {each.name for each in takes}, " ")


def free_key(takes: Any, wanted: str) -> str:
    """For a new take of the list, as ``free_name``."""
    return _free(wanted, {each.key for each in takes}, "-")


def _free(wanted: str, taken: set[str], between: str) -> str:
    likely = [wanted, *(f"{wanted}{between}{number}" for number in range(2, len(taken) + 2))]
    return next(each for each in likely if each not in taken)


_CLASSES = (TakePart, KeptTake)


def register() -> None:
    for each in _CLASSES:
        register_class(each)
    setattr(Object, TAKES, CollectionProperty(type=KeptTake, override=_INSERTED))
    for holder in (Object, Key):
        setattr(holder, BESIDE, StringProperty(options={"HIDDEN"}, override=_OVERRIDDEN))


def unregister() -> None:
    for holder in (Object, Key):
        delattr(holder, BESIDE)
    delattr(Object, TAKES)
    for each in reversed(_CLASSES):
        unregister_class(each)
