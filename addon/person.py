# SPDX-License-Identifier: GPL-3.0-or-later
"""Who a head of ours is: sliders that change it in its place, and the section of the panel that shows them.

Sliders are kept with the object, so that they are undone, copied and saved with it.
"""

from dataclasses import dataclass
from typing import Any

from bpy.app.translations import pgettext_iface as _
from bpy.props import PointerProperty, StringProperty
from bpy.types import Object, PropertyGroup
from bpy.utils import register_class, unregister_class

from ..blender.hair import hair_of
from ..blender.person import change_person, person_shown
from ..runtime.head.heads import head_called, identity_of
from ..runtime.people.identity import Identity, as_text
from ..runtime.people.presets import PRESETS
from ..runtime.requests.options import options_of
from . import session
from .option_properties import setting_property
from .properties import settings_of

NAME = "soliloquy_sliders"
"""Where an object keeps its sliders."""
_SAME = 1e-5
"""Blender keeps a slider's value in single precision."""


@dataclass
class _State:
    """quiet: sliders are being set by us."""

    quiet: bool = False


_state = _State()


def own_face(target: Any) -> Any:
    """The mesh of a head of ours: the target itself, or what hangs on it; None for any other head."""
    if target is None:
        return None
    return next((each for each in (target, *target.children) if person_shown(each) is not None), None)


def own_head_reason(context: Any) -> str:
    """Why no head of ours can be made different now; empty when one can."""
    reason = session.busy_reason()
    if not reason and context.mode != "OBJECT":
        reason = _("Go to Object Mode first")
    if not reason and own_face(settings_of(context.scene).target) is None:
        reason = _("Choose a head of Add Head")
    return reason


def show_person(face: Any) -> None:
    """Set the sliders of an object to the person that it shows; nothing for any other head than ours."""
    name = person_shown(face)
    if name is not None:
        _show(face, name)


def become(face: Any, who: str) -> None:
    """Make a head of ours into somebody, and set its sliders so. Raises as ``change_person``."""
    name = head_called(who)
    change_person(face, name)
    _show(face, name)


def _show(face: Any, name: str) -> None:
    sliders, identity = getattr(face, NAME), identity_of(name)
    assert identity is not None
    _state.quiet = True
    try:
        for field in options_of(Identity):
            setattr(sliders, field.name, _value(identity, field.name))
        sliders.who = name
    finally:
        _state.quiet = False


def _value(identity: Identity, name: str) -> Any:
    """As its slider shows it: ancestry by its shares."""
    return getattr(identity, name) or identity.ancestry.get(name, 0.0)


def _changed(sliders: Any, context: Any) -> None:
    face = sliders.id_data
    if _state.quiet or not sliders.who or context.mode != "OBJECT" or person_shown(face) is None:
        return
    values = {field.name: getattr(sliders, field.name) for field in options_of(Identity)}
    if _is_shown(values, sliders.who):
        return
    if not any(values[name] for name in ("african", "asian", "european")):
        values["european"] = 1.0
    name = as_text(Identity(**values))
    change_person(face, name)
    _state.quiet = True
    sliders.who = name
    _state.quiet = False


def _is_shown(values: dict[str, Any], who: str) -> bool:
    """Whether the sliders show that person still: a click that moves none says so too."""
    identity = identity_of(who)
    return identity is not None and all(_same(value, _value(identity, name)) for name, value in values.items())


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) if isinstance(one, str) else abs(one - other) < _SAME


PersonSliders = type(
    "PersonSliders",
    (PropertyGroup,),
    {
        "__annotations__": {
            "who": StringProperty(),
            **{field.name: setting_property(field, update=_changed) for field in options_of(Identity)},
        }
    },
)
"""The fields of ``Identity``. who: the person that they show, empty before the first choice."""


_LAST_OF_GROUPS = ("age", "european", "muscle", "forehead", "eye_tilt", "nose_bridge", "lips", "neck_width", "eyes")
"""Sliders below which there is a space."""


def draw_person(layout: Any, context: Any) -> str:
    """The choice and the sliders; returns what is to be said besides."""
    face = own_face(settings_of(context.scene).target)
    if face is None:
        return _("Only heads of Add Head can become somebody else")
    sliders = getattr(face, NAME)
    row = layout.row(align=True)
    shown = person_shown(face) or ""
    title = shown if shown in PRESETS else _("Own")
    row.operator_menu_enum("soliloquy.set_person", "identity", text=title, icon="USER")
    row.operator("soliloquy.random_person", text="", icon="FILE_REFRESH")
    row.operator("soliloquy.copy_person", text="", icon="COPYDOWN")
    grown = hair_of(face) is not None
    layout.operator("soliloquy.hair_by_hair", icon="CURVES_DATA", depress=grown)
    layout.operator("soliloquy.wear_asset", icon="MOD_CLOTH")
    if not sliders.who:
        return _("Choose a person, and sliders appear here")
    column = layout.column(align=True)
    column.enabled = session.task() is None and context.mode == "OBJECT"
    for field in options_of(Identity):
        column.prop(sliders, field.name, slider=field.option.limits is not None)
        if field.name in _LAST_OF_GROUPS:
            column.separator()
    return ""


def register() -> None:
    register_class(PersonSliders)
    setattr(Object, NAME, PointerProperty(type=PersonSliders))


def unregister() -> None:
    delattr(Object, NAME)
    unregister_class(PersonSliders)
