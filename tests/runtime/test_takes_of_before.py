# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes of earlier versions open, and export what they exported then.

takes/version-1-*: made by version 0.1.0 before its requests got their present names, and exported by it at 24 frames
a second. The rows of the spoken one beside and between its two P were made anew when contacts came to be held as long
as a picture of a player at 30 lasts, and the vowel between two to lie in neither's way; one of them when an
open mouth's lower lip came to hang in a bow, by which contacts are measured, and when lips at rest came to touch
between the places that they are brought together at.
"""

from pathlib import Path

import numpy as np
import pytest
from soliloquy.exporters import export
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.take import load_take, save_take

TAKES = Path(__file__).with_name("takes")
SPOKEN, RECORDED = "version-1-spoken", "version-1-recorded"


def table(path: Path) -> tuple[list[str], np.ndarray]:
    """Header and time codes of a CSV, and its values; the tenth decimal may hang on the processor."""
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    return rows[0] + [row[0] for row in rows], np.array([row[1:] for row in rows[1:]], np.float64)


@pytest.mark.parametrize("name", [SPOKEN, RECORDED])
def test_the_curves_are_those_of_then(name: str, tmp_path: Path) -> None:
    export(load_take(TAKES / f"{name}.take"), ["csv"], tmp_path, name, ExportOptions(fps=24.0))
    words, values = table(tmp_path / f"{name}.csv")
    words_then, values_then = table(TAKES / f"{name}.csv")
    assert words == words_then
    np.testing.assert_allclose(values, values_then, rtol=0, atol=1e-6)


def test_the_request_is_kept_in_the_words_of_then(tmp_path: Path) -> None:
    take = load_take(TAKES / f"{SPOKEN}.take")
    assert take.request["expression"]["volume"] == 0.0
    assert "prosody" not in take.request
    save_take(take, tmp_path / "again.take")
    assert load_take(tmp_path / "again.take").request == take.request


def test_what_was_said_of_a_recording_is_read() -> None:
    take = load_take(TAKES / f"{RECORDED}.take")
    assert take.voice == ""
    assert take.request["recording"].endswith(".wav")
    assert take.speech.duration == pytest.approx(0.6, abs=0.05)
