# SPDX-License-Identifier: GPL-3.0-or-later
"""Setting what a channel shows, and where it is at rest: without keys a face would stay as it was last seen."""

from typing import Any

from .datablocks import CUSTOM_PROPERTY, owner_of_property

_AT_REST = {"value": 0.0, "location": 0.0, "rotation_euler": 0.0, "scale": 1.0}
"""By the last word of a data path: of shape keys, bones and handles."""


def set_value(datablock: Any, path: str, index: int, value: float) -> None:
    """Set a channel of a datablock, as a data path has it."""
    if CUSTOM_PROPERTY.fullmatch(path):
        owner, custom = owner_of_property(datablock, path)
        owner[custom] = value
    else:
        before, _dot, name = path.rpartition(".")
        owner = datablock.path_resolve(before) if before else datablock
        if hasattr(getattr(owner, name), "__len__"):
            getattr(owner, name)[index] = value
        else:
            setattr(owner, name, value)
    datablock.update_tag()


def bring_to_rest(datablock: Any, path: str, index: int) -> None:
    """Let a channel that nothing animates any more be at rest. What is not there, or has no rest, as a drawn mouth,
    stays as it is."""
    try:
        value = _rest_of(datablock, path, index)
        if value is not None:
            set_value(datablock, path, index, value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return


def _rest_of(datablock: Any, path: str, index: int) -> float | None:
    """None where that is not known. Raises as ``owner_of_property``, KeyError and TypeError where a property has no
    default."""
    if CUSTOM_PROPERTY.fullmatch(path):
        owner, name = owner_of_property(datablock, path)
        told = owner.id_properties_ui(name).as_dict() if isinstance(owner[name], float) else {}
        return None if "default" not in told else float(told["default"])
    last = path.rpartition(".")[2]
    if last == "rotation_quaternion":
        return float(index == 0)
    if last == "rotation_axis_angle":
        return 0.0 if index == 0 else None
    return _AT_REST.get(last)
