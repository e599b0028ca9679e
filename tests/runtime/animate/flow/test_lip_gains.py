# SPDX-License-Identifier: GPL-3.0-or-later
"""Jaw and lips move as far as the style's people do, whatever an emotion holds; a mouth opens before it is heard."""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.runtime.animate.flow.engine import animate
from soliloquy.runtime.animate.flow.lip_constraints import with_lip_constraints
from soliloquy.runtime.animate.flow.lip_gains import PARTS, with_gains
from soliloquy.runtime.animate.flow.styles import find_style, write_style
from soliloquy.runtime.animate.rules.contacts import lip_contacts
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.head.lips import opening
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.phones import INVENTORY
from soliloquy.runtime.requests import Direction, FlowOptions
from soliloquy.runtime.speech import Phone, Speech, SpeechFeatures
from soliloquy.runtime.voice.synthesis import time_text

JAW, LOWER, UPPER, STRETCH = (
    ARKIT_INDEX[name] for name in ("jawOpen", "mouthLowerDownLeft", "mouthUpperUpRight", "mouthStretchLeft")
)


def test_each_part_is_scaled_around_what_the_emotion_holds() -> None:
    weights, held = np.zeros((2, 52), np.float32), np.zeros((2, 52), np.float32)
    held[:, UPPER] = 0.2
    weights[:, JAW], weights[:, LOWER], weights[:, UPPER] = (0.0, 0.4), (0.1, 0.2), (0.2, 0.3)
    weights[:, STRETCH] = (0.2, 0.6)
    scaled = with_gains(weights, (0.5, 2.0, 3.0, 0.5), held)
    assert np.allclose(scaled[:, JAW], (0.0, 0.2)) and np.allclose(scaled[:, LOWER], (0.2, 0.4))
    assert np.allclose(scaled[:, UPPER], (0.2, 0.5))
    assert np.allclose(scaled[:, STRETCH], (0.1, 0.3))
    weights[:, UPPER] = 0.0  # less than the emotion holds: it does not go below nothing
    assert (with_gains(weights, (0.5, 2.0, 3.0, 0.5), held) >= 0).all()
    untouched = np.setdiff1d(np.arange(52), [ARKIT_INDEX[name] for names in PARTS.values() for name in names])
    assert np.array_equal(scaled[:, untouched], weights[:, untouched])


def test_a_style_of_an_earlier_version_has_one_gain_for_all_and_two_kinds_are_refused(tmp_path: Path) -> None:
    vector = np.zeros(16, np.float32)
    old, three, new, both = (tmp_path / f"{name}.style.npz" for name in ("old", "three", "new", "both"))
    np.savez(old, style=vector, opening_gain=np.float32(1.25))
    assert find_style(str(old)).gains == (1.25, 1.25, 1.25, 1.0)
    np.savez(three, style=vector, lip_gains=np.full(3, 1.5, np.float32))
    assert find_style(str(three)).gains == (1.5, 1.5, 1.5, 1.0)
    write_style(new, find_style("plain"))
    assert find_style(str(new)).gains == pytest.approx(find_style("plain").gains)
    np.savez(both, style=vector, opening_gain=np.float32(1.25), lip_gains=np.ones(3, np.float32))
    with pytest.raises(InputError, match="two kinds"):
        find_style(str(both))


def test_the_plain_style_moves_its_lips_more_and_its_jaw_less_than_its_networks_draw() -> None:
    jaw, lower, upper, corners = find_style("plain").gains
    assert 0.7 < jaw < 1.0 < lower < upper < 3.0 and 0.8 < corners <= 1.0


def test_a_lip_that_an_emotion_raises_is_raised_no_further_where_nothing_is_said() -> None:
    line = time_text("Well.")
    curves = animate(line, measure(line), Direction({"disgusted": 1.0}), FlowOptions())
    plain = animate(line, measure(line), Direction({"disgusted": 1.0}), FlowOptions(style="capture"))
    assert curves.weights[:10, UPPER].max() < 1.5 * plain.weights[:10, UPPER].max() + 0.05


def _still(phones: tuple[Phone, ...]) -> tuple[np.ndarray, Speech, SpeechFeatures]:
    seconds = phones[-1].end
    frames = int(seconds * 50) + 1
    speech = Speech(np.zeros(int(seconds * 16_000), np.float32), 16_000, phones)
    return np.zeros((frames, 52), np.float32), speech, SpeechFeatures(np.zeros(frames), np.full(frames, -70.0))


def test_the_mouth_opens_before_a_line_but_for_a_closure_and_not_in_a_short_pause() -> None:
    phones = (Phone("sil", 0.0, 0.6), Phone("s", 0.6, 1.0), Phone("sil", 1.0, 1.4), Phone("s", 1.4, 1.8))
    still, speech, features = _still(phones)
    opened = opening(with_lip_constraints(still, still.copy(), speech, features))
    assert opened[28] > 0.09 and opened[10] < 0.01 and opened[24] < opened[28]
    assert opened[60:].max() < 1e-6
    still, speech, features = _still((Phone("sil", 0.0, 0.6), Phone("p", 0.6, 0.8), Phone("sil", 0.8, 1.0)))
    shut = opening(with_lip_constraints(still, still.copy(), speech, features))
    assert shut[22:25].max() > 0.04 and shut[31:34].max() < 0.01


def test_contacts_of_phones_that_were_heard_come_a_little_later_and_stay_within_the_phone() -> None:
    phones = (Phone("sil", 0.0, 0.5), Phone("p", 0.5, 0.62, confidence=0.9), Phone("a", 0.62, 1.0, confidence=0.9))
    _, _, features = _still(phones)
    posteriors = np.zeros((51, len(INVENTORY)), np.float32)
    posteriors[:, INVENTORY.index("p")] = 1.0
    written, heard = (
        lip_contacts(phones, SpeechFeatures(features.pitch, features.loudness, phone_posteriors=each))[0][0]
        for each in (None, posteriors)
    )
    assert heard.start - written.start == pytest.approx(0.02) and written.end < heard.end <= 0.62
