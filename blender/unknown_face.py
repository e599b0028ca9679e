# SPDX-License-Identifier: GPL-3.0-or-later
"""Why nothing of a character can be moved, and what would help."""

from collections import Counter
from typing import Any

import bpy
from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import InputError
from .character import meshes_of_target
from .datablocks import armature_of, pose_bones_of
from .rig_parts import Parts


def nothing_there(target: bpy.types.Object) -> InputError:
    """Of what has neither shape keys nor bones."""
    collection = target.instance_collection if target.instance_type == "COLLECTION" else None
    if collection is None:
        hint = _("Choose a head that has ARKit shape keys")
        return InputError(target.name, _("it has no mesh with shape keys"), hint)
    reason = _("it is an instance of the collection {name}").format(name=collection.name)
    if collection.library is None:
        return InputError(target.name, reason, _("Make it real: Object > Apply > Make Instances Real"))
    return InputError(target.name, reason, _("Make a library override of it: Object > Library Override > Make"))


def no_shape_known(target: bpy.types.Object, parts: Parts) -> InputError:
    """Of shape keys and bones that no naming knows."""
    some = ", ".join([key for names in parts.meshes.values() for key in names][:3])
    if some:
        return InputError(
            target.name,
            _("its shape keys are of no rig that is known (it has {some} ...)").format(some=some),
            _("Name them as ARKit or a set of visemes does, say in the panel Mapping what they show, or use Add Head"),
        )
    if parts.armature is not None and is_metarig(parts.armature):
        return metarig(parts.armature)
    followed = None if parts.armature is None else _followed(parts.armature)
    if followed is not None:
        return InputError(
            target.name,
            _("its bones follow those of {name}").format(name=followed.name),
            _("Choose {name} under Head").format(name=followed.name),
        )
    reason = _("neither its shape keys nor its bones are of a face that is known")
    return InputError(target.name, reason, _("Say in the panel Mapping what they show, or use Add Head"))


def is_metarig(armature: bpy.types.Object) -> bool:
    """Whether it is what Rigify makes a rig of, and holds no mesh itself."""
    told = any(getattr(bone, "rigify_type", "") or bone.get("rigify_type") for bone in pose_bones_of(armature).values())
    return told and armature_of(armature).get("rig_id") is None and not meshes_of_target(armature, armature)


def metarig(armature: bpy.types.Object) -> InputError:
    """That it is no rig yet, and where that is."""
    made = getattr(armature.data, "rigify_target_rig", None)
    generate = _("Generate its rig (Properties > Data > Rigify), and choose that under Head")
    hint = generate if made is None else _("Choose {name} under Head").format(name=made.name)
    return InputError(armature.name, _("it is a metarig, of which Rigify makes a rig"), hint)


def _followed(armature: bpy.types.Object) -> bpy.types.Object | None:
    """The armature that most of the constraints of another one's bones look at, as those of a game rig do."""
    constraints: list[Any] = [one for bone in pose_bones_of(armature).values() for one in bone.constraints]
    targets = (one.target for one in constraints if not one.mute and getattr(one, "target", None) is not None)
    counts = Counter(each for each in targets if each.type == "ARMATURE" and each != armature)
    return max(counts, key=lambda each: counts[each], default=None)
