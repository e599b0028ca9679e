# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths are told by their names or their number; one is shown at a time, and contacts are never skipped."""

import numpy as np
import pytest
from soliloquy.runtime.animate.engines import animate
from soliloquy.runtime.animate.frame_rate import resample
from soliloquy.runtime.animate.measure import OPEN_VOWEL_SECONDS, frames_inside
from soliloquy.runtime.listen.features import measure
from soliloquy.runtime.phones import BILABIALS, LABIODENTALS, OPEN_VOWELS
from soliloquy.runtime.requests import MotionRequest, VoiceRequest
from soliloquy.runtime.rigs.charts import CHARTS, TABLES, Chart, chart_of_count, chart_of_names
from soliloquy.runtime.rigs.naming import Naming
from soliloquy.runtime.voice.synthesis import time_text

LINE = "Papa, my mother found very big apples above the farm before Bob moved."
_WORDS = "drawn mouths, by the words in their names"
WIDEST = {"D", "AI", "Ah", "aa", "AEI", "あ", "open"}


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([f"Mouth_{one}" for one in "ABCDEFGHX"], "drawn mouths of Rhubarb"),
        (list("ABCDEF"), "drawn mouths of Rhubarb"),
        (["mouth AI", "mouth E", "mouth O", "mouth U", "mouth etc", "mouth MBP"], "drawn mouths of Preston Blair"),
        (["Neutral", "Ah", "D", "Ee", "F", "L", "M", "Oh", "R", "S"], "drawn mouths of Character Animator"),
        (["viseme_" + one for one in "sil PP FF aa E ih oh ou".split()], "drawn visemes of Oculus"),  # noqa: SIM905
        ("AEI BMP CDGKNSTXYZ CHJSH EE FV L O QW R TH U".split(), "drawn mouths of a chart of twelve"),  # noqa: SIM905
        (["A_E_I", "M_B_P", "C_D_G_K_N_S_T_X_Y_Z", "F_V", "O", "U"], "drawn mouths of a chart of twelve"),
        (["口_" + one for one in "あいうえおん"], "drawn vowels of Japanese"),
        (["Lisa-" + one for one in "ABCDEFX"], "drawn mouths of Rhubarb"),
        ([f"mouth_{number:02}" for number in range(1, 11)], "drawn mouths of Preston Blair"),
        (["closed", "open", "wide open smile", "ooh"], "drawn mouths, by the words in their names"),
        (["Mouth - neutral", "Mouth - big open", "Mouth - small", "Mouth - teeth on lip"], _WORDS),
        (["Mund zu", "Mund halb offen", "Mund rund", "Mund auf"], _WORDS),
        (["Boca cerrada", "Boca abierta", "Boca redonda"], _WORDS),
        (["Eyes closed", "Eyes open", "Eyes round", "Brow"], None),
        (["Lines", "Fill", "Shadow", "open"], None),
        ([f"hat_{number:02}" for number in range(1, 11)], None),
        (["A", "B", "Hat"], None),
        ([], None),
    ],
)
def test_a_chart_is_told_by_its_names(names: list[str], title: str | None) -> None:
    found = chart_of_names(names)
    assert (found and found[0].title) == title
    if found is not None:
        assert set(found[1].values()) == set(names)


def test_numbered_pictures_come_in_their_order() -> None:
    found = chart_of_names([f"Mouth {number}" for number in (10, 2, 1, 3, 4, 5, 6, 7, 8, 9)])
    assert found is not None and (found[1]["AI"], found[1]["E"], found[1]["rest"]) == ("Mouth 1", "Mouth 2", "Mouth 10")


def test_a_chart_is_told_by_its_number() -> None:
    assert chart_of_count(5) is None and chart_of_count(16) is None
    for count, last in ((6, "F"), (8, "H"), (9, "X"), (10, "rest"), (12, "W-Oo"), (15, "ou")):
        found = chart_of_count(count)
        assert found is not None and len(found[1]) == count and found[1][-1] == last


@pytest.mark.parametrize(("chart", "table"), list(zip(CHARTS, TABLES, strict=True)), ids=lambda one: one.title)
@pytest.mark.parametrize("rate", [24.0, 30.0])
def test_one_picture_is_shown_and_contacts_are_not_skipped(chart: Naming, table: Chart, rate: float) -> None:
    speech = time_text(VoiceRequest(LINE))
    curves = resample(animate(MotionRequest("rules"), speech, measure(speech)), speech.phones, rate)
    shown = chart.drive(curves.weights, frozenset(chart.shapes))
    assert set(shown) == set(chart.shapes)
    np.testing.assert_array_equal(sum(shown.values()), 1.0)
    names = list(shown)
    now = [names[number] for number in np.argmax(list(shown.values()), axis=0)]
    lips, teeth, rest = (table.of_contact(contact) for contact in ("lips", "teeth", "rest"))
    at_rate = [(phone, frames_inside(phone.start, phone.end, rate, len(now))) for phone in speech.phones]
    seen = [(phone, {now[frame] for frame in np.arange(len(now))[inside]}) for phone, inside in at_rate]
    long = [one for one in seen if one[0].end - one[0].start > 1.9 / rate]
    assert all(lips & pictures for phone, pictures in long if phone.symbol in BILABIALS), seen
    assert not teeth or all(teeth & pictures for phone, pictures in long if phone.symbol in LABIODENTALS), seen
    open_long = [one for one in seen if one[0].end - one[0].start >= OPEN_VOWEL_SECONDS]
    vowels = [bool(pictures - lips - teeth - rest) for phone, pictures in open_long if phone.symbol in OPEN_VOWELS]
    assert len(vowels) >= 8 and sum(vowels) >= len(vowels) - 1, seen
    longest = max((one for one in seen if one[0].symbol == "ɑ"), key=lambda one: one[0].end - one[0].start)
    assert WIDEST & longest[1]
    changes = [frame for frame in range(1, len(now)) if now[frame] != now[frame - 1]]
    assert min(np.diff(changes)) >= 2
    assert len(changes) / (len(now) / rate) < 12
    assert now[0] == now[-1] and now[0] in rest


def test_a_chart_without_some_pictures_does_with_the_others() -> None:
    weights = np.zeros((10, 52), np.float32)
    shown = CHARTS[0].drive(weights, frozenset("ABCDEF"))
    assert set(shown) == set("ABCDEF") and shown["A"].all()
    assert CHARTS[0].drive(weights[:1], frozenset("AB"))["A"].all()
