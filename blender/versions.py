# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that knows how Blender's Python interface differs between 4.2 and 5.2.

- Actions: up to 4.3 an action holds F-curves for one datablock type; from 4.4 on it has a slot for each
  datablock, and 5.0 took ``action.fcurves`` away.
- Sequencer: ``sequences`` became ``strips`` in 4.4 and is gone in 5.0, which also lets a workspace show
  another scene's sequencer than its own.
- Inputs of a modifier's nodes: custom properties up to 5.1.
- EEVEE was called EEVEE_NEXT from 4.2 to 4.5.

Reference: Blender's Python API release notes of 4.4 and 5.0.
"""

from typing import Any

import bpy

HAS_SLOTS: bool = bpy.app.version >= (4, 4, 0)
"""One action may drive several datablocks."""


_LAYOUT: Any = bpy.types.UILayout.bl_rna
HAS_TEXTBOX: bool = "textbox" in _LAYOUT.functions
"""A panel can have a field of several lines: from 5.2 on."""

FROM_THE_BLEND: set[str] = {"PATH_SUPPORTS_BLEND_RELATIVE"} if bpy.app.version >= (5, 0, 0) else set()
"""Options of a property whose path may begin with //, of which 5.0 would warn otherwise."""


def is_module() -> bool:
    """Whether Blender runs inside a Python process as the module bpy, without a window or a user."""
    return getattr(bpy.app, "module", not bpy.app.binary_path)


def ensure_channels(action: bpy.types.Action, datablock: Any) -> Any:
    """What holds the ``fcurves`` and ``groups`` of ``action`` that drive ``datablock``.

    The action is assigned to the datablock now if it was not.
    """
    animation = datablock.animation_data or datablock.animation_data_create()
    if not HAS_SLOTS:
        animation.action = action
        return action
    if animation.action != action or animation.action_slot is None:
        slot = _own_slot(action, datablock) or action.slots.new(id_type=datablock.id_type, name=datablock.name)
        animation.action = action
        animation.action_slot = slot
    layer = action.layers[0] if action.layers else action.layers.new("Layer")
    strip: Any = layer.strips[0] if layer.strips else layer.strips.new(type="KEYFRAME")
    return strip.channelbag(animation.action_slot, ensure=True)


def new_channels(action: bpy.types.Action, datablock: Any) -> tuple[Any, Any]:
    """What holds the ``fcurves`` and ``groups`` of a new action for a datablock, to which it is not assigned, and its
    slot, None up to 4.3."""
    if not HAS_SLOTS:
        of_one_type: Any = action
        of_one_type.id_root = datablock.id_type
        return action, None
    slot = action.slots.new(id_type=datablock.id_type, name=datablock.name)
    strip: Any = action.layers.new("Layer").strips.new(type="KEYFRAME")
    return strip.channelbag(slot, ensure=True), slot


def share_action(source: Any, datablock: Any) -> None:
    """Let ``datablock`` be driven by the very curves that drive ``source``, which is one of its kind."""
    animation = datablock.animation_data or datablock.animation_data_create()
    animation.action = source.animation_data.action
    if HAS_SLOTS:
        animation.action_slot = source.animation_data.action_slot


def action_of(datablock: Any) -> bpy.types.Action | None:
    """The action that drives ``datablock`` now."""
    return datablock.animation_data.action if datablock.animation_data else None


def use_own_action(datablock: Any, copy: bpy.types.Action) -> None:
    """Let ``copy``, of the action that drives ``datablock``, drive it in that one's place, by the same slot."""
    number = slot_number(slot_of(datablock))
    datablock.animation_data.action = copy
    if HAS_SLOTS:
        slots: Any = copy.slots
        datablock.animation_data.action_slot = next((slot for slot in slots if slot.handle == number), None)


def slot_of(datablock: Any) -> Any:
    """The slot of its action that drives ``datablock``; None up to 4.3, and where it has no action."""
    animation = datablock.animation_data
    return animation.action_slot if HAS_SLOTS and animation is not None else None


