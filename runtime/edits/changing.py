# SPDX-License-Identifier: GPL-3.0-or-later
"""One more edit among others, or one less: what is edited again takes the place of what was."""

from dataclasses import replace

from .edit import Edit, Edits, EmotionKey, Hold, MoveEdge, Place, Retype, Split

_NOTHING = 1e-6
"""Seconds: an edge that was moved there and back."""


def with_edit(edits: Edits, edit: Edit) -> Edits:
    """The edits with one more. A second move of an edge adds to the first; of all else the last one of its kind and
    place holds, and a word that was retyped is not split any more. Edits of a phone that is another one now stay."""
    before = next((each for each in edits.edits if _is_same(each, edit)), None)
    kept = [each for each in edits.edits if each is not before]
    if isinstance(edit, MoveEdge) and isinstance(before, MoveEdge):
        edit = replace(edit, seconds=round(before.seconds + edit.seconds, 6))
    if isinstance(edit, Retype) and edit.at.phone is not None:
        kept = [_renamed(each, edit.at, edit.to) for each in kept]
        if before is not None:
            edit = replace(edit, at=before.at)
    if not (isinstance(edit, MoveEdge) and abs(edit.seconds) < _NOTHING):
        kept.append(edit)
    return replace(edits, edits=tuple(kept))


def without_edit(edits: Edits, number: int) -> Edits:
    """The edits without the one of that number."""
    gone = edits.edits[number]
    kept = [each for each in edits.edits if each is not gone]
    if isinstance(gone, Retype) and gone.at.phone is not None:
        kept = [_renamed(each, replace(gone.at, ipa=gone.to), gone.at.ipa) for each in kept]
    return replace(edits, edits=tuple(kept))


def _renamed(edit: Edit, phone: Place, ipa: str) -> Edit:
    """An edit of a phone that has another symbol now."""
    return replace(edit, at=replace(edit.at, ipa=ipa)) if edit.at == phone else edit


def _is_same(one: Edit, other: Edit) -> bool:
    """Whether one takes the other's place."""
    if (one.at.word, one.at.text, one.at.occurrence) != (other.at.word, other.at.text, other.at.occurrence):
        return False
    if isinstance(one, Retype | Split) and isinstance(other, Retype | Split):
        # A phone that is retyped again is named by what it was said as then.
        return one.at.phone == other.at.phone
    return type(one) is type(other) and one.at.phone == other.at.phone and _kind(one) == _kind(other)


def _kind(edit: Edit) -> tuple[str | float, ...]:
    """What tells edits of one kind and place apart."""
    match edit:
        case MoveEdge():
            return (edit.edge,)
        case Hold():
            return (edit.shape,)
        case EmotionKey():
            return (edit.emotion, edit.share)
    return ()
