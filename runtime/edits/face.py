# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the face: what the engine is told, and what is laid over what it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..animate.rules.contacts import Contact, contact_curve, lip_contacts, meeting
from ..animate.rules.mouth import gap_per_unit, with_contacts
from ..arrays import Array
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from ..head.lips import lip_gap_mm
from ..motion import FRAMES_PER_SECOND, ArkitCurves
from ..runs import runs_of
from ..speech import Phone, Speech, SpeechFeatures
from .edit import Edit, EmotionKey, Hold, MoveEdge, MuteBlink, Retype, Split
from .emotion_curves import SaidAt, curves_of, is_mixed
from .lips import phones_of_word, with_lips

_APART_MM = 2.0
"""The least gap where lips are told to stay apart: eight times that at which they count as shut. Chosen by eye."""
_EASE = 0.08
_LIP_EASE = 0.05
"""Seconds, chosen by eye."""
_BLINKS = 0.02
"""Of a lid's way, above which it is in a blink. Chosen by eye."""
_RESTING = 20
"""Percentile of a lid's curve that is taken for its rest: lids are up nine tenths of the time. Chosen by hand."""
_LIDS = [ARKIT_INDEX[f"eyeBlink{side}"] for side in ("Left", "Right")]
_AROUND_LIDS = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("eyeBlink", "eyeWide", "eyeSquint"))]
_MOUTH = [i for i, name in enumerate(ARKIT_NAMES) if name.startswith(("jaw", "mouth", "tongue"))]
_KEEPS_SHUT = [i for i, n in enumerate(ARKIT_NAMES) if n.startswith(("mouthClose", "mouthPress", "mouthRoll"))]
_JAW = ARKIT_INDEX["jawOpen"]


@dataclass(frozen=True)
class FaceEdits:
    """phones: as the lips show them. apart: phones at which the lips stay apart. holds: (start, end, shape, amount).
    awake: (start, end) without a blink. by_rules: (start, end) of a recording whose mouth follows the phones, as they
    are no longer what is heard. Seconds. emotions: the curves of ``emotion_curves``. notes: what could not be done."""

    phones: tuple[Phone, ...]
    apart: tuple[Phone, ...] = ()
    holds: tuple[tuple[float, float, str, float], ...] = ()
    awake: tuple[tuple[float, float], ...] = ()
    by_rules: tuple[tuple[float, float], ...] = ()
    emotions: Mapping[str, Array] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def changes_curves(self) -> bool:
        return bool(self.apart or self.holds or self.awake or self.by_rules or self.emotions)


def face_edits(speech: Speech, edits: Sequence[Edit], origins: Sequence[int]) -> FaceEdits:
    """What placed edits ask of the face. speech: with those of them that are heard."""
    if not edits:
        return FaceEdits(speech.phones)
    phones, apart, notes = with_lips(speech.phones, edits, origins)

    def span(word: int, phone: int | None = None) -> tuple[float, float]:
        own = [phones[number] for number in phones_of_word(phones, origins, word)]
        if phone is not None and phone < len(own):
            own = [own[phone]]
        if own:
            return own[0].start, own[-1].end
        said = [speech.words[number] for number, of in enumerate(origins) if of == word]
        return said[0].start, said[-1].end

    holds, awake, by_rules = [], [], []
    for edit in edits:
        if edit.at.word is None or isinstance(edit, EmotionKey):
            continue
        start, end = span(edit.at.word, edit.at.phone)
        if isinstance(edit, Hold):
            if edit.until is not None and edit.until.word is not None:
                end = max(end, span(edit.until.word, edit.until.phone)[1])
            holds.append((start, end, edit.shape, edit.amount))
        elif isinstance(edit, MuteBlink):
            awake.append((start, end))
        elif isinstance(edit, MoveEdge | Retype | Split) and speech.tts is None:
            by_rules.append(span(edit.at.word))
    said = SaidAt(tuple(word.start for word in speech.words), tuple(origins), speech.duration)
    return FaceEdits(
        phones,
        tuple(phones[number] for number in apart),
        tuple(holds),
        tuple(awake),
        tuple(by_rules),
        curves_of(edits, said),
        notes,
    )


def edited_curves(
    curves: ArkitCurves, by_rules: Array | None, features: SpeechFeatures, edits: FaceEdits
) -> ArkitCurves:
    """What an engine made, edited; every frame that no edit is near stays to the bit. curves: mixed already where there
    are curves of emotion. by_rules (T,52): the rules engine's face, None where that is the engine. Lips that must meet
    do so after it."""
    times = np.arange(len(curves)) / FRAMES_PER_SECOND
    weights = curves.weights.astype(np.float64)
    near = is_mixed(edits.emotions, times)
    if by_rules is not None:
        share = _reach(edits.by_rules, times, _EASE)
        weights[:, _MOUTH] += share[:, None] * (by_rules[:, _MOUTH] - weights[:, _MOUTH])
        near |= share > 0
    for start, end, shape, amount in edits.holds:
        share, column = _reach([(start, end)], times, _EASE), ARKIT_INDEX[shape]
        weights[:, column] += share * (amount - weights[:, column])
        near |= share > 0 if column in _MOUTH else False
    # Lips that only come near each other do as they are told.
    closures, teeth = (contact_curve(meeting(each), times) for each in lip_contacts(edits.phones, features))
    if near.any():
        weights[near] = with_contacts(weights[near], closures[near], teeth[near])
    _keep_apart(weights, edits.apart, times, closures)
    for start, end in edits.awake:
        _keep_awake(weights, round(start * FRAMES_PER_SECOND), round(end * FRAMES_PER_SECOND))
    return replace(curves, weights=np.clip(weights, 0.0, 1.0).astype(np.float32))


def _reach(spans: Sequence[tuple[float, float]], times: Array, ease: float) -> Array:
    """(T,) 1 within the spans, 0 away from them."""
    return contact_curve([Contact(start, end, ease, ease, 1.0) for start, end in spans], times)


def _keep_apart(weights: Array, apart: Sequence[Phone], times: Array, closures: Array) -> None:
    """Part the lips at some phones, in place, as far as those beside them that must meet leave room."""
    for phone in apart:
        share = _reach([(phone.start, phone.end)], times, _LIP_EASE) * (1.0 - closures)
        here = np.flatnonzero(share)
        weights[here[:, None], _KEEPS_SHUT] *= 1.0 - share[here, None]
        missing = np.maximum(_APART_MM * share[here] - lip_gap_mm(weights[here]), 0.0)
        weights[here, _JAW] += missing / gap_per_unit("jawOpen")


def _keep_awake(weights: Array, first: int, last: int) -> None:
    """Take the blinks that meet frames first..last out, in place: lids go straight on from before to after."""
    lids = weights[:, _LIDS].max(axis=1)
    rest = float(np.percentile(lids, _RESTING))
    shut = lids > rest + _BLINKS * (1.0 - rest)
    for begin, stop in runs_of(shut).tolist():
        if begin > last or stop <= first:
            continue
        known = [frame for frame in (begin - 1, stop) if 0 <= frame < len(weights)]
        if not known:
            continue
        for column in _AROUND_LIDS:
            weights[begin:stop, column] = np.interp(np.arange(begin, stop), known, weights[known, column])
