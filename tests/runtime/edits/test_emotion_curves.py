# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves of emotion: from words to seconds and back, and the face that they ask for."""

from typing import Any

import numpy as np
import pytest
from soliloquy.runtime.animate.measure import closures
from soliloquy.runtime.edits.edit import EmotionKey, Place
from soliloquy.runtime.edits.edits_file import edits_of
from soliloquy.runtime.edits.emotion_curves import PLAIN, WHOLE, SaidAt, as_layer, curves_of, keys_of, mixed
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.head.arkit import ARKIT_INDEX
from soliloquy.runtime.merging import Source, merge
from soliloquy.runtime.perform import another_take, perform
from soliloquy.runtime.requests import Direction, MotionRequest, SpeakRequest, VoiceRequest
from soliloquy.runtime.sounding import KeptSoundings
from soliloquy.runtime.take import Take

WORDS = ("My", "map", "is", "here")
SAID = SaidAt((0.3, 0.5, 0.9, 1.0, 1.2), (0, 1, 2, 2, 3), 2.0)
LINE = "My brother Bob bought a big blue map, and mama made me happy."
SMILE, LID = ARKIT_INDEX["mouthSmileLeft"], ARKIT_INDEX["eyeBlinkLeft"]
KEPT = KeptSoundings()


def edits(*told: dict[str, Any]) -> dict[str, Any]:
    return {"format": "soliloquy edits", "version": 1, "edits": [{"edit": "emotion", **each} for each in told]}


def take(engine: str, emotion: dict[str, float], *told: dict[str, Any], layer: str = "") -> Take:
    asked = MotionRequest(engine, direction=Direction(emotion, 3))
    request = SpeakRequest(VoiceRequest(LINE), asked, emotion_in_voice=False, edits=edits(*told) if told else None)
    return perform(request, kept=KEPT, layer=layer)


def test_a_key_lies_between_the_words_that_it_names() -> None:
    shares = {(0, -1.0): 0.0, (0, 0.0): 0.3, (1, 0.5): 0.7, (2, 0.0): 0.9, (2, 1.0): 1.2, (2, -0.5): 0.7, (3, 1.0): 2.0}
    keys = [EmotionKey(Place(word), 0.5, "sad", share) for word, share in shares]
    found = curves_of(keys, SAID)["sad"]
    np.testing.assert_allclose(found[:, 0], sorted(shares.values()))
    back = curves_of(keys_of({"sad": found}, SAID, WORDS), SAID)["sad"]
    np.testing.assert_allclose(back, found, atol=1e-4)


def test_keys_that_lie_beyond_the_sound_come_to_its_ends() -> None:
    keys = keys_of({"": np.array([[-3.0, 0.5], [9.0, 7.0]])}, SAID, WORDS)
    np.testing.assert_allclose(curves_of(keys, SAID)[""], [[0.0, 0.5], [2.0, 2.0]])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"text": "map"}, '"strength"'),
        ({"text": "map", "strength": 2.5}, "2.5"),
        ({"text": "map", "strength": 1.5, "emotion": "happy"}, "1.5"),
        ({"text": "map", "strength": 1.0, "emotion": "bored"}, "bored"),
        ({"text": "map", "strength": 1.0, "share": 1.5}, "1.5"),
        ({"text": "map", "strength": 1.0, "phone": 1}, "phone"),
    ],
)
def test_what_is_no_key_is_named(told: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        edits_of(edits(told))


@pytest.mark.parametrize("engine", ["rules", "flow"])
def test_strength_grows_over_a_line_and_lips_meet(engine: str) -> None:
    told = ("bob", 0.0), ("map", 1.0)
    whole = take(engine, {"happy": 0.5})
    same = take(engine, {"happy": 0.5}, {"word": 0, "strength": 1.0})
    np.testing.assert_array_equal(same.curves.weights, whole.curves.weights)
    keyed = take(engine, {"happy": 0.5}, *({"text": text, "strength": 1.5 * value} for text, value in told))
    first, last = (part.mean() for part in np.array_split(keyed.curves.weights[:-20, SMILE], 3)[::2])
    flat = [part.mean() for part in np.array_split(whole.curves.weights[:-20, SMILE], 3)[::2]]
    assert first < 0.3 * flat[0] and last > 1.2 * flat[1] and not keyed.warnings
    one = take(engine, {}, *({"text": text, "strength": value, "emotion": "happy"} for text, value in told))
    for each in (keyed, one):
        made = closures(each.curves, each.lip_phones)
        assert all(made.bilabials) and all(made.labiodentals) and len(made.bilabials) == 14
    assert one.curves.weights[-60:-20, SMILE].mean() > one.curves.weights[:30, SMILE].mean() + 0.3


def test_another_take_and_a_merge_keep_the_curve_and_the_parts_are_what_it_is_mixed_of() -> None:
    told = {"text": "bob", "strength": 0.0}, {"text": "map", "strength": 1.5}
    keyed = take("rules", {"happy": 0.8}, *told)
    again = another_take(keyed, {"seed": 5, "engine": "flow"})
    assert again.request["edits"] == keyed.request["edits"]
    assert again.curves.weights[:30, SMILE].mean() < 0.3 * again.curves.weights[-60:-20, SMILE].mean()
    merged = merge(Source(keyed, "a"), Source(again, "b"))
    np.testing.assert_allclose(merged.curves.weights[:, SMILE], keyed.curves.weights[:, SMILE], atol=1e-3)
    whole, plain = (take("rules", {"happy": 0.8}, *told, layer=layer) for layer in (WHOLE, PLAIN))
    np.testing.assert_array_equal(whole.curves.weights, take("rules", {"happy": 0.8}).curves.weights)
    assert plain.curves.weights[:, SMILE].mean() < 0.1
    first = slice(0, 30)
    np.testing.assert_allclose(keyed.curves.weights[first, SMILE], plain.curves.weights[first, SMILE], atol=0.02)


@pytest.mark.parametrize("emotion", ["sad", "afraid", "surprised"])
def test_half_of_an_emotion_blinks_whole_blinks(emotion: str) -> None:
    """For the faces that are mixed blink at the same times."""
    direction = Direction({emotion: 1.0}, seed=5)
    line = take("rules", {})

    def face(of: Direction) -> Any:
        from soliloquy.runtime.animate.engines import animate

        assert line.features is not None
        return animate(MotionRequest("rules", direction=of), line.speech, line.features)

    shut = [face(as_layer(direction, layer, ())).weights[:, LID] > 0.9 for layer in (WHOLE, PLAIN)]
    half = mixed(face, direction, {"": np.array([[0.0, 0.5]])}).weights[:, LID] > 0.9
    assert shut[0].any() and (shut[0] | shut[1]).sum() <= half.sum() + 4
