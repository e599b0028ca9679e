# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits as the artist reads them, in the artist's language."""

from bpy.app.translations import pgettext_iface as _

from ..runtime.edits.edit import (
    Closure,
    Edit,
    EmotionKey,
    Hold,
    MoveEdge,
    MuteBlink,
    Pause,
    Place,
    Retype,
    Split,
    Stress,
)


def edit_name(edit: Edit) -> str:
    """What it does and where, in one line."""
    at = place_name(edit.at)
    match edit:
        case MoveEdge():
            ms = edit.seconds * 1000
            said = _("Start of {at} by {ms:+.0f} ms") if edit.edge == "start" else _("End of {at} by {ms:+.0f} ms")
            name = said.format(at=at, ms=ms)
        case Retype():
            name = _("{at} is now {to}").format(at=at, to=edit.to)
        case Split():
            first, second = edit.into
            name = _("{at} in two: {first}, {second}").format(at=at, first=first, second=second)
        case Stress():
            said = {
                "strong": _("{at} strongly stressed"),
                "moderate": _("{at} stressed"),
                "reduced": _("{at} less stressed"),
            }[edit.level]
            name = said.format(at=at)
        case Closure():
            name = (_("Lips closed at {at}") if edit.closed else _("Lips apart at {at}")).format(at=at)
        case Hold():
            name = _("{shape} at {amount:.2f}, {at}").format(shape=edit.shape, amount=edit.amount, at=at)
        case Pause():
            name = _("Pause of {seconds:.2f} s after {at}").format(seconds=edit.seconds, at=at)
        case MuteBlink():
            name = _("No blink at {at}").format(at=at)
        case EmotionKey():
            shown = _(edit.emotion.capitalize() or "Emotion")
            name = _("{emotion} {strength:.2f} at {at}").format(emotion=shown, strength=edit.strength, at=at)
    return name


def place_name(at: Place) -> str:
    """ "morning", or the phone of it: morning: m."""
    word = at.text if at.occurrence == 1 else f"{at.text} ({at.occurrence})"
    return word if at.phone is None else f"{word}: {at.ipa or at.phone + 1}"