def assign_action(datablock: Any, action: Any, slot: Any = None) -> None:
    """Let ``action`` drive ``datablock`` from now on, by ``slot`` from 4.4 on; None for none."""
    animation = datablock.animation_data or datablock.animation_data_create()
    animation.action = action
    if HAS_SLOTS and action is not None and slot is not None:
        animation.action_slot = slot


def new_nla_strip(track: Any, name: str, frame: int, action: Any, slot: Any, keys: tuple[int, int]) -> Any:
    """A strip of an NLA track from the key ``keys[0]`` of an action, which comes to lie on ``frame``, to that at
    ``keys[1]``."""
    # A strip is as long as its action when it is made, and must fit between its neighbours at once.
    action.use_frame_range, action.frame_start, action.frame_end = True, *keys
    strip = track.strips.new(name, frame, action)
    action.use_frame_range = False
    if HAS_SLOTS:
        strip.action_slot = slot
    return strip


def channels_of(datablock: Any) -> Any:
    """What holds the ``fcurves`` and ``groups`` that drive ``datablock``; None when it has no action."""
    animation = datablock.animation_data
    if animation is None or animation.action is None:
        return None
    if not HAS_SLOTS:
        return animation.action
    return _channels_of_slot(animation.action, animation.action_slot)


def channels_of_strip(strip: Any) -> Any:
    """The same of an NLA strip's action; None where it plays none."""
    if strip.action is None or not HAS_SLOTS:
        return strip.action
    return _channels_of_slot(strip.action, strip.action_slot)


def slot_number(slot: Any) -> int:
    """By which a slot is found again in its action; 0 for none."""
    return int(slot.handle) if slot is not None else 0


def channels_of_number(action: bpy.types.Action, number: int) -> Any:
    """What holds the ``fcurves`` and ``groups`` of the slot of that number; None where there is none.

    An action of a .blend of before 4.4 gets one slot of its own when it is opened by a later one.
    """
    if not HAS_SLOTS:
        return action
    slots: Any = list(action.slots)
    slot = next((slot for slot in slots if slot.handle == number), slots[0] if len(slots) == 1 else None)
    return _channels_of_slot(action, slot)


def curves_of_action(action: bpy.types.Action) -> list[Any]:
    """All curves of an action, whatever they drive."""
    if not HAS_SLOTS:
        return list(getattr(action, "fcurves", ()))
    strips: list[Any] = [strip for layer in action.layers for strip in layer.strips]
    return [curve for strip in strips for bag in strip.channelbags for curve in bag.fcurves]


def strips_of(scene: bpy.types.Scene) -> Any:
    """The strips of the scene's sequencer, which is made when there is none."""
    editor: Any = scene.sequence_editor or scene.sequence_editor_create()
    return editor.strips if hasattr(editor, "strips") else editor.sequences


def strips_within(scene: bpy.types.Scene) -> Any:
    """All strips of the scene, those in meta strips too; none where it has no sequencer. Not to be gone through while
    one is removed."""
    editor: Any = scene.sequence_editor
    if editor is None:
        return ()
    return editor.strips_all if hasattr(editor, "strips_all") else editor.sequences_all


def remove_strip(scene: bpy.types.Scene, strip: Any) -> None:
    """Remove one of ``strips_within``."""
    meta = strip.parent_meta()
    within = strips_of(scene) if meta is None else meta.strips if hasattr(meta, "strips") else meta.sequences
    within.remove(strip)


def strip_start(strip: Any) -> float:
    """The frame on which a strip's content begins."""
    return strip.content_start if hasattr(strip, "content_start") else strip.frame_start


def strip_left(strip: Any) -> int:
    """The first frame on which a strip is heard."""
    return strip.left_handle if hasattr(strip, "left_handle") else strip.frame_final_start


def strip_trimmed(strip: Any) -> int:
    """How many frames of its content a strip has lost at its start for good."""
    return strip.content_trim_start if hasattr(strip, "content_trim_start") else strip.animation_offset_start


