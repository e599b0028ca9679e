# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts, performances and edits drawn by chance, and what must hold of an edit that was honoured."""

import random
from collections.abc import Sequence

import numpy as np
from soliloquy.runtime.animate.measure import CLOSED_GAP_MM, closures, frames_inside
from soliloquy.runtime.edits.edit import (
    Closure,
    Edit,
    Edits,
    EmotionKey,
    Hold,
    MoveEdge,
    MuteBlink,
    Pause,
    Retype,
    Stress,
)
from soliloquy.runtime.edits.placing import place, place_of
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import lip_gap_mm
from soliloquy.runtime.phones import BILABIALS, LABIODENTALS
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.speech import SILENCE, Phone
from soliloquy.runtime.take import Take

LINE = "mama keeps a pretty apple in my old bag"
_NEW = ("perhaps", "today", "never", "five", "bim", "often")
_VOICES = (
    ("af_heart", "en-us"),
    ("bm_george", "en-gb"),
    ("am_adam", "en-us"),
    ("if_sara", "it"),
    ("ef_dora", "es"),
    ("pf_dora", "pt-br"),
    ("ff_siwis", "fr-fr"),
)
_RETYPED = ("banana", "moon", "tomato")
_EMOTIONS = ("happy", "angry", "sad", "surprised", "calm")
_BROWS = [ARKIT_INDEX[name] for name in ("browInnerUp", "browOuterUpLeft", "browOuterUpRight")]
_LIDS = [ARKIT_INDEX[f"eyeBlink{side}"] for side in ("Left", "Right")]


def drawn_edits(rng: random.Random, take: Take) -> Edits:
    """Some of every kind, on words of an unedited take."""
    words = tuple(word.text for word in take.speech.words)
    numbers = rng.sample(range(len(words)), 8)
    phones = {number: [phone for phone in take.speech.phones if phone.word == number] for number in numbers}

    def phone_of(number: int, closed: bool) -> tuple[int, str]:
        chosen = [n for n, phone in enumerate(phones[number]) if closed != (phone.symbol in BILABIALS)]
        phone = rng.choice(chosen or [0])
        return phone, phones[number][phone].symbol

    closed = rng.random() < 0.5
    edits: list[Edit] = [
        MoveEdge(place_of(words, numbers[0]), rng.choice(("start", "end")), rng.choice((-2, -1, 1, 2)) * 0.025),
        Retype(place_of(words, numbers[1]), rng.choice(_RETYPED)),
        Stress(place_of(words, numbers[2]), rng.choice(("strong", "moderate"))),
        Closure(place_of(words, numbers[3], *phone_of(numbers[3], closed)), closed),
        Pause(place_of(words, numbers[4]), rng.choice((0.3, 0.5))),
        MuteBlink(place_of(words, numbers[5])),
        Hold(place_of(words, numbers[6]), "mouthPucker", 0.5),
        *(EmotionKey(place_of(words, numbers[7]), 1.0, "surprised", share) for share in (0.0, 0.8)),
    ]
    rng.shuffle(edits)
    return Edits(tuple(edits), words)


def regenerated(rng: random.Random) -> SpeakRequest:
    """The line in another performance: words come, go and change places; voice, language, emotion, engine, seed."""
    words = LINE.split()
    for _ in range(rng.randrange(4)):
        words.insert(rng.randrange(len(words)), rng.choice(_NEW))
    for _ in range(rng.randrange(3)):
        del words[rng.randrange(len(words))]
    voice, language = rng.choice(_VOICES)
    emotion = {rng.choice(_EMOTIONS): round(rng.random(), 2)} if rng.random() < 0.7 else {}
    direction = Direction(emotion, rng.randrange(1000), variation=rng.choice((0.0, 0.5, 1.0)))
    spoken = VoiceRequest(" ".join(words) + ".", voice, language, speed=rng.choice((0.9, 1.0, 1.1)))
    return SpeakRequest(spoken, MotionRequest(rng.choice(("flow", "rules")), direction=direction))


def check_take(take: Take, asked: Edits) -> int:
    """Every edit is honoured, or named in the warnings; contacts that no edit forbids are made. How many held."""
    kept = take.request["edits"]
    placed = place(asked, kept["words"])
    for lost in placed.lost:
        assert any(lost.shown in warning and "left out" in warning for warning in take.warnings), lost
    found = closures(take.curves, take.lip_phones)
    assert all(found.bilabials) and all(found.labiodentals), found
    return sum(_honoured(take, edit, kept["said"]) for edit in placed.here)


def _honoured(take: Take, edit: Edit, said: Sequence[int]) -> bool:
    """Whether it can be seen in the take; False where a warning says that it could not be done."""
    if any(warning.startswith(f"edit left out, {edit.shown}") for warning in take.warnings):
        return False
    own = [number for number, of in enumerate(said) if of == edit.at.word]
    words = [take.speech.words[number] for number in own]
    start, end = words[0].start, words[-1].end
    frames = frames_inside(start, end, 50.0, len(take.curves))
    if isinstance(edit, Retype):
        assert " ".join(word.text for word in words) == edit.to
    elif isinstance(edit, Pause):
        last = max(n for n, phone in enumerate(take.speech.phones) if phone.word == own[-1])
        after = take.speech.phones[last + 1]
        assert after.symbol == SILENCE and after.end - after.start >= edit.seconds - 0.11, (edit, after)
    elif isinstance(edit, MuteBlink):
        assert take.curves.weights[frames][:, _LIDS].max() < 0.6
    elif isinstance(edit, Hold):
        assert take.curves.weights[frames, ARKIT_INDEX[edit.shape]].max() > 0.4
    elif isinstance(edit, EmotionKey):
        assert take.curves.weights[frames][:, _BROWS].max() > 0.3
    elif isinstance(edit, Closure):
        _check_lips(take, edit, own)
    return True


def _check_lips(take: Take, edit: Closure, own: Sequence[int]) -> None:
    changed = [
        shown
        for shown, phone in zip(take.lip_phones, take.speech.phones, strict=True)
        if shown is not phone and phone.word in own
    ]
    assert len(changed) == 1, (edit, changed)
    (phone,) = changed
    gap = lip_gap_mm(take.curves.weights[frames_inside(phone.start, phone.end, 50.0, len(take.curves))])
    if edit.closed:
        assert np.abs(gap).min() <= CLOSED_GAP_MM[1], (edit, gap)
    elif not _beside_contact(take.lip_phones, phone):
        assert gap.min() > CLOSED_GAP_MM[1], (edit, gap)
    else:
        assert gap.max() > CLOSED_GAP_MM[1], (edit, gap)


def _beside_contact(phones: Sequence[Phone], phone: Phone) -> bool:
    """Lips on their way to or from a contact beside it may be nearly shut at its edge."""
    number = phones.index(phone)
    return any(each.symbol in BILABIALS | LABIODENTALS for each in phones[max(number - 2, 0) : number + 3])
