# SPDX-License-Identifier: GPL-3.0-or-later
"""Points of the space are voices, near ones sound alike, and each slider moves what it names."""

import numpy as np
import pytest
from soliloquy.runtime.requests.voice_change import VoiceChange
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice.changing import changed
from soliloquy.runtime.voice.kokoro import encode
from soliloquy.runtime.voice.timing import lines_of
from soliloquy.runtime.voice.voice_file import VoiceFile
from soliloquy.runtime.voice.voice_space import FARTHEST, MEASURES, drawn_in, reached, voice_space
from soliloquy.runtime.voice.voices import VoiceMix, list_voices

SENTENCE = "We were away a year ago, and they all knew who owed you money."


def _pitch(voice: VoiceFile) -> float:
    """Median in semitones over a sentence, by the voice model itself."""
    tokens = lines_of(phonemise(SENTENCE).paragraphs[0][0])[0].tokens
    pitch = encode(tokens, VoiceMix(voice.parts).embedding(len(tokens)), 1.0).pitch
    return float(12 * np.log2(np.median(pitch[pitch > 10.0])))


def _voice(seed: int) -> VoiceFile:
    return VoiceFile(voice_space().parts_of(np.random.default_rng(seed).normal(size=12) * 0.5), "en-us")


def test_every_voice_has_its_place() -> None:
    space = voice_space()
    assert set(space.names) == {voice.name for voice in list_voices()}
    np.testing.assert_allclose(space.points.std(axis=0, ddof=1), 1.0, atol=1e-3)
    np.testing.assert_allclose(space.points.mean(axis=0), 0.0, atol=1e-3)


def test_a_point_and_its_parts_are_one(seed: int = 2) -> None:
    space = voice_space()
    point = np.random.default_rng(seed).normal(size=12)
    parts = space.parts_of(point)
    assert sum(share for _, share in parts) == pytest.approx(1.0, abs=1e-3)
    np.testing.assert_allclose(space.point_of(dict(parts)), point, atol=1e-3)


def test_a_step_changes_what_it_names_and_leaves_what_it_names_with_nothing() -> None:
    space = voice_space()
    step = space.step({"pitch": 3.0, "woman": 0.0, "rate": 0.0})
    before, after = space.measured(np.zeros(12)), space.measured(step)
    change = {name: after[name] - before[name] for name in MEASURES}
    assert change["pitch"] == pytest.approx(3.0) and abs(change["woman"]) + abs(change["rate"]) < 1e-6


def test_a_direction_apart_from_measures_leaves_them() -> None:
    space = voice_space()
    direction = space.apart_from(np.random.default_rng(4).normal(size=12), ("pitch", "woman"))
    assert np.linalg.norm(direction) == pytest.approx(1.0)
    change = direction @ space.slopes
    assert abs(change[MEASURES.index("pitch")]) < 1e-6 and abs(change[MEASURES.index("woman")]) < 1e-6


def test_far_points_are_drawn_in_and_near_ones_stay() -> None:
    far, near = np.full(12, 4.0), np.full(12, 0.1)
    assert np.linalg.norm(drawn_in(far)) == pytest.approx(FARTHEST)
    np.testing.assert_array_equal(drawn_in(near), near)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_voice_speaks_as_much_higher_as_the_slider_says(seed: int) -> None:
    voice = _voice(seed)
    higher = _pitch(changed(voice, VoiceChange(pitch=3.0))) - _pitch(voice)
    assert 1.5 < higher < 4.5


def test_an_old_man_speaks_higher_and_slower_than_one_of_forty() -> None:
    space = voice_space()
    man = VoiceFile(space.parts_of(space.points[space.names.index("am_michael")] * 0.7), "en-us")
    forty, eighty = (changed(man, VoiceChange(age=age)) for age in (40.0, 80.0))
    told = [space.measured(space.point_of(dict(each.parts))) for each in (forty, eighty)]
    assert told[1]["pitch"] > told[0]["pitch"] + 1.0 and told[1]["rate"] < told[0]["rate"]
    assert _pitch(eighty) > _pitch(forty)


def test_a_brighter_voice_is_told_to_be_brighter_at_the_same_pitch() -> None:
    space, voice = voice_space(), _voice(5)
    told = [
        space.measured(space.point_of(dict(each.parts)))
        for each in (voice, changed(voice, VoiceChange(brightness=2.0)))
    ]
    assert told[1]["tilt"] == pytest.approx(told[0]["tilt"] + 2.0, abs=0.05)
    assert told[1]["pitch"] == pytest.approx(told[0]["pitch"], abs=0.05)


def test_nothing_asked_for_leaves_a_voice_as_it_is() -> None:
    voice = VoiceFile((("af_heart", 1.0),), "en-us")
    parts = dict(changed(voice, VoiceChange()).parts)
    assert parts.pop("af_heart") == pytest.approx(1.0, abs=1e-4) and max(map(abs, parts.values())) < 1e-4


def test_a_way_is_gone_as_far_as_voices_sound_natural() -> None:
    start, way = np.eye(12)[0] * 2.0, np.eye(12)[1]
    np.testing.assert_allclose(reached(start, way), start + way)
    assert np.linalg.norm(reached(start, 9.0 * way)) == pytest.approx(FARTHEST)
    np.testing.assert_allclose(reached(start, 9.0 * way)[0], 2.0)
    assert np.linalg.norm(reached(4.0 * start, way)) == pytest.approx(FARTHEST)