def move_strip(strip: Any, frame: int) -> None:
    """Let a strip's content begin on ``frame``."""
    if hasattr(strip, "content_start"):
        strip.content_start = frame
    else:
        strip.frame_start = frame


def strip_end(strip: Any) -> float:
    """The frame after a strip's last."""
    return strip.right_handle if hasattr(strip, "right_handle") else strip.frame_final_end


def sequencer_scene(context: bpy.types.Context) -> bpy.types.Scene:
    """The scene whose sequencer the artist sees and hears in this window."""
    scene = getattr(context.workspace, "sequencer_scene", None) or context.scene
    assert scene is not None
    return scene


def show_sequencer_of(scene: bpy.types.Scene, *, everywhere: bool = True) -> None:
    """Let every workspace's sequencer show ``scene``; those alone that show none yet when not ``everywhere``."""
    for workspace in bpy.data.workspaces:
        if hasattr(workspace, "sequencer_scene") and (everywhere or workspace.sequencer_scene is None):
            workspace.sequencer_scene = scene


def nodes_of(datablock: Any) -> Any:
    """The node tree of a material or world: up to 4.5 it has to be switched on."""
    if bpy.app.version < (5, 0, 0):
        datablock.use_nodes = True
    return datablock.node_tree


def uses_nodes(material: Any) -> bool:
    """Whether a material is made of nodes; from 5.0 on all are."""
    return bpy.app.version >= (5, 0, 0) or material.use_nodes


def nodes_in(material: Any) -> list[Any]:
    """The nodes of a material; none where there is no material or it is made without."""
    tree = material.node_tree if material is not None and uses_nodes(material) else None
    return [] if tree is None else list(tree.nodes)


def is_grease_pencil(thing: bpy.types.Object) -> bool:
    """GPENCIL up to 4.2, GREASEPENCIL from 4.3 on."""
    return str(thing.type) in ("GPENCIL", "GREASEPENCIL")


def grease_pencil_layers(data: Any) -> list[tuple[str, str]]:
    """Name of each layer, and the path of what hides it. A layer's name was called info up to 4.2."""
    names = [layer.name if hasattr(layer, "name") else layer.info for layer in data.layers]
    return [(name, f'layers["{bpy.utils.escape_identifier(name)}"].hide') for name in names]


def grease_pencil_modifiers(thing: Any) -> list[Any]:
    """Those of a Grease Pencil object, which had a list of their own up to 4.2; none of another object."""
    if not is_grease_pencil(thing):
        return []
    return list(thing.modifiers if bpy.app.version >= (4, 3, 0) else thing.grease_pencil_modifiers)


def is_time_offset(modifier: Any) -> bool:
    """Whether a modifier holds the drawings of one frame: GP_TIME up to 4.2."""
    return modifier.type in ("GP_TIME", "GREASE_PENCIL_TIME") and modifier.mode == "FIX"


def eevee_engine() -> Any:
    """EEVEE's identifier for ``scene.render.engine``."""
    return "BLENDER_EEVEE" if bpy.app.version >= (5, 0, 0) else "BLENDER_EEVEE_NEXT"


def set_node_input(modifier: Any, identifier: str, value: Any) -> None:
    """Set an input of a modifier's node group, whose inputs are properties of their own from 5.2 on."""
    if bpy.app.version >= (5, 2, 0):
        getattr(modifier.properties.inputs, identifier).value = value
    else:
        modifier[identifier] = value


def _channels_of_slot(action: Any, slot: Any) -> Any:
    if slot is None:
        return None
    strips = (strip for layer in action.layers for strip in layer.strips)
    bags = (strip.channelbag(slot) for strip in strips)
    return next((bag for bag in bags if bag is not None), None)


def _own_slot(action: bpy.types.Action, datablock: Any) -> Any:
    """The slot of ``action`` that was made for ``datablock``; None when there is none."""
    return next(
        (
            slot
            for slot in action.slots
            if slot.target_id_type == datablock.id_type and slot.name_display == datablock.name
        ),
        None,
    )
