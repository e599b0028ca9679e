# SPDX-License-Identifier: GPL-3.0-or-later
"""What an object or its shape keys remember of its speech, as texts in custom properties.

An override of a linked one loses a custom property that its library does not have when its file is opened again, but
keeps a registered one. So it has its texts in one of these, too, where Soliloquy is registered.
"""

import json
from contextlib import suppress
from typing import Any

import bpy

from ..runtime.errors import InputError

BESIDE = "soliloquy_remembered"
"""The registered property: a JSON object of the texts by name."""


def remember(holder: Any, name: str, text: str) -> None:
    """Keep a text under a name."""
    holder[name] = text
    # An override of an object whose library has such a text loses what is not marked so.
    holder.property_overridable_library_set(f'["{name}"]', True)
    _put_beside(holder, {**_beside(holder), name: text})


def forget(holder: Any, name: str) -> None:
    """Take away what is kept under a name, where there is anything."""
    if holder.get(name) is not None:
        del holder[name]
    _put_beside(holder, {one: text for one, text in _beside(holder).items() if one != name})


def remembered(holder: Any, name: str, otherwise: Any = None) -> Any:
    """What is kept under a name: a text, where nobody has damaged it."""
    found = holder.get(name)
    return _beside(holder).get(name, otherwise) if found is None else found


def damaged(holder: Any, name: str, what: str, stays: str, reason: str) -> InputError:
    """The error of a text that cannot be used. what: it is a record of. stays: what does when it is removed."""
    hint = f"Remove the custom property {name} of {holder.name}; {stays} then stay"
    return InputError(holder.name, f"its record of {what} cannot be used ({reason})", hint)


def _beside(holder: Any) -> dict[str, Any]:
    if _is_override(holder):
        with suppress(ValueError, RecursionError):
            found = json.loads(getattr(holder, BESIDE, ""))
            return found if isinstance(found, dict) else {}
    return {}


def _put_beside(holder: Any, texts: dict[str, Any]) -> None:
    if _is_override(holder) and hasattr(holder, BESIDE):
        setattr(holder, BESIDE, json.dumps(texts))


def _is_override(holder: Any) -> bool:
    """Shape keys are overridden with the mesh that has them, and do not say so themselves."""
    owner = holder.user if isinstance(holder, bpy.types.Key) else holder
    return owner.override_library is not None
